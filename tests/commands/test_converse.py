"""`echoflow converse` as a program, with the real engines on real speech."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from echoflow.audio.frames import CAPTURE_RATE, PLAYBACK_RATE, Samples
from support.program import Event, assert_clean, child_with, command, environment, named, read_events, run, wait_for
from support.speech import librivox_sentences, read_wav, say, silence, understood, word_error_rate, write_wav


def loud(samples: Samples, rate: int, window: float = 0.01) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each 10 ms whether there is sound."""
    step = round(rate * window)
    whole = samples[: len(samples) // step * step].reshape(-1, step).astype(np.float64)
    return np.asarray(np.sqrt((whole**2).mean(axis=1)) > 60)


def converse(folder: Path, *, most: int) -> subprocess.CompletedProcess[str]:
    """With `in.wav` in `folder`, in real time; answers of `most` tokens, so that nobody listens to a long one."""
    files = ("in.wav", "--output", "out.wav", "--events", "events.jsonl")
    return run("converse", *files, "--max-tokens", str(most), home=folder)


def test_human_speech_is_answered_in_a_voice_that_says_what_the_events_say(tmp_path: Path) -> None:
    sentence = librivox_sentences()[2]
    recording = np.concatenate([silence(0.5), sentence.samples(), silence(0.5)])
    write_wav(tmp_path / "in.wav", recording)

    done = converse(tmp_path, most=24)

    assert done.returncode == 0, done.stderr
    events = read_events(tmp_path / "events.jsonl")
    assert [event["event"] for event in events if event["event"] != "transcript"] == [
        "speech_started",
        "speech_stopped",
        "turn_committed",
        "generation_started",
        "first_token",
        "first_audio",
        "playback_started",
        "reply_finished",
    ]
    [taken], [finished] = named(events, "turn_committed"), named(events, "reply_finished")
    assert word_error_rate(sentence.text, taken["text"]) <= 0.1
    with soundfile.SoundFile(tmp_path / "out.wav") as out:
        assert (out.samplerate, out.channels, out.subtype) == (PLAYBACK_RATE, 1, "PCM_16")
        assert out.frames / out.samplerate > len(recording) / CAPTURE_RATE

    reply = read_wav(tmp_path / "out.wav", PLAYBACK_RATE)
    first_sound = np.flatnonzero(loud(reply, PLAYBACK_RATE))[0] * 0.01
    [started] = named(events, "playback_started")
    assert first_sound == pytest.approx(started["at"], abs=0.08), "aligned with the recording"
    assert word_error_rate(finished["heard"], understood(read_wav(tmp_path / "out.wav"))) < 0.15


def test_the_second_question_is_answered_with_the_first_in_mind(tmp_path: Path) -> None:
    questions = [silence(0.4), say("What is the capital of France?"), silence(8.0), say("And what is it famous for?")]
    write_wav(tmp_path / "in.wav", np.concatenate([*questions, silence(0.5)]))

    done = converse(tmp_path, most=30)

    assert done.returncode == 0, done.stderr
    events = read_events(tmp_path / "events.jsonl")
    assert [event["text"] for event in named(events, "turn_committed")] == [
        "What is the capital of France?",
        "And what is it famous for?",
    ]
    first, second = named(events, "reply_finished")
    assert "Paris" in first["heard"]
    assert "Paris" in second["heard"], "only the first turn can have told it"
    assert "You:  What is the capital of France?" in done.stdout


def test_speech_over_the_answer_silences_it(tmp_path: Path) -> None:
    before = np.concatenate([silence(0.4), say("Tell me a long story about a river."), silence(6.0)])
    interruption = say("Stop please. How many days are in a week?")
    write_wav(tmp_path / "in.wav", np.concatenate([before, interruption, silence(0.5)]))
    onset = (len(before) + np.flatnonzero(loud(interruption, CAPTURE_RATE))[0] * 160) / CAPTURE_RATE

    done = converse(tmp_path, most=60)

    assert done.returncode == 0, done.stderr
    events = read_events(tmp_path / "events.jsonl")
    [interrupted] = named(events, "interrupted")
    # The pause after "please" may end a turn of its own, which is obeyed and not answered.
    _, answered = named(events, "playback_started")
    reply = read_wav(tmp_path / "out.wav", PLAYBACK_RATE)
    sounding = np.flatnonzero(loud(reply, PLAYBACK_RATE)) * 0.01
    assert (sounding[sounding < onset] > onset - 1.5).any(), "it was speaking when the user began"
    # How soon is for the benchmark to say; a busy machine takes longer.
    between = sounding[(sounding > onset + 1.0) & (sounding < answered["at"] - 0.02)]
    assert len(between) == 0, "silent within a second of the onset, until the next answer"

    played = reply[: round((answered["at"] - 0.02) * PLAYBACK_RATE)]
    heard = interrupted["heard"].split()
    assert heard, "some of it had been heard"
    assert word_error_rate(interrupted["heard"], understood(resampled(played))) < 0.35


def resampled(samples: Samples) -> Samples:
    """From the playback's rate to the recognizer's."""
    import soxr

    return np.asarray(soxr.resample(samples, PLAYBACK_RATE, CAPTURE_RATE), np.int16)


def test_a_model_killed_in_mid_answer_is_apologised_for_and_answers_the_next_question(tmp_path: Path) -> None:
    questions = [say("Tell me a very long story about a river."), silence(14.0), say("What is the capital of France?")]
    write_wav(tmp_path / "in.wav", np.concatenate([silence(0.4), *questions, silence(0.5)]))
    events_file = tmp_path / "events.jsonl"

    def happened(name: str) -> list[Event]:
        return named(read_events(events_file), name) if events_file.exists() else []

    with subprocess.Popen(
        command("converse", "in.wav", "--output", "out.wav", "--events", "events.jsonl", "--max-tokens", "60"),
        env=environment(tmp_path),
        cwd=tmp_path,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        wait_for(lambda: bool(happened("first_token")), program)
        model = child_with("echoflow.language.llama_worker", program.pid)
        assert model is not None
        os.kill(model, signal.SIGKILL)
        output, errors = program.communicate(timeout=120)

    assert program.returncode == 0, errors
    assert_clean(tmp_path, errors)
    [failed] = happened("engine_failed")
    assert (failed["stage"], failed["engine"], failed["turn"]) == ("llm", "local", 1)
    finished = happened("reply_finished")
    assert "Paris" in finished[-1]["heard"]
    assert "train of thought" not in "".join(event["heard"] for event in finished), "no part of the answer"
    first_reply = read_wav(tmp_path / "out.wav")[: round(happened("turn_committed")[1]["at"] * CAPTURE_RATE)]
    assert "train of thought" in understood(first_reply), "but said aloud"
    assert "Paris" in output
