"""Where a service is, as far as its address tells, and what a key can be."""

from __future__ import annotations

import pytest

from echoflow.clouds.addresses import Address
from echoflow.clouds.keys import is_sendable


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1:8080",
        "http://localhost:11434/v1",
        "http://192.168.1.20:8000",
        "http://10.0.0.7",
        "http://[::1]:8080",
        "http://[fe80::1]:8080",
        "http://nas:8080",
        "http://server.local",
        "http://server.home.arpa.",
    ],
)
def test_at_home(text: str) -> None:
    assert Address.parse(text, "it").at_home


@pytest.mark.parametrize(
    "text", ["https://api.openai.com/v1", "http://8.8.8.8", "wss://api.deepgram.com", "http://[2606:4700::1111]"]
)
def test_somewhere_else(text: str) -> None:
    assert not Address.parse(text, "it").at_home


def test_a_place_is_shown_without_what_is_nobody_elses_business() -> None:
    assert Address.parse("http://me:secret@nas:8080/v1?key=1", "it").place == "nas:8080"
    assert Address.parse("https://api.openai.com/v1", "it").place == "api.openai.com"
    assert Address.parse("http://[::1]:8080", "it").place == "[::1]:8080"


@pytest.mark.parametrize(
    ("key", "sendable"),
    [("sk-abc_123", True), ("", False), ("my key", False), ("a\nb", False), ("密钥", False), ("ｓｋ", False)],
)
def test_only_what_fits_a_header_can_be_a_key(key: str, sendable: bool) -> None:
    assert is_sendable(key) is sendable
