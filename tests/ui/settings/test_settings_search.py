"""A setting is found by its words in whichever language they are typed."""

from __future__ import annotations

import pytest

from echoflow.store.settings_schema import CHOICES, DEFAULTS, wanted
from echoflow.ui.settings.catalogue import ENTRIES, PAGES
from echoflow.ui.settings.entries import Action, Choices, Number, Panel, StandIns, Toggle
from echoflow.ui.settings.search import found

CHINESE = {"Microphone": "麦克风", "Colours": "颜色", "Dark": "深色", "Budget for a month": "每月预算"}

ELSEWHERE = {"voice", "elevenlabs_voice", "prices", "first_start_done"}
"""Chosen in windows of their own, or by hand."""


def translate(language: str, sentence: str) -> str:
    return CHINESE.get(sentence, "") if language == "zh" else sentence


def search(query: str) -> set[str]:
    return found(PAGES, query, ("en", "zh"), translate)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("microphone", "microphone"),
        ("麦克", "microphone"),
        ("MICRO", "microphone"),
        ("dark", "theme"),
        ("深色", "theme"),
        ("month budget", "monthly_budget"),
        ("gpu", "gpu_layers"),
        ("gpu_layers", "gpu_layers"),
        ("快捷键", "hotkey"),
        ("ＧＰＵ", "gpu_layers"),
    ],
)
def test_an_entry_is_found_by_its_words_in_both_languages(query: str, name: str) -> None:
    assert name in search(query)


def test_a_page_is_found_as_a_whole() -> None:
    assert {entry.name for group in PAGES[-1].groups for entry in group.entries} <= search("clouds")


def test_every_word_counts() -> None:
    assert search("month microphone") == set()
    assert search("no such thing") == set()


def test_every_setting_has_its_place() -> None:
    assert set(DEFAULTS) - set(ENTRIES) == ELSEWHERE


@pytest.mark.parametrize("name", sorted(set(ENTRIES) & set(DEFAULTS)))
def test_what_the_window_offers_can_be_used(name: str) -> None:
    match ENTRIES[name].editor:
        case Choices(options):
            assert all(wanted(name, value) is None for value, _ in options)
            assert not options or name not in CHOICES or {value for value, _ in options} == set(CHOICES[name])
        case Number(first=first, words=words):
            whole = isinstance(DEFAULTS[name], int)
            values = [first, *(word for word, _ in words)]
            assert all(wanted(name, int(value) if whole else value) is None for value in values)
        case Toggle():
            assert isinstance(DEFAULTS[name], bool)
        case StandIns(of):
            assert name == f"{of}_fallback"
        case Action() | Panel():
            assert name in {"microphone", "speaker"}
        case _:
            assert isinstance(DEFAULTS[name], str | tuple)
