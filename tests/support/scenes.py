"""Every window, the overlay and the tray in each state: what pictures are taken of and what the tests look at.

`WINDOWS` make real windows in the process they are called in. `overlays` and `TRAY_STATES` are for
`support.desktop_app`, which has the one overlay and the one icon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea

from echoflow.text import user_language
from echoflow.ui.engine_names import CLOUD_ENGINES, LOCAL, engine_title
from echoflow.ui.erase_dialog import ask_to_erase
from echoflow.ui.manner import Manner
from echoflow.ui.models.model_item import Action
from echoflow.ui.models.model_window import ModelWindow
from echoflow.ui.state import AppState
from echoflow.ui.tray.choice_menu import MenuChoice
from echoflow.ui.tray.face import Face
from echoflow.ui.tray.menu import TrayMenu
from echoflow.ui.tray.plain_window import PlainWindow
from echoflow.ui.window import AppWindow
from support import check_windows, cloud_windows, first_start_scenes, settings_scenes, shown_models
from support.shown_talks import conversations_window

MENUS = {
    "voices": ["Amy", "Rachel", "晓晓"],
    "models": ["Llama 3 8B Instruct|4.9 GB, fits", "SmolLM2 135M Instruct|0.1 GB, fits"],
    "microphones": ["Built-in Microphone", "USB Headset"],
    "speakers": ["Built-in Speakers", "USB Headset"],
}
"""What there is to choose from in the menu of the tray."""

TRAY_STATES = tuple(state.value for state in AppState)


@dataclass(frozen=True, slots=True)
class WindowScene:
    """A window in one of its states.

    Attributes:
        make: the window, in the language of the interface; it is not open yet.
        settle: is called with it once it is open.
    """

    make: Callable[[], AppWindow]
    settle: Callable[[AppWindow], object] = lambda _window: None


def _first_start(scene: str) -> AppWindow:
    return first_start_scenes.SCENES[scene](user_language())


def _settings(scene: str) -> AppWindow:
    return settings_scenes.settings_window(scene)


def _to_the_end(window: AppWindow) -> None:
    for area in window.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _settings_erase(window: AppWindow) -> None:
    ask_to_erase(window, lambda _keep: None)


def _models(scene: str) -> WindowScene:
    def settle(window: AppWindow) -> None:
        assert isinstance(window, ModelWindow)
        shown_models.bring_into_view(window, scene)

    return WindowScene(partial(shown_models.model_window, scene), settle)


def _models_cancel(window: AppWindow) -> None:
    assert isinstance(window, ModelWindow)
    window.cards["llama-3-8b-instruct"].action_wanted.emit("llama-3-8b-instruct", Action.CANCEL)


def _plain(state: AppState, *, muted: bool = False) -> AppWindow:
    """As it is on a desktop without a tray."""
    face = Face(state, Manner(muted=muted, keys=("Ctrl", "Alt", "Space")))
    menu = tray_menu(face)
    window = PlainWindow(menu.menu)
    window.destroyed.connect(menu.close)
    window.show_face(face)
    return window


def engines() -> Mapping[str, list[MenuChoice]]:
    """Those of each stage, the cloud last."""
    return {
        stage: [MenuChoice(engine, engine_title(engine)) for engine in (LOCAL, cloud)]
        for stage, cloud in CLOUD_ENGINES.items()
    }


def tray_menu(face: Face) -> TrayMenu:
    """The menu, with something to choose from."""
    menu = TrayMenu(face)
    for stage, choices in engines().items():
        menu.set_engines(stage, choices, LOCAL)
    for name, labels in MENUS.items():
        getattr(menu, f"set_{name}")([MenuChoice(label, *label.split("|")) for label in labels], labels[0])
    return menu


def _press(name: str) -> Callable[[AppWindow], None]:
    """Presses the button that is the attribute `name` of a window."""

    def press(window: AppWindow) -> None:
        getattr(window, name).click()

    return press


def _delete_all(window: AppWindow) -> None:
    action: QAction = getattr(window, "menu_actions")[2]  # noqa: B009 - only one of the windows has them
    action.trigger()


def _remove_key(window: AppWindow) -> None:
    getattr(window, "cards")["deepgram"].remove.click()  # noqa: B009


WINDOWS: Mapping[str, WindowScene] = {
    **{name: WindowScene(make) for name, make in cloud_windows.WINDOWS.items()},
    "keys-remove": WindowScene(cloud_windows.keys, _remove_key),
    "voices-delete": WindowScene(cloud_windows.voices_own, _press("delete")),
    **{name: _models(name) for name in shown_models.SCENES},
    "models-cancel": WindowScene(shown_models.model_window, _models_cancel),
    **{name: WindowScene(partial(_first_start, name)) for name in first_start_scenes.SCENES},
    **{name: WindowScene(partial(_settings, name)) for name in settings_scenes.SCENES},
    "settings-advanced": WindowScene(partial(_settings, "settings-advanced"), _to_the_end),
    "settings-erase": WindowScene(partial(_settings, "settings-privacy"), _settings_erase),
    **{
        f"conversations-{state}" if state != "list" else "conversations": WindowScene(
            partial(conversations_window, state)
        )
        for state in ("list", "search", "nothing", "empty", "off", "private", "deleted")
    },
    "conversations-delete-all": WindowScene(partial(conversations_window, "list"), _delete_all),
    **{name: WindowScene(make) for name, make in check_windows.WINDOWS.items()},
    "latency-delete": WindowScene(check_windows.latency, _press("delete")),
    "plain": WindowScene(partial(_plain, AppState.IDLE)),
    "plain-speaking": WindowScene(partial(_plain, AppState.SPEAKING)),
    "plain-muted": WindowScene(partial(_plain, AppState.MUTED, muted=True)),
    "plain-offline": WindowScene(partial(_plain, AppState.OFFLINE)),
}
"""By the name of the picture."""

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "question": "what's the difference between a latte and a flat white?",
        "answer": "A flat white has less milk and a thinner layer of foam, so the coffee comes through stronger. "
        "A latte is larger and milder.",
        "loading": "Loading recognition, the language model and the voice…",
        "error": "The language model stopped and is starting again; please repeat your question.",
        "ready": "Hold Ctrl+Alt+Space and talk.",
        "muted": "The microphone is muted; choose “Mute microphone” in the menu again to be heard.",
    },
    "zh": {
        "question": "拿铁和馥芮白到底有什么区别？",
        "answer": "馥芮白用的牛奶更少，奶泡也更薄，所以咖啡的味道更突出。拿铁分量更大，口感也更柔和。",
        "loading": "正在载入语音识别、语言模型和声音……",
        "error": "语言模型已停止，正在重新启动，请再问一次。",
        "ready": "按住 Ctrl+Alt+Space 说话。",
        "muted": "麦克风已静音；在菜单中再次选择“麦克风静音”即可恢复。",
    },
}
"""What is said in the overlay."""


@dataclass(frozen=True)
class OverlayScene:
    """One state of the overlay.

    Attributes:
        name: of the picture.
        calls: what `support.desktop_app` is told.
        pointer: whether the pointer is over the card, which brings its buttons.
        whole: whether the picture is of the whole screen.

    """

    name: str
    calls: Sequence[tuple[object, ...]] = ()
    pointer: bool = False
    whole: bool = False


def overlays(language: str, theme: str) -> Iterator[OverlayScene]:
    """The states of the overlay, in the order of a conversation."""
    texts = TEXTS[language]
    question, answer = texts["question"], texts["answer"]
    asked = ("show_user_text", question, True)
    yield OverlayScene("overlay-loading", [("set_state", "loading"), ("show_message", texts["loading"], False)])
    yield OverlayScene("overlay-ready", [("set_state", "idle"), ("show_message", texts["ready"], False)])
    yield OverlayScene("overlay-listening", [("set_state", "listening"), ("set_level", 0.6)])
    heard = ("show_user_text", question[:-1], False)
    yield OverlayScene("overlay-hearing", [("set_state", "listening"), heard, ("set_level", 0.8)])
    yield OverlayScene("overlay-thinking", [("set_state", "thinking"), asked])
    spoken = ("show_answer", answer, len(answer) // 2)
    yield OverlayScene("overlay-speaking", [("set_state", "speaking"), asked, spoken, ("set_level", 0.7)])
    long = ("show_answer", f"{answer} {answer} {answer} {answer}", round(len(answer) * 2.6))
    yield OverlayScene("overlay-long", [("set_state", "speaking"), asked, long, ("set_level", 0.5)])
    muted = ("set_manner", "hold", True)
    yield OverlayScene("overlay-muted", [muted, ("set_state", "muted"), ("show_message", texts["muted"], False)])
    yield OverlayScene("overlay-muted-speaking", [muted, ("set_state", "speaking"), asked, spoken, ("set_level", 0.7)])
    for mode in ("tap", "hands_free"):
        manner = ("set_manner", mode, False)
        yield OverlayScene(
            f"overlay-speaking-{mode}", [manner, ("set_state", "speaking"), asked, spoken, ("set_level", 0.7)]
        )
    yield OverlayScene("overlay-error", [("set_state", "error"), ("show_message", texts["error"], True)])
    speaking = [("set_state", "speaking"), asked, spoken, ("set_level", 0.7)]
    yield OverlayScene("overlay-buttons", speaking, pointer=True)
    yield OverlayScene("overlay-buttons-muted", [muted, *speaking], pointer=True)
    yield OverlayScene("overlay-buttons-listening", [("set_state", "listening"), ("set_level", 0.6)], pointer=True)
    yield OverlayScene("overlay-moved", [("set_place", "0.2 0.3"), *speaking], pointer=True, whole=True)
    yield OverlayScene("overlay-still", [("choose_look", theme, "reduced", "normal"), *speaking])
    contrast = ("choose_look", theme, "full", "high")
    yield OverlayScene("overlay-contrast", [contrast, *speaking], pointer=True)
    yield OverlayScene("overlay-contrast-hearing", [contrast, ("set_state", "listening"), heard, ("set_level", 0.8)])
