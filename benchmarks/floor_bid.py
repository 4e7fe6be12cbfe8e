#!/usr/bin/env python3
"""Measures the model of `echoflow.audio.floor_bid` as the audio front uses it, on voices it was not trained on.

    .venv/bin/python benchmarks/floor_bid.py [WORK]

With WORK, the folder of `scripts/train_floor_bid.py`, its held-out voices of espeak-ng and Kokoro are measured as well.
Each sound is put into a quiet room, Silero finds its onset, and the model is asked every 32 ms from then on. Times are
counted from the true onset: the first 10 ms within 26 dB of the loudest.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tests_on_path  # noqa: F401

from echoflow.audio.floor_bid import LIKELY_BID, FloorBidModel
from echoflow.audio.frames import Samples
from support.floor_bid import Hearing, hear
from support.speech import audioeval_clips, librivox_sentences, read_wav, say

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, LIKELY_BID, 0.95, 0.97, 0.98, 0.99)
MOMENTS = (0.25, 0.28, 0.32, 0.35, 0.45)

SPARED_BY_DURATION = 0.48
"""Seconds. Speech that lasts longer is paused for whatever it sounds like."""

BIDS = """
What about the price of it?|Where did he live?|How tall is the tower?|Stop.|Wait.|Wait a moment.|Hold on, please.|
No, the other one.|I wanted to ask something else.|Can you say that again?|Who painted this?|When was it built?|
Why is the sky blue?|Tell me about cats.|Could you be shorter?|Stop, that's enough.|Actually, forget it.|
That is not right.|But how does it work?|Do they speak French there?|Is it far from here?|Are there any trains today?|
Play something else.|Turn on the light.|Let me think.|My sister lives there.|I don't understand.|
You already told me.|Please speak slower.|Never mind.|Sorry, what was that?|Excuse me, one question.|
Go to the next part.|Skip this part.|Change the language.|How many people live there?|What's the weather like?|
Set an alarm for seven.|Next question.|Which year was that?|Would you recommend it?|Did you find it?|
Give me an example.|And in winter?|So what happens then?|Then who did it?|Because I need it now.|There is a mistake.|
We should talk about money.|They never came back.|Listen to me.|Be quiet.|Open the window.|It was on Monday.|
Maybe tomorrow.|Should I bring something?|Quick question.|Hey, stop that.|Shut up.|Remind me later."""

BACKCHANNELS = """
Okay.|Yeah.|Mm-hmm.|Uh-huh.|Right.|I see.|Sure.|Yes.|Oh.|Ah.|Mm.|Hmm.|Got it.|Alright.|Okay okay.|Yeah yeah.|Great.|
Wow.|Oh okay.|Oh really.|Good.|Nice.|Yep.|Huh.|Cool.|Oh I see."""

_FIRST_WORD = 0.9
"""Seconds of the recordings taken."""


@dataclass(frozen=True)
class Group:
    """Sounds of one kind."""

    name: str
    bids: bool
    sounds: Sequence[Samples]


def main() -> None:
    """Prints one line for each group, and what the totals come to at each threshold."""
    model = FloorBidModel()
    print(
        f"at {LIKELY_BID}: bids passed (%) by {', '.join(f'{1000 * moment:.0f}' for moment in MOMENTS)} ms; others ever"
    )
    heard: dict[bool, list[Hearing]] = {True: [], False: []}
    for group in groups():
        hearings = [hear(model, sound, seed=index) for index, sound in enumerate(group.sounds)]
        heard[group.bids] += hearings
        print(f"{group.name:28}{len(hearings):4}  {cells(hearings, LIKELY_BID, group.bids)}", flush=True)
    short = [hearing for hearing in heard[False] if hearing.lasted < SPARED_BY_DURATION]
    print(f"\nthreshold, {len(heard[True])} bids, {len(heard[False])} others, {len(short)} of them under 0.48 s")
    for threshold in THRESHOLDS:
        shares = (
            cells(heard[True], threshold, True),
            cells(heard[False], threshold, False),
            cells(short, threshold, False),
        )
        print(f"{threshold:9}  " + "   ".join(shares))


def cells(hearings: Sequence[Hearing], threshold: float, bids: bool) -> str:
    """Shares (%) that passed `threshold`: bids by each of `MOMENTS`, others at any time before they were over."""
    passed = [hearing.passed(threshold) for hearing in hearings]
    shares = (
        np.mean([at is not None and at <= moment + 1e-6 for at in passed])
        for moment in (MOMENTS if bids else (np.inf,))
    )
    return " ".join(f"{100 * share:4.0f}" for share in shares)


def groups() -> Iterable[Group]:
    """Everything measured."""
    yield Group("hibari, bids", True, [say(text) for text in listed(BIDS)])
    yield Group(
        "hibari, backchannels", False, [say(text, seed=seed) for text in listed(BACKCHANNELS) for seed in (7, 8)]
    )
    yield Group("LibriVox", True, [beginning(recording.samples()) for recording in librivox_sentences()])
    for language in ("en", "zh"):
        yield Group(f"audioeval, {language}", True, [beginning(clip.samples()) for clip in audioeval_clips(language)])
    if len(sys.argv) > 1:
        clips = Path(sys.argv[1]) / "clips"
        for voice in ("espeak-held-out", "kokoro-held-out"):
            for label in ("bid", "other"):
                for language in ("en", "zh"):
                    paths = sorted((clips / voice / label).glob(f"*_{language}.wav"))[:60]
                    yield Group(f"{voice}, {label}, {language}", label == "bid", [read_wav(path) for path in paths])


def listed(phrases: str) -> list[str]:
    """The phrases between the bars."""
    return phrases.replace("\n", "").split("|")


def beginning(sound: Samples) -> Samples:
    """The first words of a recording."""
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > 0.03 * np.abs(sound.astype(np.int32)).max())
    return sound[loud[0] : loud[0] + round(_FIRST_WORD * 16_000)]


if __name__ == "__main__":
    main()
