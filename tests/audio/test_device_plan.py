"""Which devices are used when those that were chosen come and go."""

from __future__ import annotations

from echoflow.audio.endpoints.device_plan import STALL_SECONDS, DevicePlan, has_stalled, plan_devices
from echoflow.audio.endpoints.devices import AudioDevice

BUILT_IN = [AudioDevice("Built-in", is_default=True)]
BOTH = [*BUILT_IN, AudioDevice("Headset", is_default=False)]


def test_what_was_chosen_is_used() -> None:
    assert plan_devices("Headset", "", (BOTH, BOTH)) == DevicePlan("Headset", "")


def test_the_default_one_stands_in_for_what_has_gone() -> None:
    assert plan_devices("Headset", "Built-in", (BUILT_IN, BUILT_IN)) == DevicePlan("", "Built-in", ("Headset",))


def test_a_headset_that_has_gone_is_named_once() -> None:
    assert plan_devices("Headset", "Headset", (BUILT_IN, BUILT_IN)).missing == ("Headset",)
    assert plan_devices("Headset", "Headset", (BUILT_IN, BOTH)) == DevicePlan("", "Headset", ("Headset",))


def test_without_any_device_the_chosen_one_is_tried_so_that_it_is_named() -> None:
    assert plan_devices("Headset", "", ([], [])) == DevicePlan("Headset", "")


def test_a_microphone_that_wakes_slowly_is_left_alone() -> None:
    assert not has_stalled(100.0, 100.0 - STALL_SECONDS)
    assert has_stalled(100.1, 100.0 - STALL_SECONDS)
