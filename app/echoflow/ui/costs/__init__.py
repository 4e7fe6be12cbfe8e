"""The window of costs."""
