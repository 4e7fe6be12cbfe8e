"""The last run ended badly: what was written down about it, in full, to be copied or deleted."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from echoflow.text import tr
from echoflow.ui.setup.status_mark import Standing, StatusMark
from echoflow.ui.theme import em
from echoflow.ui.window import GAP, MARGIN, AppWindow, button, label, row

_THANKS_MILLISECONDS = 2_000


class CrashWindow(AppWindow):
    """Shows a report.

    Attributes:
        report: the text of it.
        copy: puts it into the clipboard.
        delete: has it deleted.
    """

    delete_wanted = Signal()

    def __init__(self, report: str, file: str) -> None:
        """`report` is shown as it is; `file` is where it lies."""
        super().__init__(tr("The last run ended badly"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(GAP)
        mark = StatusMark(2.2)
        mark.set_standing(Standing.WARNING)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(tr("EchoFlow did not end as it should the last time"), bold=True, ratio=1.25))
        words.addWidget(
            label(
                tr(
                    "Everything that was written down about it is below: neither keys nor anything that was said. It "
                    "is sent to nobody. Copy it if you want to show it to somebody who can help."
                ),
                tone="secondary",
            )
        )
        head = row(mark, words)
        head.setStretch(1, 1)
        whole.addLayout(head)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        # The sheet of the window names a font, so only a sheet can name another.
        self.report.setStyleSheet(f'QPlainTextEdit {{ font-family: "{fixed.family()}"; }}')
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr("Report"))
        whole.addWidget(self.report, 1)
        whole.addWidget(label(file.replace("/", "/\u200b"), tone="secondary", ratio=0.9))
        self.copied = label(tr("Copied."), tone="good")
        self.copied.hide()
        self.delete = button(tr("&Delete"), self.delete_wanted.emit)
        self.copy = button(tr("&Copy report"), self._copy)
        done = button(tr("Close"), self.close, primary=True)
        whole.addLayout(row(self.delete, 1, self.copied, self.copy, done))
        self._thanks = QTimer(self, singleShot=True, interval=_THANKS_MILLISECONDS)
        self._thanks.timeout.connect(self.copied.hide)
        metrics = self.fontMetrics()
        self.setMinimumSize(em(self.font()) * 44, metrics.height() * 20)
        self.resize(em(self.font()) * 66, metrics.height() * 24)
        done.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copied.show()
        self._thanks.start()
