#!/usr/bin/env python3
"""Our own voice taken out of the microphone: EchoFlow's filter and the canceller of WebRTC on the same sound.

    .venv/bin/python benchmarks/echo_cancellation.py [--seed N]

Rooms are made in the computer (tests/support/room.py), with an echo of -6 dB after 40 to 450 ms. Somebody as loud as
the echo talks over our voice, which has been heard for 7 s by then. Measured: when voice activity notices them, counted
from their onset; how many words of five sentences read by a person the local recognizer gets wrong; and how often our
voice alone passes for speech, from the first reply on.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import soxr
import tests_on_path  # noqa: F401
from numpy.typing import NDArray
from pywebrtc_audio import AudioProcessor

from echoflow.audio.echo_cancellation import EchoFilter, OwnEcho
from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, FRAME_SECONDS, PLAYBACK_RATE, Frame, Samples
from echoflow.audio.voice_activity import SileroModel, SpeechStarted, VoiceActivityDetector
from support.clips import interruptions
from support.room import Room, at_level, level_db, to_samples
from support.speech import librivox_sentences, say, silence, understood, word_error_rate

DELAYS = (0.04, 0.15, 0.3, 0.45)
HEARD_BEFORE = 7.0
"""Seconds of our voice before somebody talks over it."""

TALKERS = 12
FIRST_REPLIES = 12

OURS = (
    "The capital of Australia is Canberra, although many people think it is Sydney.",
    "There are eight planets in our solar system, and Jupiter is the largest.",
    "A good cup of coffee needs fresh beans and water just below boiling.",
    "You have three meetings today, and the first one starts at nine thirty.",
)


@dataclass(frozen=True)
class Cleaned:
    """The microphone without our voice, and for each frame whether it held nothing but what was left of it."""

    sound: Samples
    own_echo: list[bool]


Canceller = Callable[[Samples, Samples], Cleaned]


def echoflow(near: Samples, far: Samples) -> Cleaned:
    """The filter of the audio front, with its guard."""
    echo, guard = EchoFilter(), OwnEcho()
    sound, own_echo = [], []
    for mine, theirs in zip(frames(near), frames(far), strict=True):
        residue = echo.receive(mine.astype(np.float32), theirs.astype(np.float32))
        sound.append(residue.sound)
        own_echo.append(guard.receive(residue.energy, residue.echo))
    return Cleaned(np.clip(np.rint(np.concatenate(sound)), -32768, 32767).astype(np.int16), own_echo)


def webrtc(near: Samples, far: Samples) -> Cleaned:
    """Echo cancellation on, noise suppression and gain control off."""
    processor = AudioProcessor(CAPTURE_RATE, 1, echo_cancellation=True)
    sound = [processor.process(mine, theirs) for mine, theirs in zip(frames(near), frames(far), strict=True)]
    return Cleaned(np.concatenate(sound).astype(np.int16), [False] * len(sound))


def nothing(near: Samples, far: Samples) -> Cleaned:
    """The microphone as it is."""
    return Cleaned(near, [False] * (len(far) // FRAME_SAMPLES))


def frames(samples: Samples) -> Iterable[Samples]:
    """10 ms each."""
    return samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)


def onsets(cleaned: Cleaned) -> list[float]:
    """When voice activity notices speech, in seconds."""
    detector = VoiceActivityDetector(SileroModel())
    found = []
    for k, (frame, own_echo) in enumerate(zip(frames(cleaned.sound), cleaned.own_echo, strict=True)):
        now = (k + 1) * FRAME_SECONDS
        events = detector.receive(Frame(frame, now), own_echo=own_echo)
        found += [now for event in events if isinstance(event, SpeechStarted)]
    return found


def voice(first: int, count: int, seed: int) -> Samples:
    """`count` replies of ours with pauses between them, at the loudspeaker's rate."""
    parts = [silence(0.3, PLAYBACK_RATE)]
    for k in range(first, first + count):
        parts += [say(OURS[k % len(OURS)], PLAYBACK_RATE, seed=seed + k), silence(0.3, PLAYBACK_RATE)]
    return np.concatenate(parts)


def at_microphone_rate(played: Samples, count: int) -> Samples:
    """The far end, as the audio front has it."""
    far = soxr.resample(played / 32768.0, PLAYBACK_RATE, CAPTURE_RATE)[:count]
    return to_samples(np.pad(far, (0, count - len(far))))


def talked_over(sound: Samples, index: int, seed: int, *, echo: bool) -> tuple[Samples, Samples, int]:
    """Microphone and far end while somebody says `sound` over us, as loud as our echo, and the sample it begins at."""
    room = Room(delay=DELAYS[index % len(DELAYS)], seed=seed + index)
    played = voice(4 * index, 5, seed)
    onset = round(HEARD_BEFORE * CAPTURE_RATE) + 37 * index
    count = -(-(onset + len(sound) + CAPTURE_RATE // 2) // FRAME_SAMPLES) * FRAME_SAMPLES
    loudness = level_db(room.microphone(np.zeros(count, np.int16), played, PLAYBACK_RATE)[CAPTURE_RATE // 2 :])
    near = np.zeros(count, np.int16)
    near[onset : onset + len(sound)] = at_level(sound, loudness)
    quiet: NDArray[np.int16] = np.zeros(len(played), np.int16)
    microphone = room.microphone(near, played if echo else quiet, PLAYBACK_RATE)
    return microphone, at_microphone_rate(played, count), onset


def measure(canceller: Canceller, seed: int, *, echo: bool = True) -> tuple[str, str, str]:
    """Noticed after, words wrong, and our voice taken for speech, as cells of the table."""
    late = []
    for index, clip in enumerate(interruptions()[:TALKERS]):
        near, far, onset = talked_over(clip.samples(), index, seed, echo=echo)
        after = [at - onset / CAPTURE_RATE for at in onsets(canceller(near, far)) if at * CAPTURE_RATE > onset]
        late.append(min(after, default=9.0))
    wrong = []
    for index, sentence in enumerate(librivox_sentences()):
        near, far, onset = talked_over(sentence.samples(), index, seed, echo=echo)
        wrong.append(word_error_rate(sentence.text, understood(canceller(near, far).sound[onset:])))
    alone = 0
    for index in range(FIRST_REPLIES):
        played = voice(index, 1, seed + 100)
        count = len(played) * CAPTURE_RATE // PLAYBACK_RATE // FRAME_SAMPLES * FRAME_SAMPLES
        room = Room(delay=DELAYS[index % len(DELAYS)], echo_db=-6.0 if echo else None, seed=seed + 50 + index)
        near = room.microphone(np.zeros(count, np.int16), played, PLAYBACK_RATE)
        alone += bool(onsets(canceller(near, at_microphone_rate(played, count))))
    p50, p95 = np.percentile(late, [50, 95])
    return f"{1000 * p50:.0f} / {1000 * p95:.0f} ms", f"{100 * np.mean(wrong):.0f} %", f"{alone} of {FIRST_REPLIES}"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    seed = parser.parse_args().seed
    print(f"{'':28}{'noticed p50 / p95':22}{'words wrong':14}our voice alone is speech")
    rows: list[tuple[str, Canceller, bool]] = [
        ("EchoFlow", echoflow, True),
        ("WebRTC (pywebrtc-audio)", webrtc, True),
        ("no cancellation", nothing, True),
        ("no echo at all", nothing, False),
    ]
    for name, canceller, echo in rows:
        noticed, wrong, alone = measure(canceller, seed, echo=echo)
        print(f"{name:28}{noticed:22}{wrong:14}{alone}", flush=True)


if __name__ == "__main__":
    main()
