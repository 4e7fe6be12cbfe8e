"""What was learned of the user, from one session to the next."""

from __future__ import annotations

import logging

from echoflow.conversation.endpointing import Endpointing, PauseHabit
from echoflow.errors import UserError
from echoflow.store import pauses

_LOG = logging.getLogger(__name__)


def recall_endpointing() -> Endpointing:
    """With the pauses this user made so far; with none if there are none or they are damaged, which costs little."""
    figures, problem = pauses.load(pauses.pauses_file())
    if problem is not None:
        _LOG.warning("%s", problem)
    return Endpointing(habit=PauseHabit.from_dict(figures))


def remember_endpointing(endpointing: Endpointing) -> None:
    """For the next start; what cannot be kept is learned anew."""
    try:
        pauses.save(endpointing.habit.to_dict(), pauses.pauses_file())
    except UserError as error:
        _LOG.warning("%s", error)
