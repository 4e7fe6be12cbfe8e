"""EchoFlow: a personal voice assistant in the desktop tray."""

__version__ = "0.1.0"
