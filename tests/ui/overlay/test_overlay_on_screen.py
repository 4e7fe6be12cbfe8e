"""The buttons and the handle of the card on a real X screen, judged by what a user sees, clicks and types."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from support.driven_app import DrivenApp, driven_app
from support.virtual_screen import VirtualScreen, virtual_screen
from support.waiting import wait_until

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X screens are for Linux")

ANSWER = "A flat white has less milk and a thinner layer of foam."


@pytest.fixture(scope="module")
def app(virtual_screen: VirtualScreen) -> Iterator[DrivenApp]:
    with driven_app(virtual_screen) as running:
        running.call("set_theme", "light")
        running.call("show_desktop")
        wait_until(lambda: virtual_screen.focused_window() == "other window", "the other window taking the keyboard")
        yield running


@pytest.fixture(autouse=True)
def _quiet(virtual_screen: VirtualScreen, app: DrivenApp) -> Iterator[None]:
    virtual_screen.move_pointer(200, 200)
    yield
    app.call("set_place", "")
    app.call("choose_look", "auto", "auto", "auto")
    app.call("set_conversation_shown", True)
    app.call("set_state", "idle")
    app.call("hide_now")


def _speak(app: DrivenApp) -> QRect:
    app.call("set_state", "speaking")
    app.call("show_answer", ANSWER, 10)
    return QRect(*app.settled("card_geometry"))


def _tool(screen: VirtualScreen, app: DrivenApp, name: str, card: QRect) -> QRect:
    """A button, once the pointer has come near the card and the button is there."""
    screen.move_pointer(card.center().x(), card.top() + 30)
    places: list[QRect] = []

    def is_there() -> bool:
        places.append(QRect(*[int(word) for word in app.call("tool_geometry", name)[-1].split()[1:]]))
        return places[-1].width() > 0

    wait_until(is_there, "the buttons coming")
    return places[-1]


def test_buttons_come_with_the_pointer_and_leave_with_it(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    card = _speak(app)
    assert app.call("tool_geometry", "stop") == ["tool 0 0 0 0"]

    _tool(virtual_screen, app, "stop", card)
    virtual_screen.move_pointer(200, 200)

    wait_until(lambda: app.call("tool_geometry", "stop") == ["tool 0 0 0 0"], "the buttons leaving")


def test_a_button_is_clicked_and_the_keyboard_stays_where_it_was(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    card = _speak(app)
    for name, said in (("stop", "overlay stop"), ("mute", "overlay mute True")):
        center = _tool(virtual_screen, app, name, card).center()
        virtual_screen.click(center.x(), center.y())
        app.wait_for(said, 5.0)

    assert virtual_screen.focused_window() == "other window"
    virtual_screen.tap("x")
    app.wait_for("typed x", 5.0)
    virtual_screen.tap("BackSpace")
    app.wait_for("typed ", 5.0)


def test_what_is_beside_the_buttons_lets_clicks_through(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    card = _speak(app)
    button = _tool(virtual_screen, app, "stop", card)

    for x, y in ((card.center().x(), card.top() + 50), (card.left() + 30, card.bottom() - 6)):
        assert not button.contains(x, y)
        virtual_screen.click(x, y)
        app.wait_for(f"clicked {x} {y}", 5.0)


def test_the_answer_can_be_copied(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    center = _tool(virtual_screen, app, "copy", _speak(app)).center()
    virtual_screen.click(center.x(), center.y())

    wait_until(lambda: app.call("clipboard") == [f"clipboard {ANSWER}"], "the answer on the clipboard")


def test_hidden_it_stays_away_until_the_next_turn(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    center = _tool(virtual_screen, app, "close_card", _speak(app)).center()
    virtual_screen.click(center.x(), center.y())
    wait_until(lambda: "EchoFlow" not in virtual_screen.windows(), "the card leaving")
    app.call("show_answer", ANSWER, 20)
    assert "EchoFlow" not in virtual_screen.windows()

    app.call("set_state", "listening")

    wait_until(lambda: "EchoFlow" in virtual_screen.windows(), "the card coming for the next turn")


def test_it_is_dragged_stays_whole_and_remembers_its_place(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    card = _speak(app)
    grip = _tool(virtual_screen, app, "grip", card).center()
    virtual_screen.drag(grip.x(), grip.y(), grip.x() + 150, grip.y() - 300)
    wait_until(
        lambda: QRect(*app.settled("card_geometry")).center().x() > card.center().x() + 100, "the card following"
    )
    dragged = QRect(*app.settled("card_geometry"))
    assert abs(dragged.center().x() - card.center().x() - 150) <= 2
    assert abs(dragged.center().y() - card.center().y() + 300) <= 2

    grip = _tool(virtual_screen, app, "grip", dragged).center()
    virtual_screen.drag(grip.x(), grip.y(), 5, 5)
    wait_until(lambda: QRect(*app.settled("card_geometry")).left() < 100, "the card following into the corner")
    cornered = QRect(*app.settled("card_geometry"))
    assert QRect(0, 0, virtual_screen.width, virtual_screen.height).contains(cornered)

    app.call("hide_now")
    assert _speak(app) == cornered
    assert virtual_screen.focused_window() == "other window"


def test_a_double_click_puts_it_back(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    home = _speak(app)
    app.call("set_place", "0.3 0.4")
    moved = QRect(*app.settled("card_geometry"))
    assert moved != home
    grip = _tool(virtual_screen, app, "grip", moved).center()

    virtual_screen.click(grip.x(), grip.y(), times=2)

    app.wait_for("overlay moved ", 5.0)
    wait_until(lambda: QRect(*app.settled("card_geometry")) == home, "the card going back")


def test_only_errors_are_shown_to_who_wants_no_card(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    app.call("set_conversation_shown", False)
    app.call("set_state", "speaking")
    app.call("show_answer", ANSWER, 10)
    app.call("show_message", "Amy is ready.", False)
    assert "EchoFlow" not in virtual_screen.windows()

    app.call("show_message", "The microphone has gone.", True)
    wait_until(lambda: "EchoFlow" in virtual_screen.windows(), "the error being shown")

    app.call("set_state", "listening")
    wait_until(lambda: "EchoFlow" not in virtual_screen.windows(), "the card leaving with the next turn")


def test_high_contrast_lets_nothing_shine_through(
    virtual_screen: VirtualScreen, app: DrivenApp, tmp_path: Path
) -> None:
    app.call("choose_look", "dark", "reduced", "high")
    card = _speak(app)

    def ground() -> int:
        image = QImage(str(virtual_screen.screenshot(tmp_path / "screen.png"))).copy(card)
        pixels = image.convertToFormat(QImage.Format.Format_RGB32)
        values = np.frombuffer(pixels.constBits(), np.uint8).reshape(pixels.height(), -1, 4)[:, :, :3]
        return int(np.count_nonzero((values == 0).all(axis=2)))

    wait_until(lambda: ground() > card.width() * card.height() * 0.7, "a black card")


def test_without_a_compositor_buttons_work_and_have_no_black_corners(tmp_path: Path) -> None:
    with virtual_screen(tray=False, compositor=False) as screen, driven_app(screen) as app:
        app.call("set_theme", "light")
        app.call("show_desktop")
        card = _speak(app)
        button = _tool(screen, app, "stop", card)
        screen.click(button.center().x(), button.center().y())
        app.wait_for("overlay stop", 5.0)
        image = QImage(str(screen.screenshot(tmp_path / "screen.png")))
        window = QRect(*app.numbers("tools_geometry"))
        ends = (window.left(), window.left() + 8), (window.right() - 8, window.right())
        rows = range(window.top(), window.bottom() + 1)
        colours = [image.pixelColor(x, y) for begin, end in ends for x in range(begin, end + 1) for y in rows]

        assert min(colour.lightness() for colour in colours) > 150
