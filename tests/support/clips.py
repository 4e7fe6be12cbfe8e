"""What people and rooms do to an assistant that is speaking, or waiting for its turn: named, labelled, at known levels.

Five kinds are played over the assistant's speech or to it: backchannels, noises, interruptions, other people's speech,
and sentences with a pause in the middle; a sixth, finished turns, is what latency is measured on.

The words were chosen before and apart from any rule that will judge them. Backchannels in English are the commonest
"continuers" and assessments of the Switchboard dialogue-act tag set (Jurafsky, Shriberg and Biasca 1997, tags b and ba;
Jurafsky et al. 1998, table 4), in Chinese the reactive tokens of Clancy, Thompson, Suzuki and Tao (1996, Journal of
Pragmatics 26). Human voices are used wherever a package has one that says the words.

Everything is 16 kHz mono int16, shape (n,). The onset of a clip is its sample 0 and its end its last one: the breath,
hiss and room of a recording are cut off before the first word and after the last.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, Samples
from support import clip_synthesis
from support.clip_sources import (
    ALERTS,
    DESKTOP_SOUNDS,
    cartoon_sound,
    command,
    espeak,
    flite,
    game_sound,
    prompt,
    syllables,
)
from support.speech import audioeval_clips, librivox_sentences, read_wav, say
from support.speech_level import at_active_level, quietest_near, trimmed, trimmed_speech

USER_LEVEL_DB = -26.0
"""Active speech level of the user in dBFS, the nominal one of ITU-T P.56 and G.191 for speech tests."""

Make = Callable[[], Samples]


class Kind(Enum):
    """What the assistant ought to do about a clip depends on this."""

    BACKCHANNEL = "backchannel"
    NOISE = "noise"
    INTERRUPTION = "interruption"
    OTHERS = "other people"
    PAUSE = "pause"
    FINISHED = "finished turn"


@dataclass(frozen=True)
class Clip:
    """One sound.

    Attributes:
        name: unique within its kind.
        kind: what it is to the assistant.
        language: `en`, `zh`, or `` where there are no words.
        text: the words, as written.
        source: whose voice, and the package it is from.
        make: gives the sound at any level.
        below_user_db: how much softer than the user's voice it is; people across the room are.

    """

    name: str
    kind: Kind
    language: str
    text: str
    source: str
    make: Make
    below_user_db: float = 0.0

    def samples(self, user_level_db: float = USER_LEVEL_DB) -> Samples:
        """The sound, with an active level `below_user_db` under `user_level_db` (dBFS)."""
        sound = trimmed_speech(self.make()) if self.text else trimmed(self.make())
        return at_active_level(sound, user_level_db - self.below_user_db)

    @property
    def label(self) -> str:
        """One line for a list of what was played."""
        words = f" “{self.text}”" if self.text else ""
        softer = f", {self.below_user_db:.0f} dB softer" if self.below_user_db else ""
        return f"{self.kind.value}: {self.name}{words} ({self.language or '-'}; {self.source}{softer})"


@dataclass(frozen=True)
class PausedClip(Clip):
    """A sentence with silence put in at a gap between words in its middle.

    Attributes:
        gap_at: seconds from the clip's first sample at which the pause is put in, to be moved to the quietest place
            near it.
        pause: seconds of silence.

    """

    gap_at: float = 0.0
    pause: float = 1.0

    def samples(self, user_level_db: float = USER_LEVEL_DB) -> Samples:
        """The sentence with its pause."""
        whole = at_active_level(trimmed_speech(self.make()), user_level_db)
        cut = quietest_near(whole, self.gap_at)
        fade = np.linspace(1.0, 0.0, 80)
        before, after = whole[:cut].copy(), whole[cut:].copy()
        before[-80:] = (before[-80:] * fade).astype(np.int16)
        after[:80] = (after[:80] * fade[::-1]).astype(np.int16)
        return np.concatenate([before, np.zeros(round(self.pause * CAPTURE_RATE), np.int16), after])


def _cut(make: Make, begin: float, end: float) -> Make:
    return lambda: make()[round(begin * CAPTURE_RATE) : round(end * CAPTURE_RATE)]


def _hibari(text: str) -> tuple[str, str, Make]:
    return text, "hibari heart", lambda: say(text)


def _flite(text: str, voice: str) -> tuple[str, str, Make]:
    return text, f"flite {voice}", lambda: flite(text, voice)


def _espeak(text: str, voice: str) -> tuple[str, str, Make]:
    return text, f"espeak-ng {voice}", lambda: espeak(text, voice)


def _human_zh(text: str, bopomofo: str, speaker: int) -> tuple[str, str, Make]:
    return text, f"human, gcin-voice speaker {speaker}", lambda: syllables(bopomofo, speaker)


def _human_prompt(text: str, name: str, end: float = 60.0) -> tuple[str, str, Make]:
    return text, "human, Allison Smith, asterisk", _cut(lambda: prompt(name), 0, end)


def _reader(index: int, text: str, end: float = 60.0) -> tuple[str, str, Make]:
    return text, "human, LibriVox", _cut(lambda: trimmed(librivox_sentences()[index].samples()), 0, end)


def _clips(kind: Kind, language: str, *rows: tuple[str, str, Make]) -> tuple[Clip, ...]:
    return tuple(
        Clip(f"{language} {number:02} {source.rpartition(', ')[2]}", kind, language, text, source, make)
        for number, (text, source, make) in enumerate(rows, 1)
    )


@functools.cache
def backchannels() -> tuple[Clip, ...]:
    """Signs of listening: the assistant is to go on."""
    return _clips(
        Kind.BACKCHANNEL,
        "en",
        _hibari("Uh-huh."),
        _hibari("Yeah."),
        _hibari("Right."),
        _hibari("Okay."),
        _hibari("Oh yeah."),
        _hibari("That's great."),
        _flite("Yeah.", "slt"),
        _flite("Sure.", "slt"),
        _flite("That's good.", "slt"),
        _flite("Okay.", "rms"),
        _flite("Yes.", "rms"),
        _flite("Right.", "awb"),
        _espeak("Uh-huh.", "en-us+f3"),
        _espeak("Oh, okay.", "en-gb+m2"),
        _human_prompt("Oh.", "digits/oh"),
        ("Mm-hmm.", "synthesised hum, high", lambda: clip_synthesis.hum((190.0, 235.0))),
        ("Mm-hmm.", "synthesised hum, low", lambda: clip_synthesis.hum((105.0, 130.0))),
        ("Mm.", "synthesised hum, one", lambda: clip_synthesis.hum((120.0,))),
    ) + _clips(
        Kind.BACKCHANNEL,
        "zh",
        _human_zh("嗯", "ㄣ", 3),
        _human_zh("嗯", "ㄣ4", 5),
        _human_zh("对", "ㄉㄨㄟ4", 3),
        _human_zh("对对", "ㄉㄨㄟ4 ㄉㄨㄟ4", 5),
        _human_zh("好", "ㄏㄠ3", 3),
        _human_zh("是", "ㄕ4", 5),
        _human_zh("哦", "ㄛ2", 3),
        _human_zh("啊", "ㄚ", 5),
        _espeak("对啊", "cmn"),
        _espeak("真的", "cmn+f2"),
    )


@functools.cache
def noises() -> tuple[Clip, ...]:
    """What is not speech: the assistant is to go on."""
    recorded: tuple[tuple[str, str, Make], ...] = (
        ("dog bark", "mate", lambda: read_wav(ALERTS / "bark.ogg")),
        ("glass struck", "mate", lambda: read_wav(ALERTS / "glass.ogg")),
        ("water drop", "mate", lambda: read_wav(ALERTS / "drip.ogg")),
        ("phone rings", "freedesktop", lambda: read_wav(DESKTOP_SOUNDS / "phone-incoming-call.oga")),
        ("camera shutter", "freedesktop", lambda: read_wav(DESKTOP_SOUNDS / "camera-shutter.oga")),
        ("alarm clock", "freedesktop", _cut(lambda: read_wav(DESKTOP_SOUNDS / "alarm-clock-elapsed.oga"), 0, 2.0)),
        ("crumpled paper", "freedesktop", lambda: read_wav(DESKTOP_SOUNDS / "trash-empty.oga")),
        ("applause", "opensfx", _cut(lambda: game_sound(29), 0, 2.0)),
        ("something dropped", "opensfx", lambda: game_sound(15)),
        ("rummaging", "opensfx", lambda: game_sound(16)),
        ("drawer of a till", "opensfx", lambda: game_sound(20)),
        ("crowd says ooh", "opensfx", lambda: game_sound(30)),
        ("car horn", "opensfx", lambda: game_sound(35)),
        ("splash", "opensfx", lambda: game_sound(2)),
        ("whimper", "teeworlds", lambda: cartoon_sound("vo_teefault_cry-02")),
        ("groan", "teeworlds", lambda: cartoon_sound("vo_teefault_pain_long-01")),
        ("yelp", "teeworlds", lambda: cartoon_sound("vo_teefault_spawn-02")),
        ("bell", "freedesktop", lambda: read_wav(DESKTOP_SOUNDS / "bell.oga")),
        ("message arrives", "freedesktop", lambda: read_wav(DESKTOP_SOUNDS / "message-new-instant.oga")),
        ("engaged tone", "freedesktop", _cut(lambda: read_wav(DESKTOP_SOUNDS / "phone-outgoing-busy.oga"), 0, 2.0)),
        ("jingle", "freedesktop", lambda: read_wav(DESKTOP_SOUNDS / "service-login.oga")),
        ("warning sound", "freedesktop", lambda: read_wav(DESKTOP_SOUNDS / "dialog-warning.oga")),
        ("music", "teeworlds", _cut(lambda: cartoon_sound("music_menu"), 10.0, 12.0)),
        ("somebody bumps into something", "teeworlds", lambda: cartoon_sound("foley_body_impact-01")),
        ("ouch", "teeworlds", lambda: cartoon_sound("vo_teefault_pain_short-05")),
        ("cheer", "teeworlds", lambda: cartoon_sound("vo_teefault_spawn-05")),
        ("hammer", "teeworlds", lambda: cartoon_sound("wp_hammer_hit-01")),
    )
    made: tuple[tuple[str, str, Make], ...] = (
        ("cough", "synthesised", lambda: clip_synthesis.cough(1)),
        ("cough, once", "synthesised", lambda: clip_synthesis.cough(2, bursts=1)),
        ("breath", "synthesised", lambda: clip_synthesis.breath(3)),
        ("knock on the door", "synthesised", lambda: clip_synthesis.knocks(4)),
        ("knock on the desk", "synthesised", lambda: clip_synthesis.knocks(5, count=1)),
        ("keyboard", "synthesised", lambda: clip_synthesis.typing(6)),
    )
    return tuple(Clip(name, Kind.NOISE, "", "", source, make) for name, source, make in recorded + made)


@functools.cache
def interruptions() -> tuple[Clip, ...]:
    """Commands, questions and corrections: the assistant is to fall silent."""
    chinese_greeting = next(clip for clip in audioeval_clips("zh") if clip.path.stem == "nihao_shijie")
    return _clips(
        Kind.INTERRUPTION,
        "en",
        _hibari("Stop."),
        _hibari("Wait a second."),
        _hibari("What does that mean?"),
        _hibari("No, I meant the other one."),
        _hibari("Can you say that more slowly?"),
        _hibari("How far is it from here?"),
        _flite("Hold on.", "slt"),
        _flite("That's not what I asked.", "slt"),
        _flite("Who told you that?", "rms"),
        _flite("Please be quiet.", "rms"),
        _flite("Tell me about something else.", "awb"),
        _espeak("Never mind, what time is it?", "en-gb+f4"),
        _human_prompt("Please try again.", "please-try-again"),
        _human_prompt("One moment please.", "one-moment-please"),
        _human_prompt("Goodbye.", "vm-goodbye"),
        _reader(0, "and mister john dashwood had then leisure", 2.7),
        _reader(1, "he was not an ill disposed young man"),
        _reader(2, "unless to be rather cold hearted", 2.05),
        _reader(4, "he might even have been made amiable himself"),
        ("go forward ten meters", "human, pocketsphinx", lambda: command("goforward")),
    ) + _clips(
        Kind.INTERRUPTION,
        "zh",
        _human_zh("停", "ㄊㄧㄥ2", 3),
        _human_zh("等等", "ㄉㄥ3 ㄉㄥ3", 5),
        _human_zh("等一下", "ㄉㄥ3 ㄧ2 ㄒㄧㄚ4", 3),
        _human_zh("不对", "ㄅㄨ2 ㄉㄨㄟ4", 5),
        (chinese_greeting.text, "pytest-audioeval", chinese_greeting.samples),
        _espeak("等一下，我想问别的", "cmn"),
        _espeak("这是什么意思", "cmn+f2"),
    )


@functools.cache
def other_people() -> tuple[Clip, ...]:
    """Speech that is not meant for the assistant, 14 to 20 dB softer than the user: it is to go on."""
    rows: tuple[tuple[float, str, tuple[str, str, Make]], ...] = (
        (14, "en", _human_prompt("weasels have eaten our phone system", "tt-weasels")),
        (16, "en", _human_prompt("there is something terribly wrong", "something-terribly-wrong")),
        (18, "en", _human_prompt("your call is now first in line", "queue-youarenext", 2.25)),
        (20, "en", _human_prompt("the person you are calling is not at their desk", "followme/status", 2.5)),
        (14, "en", _reader(3, "had he married a more amiable woman", 2.3)),
        (17, "en", _reader(0, "and mister john dashwood had then leisure", 2.7)),
        (16, "en", _flite("Did you bring the keys, or are they still in the car?", "awb")),
        (19, "en", _flite("I told him that we would be late.", "rms")),
        (15, "zh", _espeak("今天晚上我们吃什么", "cmn+m3")),
        (18, "zh", _human_zh("是 你 先 到", "ㄕ4 ㄋㄧ3 ㄒㄧㄢ ㄉㄠ4", 5)),
    )
    return tuple(
        Clip(f"{language} {number:02} {softer:.0f} dB", Kind.OTHERS, language, text, source, make, softer)
        for number, (softer, language, (text, source, make)) in enumerate(rows, 1)
    )


_PAUSES = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2)
"""Seconds; each sentence gets the next one."""

_PAUSED_HIBARI = (
    ("I would like to book a table for four people on Friday evening.", 1.46),
    ("Could you remind me to call my sister when I get home tonight?", 1.08),
    ("The thing I wanted to ask you about is the trip to Berlin next month.", 2.12),
    ("What I need to know is how long the train takes from here to the coast.", 1.54),
    ("Please write down that we need milk, bread and a dozen eggs.", 1.30),
    ("I was thinking about the book that you recommended to me last week.", 1.68),
    ("Can you tell me which of these two phones has the better camera?", 1.80),
    ("My brother said that the meeting was moved to Thursday afternoon.", 1.42),
    ("If it rains tomorrow then we should take the bus to the museum.", 0.98),
    ("Set an alarm for half past six in the morning, please.", 0.92),
)
_PAUSED_FLITE = (
    ("When I was in Paris last year I saw a very small museum.", "slt", 1.40),
    ("Do you know whether the library is open on Sunday mornings?", "rms", 1.56),
    ("I think that the best way to get there is by train.", "awb", 1.32),
)
_PAUSED_READER = ((0, 2.53), (0, 4.47), (1, 0.99), (2, 0.75), (2, 2.55), (3, 0.72), (3, 3.92), (4, 0.75))
_PAUSED_AUDIOEVAL = (
    ("en", "counting", 1.30),
    ("en", "quick_brown_fox", 1.50),
    ("zh", "jishu", 1.05),
    ("zh", "pangrama", 1.85),
)
"""What is said, and the second of the gap between two words at which the sentence cannot be over."""


@functools.cache
def pauses() -> tuple[PausedClip, ...]:
    """Sentences with 0.7 to 1.2 s of silence in the middle: the assistant is to wait for the rest.

    They were spoken as a whole, so their first half ends as an unfinished one does.
    """
    rows: list[tuple[str, tuple[str, str, Make], float]] = [("en", _hibari(text), at) for text, at in _PAUSED_HIBARI]
    rows += [("en", _flite(text, voice), at) for text, voice, at in _PAUSED_FLITE]
    rows += [("en", _reader(index, librivox_sentences()[index].text), at) for index, at in _PAUSED_READER]
    for language, stem, at in _PAUSED_AUDIOEVAL:
        clip = next(clip for clip in audioeval_clips(language) if clip.path.stem == stem)
        rows.append((language, (clip.text, "pytest-audioeval", clip.samples), at))
    return tuple(
        PausedClip(
            f"{language} {number:02} {source.rpartition(', ')[2]}, {pause} s",
            Kind.PAUSE,
            language,
            text,
            source,
            make,
            gap_at=at,
            pause=pause,
        )
        for number, (language, (text, source, make), at) in enumerate(rows, 1)
        for pause in (_PAUSES[number % len(_PAUSES)],)
    )


@functools.cache
def finished_turns() -> tuple[Clip, ...]:
    """Questions and statements that are over when they are over: the assistant is to answer."""
    greeting = next(clip for clip in audioeval_clips("zh") if clip.path.stem == "nihao_shijie")
    return _clips(
        Kind.FINISHED,
        "en",
        _hibari("What is the capital of France?"),
        _hibari("How many days are in a week?"),
        _hibari("Who wrote that famous book about the whale?"),
        _hibari("Could you tell me a story?"),
        _hibari("Is it going to rain tomorrow?"),
        _hibari("Why is the sky blue?"),
        _flite("What time does the shop close?", "slt"),
        _flite("Where did I leave my glasses?", "rms"),
        _flite("Can you help me with this letter?", "awb"),
        _human_prompt("There is something terribly wrong.", "something-terribly-wrong"),
        _reader(1, librivox_sentences()[1].text),
        _reader(4, librivox_sentences()[4].text),
        ("go forward ten meters", "human, pocketsphinx", lambda: command("goforward")),
    ) + _clips(Kind.FINISHED, "zh", (greeting.text, "pytest-audioeval", greeting.samples))


def everything() -> tuple[Clip, ...]:
    """All clips of all kinds."""
    return (*backchannels(), *noises(), *interruptions(), *other_people(), *pauses(), *finished_turns())
