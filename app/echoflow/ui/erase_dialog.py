"""Asks before everything that is kept of the user is deleted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from echoflow.text import tr
from echoflow.ui.window import ask


def ask_to_erase(window: QWidget, agreed: Callable[[bool], object]) -> QMessageBox:
    """`agreed` is called if the user means it, with whether downloaded models are to stay."""
    keep = QCheckBox(tr("Keep the models that were downloaded"))
    keep.setChecked(True)
    box = ask(
        window,
        tr("Delete all your data?"),
        tr(
            "Settings, conversations, keys in the keyring, figures and logs are deleted, and EchoFlow quits. This "
            "cannot be undone."
        ),
        tr("Delete everything"),
        lambda: agreed(keep.isChecked()),
    )
    box.setCheckBox(keep)
    return box
