from __future__ import annotations

import pytest

from echoflow.language.language_model import Message, Sampling
from echoflow.language.llama_fit import Fit
from echoflow.language.llama_protocol import (
    Cancel,
    Count,
    Counted,
    Done,
    Failed,
    Generate,
    GenerationStats,
    GoOn,
    Hold,
    LlamaOptions,
    Load,
    Loaded,
    ModelInfo,
    Piece,
    Reply,
    Request,
    decode_reply,
    decode_request,
    encode,
)

FIT = Fit(33, 33, 8192, "f16", None, 512, 2, ("显卡 0",), 5_800_000_000, 7_200_000_000, 300_000_000, None)
REQUESTS: list[Request] = [
    Load(LlamaOptions("/模型/a b.gguf", flash_attention=True, kv_type="q8_0", threads=3), attempt=1),
    Generate(7, (Message("system", "s"), Message("user", "你好\n")), Sampling(seed=1), answer=False),
    Cancel(7),
    Hold(7),
    GoOn(7),
    Count(8, (Message("user", "你好\n"),)),
]
REPLIES: list[Reply] = [
    Loaded(ModelInfo("名", "llama", 4096, FIT, True, 12.5)),
    Piece(7, "“你好”\n"),
    Done(7, GenerationStats("length", prompt_tokens=3)),
    Counted(8, 3000),
    Failed(None, "missing"),
    Failed(7, "prompt_too_long", {"tokens": 5, "context": 4}),
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_request_arrives_as_it_was_sent(request_: Request) -> None:
    line = encode(request_)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode_request(line) == request_


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_arrives_as_it_was_sent(reply: Reply) -> None:
    line = encode(reply)
    assert line.count(b"\n") == 1
    assert decode_reply(line) == reply


@pytest.mark.parametrize("line", [b"hello\n", b"{}\n", b'{"type": "Other"}\n', b'{"type": "Piece", "x": 1}\n', b"[]\n"])
def test_nonsense_is_refused(line: bytes) -> None:
    for decode in (decode_request, decode_reply):
        with pytest.raises((ValueError, KeyError, TypeError)):
            decode(line)
