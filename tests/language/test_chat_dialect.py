"""What OpenAI-compatible servers say no with, and what is done about it."""

from __future__ import annotations

import pytest

from echoflow.errors import Trouble
from echoflow.language.chat_dialect import Dialect, Refusal, first_chat_model, model_names
from echoflow.language.language_model import Sampling

OVERFLOWS = [
    (
        400,
        {
            "message": "This model's maximum context length is 4097 tokens. However, your messages resulted in 5000.",
            "type": "invalid_request_error",
            "param": "messages",
            "code": "context_length_exceeded",
        },
    ),
    (
        400,
        {
            "error": {
                "code": 400,
                "message": "request (25837 tokens) exceeds the available context size (25088 tokens)",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": 25837,
                "n_ctx": 25088,
            }
        },
    ),
    (500, {"error": {"code": 500, "message": "the request exceeds the available context size.", "type": "x"}}),
    (
        400,
        {"object": "error", "message": "The decoder prompt (length 5) is longer than the maximum model length of 4."},
    ),
    (
        400,
        {"message": "'max_tokens' is too large: 256. This model's maximum context length is 4096 tokens", "code": 400},
    ),
    (500, {"error": {"message": "the input length exceeds the context length", "type": "api_error"}}),
    (400, {"error": "Trying to keep the first 5 tokens. The model is loaded with context length of only 4096 tokens"}),
    (400, {"error": {"message": "Range of input length should be [1, 30720]", "code": "InvalidParameter"}}),
    (400, {"error": {"message": "Invalid request: Your request exceeded model token limit: 8192"}}),
]


@pytest.mark.parametrize(("status", "body"), OVERFLOWS)
def test_a_conversation_too_long_is_recognised_in_every_wording(status: int, body: object) -> None:
    assert Refusal.of(status, body).overflow


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"message": "Unsupported parameter: 'top_k'"}),
        (429, {"message": "Rate limit reached: too many tokens per minute for the context window"}),
        (401, {"message": "Incorrect API key provided"}),
        (500, "upstream connect error"),
    ],
)
def test_nothing_else_passes_for_it(status: int, body: object) -> None:
    assert not Refusal.of(status, body).overflow


@pytest.mark.parametrize(
    ("status", "body", "trouble"),
    [
        (401, {"message": "no"}, Trouble.KEY_REFUSED),
        (402, {"message": "Insufficient Balance"}, Trouble.PAYMENT),
        (403, {"code": "unsupported_country_region_territory"}, Trouble.FORBIDDEN),
        (404, {"code": "model_not_found"}, Trouble.REJECTED),
        (429, {"message": "Rate limit reached"}, Trouble.BUSY),
        (429, {"code": "insufficient_quota", "message": "You exceeded your current quota"}, Trouble.PAYMENT),
        (400, {"code": "Arrearage", "message": "Access denied, please pay"}, Trouble.PAYMENT),
        (503, {"message": "Loading model"}, Trouble.BROKEN),
    ],
)
def test_a_refusal_means_something_to_the_user(status: int, body: object, trouble: Trouble) -> None:
    assert Refusal.of(status, body).trouble is trouble


def test_openai_is_told_only_what_it_knows() -> None:
    body = Dialect.of_openai().body(Sampling(seed=7))

    assert set(body) == {"max_completion_tokens", "temperature", "top_p", "seed", "stream_options"}
    assert "top_k" not in Dialect.of_cloud().body(Sampling())


def test_a_server_at_home_gets_all_of_the_sampling_and_is_asked_not_to_think() -> None:
    body = Dialect.of_home().body(Sampling(0.5, 0.9, 20, 1.2, 99))

    assert (body["temperature"], body["top_p"], body["top_k"], body["repeat_penalty"]) == (0.5, 0.9, 20, 1.2)
    assert body["max_tokens"] == 99
    assert body["chat_template_kwargs"] == {"enable_thinking": False}
    assert "seed" not in body


def refused(message: str, status: int = 400) -> Refusal:
    return Refusal.of(status, {"error": {"message": message}})


@pytest.mark.parametrize(
    ("message", "gone"),
    [
        ("Unsupported value: 'temperature' does not support 0.7 with this model.", {"temperature"}),
        ("property 'top_k' is unsupported, did you mean 'top_p'?", {"top_k", "top_p"}),
        ("[{'loc': ('body', 'reasoning_effort'), 'msg': 'Input should be low'}]", {"reasoning_effort"}),
        ('"smollm" does not support thinking', {"chat_template_kwargs", "reasoning_effort"}),
        ("stream_options is not permitted", {"stream_options"}),
    ],
)
def test_what_is_refused_by_name_is_left_out(message: str, gone: set[str]) -> None:
    dialect = Dialect.of_home()
    after = dialect.after(refused(message, 422))

    assert after is not None
    assert set(dialect.body(Sampling())) - set(after.body(Sampling())) == gone


def test_an_unexplained_refusal_costs_all_that_is_unusual_and_then_nothing_more() -> None:
    plain = Dialect.of_home().after(refused("Bad Request"))

    assert plain is not None
    assert set(plain.body(Sampling())) == {"max_tokens", "temperature", "top_p"}
    assert plain.after(refused("Bad Request")) is None


def test_the_longest_answer_goes_by_its_other_name() -> None:
    message = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."
    after = Dialect.of_cloud().after(refused(message))

    assert after is not None
    assert after.body(Sampling(max_tokens=9))["max_completion_tokens"] == 9
    assert "max_tokens" not in after.body(Sampling())
    assert after.after(refused("max_completion_tokens: unknown")) != Dialect.of_cloud()


def test_every_refusal_ends_somewhere() -> None:
    dialect: Dialect | None = Dialect.of_home()
    everything = "max_tokens max_completion_tokens temperature top_p seed top_k repeat_penalty thinking stream_options"
    for _ in range(10):
        dialect = dialect.after(refused(everything)) if dialect else None
    assert dialect is None


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_other_refusals_are_no_matter_of_wording(status: int) -> None:
    assert Dialect.of_home().after(refused("top_k", status)) is None


def test_the_first_model_that_can_talk_is_chosen() -> None:
    assert first_chat_model(["nomic-embed-text", "whisper-1", "tts-1-hd", "gpt-5-mini"]) == "gpt-5-mini"
    assert first_chat_model(["dall-e-3"]) is None
    assert first_chat_model([]) is None


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b'{"data": [{"id": "a"}, {"id": "b"}]}', ("a", "b")),
        (b'{"object": "list", "data": []}', ()),
        (b'{"object": "list", "data": null}', ()),
        (b"<html>", None),
        (b"[]", None),
        (b'{"data": 7}', None),
        (b'{"data": [7]}', None),
        (b"\xff", None),
    ],
)
def test_the_list_of_models_is_told_from_anything_else(content: bytes, names: tuple[str, ...] | None) -> None:
    assert model_names(content) == names
