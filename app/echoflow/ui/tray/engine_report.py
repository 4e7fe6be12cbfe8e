"""Which engines are at work and what they cost, in a few words for the tray."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from echoflow.store.prices import dollars_text
from echoflow.text import tr
from echoflow.ui.engine_names import LOCAL, STAGES, engine_title


@dataclass(frozen=True, slots=True)
class EngineReport:
    """What the tray tells of the engines; nothing while all is local and was all day.

    Attributes:
        wanted: by stage, the engine the user chose.
        serving: by stage, the engine that serves now; a stage that is missing is served by the one that is wanted.
        over_budget: the clouds are not used because the budget is spent.
        today: dollars spent today.
    """

    wanted: Mapping[str, str] = field(default_factory=dict, hash=False)
    serving: Mapping[str, str] = field(default_factory=dict, hash=False)
    over_budget: bool = False
    today: float = 0.0

    @property
    def is_offline(self) -> bool:
        """Whether this computer stands in for a service that cannot be reached; saving money is the user's wish."""
        return not self.over_budget and any(map(self._is_replaced, STAGES))

    @property
    def lines(self) -> list[str]:
        """Short: Windows cuts a tooltip after 127 characters."""
        clouds = dict.fromkeys(engine for stage in STAGES if (engine := self._server(stage)) != LOCAL)
        lines = [" · ".join(map(engine_title, clouds))] if clouds else []
        if self.over_budget:
            lines.append(tr("The budget is spent; all is local."))
        else:
            lines += [_switch(stage, self.wanted[stage]) for stage in STAGES if self._is_replaced(stage)]
        if self.today > 0:
            lines.append(tr("{spent} today", spent=dollars_text(self.today)))
        return lines

    def _server(self, stage: str) -> str:
        return self.serving.get(stage) or self.wanted.get(stage, LOCAL)

    def _is_replaced(self, stage: str) -> bool:
        return self.wanted.get(stage, LOCAL) != LOCAL and self._server(stage) == LOCAL


def _switch(stage: str, engine: str) -> str:
    service = engine_title(engine)
    return {
        "recognition": tr("{service} is down; hearing locally.", service=service),
        "thinking": tr("{service} is down; thinking locally.", service=service),
        "speech": tr("{service} is down; speaking locally.", service=service),
    }[stage]
