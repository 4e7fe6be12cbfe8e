"""What a key can be, before any service is asked."""

from __future__ import annotations


def is_sendable(key: str) -> bool:
    """Whether `key` can stand in an HTTP header at all.

    What cannot is something else that was pasted: a sentence, two lines, full-width letters. The libraries below would
    raise errors of their own about it, and some of these quote it.
    """
    return bool(key) and all("!" <= character <= "~" for character in key)
