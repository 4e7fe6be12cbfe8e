"""The window of past conversations."""
