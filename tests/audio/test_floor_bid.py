"""The floor-bid model on voices and noises that took no part in its training."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pytest

from echoflow.audio.floor_bid import LIKELY_BID, LONGEST_SECONDS, FloorBidModel
from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.paths import resources_folder
from support.floor_bid import hear
from support.speech import librivox_sentences, noise, say

INTERRUPTIONS = (
    "Where can I park?", "What's your name?", "Stop reading.", "Hold on a minute.", "No, that's the wrong one.",
    "Can we go back?", "How long does it take?", "Tell me the rest tomorrow.", "But why did they leave?",
    "Who's there?", "I need the phone number.", "Does it cost anything?", "Turn it off.", "Listen, I have to go.",
    "Wait, who was that?", "Is there a shorter way?",
)  # fmt: skip
BACKCHANNELS = (
    "Okay.",
    "Mm-hmm.",
    "Yeah.",
    "Uh-huh.",
    "Right.",
    "I see.",
    "Hmm.",
    "Ah.",
    "Yes.",
    "Got it.",
    "Oh, okay.",
    "Sure.",
)


@pytest.fixture(scope="module")
def model() -> FloorBidModel:
    return FloorBidModel()


@pytest.fixture(scope="module")
def question() -> Samples:
    """A question that begins 0.1 s into it, like what the audio front hands over."""
    return np.concatenate([noise(0.1, 0.0005), say("Where can I park?")])


def share_passed(model: FloorBidModel, sounds: Sequence[Samples], by: float = np.inf) -> float:
    """The share of `sounds` that were taken for bids within `by` seconds of their onset."""
    passed = [hear(model, sound, seed=index).passed(LIKELY_BID) for index, sound in enumerate(sounds)]
    return sum(at is not None and at <= by for at in passed) / len(passed)


def noises() -> list[Samples]:
    """Knocks, a handclap, hisses, tones and a breath."""
    dice = np.random.default_rng(5)
    seconds = np.arange(round(0.6 * CAPTURE_RATE)) / CAPTURE_RATE
    hiss = dice.standard_normal(len(seconds))
    shapes = [np.sin(2 * np.pi * hertz * seconds) * np.exp(-seconds / 0.03) for hertz in (110, 240, 900, 2600)]
    shapes += [hiss * np.exp(-seconds / decay) for decay in (0.004, 0.02, 0.08)]
    shapes += [hiss * np.sin(np.pi * seconds / 0.6) ** power for power in (1, 4)]
    shapes += [np.sin(2 * np.pi * np.outer(chord, seconds)).sum(axis=0) for chord in ((440,), (262, 330, 392))]
    shapes += [np.where(seconds % 0.15 < 0.02, hiss, 0.0)]
    return [np.asarray(shape / np.abs(shape).max() * 9000, np.int16) for shape in shapes]


def test_too_little_sound_is_not_judged(model: FloorBidModel, question: Samples) -> None:
    assert model.likelihood(question[: round(0.24 * CAPTURE_RATE)]) is None
    assert model.likelihood(question[: round(0.26 * CAPTURE_RATE)]) is not None


def test_a_likelihood_lies_between_0_and_1_whatever_is_heard(model: FloorBidModel, question: Samples) -> None:
    silence = np.zeros(CAPTURE_RATE // 2, np.int16)
    square = np.where(np.arange(CAPTURE_RATE // 2) % 100 < 50, 32767, -32768).astype(np.int16)
    for sound in (silence, square, question, question[::-1]):
        likelihood = model.likelihood(sound)
        assert likelihood is not None
        assert 0 <= likelihood <= 1


def test_whispering_into_the_microphone_or_shouting_makes_no_difference(
    model: FloorBidModel, question: Samples
) -> None:
    heard = question[: round(0.5 * CAPTURE_RATE)]
    quiet = (heard // 8).astype(np.int16)
    assert model.likelihood(quiet) == pytest.approx(model.likelihood(heard), abs=0.1)


def test_what_comes_after_the_longest_sound_is_not_listened_to(model: FloorBidModel, question: Samples) -> None:
    longest = round(LONGEST_SECONDS * CAPTURE_RATE)
    assert model.likelihood(np.concatenate([question[:longest], noise(1, 0.3)])) == model.likelihood(question[:longest])


def test_a_judgement_takes_less_than_a_millisecond(model: FloorBidModel, question: Samples) -> None:
    def seconds() -> float:
        began = time.thread_time()
        model.likelihood(question)
        return time.thread_time() - began

    assert min(seconds() for _ in range(50)) < 0.001


def test_the_weights_are_small() -> None:
    assert (resources_folder() / "models" / "floor_bid.npz").stat().st_size < 300_000


def test_most_interruptions_are_told_long_before_their_length_would_tell(model: FloorBidModel) -> None:
    said = [say(text) for text in INTERRUPTIONS]
    assert share_passed(model, said, by=0.3) >= 0.6
    assert share_passed(model, said, by=0.45) >= 0.8


def test_few_backchannels_pass(model: FloorBidModel) -> None:
    assert share_passed(model, [say(text) for text in BACKCHANNELS]) <= 0.2


def test_no_knock_hiss_or_tone_passes(model: FloorBidModel) -> None:
    assert share_passed(model, noises()) == 0


def test_some_of_what_people_read_aloud_is_told_as_well(model: FloorBidModel) -> None:
    assert share_passed(model, [recording.samples() for recording in librivox_sentences()]) >= 0.4
