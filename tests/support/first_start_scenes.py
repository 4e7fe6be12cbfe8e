"""The first start in each of its states, for pictures: what the desk would show, without the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from echoflow.audio.sound_level import Flaw
from echoflow.desks.first_start_desk import price_sentence
from echoflow.desks.sound_advice import flaw_advice
from echoflow.store import env_file
from echoflow.store.credentials import Service
from echoflow.store.env_file import EnvFile
from echoflow.store.prices import price_list
from echoflow.text import tr
from echoflow.ui.first_start.engines_step import CLOUDS
from echoflow.ui.first_start.first_start_window import FirstStartWindow
from echoflow.ui.keys.service_card import KeyPlace
from echoflow.ui.manner import Manner
from echoflow.ui.sound_test.speaker_panel import Side
from echoflow.ui.state import AppState

_QUESTION = {"en": "What is the capital of France?", "zh": "法国的首都是哪里？"}
_ANSWER = {
    "en": "The capital of France is Paris. It lies on the Seine, and some two million people live in it.",
    "zh": "法国的首都是巴黎。它坐落在塞纳河畔，大约有两百万人住在那里。",
}
_HELLO = {"en": "Hello, can you hear me?", "zh": "你好，能听到我说话吗？"}
_CHORD = "<ctrl>+<alt>+<space>"


def _window(language: str, step: int) -> FirstStartWindow:
    window = FirstStartWindow(price_sentence(price_list({}), language), step)
    window.languages.set_languages(language, language)
    devices = ["Built-in Microphone", "USB Headset"]
    window.sound.microphone.set_devices(devices, devices[0], "")
    window.sound.speaker.set_devices(["Built-in Speakers", "USB Headset"], "Built-in Speakers", "")
    window.sound.microphone.set_advice(tr("The level is good."), "good")
    for decibels in (-40.0, -12.0, -18.0):
        window.sound.microphone.set_level(decibels)
    window.hotkey.recorder.set_chord(_CHORD)
    window.hotkey.mode.choose("hold")
    window.hotkey.set_backend("")
    window.talk.set_manner(Manner(keys=("Ctrl", "Alt", "Space")))
    return window


def _language(language: str) -> FirstStartWindow:
    window = _window(language, 0)
    window.set_progress(tr("Loading recognition, the language model and the voice…"))
    return window


def _sound(language: str) -> FirstStartWindow:
    window = _window(language, 1)
    window.sound.microphone.show_result(_HELLO[language], tr("This was understood."), "good", can_play=True)
    window.sound.speaker.set_playing(Side.LEFT)
    return window


def _silence(language: str) -> FirstStartWindow:
    window = _window(language, 1)
    window.sound.microphone.set_advice(flaw_advice(Flaw.SILENT), "bad")
    return window


def _local(language: str) -> FirstStartWindow:
    window = _window(language, 2)
    found = EnvFile(Path("~/EchoFlow/.env"), "", {Service.DEEPGRAM: "secret", Service.ELEVENLABS: "secret"})
    window.engines.offer_import(env_file.offer(found))
    return window


def _clouds(language: str) -> FirstStartWindow:
    window = _window(language, 2)
    engines = window.engines
    engines.choose(CLOUDS)
    engines.rows["deepgram"].set_place(KeyPlace.ENVIRONMENT)
    engines.rows["deepgram"].set_answer(tr("valid, ${dollars} left", dollars="182.40"), good=True)
    engines.rows["elevenlabs"].set_place(KeyPlace.MISSING)
    engines.rows["elevenlabs"].field.setText("0123456789abcdef")
    engines.rows["elevenlabs"].set_checking()
    engines.rows["openai"].set_place(KeyPlace.MISSING)
    return window


def _hotkey(language: str) -> FirstStartWindow:
    return _window(language, 3)


def _talk(language: str) -> FirstStartWindow:
    return _window(language, 4)


def _speaking(language: str) -> FirstStartWindow:
    window = _window(language, 4)
    window.talk.show_user_text(_QUESTION[language], final=True)
    window.talk.show_answer(_ANSWER[language], len(_ANSWER[language]) // 2)
    window.talk.show_state(AppState.SPEAKING)
    return window


def _done(language: str) -> FirstStartWindow:
    window = _speaking(language)
    window.talk.show_answer(_ANSWER[language], len(_ANSWER[language]))
    window.talk.show_state(AppState.IDLE)
    window.talk.show_done()
    return window


SCENES: Mapping[str, Callable[[str], FirstStartWindow]] = {
    "first-start-language": _language,
    "first-start-sound": _sound,
    "first-start-silence": _silence,
    "first-start-local": _local,
    "first-start-clouds": _clouds,
    "first-start-hotkey": _hotkey,
    "first-start-talk": _talk,
    "first-start-speaking": _speaking,
    "first-start-done": _done,
}
"""By the name of the picture: each makes the window in a language, `en` or `zh`."""
