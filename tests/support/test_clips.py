"""The clips are what they say they are: there, audible, at their level, and as many as the figures promise."""

from __future__ import annotations

import numpy as np
import pytest

from echoflow.audio.frames import CAPTURE_RATE
from support import clips
from support.clips import Clip, Kind, PausedClip
from support.speech_level import active_level_db

WANTED = {
    Kind.BACKCHANNEL: 16,
    Kind.NOISE: 16,
    Kind.INTERRUPTION: 20,
    Kind.OTHERS: 8,
    Kind.PAUSE: 20,
    Kind.FINISHED: 12,
}


def of(kind: Kind) -> list[Clip]:
    return [clip for clip in clips.everything() if clip.kind is kind]


@pytest.mark.parametrize("kind", Kind)
def test_there_are_enough_of_each_kind_and_no_two_share_a_name(kind: Kind) -> None:
    names = [clip.name for clip in of(kind)]
    assert len(names) >= WANTED[kind]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", [Kind.BACKCHANNEL, Kind.INTERRUPTION, Kind.OTHERS, Kind.PAUSE])
def test_speech_is_english_and_chinese_and_in_several_voices_some_of_them_human(kind: Kind) -> None:
    assert {clip.language for clip in of(kind)} == {"en", "zh"}
    assert len({clip.source for clip in of(kind)}) >= 4
    assert any(clip.source.startswith("human") for clip in of(kind))


@pytest.mark.parametrize("clip", clips.everything(), ids=lambda clip: f"{clip.kind.value}-{clip.name}")
def test_a_clip_is_short_begins_at_once_and_has_the_level_it_is_asked_for(clip: Clip) -> None:
    samples = clip.samples()
    assert 0.08 < len(samples) / CAPTURE_RATE < 9
    assert active_level_db(samples) == pytest.approx(clips.USER_LEVEL_DB - clip.below_user_db, abs=1.0)
    assert np.abs(samples[:480].astype(np.int32)).max() > 0.01 * np.abs(samples.astype(np.int32)).max()


@pytest.mark.parametrize("clip", clips.pauses(), ids=lambda clip: clip.name)
def test_a_paused_sentence_is_silent_for_the_pause_and_goes_on_after_it(clip: PausedClip) -> None:
    samples = clip.samples()
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 0)
    gaps = np.diff(loud)
    longest = int(np.argmax(gaps))
    assert gaps[longest] / CAPTURE_RATE == pytest.approx(clip.pause, abs=0.03)
    assert loud[longest] / CAPTURE_RATE == pytest.approx(clip.gap_at, abs=0.1)
    assert (len(samples) - loud[longest + 1]) / CAPTURE_RATE > 0.5
