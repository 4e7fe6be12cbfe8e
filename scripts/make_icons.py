"""Writes the icons of the tray, `resources/icons/tray-STATE-LOOK.svg`, from the signs and the colours of the app.

A sign, `state-STATE.svg`, is drawn once. On a light or a dark panel it stands on a disc in the colour of its state; as
a template it stands alone and black, larger, for panels that give it a colour of their own.

    python scripts/make_icons.py    after a sign or a colour has changed; a test tells when that was forgotten
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "app"))

from PySide6.QtGui import QColor  # noqa: E402

from echoflow.ui.state import AppState  # noqa: E402
from echoflow.ui.theme import DARK, LIGHT, blend  # noqa: E402

FOLDER = ROOT / "resources" / "icons"
_SVG = "http://www.w3.org/2000/svg"
_LIFT = 0.3
"""How far the disc for a dark panel goes towards the colours of the dark theme. Nothing tells the colour of a panel for
sure, so either disc stands out on both."""

_TEMPLATE_SCALE = 1.26
"""Without the disc around it the sign fills the square, but for the pixel at its edge that panels expect."""


def drawings() -> dict[str, str]:
    """What is to be in each file, by its name."""
    ElementTree.register_namespace("", _SVG)
    made = {}
    for state in AppState:
        for is_dark in (False, True):
            look = "dark" if is_dark else "light"
            made[f"tray-{state.value}-{look}.svg"] = _on_disc(state, is_dark=is_dark)
        made[f"tray-{state.value}-template.svg"] = _template(state)
    return made


def _on_disc(state: AppState, *, is_dark: bool) -> str:
    light, dark = LIGHT.accents[state], DARK.accents[state]
    share = _LIFT if is_dark else 0.0
    begin = blend(light.main, dark.main, share)
    end = blend(blend(light.main, light.glow, 0.45), dark.main, share)
    root = _empty()
    defs = ElementTree.SubElement(root, _tag("defs"))
    gradient = ElementTree.SubElement(defs, _tag("linearGradient"), id="disc", x1="0", y1="0", x2="1", y2="1")
    ElementTree.SubElement(gradient, _tag("stop"), {"offset": "0", "stop-color": begin.name()})
    ElementTree.SubElement(gradient, _tag("stop"), {"offset": "1", "stop-color": end.name()})
    ElementTree.SubElement(root, _tag("circle"), cx="12", cy="12", r="11.5", fill="url(#disc)")
    root.extend(_sign(state))
    return _text(root)


def _template(state: AppState) -> str:
    root = _empty()
    shift = 12 * (1 - _TEMPLATE_SCALE)
    place = {"transform": f"translate({shift:.2f} {shift:.2f}) scale({_TEMPLATE_SCALE})"}
    group = ElementTree.SubElement(root, _tag("g"), place)
    for part in _sign(state):
        group.append(part)
        # What is white in a mask is not a colour but what remains.
        if part.tag != _tag("mask"):
            _blacken(part)
    return _text(root)


def _blacken(part: ElementTree.Element) -> None:
    for element in part.iter():
        for name in ("fill", "stroke"):
            if QColor(element.get(name, "")) == QColor("white"):
                element.set(name, "#000000")


def _sign(state: AppState) -> list[ElementTree.Element]:
    return list(ElementTree.parse(FOLDER / f"state-{state.value}.svg").getroot())


def _empty() -> ElementTree.Element:
    return ElementTree.Element(_tag("svg"), viewBox="0 0 24 24")


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"


def _text(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


if __name__ == "__main__":
    for name, drawing in drawings().items():
        (FOLDER / name).write_text(drawing, encoding="utf-8")
