"""The transcript of an utterance out of nova-3's results, whatever order they come in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from echoflow.audio.frames import CAPTURE_RATE
from echoflow.recognition.deepgram_audio import Extent, SentAudio
from echoflow.recognition.deepgram_messages import Result, UtteranceEnd, Word
from echoflow.recognition.deepgram_transcript import NovaTranscript

OWNER = 7


def at(seconds: float) -> int:
    return round(seconds * CAPTURE_RATE)


def extent(fed: float, speech: float) -> Extent:
    return Extent(at(fed), at(speech))


def sent(seconds: float, since: float = 0.0) -> SentAudio:
    audio = SentAudio()
    audio.add(OWNER, at(since), at(seconds))
    return audio


def interim(start: float, end: float, text: str) -> Result:
    return Result(at(start), at(end), text)


def final(start: float, end: float, text: str, *, speech_final: bool = False, from_finalize: bool = False) -> Result:
    return Result(at(start), at(end), text, final=True, speech_final=speech_final, from_finalize=from_finalize)


def test_the_text_grows_and_settles() -> None:
    audio, transcript = sent(3.0), NovaTranscript(OWNER)
    texts = []
    for result in (
        interim(0, 1, "Hello"),
        interim(0, 2, "Hello there how"),
        final(0, 1.5, "Hello there."),
        interim(1.5, 2.5, "How are"),
        final(1.5, 3, "How are you?"),
    ):
        transcript.take(result, audio)
        texts.append(transcript.text)

    assert texts == [
        "Hello",
        "Hello there how",
        "Hello there.",
        "Hello there. How are",
        "Hello there. How are you?",
    ]
    assert transcript.settled == at(3)


def test_it_is_complete_when_silence_is_all_that_follows() -> None:
    audio, transcript = sent(2.0), NovaTranscript(OWNER)

    transcript.take(final(0, 1.9, "Hello."), audio)
    assert not transcript.is_complete(extent(2.0, 1.8), audio)
    transcript.take(final(0, 1.9, "Hello.", speech_final=True), audio)
    assert transcript.is_complete(extent(2.0, 1.8), audio)
    assert not transcript.is_complete(extent(2.5, 2.3), audio), "the user went on"


def test_results_up_to_the_very_end_need_no_silence() -> None:
    audio, transcript = sent(2.0), NovaTranscript(OWNER)

    transcript.take(final(0, 1.97, "Hello."), audio)

    assert transcript.is_complete(extent(2.0, 2.0), audio)


def test_an_empty_answer_to_finalize_confirms_what_is_there() -> None:
    audio, transcript = sent(2.5), NovaTranscript(OWNER)
    transcript.take(final(0, 1.9, "Hello."), audio)

    transcript.take(final(1.9, 1.9, "", from_finalize=True), audio)

    assert transcript.is_complete(extent(2.5, 1.9), audio)


def test_the_end_of_an_utterance_confirms_it_too() -> None:
    audio, transcript = sent(3.0), NovaTranscript(OWNER)
    transcript.take(final(0, 2, "Hello."), audio)

    transcript.take(UtteranceEnd(at(1.5)), audio)

    assert transcript.is_complete(extent(3.0, 1.6), audio)


def test_nothing_said_is_an_answer() -> None:
    audio, transcript = sent(1.0), NovaTranscript(OWNER)

    transcript.take(final(0, 1, "", from_finalize=True), audio)

    assert transcript.is_complete(extent(1.0, 1.0), audio)
    assert transcript.text == ""


FINALS = [
    final(0, 1, "One."),
    final(1, 2.5, "Two."),
    final(2.5, 3, ""),
    final(3, 5, "Three.", speech_final=True),
]
INTERIMS = [interim(0, 0.8, "Wan"), interim(1, 2, "Too"), interim(1, 2.2, "Two and"), interim(3, 4, "Tree")]


@given(st.permutations([*FINALS, *FINALS, *INTERIMS]))
def test_late_repeated_and_disordered_results_do_no_harm(results: list[Result]) -> None:
    audio, transcript = sent(5.0), NovaTranscript(OWNER)
    for result in results:
        transcript.take(result, audio)

    assert transcript.text == "One. Two. Three."
    assert transcript.is_complete(extent(5.0, 4.8), audio)


def test_a_result_that_is_missing_is_noticed() -> None:
    audio, transcript = sent(5.0), NovaTranscript(OWNER)
    transcript.take(FINALS[0], audio)

    transcript.take(FINALS[3], audio)

    assert transcript.settled == at(1)
    assert not transcript.is_complete(extent(5.0, 4.8), audio)
    assert not transcript.covers(extent(5.0, 4.8), audio)


def test_another_connection_goes_on_where_the_text_was_final() -> None:
    transcript = NovaTranscript(OWNER)
    transcript.take(final(0, 2, "I would like"), sent(4.0))
    transcript.take(interim(2, 4, "to order a piz"), sent(4.0))
    transcript.reconnected()
    assert transcript.text == "I would like to order a piz", "what was shown stays"

    again = sent(3.0, since=2.0)
    transcript.take(interim(0, 1, "to"), again)
    assert transcript.text == "I would like to"
    transcript.take(final(0, 3, "to order a pizza.", speech_final=True), again)

    assert transcript.text == "I would like to order a pizza."
    assert transcript.is_complete(extent(5.0, 4.9), again)


def test_words_of_the_utterance_before_are_left_out() -> None:
    audio = SentAudio()
    audio.add(OWNER - 1, 0, at(2))
    audio.add(OWNER, 0, at(2))
    words = (Word("Bye.", at(1.5), at(1.9)), Word("And", at(2.2), at(2.4)), Word("hello.", at(2.5), at(3)))
    transcript = NovaTranscript(OWNER)

    transcript.take(Result(at(1), at(4), "Bye. And hello.", words, final=True, speech_final=True), audio)

    assert transcript.text == "And hello."
    assert transcript.is_complete(extent(2.0, 1.9), audio)
