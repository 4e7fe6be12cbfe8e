"""Colours and type of everything we draw: one accent for each state; light and dark, each with a high-contrast set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QGuiApplication,
    QPalette,
)

from echoflow.text import user_language
from echoflow.ui.state import AppState


@dataclass(frozen=True, slots=True)
class Accent:
    """The colour of a state.

    Attributes:
        main: fills the orb, writes the label.
        glow: its neighbour in the spectrum, for gradients.

    """

    main: QColor
    glow: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one colour scheme.

    Attributes:
        is_dark: light writing on a dark ground.
        is_high_contrast: nothing is translucent, edges are strong and every text has at least 7:1 (WCAG 2 AAA).
        card: of the overlay, which may let the desktop shine through a little.
        card_edge: the line around it.
        edge_width: of that line, in pixels.
        shadow: under it.
        text: of what is being said.
        text_secondary: of what has been.
        text_upcoming: of what will be, and of hints.
        keycap: the face of a key.
        sign: of what is drawn on an accent.
        accents: one for each state.
    """

    is_dark: bool
    is_high_contrast: bool
    card: QColor
    card_edge: QColor
    edge_width: float
    shadow: QColor
    text: QColor
    text_secondary: QColor
    text_upcoming: QColor
    keycap: QColor
    sign: QColor
    accents: Mapping[AppState, Accent]


DARK = Theme(
    is_dark=True,
    is_high_contrast=False,
    card=QColor(22, 24, 30, 244),
    card_edge=QColor(255, 255, 255, 30),
    edge_width=1.0,
    shadow=QColor(0, 0, 0, 92),
    text=QColor("#f4f6fa"),
    text_secondary=QColor("#aeb6c4"),
    text_upcoming=QColor("#8a93a3"),
    keycap=QColor(255, 255, 255, 26),
    sign=QColor(255, 255, 255),
    accents={
        AppState.LOADING: Accent(QColor("#86b3c4"), QColor("#5b8a9e")),
        AppState.IDLE: Accent(QColor("#9aa5b8"), QColor("#6f7b90")),
        AppState.LISTENING: Accent(QColor("#5b9dff"), QColor("#35d0ff")),
        AppState.THINKING: Accent(QColor("#a98bff"), QColor("#ff7ad9")),
        AppState.SPEAKING: Accent(QColor("#36d6a0"), QColor("#5fd0ff")),
        AppState.MUTED: Accent(QColor("#dba45a"), QColor("#b67a35")),
        AppState.OFFLINE: Accent(QColor("#a9a58a"), QColor("#7f7b60")),
        AppState.ERROR: Accent(QColor("#ff6b6b"), QColor("#ffa24d")),
    },
)

LIGHT = Theme(
    is_dark=False,
    is_high_contrast=False,
    card=QColor(255, 255, 255, 247),
    card_edge=QColor(15, 23, 42, 26),
    edge_width=1.0,
    shadow=QColor(15, 23, 42, 34),
    text=QColor("#14181f"),
    text_secondary=QColor("#525c6b"),
    text_upcoming=QColor("#6b7482"),
    keycap=QColor(15, 23, 42, 16),
    sign=QColor(255, 255, 255),
    accents={
        AppState.LOADING: Accent(QColor("#3f7386"), QColor("#6ba3b8")),
        AppState.IDLE: Accent(QColor("#5d6879"), QColor("#8b97aa")),
        AppState.LISTENING: Accent(QColor("#2268e8"), QColor("#14a8e6")),
        AppState.THINKING: Accent(QColor("#7347e8"), QColor("#d545b8")),
        AppState.SPEAKING: Accent(QColor("#087f5b"), QColor("#12a5c4")),
        AppState.MUTED: Accent(QColor("#96590f"), QColor("#c98a3a")),
        AppState.OFFLINE: Accent(QColor("#6b6647"), QColor("#989272")),
        AppState.ERROR: Accent(QColor("#d42f38"), QColor("#f0803c")),
    },
)


DARK_CONTRAST = Theme(
    is_dark=True,
    is_high_contrast=True,
    card=QColor("#000000"),
    card_edge=QColor("#ffffff"),
    edge_width=2.0,
    shadow=QColor(0, 0, 0, 92),
    text=QColor("#ffffff"),
    text_secondary=QColor("#e2e2e2"),
    text_upcoming=QColor("#a3a3a3"),
    keycap=QColor("#000000"),
    sign=QColor("#000000"),
    accents={
        AppState.LOADING: Accent(QColor("#a5d8ea"), QColor("#a5d8ea")),
        AppState.IDLE: Accent(QColor("#c4cede"), QColor("#c4cede")),
        AppState.OFFLINE: Accent(QColor("#d3c3b4"), QColor("#d3c3b4")),
        AppState.LISTENING: Accent(QColor("#7db4ff"), QColor("#6fe0ff")),
        AppState.THINKING: Accent(QColor("#c3adff"), QColor("#ff9ae3")),
        AppState.SPEAKING: Accent(QColor("#45e0ac"), QColor("#7fdcff")),
        AppState.MUTED: Accent(QColor("#f0b869"), QColor("#f0b869")),
        AppState.ERROR: Accent(QColor("#ff8f8f"), QColor("#ffb673")),
    },
)

LIGHT_CONTRAST = Theme(
    is_dark=False,
    is_high_contrast=True,
    card=QColor("#ffffff"),
    card_edge=QColor("#000000"),
    edge_width=2.0,
    shadow=QColor(15, 23, 42, 34),
    text=QColor("#000000"),
    text_secondary=QColor("#262626"),
    text_upcoming=QColor("#565656"),
    keycap=QColor("#ffffff"),
    sign=QColor("#ffffff"),
    accents={
        AppState.LOADING: Accent(QColor("#1f4c5c"), QColor("#1f4c5c")),
        AppState.IDLE: Accent(QColor("#3b4453"), QColor("#3b4453")),
        AppState.OFFLINE: Accent(QColor("#54463a"), QColor("#54463a")),
        AppState.LISTENING: Accent(QColor("#0b47b0"), QColor("#045f94")),
        AppState.THINKING: Accent(QColor("#4f23b8"), QColor("#8c1279")),
        AppState.SPEAKING: Accent(QColor("#04573d"), QColor("#055b70")),
        AppState.MUTED: Accent(QColor("#693c05"), QColor("#693c05")),
        AppState.ERROR: Accent(QColor("#9a1119"), QColor("#8a3a00")),
    },
)

_THEMES = {(each.is_dark, each.is_high_contrast): each for each in (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST)}

SCHEME_PROPERTY = "echoflowScheme"
"""Of the application, set by `ui.appearance`: `light` or `dark`; absent where the desktop's own is right."""

CONTRAST_PROPERTY = "echoflowContrast"
"""The same: `normal` or `high`."""


def current_theme() -> Theme:
    """The set to draw in now: what the application is set to, else what the desktop says."""
    return theme_of(is_dark=_is_dark(), is_high_contrast=_is_high_contrast())


def theme_of(*, is_dark: bool, is_high_contrast: bool) -> Theme:
    """The set that is meant."""
    return _THEMES[is_dark, is_high_contrast]


def desktop_is_dark() -> bool:
    """By the colour scheme it tells Qt of; where it tells of none, by its palette."""
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme is Qt.ColorScheme.Dark:
        return True
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def desktop_is_high_contrast() -> bool:
    """What the desktop tells Qt, which it does from 6.10 on under GNOME, Windows and macOS."""
    # Its parent has to be held: with the wrapper of that, PySide drops the wrapper of this.
    hints = QGuiApplication.styleHints()
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def _is_dark() -> bool:
    chosen = _application_property(SCHEME_PROPERTY)
    return chosen == "dark" if chosen else desktop_is_dark()


def _is_high_contrast() -> bool:
    chosen = _application_property(CONTRAST_PROPERTY)
    return chosen == "high" if chosen else desktop_is_high_contrast()


def _application_property(name: str) -> object:
    application = QCoreApplication.instance()
    return application.property(name) if application is not None else None


_PLAIN_FAMILIES = {"dejavu sans", "sans serif", "sans-serif", "sans", "bitstream vera sans"}
"""What a desktop without a font of its own reports; too wide for a small panel, so a Noto goes first."""

_CHINESE_FAMILIES = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"),
    *("PingFang SC", "Microsoft YaHei UI", "WenQuanYi Micro Hei"),
)
_FALLBACK_FAMILIES = ("Noto Sans", *_CHINESE_FAMILIES)
"""Simplified Chinese by name: a font that is only found by its glyphs may draw the Japanese forms."""


def interface_font(ratio: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The user's interface font with Chinese behind it, `ratio` times the size they set."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    installed = set(QFontDatabase.families())
    fallbacks = [family for family in _FALLBACK_FAMILIES if family in installed]
    own = system.families()
    is_plain = not own or own[0].lower() in _PLAIN_FAMILIES
    font = QFont(system)
    families = [*fallbacks, *own] if is_plain else [*own, *fallbacks]
    font.setFamilies(families)
    if families and families[0] in _CHINESE_FAMILIES and user_language() != "zh":
        # A Chinese font's quotation marks and middle dots are as wide as its characters, which tears English apart.
        font.setFeature(QFont.Tag("palt"), 1)
    # 13 px is the usual 10 pt at 96 dpi; what is far from it is a broken setting.
    font.setPixelSize(round(ratio * min(24, max(13, QFontInfo(system).pixelSize()))))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def em(font: QFont) -> int:
    """The size of `font` in pixels: what widths are measured in.

    The average width of its letters is no measure: with Chinese characters among them it is twice what it is without.
    """
    return QFontInfo(font).pixelSize()


def blend(one: QColor, other: QColor, amount: float) -> QColor:
    """`one` at 0, `other` at 1."""

    def mixed(begin: int, end: int) -> int:
        return round(begin + (end - begin) * amount)

    return QColor(
        mixed(one.red(), other.red()),
        mixed(one.green(), other.green()),
        mixed(one.blue(), other.blue()),
        mixed(one.alpha(), other.alpha()),
    )


def faded(color: QColor, opacity: float) -> QColor:
    """`color`, let through by `opacity` (0..1)."""
    result = QColor(color)
    result.setAlphaF(color.alphaF() * min(1.0, max(0.0, opacity)))
    return result
