"""The parts of the turn-taking benchmark: what is played when, and what each trial is judged by."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import tests_on_path  # noqa: F401
from designs import Design
from output_measures import Answer, audible, time_to_duck, time_to_silence
from partner import HEADPHONES, Partner, Uttered, undisturbed
from recitation import LONG, MEDIUM, SHORT

from echoflow.audio.frames import CAPTURE_RATE, PLAYBACK_RATE
from support.clips import USER_LEVEL_DB, Clip
from support.room import Room
from support.speech_level import active_level_db

WATCHED = 2.5
"""Seconds after a clip during which the answer has to go on; tau-voice gives 1 s for backchannels and vocal tics."""

EARLIEST = 2.5
"""Seconds of an answer before anything is said over it; one that resumes is then told from one that begins anew."""

GOING_BACK = 1.5
"""Seconds by which a resumed answer may repeat itself: the last word."""

GIVEN_UP = 6.0
"""Seconds after an interruption in which the assistant has not fallen silent when it will not any more."""

ECHOING = tuple(Room(delay=delay, echo_db=-6.0, seed=7 + i) for i, delay in enumerate((0.04, 0.1, 0.2, 0.32, 0.45)))
"""Five rooms, with echo paths from a good sound card to a poor Bluetooth speaker."""


@dataclass
class Trial:
    """One clip in one conversation; times in seconds.

    Attributes:
        part: which part of the benchmark.
        clip: the name of what was played.
        kind, language, source: of the clip.
        outcome: what happened, in a word or two.
        good: whether that is what ought to have happened.
        duck: true onset -> output 9 dB or more below the undisturbed rendering.
        silence: true onset -> last audible sample before silence that the undisturbed rendering does not have.
        response: true end of the clip -> first audible sample of the answer to it.
        events: what the design said about it, with seconds since the clip's onset.

    """

    part: str
    clip: str
    kind: str
    language: str
    source: str
    outcome: str
    good: bool
    duck: float | None = None
    silence: float | None = None
    response: float | None = None
    events: tuple[str, ...] = ()


Record = Callable[[Trial], None]
"""Receives each trial as soon as it is judged."""


def trial(part: str, clip: Clip, outcome: str, good: bool) -> Trial:
    """A trial of `clip`."""
    return Trial(part, clip.name, clip.kind.value, clip.language, clip.source, outcome, good)


def events_between(design: Design, begin: float, end: float) -> tuple[str, ...]:
    """The design's own events in that time, as `seconds name text`."""
    origin = design.endpoint.origin
    found = []
    for event in design.events:
        at = float(str(event["at"])) + origin
        if begin - 0.1 <= at <= end:
            words = event.get("text", event.get("heard", ""))
            found.append(f"{at - begin:+.3f} {event['event']} {words}".strip())
    return tuple(found)


@dataclass
class _Played:
    clip: Clip
    uttered: Uttered
    second: float
    until: float


async def overlaps(design: Design, clips: Sequence[Clip], part: str, record: Record) -> None:
    """Clips that the assistant is to talk on through, as many over one answer as fit."""
    answer = await undisturbed(design, LONG)
    design.model.text = LONG
    await design.begin(HEADPHONES)
    partner = Partner(design)
    carrier: list[_Played] = []
    waiting = list(clips)
    while waiting:
        begins = await partner.ask()
        second: float | None = 0.0
        while waiting and second is not None:
            samples = waiting[0].samples()
            seconds = len(samples) / CAPTURE_RATE
            earliest = max(EARLIEST, second + 0.1)
            if earliest + seconds + WATCHED + 1.0 > answer.seconds:
                break
            if not await partner.reach(answer, begins, earliest):
                break
            uttered = await partner.say(samples)
            until = uttered.ended_at + WATCHED
            await asyncio.sleep(until - time.monotonic() + 0.05)
            if (onset := partner.place(answer, uttered.began_at)) is None:
                # It was over, or something else sounded: the clip met no speech and is played again.
                break
            carrier.append(_Played(waiting.pop(0), uttered, onset, until))
            second = partner.place(answer, until)
            begins = until - (second or 0.0)
        await partner.silence()
        for result in judge_overlaps(design, partner, answer, carrier, part):
            record(result)
        carrier.clear()
    await design.end()


def judge_overlaps(
    design: Design, partner: Partner, answer: Answer, carrier: Sequence[_Played], part: str
) -> list[Trial]:
    """What became of the answer after each clip played over it."""
    trials = []
    for played, following in zip(carrier, [*carrier[1:], None], strict=True):
        began = played.uttered.began_at
        seconds = played.until - began
        output = partner.heard(began, played.until)
        expected = answer.expected(played.second, seconds)
        silence = time_to_silence(output, expected)
        after = partner.place(answer, played.until)
        on_time = after is not None and abs(after - played.second - seconds) < 0.1
        begin = round(played.second * PLAYBACK_RATE)
        end = None if following is None else round(following.second * PLAYBACK_RATE)
        rest = partner.heard(began, None if following is None else following.uttered.began_at)
        missing = answer.missing_in(rest, begin, end)
        resumed = None if silence is None else answer.resumed_at(rest, silence)
        if silence is None and on_time:
            outcome = "went on" if missing <= 1 else "stopped later"
        elif silence is not None and resumed is not None and went_back(played.second + silence, resumed):
            outcome = "paused and resumed" if missing <= 2 else "resumed and stopped"
        else:
            outcome = "stopped"
        result = trial(part, played.clip, outcome, outcome == "went on")
        result.duck, result.silence = time_to_duck(output, expected), silence
        result.events = events_between(design, began, played.until)
        trials.append(result)
    return trials


def went_back(cut: float, resumed: float) -> bool:
    """Whether an answer that was cut at one second and sets in at another is the same one, resumed."""
    return -GOING_BACK < resumed - cut < 0.2


async def interruptions(
    design: Design,
    clips: Sequence[Clip],
    part: str,
    record: Record,
    rooms: Sequence[Room] = (HEADPHONES,),
    seed: int = 7,
) -> None:
    """Clips that the assistant is to fall silent for, each 2.5 to 4 s into an answer.

    In a room with an echo they are as loud as it is.
    """
    answer = await undisturbed(design, LONG)
    design.model.text = LONG
    rng = random.Random(seed)
    for index, room in enumerate(rooms):
        level = USER_LEVEL_DB if room.echo_db is None else active_level_db(answer.samples) + room.echo_db
        await design.begin(room)
        partner = Partner(design)
        begins: float | None = None
        for clip in clips[index :: len(rooms)]:
            try:
                await carried(partner, answer, begins, EARLIEST + 1.5 * rng.random())
            except TimeoutError as error:
                record(trial(part, clip, str(error), False))
                continue
            result, begins = await interrupt(design, partner, answer, clip, level, part)
            record(result)
        await design.end()


async def carried(partner: Partner, answer: Answer, begins: float | None, second: float) -> None:
    """Waits for `second` of the answer that `begins` then, or else of a new one.

    Raises:
        TimeoutError: there is none.
    """
    for _ in range(4):
        if begins is None:
            begins = await partner.ask()
        await partner.reach(answer, begins, second)
        if partner.place(answer) is not None:
            return
        begins = None
    raise TimeoutError("no answer lasts long enough to be interrupted")


async def interrupt(
    design: Design, partner: Partner, answer: Answer, clip: Clip, level: float, part: str
) -> tuple[Trial, float | None]:
    """One interruption; with it, when the answer to it began."""
    uttered = await partner.say(clip.samples(level))
    began = uttered.began_at
    second = partner.place(answer, began) or 0.0
    silence = None
    while silence is None and time.monotonic() < uttered.ended_at + GIVEN_UP:
        await asyncio.sleep(0.05)
        output = partner.heard(began)
        silence = time_to_silence(output, answer.expected(second, len(output) / PLAYBACK_RATE))
    output = partner.heard(began)
    duck = time_to_duck(output, answer.expected(second, len(output) / PLAYBACK_RATE))
    begins = None
    resumed = False
    if silence is not None:
        begins = await partner.answer_after(began + silence + 0.1, within=5.0)
        if begins is not None:
            await asyncio.sleep(max(0.0, begins + 0.8 - time.monotonic()))
            place = answer.resumed_at(partner.heard(began), silence)
            resumed = place is not None and went_back(second + silence, place)
    outcome = "went on" if silence is None else "resumed" if resumed else f"silent after {silence:.2f} s"
    result = trial(part, clip, outcome, silence is not None and silence <= 1.0 and not resumed)
    result.duck = duck
    result.silence = None if resumed else silence
    if begins is not None and not resumed and begins >= uttered.ended_at:
        result.response = begins - uttered.ended_at
    result.events = events_between(design, began, time.monotonic())
    if silence is None or resumed:
        begins = None
    return result, begins


async def turns(design: Design, clips: Sequence[Clip], part: str, record: Record) -> None:
    """Sentences in silence; what is good is an answer, but not before the sentence is over."""
    design.model.text = SHORT
    await design.begin(HEADPHONES)
    partner = Partner(design)
    # The first question of a conversation finds everything cold, and is not measured.
    await partner.ask()
    for clip in clips:
        await partner.silence()
        uttered = await partner.say(clip.samples())
        early = audible(partner.heard(uttered.began_at, uttered.ended_at))
        premature = early.sum() > 0.05 * PLAYBACK_RATE
        begins = await partner.answer_after(uttered.ended_at, within=5.0)
        outcome = "took over in the pause" if premature else "no answer" if begins is None else "answered"
        result = trial(part, clip, outcome, not premature and begins is not None)
        if begins is not None and not premature:
            result.response = begins - uttered.ended_at
        result.events = events_between(design, uttered.began_at, time.monotonic())
        record(result)
    await design.end()


async def replies_in_rooms(design: Design, count: int, record: Record) -> None:
    """Answers in rooms that send them back into the microphone, from the first of a conversation on."""
    answer = await undisturbed(design, MEDIUM)
    design.model.text = MEDIUM
    for room in ECHOING:
        await design.begin(room)
        partner = Partner(design)
        for number in range(count // len(ECHOING)):
            try:
                begins = await partner.ask()
            except TimeoutError:
                begins = time.monotonic()
            over = begins + answer.seconds
            await asyncio.sleep(over + 1.5 - time.monotonic())
            output = partner.heard(begins, over)
            silence = time_to_silence(output, answer.samples)
            talks_on = audible(partner.heard(over + 0.3, over + 1.5)).any()
            missing = answer.missing_in(partner.heard(begins, over + 0.3), 0)
            as_it_was = silence is None and not talks_on and missing <= 1
            outcome = "undisturbed" if as_it_was else "answered itself" if talks_on else "interrupted itself"
            name = f"reply {number + 1}, echo after {room.delay * 1000:.0f} ms"
            result = Trial("replies in a room", name, "reply", "en", "hibari heart", outcome, as_it_was)
            result.silence, result.duck = silence, time_to_duck(output, answer.samples)
            result.events = events_between(design, begins, over + 1.5)
            record(result)
        await design.end()


def line(design: Design, result: Trial) -> str:
    """What is printed as soon as it is known."""
    times = "".join(
        f"  {name} {seconds * 1000:.0f} ms"
        for name, seconds in (("duck", result.duck), ("silence", result.silence), ("response", result.response))
        if seconds is not None
    )
    return f"  {design.name}: {result.part}: {result.clip}: {result.outcome}{times}"
