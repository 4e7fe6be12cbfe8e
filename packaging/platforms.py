"""What `echoflow.spec` needs to know of Windows and macOS: icon, version resource, property list, entitlements.

On Linux there is nothing of that in the program; `linux_files.py` puts it beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from echoflow import APP_ID, __version__

_HERE = Path(__file__).resolve().parent
_COPYRIGHT = "Apache License 2.0"
_OLDEST_MACOS = "13.0"
"""The oldest that Qt 6.11 and 6.12 run on."""

_MICROPHONE = "EchoFlow listens while you talk with it."
"""What macOS tells the user when it asks whether EchoFlow may use the microphone; Chinese is in zh-Hans.lproj."""


def exe_options(build: Path, platform: str = sys.platform) -> dict[str, Any]:
    """More keyword arguments for PyInstaller's `EXE`; files that they name are made in `build`."""
    if platform == "win32":
        file = build / "version_info.txt"
        build.mkdir(parents=True, exist_ok=True)
        file.write_text(version_resource(), encoding="utf-8")
        # One program for both: in a terminal it prints, and from the menu no terminal is seen.
        return {"icon": str(_icons(build) / "echoflow.ico"), "version": str(file), "hide_console": "hide-early"}
    if platform == "darwin":
        return {
            "entitlements_file": str(_HERE / "macos" / "entitlements.plist"),
            # Without one it is signed ad hoc, which runs where it was built and, elsewhere, after the user allows it.
            "codesign_identity": os.environ.get("ECHOFLOW_CODESIGN_IDENTITY") or None,
        }
    return {}


def more_datas(platform: str = sys.platform) -> list[tuple[str, str]]:
    """More `datas` for PyInstaller's `Analysis`."""
    if platform != "darwin":
        return []
    return [(str(folder / "InfoPlist.strings"), folder.name) for folder in (_HERE / "macos").glob("*.lproj")]


def bundle_options(build: Path, platform: str = sys.platform) -> dict[str, Any] | None:
    """Keyword arguments for PyInstaller's `BUNDLE`; None where there are no bundles."""
    if platform != "darwin":
        return None
    return {
        "name": "EchoFlow.app",
        "icon": str(_icons(build) / "echoflow.icns"),
        "bundle_identifier": APP_ID,
        "version": __version__,
        "info_plist": info_plist(),
    }


def info_plist() -> dict[str, Any]:
    """What macOS is told about the app, besides what PyInstaller writes by itself."""
    return {
        "CFBundleDisplayName": "EchoFlow",
        "CFBundleShortVersionString": __version__,
        "CFBundleVersion": __version__,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh-Hans"],
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": _OLDEST_MACOS,
        # It lives in the menu bar, not in the dock.
        "LSUIElement": True,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": _COPYRIGHT,
        "NSMicrophoneUsageDescription": _MICROPHONE,
    }


def version_resource(version: str = __version__) -> str:
    """What the properties of the .exe show, as PyInstaller reads it: an expression of its own classes."""
    numbers = (*(int(part) for part in version.split(".")), 0, 0, 0)[:4]
    words = {
        "CompanyName": "EchoFlow",
        "FileDescription": "EchoFlow",
        "FileVersion": version,
        "InternalName": "echoflow",
        "LegalCopyright": _COPYRIGHT,
        "OriginalFilename": "echoflow.exe",
        "ProductName": "EchoFlow",
        "ProductVersion": version,
    }
    entries = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in words.items())
    # 0x0409 is American English, 1200 UTF-16; 0x40004 is Windows NT, 1 a program.
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, "
        "fileType=1, subtype=0, date=(0, 0)), "
        f"kids=[StringFileInfo([StringTable('040904B0', [{entries}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])\n"
    )


def _icons(build: Path) -> Path:
    """Draws them, in a process of its own: PyInstaller's is not to load Qt."""
    folder = build / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, str(_HERE / "icons.py"), str(folder)], check=True)
    return folder
