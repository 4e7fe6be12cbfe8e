"""`/v1/listen`, the protocol of nova-3: results as the speech goes, final ones at pauses."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from .deepgram_hearing import Hearing, TimedWord
from .deepgram_outbox import Outbox
from .deepgram_query import BadQueryError, OptionsV1, keyterms_within
from .serving import Message

_INTERIM_SECONDS = 1.0
"""Of audio between two interim results; Deepgram's documentation says about a second."""

_LONGEST_SECONDS = 8.0
_LONGEST_IN_ONE_BREATH = 12.0
"""Speech is made final this long after it began at the latest: at the first gap, or without one."""

_LONG_PAUSE = 2.0
"""What makes speech final when endpointing is off."""

_EMPTY_SECONDS = 5.0
"""Silence is made final, with no words, this often."""

_CONFIDENCE = 0.98
_ARCHITECTURE = {"version": "2026-03-31.0", "arch": "nova-3"}


class ListenV1:
    """Implements `deepgram_connection.Dialogue`."""

    keeps_alive = True

    def __init__(self, options: OptionsV1, hearing: Hearing, outbox: Outbox, request_id: str) -> None:
        self._options = options
        self._hearing = hearing
        self._outbox = outbox
        self._request_id = request_id
        self._reported = 0.0
        self._last_word_end: float | None = None

    def opened(self) -> None:
        """Nothing is said before there is something to say."""

    async def window(self) -> None:
        """Looks at the window that was just heard."""
        hearing, options = self._hearing, self._options
        if hearing.started and options.vad_events:
            self._outbox.put({"type": "SpeechStarted", "channel": [0, 1], "timestamp": round(hearing.onset, 3)})
        if hearing.heard and hearing.silence:
            hearing.foresee()
        if hearing.heard and options.endpointing is not None and hearing.silence >= options.endpointing:
            await self._final(speech_final=True)
        elif self._is_long():
            await self._final()
        elif options.interim_results and hearing.position - self._reported >= _INTERIM_SECONDS - 1e-6:
            self._interim()
        self._end_utterance()

    async def message(self, message: Message) -> bool:
        """Answers a message of the client; False if it is the last one."""
        match message.get("type"):
            case "KeepAlive":
                pass
            case "Finalize":
                await self._final(from_finalize=True)
            case "Configure":
                self._configure(message)
            case "CloseStream":
                if self._hearing.heard:
                    await self._final()
                self._outbox.put(self._metadata())
                return False
            case _:
                self.schema_error(str(message))
        return True

    def schema_error(self, text: str) -> None:
        """Says that the client sent something that is no message."""
        description = "Could not deserialize last text message: expected an object with a known type."
        self._outbox.put({"type": "Error", "variant": "SchemaError", "description": description, "message": text})

    def _is_long(self) -> bool:
        hearing = self._hearing
        length = hearing.position - hearing.segment_start
        if not hearing.heard:
            return length >= _EMPTY_SECONDS
        pause = _LONG_PAUSE if self._options.endpointing is None else float("inf")
        return (
            hearing.silence >= pause
            or (length >= _LONGEST_SECONDS and not hearing.speaking)
            or length >= _LONGEST_IN_ONE_BREATH
        )

    async def _final(self, *, speech_final: bool = False, from_finalize: bool = False) -> None:
        text = await self._hearing.text()
        self._report(text, is_final=True, speech_final=speech_final, from_finalize=from_finalize)
        self._hearing.next_segment()

    def _interim(self) -> None:
        self._report(self._hearing.known, is_final=False)

    def _report(self, text: str, *, is_final: bool, speech_final: bool = False, from_finalize: bool = False) -> None:
        hearing = self._hearing
        self._reported = hearing.position
        if words := hearing.words(text):
            self._last_word_end = words[-1].end
        self._outbox.put(
            {
                "type": "Results",
                "channel_index": [0, 1],
                "duration": round(hearing.position - hearing.segment_start, 3),
                "start": round(hearing.segment_start, 3),
                "is_final": is_final,
                "speech_final": speech_final,
                "from_finalize": from_finalize,
                "channel": {"alternatives": [self._alternative(text, words)]},
                "metadata": {
                    "request_id": self._request_id,
                    "model_info": {"name": f"general-{self._options.model}", **_ARCHITECTURE},
                    "model_uuid": "00000000-0000-4000-8000-000000000003",
                },
            },
            about=hearing.sound_end if is_final and hearing.heard else None,
        )

    def _alternative(self, text: str, words: list[TimedWord]) -> dict[str, Any]:
        plain = [_plain(word.text) for word in words]
        alternative: dict[str, Any] = {
            "transcript": text if self._options.punctuated else " ".join(map(_plain, text.split())),
            "confidence": _CONFIDENCE if words else 0.0,
            "words": [
                {"word": bare, "start": round(word.start, 3), "end": round(word.end, 3), "confidence": _CONFIDENCE}
                | ({"punctuated_word": word.text} if self._options.punctuated else {})
                for word, bare in zip(words, plain, strict=True)
            ],
        }
        if self._options.language == "multi" and words:
            alternative["languages"] = ["zh"]
        return alternative

    def _end_utterance(self) -> None:
        hearing, gap = self._hearing, self._options.utterance_end
        if gap is None or self._last_word_end is None or hearing.speaking:
            return
        if hearing.position - self._last_word_end >= gap:
            end = round(self._last_word_end, 3)
            self._outbox.put({"type": "UtteranceEnd", "channel": [0, 1], "last_word_end": end})
            self._last_word_end = None

    def _configure(self, message: Message) -> None:
        answer: Message = {"type": "ConfigureSuccess", "request_id": self._request_id}
        try:
            answer["keyterms"] = list(keyterms_within(message.get("keyterms", [])))
        except BadQueryError as error:
            answer |= {
                "type": "ConfigureFailure",
                "code": "CONFIGURE_KEYTERM_LIMIT_EXCEEDED",
                "description": str(error),
            }
        if not self._options.model.startswith("nova-3"):
            code = "CONFIGURE_KEYTERMS_NOT_SUPPORTED"
            answer |= {"type": "ConfigureFailure", "code": code, "description": "Keyterms are for nova-3."}
        self._outbox.put(answer)

    def _metadata(self) -> Message:
        return {
            "type": "Metadata",
            "transaction_key": "deprecated",
            "request_id": self._request_id,
            "sha256": hashlib.sha256(self._request_id.encode()).hexdigest(),
            "created": datetime.now(UTC).isoformat(),
            "duration": round(self._hearing.position, 3),
            "channels": 1,
        }


def _plain(text: str) -> str:
    """As Deepgram writes it where no punctuation was asked for."""
    return "".join(character for character in text if character.isalnum() or character in " '-").lower()
