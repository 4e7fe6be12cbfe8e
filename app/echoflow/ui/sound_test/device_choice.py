"""A choice among the microphones, or the loudspeakers, of this computer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy

from echoflow.text import tr

_LETTERS = 12
"""Of a name that are always to be seen; the list that opens shows all of it."""


class DeviceChoice(QComboBox):
    """By name; the first entry leaves it to the system."""

    chosen = Signal(str)
    """The name, or "" for what the system chooses; only when the user did it."""

    def __init__(self) -> None:
        super().__init__()
        # Names of devices are long; none of them is to decide how wide a window is.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._choose)
        self.set_devices([], "", "")

    def set_devices(self, names: Sequence[str], default: str, chosen: str) -> None:
        """What there is, which of it the system would take ("" if unknown), and what the user chose ("" for none)."""
        entries = [(tr("As the system chooses ({name})", name=default) if default else tr("As the system chooses"), "")]
        entries += [(name, name) for name in names]
        if chosen and chosen not in names:
            entries.append((tr("{name} (not connected)", name=chosen), chosen))
        self.clear()
        for text, name in entries:
            self.addItem(text, name)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    @Slot(int)
    def _choose(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))
