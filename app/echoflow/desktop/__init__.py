"""What differs by operating system: hotkeys, single instance."""
