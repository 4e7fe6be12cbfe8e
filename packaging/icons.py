"""Makes the icons that the packages carry from `resources/icons/echoflow.svg`, each size drawn for itself.

python packaging/icons.py FOLDER    writes hicolor/, echoflow.ico and echoflow.icns into it
"""

from __future__ import annotations

import shutil
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from echoflow import APP_ID

DRAWING = Path(__file__).resolve().parents[1] / "resources" / "icons" / "echoflow.svg"

HICOLOR_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels; those for which the Icon Theme specification's fallback theme has folders and desktops ask."""

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Those that Windows asks for at 100, 125, 150 and 200 percent."""

ICNS_SIZES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024, b"ic11": 32,
              b"ic12": 64, b"ic13": 256, b"ic14": 512}  # fmt: skip
"""Pixels by the four letters of the entry; 11 to 14 and 10 are those of displays with two pixels to a point."""

_DOTS_PER_METER = 3780
"""96 to the inch."""


def png(size: int) -> bytes:
    """The icon, `size` pixels square."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    # Otherwise as on the screen there is, if there is one.
    image.setDotsPerMeterX(_DOTS_PER_METER)
    image.setDotsPerMeterY(_DOTS_PER_METER)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6's stubs forget the device
    return bytes(buffer.data().data())


def ico(sizes: Iterable[int] = ICO_SIZES) -> bytes:
    """An .ico of PNGs, which Windows has read since Vista."""
    pictures = [(size, png(size)) for size in sizes]
    place = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in pictures:
        # One byte for each side, so 256 is written as 0; one plane, 32 bits to a pixel.
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(picture for _, picture in pictures)


def icns() -> bytes:
    """An .icns of PNGs, which macOS has read since 10.7."""
    pictures = {size: png(size) for size in set(ICNS_SIZES.values())}
    body = b"".join(
        struct.pack(">4sI", kind, 8 + len(pictures[size])) + pictures[size] for kind, size in ICNS_SIZES.items()
    )
    return struct.pack(">4sI", b"icns", 8 + len(body)) + body


def write_hicolor(folder: Path) -> None:
    """Writes the icon as the Icon Theme specification has it; `folder` is that of the theme."""
    for size in HICOLOR_SIZES:
        file = folder / f"{size}x{size}" / "apps" / f"{APP_ID}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(png(size))
    scalable = folder / "scalable" / "apps" / f"{APP_ID}.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DRAWING, scalable)


def main(folder: Path) -> None:
    """Writes all of them into `folder`."""
    write_hicolor(folder / "hicolor")
    (folder / "echoflow.ico").write_bytes(ico())
    (folder / "echoflow.icns").write_bytes(icns())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
