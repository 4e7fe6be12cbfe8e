"""The window of keys and costs."""
