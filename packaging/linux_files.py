"""What a Linux desktop wants beside the program: a desktop entry, icons, and AppStream metadata.

python packaging/linux_files.py FOLDER    writes them as into /usr: FOLDER/share/...
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import icons

from echoflow import APP_ID, __version__

_TEMPLATES = Path(__file__).resolve().parent / "linux"

_PICTURES = {
    "overlay-speaking-en-light.png": "An answer being spoken",
    "tray-menu-en-light.png": "The menu of the tray",
    "voices-en-light.png": "Voices to choose from",
}
"""In `docs/images`, and what is to be seen in them; the first is the one that software centres show."""


def build_time() -> datetime:
    """When this build is said to have been made, so that building again gives the same; SOURCE_DATE_EPOCH or now."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)


def desktop_entry(command: str, program: str) -> str:
    """The entry for the menu; `command` and `program` as the keys Exec and TryExec want them written."""
    return _filled("echoflow.desktop.in", EXEC=command, TRYEXEC=program)


def metainfo(site: str = "") -> str:
    """What software centres show.

    Args:
        site: the address under which this version's files can be read by everybody, which AppStream wants for pictures;
            empty for a build that has none.
    """
    return _filled("metainfo.xml.in", DATE=f"{build_time():%Y-%m-%d}", LINKS=_links(site.rstrip("/")))


def _links(site: str) -> str:
    if not site:
        return ""
    pictures: list[str] = []
    for name, caption in _PICTURES.items():
        kind = "" if pictures else ' type="default"'
        pictures += [
            f"    <screenshot{kind}>",
            f"      <caption>{escape(caption)}</caption>",
            f"      <image>{escape(site)}/docs/images/{name}</image>",
            "    </screenshot>",
        ]
    lines = [f'  <url type="homepage">{escape(site)}</url>', "  <screenshots>", *pictures, "  </screenshots>", ""]
    return "\n".join(lines)


def write(prefix: Path, command: str = "echoflow", program: str = "echoflow") -> None:
    """Writes all of it below `prefix`; ECHOFLOW_SITE names the public address of the sources, if there is one."""
    icons.write_hicolor(prefix / "share" / "icons" / "hicolor")
    _write(prefix / "share" / "applications" / f"{APP_ID}.desktop", desktop_entry(command, program))
    site = os.environ.get("ECHOFLOW_SITE", "")
    _write(prefix / "share" / "metainfo" / f"{APP_ID}.metainfo.xml", metainfo(site))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _filled(template: str, **values: str) -> str:
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    for name, value in {"APP_ID": APP_ID, "VERSION": __version__, **values}.items():
        text = text.replace(f"@{name}@", value)
    return text


if __name__ == "__main__":
    write(Path(sys.argv[1]))
