"""The field for choosing a hotkey by pressing it."""
