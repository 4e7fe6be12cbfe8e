"""The benchmark of faults: what counts as lost, and that no case is left out."""

from __future__ import annotations

import pytest
from faults import Row, cases, line, lost, summary
from faults_conversation import ALL_PARTS, Case

from stand_ins.faults import Fault, When


@pytest.mark.parametrize(
    ("expected", "got", "words"),
    [
        ("Does it open?", "does it open", 0),
        ("Does it open?", "Does open?", 1),
        ("Does it open?", "Does he open?", 1),
        ("Does it open?", "", 3),
        ("Does it open?", "And does it open?", 0),
        ("", "anything", 0),
    ],
)
def test_a_word_that_is_missing_or_another_is_lost(expected: str, got: str, words: int) -> None:
    assert lost(expected, got) == words


def test_every_fault_befalls_every_part_at_both_moments() -> None:
    everything = cases(ALL_PARTS, list(Fault))

    assert len(set(everything)) == len(ALL_PARTS) * len(Fault) * len(When)


def test_a_service_that_is_gone_stays_gone_and_a_lost_connection_is_lost_once() -> None:
    assert Case("flux", Fault.DROP, When.CONNECT).times is None
    assert Case("flux", Fault.DROP, When.MIDDLE).times == 1
    assert Case("flux", Fault.REFUSE_503, When.MIDDLE).times is None


def test_the_table_tells_all_and_the_summary_the_worst() -> None:
    rows = [
        Row("flux", "drop", "middle", "went on", 0.9, 0.15, 0, 0, 0.167, "", "Does it open?"),
        Row("flux", "silent", "middle", "asked", None, 0.0, 2, 0, None, "Say it again.", ""),
    ]

    assert line(rows[0]).split() == ["flux", "drop", "middle", "went", "on", "900", "150", "0", "0", "167"]
    assert summary(rows).splitlines() == [
        "1 went on, 0 switched, 1 asked",
        "words of the user's lost: 2",
        "answer after: median 900 ms, longest 900 ms",
        "audio flows again after one drop: longest 167 ms",
    ]
