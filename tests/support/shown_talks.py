"""The window of conversations in each of its states, for pictures."""

from __future__ import annotations

from functools import partial

from echoflow.store.conversations_export import as_text
from echoflow.store.conversations_record import Hit
from echoflow.store.conversations_words import marks, phrases_of, snippet
from echoflow.text import tr, user_language
from echoflow.ui.conversations.conversations_window import ConversationsWindow, Keeping
from support.talks import NOW, talks


def conversations_window(state: str) -> ConversationsWindow:
    """`list`, `search`, `nothing`, `empty`, `off`, `private` or `deleted`."""
    window = ConversationsWindow(as_text, lambda: NOW)
    kept = talks(user_language())
    words = "牛奶" if user_language() == "zh" else "milk"
    if state in ("empty", "off"):
        window.set_state("", Keeping.OFF if state == "off" else Keeping.KEPT)
        return window
    window.show_list([each.summary for each in kept])
    window.show_conversation(kept[0])
    if state == "search":
        window.search.setText(words)
        window.show_hits(words, _hits(words))
        window.show_conversation(kept[0], partial(marks, phrases=phrases_of(words)))
    elif state == "nothing":
        window.search.setText("xylophone")
        window.show_hits("xylophone", [])
        window.show_conversation(None)
    elif state == "private":
        window.set_state("other", Keeping.PRIVATE)
    elif state == "deleted":
        window.tell(tr("“{title}” is deleted.", title=kept[0].summary.title), can_undo=True)
    else:
        window.set_state(kept[0].summary.key, Keeping.KEPT)
    return window


def _hits(words: str) -> list[Hit]:
    phrases = phrases_of(words)
    newest: dict[str, Hit] = {}
    for talk in talks(user_language()):
        for turn in talk.turns:
            text = next((each for each in (turn.user, turn.answer) if marks(each, phrases)), None)
            if text is not None:
                newest[talk.summary.key] = Hit(talk.summary, turn.number, 1, snippet(text, phrases))
    return list(newest.values())
