"""What counts as a newer version, how often that is asked, and what is sent for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow import paths
from echoflow.store.updates import (
    ADDRESS_NAME,
    PERIOD_SECONDS,
    UpdateRecord,
    address,
    ask,
    is_newer,
    remember,
    remembered,
    version_in,
)
from stand_ins.updates import UpdatesStandIn


@pytest.mark.parametrize(
    ("found", "current"),
    [("0.2.0", "0.1.9"), ("0.1.10", "0.1.9"), ("1.0", "0.9.9"), ("0.1.0.1", "0.1.0"), ("0.2.0", "0.2.0rc1")],
)
def test_a_later_version_is_newer_and_an_earlier_is_not(found: str, current: str) -> None:
    assert is_newer(found, current)
    assert not is_newer(current, found)


@pytest.mark.parametrize(("found", "current"), [("0.1.0", "0.1.0"), ("0.1", "0.1.0"), ("1", "1.0.0")])
def test_the_same_version_is_not_newer(found: str, current: str) -> None:
    assert not is_newer(found, current)


versions = st.lists(st.integers(0, 9999), min_size=2, max_size=4).map(lambda numbers: ".".join(map(str, numbers)))


@given(versions, versions)
def test_of_two_versions_at_most_one_is_newer(one: str, other: str) -> None:
    assert not (is_newer(one, other) and is_newer(other, one))


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", "{}", '{"version": 2}', '{"version": "latest"}', '{"version": "1.2; call 0900"}', "null"],
)
def test_what_is_no_version_is_none(text: str) -> None:
    assert version_in(text) is None


def test_the_version_is_read_whatever_else_is_in_the_file() -> None:
    assert version_in('{"version": "1.2.3", "more": [1]}') == "1.2.3"


def test_it_is_asked_once_a_day_whatever_the_clock_does() -> None:
    assert UpdateRecord().seconds_left(1_000_000_000) == 0
    assert UpdateRecord(asked=1000).seconds_left(1000 + 3600) == PERIOD_SECONDS - 3600
    assert UpdateRecord(asked=1000).seconds_left(1000 + PERIOD_SECONDS) == 0
    assert UpdateRecord(asked=1000).seconds_left(500) == 0


def test_each_version_is_news_once() -> None:
    assert UpdateRecord().is_news("0.2.0", "0.1.0")
    assert not UpdateRecord(told="0.2.0").is_news("0.2.0", "0.1.0")
    assert UpdateRecord(told="0.2.0").is_news("0.2.1", "0.1.0")
    assert not UpdateRecord().is_news("0.1.0", "0.1.0")


def test_what_was_told_is_remembered(tmp_path: Path) -> None:
    record = UpdateRecord(asked=12.5, told="0.2.0")
    asyncio.run(remember(tmp_path / "updates.json", record))
    assert asyncio.run(remembered(tmp_path / "updates.json")) == record


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"asked": "yesterday", "told": ""}'])
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "updates.json").write_text(text)
    assert asyncio.run(remembered(tmp_path / "updates.json")) == UpdateRecord()


def test_a_build_without_an_address_has_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ECHOFLOW_UPDATES_URL", raising=False)
    monkeypatch.setattr(paths, "resources_folder", lambda: tmp_path)
    assert address() == ""
    (tmp_path / ADDRESS_NAME).write_text("https://example.org/latest.json\n")
    assert address() == "https://example.org/latest.json"
    monkeypatch.setenv("ECHOFLOW_UPDATES_URL", "")
    assert address() == ""


@asynccontextmanager
async def publisher(**answers: object) -> AsyncIterator[UpdatesStandIn]:
    async with UpdatesStandIn(**answers) as server:  # type: ignore[arg-type]
        yield server


def test_a_plain_get_is_all_that_is_sent() -> None:
    async def play() -> None:
        async with publisher(version="9.8.7") as server:
            assert await ask(server.url) == "9.8.7"
            [request] = server.requests
        assert request.method == "GET"
        assert request.query == ""
        assert request.body == b""
        told = {name.lower(): value for name, value in request.headers.items()}
        assert told.pop("user-agent") == "EchoFlow"
        assert set(told) == {"host", "accept", "accept-encoding", "connection"}

    asyncio.run(play())


def test_a_file_that_is_somewhere_else_is_followed() -> None:
    async def play() -> None:
        async with publisher(version="9.8.7", moved=True) as server:
            assert await ask(server.url) == "9.8.7"
            assert len(server.requests) == 2

    asyncio.run(play())


@pytest.mark.parametrize("status", [404, 500])
def test_a_publisher_that_fails_is_no_news(status: int) -> None:
    async def play() -> None:
        async with publisher(status=status) as server:
            assert await ask(server.url) is None

    asyncio.run(play())


@pytest.mark.parametrize("text", ["<html>", '{"version": "1.0"' + " " * 100_000 + "}", "\xff\xfe"])
def test_an_answer_of_another_kind_is_no_news(text: str) -> None:
    async def play() -> None:
        async with publisher(body=text.encode("latin-1")) as server:
            assert await ask(server.url) is None

    asyncio.run(play())


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/latest.json", "no address", "file:///etc/passwd", "http://[::"])
def test_nobody_there_is_no_news(url: str) -> None:
    assert asyncio.run(ask(url)) is None
