from __future__ import annotations

import importlib.util
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from echoflow.paths import resources_folder
from echoflow.ui.icons import IconLook, app_icon, icon_look, tray_icon
from echoflow.ui.state import AppState
from support.contrast import contrast

SIZES = (16, 22, 24, 32, 48, 64)
ON_DISC = [IconLook.LIGHT, IconLook.DARK]
PANELS = (QColor("#f2f2f4"), QColor("#202124"))


def _picture(state: AppState, look: IconLook, size: int) -> QImage:
    return tray_icon(state, look).pixmap(QSize(size, size), 1.0).toImage()


def _difference(one: QImage, other: QImage) -> float:
    """The share of pixels that differ, by their grey or by whether there is anything."""
    size = one.width()
    differing = 0
    for x in range(size):
        for y in range(size):
            a, b = one.pixelColor(x, y), other.pixelColor(x, y)
            differing += abs(a.alpha() - b.alpha()) > 64 or abs(a.lightness() - b.lightness()) > 40
    return differing / size**2


def test_the_drawings_are_those_of_the_present_signs_and_colours() -> None:
    """Made by `python scripts/make_icons.py`."""
    file = Path(__file__).parents[2] / "scripts" / "make_icons.py"
    spec = importlib.util.spec_from_file_location("make_icons", file)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)

    made = script.drawings()

    assert len(made) == len(AppState) * len(IconLook)
    for name, drawing in made.items():
        assert (resources_folder() / "icons" / name).read_text(encoding="utf-8") == drawing, name


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("look", IconLook)
def test_icons_differ_by_more_than_their_colour(qapp: QApplication, look: IconLook, size: int) -> None:
    """In grey, as a colour-blind user may see them."""
    form = QImage.Format.Format_ARGB32 if look is IconLook.TEMPLATE else QImage.Format.Format_Grayscale8
    pictures = {state: _picture(state, look, size).convertToFormat(form) for state in AppState}

    for one, other in combinations(AppState, 2):
        assert _difference(pictures[one], pictures[other]) > 0.05, (one, other)


@pytest.mark.parametrize("look", ON_DISC)
def test_icons_stand_out_on_light_and_dark_panels(qapp: QApplication, look: IconLook) -> None:
    for state in AppState:
        disc = _picture(state, look, 22).pixelColor(3, 8)
        for panel in PANELS:
            assert contrast(disc, panel) > 2.5, state
        assert contrast(disc, QColor("white")) >= 3, state


@pytest.mark.parametrize("look", IconLook)
def test_an_icon_is_drawn_for_each_size_and_none_is_scaled(qapp: QApplication, look: IconLook) -> None:
    for state in AppState:
        sizes = {size.width() for size in tray_icon(state, look).availableSizes()}
        assert set(SIZES) <= sizes


def test_a_template_is_black_on_nothing_and_a_mask(qapp: QApplication) -> None:
    for state in AppState:
        assert tray_icon(state, IconLook.TEMPLATE).isMask()
        picture = _picture(state, IconLook.TEMPLATE, 32)
        seen = [picture.pixelColor(x, y) for x in range(32) for y in range(32)]
        assert all(color.lightness() == 0 for color in seen if color.alpha() > 200), state
        assert any(color.alpha() == 255 for color in seen), state
        # Nothing is cut off: the outermost pixels are free.
        edge = [picture.pixelColor(place, side) for place in range(32) for side in (0, 31)]
        assert all(color.alpha() == 0 for color in edge), state
    assert not tray_icon(AppState.IDLE, IconLook.LIGHT).isMask()


def test_the_icon_suits_the_panel() -> None:
    assert icon_look(is_dark=True, platform="darwin") is IconLook.TEMPLATE
    assert icon_look(is_dark=True, platform="linux") is IconLook.DARK
    assert icon_look(is_dark=False, platform="win32") is IconLook.LIGHT


def test_the_app_has_an_icon(qapp: QApplication) -> None:
    image = app_icon().pixmap(64, 64).toImage()

    assert image.pixelColor(20, 32) == QColor("white")
    assert image.pixelColor(0, 0).alpha() == 0
