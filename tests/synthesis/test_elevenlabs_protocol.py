"""What is said on ElevenLabs' socket, and what is understood of it."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.errors import Trouble
from echoflow.synthesis import elevenlabs_protocol as protocol
from echoflow.synthesis.elevenlabs_protocol import Answer, Complaint

TIMES = {"chars": ["H", "i"], "charStartTimesMs": [0, 30], "charDurationsMs": [30, 50]}


def test_the_address_asks_for_what_playback_and_timing_need() -> None:
    parts = urlsplit(protocol.stream_url("wss://example.org/eu", "a/b", "eleven_flash_v2_5", "zh"))

    assert (parts.netloc, parts.path) == ("example.org", "/eu/v1/text-to-speech/a%2Fb/multi-stream-input")
    assert parse_qs(parts.query) == {
        "model_id": ["eleven_flash_v2_5"],
        "output_format": ["pcm_24000"],
        "auto_mode": ["true"],
        "inactivity_timeout": ["180"],
        "sync_alignment": ["true"],
        "apply_text_normalization": ["auto"],
        "language_code": ["zh"],
    }


@pytest.mark.parametrize(("model", "language"), [("eleven_multilingual_v2", "zh"), ("eleven_flash_v2_5", "")])
def test_a_language_is_told_only_to_models_that_take_one(model: str, language: str) -> None:
    assert "language_code" not in protocol.stream_url("wss://example.org", "v", model, language)


def test_only_the_first_message_of_a_context_tunes_the_voice() -> None:
    first, *others = (
        json.loads(message)
        for message in (
            protocol.open_context("c"),
            protocol.say("c", "你好。 "),
            protocol.keep_alive("c"),
            protocol.flush("c"),
            protocol.close_context("c"),
        )
    )

    assert first["text"] == " "
    assert "voice_settings" in first
    assert others == [
        {"text": "你好。 ", "context_id": "c", "flush": True},
        {"text": "", "context_id": "c"},
        {"context_id": "c", "flush": True},
        {"context_id": "c", "close_context": True},
    ]


@pytest.mark.parametrize("context", ["contextId", "context_id"])
@pytest.mark.parametrize("final", ["isFinal", "is_final"])
@pytest.mark.parametrize("durations", ["charDurationsMs", "charsDurationsMs"])
def test_names_are_understood_however_they_are_written(context: str, final: str, durations: str) -> None:
    times = {"chars": ["H", "i"], "charStartTimesMs": [0, 30], durations: [30, 50]}
    audio = base64.b64encode(b"\1\0\2\0").decode()

    answer = protocol.read(json.dumps({context: "c", "audio": audio, "alignment": times, final: None}))

    assert isinstance(answer, Answer)
    assert (answer.context, answer.sound, answer.final) == ("c", b"\1\0\2\0", False)
    assert answer.alignment is not None
    assert (answer.alignment.characters, answer.alignment.starts) == (("H", "i"), (0.0, 0.03))
    assert answer.alignment.end == pytest.approx(0.08)
    assert protocol.read(json.dumps({context: "c", final: True})) == Answer("c", final=True)


def test_the_text_as_it_was_sent_counts_and_not_as_it_was_read_out() -> None:
    said = protocol.read(
        json.dumps({"contextId": "c", "normalizedAlignment": TIMES, "alignment": None, "isFinal": True})
    )

    assert isinstance(said, Answer)
    assert said.alignment is None


@pytest.mark.parametrize(
    "alignment",
    [
        7,
        [],
        {"chars": ["a"]},
        {**TIMES, "charStartTimesMs": [0]},
        {**TIMES, "chars": [1, 2]},
        {**TIMES, "charStartTimesMs": ["0", None]},
        {**TIMES, "charStartTimesMs": [-5, 0]},
        {**TIMES, "charStartTimesMs": [0, 10**400]},
        {**TIMES, "charStartTimesMs": [0, float("inf")]},
        {"chars": [], "charStartTimesMs": []},
    ],
)
def test_timings_that_are_none_leave_the_sound(alignment: Any) -> None:
    answer = protocol.read(json.dumps({"contextId": "c", "audio": "AQA=", "alignment": alignment}))

    assert answer == Answer("c", b"\1\0")


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "null",
        "[1]",
        '"audio"',
        "{}",
        b"\xff\x00",
        '{"audio": 7}',
        '{"audio": "no base64!", "contextId": "c"}',
        '{"type": "flush_done", "done": true}',
        "[" * 100_000,
    ],
)
def test_what_is_not_understood_is_passed_over(message: str | bytes) -> None:
    assert protocol.read(message) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
FIELDS = ("audio", "alignment", "isFinal", "contextId", "error", "message", "code", "chars", "charStartTimesMs")


@given(st.dictionaries(st.sampled_from(FIELDS), JSON | st.dictionaries(st.sampled_from(FIELDS), JSON)))
def test_no_message_is_too_strange_to_be_read(fields: dict[str, Any]) -> None:
    protocol.read(json.dumps(fields))


@pytest.mark.parametrize(
    ("status", "body", "trouble"),
    [
        (401, {"detail": {"status": "invalid_api_key", "message": "Invalid API key"}}, Trouble.KEY_REFUSED),
        (400, {"detail": {"status": "invalid_api_key", "message": "Invalid API key"}}, Trouble.KEY_REFUSED),
        (401, {"detail": {"status": "quota_exceeded", "message": "0 credits"}}, Trouble.PAYMENT),
        (401, {"detail": {"status": "missing_permissions", "message": "text_to_speech"}}, Trouble.FORBIDDEN),
        (400, {"detail": {"status": "voice_not_found", "message": "No such voice"}}, Trouble.REJECTED),
        (404, {"detail": "Not Found"}, Trouble.REJECTED),
        (402, {"detail": {"status": "payment_required"}}, Trouble.PAYMENT),
        (403, {"detail": {"status": "only_for_creator+"}}, Trouble.FORBIDDEN),
        (429, {"detail": {"status": "too_many_concurrent_requests"}}, Trouble.BUSY),
        (429, {}, Trouble.BUSY),
        (500, {"detail": None}, Trouble.BROKEN),
        (503, [], Trouble.BROKEN),
        (302, {}, Trouble.BROKEN),
    ],
)
def test_a_refusal_means_what_its_body_says(status: int, body: Any, trouble: Trouble) -> None:
    assert protocol.refusal(status, json.dumps(body).encode()).trouble is trouble


def test_a_refusal_without_a_body_means_what_its_status_says() -> None:
    refused = protocol.refusal(401, b"<html>")

    assert refused.trouble is Trouble.KEY_REFUSED
    assert refused.permanent


@pytest.mark.parametrize(
    ("error", "message", "trouble"),
    [
        ("quota_exceeded", "This request exceeds your quota.", Trouble.PAYMENT),
        ("voice_id_does_not_exist", "A voice with voice_id x does not exist.", Trouble.REJECTED),
        ("invalid_api_key", "Invalid API key", Trouble.KEY_REFUSED),
        ("input_timeout_exceeded", "Have not received a new text input within 20 seconds.", Trouble.UNREACHABLE),
        ("max_active_conversations", "Maximum simultaneous contexts exceeded (5).", Trouble.BROKEN),
        ("something_new", "Nobody knows.", Trouble.REJECTED),
    ],
)
def test_an_error_message_is_a_complaint(error: str, message: str, trouble: Trouble) -> None:
    said = protocol.read(json.dumps({"error": error, "message": message, "code": 1008, "contextId": "c"}))

    assert isinstance(said, Complaint)
    assert (said.context, said.error.trouble) == ("c", trouble)


@pytest.mark.parametrize(
    ("code", "reason", "trouble"),
    [
        (None, "", Trouble.UNREACHABLE),
        (1000, "", Trouble.UNREACHABLE),
        (1011, "Internal error", Trouble.BROKEN),
        (1008, "", Trouble.REJECTED),
        (1008, "Have not received a new text input within the timeout of 20 seconds.", Trouble.UNREACHABLE),
        (1008, "Maximum simultaneous contexts per WebSocket connection exceeded (5).", Trouble.BROKEN),
        (1008, "This request exceeds your quota of 10000.", Trouble.PAYMENT),
    ],
)
def test_a_close_means_what_its_reason_says(code: int | None, reason: str, trouble: Trouble) -> None:
    assert protocol.closing(code, reason).trouble is trouble
