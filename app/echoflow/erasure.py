"""Deletes all files that are kept of the user, when nothing of it is in use any more; keys go before that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from echoflow.desktop.autostart import autostart
from echoflow.desktop.notifications import notify
from echoflow.errors import UserError
from echoflow.store.erasure import erase_files
from echoflow.text import tr

_LOG = logging.getLogger(__name__)


async def erase(*, keep_models: bool, problems: Sequence[str] = ()) -> None:
    """Deletes it, and tells by a notification what could not be: the app has no window any more.

    `problems` are told of what was to be deleted before.
    """
    problems = list(problems)
    try:
        await asyncio.to_thread(autostart().set, False)
    except UserError as error:
        problems.append(str(error))
    problems += await asyncio.to_thread(lambda: erase_files(keep_models=keep_models))
    for problem in problems:
        _LOG.warning("%s", problem)
    await notify("EchoFlow", " ".join(problems) or tr("All data of EchoFlow has been deleted."))
