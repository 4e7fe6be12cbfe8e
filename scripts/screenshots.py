"""Pictures of every window on a virtual screen: what they show, in English and Chinese, light and dark.

scripts/screenshots DIR    writes DIR/WINDOW-LANGUAGE-THEME.png, such as overlay-listening-en-light.png
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from PySide6.QtCore import QRect  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402

from support.driven_app import DrivenApp, driven_app  # noqa: E402
from support.first_start_scenes import SCENES  # noqa: E402
from support.settings_scenes import SCENES as SETTINGS_SCENES  # noqa: E402
from support.shown_models import SCENES as MODEL_SCENES  # noqa: E402
from support.virtual_screen import VirtualScreen, virtual_screen  # noqa: E402
from support.waiting import wait_until  # noqa: E402

TEXTS = {
    "en": {
        "question": "what's the difference between a latte and a flat white?",
        "answer": "A flat white has less milk and a thinner layer of foam, so the coffee comes through stronger. "
        "A latte is larger and milder.",
        "loading": "Loading recognition, the language model and the voice…",
        "error": "The language model stopped and is starting again; please repeat your question.",
        "ready": "Hold Ctrl+Alt+Space and talk.",
        "muted": 'The microphone is muted; choose "Mute microphone" in the menu again to be heard.',
        "verdict": "The recording is good.",
    },
    "zh": {
        "question": "拿铁和馥芮白到底有什么区别？",
        "answer": "馥芮白用的牛奶更少，奶泡也更薄，所以咖啡的味道更突出。拿铁分量更大，口感也更柔和。",
        "loading": "正在载入语音识别、语言模型和声音……",
        "error": "语言模型已停止，正在重新启动，请再问一次。",
        "ready": "按住 Ctrl+Alt+Space 说话。",
        "muted": "麦克风已静音；在菜单中再次选择“麦克风静音”即可恢复。",
        "verdict": "录音质量良好。",
    },
}
MENUS = {
    "voices": ["Amy", "Rachel", "晓晓"],
    "models": ["Llama 3 8B Instruct|4.9 GB, fits", "SmolLM2 135M Instruct|0.1 GB, fits"],
    "microphones": ["Built-in Microphone", "USB Headset"],
    "speakers": ["Built-in Speakers", "USB Headset"],
}
ANSWERS = {
    "en": {"deepgram": "valid, $182.40 left", "elevenlabs": "valid, 12,400 characters left"},
    "zh": {"deepgram": "有效，余额 $182.40", "elevenlabs": "有效，还剩 12,400 个字符"},
}
VOICES = {
    "en": [
        ["elevenlabs", "1", "My voice", "", ""],
        ["elevenlabs", "2", "Rachel", "", "American, calm, young"],
        ["elevenlabs", "3", "Adam", "", "American, deep, middle aged"],
        ["local", "4", "Hannah", "en", ""],
        ["local", "5", "Brian", "en", ""],
    ],
    "zh": [
        ["elevenlabs", "1", "我的声音", "", ""],
        ["elevenlabs", "2", "Rachel", "", "American, calm, young"],
        ["elevenlabs", "3", "晓晓", "zh", "普通话，温柔"],
        ["local", "4", "Hannah", "en", ""],
        ["local", "5", "Brian", "en", ""],
    ],
}
MARGIN = 60
MOTION_SECONDS = 1.2
"""Until everything that moves into place has; the animations themselves go on."""


@dataclass(frozen=True)
class Scene:
    """One state of the overlay.

    Attributes:
        name: of the picture.
        calls: what the app is told.
        pointer: whether the pointer is over the card, which brings its buttons.
        whole: whether the picture is of the whole screen.

    """

    name: str
    calls: list[tuple[object, ...]] = field(default_factory=list)
    pointer: bool = False
    whole: bool = False


def scenes(texts: dict[str, str], theme: str) -> Iterator[Scene]:
    """The states of the overlay, in the order of a conversation."""
    question, answer = texts["question"], texts["answer"]
    asked = ("show_user_text", question, True)
    yield Scene("overlay-loading", [("set_state", "loading"), ("show_message", texts["loading"], False)])
    yield Scene("overlay-ready", [("set_state", "idle"), ("show_message", texts["ready"], False)])
    yield Scene("overlay-listening", [("set_state", "listening"), ("set_level", 0.6)])
    heard = ("show_user_text", question[:-1], False)
    yield Scene("overlay-hearing", [("set_state", "listening"), heard, ("set_level", 0.8)])
    yield Scene("overlay-thinking", [("set_state", "thinking"), asked])
    spoken = ("show_answer", answer, len(answer) // 2)
    yield Scene("overlay-speaking", [("set_state", "speaking"), asked, spoken, ("set_level", 0.7)])
    long = ("show_answer", f"{answer} {answer} {answer} {answer}", round(len(answer) * 2.6))
    yield Scene("overlay-long", [("set_state", "speaking"), asked, long, ("set_level", 0.5)])
    muted = ("set_manner", "hold", True)
    yield Scene("overlay-muted", [muted, ("set_state", "muted"), ("show_message", texts["muted"], False)])
    yield Scene("overlay-muted-speaking", [muted, ("set_state", "speaking"), asked, spoken, ("set_level", 0.7)])
    for mode in ("tap", "hands_free"):
        manner = ("set_manner", mode, False)
        yield Scene(f"overlay-speaking-{mode}", [manner, ("set_state", "speaking"), asked, spoken, ("set_level", 0.7)])
    yield Scene("overlay-error", [("set_state", "error"), ("show_message", texts["error"], True)])
    speaking = [("set_state", "speaking"), asked, spoken, ("set_level", 0.7)]
    yield Scene("overlay-buttons", speaking, pointer=True)
    yield Scene("overlay-buttons-muted", [muted, *speaking], pointer=True)
    yield Scene("overlay-buttons-listening", [("set_state", "listening"), ("set_level", 0.6)], pointer=True)
    yield Scene("overlay-moved", [("set_place", "0.2 0.3"), *speaking], pointer=True, whole=True)
    yield Scene("overlay-still", [("choose_look", theme, "reduced", "normal"), *speaking])
    contrast = ("choose_look", theme, "full", "high")
    yield Scene("overlay-contrast", [contrast, *speaking], pointer=True)
    yield Scene("overlay-contrast-hearing", [contrast, ("set_state", "listening"), heard, ("set_level", 0.8)])


def main() -> int:
    """Write all pictures."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: scripts/screenshots DIR\n")
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with virtual_screen() as screen:
        screen.move_pointer(screen.width // 2, 100)
        for language in TEXTS:
            for theme in ("light", "dark"):
                with driven_app(screen, ECHOFLOW_LANGUAGE=language) as app:
                    app.call("set_theme", theme)
                    app.call("show_wallpaper", theme)
                    take_overlays(screen, app, folder, language, theme)
                    take_tray(screen, app, folder, language, theme)
                    take_windows(screen, app, folder, language, theme)
    return 0


def take_overlays(screen: VirtualScreen, app: DrivenApp, folder: Path, language: str, theme: str) -> None:
    """The overlay in each of its states."""
    away = (screen.width // 2, 100)
    for scene in scenes(TEXTS[language], theme):
        for name, *arguments in scene.calls:
            app.call(str(name), *arguments)
        if scene.pointer:
            card = QRect(*app.numbers("card_geometry"))
            screen.move_pointer(card.center().x(), card.center().y())
        time.sleep(MOTION_SECONDS)
        card = QRect(*app.numbers("card_geometry")).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        area = QRect(0, 0, screen.width, screen.height) if scene.whole else card
        save(screen, folder / f"{scene.name}-{language}-{theme}.png", area)
        screen.move_pointer(*away)
        app.call("set_place", "")
        app.call("choose_look", "auto", "auto", "auto")
        app.call("set_theme", theme)
        app.call("set_manner", "hold", False)
        app.call("set_state", "idle")
        app.call("hide_now")


def take_tray(screen: VirtualScreen, app: DrivenApp, folder: Path, language: str, theme: str) -> None:
    """The icon in each state, and the menu."""
    app.call("show_tray")
    app.call("set_menus", MENUS)
    wait_until(lambda: app.numbers("tray_geometry")[2] > 0, "the icon docking")
    corner = QRect(screen.width - 300, screen.height - 420, 300, 420)
    for state in ("loading", "idle", "listening", "thinking", "speaking", "muted", "offline", "error"):
        app.call("set_state", state)
        app.call("hide_now")
        time.sleep(MOTION_SECONDS / 2)
        save(screen, folder / f"tray-{state}-{language}-{theme}.png", corner.adjusted(140, 340, 0, 0))
    app.call("set_state", "idle")
    app.call("pop_up_menu")
    time.sleep(MOTION_SECONDS / 2)
    save(screen, folder / f"tray-menu-{language}-{theme}.png", corner)
    app.call("close_menu")


def take_windows(screen: VirtualScreen, app: DrivenApp, folder: Path, language: str, theme: str) -> None:
    """Each window, with everything it can show at once."""
    verdict = TEXTS[language]["verdict"]
    for name, call in {
        "keys": ("show_keys", ANSWERS[language]),
        "voices": ("show_voices", VOICES[language]),
        "clone-recording": ("show_clone", ""),
        "clone": ("show_clone", verdict),
        "latency": ("show_latencies", 60),
        "latency-empty": ("show_latencies", 0),
        **{scene: ("show_models", scene) for scene in MODEL_SCENES},
        **{state: ("show_first_start", state) for state in SCENES},
        **{scene: ("show_settings", scene) for scene in SETTINGS_SCENES},
        "conversations": ("show_conversations", "list"),
        "conversations-search": ("show_conversations", "search"),
        "conversations-nothing": ("show_conversations", "nothing"),
        "conversations-empty": ("show_conversations", "empty"),
        "conversations-off": ("show_conversations", "off"),
        "conversations-private": ("show_conversations", "private"),
        "conversations-deleted": ("show_conversations", "deleted"),
        "setup": ("show_check_window", "setup"),
        "setup-problems": ("show_check_window", "setup-problems"),
        "setup-checking": ("show_check_window", "setup-checking"),
        "costs": ("show_check_window", "costs"),
        "costs-empty": ("show_check_window", "costs-empty"),
        "crash": ("show_check_window", "crash"),
        "plain": ("show_plain_window", "idle", False),
        "plain-speaking": ("show_plain_window", "speaking", False),
        "plain-muted": ("show_plain_window", "muted", True),
        "plain-offline": ("show_plain_window", "offline", False),
    }.items():
        app.call(*call)
        time.sleep(MOTION_SECONDS)
        frame = QRect(*app.numbers("window_geometry"))
        save(screen, folder / f"{name}-{language}-{theme}.png", frame)
        app.call("close_window")


def save(screen: VirtualScreen, path: Path, area: QRect) -> None:
    """A part of the screen as it is now."""
    whole = QImage(str(screen.screenshot(path)))
    whole.copy(area.intersected(whole.rect())).save(str(path))
    sys.stderr.write(f"{path}\n")


if __name__ == "__main__":
    sys.exit(main())
