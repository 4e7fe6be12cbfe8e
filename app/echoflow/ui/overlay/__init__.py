"""The card over the desktop that shows a conversation."""
