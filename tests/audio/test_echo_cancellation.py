"""Our own voice is taken out of the microphone, the user's is not, and what is left of ours is known for what it is."""

from __future__ import annotations

import functools

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from echoflow.audio.echo_cancellation import OWN_ECHO_DB, EchoCanceller, EchoFilter, Leak, OwnEcho
from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, FRAME_SECONDS, Frame, Samples
from echoflow.audio.rendered_sound import RenderedSound
from support.room import Room, at_level, level_db, to_samples
from support.speech import librivox_sentences, say, silence, understood, word_error_rate

RATE = 24_000


@functools.cache
def our_voice() -> Samples:
    """8 s of it at `RATE`."""
    sentences = [
        "The weather tomorrow will be sunny with a light breeze from the west.",
        "Photosynthesis turns sunlight, water and carbon dioxide into sugar and oxygen.",
        "Your train leaves from platform four in about twenty minutes.",
    ]
    speech = [np.concatenate([say(sentence, RATE), silence(0.3, RATE)]) for sentence in sentences]
    return at_level(np.concatenate(speech)[: 8 * RATE], -24)


def cancel(microphone: Samples, played: Samples) -> tuple[Samples, list[bool]]:
    """What is left of `microphone` (16 kHz) while `played` sounds, and which frames hold nothing but our own echo.

    The output is filled 40 ms ahead, as a sound card's is.
    """
    rendered = RenderedSound(RATE)
    canceller = EchoCanceller(rendered)
    ahead, block = 4, round(RATE * FRAME_SECONDS)
    left = []
    for k in range(-ahead, len(microphone) // FRAME_SAMPLES):
        sound = played[(k + ahead) * block : (k + ahead + 1) * block]
        rendered.write(np.pad(sound, (0, block - len(sound))), 100 + (k + ahead) * FRAME_SECONDS)
        if k >= 0:
            samples = microphone[k * FRAME_SAMPLES : (k + 1) * FRAME_SAMPLES]
            left.append(canceller.receive(Frame(samples, 100 + (k + 1) * FRAME_SECONDS)))
    return np.concatenate([frame.frame.samples for frame in left]), [frame.own_echo for frame in left]


def cancelled_db(before: Samples, after: Samples, begin: float, end: float) -> float:
    first, last = round(begin * CAPTURE_RATE), round(end * CAPTURE_RATE)
    return level_db(before[first:last]) - level_db(after[first:last])


@pytest.mark.parametrize(
    "room",
    [Room(delay=0.04), Room(delay=0.2, distortion=2.0), Room(delay=0.45), Room(delay=0.15, echo_db=3.0)],
    ids=["near", "poor loudspeaker", "late", "loud"],
)
def test_our_own_voice_goes_and_is_never_taken_for_the_users(room: Room) -> None:
    heard = room.microphone(silence(8.0), our_voice(), RATE)
    left, own_echo = cancel(heard, our_voice())
    assert cancelled_db(heard, left, 3.0, 5.0) > 10
    assert cancelled_db(heard, left, 5.0, 8.0) > 13
    # Where there is anything to be taken for speech, from the first word on, it is known for what it is.
    loud = [level_db(left[k * FRAME_SAMPLES : (k + 1) * FRAME_SAMPLES]) > -50 for k in range(len(own_echo))]
    mistaken = sum(is_loud and not own for is_loud, own in zip(loud, own_echo, strict=True))
    assert mistaken <= 0.03 * len(own_echo)


def test_the_user_who_talks_over_us_at_the_same_level_is_heard_and_understood() -> None:
    reader = librivox_sentences()[0]
    played = np.concatenate([our_voice(), our_voice()])
    room = Room(delay=0.15)
    begin = 7 * CAPTURE_RATE
    voice = at_level(reader.samples(), -30)
    near = silence(15.0)
    near[begin : begin + len(voice)] = voice[: len(near) - begin]
    heard = room.microphone(near, played, RATE)
    left, own_echo = cancel(heard, played)
    during = slice(begin, begin + len(voice))
    assert word_error_rate(reader.text, understood(left[during])) <= 0.25
    assert word_error_rate(reader.text, understood(heard[during])) >= 0.5
    voiced = [
        own for k, own in enumerate(own_echo) if level_db(near[k * FRAME_SAMPLES : (k + 1) * FRAME_SAMPLES]) > -30
    ]
    assert np.mean(voiced) < 0.5


def test_while_nothing_plays_the_microphone_is_untouched() -> None:
    speech = librivox_sentences()[1].samples()
    left, own_echo = cancel(speech, silence(10.0, RATE))
    assert np.array_equal(left, speech[: len(left)])
    assert not any(own_echo)


def test_it_is_untouched_again_when_the_last_echo_has_died_and_there_is_no_click_between() -> None:
    room = Room(delay=0.1, noise_db=-90)
    played = np.concatenate([our_voice()[: 4 * RATE], silence(4.0, RATE)])
    heard = room.microphone(silence(7.5), played, RATE)
    left, _ = cancel(heard, played)
    last = 5 * CAPTURE_RATE
    assert np.array_equal(left[last:], heard[last : len(left)])
    # By then the reverberation is over, and what is learnt of it adds no step.
    silent = round(4.6 * CAPTURE_RATE)
    assert np.max(np.abs(left[silent:].astype(np.int32))) < 10


def test_a_moved_loudspeaker_is_found_again() -> None:
    before, after = Room(delay=0.1), Room(delay=0.2, seed=9)
    played = np.concatenate([our_voice(), our_voice()])
    half = 8 * CAPTURE_RATE
    heard = np.concatenate(
        [before.microphone(silence(16.0), played, RATE)[:half], after.microphone(silence(16.0), played, RATE)[half:]]
    )
    left, _ = cancel(heard, played)
    assert cancelled_db(heard, left, 12.0, 16.0) > 10


def test_clocks_that_drift_apart_are_followed() -> None:
    """50 ppm: a microphone and a loudspeaker on different sound cards."""
    played = np.concatenate([our_voice(), our_voice()])
    late = soxr.resample(played / 32768, RATE, RATE * (1 + 50e-6))
    heard = Room(delay=0.1).microphone(silence(15.0), to_samples(late), RATE)
    left, _ = cancel(heard, played)
    assert cancelled_db(heard, left, 4.0, 15.0) > 8


def test_what_drifts_while_we_are_silent_is_not_taken_for_the_user_when_we_begin_again() -> None:
    played = np.concatenate([our_voice(), silence(0.8, RATE)] * 2)
    late = soxr.resample(played / 32768, RATE, RATE * (1 + 50e-6))
    left, own_echo = cancel(Room(delay=0.3).microphone(silence(17.5), to_samples(late), RATE), played)
    loud = [level_db(left[k * FRAME_SAMPLES : (k + 1) * FRAME_SAMPLES]) > -50 for k in range(len(own_echo))]
    assert sum(loud) > 1000
    assert sum(is_loud and not own for is_loud, own in zip(loud, own_echo, strict=True)) <= 5


def test_the_filter_learns_any_path_from_noise_and_knows_how_well() -> None:
    random = np.random.default_rng(7)
    far = random.normal(0, 3000, (400, FRAME_SAMPLES)).astype(np.float32)
    path = random.normal(0, 1, 3000) * np.exp(-np.arange(3000) / 600) / 40
    echo = np.convolve(far.ravel(), path)[: far.size].reshape(far.shape).astype(np.float32)
    learning = EchoFilter()
    residues = [learning.receive(near, sound) for near, sound in zip(echo, far, strict=True)]

    def energy(sounds: NDArray[np.float32]) -> float:
        return float(np.sum(sounds.astype(np.float64) ** 2))

    last = residues[-50:]
    assert energy(np.array([residue.sound for residue in last])) < 1e-2 * energy(echo[-50:])
    # What it expects to be left is more than what is, and falls as it learns.
    assert all(residue.energy < residue.echo for residue in last)
    assert last[-1].echo < 0.5 * residues[30].echo


def test_the_leak_is_the_median_of_what_is_left_and_a_margin_and_never_more_than_all() -> None:
    leak = Leak()
    assert leak.most == pytest.approx(1.0)
    random = np.random.default_rng(7)
    for energy in 10 ** random.normal(-1.5, 0.2, 2000):
        leak.learn(energy, 1.0)
    settled = leak.most
    assert 10 ** (-1.5 + 0.5) < settled < 10 ** (-1.5 + 1.1)
    # A second of the user, however loud, is no more than a step after a step.
    for _ in range(100):
        leak.learn(100.0, 1.0)
    assert settled < leak.most < 2 * settled
    # The volume was turned up: there is no more than was expected at first.
    for _ in range(2000):
        leak.learn(100.0, 1.0)
    assert leak.most == pytest.approx(1.0)
    leak.limit(0.03)
    assert leak.most == pytest.approx(0.03 * 10**0.9)


def test_own_echo_is_what_is_expected_and_not_much_more() -> None:
    little_more, much_more = 10 ** ((OWN_ECHO_DB - 1) / 10), 10 ** ((OWN_ECHO_DB + 6) / 10)
    guard = OwnEcho()
    assert not guard.receive(1e6, 0.0)
    guard = OwnEcho()
    assert all(guard.receive(little_more, 1.0) for _ in range(10))
    # The user is heard through within the 60 ms that are considered.
    assert [guard.receive(much_more, 1.0) for _ in range(6)][-1] is False
    assert [guard.receive(0.5, 1.0) for _ in range(6)][-1] is True
