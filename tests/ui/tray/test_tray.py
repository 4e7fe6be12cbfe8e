from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from echoflow.conversation.talk_key import TalkMode
from echoflow.ui.manner import Manner
from echoflow.ui.state import AppState
from echoflow.ui.tray.engine_report import EngineReport
from echoflow.ui.tray.tray import MenuChoice, Tray

MANNER = Manner(keys=("Ctrl", "Alt", "Space"))
BUSY = [AppState.LISTENING, AppState.THINKING, AppState.SPEAKING]


@pytest.fixture
def tray(qapp: QApplication) -> Iterator[Tray]:
    running = Tray(MANNER)
    yield running
    running.close()


def _action(menu: QMenu, label: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == label)


def _submenu(tray: Tray, label: str) -> QMenu:
    menu = next(menu for menu in tray.menu.findChildren(QMenu) if menu.title() == label)
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_has_what_there_is_to_do(tray: Tray) -> None:
    labels = [action.text() for action in tray.menu.actions() if not action.isSeparator()]

    assert labels == [
        *("Talk", "Stop", "Mute microphone"),
        *("Mode", "Voice", "Model", "Microphone", "Speaker"),
        *("Hear with", "Think with", "Speak with", "Keys and costs…", "Voices…", "Response times…"),
        "Quit",
    ]


@pytest.mark.parametrize(
    ("label", "signal"),
    [
        ("Talk", "talk_requested"),
        ("Stop", "stop_requested"),
        ("Keys and costs…", "keys_requested"),
        ("Voices…", "voices_requested"),
        ("Response times…", "latencies_requested"),
        ("Quit", "quit_requested"),
    ],
)
def test_an_item_asks_for_what_it_says(qtbot: QtBot, tray: Tray, label: str, signal: str) -> None:
    tray.set_state(AppState.SPEAKING)
    with qtbot.waitSignal(getattr(tray, signal), timeout=1_000) as received:
        _action(tray.menu, label).trigger()

    assert received.args == []


@pytest.mark.parametrize("kind", ["voice", "model", "microphone", "speaker"])
def test_a_choice_is_marked_and_reported_by_its_identifier(qtbot: QtBot, tray: Tray, kind: str) -> None:
    menu = _submenu(tray, kind.capitalize())
    assert not menu.isEnabled()
    fill = getattr(tray, f"set_{kind}s")
    fill([MenuChoice("a", "Amy"), MenuChoice("b", "B & C")], "a")

    assert menu.isEnabled()
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [("Amy", True), ("B && C", False)]
    with qtbot.waitSignal(getattr(tray, f"{kind}_chosen"), timeout=1_000) as received:
        menu.actions()[1].trigger()
    assert received.args == ["b"]
    assert not menu.actions()[0].isChecked()


@pytest.mark.parametrize(
    ("stage", "label"), [("recognition", "Hear with"), ("thinking", "Think with"), ("speech", "Speak with")]
)
def test_each_stage_has_its_choice_of_engines(qtbot: QtBot, tray: Tray, stage: str, label: str) -> None:
    tray.set_engines(stage, [MenuChoice("local", "This computer"), MenuChoice("cloud", "The cloud")], "local")
    items = _submenu(tray, label).actions()
    assert [(item.text(), item.isChecked()) for item in items] == [("This computer", True), ("The cloud", False)]
    with qtbot.waitSignal(tray.engine_chosen, timeout=1_000) as received:
        items[1].trigger()

    assert received.args == [stage, "cloud"]


def test_the_tooltip_names_the_engines_what_is_down_and_what_it_cost(tray: Tray) -> None:
    wanted = {"recognition": "deepgram", "thinking": "local", "speech": "elevenlabs"}
    tray.set_report(EngineReport(wanted, today=2.25))
    assert tray.icon.toolTip().splitlines()[2:] == ["Deepgram · ElevenLabs", "$2.25 today"]

    tray.set_report(EngineReport(wanted, {"recognition": "local"}, today=1.5))
    assert tray.icon.toolTip().splitlines()[2:] == [
        "ElevenLabs",
        "Deepgram is down; hearing locally.",
        "$1.50 today",
    ]

    tray.set_report(EngineReport(wanted, {"recognition": "local", "speech": "local"}, over_budget=True))
    assert tray.icon.toolTip().splitlines()[2:] == ["The budget is spent; all is local."]

    tray.set_report(EngineReport())
    assert len(tray.icon.toolTip().splitlines()) == 2


def test_choices_can_be_replaced(tray: Tray) -> None:
    tray.set_voices([MenuChoice("a", "Amy"), MenuChoice("b", "Brian")], "a")
    tray.set_voices([MenuChoice("c", "Cho")], None)

    assert [(action.text(), action.isChecked()) for action in _submenu(tray, "Voice").actions()] == [("Cho", False)]
    tray.set_voices([], None)
    assert not _submenu(tray, "Voice").isEnabled()


def test_the_left_button_talks_when_quiet_and_stops_when_busy(qtbot: QtBot, tray: Tray) -> None:
    for state in AppState:
        tray.set_state(state)
        signal = tray.stop_requested if state in BUSY else tray.talk_requested
        with qtbot.waitSignal(signal, timeout=1_000):
            tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)


def test_the_right_button_does_neither(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.assertNotEmitted(tray.talk_requested), qtbot.assertNotEmitted(tray.stop_requested):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)


def test_the_tooltip_says_the_state_and_what_to_do(tray: Tray) -> None:
    assert tray.icon.toolTip() == "EchoFlow: Ready\nHold Ctrl+Alt+Space and talk."
    tray.set_manner(Manner())
    assert tray.icon.toolTip() == "EchoFlow: Ready\nClick and talk."
    tray.set_state(AppState.SPEAKING)
    assert tray.icon.toolTip() == "EchoFlow: Speaking\nClick to stop."


def test_the_tooltip_says_what_is_being_loaded_as_long_as_it_is(tray: Tray) -> None:
    tray.set_state(AppState.LOADING)
    assert tray.icon.toolTip() == "EchoFlow: Getting ready\nOne moment, please."
    tray.set_progress("Recognition is ready. Still loading: the voice (2 of 3).")
    assert tray.icon.toolTip().endswith("\nRecognition is ready. Still loading: the voice (2 of 3).")
    tray.set_state(AppState.IDLE)
    assert "loading" not in tray.icon.toolTip()


@pytest.mark.parametrize(
    ("mode", "quiet", "speaking"),
    [
        (TalkMode.HOLD, "Hold Ctrl+Alt+Space and talk.", "Hold Ctrl+Alt+Space to cut in."),
        (TalkMode.TAP, "Press Ctrl+Alt+Space and talk.", "Press Ctrl+Alt+Space to cut in."),
        (TalkMode.HANDS_FREE, "Just talk.", "Talk or click to cut in."),
    ],
)
def test_the_tooltip_follows_the_mode(tray: Tray, mode: TalkMode, quiet: str, speaking: str) -> None:
    tray.set_manner(Manner(mode, MANNER.keys))
    assert tray.icon.toolTip().splitlines()[1] == quiet
    tray.set_state(AppState.SPEAKING)
    assert tray.icon.toolTip().splitlines()[1] == speaking


def test_a_mode_is_chosen_and_marked(qtbot: QtBot, tray: Tray) -> None:
    modes = _submenu(tray, "Mode").actions()
    assert [(action.text(), action.isChecked()) for action in modes] == [
        ("Hold to talk", True),
        ("Press to talk", False),
        ("Hands-free", False),
    ]
    with qtbot.waitSignal(tray.mode_chosen, timeout=1_000) as received:
        modes[2].trigger()
    assert received.args == ["hands_free"]

    tray.set_manner(Manner(TalkMode.TAP, MANNER.keys))

    assert [action.isChecked() for action in modes] == [False, True, False]


def test_the_microphone_is_muted_and_unmuted_in_the_menu(qtbot: QtBot, tray: Tray) -> None:
    mute = _action(tray.menu, "Mute microphone")
    assert mute.isCheckable()
    assert not mute.isChecked()
    for muted in (True, False):
        with qtbot.waitSignal(tray.mute_requested, timeout=1_000) as received:
            mute.trigger()
        assert received.args == [muted]


def test_a_muted_microphone_is_told_and_so_is_the_way_out(tray: Tray) -> None:
    tray.set_manner(Manner(keys=MANNER.keys, muted=True))
    tray.set_state(AppState.MUTED)

    state, advice = tray.icon.toolTip().splitlines()
    assert state == "EchoFlow: Microphone muted"
    assert '"Mute microphone"' in advice
    assert _action(tray.menu, "Mute microphone").isChecked()


def test_there_is_something_to_stop_only_while_busy(tray: Tray) -> None:
    for state in AppState:
        tray.set_state(state)
        assert _action(tray.menu, "Stop").isEnabled() == (state in BUSY)


def test_the_icon_changes_with_the_state(tray: Tray) -> None:
    seen = set()
    for state in AppState:
        tray.set_state(state)
        seen.add(tray.icon.icon().pixmap(22, 22).toImage().pixelColor(11, 3).name())

    assert len(seen) == len(AppState)
