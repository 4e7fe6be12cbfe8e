"""EchoFlow: a personal voice assistant in the desktop tray."""

__version__ = "0.1.0"
"""The only place where it is written: packages, AppStream and the bundles take it from here."""

APP_ID = "org.echoflow.EchoFlow"
"""How desktops know the app: the name of its desktop entry, its icons, its AppStream component and its macOS bundle.

With a dot in it, as AppStream and Wayland want it."""
