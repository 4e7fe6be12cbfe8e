from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from echoflow.conversation.talk_key import TalkMode
from echoflow.ui.manner import Manner
from echoflow.ui.state import BUSY, AppState
from echoflow.ui.tray.engine_report import EngineReport
from echoflow.ui.tray.tray import MenuChoice, Tray

MANNER = Manner(keys=("Ctrl", "Alt", "Space"))


@pytest.fixture
def tray(qapp: QApplication) -> Iterator[Tray]:
    running = Tray(MANNER)
    yield running
    running.close()


def _plain(text: str) -> str:
    """What is read of an item: neither its mnemonic nor its shortcut."""
    return text.split("\t")[0].replace("&", "")


def _action(menu: QMenu, label: str) -> QAction:
    return next(action for action in menu.actions() if _plain(action.text()) == label)


def _submenu(tray: Tray, label: str) -> QMenu:
    menu = _action(tray.menu, label).menu()
    assert isinstance(menu, QMenu)
    return menu


def _choices(menu: QMenu) -> list[tuple[str, bool]]:
    """The items of which one is chosen, and whether it is this one."""
    return [(action.text(), action.isChecked()) for action in menu.actions() if action.isCheckable()]


def _groups(menu: QMenu) -> list[list[str]]:
    """What is read of the items, between separators."""
    groups: list[list[str]] = [[]]
    for action in menu.actions():
        if action.isSeparator():
            groups.append([])
        else:
            groups[-1].append(_plain(action.text()))
    return [group for group in groups if group]


def test_the_menu_has_what_there_is_to_do_in_groups(tray: Tray) -> None:
    assert _groups(tray.menu) == [
        ["Talk", "Mute microphone", "Mode"],
        ["Recognition", "Model", "Voice", "Microphone", "Speaker"],
        ["Conversations…", "Private conversation"],
        ["Response times…", "Costs…", "Keys…", "Settings…", "Check my setup…"],
        ["Quit"],
    ]


def test_each_item_has_a_mnemonic_of_its_own(tray: Tray) -> None:
    for menu in (tray.menu, _submenu(tray, "Voice"), _submenu(tray, "Model")):
        labels = [action.text() for action in menu.actions() if not action.isSeparator()]
        letters = [label[label.index("&") + 1].lower() for label in labels]
        assert len(set(letters)) == len(labels), labels


@pytest.mark.parametrize(
    ("menu", "label", "signal"),
    [
        ("", "Talk", "talk_requested"),
        ("", "Conversations…", "conversations_requested"),
        ("", "Response times…", "latencies_requested"),
        ("", "Costs…", "costs_requested"),
        ("", "Keys…", "keys_requested"),
        ("", "Settings…", "settings_requested"),
        ("", "Check my setup…", "check_requested"),
        ("", "Quit", "quit_requested"),
        ("Voice", "Play a sample", "preview_requested"),
        ("Voice", "All voices…", "voices_requested"),
        ("Model", "Model library…", "models_requested"),
    ],
)
def test_an_item_asks_for_what_it_says(qtbot: QtBot, tray: Tray, menu: str, label: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(tray, signal), timeout=1_000) as received:
        _action(_submenu(tray, menu) if menu else tray.menu, label).trigger()

    assert received.args == []


def test_one_item_talks_or_stops_and_shows_the_key_for_it(qtbot: QtBot, tray: Tray) -> None:
    item = tray.menu.actions()[0]
    for state in AppState:
        tray.set_state(state)
        assert item.text() == ("S&top" if state in BUSY else "&Talk") + "\tCtrl+Alt+Space"
        wanted = tray.stop_requested if state in BUSY else tray.talk_requested
        with qtbot.waitSignal(wanted, timeout=1_000):
            item.trigger()

    tray.set_manner(Manner())
    assert "\t" not in item.text()


def test_a_conversation_is_made_private_and_the_menu_shows_it(qtbot: QtBot, tray: Tray) -> None:
    item = _action(tray.menu, "Private conversation")
    for private in (True, False):
        with qtbot.waitSignal(tray.private_requested, timeout=1_000) as received:
            item.trigger()
        assert received.args == [private]

    tray.set_private(True)
    assert item.isChecked()


@pytest.mark.parametrize("kind", ["voice", "model", "microphone", "speaker"])
def test_a_choice_is_marked_and_reported_by_its_identifier(qtbot: QtBot, tray: Tray, kind: str) -> None:
    menu = _submenu(tray, kind.capitalize())
    fill = getattr(tray, f"set_{kind}s")
    fill([MenuChoice("a", "Amy"), MenuChoice("b", "B & C")], "a")

    assert menu.isEnabled()
    assert _choices(menu) == [("Amy", True), ("B && C", False)]
    with qtbot.waitSignal(getattr(tray, f"{kind}_chosen"), timeout=1_000) as received:
        next(action for action in menu.actions() if action.text() == "B && C").trigger()
    assert received.args == ["b"]
    assert _choices(menu)[0] == ("Amy", False)


def test_a_menu_with_nothing_to_choose_or_to_do_is_disabled(tray: Tray) -> None:
    assert not _submenu(tray, "Microphone").isEnabled()
    tray.set_microphones([MenuChoice("a", "Amy")], "a")
    assert _submenu(tray, "Microphone").isEnabled()
    tray.set_microphones([], None)
    assert not _submenu(tray, "Microphone").isEnabled()
    assert _submenu(tray, "Voice").isEnabled(), "the window of voices can be opened"


def test_a_model_is_offered_with_its_size_and_fit(tray: Tray) -> None:
    tray.set_models([MenuChoice("a", "Llama 3 8B Instruct", "4.9 GB, fits the GPU")], "a")

    assert _choices(_submenu(tray, "Model")) == [("Llama 3 8B Instruct\t4.9 GB, fits the GPU", True)]


def test_many_voices_are_grouped_and_can_still_be_chosen(qtbot: QtBot, tray: Tray) -> None:
    few = [MenuChoice(str(number), f"Voice {number}", group="English") for number in range(5)]
    tray.set_voices(few, "0")
    menu = _submenu(tray, "Voice")
    assert len(_choices(menu)) == 5

    tray.set_voices(
        [MenuChoice(str(number), f"Voice {number}", group="中文" if number % 2 else "English") for number in range(40)],
        "7",
    )

    assert _groups(menu) == [["English", "中文"], ["Play a sample", "All voices…"]]
    chinese = _action(menu, "中文").menu()
    assert isinstance(chinese, QMenu)
    assert [label for label, checked in _choices(chinese) if checked] == ["Voice 7"]
    with qtbot.waitSignal(tray.voice_chosen, timeout=1_000) as received:
        chinese.actions()[0].trigger()
    assert received.args == ["1"]


@pytest.mark.parametrize(
    ("stage", "label"), [("recognition", "Recognition"), ("thinking", "Model"), ("speech", "Voice")]
)
def test_each_stage_has_its_choice_of_engines(qtbot: QtBot, tray: Tray, stage: str, label: str) -> None:
    tray.set_engines(stage, [MenuChoice("local", "This computer"), MenuChoice("cloud", "The cloud")], "local")
    menu = _submenu(tray, label)
    assert _choices(menu) == [("This computer", True), ("The cloud", False)]
    with qtbot.waitSignal(tray.engine_chosen, timeout=1_000) as received:
        menu.actions()[1].trigger()

    assert received.args == [stage, "cloud"]


def test_engine_and_voice_are_chosen_apart(tray: Tray) -> None:
    tray.set_voices([MenuChoice("a", "Amy"), MenuChoice("b", "Brian")], "b")
    tray.set_engines("speech", [MenuChoice("local", "This computer")], "local")

    assert _groups(_submenu(tray, "Voice")) == [["This computer"], ["Amy", "Brian"], ["Play a sample", "All voices…"]]
    assert _choices(_submenu(tray, "Voice")) == [("This computer", True), ("Amy", False), ("Brian", True)]


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


def test_local_engines_are_offline_only_where_they_stand_in() -> None:
    wanted = {"recognition": "deepgram", "thinking": "local", "speech": "elevenlabs"}
    assert not EngineReport(wanted, wanted).is_offline
    assert EngineReport(wanted, {**wanted, "recognition": "local"}).is_offline
    assert not EngineReport(wanted, {"recognition": "local", "speech": "local"}, over_budget=True).is_offline
    assert not EngineReport().is_offline


def test_lines_stand_only_between_items(tray: Tray) -> None:
    def shown(label: str) -> list[str]:
        return [
            "—" if action.isSeparator() else "item" for action in _submenu(tray, label).actions() if action.isVisible()
        ]

    assert shown("Mode") == ["item"] * 3
    assert shown("Voice") == ["item"] * 2
    tray.set_voices([MenuChoice("a", "Amy")], "a")
    assert shown("Voice") == ["item", "—", "item", "item"]
    tray.set_engines("speech", [MenuChoice("local", "This computer")], "local")
    assert shown("Voice") == ["item", "—", "item", "—", "item", "item"]


def test_choices_can_be_replaced(tray: Tray) -> None:
    tray.set_voices([MenuChoice("a", "Amy"), MenuChoice("b", "Brian")], "a")
    tray.set_voices([MenuChoice("c", "Cho")], None)

    assert _choices(_submenu(tray, "Voice")) == [("Cho", False)]


def test_in_another_language_the_menu_is_built_anew_and_does_the_same(qtbot: QtBot, tray: Tray) -> None:
    tray.set_private(True)
    tray.set_voices([MenuChoice("a", "Amy")], "a")
    before = _groups(tray.menu)
    widget = tray.menu

    tray.retranslate()

    assert (tray.menu, _groups(tray.menu)) == (widget, before)
    assert _action(tray.menu, "Private conversation").isChecked()
    assert _choices(_submenu(tray, "Voice")) == [], "whoever knows the voices says their names anew"
    tray.set_voices([MenuChoice("a", "艾米")], "a")
    with qtbot.waitSignal(tray.voice_chosen, timeout=1_000) as received:
        _action(_submenu(tray, "Voice"), "艾米").trigger()
    assert received.args == ["a"]


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
    menu = _submenu(tray, "Mode")
    modes = menu.actions()[:3]
    assert _choices(menu) == [
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
    assert "“Mute microphone”" in advice
    assert _action(tray.menu, "Mute microphone").isChecked()


def test_the_icon_changes_with_the_state(tray: Tray) -> None:
    seen = set()
    for state in AppState:
        tray.set_state(state)
        seen.add(tray.icon.icon().pixmap(22, 22).toImage().pixelColor(11, 3).name())

    assert len(seen) == len(AppState)
