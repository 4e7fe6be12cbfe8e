import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.desktop.hotkeys.chord import DEFAULT_CHORD, Chord, key_names, parse_chord
from echoflow.desktop.hotkeys.keys import MODIFIERS, NAMED_KEYS
from echoflow.errors import UserError


@pytest.mark.parametrize(
    ("text", "names", "trigger"),
    [
        (DEFAULT_CHORD, ["Ctrl", "Alt", "Space"], "CTRL+ALT+space"),
        ("<ctrl>+k", ["Ctrl", "K"], "CTRL+k"),
        ("<ctrl>++", ["Ctrl", "+"], "CTRL+plus"),
        ("<f9>", ["F9"], "F9"),
        ("<alt>+<ctrl>+<page_up>", ["Ctrl", "Alt", "Page Up"], "CTRL+ALT+Page_Up"),
        ("<ctrl>+é", ["Ctrl", "É"], "CTRL+U00E9"),
    ],
)
def test_a_chord_as_people_and_portals_read_it(text: str, names: list[str], trigger: str) -> None:
    assert key_names(text) == names
    assert parse_chord(text).trigger == trigger


def test_the_key_with_the_flag_is_called_as_each_system_calls_it(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = {}
    for platform in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        printed[platform] = key_names("<cmd>+<f9>")

    assert printed == {"linux": ["Super", "F9"], "darwin": ["⌘", "F9"], "win32": ["Win", "F9"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not a combination of keys"),
        ("banana", "is not a combination of keys"),
        ("<ctrl>+<nonsense>", "is not a combination of keys"),
        ("<ctrl>+a+b", "is not a combination of keys"),
        ("<ctrl>+<ctrl>+a", "is not a combination of keys"),
        ("<ctrl>+", "is not a combination of keys"),
        ("<ctrl>+<alt>", "needs one more key"),
        ("a", "while you type"),
        ("<space>", "while you type"),
        ("<shift>+<left>", "while you type"),
        ("<shift>+7", "while you type"),
    ],
)
def test_what_is_no_hotkey_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        parse_chord(text)
    assert key_names(text) == []


def test_names_that_people_use_are_understood() -> None:
    assert str(parse_chord("<Super>+<Return>")) == "<cmd>+<enter>"


@given(
    st.frozensets(st.sampled_from(MODIFIERS), min_size=1).filter(lambda held: held != {"shift"}),
    st.sampled_from([*NAMED_KEYS, *"abz019+é"]),
)
def test_what_is_written_is_read_again(modifiers: frozenset[str], key: str) -> None:
    chord = Chord(modifiers, key)

    assert parse_chord(str(chord)) == chord
