"""`echoflow history`: past conversations, to be listed, searched and written to a file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from echoflow.commands.console import show, tell
from echoflow.errors import UsageError, UserError
from echoflow.store.conversations import conversations_file, reading
from echoflow.store.conversations_database import ConversationDatabase
from echoflow.store.conversations_export import as_json, as_markdown, summary_fields
from echoflow.store.conversations_record import Hit, StoredConversation, Summary
from echoflow.text import tr

KEY_LETTERS = 8
"""How much of a conversation's key is shown; any beginning of it that is the only one is understood."""


def add_parser(commands: Any, add_command: Callable[[Any, str, str], Any]) -> None:
    """Adds `history` and its actions to `commands`, each made by `add_command(commands, name, meaning)`."""
    history = add_command(commands, "history", tr("past conversations"))
    actions = history.add_subparsers(dest="action", metavar=tr("ACTION"), required=True)
    listing = add_command(actions, "list", tr("the conversations, the newest first"))
    search = add_command(actions, "search", tr("find what was said"))
    search.add_argument("words", metavar=tr("WORDS"), nargs="+", help=tr("all of them must be in one turn"))
    for action in (listing, search):
        action.add_argument("--json", action="store_true", help=tr("for programs to read"))
    export = add_command(actions, "export", tr("write conversations as text or for programs"))
    export.add_argument(
        "conversation", metavar=tr("ID"), nargs="?", default="", help=tr("as in the list; all of them if left out")
    )
    export.add_argument(
        "--format",
        choices=("markdown", "json"),
        metavar=tr("FORMAT"),
        default="markdown",
        help=tr("markdown to read, json for programs"),
    )
    export.add_argument("--output", metavar=tr("FILE"), type=Path, help=tr("where it goes; if left out, it is printed"))


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns the exit status."""
    with reading(conversations_file()) as database:
        match arguments.action:
            case "list":
                _list(database, as_fields=arguments.json)
            case "search":
                _search(database, " ".join(arguments.words), as_fields=arguments.json)
            case _:
                _export(database, arguments.conversation, arguments.format, arguments.output)
    return 0


def _list(database: ConversationDatabase | None, *, as_fields: bool) -> None:
    summaries = database.summaries() if database is not None else []
    if as_fields:
        _show_fields([summary_fields(each) for each in summaries])
    elif summaries:
        for summary in summaries:
            show(_line(summary))
    else:
        tell(tr("There are no conversations yet."))


def _search(database: ConversationDatabase | None, query: str, *, as_fields: bool) -> None:
    hits = database.search(query) if database is not None else []
    if as_fields:
        _show_fields([_hit_fields(hit) for hit in hits])
        return
    for hit in hits:
        show(_line(hit.summary))
        show(f"    {hit.snippet.text}")
    if not hits:
        tell(tr("Nobody has said “{words}” so far.", words=query))


def _export(database: ConversationDatabase | None, key: str, style: str, output: Path | None) -> None:
    chosen = _chosen(database, key)
    text = as_json(chosen) if style == "json" else as_markdown(chosen)
    if output is None:
        show(text.rstrip("\n"))
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(tr("{file} cannot be written: {reason}.", file=output, reason=error.strerror)) from error
    tell(tr("Saved as {file}.", file=output))


def _chosen(database: ConversationDatabase | None, key: str) -> list[StoredConversation]:
    """The conversation whose key begins so, or all, the oldest first. Raises UsageError if it is none or not one."""
    if database is None:
        if key:
            raise UsageError(tr("There is no conversation {id}; see `echoflow history list`.", id=key))
        return []
    found = [each.key for each in reversed(database.summaries()) if each.key.startswith(key)]
    if key and not found:
        raise UsageError(tr("There is no conversation {id}; see `echoflow history list`.", id=key))
    if key and len(found) > 1:
        raise UsageError(tr("{count} conversations begin with {id}; write more of it.", count=len(found), id=key))
    read = (database.read(each) for each in found)
    return [conversation for conversation in read if conversation is not None]


def _line(summary: Summary) -> str:
    when = datetime.fromtimestamp(summary.updated).strftime("%Y-%m-%d %H:%M")
    return f"{summary.key[:KEY_LETTERS]}  {when}  {summary.title}"


def _hit_fields(hit: Hit) -> dict[str, Any]:
    marks = [list(mark) for mark in hit.snippet.marks]
    return {
        **summary_fields(hit.summary),
        "turn": hit.turn,
        "hits": hit.count,
        "snippet": hit.snippet.text,
        "marks": marks,
    }


def _show_fields(fields: list[dict[str, Any]]) -> None:
    show(json.dumps(fields, ensure_ascii=False, indent=2))
