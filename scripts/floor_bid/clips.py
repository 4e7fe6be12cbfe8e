"""Clips for the training, made once and kept in a folder: `<folder>/<source>/<bid|other>/<number>.wav`, 16 kHz."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import soundfile
from floor_bid import phrases
from floor_bid.voices import (
    ESPEAK_HELD_OUT,
    ESPEAK_LANGUAGES,
    ESPEAK_VARIANTS,
    KOKORO_HELD_OUT,
    RATE,
    Kokoro,
    Piper,
    Sound,
    espeak,
)

LONGEST = round(1.5 * RATE)
"""A bid is cut here: the model hears half a second of it. Nothing else is cut."""

Speaker = Callable[[str, str, random.Random], Sound]
"""Says a text in a language (en, zh) in a voice of its choice."""


def _endless(make: Callable[[str, random.Random], list[str]], language: str, dice: random.Random) -> Iterator[str]:
    while True:
        yield from make(language, dice)


def speak_clips(folder: Path, count: int, speaker: Speaker, *, languages: dict[str, float], seed: int) -> None:
    """Fills `folder` up to `count` clips, backchannels and bids in equal parts; goes on where an earlier run ended."""
    dice = random.Random(seed)
    bids = {language: _endless(phrases.bids, language, dice) for language in languages}
    others = {language: _endless(phrases.backchannels, language, dice) for language in languages}
    for label in ("bid", "other"):
        (folder / label).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        label = "bid" if number % 2 else "other"
        language = dice.choices(list(languages), list(languages.values()))[0]
        text = next((bids if label == "bid" else others)[language])
        clip_dice = random.Random(f"{seed} {number}")
        path = folder / label / f"{number:05d}_{language}.wav"
        if path.exists():
            continue
        sound = speaker(text, language, clip_dice)
        if label == "bid":
            sound = sound[:LONGEST]
        if len(sound) > RATE // 12:
            soundfile.write(path, sound, RATE, subtype="PCM_16")


def espeak_speaker(variants: tuple[str, ...]) -> Speaker:
    """Any of espeak-ng's accents in any of `variants`."""

    def say(text: str, language: str, dice: random.Random) -> Sound:
        voice = f"{dice.choice(ESPEAK_LANGUAGES[language])}+{dice.choice(variants)}"
        return espeak(text, voice, speed=dice.randint(120, 230), pitch=dice.randint(20, 80))

    return say


def kokoro_speaker(kokoro: Kokoro, held_out: bool) -> Speaker:
    """Voices mixed from those for training, or the ones held out as they are."""

    def say(text: str, language: str, dice: random.Random) -> Sound:
        if held_out:
            style = kokoro.style(
                dice.choice([name for name in KOKORO_HELD_OUT if (name[0] == "z") == (language == "zh")])
            )
        else:
            style = kokoro.mixed_style(language, dice)
        return kokoro.say(text, language, style, dice.uniform(0.85, 1.3))

    return say


def piper_speaker(piper: Piper) -> Speaker:
    """The one voice, at varied speeds."""
    return lambda text, _, dice: piper.say(text, dice.uniform(0.85, 1.25))


def make_clips(folder: Path, kokoro: Kokoro) -> None:
    """All spoken clips: 30 minutes of a core, nearly all of them Kokoro's."""
    both = {"en": 0.6, "zh": 0.4}
    speak_clips(folder / "espeak", 3600, espeak_speaker(tuple(ESPEAK_VARIANTS)), languages=both, seed=1)
    speak_clips(folder / "espeak-held-out", 300, espeak_speaker(ESPEAK_HELD_OUT), languages=both, seed=2)
    speak_clips(folder / "kokoro-held-out", 100, kokoro_speaker(kokoro, held_out=True), languages=both, seed=4)
    speak_clips(folder / "piper", 400, piper_speaker(Piper()), languages={"en": 1.0}, seed=5)
    speak_clips(folder / "kokoro", 840, kokoro_speaker(kokoro, held_out=False), languages=both, seed=3)
