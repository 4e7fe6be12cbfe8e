"""The transcript of an utterance out of Flux's turns, and what they tell of the speaker."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from echoflow.audio.frames import CAPTURE_RATE
from echoflow.recognition.deepgram_audio import Extent, SentAudio
from echoflow.recognition.deepgram_messages import TurnEvent, TurnInfo
from echoflow.recognition.deepgram_turns import FluxTranscript
from echoflow.recognition.recognizer import Sign, TurnSign

OWNER = 7


def at(seconds: float) -> int:
    return round(seconds * CAPTURE_RATE)


def extent(fed: float, speech: float) -> Extent:
    return Extent(at(fed), at(speech))


def sent(seconds: float, since: float = 0.0) -> SentAudio:
    audio = SentAudio()
    audio.add(OWNER, at(since), at(seconds))
    audio.add_silence(at(1))
    return audio


def info(event: TurnEvent, end: float, text: str, turn: int = 0, *, forced: bool | None = False) -> TurnInfo:
    return TurnInfo(event, turn, 0, at(end), text, forced=forced)


def signs(transcript: FluxTranscript, audio: SentAudio, *infos: TurnInfo) -> list[TurnSign | None]:
    return [transcript.take(message, audio) for message in infos]


def test_the_end_is_expected_withdrawn_and_told() -> None:
    audio, transcript = sent(4.0), FluxTranscript(OWNER)

    told = signs(
        transcript,
        audio,
        info(TurnEvent.START, 0.5, "What"),
        info(TurnEvent.UPDATE, 1.0, "What is"),
        info(TurnEvent.EAGER_END, 2.0, "What is the capital?"),
        info(TurnEvent.RESUMED, 2.5, "What is the capital?"),
        info(TurnEvent.EAGER_END, 4.2, "What is the capital of France?"),
        info(TurnEvent.END, 4.4, "What is the capital of France?"),
    )

    assert told == [
        None,
        None,
        TurnSign(Sign.END_EXPECTED, "What is the capital?"),
        TurnSign(Sign.WENT_ON),
        TurnSign(Sign.END_EXPECTED, "What is the capital of France?"),
        TurnSign(Sign.ENDED, "What is the capital of France?"),
    ]
    assert transcript.turn_ended
    assert transcript.settled == at(4)


def test_an_expected_end_answers_when_it_comes_after_all_speech() -> None:
    audio, transcript = sent(4.0), FluxTranscript(OWNER)

    signs(transcript, audio, info(TurnEvent.EAGER_END, 3.9, "Hello."))

    assert transcript.is_complete(extent(4.0, 3.8), audio)
    assert not transcript.is_complete(extent(4.0, 4.0), audio), "a word may have come since"
    assert not transcript.has_ended(extent(4.0, 3.8)), "the real end is still to come"
    assert not transcript.turn_ended


def test_an_expected_end_that_still_stands_later_answers_for_later() -> None:
    audio, transcript = sent(4.0), FluxTranscript(OWNER)

    signs(transcript, audio, info(TurnEvent.EAGER_END, 3.8, "Hello."), info(TurnEvent.UPDATE, 4.1, "Hello."))

    assert transcript.is_complete(extent(4.0, 4.0), audio)


def test_speech_that_was_not_sent_yet_is_not_covered() -> None:
    audio, transcript = sent(2.0), FluxTranscript(OWNER)

    signs(transcript, audio, info(TurnEvent.END, 2.8, "Hello."))

    assert transcript.is_complete(extent(2.2, 1.9), audio)
    assert not transcript.is_complete(extent(2.5, 2.4), audio)


def test_turns_of_one_utterance_are_joined() -> None:
    audio, transcript = sent(6.0), FluxTranscript(OWNER)

    told = signs(
        transcript,
        audio,
        info(TurnEvent.END, 2.0, "Book a table."),
        info(TurnEvent.UPDATE, 2.25, "", turn=1),
        info(TurnEvent.START, 4.0, "For", turn=1),
        info(TurnEvent.END, 6.3, "For two.", turn=1),
    )

    assert told[-1] == TurnSign(Sign.ENDED, "Book a table. For two.")
    assert transcript.text == "Book a table. For two."


def test_a_forced_end_is_no_sign_of_the_speakers() -> None:
    audio = sent(2.0)
    said, unsaid = FluxTranscript(OWNER), FluxTranscript(OWNER)
    unsaid.end_asked()

    assert signs(said, audio, info(TurnEvent.END, 2.2, "So", forced=True)) == [None]
    assert signs(unsaid, audio, info(TurnEvent.END, 2.2, "So", forced=None)) == [None]

    assert not said.turn_ended
    assert said.is_complete(extent(2.0, 1.9), audio)


def test_nothing_said_is_an_answer_after_a_moment() -> None:
    audio, transcript = sent(1.0), FluxTranscript(OWNER)

    signs(transcript, audio, info(TurnEvent.UPDATE, 1.25, ""))
    assert not transcript.is_complete(extent(1.0, 1.0), audio)
    signs(transcript, audio, info(TurnEvent.UPDATE, 1.5, ""))

    assert transcript.is_complete(extent(1.0, 1.0), audio)


def test_another_connection_hears_the_turn_again() -> None:
    transcript = FluxTranscript(OWNER)
    first = sent(4.0)
    signs(transcript, first, info(TurnEvent.END, 2.0, "Hello.", turn=0), info(TurnEvent.UPDATE, 4.0, "I would", turn=1))
    transcript.reconnected()
    assert transcript.text == "Hello. I would", "what was shown stays"
    assert not transcript.has_ended(extent(2.0, 1.8)), "it is still to be heard"

    again = sent(3.0, since=2.0)
    signs(transcript, again, info(TurnEvent.UPDATE, 0.25, "", turn=0))
    assert transcript.text == "Hello. I would"
    signs(transcript, again, info(TurnEvent.END, 3.2, "I would like tea.", turn=0))

    assert transcript.text == "Hello. I would like tea."
    assert transcript.is_complete(extent(5.0, 4.8), again)


def test_an_end_that_got_lost_loses_no_words() -> None:
    audio, transcript = sent(6.0), FluxTranscript(OWNER)

    signs(transcript, audio, info(TurnEvent.UPDATE, 2.0, "One."), info(TurnEvent.END, 6.2, "Two.", turn=1))

    assert transcript.text == "One. Two."


TURNS = [
    info(TurnEvent.START, 0.5, "O"),
    info(TurnEvent.UPDATE, 1.0, "One"),
    info(TurnEvent.EAGER_END, 1.5, "One."),
    info(TurnEvent.END, 2.0, "One."),
    info(TurnEvent.START, 3.0, "T", turn=1),
    info(TurnEvent.UPDATE, 4.0, "Two", turn=1),
    info(TurnEvent.EAGER_END, 5.0, "Two.", turn=1),
    info(TurnEvent.END, 6.0, "Two.", turn=1),
]


@given(st.lists(st.sampled_from(TURNS), max_size=6), st.lists(st.booleans(), min_size=8, max_size=8))
def test_late_and_repeated_messages_do_no_harm(late: list[TurnInfo], again: list[bool]) -> None:
    audio, transcript = sent(6.0), FluxTranscript(OWNER)
    for message, twice in zip(TURNS, again, strict=True):
        signs(transcript, audio, message, *([message] if twice else []))

    assert [transcript.take(message, audio) for message in late] == [None] * len(late)
    assert transcript.text == "One. Two."
    assert transcript.turn_ended


def test_words_that_stand_still_while_speech_goes_on_do_not_cover_it() -> None:
    audio, transcript = sent(1.2), FluxTranscript(OWNER)
    wanted = extent(1.2, 1.1)

    signs(transcript, audio, info(TurnEvent.START, 0.4, "Does"), info(TurnEvent.UPDATE, 1.5, "Does"))
    assert not transcript.covers(wanted, audio)

    signs(transcript, audio, info(TurnEvent.UPDATE, 1.7, "Does it open"))
    assert transcript.covers(wanted, audio)
