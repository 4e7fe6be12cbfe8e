"""The menu behind the icon, in the middle of a conversation: another voice and another model, and it goes on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from stand_ins.elevenlabs import ElevenLabsStandIn
from stand_ins.elevenlabs_speech import tones
from stand_ins.openai import OpenAIStandIn, says
from support.running_app import HOTKEY, RunningApp, saved_settings, spoken
from support.speech import read_wav, understood
from support.threaded_loop import on_a_loop
from support.virtual_screen import VirtualScreen
from support.waiting import wait_until
from support.whole_desktop import Desktop, whole_desktop

KEY = "sk-0123456789abcdef"
GEORGE = "JBFqnCBsd6RMkjVDRZzb"
"""One of the voices of the stand-in."""
LONGEST_MENU = 12
"""Items to walk over at most."""


def choose_with_pointer(desktop: Desktop, menu: str, item: str | re.Pattern[str]) -> None:
    desktop.open_menu()
    desktop.click(menu, "menu item")
    desktop.click(item, "menu item")


def choose_with_keys(desktop: Desktop, menu: str, mnemonic: str, item: str) -> None:
    """The menu is opened by its letter, which must be the only one there; the item is walked to."""
    desktop.open_menu()
    desktop.reader.find(menu, "menu item")
    desktop.press(mnemonic)
    desktop.reader.find(item, "menu item")
    for _ in range(LONGEST_MENU):
        here = desktop.reader.look(item, "menu item")
        if here is not None and "focused" in here.states:
            break
        desktop.press("Down")
    desktop.wait_for_focus(item)
    desktop.press("Return")


def ask(desktop: Desktop, app: RunningApp, question: Path) -> int:
    """With the key held; returns when the answer can be heard, the number of the first line since."""
    before = len(app.lines)
    desktop.screen.key_down(HOTKEY)
    app.wait_for("state: listening", before)
    desktop.card.play_into_microphone(question)
    desktop.screen.key_up(HOTKEY)
    app.wait_for("state: speaking", before)
    return before


def around(voices: ElevenLabsStandIn, minds: OpenAIStandIn) -> dict[str, Any]:
    """The environment that leads to them; the addresses are known when they run."""
    addresses = {"ECHOFLOW_ELEVENLABS_URL": voices.url, "ECHOFLOW_OPENAI_URL": minds.url}
    return addresses | dict.fromkeys(("ELEVENLABS_API_KEY", "OPENAI_API_KEY"), KEY)


def said_with(voices: ElevenLabsStandIn, voice: str) -> str:
    """All that this voice was given to say."""
    exchanges = [each for each in voices.log if f"/{voice}/" in each.path]
    return "".join(str(message.get("text", "")) for each in exchanges for message in each.received)


def wait_until_ready(app: RunningApp, name: str, since: int) -> None:
    app.wait_for(f"message: {name} is ready.", since)


def test_another_voice_and_another_model_while_it_speaks(virtual_screen: VirtualScreen, tmp_path: Path) -> None:
    for name in ("home/config", "story", "question"):
        (tmp_path / name).mkdir(parents=True)
    home = tmp_path / "home"
    (home / "config" / "settings.toml").write_text('speech = "elevenlabs"\n')
    story = spoken("Tell me a long story about a river.", tmp_path / "story")
    question = spoken("What is the capital of France?", tmp_path / "question")
    voices, minds = ElevenLabsStandIn(synthesize=tones), OpenAIStandIn(answer=says("There is ", "a bridge."))
    with (
        on_a_loop(voices),
        on_a_loop(minds),
        whole_desktop(virtual_screen) as desktop,
        desktop.app(home, **around(voices, minds)) as app,
    ):
        app.wait_for("ready")
        began = ask(desktop, app, story)
        choose_with_pointer(desktop, "Voice", "George")
        wait_until(lambda: saved_settings(home).get("elevenlabs_voice") == GEORGE, "the voice being kept")
        assert not any(line.endswith("state: idle") for line in app.lines[began:]), "the answer goes on"
        choose_with_keys(desktop, "Model", "l", "OpenAI-compatible service")
        wait_until_ready(app, "The OpenAI-compatible service", began)

        began = ask(desktop, app, question)
        app.wait_for("state: idle", began)
        roles_and_words = [(each["role"], each["content"]) for each in minds.log[-1].received[-1]["messages"]]
        assert roles_and_words[1] == ("user", "Tell me a long story about a river.")
        assert roles_and_words[2][0] == "assistant", "what was heard of the story"
        assert roles_and_words[3] == ("user", "What is the capital of France?")
        assert "There is a bridge." in said_with(voices, GEORGE)

        began = len(app.lines)
        choose_with_pointer(desktop, "Model", re.compile("SmolLM2"))
        wait_until_ready(app, "SmolLM2-135M-Instruct.Q4_1", began)
        choose_with_keys(desktop, "Voice", "v", "This computer")
        wait_until_ready(app, "the local voice", began)
        with desktop.card.record_speaker(tmp_path / "heard.wav"):
            began = ask(desktop, app, question)
            app.wait_for("state: idle", began)
        assert len(understood(read_wav(tmp_path / "heard.wav")).split()) > 1, "words, no tones"
        (conversation,) = json.loads(app.echoflow("history", "export", "--format", "json").stdout)["conversations"]
        assert [bool(turn["user"] and turn["said"]) for turn in conversation["turns"]] == [True] * 3
