import itertools

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from echoflow.ui.overlay.laid_text import common_start
from echoflow.ui.overlay.text_block import Ink, TextBlock
from echoflow.ui.theme import interface_font

ENGLISH = " ".join(f"The quick brown fox {number} jumps over the lazy dog." for number in range(12))
CHINESE = "".join(f"敏捷的棕色狐狸第{number}次跳过了懒狗，然后睡着了。" for number in range(12))
WIDTH = 400.0


@pytest.fixture
def block(qapp: QApplication) -> TextBlock:
    return TextBlock(interface_font(1.2), WIDTH, 4)


def _settle(block: TextBlock) -> None:
    for _ in range(200):
        block.advance(0.016)
    assert block.is_settled


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, "https://" + "a" * 900], ids=["english", "chinese", "address"])
def test_a_long_text_shows_its_end(block: TextBlock, text: str) -> None:
    block.set_text(text)

    assert block.height == 4 * block.line_height
    assert text.endswith(block.visible_text)
    assert 40 < len(block.visible_text) < len(text)


def test_a_short_text_is_as_high_as_it_needs(block: TextBlock) -> None:
    block.set_text("Hello.")

    assert block.height == block.line_height
    assert block.visible_text == "Hello."


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_the_place_being_spoken_and_what_comes_next_are_in_view(block: TextBlock, text: str) -> None:
    for spoken in range(0, len(text), 7):
        block.set_text(text, spoken)
        start = text.index(block.visible_text)

        assert start <= spoken < start + len(block.visible_text)
        assert text[spoken : spoken + 10] in block.visible_text or spoken + 30 > len(text)


def test_characters_outside_the_basic_plane_count_once(block: TextBlock) -> None:
    text = "😀😀😀 done"
    block.set_text(text, 3)
    _settle(block)
    image = _painted(block)
    block.set_text("    done", 0)

    assert block.visible_text == "    done"
    assert image.width() == WIDTH


def test_spoken_and_upcoming_words_have_their_own_colours(block: TextBlock) -> None:
    block.set_text("mmmmmmmm mmmmmmmm", 9)
    _settle(block)
    image = _painted(block)

    left = _colours(image, 0, 60)
    right = _colours(image, 140, 190)
    assert "spoken" in left
    assert "upcoming" not in left
    assert "upcoming" in right
    assert "spoken" not in right


def test_it_moves_until_the_spoken_place_is_reached_and_then_rests(block: TextBlock) -> None:
    block.set_text(ENGLISH, 0)
    _settle(block)
    block.set_text(ENGLISH, 200)

    assert not block.is_settled
    _settle(block)


def test_a_growing_answer_keeps_its_spoken_place(block: TextBlock) -> None:
    block.set_text("One two", 3)
    _settle(block)
    block.set_text("One two three", 3)
    assert _colours(_painted(block), 40, 60) == {"upcoming"}
    assert "spoken" in _colours(_painted(block), 0, 20)


def _painted(block: TextBlock) -> QImage:
    image = QImage(round(WIDTH), round(block.height), QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    block.paint(painter, QPointF(0, 0), Ink(QColor("#ff0000"), QColor("#0000ff")))
    painter.end()
    return image


def _colours(image: QImage, left: int, right: int) -> set[str]:
    found = set()
    for x in range(left, right):
        for y in range(image.height()):
            color = image.pixelColor(x, y)
            if color.red() > 180 and color.blue() < 80:
                found.add("spoken")
            if color.blue() > 180 and color.red() < 80:
                found.add("upcoming")
    return found


def test_words_that_stay_stand_still_while_others_give_way(block: TextBlock) -> None:
    block.set_text("turn on the lite")
    _settle(block)
    before = _painted(block)
    block.set_text("turn on the light please")
    first = _painted(block)
    steady = QRect(0, 0, 60, first.height())

    assert first == before, "nothing jumps"
    block.advance(0.05)
    between = _painted(block)
    assert before != between
    _settle(block)
    after = _painted(block)
    assert before.copy(steady) == between.copy(steady) == after.copy(steady)
    assert after == _painted_anew("turn on the light please")


def test_an_answer_that_grows_keeps_what_stood_there(block: TextBlock) -> None:
    block.set_text("One two", 3)
    _settle(block)
    before = _painted(block)
    block.set_text("One two three", 3)

    assert _painted(block) == before
    _settle(block)
    assert _painted(block) != before


def test_the_colour_flows_through_every_character(block: TextBlock) -> None:
    text = "I" * 60
    block.set_text(text, 30)
    _settle(block)
    image = _painted(block)
    columns = [[image.pixelColor(x, y) for y in range(8, image.height() - 8)] for x in range(image.width())]
    warmth = [sum(color.red() - color.blue() for color in column) for column in columns]
    inked = [warm for warm, column in zip(warmth, columns, strict=True) if min(each.green() for each in column) < 60]

    assert inked[0] > 0 > inked[-1]
    falls = [before - after for before, after in itertools.pairwise(inked)]
    assert max(falls) < (inked[0] - inked[-1]) / 2, "it passes in steps"


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("turn on the lite", "turn on the light", "turn on the "),
        ("turn on", "turn on the light", "turn on"),
        ("turn on", "turn once", "turn "),
        ("today", "today's", ""),
        ("打开卧室的灯", "打开卧室的等", "打开卧室的"),
        ("用 GPU 吗", "用 GPT 吗", "用 "),
        ("", "anything", ""),
        ("same", "same", "same"),
    ],
)
def test_texts_have_their_first_words_in_common(one: str, other: str, common: str) -> None:
    assert one[: common_start(one, other)] == common
    assert common_start(one, other) == common_start(other, one)


def _painted_anew(text: str) -> QImage:
    fresh = TextBlock(interface_font(1.2), WIDTH, 4)
    fresh.set_text(text)
    _settle(fresh)
    return _painted(fresh)
