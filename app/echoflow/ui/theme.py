"""Colours and type of everything we draw: one accent for each state, a light and a dark set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette

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
    """The colours of one colour scheme."""

    is_dark: bool
    card: QColor
    card_edge: QColor
    shadow: QColor
    text: QColor
    text_secondary: QColor
    text_upcoming: QColor
    keycap: QColor
    accents: Mapping[AppState, Accent]


DARK = Theme(
    is_dark=True,
    card=QColor(22, 24, 30, 244),
    card_edge=QColor(255, 255, 255, 30),
    shadow=QColor(0, 0, 0, 92),
    text=QColor("#f4f6fa"),
    text_secondary=QColor("#aeb6c4"),
    text_upcoming=QColor("#8a93a3"),
    keycap=QColor(255, 255, 255, 26),
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
    card=QColor(255, 255, 255, 247),
    card_edge=QColor(15, 23, 42, 26),
    shadow=QColor(15, 23, 42, 34),
    text=QColor("#14181f"),
    text_secondary=QColor("#525c6b"),
    text_upcoming=QColor("#6b7482"),
    keycap=QColor(15, 23, 42, 16),
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


def current_theme() -> Theme:
    """The set that suits the user's colour scheme; where the desktop tells Qt of none, the palette shows it."""
    if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark:
        return DARK
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


_PLAIN_FAMILIES = {"dejavu sans", "sans serif", "sans-serif", "sans", "bitstream vera sans"}
"""What a desktop without a font of its own reports; too wide for a small panel, so a Noto goes first."""

_FALLBACK_FAMILIES = (
    *("Noto Sans", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"),
    *("PingFang SC", "Microsoft YaHei UI", "WenQuanYi Micro Hei"),
)
"""Simplified Chinese by name: a font that is only found by its glyphs may draw the Japanese forms."""


def interface_font(ratio: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The user's interface font with Chinese behind it, `ratio` times the size they set."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    installed = set(QFontDatabase.families())
    fallbacks = [family for family in _FALLBACK_FAMILIES if family in installed]
    own = system.families()
    is_plain = not own or own[0].lower() in _PLAIN_FAMILIES
    font = QFont(system)
    font.setFamilies([*fallbacks, *own] if is_plain else [*own, *fallbacks])
    # 13 px is the usual 10 pt at 96 dpi; what is far from it is a broken setting.
    font.setPixelSize(round(ratio * min(24, max(13, QFontInfo(system).pixelSize()))))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


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
