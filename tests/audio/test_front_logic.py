"""Frame by frame, in virtual time: speech over our own is noticed, ducked and followed, and our own voice is not it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from echoflow.audio.echo_cancellation import CancelledFrame, EchoCanceller
from echoflow.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, PLAYBACK_RATE, Frame, Samples
from echoflow.audio.front_events import (
    FrontDegraded,
    FrontEvent,
    MicrophoneFrame,
    PlaybackDucked,
    SpeechContinues,
    SpeechPaused,
    SpeechStarted,
    SpeechStopped,
)
from echoflow.audio.front_logic import BID_FROM_SECONDS, BID_UNTIL_SECONDS, CONTINUES_SECONDS, FloorBid, FrontLogic
from echoflow.audio.playback import Playback
from echoflow.audio.playback_stream import PlaybackStream
from echoflow.audio.voice_activity import SileroModel, VoiceActivityDetector
from support.clips import interruptions
from support.room import Room, RoomEndpoint, at_level, level_db
from support.speech import librivox_sentences, say

OUR_LEVEL = -24.0
"""dBFS, as it is played."""

REPLIES = (
    "The weather tomorrow will be sunny with a light breeze from the west.",
    "Photosynthesis turns sunlight, water and carbon dioxide into sugar and oxygen.",
    "Your train leaves from platform four in about twenty minutes.",
    "Please remember to water the plants before you leave the house.",
)


class LevelModel:
    """Loud is speech."""

    def probability(self, window: Samples) -> float:
        return float(np.mean(window) > 1000)

    def reset(self) -> None:
        pass


class Conversation:
    """A front in a room, in virtual time."""

    def __init__(self, room: Room) -> None:
        self.endpoint = RoomEndpoint(room)
        self.playback = Playback(self.endpoint.output_rate)
        detector = VoiceActivityDetector(SileroModel())
        self.logic = FrontLogic(detector, self.playback, echo=EchoCanceller(self.playback.rendered))
        self.events: list[FrontEvent] = []
        self.now = 0.0
        self.run(0.5)

    def run(self, seconds: float) -> None:
        self.now = self.endpoint.run(self._deliver, self.playback, seconds)

    def reply(self, text: str, seed: int = 7) -> float:
        """Begins to say `text`; returns how many seconds it takes."""
        self.playback.restore()
        speech = at_level(say(text, PLAYBACK_RATE, seed), OUR_LEVEL)
        stream = self.playback.open()
        stream.write(speech)
        stream.end()
        return len(speech) / PLAYBACK_RATE

    def _deliver(self, frame: Frame) -> None:
        now = frame.captured_at
        self.events += [
            event
            for event in itertools.chain(self.logic.look(now), self.logic.receive(frame, now))
            if not isinstance(event, MicrophoneFrame)
        ]

    def starts(self) -> list[SpeechStarted]:
        return [event for event in self.events if isinstance(event, SpeechStarted)]


@pytest.mark.parametrize("delay", [0.04, 0.15, 0.45])
def test_our_own_voice_in_the_room_never_counts_as_speech_from_the_first_reply_on(delay: float) -> None:
    conversation = Conversation(Room(delay=delay))
    for text in REPLIES[:3]:
        conversation.run(conversation.reply(text) + 0.6)
    assert conversation.starts() == []
    assert not any(isinstance(event, PlaybackDucked) for event in conversation.events)


def test_nor_when_it_is_known_how_little_of_it_is_left() -> None:
    conversation = Conversation(Room(delay=0.3, echo_db=3.0, distortion=4.0, seed=3))
    for seed in (1, 2):
        for text in REPLIES:
            conversation.run(conversation.reply(text, seed) + 0.6)
    assert conversation.starts() == []


@pytest.mark.parametrize(
    ("room", "replies", "level", "at_least"),
    [(Room(echo_db=None), 1, -42.0, 6), (Room(delay=0.12), 2, OUR_LEVEL - 6 - 6, 5)],
    ids=["headphones", "loudspeaker"],
)
def test_a_user_who_speaks_softly_into_a_poor_microphone_is_noticed_over_our_own_voice(
    room: Room, replies: int, level: float, at_least: int
) -> None:
    """On headphones 18 dB softer than our voice is played, in the room 6 dB softer than its echo."""
    conversation = Conversation(room)
    for text in REPLIES[:replies]:
        conversation.run(conversation.reply(text) + 0.5)
    delays = []
    for clip in interruptions()[:12:2]:
        conversation.reply(REPLIES[2])
        conversation.run(1.5)
        began = conversation.now - FRAME_SECONDS
        conversation.endpoint.say(clip.samples(level))
        before = len(conversation.events)
        conversation.run(1.0)
        delays += [event.at - began for event in conversation.events[before:] if isinstance(event, PlaybackDucked)][:1]
        conversation.playback.halt()
        conversation.run(0.8)
    assert len(delays) >= at_least
    assert sorted(delays)[len(delays) // 2] <= 0.2


@pytest.mark.parametrize("room", [Room(echo_db=None), Room(delay=0.15)], ids=["headphones", "loudspeaker"])
def test_a_user_who_talks_over_us_at_the_level_of_our_echo_is_noticed_and_we_become_soft(room: Room) -> None:
    conversation = Conversation(room)
    conversation.run(conversation.reply(REPLIES[0]) + 0.5)
    delays = []
    # Without the silence before the first word; the fourth and fifth begin with a drawn breath.
    onsets = (0.24, 0.26, 0.28)
    for text, sentence, onset in zip(REPLIES[1:], librivox_sentences(), onsets, strict=False):
        conversation.reply(text)
        conversation.run(0.8)
        began = conversation.now - FRAME_SECONDS
        voice = sentence.samples()[round(onset * 16_000) :][: 2 * 16_000]
        conversation.endpoint.say(at_level(voice, OUR_LEVEL - 6))
        before = len(conversation.events)
        conversation.run(1.5)
        noticed = conversation.events[before:]
        ducks = [event.at for event in noticed if isinstance(event, PlaybackDucked)]
        assert any(isinstance(event, SpeechStarted) for event in noticed)
        assert any(isinstance(event, SpeechContinues) for event in noticed)
        delays.append(ducks[0] - began)
        softened = ducks[0] + 0.012
        around = conversation.endpoint.played_between(softened, softened + 0.2)
        assert level_db(around) < OUR_LEVEL - 10
        conversation.playback.halt()
        conversation.run(1.5)
    assert max(delays) <= 0.75
    assert sorted(delays)[1] <= 0.25


def sounding_playback() -> tuple[Playback, PlaybackStream]:
    """One that speaks from 0 s on, at full scale."""
    playback = Playback(PLAYBACK_RATE)
    stream = playback.open()
    stream.write(np.full(10 * PLAYBACK_RATE, 8_000, np.int16))
    playback.read(np.zeros(240, np.int16), 0.0)
    return playback, stream


def drive(logic: FrontLogic, loud: list[bool], first: int = 0) -> list[tuple[float, FrontEvent]]:
    """One frame for each item of `loud`; the events with the times they were told at, without the frames."""
    told = []
    for k, is_loud in enumerate(loud, first):
        now = (k + 1) * FRAME_SECONDS
        frame = Frame(np.full(FRAME_SAMPLES, 5000 if is_loud else 0, np.int16), now)
        told += [(now, event) for event in logic.receive(frame, now)]
    return [(at, event) for at, event in told if not isinstance(event, MicrophoneFrame)]


def test_speech_over_our_own_ducks_at_once_and_is_followed_for_two_seconds() -> None:
    playback, _ = sounding_playback()
    logic = FrontLogic(VoiceActivityDetector(LevelModel()), playback)
    assert drive(logic, [True] * 6) == []
    assert not playback.ducked
    (noticed, started), *rest = drive(logic, [True] * 300, first=6)
    assert isinstance(started, SpeechStarted)
    assert playback.ducked
    continues = [(at, event) for at, event in rest if isinstance(event, SpeechContinues)]
    assert len(continues) == len(rest)
    assert continues[0][0] == noticed
    assert CONTINUES_SECONDS - 0.04 < continues[-1][0] - started.at <= CONTINUES_SECONDS
    for at, event in continues:
        assert event.since == started.at
        assert at - 0.042 <= event.voiced_until <= at
        assert event.level_db == pytest.approx(20 * np.log10(5000 / 32768))
        assert event.bid is None
    _, (_, stopped) = drive(logic, [False] * 40, first=306)
    assert isinstance(stopped, SpeechStopped)


def test_speech_while_we_are_silent_is_not_followed_and_nothing_is_ducked() -> None:
    playback = Playback(PLAYBACK_RATE)
    logic = FrontLogic(VoiceActivityDetector(LevelModel()), playback)
    events = [event for _, event in drive(logic, [True] * 50 + [False] * 50)]
    assert [type(event) for event in events] == [SpeechStarted, SpeechPaused, SpeechStopped]
    playback.open().write(np.ones(100, np.int16))
    drive(logic, [True] * 50, first=100)
    assert not playback.ducked


def test_what_is_held_does_not_sound() -> None:
    playback, _ = sounding_playback()
    playback.pause()
    logic = FrontLogic(VoiceActivityDetector(LevelModel()), playback)
    assert [type(event) for _, event in drive(logic, [True] * 50)] == [SpeechStarted]
    assert not playback.ducked


class LengthBid:
    """Answers with the seconds it was given."""

    def __init__(self) -> None:
        self.given: list[float] = []

    def likelihood(self, sound: Samples) -> float | None:
        self.given.append(len(sound) / 16_000)
        return None if len(self.given) == 1 else len(self.given) / 100


def test_the_bid_is_judged_by_what_was_heard_from_just_before_the_onset() -> None:
    playback, _ = sounding_playback()
    bid: FloorBid = LengthBid()
    logic = FrontLogic(VoiceActivityDetector(LevelModel()), playback, bid=bid)
    events = drive(logic, [False] * 32 + [True] * 100)
    assert isinstance(bid, LengthBid)
    assert BID_FROM_SECONDS + 0.1 <= bid.given[0] <= BID_FROM_SECONDS + 0.14
    assert BID_UNTIL_SECONDS + 0.06 <= bid.given[-1] <= BID_UNTIL_SECONDS + 0.11
    assert np.allclose(np.diff(bid.given), 0.03, atol=0.011)
    bids = [event.bid for _, event in events if isinstance(event, SpeechContinues)]
    known = [value for value in bids if value is not None]
    assert bids[-1] == known[-1] == len(bid.given) / 100
    # Another speech begins unjudged.
    again = [event for _, event in drive(logic, [False] * 40 + [True] * 12, first=132)]
    after = again[next(k for k, event in enumerate(again) if isinstance(event, SpeechStarted)) :]
    assert {event.bid for event in after if isinstance(event, SpeechContinues)} == {None}


def test_without_the_model_or_the_canceller_the_front_goes_on_and_says_so_once() -> None:
    class BrokenBid:
        def likelihood(self, sound: Samples) -> float | None:
            raise RuntimeError("no weights")

    class BrokenCanceller(EchoCanceller):
        def receive(self, frame: Frame, written: int | None = None) -> CancelledFrame:
            raise RuntimeError("no far end")

    playback, _ = sounding_playback()
    echo = BrokenCanceller(playback.rendered)
    logic = FrontLogic(VoiceActivityDetector(LevelModel()), playback, echo=echo, bid=BrokenBid())
    events = [event for _, event in drive(logic, [True] * 60 + [False] * 40 + [True] * 60)]
    degraded = [event for event in events if isinstance(event, FrontDegraded)]
    assert [event.lost for event in degraded] == ["echo cancellation", "floor bids"]
    assert len([event for event in events if isinstance(event, SpeechStarted)]) == 2
    assert all(event.bid is None for event in events if isinstance(event, SpeechContinues))


def test_frames_are_posted_without_our_echo_and_else_as_they_were() -> None:
    conversation = Conversation(Room(delay=0.1))
    conversation.run(conversation.reply(REPLIES[0]))
    posted: list[Frame] = []

    def deliver(frame: Frame) -> None:
        posted.extend(e.frame for e in conversation.logic.receive(frame, 0.0) if isinstance(e, MicrophoneFrame))

    conversation.reply(REPLIES[1])
    first = len(conversation.endpoint.heard)
    conversation.endpoint.run(deliver, conversation.playback, 2.0)
    heard = conversation.endpoint.heard[first:]
    left = np.concatenate([frame.samples for frame in posted])
    assert level_db(heard) - level_db(left) > 6
