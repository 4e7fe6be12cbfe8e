"""What Windows and macOS are told about the program; they are not here, so what can be read of it here is read."""

from __future__ import annotations

import plistlib
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

from icons import ICNS_SIZES, ICO_SIZES, icns, ico, png, write_hicolor
from platforms import bundle_options, exe_options, info_plist, more_datas, version_resource
from PySide6.QtGui import QImage

from echoflow import APP_ID, __version__

PNG = b"\x89PNG\r\n\x1a\n"


def picture(data: bytes) -> QImage:
    image = QImage()
    assert data.startswith(PNG)
    assert image.loadFromData(data)
    return image


def test_the_icon_is_drawn_at_each_size_with_clear_corners() -> None:
    for size in (16, 256):
        image = picture(png(size))
        assert image.width() == image.height() == size
        assert image.pixelColor(0, 0).alpha() == 0
        assert image.pixelColor(size // 2, size // 8).alpha() == 255


def test_the_icon_of_windows_holds_every_size() -> None:
    data = ico()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(ICO_SIZES))
    for index, size in enumerate(ICO_SIZES):
        width, height, _, _, _, bits, length, place = struct.unpack_from("<BBBBHHII", data, 6 + 16 * index)
        assert width == height == size % 256
        assert bits == 32
        assert picture(data[place : place + length]).width() == size


def test_the_icon_of_macos_holds_every_size() -> None:
    data = icns()
    assert struct.unpack_from(">4sI", data) == (b"icns", len(data))
    place, found = 8, {}
    while place < len(data):
        kind, length = struct.unpack_from(">4sI", data, place)
        found[kind] = picture(data[place + 8 : place + length]).width()
        place += length
    assert found == ICNS_SIZES


def test_the_icons_of_linux_have_the_name_of_the_app(tmp_path: Path) -> None:
    write_hicolor(tmp_path)
    assert {file.stem for file in tmp_path.rglob("*.*")} == {APP_ID}
    assert (tmp_path / "48x48" / "apps" / f"{APP_ID}.png").read_bytes().startswith(PNG)
    assert (tmp_path / "scalable" / "apps" / f"{APP_ID}.svg").exists()


def test_windows_shows_the_version_in_the_properties_of_the_program() -> None:
    read: dict[str, Any] = {}

    def of_four(**values: Any) -> None:
        read.update(values)

    names: dict[str, Any] = {"FixedFileInfo": of_four, "StringStruct": lambda name, value: (name, value)}
    names |= {"StringTable": lambda _, entries: read.update(entries)}
    names |= dict.fromkeys(("VSVersionInfo", "StringFileInfo", "VarFileInfo", "VarStruct"), lambda *_, **__: None)
    eval(version_resource("1.2.3"), names)  # as PyInstaller does

    assert read["filevers"] == read["prodvers"] == (1, 2, 3, 0)
    assert read["FileVersion"] == read["ProductVersion"] == "1.2.3"
    assert read["ProductName"] == "EchoFlow"


def test_windows_gets_an_icon_and_no_console_window(tmp_path: Path) -> None:
    options = exe_options(tmp_path, "win32")
    assert Path(options["icon"]).read_bytes() == ico()
    assert __version__ in Path(options["version"]).read_text(encoding="utf-8")
    assert options["hide_console"] == "hide-early"


def test_macos_is_told_why_the_microphone_is_used_in_english_and_chinese(tmp_path: Path) -> None:
    options = bundle_options(tmp_path, "darwin")
    assert options is not None
    assert options["bundle_identifier"] == APP_ID
    assert options["version"] == __version__
    assert Path(options["icon"]).read_bytes() == icns()
    written = plistlib.loads(plistlib.dumps(info_plist()))
    assert written["LSUIElement"] is True
    assert written["NSMicrophoneUsageDescription"].startswith("EchoFlow")
    [(strings, folder)] = more_datas("darwin")
    assert folder == "zh-Hans.lproj"
    assert folder.partition(".")[0] in written["CFBundleLocalizations"]
    assert '"NSMicrophoneUsageDescription" = "' in Path(strings).read_text(encoding="utf-8")


def test_macos_lets_the_signed_program_use_the_microphone(tmp_path: Path) -> None:
    entitlements = plistlib.loads(Path(exe_options(tmp_path, "darwin")["entitlements_file"]).read_bytes())
    assert entitlements["com.apple.security.device.audio-input"] is True


def test_linux_needs_nothing_of_that_in_the_program(tmp_path: Path) -> None:
    assert exe_options(tmp_path, "linux") == {}
    assert more_datas("linux") == []
    assert bundle_options(tmp_path, "linux") is None


def test_reading_the_options_loads_no_qt() -> None:
    """They are read by PyInstaller, which watches what a program imports."""
    code = "import sys, platforms; sys.exit('PySide6' in sys.modules)"
    folder = Path(__file__).parents[2] / "packaging"
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)
