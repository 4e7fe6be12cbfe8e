"""What is wrong with a window for those who cannot see it, have no mouse, or read the other language.

`audit` looks at every control that is shown and says, one sentence each: which has no name for a screen reader, which
the keyboard does not reach, which text has no room, and which was not translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

_SLACK = 1
"""Pixels by which a style's own arithmetic may be off."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ENGLISH = re.compile(r"[A-Za-z]{2,}(?:['’][a-z]+)?")
_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        EchoFlow Deepgram ElevenLabs OpenAI Flux Nova Llama llama Ollama vLLM server Qwen SmolLM Whisper
        Silero Smart Turn Ctrl Alt Shift Space Super Meta Esc Tab Enter API GPU CPU CUDA GGUF HTTP HTTPS URL
        TOML Markdown JSON WAV KEY GB MB kB GiB MiB ms kHz Hz dB dBFS dollars USD Wayland PortAudio PulseAudio
        PipeWire ALSA Linux Windows macOS Ubuntu Apache MIT Instruct Chat English Rachel Adam Hannah Brian Amy
        com io https http localhost api console developers
        """,
    )
)
"""What is the same in both languages."""


def audit(window: QWidget, *, language: str = "en", data: frozenset[str] = frozenset()) -> list[str]:
    """The problems of `window`, which is shown; `data` are words that are no text of ours."""
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisibleTo(window)]
    controls = [widget for widget in shown if isinstance(widget, _CONTROLS) and not _is_a_part(widget)]
    chain = set(_focus_chain(window))
    problems = []
    for control in controls:
        if not _spoken_name(control):
            problems.append(f"{_what(control)} has no accessible name")
        if control.isEnabled() and not _is_reachable(control, chain):
            problems.append(f"{_what(control)} is out of the keyboard's reach")
    problems += [f"{_what(widget)} is clipped: {text!r}" for widget in shown if (text := _clipped_text(widget))]
    if language == "zh":
        problems += [
            f"{_what(widget)} is not translated: {text!r}"
            for widget in (window, *shown)
            for text in _texts(widget)
            if _is_english(text, data)
        ]
    return problems


def _is_a_part(control: QWidget) -> bool:
    """It belongs to another control, which has the name and the keyboard."""
    parent = control.parentWidget()
    return (
        isinstance(control, QScrollBar)
        or isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit)
        or control.objectName().startswith("qt_")
        or (isinstance(parent, QAbstractItemView) and not isinstance(control, QAbstractItemView))
    )


def _spoken_name(control: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(control)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _focus_chain(window: QWidget) -> Iterator[QWidget]:
    at = window.nextInFocusChain()
    while at is not None and at is not window:
        yield at
        at = at.nextInFocusChain()


def _is_reachable(control: QWidget, chain: set[QWidget]) -> bool:
    if isinstance(control, QRadioButton):
        # The arrow keys go from one to the other, and Tab to the one that is chosen.
        return control.focusPolicy() != Qt.FocusPolicy.NoFocus
    takes_tab = bool(control.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return takes_tab and (control in chain or control.focusProxy() in chain)


def _clipped_text(widget: QWidget) -> str:
    """A text of `widget` that has no room; empty if all of them have."""
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            longest = max((_width(widget, word) for word in _unbreakable(widget.text())), default=0)
            fits = needed <= widget.height() + _SLACK and longest <= widget.width() + _SLACK
        else:
            fits = widget.sizeHint().width() <= widget.width() + _SLACK
            fits = fits and widget.sizeHint().height() <= widget.height() + _SLACK
        return "" if fits else widget.text()
    if isinstance(widget, QAbstractButton) and widget.text():
        wanted = widget.minimumSizeHint() if widget.minimumSizeHint().isValid() else widget.sizeHint()
        fits = _width(widget, widget.text().replace("&", "")) <= widget.width() + _SLACK
        fits = fits and wanted.height() <= widget.height() + _SLACK
        return "" if fits else widget.text()
    if isinstance(widget, QComboBox) and widget.currentText():
        # The arrow and the frame take about two letters.
        room = widget.width() - widget.fontMetrics().averageCharWidth() * 2
        return "" if _width(widget, widget.currentText()) <= room else widget.currentText()
    if isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
        fits = _width(widget, widget.placeholderText()) <= widget.contentsRect().width() + _SLACK
        return "" if fits else widget.placeholderText()
    return ""


def _width(widget: QWidget, text: str) -> int:
    return QFontMetrics(widget.font()).horizontalAdvance(text)


def _unbreakable(text: str) -> list[str]:
    """What cannot be broken over lines; Chinese can be anywhere."""
    return [] if "<" in text else [word for word in text.split() if not _CHINESE.search(word)]


def _texts(widget: QWidget) -> Iterator[str]:
    if widget.isWindow():
        yield widget.windowTitle()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()


def _is_english(text: str, data: frozenset[str]) -> bool:
    """Whether a text has English words and no Chinese; names, units and keys are the same in both."""
    if _CHINESE.search(text) or text in data or "://" in text or "/" in text:
        return False
    return any(word not in _NAMES for word in _ENGLISH.findall(text))


def _what(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    name = widget.objectName() or text or widget.accessibleName()
    return f"{type(widget).__name__} {name!r}" if name else type(widget).__name__
