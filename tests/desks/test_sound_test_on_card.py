"""The sound test on a virtual sound card, with the recognizer of this computer: silence, a sentence, and the chime."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from support.virtual_sound_card import virtual_sound_card

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PulseAudio is Linux's")

SPEECH = Path("/usr/share/pocketsphinx/test/data/librivox/sense_and_sensibility_01_austen_64kb-0880.wav")

PROGRAM = """
import asyncio, json, sys
from PySide6.QtWidgets import QApplication, QVBoxLayout
from echoflow.audio import player
from echoflow.audio.endpoints.devices import list_devices
from echoflow.audio.recorder import Recorder
from echoflow.desks.sound_test_desk import SoundTestDesk
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.sound_test.speaker_panel import SpeakerPanel
from echoflow.ui.window import AppWindow
from support.qt_loop import run_in_qt, until

async def main():
    recognizer = WhisperRecognizer()
    await recognizer.load()

    async def recognize(samples, rate):
        utterance = recognizer.begin(lambda _: None)
        utterance.feed(samples)
        try:
            return (await utterance.transcribe()).text
        finally:
            utterance.close()

    async def play(samples, rate, speaker):
        await player.play(samples, rate, speaker or None)

    result = {"sound": []}
    desk = SoundTestDesk(lambda name: Recorder(name or None), play, recognize)
    desk.sound_wanted.connect(result["sound"].append)
    window = AppWindow("Sound")
    column = QVBoxLayout(window)
    panel, speaker = MicrophonePanel(), SpeakerPanel()
    column.addWidget(panel)
    column.addWidget(speaker)
    desk.set_devices(*list_devices(), "vmic", "vspk")
    desk.serve(panel, speaker)
    window.open()
    await until(lambda: panel.advice.text().startswith("Nothing arrives"), "digital silence")
    panel.test.click()
    print("ready", flush=True)
    await until(lambda: panel.advice.text() == "The level is good.", "the level")
    await until(panel.heard.isVisible, "the words")
    result |= {"heard": panel.heard.text(), "note": panel.note.text()}
    await until(lambda: panel.play.text() == "Play", "the end of what was said")
    speaker.play.click()
    await until(lambda: speaker.note.text() == "Did you hear it?", "the end of the chime")
    window.close()
    await desk.close()
    await recognizer.close()
    window.deleteLater()
    return result

print(json.dumps(run_in_qt(QApplication([]), main())))
"""


def test_what_is_said_is_measured_understood_and_heard(tmp_path: Path) -> None:
    with virtual_sound_card() as card, card.record_speaker(tmp_path / "heard.wav"):
        program = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", PROGRAM],
            env={**os.environ, **card.environment, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        with program:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
            card.play_into_microphone(SPEECH)
            output = program.stdout.read()
    assert program.returncode == 0
    result: dict[str, Any] = json.loads(output)

    assert result["sound"] == [True, False]
    assert "man" in result["heard"].lower()
    assert result["note"] == "This was understood."
    heard, rate = soundfile.read(tmp_path / "heard.wav", dtype="int16")
    loud = np.count_nonzero(np.abs(heard) > 500) / rate
    assert loud > 1.0, "what was said, and the chime"
