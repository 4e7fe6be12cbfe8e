"""The window of voices, and the dialog that makes one."""
