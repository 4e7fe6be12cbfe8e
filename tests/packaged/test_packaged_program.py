"""The packaged program, run as its users run it. What it is to print is all that it prints."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from echoflow import __version__
from stand_ins.hub import HubStandIn
from support.hub_models import TINY, TINY_FILE, gguf, hub
from support.program import language_model_of, named, read_events, run
from support.running_app import HOTKEY, running_app, spoken
from support.speech import read_wav, say, silence, understood, write_wav
from support.virtual_screen import VirtualScreen
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card

QUESTION = "What is the capital of France?"
LOGGED = re.compile(
    r"INFO echoflow\b"
    # The sound system's own library speaks of a busy machine.
    r"|ALSA lib pcm\.c.* (underrun|overrun) occurred$"
)
PROGRESS = re.compile(r"(The voice|The language model|Recognition) is ready\.|The replies are in out\.wav\.$")


@pytest.fixture(scope="module")
def sound_card() -> Iterator[VirtualSoundCard]:
    with virtual_sound_card() as card:
        yield card


@pytest.fixture(scope="module")
def server() -> Iterator[HubStandIn]:
    with hub({TINY: {TINY_FILE: gguf()}}) as running:
        yield running


def test_it_says_its_version_and_nothing_else(tmp_path: Path) -> None:
    done = run("--version", home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"EchoFlow {__version__}\n", "")


def test_it_speaks_chinese(tmp_path: Path) -> None:
    done = run("--help", home=tmp_path, env={"ECHOFLOW_LANGUAGE": "zh", "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "桌面托盘" in done.stdout


def test_the_doctor_finds_everything_that_is_packaged(tmp_path: Path) -> None:
    done = run("doctor", "--json", home=tmp_path)
    assert done.stderr == ""
    assert done.returncode in {0, 1}, "1: what the machine lacks"
    found = {each["check"]: each for each in json.loads(done.stdout)["checks"]}
    inside = ("recognition", "end of turn", "language_model", "models", "model_fit", "voice", "folders", "settings")
    assert {name: found[name]["status"] for name in inside} == dict.fromkeys(inside, "ok")
    assert "–" not in found["versions"]["sentence"], "all are known"


def test_other_programs_do_not_load_its_libraries(tmp_path: Path) -> None:
    tools, told = tmp_path / "tools", tmp_path / "told"
    tools.mkdir()
    (tools / "nvidia-smi").write_text(f"#!/bin/sh\nenv >'{told}'\nexit 1\n")
    (tools / "nvidia-smi").chmod(0o755)
    run("doctor", "--json", home=tmp_path, env={"PATH": f"{tools}:{os.environ['PATH']}"})
    assert "LD_LIBRARY_PATH" not in told.read_text()


def test_llama_cpp_uses_what_this_processor_has(tmp_path: Path) -> None:
    done = run("llama-worker", "--describe", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    flags = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("flags")[2].partition("\n")[0].split()
    assert ("AVX2 = 1" in told["system"]) == ("avx2" in flags)


@pytest.mark.parametrize("processor", ["", "glibc.cpu.hwcaps=-AVX2"], ids=["this", "one that the linker takes for old"])
def test_a_recorded_question_is_answered_in_a_voice(processor: str, tmp_path: Path) -> None:
    write_wav(tmp_path / "in.wav", np.concatenate([silence(0.4), say(QUESTION), silence(0.5)]))

    done = run(
        *("converse", "in.wav", "--output", "out.wav", "--events", "events.jsonl"),
        home=tmp_path,
        env={"GLIBC_TUNABLES": processor},
    )

    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if not PROGRESS.match(line)] == []
    events = read_events(tmp_path / "events.jsonl")
    assert [event["text"] for event in named(events, "turn_committed")] == [QUESTION]
    [finished] = named(events, "reply_finished")
    assert "Paris" in finished["heard"]
    assert "Paris" in understood(read_wav(tmp_path / "out.wav"))


def test_a_model_is_fetched_by_a_process_of_the_program_itself(server: HubStandIn, tmp_path: Path) -> None:
    done = run("models", "pull", f"{TINY}/{TINY_FILE}", "--endpoint", server.url, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert Path(done.stdout.strip()).read_bytes() == gguf()


def test_the_tray_app_answers_and_leaves_nothing_behind(
    virtual_screen: VirtualScreen, sound_card: VirtualSoundCard, tmp_path: Path
) -> None:
    question = spoken(QUESTION, tmp_path)
    with running_app(virtual_screen, sound_card, tmp_path) as app:
        app.wait_for("ready")
        model = language_model_of(app.process.pid)
        assert model is not None
        with sound_card.record_speaker(tmp_path / "heard.wav"):
            before = len(app.lines)
            virtual_screen.key_down(HOTKEY)
            app.wait_for("state: listening", before)
            sound_card.play_into_microphone(question)
            virtual_screen.key_up(HOTKEY)
            app.wait_for("state: speaking", before)
            app.wait_for("state: idle", before)
            # The sound server plays a little behind the app.
            write_wav(tmp_path / "quiet.wav", silence(0.5))
            sound_card.play_into_microphone(tmp_path / "quiet.wav")
        assert "Paris" in understood(read_wav(tmp_path / "heard.wav"))
        second = app.echoflow("stop")
        assert (second.returncode, second.stderr) == (0, "")
        app.quit()
    assert app.process.returncode == 128 + signal.SIGTERM
    assert not Path(f"/proc/{model}").exists()
    assert [line for line in app.lines if not LOGGED.match(line)] == []
    assert not (tmp_path / "log" / "crash.txt").exists()
