"""Asks where conversations are to be written to, and how."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from echoflow.text import tr

MARKDOWN, JSON = ".md", ".json"


def ask_for_file(parent: QWidget, suggestion: str, action: Callable[[Path], object]) -> QFileDialog:
    """Asks for a file whose name ends in `.md` or `.json`; `action` follows unless it is dismissed. Does not block."""
    filters = {tr("Text to read (Markdown)"): MARKDOWN, tr("For programs (JSON)"): JSON}
    dialog = QFileDialog(parent, tr("Export"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{words} (*{ending})" for words, ending in filters.items()])
    dialog.setDefaultSuffix(MARKDOWN.removeprefix("."))
    dialog.setDirectory(QDir.homePath())
    dialog.selectFile(suggestion)

    def follow(chosen: str) -> None:
        ending = next(ending for words, ending in filters.items() if chosen.startswith(words))
        dialog.setDefaultSuffix(ending.removeprefix("."))
        named = Path(dialog.selectedFiles()[0]).name if dialog.selectedFiles() else ""
        if Path(named).suffix in filters.values():
            dialog.selectFile(str(Path(named).with_suffix(ending)))

    dialog.filterSelected.connect(follow)
    dialog.fileSelected.connect(lambda name: action(Path(name)))
    dialog.open()
    return dialog
