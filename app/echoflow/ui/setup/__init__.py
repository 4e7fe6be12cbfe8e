"""The window that shows what was found on this computer."""
