"""The devices of the sound server: by the names people know, and each of them can be opened."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from echoflow.audio.endpoints.sound_server import ServerDevice, read_devices, routed
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PulseAudio is Linux's")

PATIENCE = 30


@pytest.fixture(scope="module")
def card() -> Iterator[VirtualSoundCard]:
    with virtual_sound_card() as made:
        yield made


def _source(name: str, description: str, **more: object) -> dict[str, object]:
    return {"name": name, "description": description, "properties": {}, **more}


def test_two_headsets_of_a_kind_can_be_told_apart() -> None:
    sinks = [_source("bluez.1", "Headset"), _source("bluez.2", "Headset"), _source("hdmi", "Screen")]
    found = read_devices({"default_sink_name": "bluez.2"}, [], sinks)
    assert found is not None
    assert found.output == (
        ServerDevice("bluez.1", "Headset", is_default=False),
        ServerDevice("bluez.2", "Headset (2)", is_default=True),
        ServerDevice("hdmi", "Screen", is_default=False),
    )


def test_what_a_loudspeaker_plays_is_no_microphone() -> None:
    sources = [
        _source("a.monitor", "Monitor of Speaker", monitor_source="a"),
        _source("b.monitor", "Monitor", properties={"device.class": "monitor"}),
        _source("mic", "Microphone", monitor_source=""),
    ]
    found = read_devices({}, sources, [])
    assert found is not None
    assert [each.name for each in found.input] == ["Microphone"]


@pytest.mark.parametrize("answer", [None, [], {"sources": 1}, [{"description": "no name"}], ["text"]])
def test_answers_of_another_kind_are_none(answer: object) -> None:
    assert read_devices({}, answer, answer) is None or not answer


def test_the_environment_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SINK", "mine")
    monkeypatch.delenv("PIPEWIRE_NODE", raising=False)
    with routed("theirs", "output"):
        assert os.environ["PULSE_SINK"] == os.environ["PIPEWIRE_NODE"] == "theirs"
    assert os.environ["PULSE_SINK"] == "mine"
    assert "PIPEWIRE_NODE" not in os.environ


PLAY = """
import subprocess, sys, threading
from echoflow.audio.endpoints.devices import load_sounddevice
from echoflow.audio.endpoints.streams import choose_format, end_stream, open_stream
card = load_sounddevice()
device = choose_format(card, "Feed", "output", 24000)
begun = threading.Event()
stream = open_stream(card, device, lambda *_: begun.set(), lambda: None, latency=0.1)
stream.start()
assert begun.wait(10)
print(subprocess.run(["pactl", "list", "short", "sink-inputs"], capture_output=True, text=True).stdout.split()[1])
print(subprocess.run(["pactl", "list", "short", "sinks"], capture_output=True, text=True).stdout)
end_stream(card, stream)
"""


@on_linux
def test_a_stream_ends_at_the_device_that_was_chosen_though_it_is_not_the_default(card: VirtualSoundCard) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PLAY],
        env={**os.environ, **card.environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    played_to, *sinks = done.stdout.splitlines()
    assert f"{played_to}\tmicfeed" in "\n".join(sinks)
