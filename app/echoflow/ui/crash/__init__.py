"""The window that tells how the last run ended."""
