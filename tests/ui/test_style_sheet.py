import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from echoflow.ui.engine_names import CLOUD_ENGINES, engine_color
from echoflow.ui.style_sheet import (
    accent_color,
    bad_color,
    card_color,
    good_color,
    style_sheet,
    warning_color,
    window_color,
)
from echoflow.ui.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme, interface_font
from support.contrast import contrast

THEMES = pytest.mark.parametrize(
    "theme",
    [LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST],
    ids=["light", "dark", "light with high contrast", "dark with high contrast"],
)


@THEMES
def test_every_text_can_be_read(theme: Theme) -> None:
    """WCAG 2: 4.5 for text, 7 where high contrast is asked for."""
    least = 7 if theme.is_high_contrast else 4.5
    for ground in (card_color(theme), window_color(theme)):
        for text in (theme.text, theme.text_secondary, good_color(theme), bad_color(theme), warning_color(theme)):
            assert contrast(text, ground) >= least


@THEMES
def test_what_is_drawn_can_be_seen(theme: Theme) -> None:
    """WCAG 2 AA: 3 for signs."""
    for sign in (accent_color(theme), *(engine_color(engine, theme) for engine in CLOUD_ENGINES.values())):
        assert contrast(sign, card_color(theme)) >= 3


@THEMES
def test_the_main_button_can_be_read(theme: Theme) -> None:
    label = QColor("#0c1220") if theme.is_dark else QColor("#ffffff")

    assert contrast(label, accent_color(theme)) >= 4.5


@THEMES
def test_the_sheet_is_complete_and_in_the_users_font(qapp: QApplication, theme: Theme) -> None:
    font = interface_font(1.0)
    sheet = style_sheet(theme, font)

    assert "$" not in sheet
    assert f"{font.pixelSize()}px" in sheet
