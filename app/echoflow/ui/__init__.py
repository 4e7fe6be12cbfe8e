"""The tray icon and the overlay; knows no engine."""
