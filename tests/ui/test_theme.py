import pytest
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from echoflow.ui.state import AppState
from echoflow.ui.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme, current_theme, em, interface_font
from support.contrast import contrast


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(theme: Theme) -> None:
    """WCAG 2 AA: 4.5 for text."""
    for text in (theme.text, theme.text_secondary, theme.text_upcoming):
        assert contrast(text, theme.card) >= 4.5
    for state in AppState:
        assert contrast(theme.accents[state].main, theme.card) >= 4.5, state


@pytest.mark.parametrize("theme", [LIGHT_CONTRAST, DARK_CONTRAST], ids=["light", "dark"])
def test_with_high_contrast_every_text_can_be_read_by_weak_eyes(theme: Theme) -> None:
    """WCAG 2 AAA: 7 for text."""
    assert theme.card.alpha() == 255
    for text in (theme.text, theme.text_secondary, theme.text_upcoming, theme.card_edge):
        assert contrast(text, theme.card) >= 7
    for state in AppState:
        assert contrast(theme.accents[state].main, theme.card) >= 7, state
        assert contrast(theme.accents[state].main, theme.sign) >= 7, state


def test_what_was_said_stands_out_from_what_is_to_come() -> None:
    for theme in (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST):
        assert contrast(theme.text, theme.text_upcoming) >= 2.5


def test_the_theme_follows_the_palette(qapp: QApplication) -> None:
    before = qapp.palette()
    try:
        qapp.setPalette(QPalette(QColor("#202124")))
        assert current_theme() is DARK
        qapp.setPalette(QPalette(QColor("#f2f2f4")))
        assert current_theme() is LIGHT
    finally:
        qapp.setPalette(before)


def test_widths_do_not_depend_on_what_characters_a_font_has(qapp: QApplication) -> None:
    for family in ("Noto Sans CJK SC", "DejaVu Sans"):
        font = QFont(family)
        font.setPixelSize(13)
        assert em(font) == 13


def test_english_quotation_marks_are_no_wider_than_letters(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", "en")
    font = interface_font(1.0)
    for mark in "“”·":
        assert QFontMetricsF(font).horizontalAdvance(mark) < 0.6 * em(font), mark


def test_the_font_is_the_users_with_simplified_chinese_behind_it(qapp: QApplication) -> None:
    small, large = interface_font(1.0), interface_font(1.3)

    assert 13 <= small.pixelSize() < large.pixelSize()
    assert len(small.families()) >= 1
