"""Conversations over Deepgram and ElevenLabs as a user has them; their stand-ins are programs on loopback."""

from __future__ import annotations

import asyncio
import re
import subprocess
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from echoflow.audio.frames import PLAYBACK_RATE
from support.program import assert_clean, command, environment, named, read_events, run
from support.speech import audioeval_clips, say, silence, word_error_rate, write_wav
from support.stand_in_program import stand_in_program
from support.telephone import serving, talking

DEEPGRAM_KEY = "dg-5f1c0ffee0ddba11"
ELEVENLABS_KEY = "sk_5ca1ab1e0ddba11"

QUESTION = "What is the capital of France?"
CLOUDS = ("--engine-asr", "deepgram", "--engine-tts", "elevenlabs")
SHORT = ("--max-tokens", "16")
"""Nobody waits for a long answer."""


def cloud_environment(deepgram: str, elevenlabs: str) -> dict[str, str]:
    return {
        "DEEPGRAM_API_KEY": DEEPGRAM_KEY,
        "ELEVENLABS_API_KEY": ELEVENLABS_KEY,
        "ECHOFLOW_DEEPGRAM_URL": deepgram,
        "ECHOFLOW_ELEVENLABS_URL": elevenlabs,
    }


def ask(home: Path, question: str = QUESTION) -> None:
    write_wav(home / "in.wav", np.concatenate([silence(0.5), say(question), silence(0.5)]))


def arguments_of_all_processes() -> set[str]:
    """What any other user of the machine could read (Linux)."""
    found: set[str] = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        # Processes come and go.
        with suppress(OSError):
            found.update(file.read_bytes().decode(errors="replace").split("\0"))
    return found


@pytest.mark.parametrize(("model", "path"), [("nova-3", "/v1/listen"), ("flux", "/v2/listen")])
def test_a_question_is_heard_by_deepgram_and_answered_by_elevenlabs(tmp_path: Path, model: str, path: str) -> None:
    ask(tmp_path)
    with (
        stand_in_program("deepgram", "--latency-ms", "100", "--key", DEEPGRAM_KEY) as deepgram,
        stand_in_program("elevenlabs", "--latency-ms", "100", "--key", ELEVENLABS_KEY) as elevenlabs,
    ):
        done = run(
            *("converse", "in.wav", "--output", "out.wav", "--events", "events.jsonl", *CLOUDS, *SHORT),
            *("--deepgram-model", model),
            home=tmp_path,
            env=cloud_environment(deepgram.url, elevenlabs.url),
        )

    assert done.returncode == 0, done.stderr
    events = read_events(tmp_path / "events.jsonl")
    [taken], [finished] = named(events, "turn_committed"), named(events, "reply_finished")
    assert word_error_rate(QUESTION, taken["text"]) == 0
    assert finished["heard"]
    # On a busy machine the reserves at home may take longer to load than a start waits.
    assert not [event for event in named(events, "engine_failed") if event["engine"] != "local"]
    [heard], [spoken] = deepgram.used, elevenlabs.used
    assert heard["path"] == path
    assert 0 < heard["audio_seconds"] < 5
    assert spoken["characters"] >= len(finished["heard"])


def test_over_the_line_the_clouds_hear_and_answer(tmp_path: Path) -> None:
    with (
        stand_in_program("deepgram", "--latency-ms", "100", "--key", DEEPGRAM_KEY) as deepgram,
        stand_in_program("elevenlabs", "--latency-ms", "100", "--key", ELEVENLABS_KEY) as elevenlabs,
    ):
        env = cloud_environment(deepgram.url, elevenlabs.url)

        async def conversation(address: str) -> None:
            async with talking(address) as client:
                answer = await client.ask(QUESTION)
                [(who, asked), *_] = client.finals
                assert (who, word_error_rate(QUESTION, asked)) == ("user", 0)
                sound = np.frombuffer(client.heard, "<i2")
                assert np.abs(sound).max() > 1000
                assert len(sound) / PLAYBACK_RATE > 0.03 * len(answer), "as long as the words take"

        with serving(tmp_path, *CLOUDS, *SHORT, env=env) as address:
            asyncio.run(conversation(address))

    assert sum(use["audio_seconds"] for use in deepgram.used) > 0.5
    assert sum(use["characters"] for use in elevenlabs.used) > 0


def test_chinese_is_asked_for_and_shown_in_chinese(tmp_path: Path) -> None:
    clip = audioeval_clips("zh")[1]
    write_wav(tmp_path / "in.wav", np.concatenate([silence(0.5), clip.samples(), silence(0.5)]))
    with (
        stand_in_program("deepgram", "--language", "zh") as deepgram,
        stand_in_program("elevenlabs") as elevenlabs,
    ):
        done = run(
            *("converse", "in.wav", "--output", "out.wav", "--events", "events.jsonl", *CLOUDS, *SHORT),
            *("--language", "zh"),
            home=tmp_path,
            env=cloud_environment(deepgram.url, elevenlabs.url),
        )

    assert done.returncode == 0, done.stderr
    [heard] = deepgram.used
    assert (heard["path"], heard["model"], heard["language"]) == ("/v1/listen", "nova-3", "zh")
    shown = " ".join(re.findall(r"^You: +(.+)$", done.stdout, re.MULTILINE))
    said = set(re.findall(r"[\u4e00-\u9fff]", clip.text))
    understood = set(re.findall(r"[\u4e00-\u9fff]", shown))
    assert len(said & understood) / len(said) >= 0.6, shown


def test_without_a_key_the_local_engines_serve_and_the_user_is_told(tmp_path: Path) -> None:
    ask(tmp_path)

    done = run("converse", "in.wav", "--output", "out.wav", "--events", "events.jsonl", *CLOUDS, *SHORT, home=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "the key for Deepgram" in done.stderr
    assert "the key for ElevenLabs" in done.stderr
    events = read_events(tmp_path / "events.jsonl")
    switches = {(event["stage"], event["from"], event["to"]) for event in named(events, "engine_switched")}
    assert switches == {("asr", "deepgram", "local"), ("tts", "elevenlabs", "local")}
    assert named(events, "reply_finished")


def test_at_the_budget_the_local_engines_serve_and_nothing_is_sent(tmp_path: Path) -> None:
    ask(tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("monthly_budget = 0.0001\n", encoding="utf-8")
    with stand_in_program("deepgram") as deepgram, stand_in_program("elevenlabs") as elevenlabs:
        env = cloud_environment(deepgram.url, elevenlabs.url)
        first = run("converse", "in.wav", "--output", "out.wav", *CLOUDS, *SHORT, home=tmp_path, env=env)
        spent = run("costs", home=tmp_path)
        again = run("converse", "in.wav", "--output", "out.wav", *CLOUDS, *SHORT, home=tmp_path, env=env)

    assert first.returncode == again.returncode == 0
    assert "Deepgram" in spent.stdout
    assert "budget" in again.stderr
    assert sum(use["characters"] for use in elevenlabs.used[1:]) == 0
    assert sum(use["audio_seconds"] for use in deepgram.used[1:]) < 0.5


def test_no_key_is_left_anywhere(tmp_path: Path) -> None:
    """Not in what is printed at debug level, nor in any file, nor in the arguments of any process."""
    ask(tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('deepgram_model = "nova-3"\n', encoding="utf-8")
    arguments: set[str] = set()
    with (
        stand_in_program("deepgram", "--fault", "drop", "--fault-when", "middle") as deepgram,
        stand_in_program("elevenlabs", "--fault", "close-1011", "--fault-times", "1") as elevenlabs,
        (tmp_path / "stderr.txt").open("w") as stderr,
        subprocess.Popen(
            command("converse", "in.wav", "--output", "out.wav", "--log-level", "debug", *CLOUDS, *SHORT),
            env=environment(tmp_path, **cloud_environment(deepgram.url, elevenlabs.url)),
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            cwd=tmp_path,
        ) as program,
    ):
        while program.poll() is None:
            arguments |= arguments_of_all_processes()
            with suppress(subprocess.TimeoutExpired):
                program.wait(0.05)
        said = program.communicate()[0]

    assert program.returncode == 0
    assert_clean(tmp_path, (tmp_path / "stderr.txt").read_text(encoding="utf-8"))
    assert any("llama_worker" in argument for argument in arguments)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite" for path in written)
    for key in (DEEPGRAM_KEY, ELEVENLABS_KEY):
        assert key not in said
        assert not any(key in argument for argument in arguments)
        assert [path for path in written if key.encode() in path.read_bytes()] == []
