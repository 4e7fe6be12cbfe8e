"""The window of response times."""
