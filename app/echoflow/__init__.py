"""EchoFlow: a personal voice assistant in the desktop tray."""

import os

__version__ = "0.1.0"
"""The only place where it is written: packages, AppStream and the bundles take it from here."""

APP_ID = "org.echoflow.EchoFlow"
"""How desktops know the app: the name of its desktop entry, its icons, its AppStream component and its macOS bundle.

With a dot in it, as AppStream and Wayland want it.
"""

# ONNX Runtime 1.31 gives this computer an identifier and keeps a store of what it is to report to its makers, unless it
# finds this when it is loaded. Every process of ours, and every library in it that loads it, comes by here first.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
