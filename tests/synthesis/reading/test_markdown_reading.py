"""Marks shape what is said, and are not said themselves."""

from __future__ import annotations

import pytest

from echoflow.synthesis.phrasing import PhraseCutter
from echoflow.synthesis.reading.reader import Reader

CODE = "Here it is:\n```python\ndef add(a, b):  # 1, 2\n    return a + b\n```\nIt adds 2 numbers."
CHINESE_CODE = "代码如下：\n```python\nprint('你好')\n```\n它打印2个字。"


def spoken(*phrases: str) -> str:
    reader = Reader()
    return " ".join("".join(reader.read(phrase).spoken for phrase in phrases).split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("**Paris** is the *capital*.", "Paris is the capital."),
        ("__Bold__, _italic_, ~~gone~~.", "Bold, italic, gone."),
        ("***both***", "both"),
        ("Use `print` and snake_case.", "Use print and snake case."),
        ("Say ``a ` b``.", "Say a b."),
        ("# Heading\nText", "Heading. Text"),
        ("### 天气\n今天很好。", "天气。 今天很好。"),
        ("- Apples\n- Pears\n", "Apples. Pears."),
        ("* **Apples**: red\n* Pears!\n", "Apples: red. Pears!"),
        ("1. First thing\n2. Second thing\n", "one, First thing. two, Second thing."),
        ("- [x] Done\n- [ ] Open\n", "Done. Open."),
        ("> quoted\n", "quoted"),
        ("Above\n\n---\n\nBelow", "Above Below"),
        ("See [the docs](https://example.com/a_b) now.", "See the docs now."),
        ("![A cat](cat.png) sleeps.", "A cat sleeps."),
        ("Known since long[1], they say.[^2]", "Known since long, they say."),
        ("<https://example.com>", "example dot com"),
        ("One<br>two", "One two"),
        (r"\*not bold\*, \# 1", "not bold, one"),
        (r"\( 3 \times 4 \)", "three times four"),
        ("| Name | Age |\n|---|:-:|\n| Bob | 30 |\n| Ann | 25 |\n", "Name, Age. Bob, thirty. Ann, twenty-five."),
        ("**3,000** km", "three thousand kilometers"),
        ("It costs **$5**.", "It costs five dollars."),
    ],
)
def test_marks_are_not_said(text: str, said: str) -> None:
    assert spoken(text) == said


def test_code_is_announced_and_passed_over() -> None:
    assert spoken(CODE) == "Here it is: I have written the code down. It adds two numbers."
    assert spoken(CHINESE_CODE) == "代码如下： 代码我写下来了。 它打印两个字。"


@pytest.mark.parametrize("code", [CODE, CHINESE_CODE])
def test_code_is_passed_over_wherever_it_is_cut(code: str) -> None:
    cutter = PhraseCutter()
    phrases = [phrase for character in code for phrase in cutter.feed(character)] + cutter.flush()

    assert spoken(*phrases) == spoken(code)


def test_two_blocks_are_announced_twice() -> None:
    assert spoken("```\na\n```\nthen\n```\nb\n```\n").count("written the code down") == 2


def test_code_on_one_line_is_read() -> None:
    assert spoken("Type ```ls``` there.") == "Type ls there."


def test_a_block_inside_a_longer_fence_does_not_end_it() -> None:
    assert spoken("````\n```\ncode\n```\n````\nDone.") == "I have written the code down. Done."
