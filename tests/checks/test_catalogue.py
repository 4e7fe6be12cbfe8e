"""The checks go from area to area, and each has a name for people."""

from __future__ import annotations

from echoflow.checks.areas import areas
from echoflow.checks.catalogue import CHECKS, checks
from echoflow.checks.titles import title_of


def test_each_check_has_its_place_in_an_area_in_the_order_they_are_carried_out() -> None:
    assert [name for names in areas().values() for name in names] == [check.name for check in CHECKS]


def test_each_check_has_a_title() -> None:
    assert [check.name for check in CHECKS if title_of(check.name) == check.name] == []


def test_what_makes_a_noise_waits_to_be_asked_for() -> None:
    assert {check.name for check in checks(with_sound=True)} - {check.name for check in checks()} == {"echo"}
