"""Which texts of a window have no room, lie on each other, or are in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
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
        com io https http localhost api console developers Python llama cpp Turbo Top Flash attention
        """,
    )
)
"""What is the same in both languages."""

_OWN_NAMES = re.compile("简体中文|中文")
"""A language is called by its own name in every language."""


def what(widget: QWidget) -> str:
    """Which one it is, for a person who looks for it."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    name = widget.objectName() or text or widget.accessibleName()
    return f"{type(widget).__name__} {name!r}" if name else type(widget).__name__


def clipped_text(widget: QWidget) -> str:
    """A text of `widget` that has no room; empty if all of them have."""
    text = _text_without_room(widget)
    if not text and isinstance(widget, QLabel | QAbstractButton) and widget.text() and not _is_inside(widget):
        return widget.text()
    return text


def _text_without_room(widget: QWidget) -> str:
    match widget:
        case QLabel() if widget.text():
            return "" if _label_fits(widget) else widget.text()
        case QCheckBox() | QRadioButton() if widget.text():
            fits = widget.sizeHint().width() <= widget.width() + _SLACK
            return "" if fits else widget.text()
        case QAbstractButton() if widget.text():
            wanted = widget.minimumSizeHint() if widget.minimumSizeHint().isValid() else widget.sizeHint()
            fits = _width(widget, widget.text().replace("&", "")) <= widget.width() + _SLACK
            return "" if fits and wanted.height() <= widget.height() + _SLACK else widget.text()
        case QComboBox() if widget.currentText():
            # The arrow and the frame take about two letters.
            room = widget.width() - widget.fontMetrics().averageCharWidth() * 2
            return "" if _width(widget, widget.currentText()) <= room else widget.currentText()
        case QLineEdit() if not widget.text() and widget.placeholderText():
            fits = _width(widget, widget.placeholderText()) <= widget.contentsRect().width() + _SLACK
            return "" if fits else widget.placeholderText()
        case QAbstractItemView():
            return _row_without_room(widget)
        case _:
            return ""


def _label_fits(label: QLabel) -> bool:
    if label.wordWrap():
        longest = max((_width(label, word) for word in _unbreakable(label.text())), default=0)
        return label.heightForWidth(label.width()) <= label.height() + _SLACK and longest <= label.width() + _SLACK
    hint = label.sizeHint()
    return hint.width() <= label.width() + _SLACK and hint.height() <= label.height() + _SLACK


def _row_without_room(view: QAbstractItemView) -> str:
    """A delegate of our own shortens what comes from elsewhere, but not in height."""
    model = view.model()
    for number in range(model.rowCount() if model is not None else 0):
        index = model.index(number, 0)
        area, wanted = view.visualRect(index), view.sizeHintForIndex(index)
        fits = area.height() >= wanted.height() - _SLACK
        if isinstance(view, QListWidget):
            fits = fits and wanted.width() <= view.viewport().width() + _SLACK
        if not fits:
            return str(index.data())
    return ""


def _is_inside(widget: QWidget) -> bool:
    """Nothing around it cuts it off; what can be scrolled to is not."""
    area, at = widget.rect(), widget
    parent = at.parentWidget()
    while parent is not None and not at.isWindow():
        area = area.translated(at.pos())
        scrolled = parent.parentWidget()
        if isinstance(scrolled, QAbstractScrollArea) and parent is scrolled.viewport():
            if scrolled.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                return True
            return area.left() >= -_SLACK and area.right() <= parent.width() + _SLACK
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(area):
            return False
        at, parent = parent, parent.parentWidget()
    return True


def overlapping(shown: Iterable[QWidget]) -> list[str]:
    """Texts and controls that lie on each other."""
    solid = (QLabel, QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
    leaves = [
        (widget, QRect(widget.mapTo(widget.window(), QPoint()), widget.size()), page_of(widget))
        for widget in shown
        if isinstance(widget, solid) and not (isinstance(widget, QLabel) and not widget.text())
    ]
    return [
        f"{what(one)} lies on {what(other)}"
        for (one, here, page), (other, there, other_page) in combinations(leaves, 2)
        if page is other_page and here.intersects(there) and not _are_kin(one, other)
    ]


def page_of(widget: QWidget) -> QAbstractScrollArea | None:
    """What it is scrolled with; None if it is not."""
    at = widget.parentWidget()
    while at is not None and not at.isWindow():
        if isinstance(at, QAbstractScrollArea):
            return at
        at = at.parentWidget()
    return None


def _are_kin(one: QWidget, other: QWidget) -> bool:
    """One of them is inside the other."""
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def foreign_texts(widgets: Sequence[QWidget], language: str, data: frozenset[str]) -> list[str]:
    """Texts that are not in `language`: `en` or `zh`."""
    return [
        f"{what(widget)} is in the other language: {text!r}"
        for widget in widgets
        for text in _texts(widget)
        if is_foreign(text, language, data)
    ]


def is_foreign(text: str, language: str, data: frozenset[str]) -> bool:
    """Whether it is in the other language; names, units, keys and `data` are the same in both."""
    if text in data:
        return False
    if language == "en":
        return _CHINESE.search(_OWN_NAMES.sub("", text)) is not None
    if _CHINESE.search(text) or "://" in text or "/" in text:
        return False
    return any(word not in _NAMES for word in _ENGLISH.findall(text))


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
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QListWidget):
        yield from (widget.item(row).text() for row in range(widget.count()))


def _width(widget: QWidget, text: str) -> int:
    return QFontMetrics(widget.font()).horizontalAdvance(text)


def _unbreakable(text: str) -> list[str]:
    """What cannot be broken over lines; Chinese can be anywhere."""
    words = [] if "<" in text else re.split(r"[\s\u200b]+", text)
    return [word for word in words if not _CHINESE.search(word)]
