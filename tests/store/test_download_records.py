"""The speed of a download in virtual time, and what can be asked for by its place on the hub."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.errors import UsageError
from echoflow.store.download_records import Download, SpeedMeter, State, Wanted, read_records, save_record
from support.hub_models import wanted


def test_the_speed_is_that_of_the_last_seconds() -> None:
    meter = SpeedMeter()
    assert meter.add(0.0, 0) == 0.0
    assert [meter.add(float(second), second * 1_000_000) for second in range(1, 60)][-1] == pytest.approx(1e6)
    assert meter.add(60.0, 59_000_000) < 1e6
    for second in range(61, 70):
        stalled = meter.add(float(second), 59_000_000)
    assert stalled == 0.0


def test_going_on_behind_what_was_here_is_no_speed() -> None:
    meter = SpeedMeter()
    assert meter.add(10.0, 4_000_000_000) == 0.0
    assert meter.add(11.0, 4_001_000_000) == pytest.approx(1e6)


@given(st.lists(st.tuples(st.floats(0.01, 10.0), st.integers(0, 10**9)), min_size=1))
def test_the_speed_is_never_negative(steps: list[tuple[float, int]]) -> None:
    meter, now = SpeedMeter(), 0.0
    for seconds, done in steps:
        now += seconds
        assert meter.add(now, done) >= 0.0


def test_the_time_left_is_known_only_with_a_speed() -> None:
    assert Download(wanted(), State.FETCHING, 50, 100, 10.0).seconds_left == 5.0
    assert Download(wanted(), State.FETCHING, 50, 100).seconds_left is None
    assert Download(wanted(), State.FETCHING, 50, 0, 10.0).share == 0.0


def test_a_place_on_the_hub_names_a_model_or_all_its_parts() -> None:
    one = Wanted.reference("owner/Some-GGUF/Some-Q4_K_M.gguf")
    assert (one.repository, one.identifier, one.name) == ("owner/Some-GGUF", "some-q4_k_m", "Some-Q4_K_M")
    parts = Wanted.reference("owner/Some-GGUF/q8/Some-00001-of-00003.gguf")
    assert parts.identifier == "some"
    assert [file.path for file in parts.files] == [f"q8/Some-0000{number}-of-00003.gguf" for number in (1, 2, 3)]


@pytest.mark.parametrize(
    "text", ["llama", "owner/name", "owner/name/readme.md", "owner/name/../x.gguf", "owner/name/..gguf", ""]
)
def test_anything_else_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match="There is no model"):
        Wanted.reference(text)


def test_a_record_is_written_once(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    save_record(folder, wanted())
    (before,) = folder.iterdir()
    written = before.stat().st_ino
    save_record(folder, wanted())
    assert before.stat().st_ino == written
    assert [one.wanted for one in read_records(tmp_path)] == [wanted()]
