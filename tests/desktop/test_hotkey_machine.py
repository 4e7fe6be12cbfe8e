"""Press, release and cancel of the hotkeys, in virtual time and in any order."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.desktop.hotkeys.actions import HotkeyAction, HotkeyChange
from echoflow.desktop.hotkeys.chord import parse_chord
from echoflow.desktop.hotkeys.machine import BOUNCE_SECONDS, LONGEST_HOLD_SECONDS, HotkeyMachine
from echoflow.desktop.hotkeys.matcher import REPEAT_SECONDS, STALE_SECONDS, ChordEvent, KeyMatcher

TALK, TAP, STOP = HotkeyAction
PRESSED, RELEASED, TAPPED, STOPPED = HotkeyChange

CHORDS = {
    TALK: parse_chord("<ctrl>+<alt>+<space>"),
    TAP: parse_chord("<ctrl>+<alt>+<shift>+<space>"),
    STOP: parse_chord("<f9>"),
}
KEYS = ("ctrl", "alt", "shift", "space", "f9", "x")


class Keyboard:
    """Keys on their way through the matcher and the machine."""

    def __init__(self) -> None:
        self.matcher = KeyMatcher(CHORDS)
        self.machine = HotkeyMachine()
        self.now = 0.0

    def press(self, *keys: str) -> list[HotkeyChange]:
        return [change for key in keys for event in self.matcher.press(key, self.now) for change in self._feed(event)]

    def release(self, *keys: str) -> list[HotkeyChange]:
        return [change for key in keys for event in self.matcher.release(key) for change in self._feed(event)]

    def wait(self, seconds: float) -> list[HotkeyChange]:
        """Wakes the machine when it wants to be woken."""
        until = self.now + seconds
        changes: list[HotkeyChange] = []
        while (deadline := self.machine.deadline) is not None and deadline <= until:
            self.now = deadline
            changes += self.machine.advance(self.now)
        self.now = until
        return changes

    def _feed(self, event: ChordEvent) -> list[HotkeyChange]:
        return (self.machine.press if event.is_down else self.machine.release)(event.action, self.now)


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard()


def test_hold_and_let_go(keyboard: Keyboard) -> None:
    assert keyboard.press("ctrl", "alt", "space") == [PRESSED]
    assert keyboard.wait(2.0) == []
    assert keyboard.release("space", "alt", "ctrl") == []
    assert keyboard.wait(BOUNCE_SECONDS) == [RELEASED]
    assert keyboard.machine.deadline is None


@pytest.mark.parametrize("first", ["ctrl", "alt", "space"])
def test_any_key_of_the_chord_lets_go_of_it_once(keyboard: Keyboard, first: str) -> None:
    keyboard.press("ctrl", "alt", "space")
    others = [key for key in ("ctrl", "alt", "space") if key != first]

    assert keyboard.release(first) + keyboard.wait(1.0) == [RELEASED]
    assert keyboard.release(*others) + keyboard.wait(1.0) == []


def test_a_held_key_that_repeats_itself_is_one_press(keyboard: Keyboard) -> None:
    changes = keyboard.press("ctrl", "alt", "space")
    for _ in range(200):
        changes += keyboard.wait(0.03) + keyboard.press("space")

    assert changes == [PRESSED]


def test_repeats_told_as_releases_and_presses_are_one_press_too(keyboard: Keyboard) -> None:
    changes = keyboard.press("ctrl", "alt", "space")
    for _ in range(200):
        changes += keyboard.wait(0.03) + keyboard.release("space") + keyboard.wait(0.001) + keyboard.press("space")

    assert changes == [PRESSED]


def test_a_key_that_bounces_is_one_press_and_one_release(keyboard: Keyboard) -> None:
    changes = keyboard.press("ctrl", "alt", "space")
    for _ in range(3):
        changes += keyboard.release("space") + keyboard.wait(0.003) + keyboard.press("space")
    changes += keyboard.wait(1.0) + keyboard.release("space") + keyboard.wait(1.0)

    assert changes == [PRESSED, RELEASED]


def test_holding_two_keys_and_tapping_the_third_talks_every_time(keyboard: Keyboard) -> None:
    keyboard.press("ctrl", "alt")

    taps = [keyboard.press("space") + keyboard.release("space") + keyboard.wait(0.1) for _ in range(3)]

    assert taps == [[PRESSED, RELEASED]] * 3


def test_of_two_chords_of_which_one_is_part_of_the_other_only_the_one_that_is_meant_goes_off(
    keyboard: Keyboard,
) -> None:
    assert keyboard.press("ctrl", "alt", "shift", "space") == [TAPPED]
    # The hand comes off the keyboard one finger after the other, while the last key repeats itself.
    keyboard.release("shift")
    assert keyboard.wait(0.03) + keyboard.press("space") == []
    assert keyboard.release("space", "ctrl", "alt") + keyboard.wait(1.0) == []


def test_a_key_more_is_another_chord_and_one_pressed_later_changes_nothing(keyboard: Keyboard) -> None:
    assert keyboard.press("ctrl", "f9") == []
    keyboard.release("ctrl", "f9")
    assert keyboard.press("ctrl", "alt", "space", "shift", "x") == [PRESSED]
    assert keyboard.release("x", "shift") + keyboard.wait(1.0) == []


def test_stop_while_talking_is_told(keyboard: Keyboard) -> None:
    chords = CHORDS | {STOP: parse_chord("<ctrl>+<alt>+s")}
    keyboard.matcher = KeyMatcher(chords)

    assert keyboard.press("ctrl", "alt", "space", "s") == [PRESSED, STOPPED]


def test_modifiers_whose_release_was_lost_do_not_turn_space_into_the_hotkey(keyboard: Keyboard) -> None:
    keyboard.press("ctrl", "alt")
    keyboard.wait(STALE_SECONDS + 1)

    assert keyboard.press("space") == []
    keyboard.release("space")
    assert keyboard.press("ctrl", "alt", "space") == [PRESSED]


def test_a_modifier_whose_release_was_lost_does_not_hide_the_hotkey_for_long(keyboard: Keyboard) -> None:
    keyboard.press("shift")
    keyboard.wait(STALE_SECONDS + 1)

    assert keyboard.press("ctrl", "alt", "space") == [PRESSED]


def test_where_the_system_tells_the_modifiers_it_is_believed(keyboard: Keyboard) -> None:
    keyboard.press("shift")
    talk = frozenset({"ctrl", "alt"})

    assert [event.action for event in keyboard.matcher.press("space", 0.1, talk)] == [TALK]
    # Ctrl went up unseen, so the chord did.
    assert [event.is_down for event in keyboard.matcher.press("x", 0.2, frozenset({"alt"}))] == [False]


def test_a_press_after_a_lost_release_is_a_press(keyboard: Keyboard) -> None:
    keyboard.press("ctrl", "alt", "space")
    keyboard.wait(REPEAT_SECONDS + 1)

    assert keyboard.press("ctrl", "alt", "space") == [RELEASED, PRESSED]


def test_a_lost_release_is_made_up_for_in_the_end(keyboard: Keyboard) -> None:
    keyboard.press("ctrl", "alt", "space")

    assert keyboard.wait(LONGEST_HOLD_SECONDS + 1) == [RELEASED]
    assert keyboard.machine.deadline is None


def test_something_that_lies_on_the_keyboard_talks_once(keyboard: Keyboard) -> None:
    changes = keyboard.press("ctrl", "alt", "space")
    for _ in range(round(2 * LONGEST_HOLD_SECONDS)):
        changes += keyboard.wait(1.0) + keyboard.press("space")

    assert changes == [PRESSED, RELEASED]


def test_a_long_press_is_not_stale(keyboard: Keyboard) -> None:
    keyboard.press("ctrl", "alt", "space")

    assert keyboard.wait(10 * STALE_SECONDS) == []
    assert keyboard.press("x") == []
    assert keyboard.release("space") + keyboard.wait(1.0) == [RELEASED]


def test_what_was_cancelled_means_nothing_until_it_is_pressed_again(keyboard: Keyboard) -> None:
    keyboard.press("ctrl", "alt", "space")

    assert keyboard.machine.cancel() == [RELEASED]
    assert keyboard.wait(0.5) + keyboard.press("space") + keyboard.release("space") + keyboard.wait(1.0) == []
    assert keyboard.press("space") == [PRESSED]


def test_after_a_reset_the_next_press_counts_at_once(keyboard: Keyboard) -> None:
    keyboard.machine.press(TALK, 0.0)

    assert keyboard.machine.reset() == [RELEASED]
    assert keyboard.machine.reset() == []
    assert keyboard.machine.press(TALK, 0.1) == [PRESSED]


STROKES = st.lists(
    st.tuples(st.booleans(), st.sampled_from(KEYS), st.sampled_from([0.0, 0.004, 0.05, 0.6, 3.0, 30.0, 400.0]))
)


@given(STROKES)
def test_whatever_is_typed_presses_and_releases_alternate_and_end(strokes: list[tuple[bool, str, float]]) -> None:
    keyboard = Keyboard()
    changes: list[HotkeyChange] = []
    for is_press, key, pause in strokes:
        changes += keyboard.press(key) if is_press else keyboard.release(key)
        changes += keyboard.wait(pause)
    talk = [change for change in changes if change in (PRESSED, RELEASED)]
    assert talk == list(itertools.islice(itertools.cycle((PRESSED, RELEASED)), len(talk)))
    assert changes.count(TAPPED) + changes.count(STOPPED) + changes.count(PRESSED) <= len(strokes)

    changes += keyboard.release(*KEYS) + keyboard.wait(1.0)

    assert changes.count(PRESSED) == changes.count(RELEASED)
    assert keyboard.machine.deadline is None


@given(STROKES, st.sampled_from(HotkeyAction))
def test_whatever_was_typed_a_clean_chord_goes_off_once(
    strokes: list[tuple[bool, str, float]], action: HotkeyAction
) -> None:
    keyboard = Keyboard()
    for is_press, key, pause in strokes:
        (keyboard.press if is_press else keyboard.release)(key)
        keyboard.wait(pause)
    keyboard.release(*KEYS)
    keyboard.wait(1.0)

    chord = CHORDS[action]
    changes = keyboard.press(*chord.modifiers, chord.key)

    assert changes == [{TALK: PRESSED, TAP: TAPPED, STOP: STOPPED}[action]]


SIGNALS = st.lists(
    st.tuples(
        st.sampled_from(["press", "release", "cancel", "reset", "advance"]),
        st.sampled_from(HotkeyAction),
        st.floats(0, 4),
    )
)


@given(SIGNALS)
def test_whatever_a_desktop_reports_presses_and_releases_alternate(
    signals: list[tuple[str, HotkeyAction, float]],
) -> None:
    machine, now = HotkeyMachine(), 0.0
    changes: list[HotkeyChange] = []
    for what, action, pause in signals:
        now += pause
        match what:
            case "press":
                changes += machine.press(action, now)
            case "release":
                changes += machine.release(action, now)
            case "advance":
                changes += machine.advance(now)
            case _:
                changes += machine.cancel() if what == "cancel" else machine.reset()
        assert machine.is_talking == (changes.count(PRESSED) > changes.count(RELEASED))
        if what != "cancel":
            assert machine.deadline is None or machine.deadline > now
    talk = [change for change in changes if change in (PRESSED, RELEASED)]

    assert talk == list(itertools.islice(itertools.cycle((PRESSED, RELEASED)), len(talk)))
