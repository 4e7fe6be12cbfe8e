"""Conversations for other programs and other people: as Markdown to be read, as JSON to be worked with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from echoflow.store.conversations_record import StoredConversation, StoredTurn, Summary
from echoflow.text import tr

VERSION = 1
"""Of the JSON; what it holds is only ever added to."""


def as_markdown(conversations: Iterable[StoredConversation]) -> str:
    """Each under a heading; what was not heard of an answer is struck out."""
    return "\n".join(_markdown(each) for each in conversations)


def as_json(conversations: Iterable[StoredConversation]) -> str:
    """`{"version": 1, "conversations": [{"id", "title", "started", ..., "turns": [...]}]}`; times in ISO 8601."""
    found = [
        {**summary_fields(each.summary), "turns": [_fields(turn) for turn in each.turns]} for each in conversations
    ]
    return json.dumps({"version": VERSION, "conversations": found}, ensure_ascii=False, indent=2) + "\n"


def as_text(turns: Iterable[StoredTurn]) -> str:
    """For the clipboard: who said what, of the answers only what was heard."""
    parts = []
    for turn in turns:
        parts.append(tr("You: {text}", text=turn.user))
        heard = turn.heard if turn.interrupted else turn.answer
        if heard:
            parts.append(tr("EchoFlow: {text}", text=heard))
    return "\n\n".join(parts)


def summary_fields(summary: Summary) -> dict[str, Any]:
    """A conversation in a list, for JSON."""
    return {
        "id": summary.key,
        "title": summary.title,
        "started": _iso(summary.started),
        "updated": _iso(summary.updated),
        "language": summary.language,
        "turn_count": summary.turns,
    }


def file_name(summary: Summary, ending: str) -> str:
    """A name for the file, of the day and the title, that every system takes."""
    day = datetime.fromtimestamp(summary.started).strftime("%Y-%m-%d")
    title = re.sub(r"[^\w ]+", "", summary.title).strip()
    return f"{day} {title}".strip() + ending


def _markdown(conversation: StoredConversation) -> str:
    summary = conversation.summary
    when = datetime.fromtimestamp(summary.started).strftime("%Y-%m-%d %H:%M")
    lines = [f"# {_plain(summary.title)}", "", f"*{when}*", ""]
    for turn in conversation.turns:
        lines += [f"**{tr('You')}** ({_clock(turn.at)}): {_plain(turn.user)}", ""]
        if turn.answer:
            heard, unheard = turn.heard if turn.interrupted else turn.answer, turn.unheard.strip()
            told = " ".join(filter(None, (_plain(heard), f"~~{_plain(unheard)}~~" if unheard else "")))
            lines += [f"**EchoFlow**: {told}", ""]
    return "\n".join(lines)


def _fields(turn: StoredTurn) -> dict[str, Any]:
    return {
        "turn": turn.number,
        "at": _iso(turn.at),
        "user": turn.user,
        "said": turn.answer,
        "heard": turn.heard,
        "interrupted": turn.interrupted,
        "ended": None if turn.ended is None else _iso(turn.ended),
    }


def _plain(text: str) -> str:
    """In one paragraph, with nothing in it that Markdown would take for its own."""
    return re.sub(r"([\\`*_\[\]<>#~|])", r"\\\1", " ".join(text.split()))


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().isoformat(timespec="seconds")


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at).strftime("%H:%M")
