"""How the controls of our windows look: Qt's style sheet, made from the colours of a theme.

Lengths are in units of the font. A control with a style sheet does not inherit its window's font, so the sheet says it.
"""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QFont, QPalette

from echoflow.paths import resources_folder
from echoflow.ui.state import AppState
from echoflow.ui.theme import Theme, blend

_SHEET = Template("""
QWidget#window, QScrollArea, QWidget#page { background: $window; }
QWidget { color: $text; }
QPushButton, QLineEdit, QComboBox, QCheckBox, QDoubleSpinBox, QPlainTextEdit, QListView, QMenu, QMessageBox QLabel {
    font: $font;
}
QScrollArea { border: none; }
QFrame#card { background: $card; border: 1px solid $edge; border-radius: 14px; }
QFrame#well { background: $card; border: 1px dashed $line; border-radius: 12px; }
QFrame#well[hot="true"] { background: $tint; border: 2px solid $accent; }
QFrame#offer { background: $tint; border: 1px solid $accent; border-radius: 14px; }
QLabel { background: transparent; }
QLabel[tone="secondary"] { color: $secondary; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="warning"] { color: $warning; }
QPushButton {
    background: $button; color: $text; border: 1px solid $line; border-radius: 8px; padding: 0.32em 1em;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $faint; background: transparent; border-color: $edge; }
QPushButton:focus { border: 2px solid $accent; padding: 0.25em 0.93em; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton[primary="true"]:disabled { background: $well; color: $faint; border-color: $edge; }
QPushButton[primary="true"]:focus { border: 3px double $on_accent; padding: 0.19em 0.87em; }
QPushButton[opens="true"] { padding-right: 2.2em; }
QPushButton[opens="true"]:focus { padding-right: 2.13em; }
QPushButton::menu-indicator {
    image: url("$open"); width: 1em; height: 1em;
    subcontrol-origin: padding; subcontrol-position: right center; right: 0.7em;
}
QLineEdit, QComboBox, QDoubleSpinBox, QPlainTextEdit {
    background: $field; color: $text; border: 1px solid $line; border-radius: 8px; padding: 0.3em 0.6em;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus {
    border: 2px solid $accent; padding: 0.23em 0.53em;
}
QLineEdit:disabled, QComboBox:disabled, QDoubleSpinBox:disabled, QPlainTextEdit:disabled {
    color: $faint; background: $well;
}
QDoubleSpinBox { min-width: 6em; }
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: none; }
QDoubleSpinBox QLineEdit, QDoubleSpinBox QLineEdit:focus { border: none; padding: 0; background: transparent; }
QComboBox::drop-down { border: none; width: 1.8em; }
QComboBox::down-arrow { image: url("$open"); width: 1em; height: 1em; }
QComboBox QAbstractItemView {
    background: $card; color: $text; border: 1px solid $line; selection-background-color: $accent;
    selection-color: $on_accent; outline: none;
}
QCheckBox { spacing: 0.6em; background: transparent; padding: 2px; }
QCheckBox:disabled { color: $faint; }
QCheckBox::indicator { width: 1.15em; height: 1.15em; border: 1px solid $line; border-radius: 5px; background: $field; }
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:checked:focus { border: 2px solid $text; }
QCheckBox::indicator:disabled { background: $well; border-color: $edge; }
QCheckBox::indicator:checked:disabled { background: $line; }
QListView { background: transparent; border: none; outline: none; }
QWidget#sidebar { background: $sidebar; border: none; border-right: 1px solid $edge; }
QListView#pages::item { padding: 0.45em 0.7em; border-radius: 8px; margin: 1px 0; color: $text; }
QListView#pages::item:hover { background: $hover; }
QListView#pages::item:selected { background: $pressed; }
QListView#pages::item:selected:focus { background: $accent; color: $on_accent; }
QFrame#rule { background: $edge; border: none; }
QPushButton#link { background: transparent; border: none; color: $accent; padding: 0.1em 0.3em; border-radius: 4px; }
QPushButton#link:hover { background: $hover; }
QPushButton#link:focus { border: 2px solid $accent; padding: 0em 0.15em; }
QPushButton[danger="true"] { color: $bad; border-color: $bad; }
QProgressBar { background: $well; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $line; border-radius: 3px; min-height: 2em; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; height: 0; }
QMenu { background: $card; color: $text; border: 1px solid $line; padding: 5px; }
QMenu::item { background: transparent; padding: 0.36em 2em; border-radius: 6px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { background: transparent; color: $faint; }
QMenu::separator { background: $edge; height: 1px; margin: 5px 8px; }
QMenu::indicator { width: 1.1em; height: 1.1em; left: 0.5em; }
QMenu::indicator:checked { image: url("$check"); }
QMenu::indicator:checked:selected { image: url("$check_on_accent"); }
QMenu::right-arrow { image: url("$more"); width: 1em; height: 1em; right: 0.4em; }
QMenu::right-arrow:selected { image: url("$more_on_accent"); }
QToolTip { color: $text; background: $card; border: 1px solid $line; }
""")


def accent_color(theme: Theme) -> QColor:
    """The colour of what can be acted on."""
    return theme.accents[AppState.LISTENING].main


def good_color(theme: Theme) -> QColor:
    """Of what is as it should be."""
    return theme.accents[AppState.SPEAKING].main


def bad_color(theme: Theme) -> QColor:
    """Of what failed."""
    return theme.accents[AppState.ERROR].main


def warning_color(theme: Theme) -> QColor:
    """Of what needs a look."""
    return theme.accents[AppState.MUTED].main


def window_color(theme: Theme) -> QColor:
    """Behind the cards."""
    if theme.is_high_contrast:
        return theme.card
    return QColor("#14161b") if theme.is_dark else QColor("#f6f7fa")


def card_color(theme: Theme) -> QColor:
    """Of a card in a window, where nothing is to shine through."""
    if theme.is_high_contrast:
        return theme.card
    return QColor("#1e2128") if theme.is_dark else QColor("#ffffff")


def text_on_accent(theme: Theme) -> QColor:
    """Of words on what can be acted on."""
    return QColor("#0c1220") if theme.is_dark else QColor("#ffffff")


def with_colors(palette: QPalette, theme: Theme) -> QPalette:
    """`palette` with the colours of `theme`, for what draws itself: delegates, message boxes, menus."""
    active = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive)
    palette.setColor(QPalette.ColorRole.Window, window_color(theme))
    for group in active:
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(group, role, theme.text)
    palette.setColor(QPalette.ColorRole.Base, card_color(theme))
    palette.setColor(QPalette.ColorRole.PlaceholderText, theme.text_upcoming)
    palette.setColor(QPalette.ColorRole.Highlight, accent_color(theme))
    palette.setColor(QPalette.ColorRole.HighlightedText, text_on_accent(theme))
    return palette


def application_palette(theme: Theme) -> QPalette:
    """For the whole application: every role, those a window does not name made from its ground."""
    palette = with_colors(QPalette(window_color(theme)), theme)
    palette.setColor(QPalette.ColorRole.ToolTipBase, card_color(theme))
    palette.setColor(QPalette.ColorRole.ToolTipText, theme.text)
    palette.setColor(QPalette.ColorRole.Link, accent_color(theme))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.text_upcoming)
    return palette


def style_sheet(theme: Theme, font: QFont) -> str:
    """The sheet for a window in `theme` whose controls are written in `font`."""
    card, text, accent = card_color(theme), theme.text, accent_color(theme)
    edge, line = (0.75, 0.85) if theme.is_high_contrast else (0.10, 0.30)
    icons = resources_folder() / "icons"
    colors = {
        "window": window_color(theme),
        "card": card,
        "text": text,
        "secondary": theme.text_secondary,
        "faint": theme.text_upcoming if theme.is_high_contrast else blend(card, theme.text_secondary, 0.75),
        "edge": blend(card, text, edge),
        "line": blend(card, text, line),
        "well": blend(card, text, 0.05),
        "sidebar": blend(window_color(theme), text, 0.03),
        "field": blend(card, text, 0.04 if theme.is_dark else 0.0),
        "button": blend(card, text, 0.08 if theme.is_dark else 0.02),
        "hover": blend(card, text, 0.14 if theme.is_dark else 0.06),
        "pressed": blend(card, text, 0.20 if theme.is_dark else 0.11),
        "accent": accent,
        "accent_hover": blend(accent, text, 0.15),
        "on_accent": text_on_accent(theme),
        "tint": blend(card, accent, 0.10),
        "good": good_color(theme),
        "bad": bad_color(theme),
        "warning": warning_color(theme),
    }
    names = {name: color.name() for name, color in colors.items()}
    kind = "dark" if theme.is_dark else "light"
    # Qt reads these as addresses, with forward slashes on Windows too.
    on_accent = "light" if theme.is_dark else "dark"
    images = {
        "tick": icons / "control-tick.svg",
        "open": icons / f"control-open-{kind}.svg",
        "check": icons / f"control-check-{kind}.svg",
        "check_on_accent": icons / f"control-check-{on_accent}.svg",
        "more": icons / f"control-more-{kind}.svg",
        "more_on_accent": icons / f"control-more-{on_accent}.svg",
    }
    addresses = {name: image.as_posix() for name, image in images.items()}
    families = ", ".join(f'"{family}"' for family in font.families())
    return _SHEET.substitute(names | addresses | {"font": f"{font.pixelSize()}px {families}"})
