import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.desktop.hotkey import STALE_SECONDS, ChordChange, ChordTracker, Hotkey, key_names
from support.driven_app import DrivenApp, driven_app
from support.virtual_screen import VirtualScreen

PRESSED, RELEASED = ChordChange.PRESSED, ChordChange.RELEASED


@pytest.fixture
def tracker() -> ChordTracker:
    return ChordTracker({"ctrl", "alt", "space"})


def test_the_last_key_of_the_chord_presses_it(tracker: ChordTracker) -> None:
    assert [tracker.press(key, 0.0) for key in ("alt", "ctrl", "space")] == [None, None, PRESSED]


def test_auto_repeat_is_one_press(tracker: ChordTracker) -> None:
    changes = [tracker.press(key, 0.0) for key in ("ctrl", "alt", "space")]
    changes += [tracker.press("space", 0.03 * repeat) for repeat in range(40)]

    assert changes.count(PRESSED) == 1


@pytest.mark.parametrize("first", ["ctrl", "alt", "space"])
def test_any_key_of_the_chord_releases_it_once(tracker: ChordTracker, first: str) -> None:
    for key in ("ctrl", "alt", "space"):
        tracker.press(key, 0.0)
    others = [key for key in ("ctrl", "alt", "space") if key != first]

    assert [tracker.release(key) for key in (first, *others)] == [RELEASED, None, None]


def test_other_keys_neither_press_nor_release(tracker: ChordTracker) -> None:
    for key in ("ctrl", "shift", "alt", "space"):
        tracker.press(key, 0.0)

    assert tracker.press("a", 1.0) is None
    assert tracker.release("shift") is None
    assert tracker.release("space") is RELEASED


def test_holding_two_keys_and_tapping_the_third_talks_every_time(tracker: ChordTracker) -> None:
    tracker.press("ctrl", 0.0)
    tracker.press("alt", 0.0)

    taps = [(tracker.press("space", at), tracker.release("space")) for at in (1.0, 2.0, 3.0)]

    assert taps == [(PRESSED, RELEASED)] * 3


def test_keys_whose_release_was_lost_do_not_turn_space_into_the_hotkey(tracker: ChordTracker) -> None:
    tracker.press("ctrl", 0.0)
    tracker.press("alt", 0.0)

    assert tracker.press("space", STALE_SECONDS + 1) is None
    tracker.release("space")
    tracker.press("ctrl", STALE_SECONDS + 2)
    tracker.press("alt", STALE_SECONDS + 2)
    assert tracker.press("space", STALE_SECONDS + 3) is PRESSED


def test_a_long_press_is_not_stale(tracker: ChordTracker) -> None:
    for key in ("ctrl", "alt", "space"):
        tracker.press(key, 0.0)

    assert tracker.press("space", 10 * STALE_SECONDS) is None
    assert tracker.release("space") is RELEASED


def test_reset_releases(tracker: ChordTracker) -> None:
    for key in ("ctrl", "alt", "space"):
        tracker.press(key, 0.0)

    assert tracker.reset() is RELEASED
    assert tracker.reset() is None


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["ctrl", "alt", "space", "x"]))))
def test_presses_and_releases_alternate_whatever_is_typed(strokes: list[tuple[bool, str]]) -> None:
    tracker = ChordTracker({"ctrl", "alt", "space"})
    changes = [
        tracker.press(key, at * 0.1) if is_press else tracker.release(key) for at, (is_press, key) in enumerate(strokes)
    ]
    seen = [change for change in changes if change is not None]

    assert seen == [PRESSED, RELEASED] * (len(seen) // 2) + [PRESSED] * (len(seen) % 2)


def test_keys_have_the_names_on_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")

    assert key_names("<ctrl>+<alt>+<space>") == ["Ctrl", "Alt", "Space"]
    assert key_names("<cmd>+<f9>") == ["Super", "F9"]
    assert key_names("<ctrl>+k") == ["Ctrl", "K"]


@pytest.mark.parametrize(
    "environment",
    [
        {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_on_wayland_the_command_is_offered(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    _set_session(monkeypatch, environment)

    assert 'bind the command "echoflow toggle"' in (Hotkey().unavailable_reason() or "")


def test_without_a_screen_the_command_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    _set_session(monkeypatch, {})

    assert '"echoflow toggle"' in (Hotkey().unavailable_reason() or "")
    assert Hotkey().start() == Hotkey().unavailable_reason()


@pytest.fixture(scope="module")
def app(virtual_screen: VirtualScreen) -> Iterator[DrivenApp]:
    with driven_app(virtual_screen) as running:
        running.call("show_desktop")
        yield running


def test_a_key_held_for_a_second_is_one_press_and_one_release(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    assert app.call("start_hotkey") == ["hotkey listening"]

    virtual_screen.key_down("ctrl+alt+space")
    held = app.said_within(1.0)
    virtual_screen.key_up("ctrl+alt+space")
    app.wait_for("released", 2.0)

    assert held == ["pressed"]
    assert app.said_within(0.2) == []
    assert app.call("stop_hotkey") == ["threads MainThread stdin"]


def test_a_busy_program_does_not_wait_for_it_to_stop(app: DrivenApp) -> None:
    assert app.numbers("stop_hotkey_while_busy")[0] < 1_000


def test_it_can_be_started_again_and_is_silent_when_stopped(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    app.call("start_hotkey")
    virtual_screen.tap("ctrl+alt+space")
    app.wait_for("pressed", 2.0)
    app.wait_for("released", 2.0)
    app.call("stop_hotkey")

    virtual_screen.tap("ctrl+alt+space")

    assert app.said_within(0.3) == []


@pytest.mark.parametrize(
    ("chord", "words"),
    [
        ("<ctrl>+<nonsense>", "is not a combination of keys"),
        ("", "is not a combination of keys"),
        ("a", "while you type"),
    ],
)
def test_a_chord_that_is_none_is_refused_in_a_sentence(app: DrivenApp, chord: str, words: str) -> None:
    assert words in app.call("explain_hotkey", chord)[0]


def _set_session(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    for name in ("XDG_SESSION_TYPE", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
