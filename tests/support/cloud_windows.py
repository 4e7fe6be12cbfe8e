"""The windows of keys and voices, and the dialog that makes a voice, in the states that pictures are taken of."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from echoflow.store.credentials import Key, KeyState, Service, explain
from echoflow.text import tr, user_language
from echoflow.ui.keys.keys_window import KeysWindow
from echoflow.ui.keys.service_card import KeyPlace
from echoflow.ui.voices.clone_dialog import CloneDialog
from echoflow.ui.voices.voice_list import VoiceItem
from echoflow.ui.voices.voice_source import Sample
from echoflow.ui.voices.voices_window import VoicesWindow
from echoflow.ui.window import AppWindow

_ANSWERS = {
    "en": {"deepgram": "valid, $182.40 left", "elevenlabs": "valid, 12,400 characters left"},
    "zh": {"deepgram": "有效，余额 $182.40", "elevenlabs": "有效，还剩 12,400 个字符"},
}
_VOICES = {
    "en": [("elevenlabs", "1", "My voice", "", ""), ("elevenlabs", "3", "Adam", "", "American, deep, middle aged")],
    "zh": [("elevenlabs", "1", "我的声音", "", ""), ("elevenlabs", "3", "晓晓", "zh", "普通话，温柔")],
}
_ALL_VOICES = [
    ("elevenlabs", "2", "Rachel", "", "American, calm, young"),
    ("local", "4", "Hannah", "en", ""),
    ("local", "5", "Brian", "en", ""),
]
_VERDICT = {"en": "The recording is good.", "zh": "录音质量良好。"}
_KEPT_FRAMES = 20
"""Enough for the bar to have reached the level it is told."""


def keys() -> KeysWindow:
    """In use: a key in the keyring, one for this session, and a server that is being asked."""
    window = KeysWindow()
    explanation = explain(Key(KeyState.NO_KEYRING, "secret", "session"), Service.ELEVENLABS)
    places = {"deepgram": KeyPlace.KEYRING, "elevenlabs": KeyPlace.SESSION, "openai": KeyPlace.MISSING}
    for service, place in places.items():
        window.set_key(service, place, explanation if place is KeyPlace.SESSION else "")
        window.cards[service].set_answer(_ANSWERS[user_language()].get(service, ""), good=True)
    window.set_engine("recognition", "deepgram")
    window.set_engine("speech", "elevenlabs")
    window.set_own_service("http://127.0.0.1:8080/v1", "")
    window.cards["openai"].set_checking(True)
    return window


def keys_empty() -> KeysWindow:
    """Of who has none."""
    window = KeysWindow()
    for service in window.cards:
        window.set_key(service, KeyPlace.MISSING)
    return window


def voices() -> VoicesWindow:
    """One of the user's own, one in use, and one that is played."""
    first, third = _VOICES[user_language()]
    second, *others = _ALL_VOICES
    items = [VoiceItem(*words) for words in (first, second, third, *others)]
    items[0] = replace(items[0], own=True)
    window = VoicesWindow()
    window.set_voices(items, items[1].key)
    window.set_playing(items[2].key)
    return window


def voices_own() -> VoicesWindow:
    """With the voice selected that can be deleted."""
    window = voices()
    window.select(window.shown[0].key)
    return window


def clone_offer() -> CloneDialog:
    """As it opens."""
    return CloneDialog()


def clone_recording() -> CloneDialog:
    """While it records."""
    dialog = CloneDialog()
    dialog.show_recording()
    for _ in range(_KEPT_FRAMES):
        dialog.source.set_recorded(23.0, -14.0, "")
        time.sleep(0.01)
    return dialog


def clone() -> CloneDialog:
    """With a recording and consent."""
    dialog = CloneDialog()
    dialog.show_sample(Sample("voice.wav", 75.0, _VERDICT[user_language()], is_usable=True))
    dialog.consent.setChecked(True)
    return dialog


def clone_upload() -> CloneDialog:
    """While the recording is sent."""
    dialog = clone()
    dialog.show_upload(0.4)
    return dialog


def clone_failed() -> CloneDialog:
    """After the service refused."""
    dialog = clone()
    dialog.show_upload_ended(
        tr("{service} does not accept the key; enter another one under Keys in the menu.", service="ElevenLabs")
    )
    return dialog


WINDOWS: Mapping[str, Callable[[], AppWindow]] = {
    "keys": keys,
    "keys-empty": keys_empty,
    "voices": voices,
    "voices-own": voices_own,
    "clone-offer": clone_offer,
    "clone-recording": clone_recording,
    "clone": clone,
    "clone-upload": clone_upload,
    "clone-failed": clone_failed,
}
"""By the name of the picture."""
