"""What a switchboard told."""

from __future__ import annotations

from echoflow.pipeline.switchboard import Switchboard


class Switches:
    """Listens to a switchboard of its own."""

    def __init__(self) -> None:
        self.switchboard = Switchboard()
        self.failures: list[tuple[str, str]] = []
        """Stage and engine."""
        self.switches: list[tuple[str, str, str]] = []
        """Stage, from, to."""
        self.sentences: list[str] = []
        """What the user reads of the switches."""
        self.progress: list[str] = []
        self.switchboard.failed.connect(self._failed)
        self.switchboard.switched.connect(self._switched)
        self.switchboard.progress.connect(self._progress)

    def _failed(self, stage: str, engine: str, _sentence: str) -> None:
        self.failures.append((stage, engine))

    def _switched(self, stage: str, before: str, after: str, sentence: str) -> None:
        self.switches.append((stage, before, after))
        if sentence:
            self.sentences.append(sentence)

    def _progress(self, _stage: str, sentence: str) -> None:
        self.progress.append(sentence)
