"""Check my setup: everything that can go wrong on this computer, with what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout

from echoflow.text import tr
from echoflow.ui.setup.finding_list import Area, FindingList
from echoflow.ui.setup.finding_row import FoundItem
from echoflow.ui.setup.status_mark import Standing, StatusMark
from echoflow.ui.theme import em
from echoflow.ui.window import GAP, MARGIN, AppWindow, button, keep_place, label, row

_THANKS_MILLISECONDS = 2_000


class SetupWindow(AppWindow):
    """Shows a list of findings as they come, and the whole in one sentence.

    Attributes:
        verdict: that sentence.
        now: what is being checked.
        list: of the findings.
        only_problems: hides what is in order.
    """

    check_wanted = Signal()
    echo_wanted = Signal()
    """The echo is to be measured, which makes a noise."""
    cancel_wanted = Signal()
    copy_wanted = Signal()
    place_wanted = Signal(str)
    """The window a remedy is in, as `FoundItem.place` names it."""

    def __init__(self, areas: Sequence[Area]) -> None:
        super().__init__(tr("Check my setup"))
        self._titles = {name: title for area in areas for name, title in area.checks.items()}
        self._count = self._done = 0
        self.list = FindingList(areas)
        self.list.place_wanted.connect(self.place_wanted)
        whole = QVBoxLayout(self)
        # The list reaches the right edge, so that its scroll bar is in the margin.
        whole.setContentsMargins(MARGIN, MARGIN, 0, MARGIN)
        whole.setSpacing(GAP + 2)
        head, foot = self._make_head(), self._make_foot()
        for part in (head, foot):
            part.setContentsMargins(0, 0, MARGIN, 0)
        whole.addLayout(head)
        whole.addWidget(self.list, 1)
        whole.addLayout(foot)
        self._thanks = QTimer(self, singleShot=True, interval=_THANKS_MILLISECONDS)
        self._thanks.timeout.connect(self.copied.hide)
        self.resize(em(self.font()) * 66, self.fontMetrics().height() * 38)
        self.finish()

    def begin(self, names: Sequence[str]) -> None:
        """These are about to be checked, in this order."""
        self._count, self._done = len(names), 0
        for name in names:
            self.list.show_items(name, [FoundItem(self._titles[name])])
        self.progress.setRange(0, len(names))
        self.progress.setValue(0)
        self.mark.set_standing(Standing.RUNNING)
        self.verdict.setText(tr("Checking…"))
        self._set_checking(True)

    def show_running(self, name: str) -> None:
        """Tells what is being checked now."""
        title = self._titles[name]
        self.now.setText(tr("{check} ({number} of {count})", check=title, number=self._done + 1, count=self._count))
        self.list.show_items(name, [FoundItem(title, Standing.RUNNING)])
        self.list.reveal(name)

    def show_found(self, name: str, items: Sequence[FoundItem]) -> None:
        """Tells what was found; nothing if the check has nothing to say on this computer."""
        self._done += 1
        self.progress.setValue(self._done)
        self.list.show_items(name, items)

    def finish(self) -> None:
        """No more is to come for now; what is still being checked was cancelled."""
        for name, title in self._titles.items():
            if any(each.item.standing is Standing.RUNNING for each in self.list.rows(name)):
                self.list.show_items(name, [FoundItem(title)])
        standing, sentence, details = verdict(self.list.items)
        self.mark.set_standing(standing)
        self.verdict.setText(sentence)
        self.now.setText(details)
        self._set_checking(False)
        self.list.verticalScrollBar().setValue(0)

    def tell_copied(self) -> None:
        """The report is in the clipboard."""
        self.copied.show()
        self._thanks.start()

    def _make_head(self) -> QVBoxLayout:
        self.mark = StatusMark(2.2)
        self.verdict = label(bold=True, ratio=1.25)
        self.now = label(tone="secondary")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress of the checks"))
        keep_place(self.progress)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.verdict)
        words.addWidget(self.now)
        line = row(self.mark, words)
        line.setStretch(1, 1)
        head = QVBoxLayout()
        head.setSpacing(GAP - 2)
        head.addLayout(line)
        head.addWidget(self.progress)
        return head

    def _make_foot(self) -> QHBoxLayout:
        self.only_problems = QCheckBox(tr("&Only problems"))
        self.only_problems.toggled.connect(self.list.show_only_trouble)
        self.copied = label(tr("Copied."), tone="good")
        self.copied.setWordWrap(False)
        self.copied.hide()
        self.copy = button(tr("&Copy report"), self.copy_wanted.emit)
        self.copy.setToolTip(tr("Without keys, names and anything that was said."))
        self.echo = button(tr("&Measure echo"), self.echo_wanted.emit)
        self.echo.setToolTip(tr("Plays some tones and listens for them, for three seconds."))
        self.again = button(tr("Check &again"), self.check_wanted.emit, primary=True)
        self.cancel = button(tr("Cancel"), self.cancel_wanted.emit)
        line = row(self.only_problems, self.copied, self.copy, self.echo, self.cancel, self.again)
        line.setStretch(0, 1)
        return line

    def _set_checking(self, checking: bool) -> None:
        had_focus = self.focusWidget() in (None, self.again, self.echo, self.cancel)
        self.progress.setVisible(checking)
        self.cancel.setVisible(checking)
        self.again.setVisible(not checking)
        self.echo.setEnabled(not checking)
        self.copy.setEnabled(not checking)
        if had_focus:
            (self.cancel if checking else self.again).setFocus()


def verdict(items: Sequence[FoundItem]) -> tuple[Standing, str, str]:
    """All of `items` in a mark, a sentence and what is to be added to it."""
    problems = sum(item.standing is Standing.PROBLEM for item in items)
    warnings = sum(item.standing is Standing.WARNING for item in items)
    missing = sum(item.standing is Standing.WAITING for item in items)
    left = (
        tr("One check was not carried out.")
        if missing == 1
        else tr("{count} checks were not carried out.", count=missing)
    )
    details = left if missing else ""
    look = tr("One thing needs a look.") if warnings == 1 else tr("{count} things need a look.", count=warnings)
    if problems:
        one = tr("One problem keeps EchoFlow from talking.")
        sentence = one if problems == 1 else tr("{count} problems keep EchoFlow from talking.", count=problems)
        return Standing.PROBLEM, sentence, " ".join(part for part in (look if warnings else "", details) if part)
    if warnings:
        return Standing.WARNING, tr("EchoFlow works here."), " ".join(part for part in (look, details) if part)
    if missing == len(items):
        return Standing.WAITING, tr("Nothing has been checked yet."), ""
    return Standing.OK, tr("Everything is in order."), details
