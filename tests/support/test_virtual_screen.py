import os
from contextlib import suppress
from pathlib import Path

from support.virtual_screen import virtual_screen


def test_takes_screenshots_of_its_own_size(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    with virtual_screen(width=800, height=600, tray=False, compositor=False) as screen:
        image = QImage(str(screen.screenshot(tmp_path / "screen.png")))

    assert (image.width(), image.height()) == (800, 600)


def test_ends_every_program_it_started() -> None:
    before = _children()
    with virtual_screen() as screen:
        folder = screen.folder
        started = _children() - before

    assert {name for _, name in started} >= {"Xvfb", "openbox", "picom", "trayer"}
    assert _children() & started == set()
    assert not folder.exists()


def _children() -> set[tuple[int, str]]:
    """Process id and name of every program this process started and has not ended."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            name, _, rest = (process / "stat").read_text().partition("(")[2].rpartition(")")
            if int(rest.split()[1]) == os.getpid():
                found.add((int(process.name), name))
    return found
