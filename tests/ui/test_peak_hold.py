"""The mark of the loudest level of late."""

from __future__ import annotations

import pytest

from echoflow.ui.meters import PeakHold


def test_it_stays_for_a_second_and_sinks_then() -> None:
    peak = PeakHold(-60.0)
    assert peak.decibels == -60.0
    peak.receive(-12.0, 10.0)
    for now in (10.1, 10.5, 11.0):
        peak.receive(-40.0, now)
        assert peak.decibels == -12.0
    peak.receive(-40.0, 11.5)
    assert peak.decibels == pytest.approx(-24.0)
    peak.receive(-40.0, 12.0)
    assert peak.decibels == pytest.approx(-36.0)
    peak.receive(-40.0, 30.0)
    assert peak.decibels == -40.0


def test_a_louder_sound_takes_its_place_at_once() -> None:
    peak = PeakHold(-60.0)
    peak.receive(-30.0, 0.0)
    peak.receive(-20.0, 0.1)
    assert peak.decibels == -20.0
    peak.receive(-20.0, 1.0)
    peak.receive(-50.0, 1.9)
    assert peak.decibels == -20.0


def test_it_never_leaves_the_scale() -> None:
    peak = PeakHold(-60.0)
    peak.receive(-96.0, 0.0)
    peak.receive(-96.0, 50.0)

    assert peak.decibels == -60.0
