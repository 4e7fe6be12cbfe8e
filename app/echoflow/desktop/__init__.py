"""What differs by operating system: hotkey, single instance."""
