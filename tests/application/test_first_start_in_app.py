"""The first start in the app itself: from nothing to the first answer, by pointer alone and by keyboard alone."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from support.running_app import RunningApp, saved_settings, spoken
from support.speech import read_wav, understood
from support.virtual_screen import VirtualScreen
from support.waiting import wait_until
from support.whole_desktop import Desktop, whole_desktop

WINDOW = "Welcome to EchoFlow"
HELLO = re.compile("Hello.* hear me")
PARIS = re.compile("Paris")
LOUD = 2_000
"""Of 32,767: what only speech reaches here."""


@pytest.fixture(scope="module")
def desktop(virtual_screen: VirtualScreen) -> Iterator[Desktop]:
    with whole_desktop(virtual_screen) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def hello(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken("Hello, can you hear me?", tmp_path_factory.mktemp("hello"))


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken("What is the capital of France?", tmp_path_factory.mktemp("question"))


def see_step(desktop: Desktop, number: int) -> None:
    desktop.reader.find(f"Step {number} of 5")


def see_and_hear_the_answer(desktop: Desktop, app: RunningApp, since: int) -> None:
    """In the window, which says then that all is done."""
    desktop.reader.find("“What is the capital of France?”", "label")
    desktop.reader.find(PARIS, "label")
    app.wait_for("state: idle", since)
    desktop.reader.find("That was your first conversation", "label")


def no_window(desktop: Desktop) -> None:
    desktop.wait_until_gone(re.compile(r"Step \d of 5"))


def test_from_nothing_to_the_first_answer_with_the_pointer_alone(
    desktop: Desktop, hello: Path, question: Path, tmp_path: Path
) -> None:
    with desktop.app(tmp_path, newcomer=True) as app:
        desktop.click("We talk in English", "radio button")
        desktop.click("Next")
        see_step(desktop, 2)
        app.wait_for("ready")
        desktop.click("Say hello: try the microphone")
        desktop.reader.find("Done: I have finished speaking")
        desktop.card.play_into_microphone(hello)
        desktop.reader.find(HELLO, "label")
        desktop.reader.find("This was understood.", "label")
        desktop.click("Play a sound")
        desktop.click("I heard it")
        desktop.reader.find("Good, the loudspeaker works.", "label")
        desktop.click("Next")
        see_step(desktop, 3)
        assert "checked" in desktop.reader.find("All on this computer", "radio button").states
        desktop.click("Next")
        see_step(desktop, 4)
        desktop.click("Press to talk", "radio button")
        desktop.click("Next")

        see_step(desktop, 5)
        before = len(app.lines)
        with desktop.card.record_speaker(tmp_path / "heard.wav"):
            desktop.click("Talk")
            app.wait_for("state: listening", before)
            desktop.card.play_into_microphone(question)
            see_and_hear_the_answer(desktop, app, before)
        assert "Paris" in understood(read_wav(tmp_path / "heard.wav"))
        wait_until(lambda: saved_settings(tmp_path).get("first_start_done"), "the first start being remembered")
        before = len(app.lines)
        desktop.click("Finish")
        no_window(desktop)
        # How it goes on is said where it will be from now on.
        app.wait_for("message: Press Ctrl+Alt+Space and talk.", before)
        assert "Press Ctrl+Alt+Space and talk." in desktop.reader.find("Ready").description
        assert saved_settings(tmp_path)["mode"] == "tap"


def test_the_same_with_the_keyboard_alone_and_the_next_start_asks_nothing(
    desktop: Desktop, hello: Path, question: Path, tmp_path: Path
) -> None:
    with desktop.app(tmp_path, newcomer=True) as app:
        desktop.wait_for_focus("EchoFlow writes in English")
        desktop.press("Return")
        see_step(desktop, 2)
        app.wait_for("ready")
        desktop.wait_for_focus("Say hello: try the microphone")
        desktop.press("Return")
        desktop.wait_for_focus("Done: I have finished speaking")
        desktop.card.play_into_microphone(hello)
        desktop.reader.find(HELLO, "label")
        desktop.press("alt+n")
        desktop.wait_for_focus("All on this computer")
        desktop.press("Return")
        desktop.wait_for_focus("Keys to talk with: Ctrl+Alt+Space")
        desktop.press("Return")
        desktop.wait_for_focus("Keys to talk with: Press the keys…")
        desktop.press("ctrl+alt+k")
        desktop.wait_for_focus("Keys to talk with: Ctrl+Alt+K")
        desktop.press("alt+n")

        desktop.wait_for_focus("Talk")
        before = len(app.lines)
        with desktop.card.record_speaker(tmp_path / "heard.wav"):
            desktop.screen.key_down("ctrl+alt+k")
            app.wait_for("state: listening", before)
            desktop.card.play_into_microphone(question)
            desktop.screen.key_up("ctrl+alt+k")
            see_and_hear_the_answer(desktop, app, before)
        assert np.abs(read_wav(tmp_path / "heard.wav").astype(np.int32)).max() > LOUD
        desktop.press("alt+f")
        no_window(desktop)
        assert saved_settings(tmp_path)["hotkey"] == "<ctrl>+<alt>+k"

    with desktop.app(tmp_path, newcomer=True) as app:
        app.wait_for("message: Hold Ctrl+Alt+K and talk.")
        assert desktop.reader.look(WINDOW) is None


def test_killed_in_the_middle_put_off_and_skipped(desktop: Desktop, tmp_path: Path) -> None:
    with desktop.app(tmp_path, newcomer=True) as app:
        for number in (1, 2, 3):
            see_step(desktop, number)
            desktop.press("alt+n")
        desktop.wait_for_focus(re.compile("^Keys to talk with: "))
        desktop.press("Tab", "Right")
        wait_until(lambda: saved_settings(tmp_path).get("mode") == "tap", "the choice being kept")
        app.process.send_signal(signal.SIGKILL)
        app.process.wait()

    with desktop.app(tmp_path, newcomer=True):
        for number in (1, 2, 3):
            see_step(desktop, number)
            desktop.press("alt+n")
        wait_until(
            lambda: "checked" in desktop.reader.find("Press to talk", "radio button").states, "what was chosen before"
        )
        desktop.press("Escape")
        no_window(desktop)
    assert not saved_settings(tmp_path)["first_start_done"], "it was put off"

    with desktop.app(tmp_path, newcomer=True) as app:
        desktop.click("Skip all")
        no_window(desktop)
        app.wait_for("message: Press Ctrl+Alt+Space and talk.")
        wait_until(lambda: saved_settings(tmp_path)["first_start_done"], "it being remembered")
