import math
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from echoflow.conversation.talk_key import TalkMode
from echoflow.ui.manner import Manner
from echoflow.ui.overlay import lingering
from echoflow.ui.overlay.card import WIDTH, OverlayCard
from echoflow.ui.overlay.card_tools import Nearness, ToolButton
from echoflow.ui.overlay.lingering import LINGER_MILLISECONDS, reading_milliseconds
from echoflow.ui.overlay.overlay import Overlay
from echoflow.ui.overlay.shadow import SHADOW_REACH
from echoflow.ui.state import AppState
from echoflow.ui.theme import LIGHT, Theme


@pytest.fixture
def card(qapp: QApplication) -> OverlayCard:
    return OverlayCard()


def _settle(card: OverlayCard) -> None:
    for _ in range(300):
        card.advance(0.016)


def test_without_words_it_is_a_pill_and_grows_for_them(card: OverlayCard) -> None:
    card.set_state(AppState.LISTENING)
    _settle(card)
    pill = card.size
    card.set_user_text("turn on the light", final=False)
    _settle(card)

    assert pill.width() < card.size.width() == WIDTH
    assert pill.height() < card.size.height() < card.largest_height


def test_the_largest_texts_fit(card: OverlayCard) -> None:
    card.set_state(AppState.SPEAKING)
    card.set_user_text("so " * 400, final=True)
    card.set_answer("well " * 400, 700)
    _settle(card)

    assert card.size.height() <= card.largest_height


def test_it_keeps_moving_while_something_goes_on_and_rests_when_idle(card: OverlayCard) -> None:
    for state in (AppState.LOADING, AppState.LISTENING, AppState.THINKING, AppState.SPEAKING):
        card.set_state(state)
        _settle(card)
        assert card.is_moving
    for state in (AppState.IDLE, AppState.MUTED, AppState.ERROR):
        card.set_state(state)
        _settle(card)
        assert not card.is_moving


def test_with_reduced_motion_nothing_glides_or_flows(card: OverlayCard) -> None:
    card.set_reduced_motion(True)
    for state in (AppState.LOADING, AppState.LISTENING, AppState.THINKING, AppState.SPEAKING):
        card.set_state(state)
        _settle(card)
        assert not card.is_moving, state
        before = _drawn(card, 1.0)
        assert _drawn(card, 1.37) == before, "the time alone changes nothing"
    card.set_user_text("turn on the light", final=False)
    card.advance(0.001)

    assert card.size.width() == WIDTH


def test_a_voice_can_be_seen_with_reduced_motion_as_well(card: OverlayCard) -> None:
    card.set_reduced_motion(True)
    card.set_state(AppState.LISTENING)
    _settle(card)
    silent = _drawn(card, 1.0)
    card.set_level(0.9)

    assert card.is_moving
    _settle(card)
    assert _drawn(card, 1.0) != silent


def _drawn(card: OverlayCard, now: float) -> QImage:
    image = QImage(round(WIDTH), 400, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        card.paint(painter, QRectF(0, 0, card.size.width(), card.size.height()), LIGHT, now)
    return image


def test_a_new_turn_replaces_the_old_answer(card: OverlayCard) -> None:
    card.set_user_text("first", final=True)
    card.set_answer("one", 3)
    card.set_user_text("first", final=True)
    assert card.answer_text == "one"

    card.set_user_text("second", final=False)

    assert (card.user_text, card.answer_text) == ("second", "")


def test_an_error_stays_until_the_conversation_goes_on(card: OverlayCard) -> None:
    card.set_state(AppState.LISTENING)
    card.set_message("The voice is missing; choose another one.", is_error=True)
    card.set_state(AppState.IDLE)
    assert (card.state, card.answer_text) == (AppState.ERROR, "The voice is missing; choose another one.")

    card.set_state(AppState.LISTENING)

    assert (card.state, card.answer_text) == (AppState.LISTENING, "")


def test_good_news_ends_the_look_of_an_error(card: OverlayCard) -> None:
    card.set_message("The voice is missing; choose another one.", is_error=True)
    card.set_message("The voice is ready.", is_error=False)

    assert (card.state, card.answer_text) == (AppState.IDLE, "The voice is ready.")


def test_an_error_gives_way_to_the_muted_microphone_and_not_to_being_ready(card: OverlayCard) -> None:
    card.set_state(AppState.MUTED)
    card.set_message("The voice is missing; choose another one.", is_error=True)
    card.set_state(AppState.MUTED)
    assert card.message.startswith("The voice is missing")

    card.calm()

    assert card.state is AppState.MUTED


def test_what_is_loaded_is_told_until_all_of_it_is_there(card: OverlayCard) -> None:
    card.set_state(AppState.LOADING)
    card.set_message("The voice is ready.", is_error=False)
    assert (card.state, card.answer_text) == (AppState.LOADING, "The voice is ready.")

    card.set_state(AppState.IDLE)

    assert (card.state, card.answer_text) == (AppState.IDLE, "The voice is ready.")


def _speak(card: OverlayCard, step: int) -> None:
    """A conversation, a sixtieth of a second at a time."""
    answer = "One shot of espresso, and much less milk than in a latte, so the coffee is stronger. " * 3
    if step == 5:
        card.set_state(AppState.LISTENING)
    elif step == 15:
        card.set_user_text("What is a flat", final=False)
    elif step == 30:
        card.set_user_text("What is a flat white?", final=True)
    elif step == 40:
        card.set_state(AppState.THINKING)
    elif step == 60:
        card.set_state(AppState.SPEAKING)
    elif 60 < step < 300:
        card.set_answer(answer[: 90 if step < 150 else len(answer)], step - 60)
    elif step in (300, 340):
        card.set_manner(Manner(muted=step == 300))
    elif step == 310:
        card.set_message("The voice is ready.", is_error=False)
    elif step == 320:
        card.set_message("The microphone has gone.", is_error=True)
    elif step == 350:
        card.set_state(AppState.LOADING)
    card.set_level(0.5 + 0.5 * math.sin(step))


def test_to_paint_only_what_has_moved_looks_the_same(card: OverlayCard) -> None:
    area = QRectF(0, 0, WIDTH + 2 * SHADOW_REACH, card.largest_height + 2 * SHADOW_REACH).toAlignedRect()
    kept = QImage(area.size(), QImage.Format.Format_ARGB32_Premultiplied)
    kept.fill(0)
    few = 0
    for step in range(400):
        _speak(card, step)
        card.advance(1 / 60)
        place = QRectF(
            (area.width() - card.size.width()) / 2,
            area.height() - SHADOW_REACH - card.size.height(),
            card.size.width(),
            card.size.height(),
        )
        fresh = QImage(area.size(), QImage.Format.Format_ARGB32_Premultiplied)
        fresh.fill(0)
        with QPainter(fresh) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            card.paint(painter, place, LIGHT, step / 60)
        parts = card.moved_parts(place)
        few += parts is not None
        with QPainter(kept) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            for part in [area] if parts is None else [each.toAlignedRect() for each in parts]:
                painter.drawImage(part.topLeft(), fresh, part)
        assert kept == fresh, step
    assert few > 150, "most of the time little moves"


def test_a_long_sentence_stays_longer_and_a_chinese_one_longer_still() -> None:
    assert reading_milliseconds("Hold F9 and talk.") < LINGER_MILLISECONDS
    assert reading_milliseconds("The microphone has gone; connect it or choose another one. " * 2) > 8_000
    assert reading_milliseconds("麦克风已断开，请重新连接，或在菜单中选择另一个。" * 2) > 8_000


@pytest.fixture
def overlay(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Overlay]:
    monkeypatch.setattr(lingering, "LINGER_MILLISECONDS", 50)
    monkeypatch.setattr(lingering, "ERROR_LINGER_MILLISECONDS", 50)
    monkeypatch.setattr(lingering, "_NOTICING_MILLISECONDS", 10)
    monkeypatch.setattr(lingering, "_CHARACTER_MILLISECONDS", 1)
    shown = Overlay(Manner(keys=("F9",)))
    qtbot.addWidget(shown)
    yield shown
    shown.hide_now()


def test_it_appears_for_a_state_and_leaves_when_idle(qtbot: QtBot, overlay: Overlay) -> None:
    assert not overlay.isVisible()
    overlay.set_state(AppState.LISTENING)
    assert overlay.isVisible()
    assert overlay.is_animating

    overlay.set_state(AppState.IDLE)

    qtbot.waitUntil(lambda: not overlay.isVisible(), timeout=5_000)
    assert not overlay.is_animating


def test_idle_alone_shows_nothing(overlay: Overlay) -> None:
    overlay.set_state(AppState.IDLE)
    overlay.set_level(0.5)

    assert not overlay.isVisible()
    assert not overlay.is_animating


def test_a_muted_microphone_alone_shows_nothing(overlay: Overlay) -> None:
    overlay.set_state(AppState.MUTED)

    assert not overlay.isVisible()


def test_hands_free_it_waits_for_words(overlay: Overlay) -> None:
    """Any sound may begin a turn; a door must not bring up a card."""
    overlay.set_manner(Manner(TalkMode.HANDS_FREE, ("F9",)))
    overlay.set_state(AppState.LISTENING)
    assert not overlay.isVisible()

    overlay.show_user_text("turn on", final=False)

    assert overlay.isVisible()
    assert overlay.card.state is AppState.LISTENING


def test_something_new_cancels_leaving(qtbot: QtBot, overlay: Overlay) -> None:
    overlay.set_state(AppState.SPEAKING)
    overlay.hide_soon()
    overlay.show_answer("Wait.", 2)

    qtbot.wait(200)

    assert overlay.isVisible()


def test_a_message_leaves_by_itself(qtbot: QtBot, overlay: Overlay) -> None:
    overlay.show_message("The model is loading.", is_error=True)
    assert overlay.card.state is AppState.ERROR

    qtbot.waitUntil(lambda: not overlay.isVisible(), timeout=5_000)


def test_what_loads_stays_until_it_is_loaded(qtbot: QtBot, overlay: Overlay) -> None:
    overlay.set_state(AppState.LOADING)
    overlay.show_message("The voice is ready.", is_error=False)
    qtbot.wait(300)
    assert overlay.isVisible()

    overlay.set_state(AppState.IDLE)

    qtbot.waitUntil(lambda: not overlay.isVisible(), timeout=5_000)


def test_an_error_in_a_drawing_is_told_and_takes_nothing_else_with_it(
    qtbot: QtBot, overlay: Overlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = overlay.card.paint
    drawn: list[float] = []

    def paint(painter: QPainter, card: QRectF, theme: Theme, now: float) -> None:
        drawn.append(now)
        if len(drawn) == 3:
            raise ValueError("a font without glyphs")
        draw(painter, card, theme, now)

    monkeypatch.setattr(overlay.card, "paint", paint)
    with qtbot.captureExceptions() as errors:
        overlay.set_state(AppState.SPEAKING)
        qtbot.waitUntil(lambda: len(drawn) > 6, timeout=5_000)

    assert [str(error) for _, error, _ in errors] == ["a font without glyphs"]


def test_hide_now_is_now(overlay: Overlay) -> None:
    overlay.set_state(AppState.SPEAKING)
    overlay.hide_now()

    assert not overlay.isVisible()
    assert not overlay.is_animating


def test_a_fresh_start_shows_nothing_of_the_last_conversation(overlay: Overlay) -> None:
    overlay.show_user_text("private words", final=True)
    overlay.hide_now()
    overlay.set_state(AppState.LISTENING)

    assert overlay.card.user_text == ""


def test_a_screen_reader_can_tell_what_it_shows(overlay: Overlay) -> None:
    overlay.set_state(AppState.SPEAKING)
    overlay.show_user_text("what time is it", final=True)
    overlay.show_answer("It is noon.", 3)

    interface = QAccessible.queryAccessibleInterface(overlay)
    assert interface.text(QAccessible.Text.Name) == "Speaking"
    assert interface.text(QAccessible.Text.Description) == "what time is it\nIt is noon."


def test_every_button_says_what_it_does(qtbot: QtBot, overlay: Overlay) -> None:
    overlay.set_state(AppState.SPEAKING)
    buttons = overlay.tools.findChildren(ToolButton)

    assert len(buttons) == 5
    for button in buttons:
        assert button.accessibleName() == button.toolTip() != ""
    overlay.set_manner(Manner(muted=True))
    assert overlay.tools.mute.accessibleName() == "Unmute microphone"
    with qtbot.waitSignal(overlay.mute_requested) as told:
        overlay.tools.mute.click()
    assert told.args == [False]


def test_there_is_something_to_stop_only_while_it_answers(overlay: Overlay) -> None:
    for state in AppState:
        overlay.set_state(state)
        assert overlay.tools.stop.isEnabled() == (state in (AppState.THINKING, AppState.SPEAKING))
    assert not overlay.tools.copy.isEnabled()
    overlay.show_answer("It is noon.", 3)
    assert overlay.tools.copy.isEnabled()


def test_dismissed_it_comes_back_for_news(qtbot: QtBot, overlay: Overlay) -> None:
    overlay.set_state(AppState.SPEAKING)
    overlay.dismiss()
    qtbot.waitUntil(lambda: not overlay.isVisible(), timeout=5_000)
    overlay.set_state(AppState.THINKING)
    assert not overlay.isVisible()

    overlay.show_message("The microphone has gone.", is_error=True)

    assert overlay.isVisible()


def test_buttons_stay_a_moment_when_the_pointer_slips() -> None:
    nearness = Nearness()
    assert not nearness.look(is_near=False, now=10.0)
    assert nearness.look(is_near=True, now=11.0)
    assert nearness.look(is_near=False, now=11.5)
    assert not nearness.look(is_near=False, now=12.0)
    nearness.look(is_near=True, now=13.0)
    nearness.forget()
    assert not nearness.look(is_near=False, now=13.1)


def test_it_does_not_hold_up_the_start_of_the_app() -> None:
    program = "import sys, echoflow.ui.overlay.overlay; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
