"""`echoflow history`: past conversations for whoever sits at a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from echoflow.cli import main
from echoflow.store.conversations import ConversationStore, conversations_file
from support.talks import talks

TALKS = talks("zh")


@pytest.fixture
def _kept() -> None:
    store = ConversationStore(conversations_file())
    for talk in TALKS:
        store.restore(talk)
    store.close()


def test_without_conversations_there_is_nothing_to_tell(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "list"]) == 0
    assert main(["history", "search", "milk"]) == 0
    assert main(["history", "export"]) == 0
    out, err = capfd.readouterr()
    assert out.strip() == ""
    assert "There are no conversations yet." in err
    assert not conversations_file().exists()


@pytest.mark.usefixtures("_kept")
def test_the_newest_is_listed_first(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "list"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [talk.summary.key for talk in TALKS]
    assert TALKS[0].summary.title in lines[0]


@pytest.mark.usefixtures("_kept")
def test_a_chinese_word_is_found_and_shown(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "search", "牛奶"]) == 0
    out = capfd.readouterr().out
    assert out.count("牛奶") >= 2
    assert TALKS[4].summary.title in out
    assert main(["history", "search", "牛奶", "不存在"]) == 0
    assert "牛奶 不存在" in capfd.readouterr().err


@pytest.mark.usefixtures("_kept")
def test_programs_get_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "list", "--json"]) == 0
    listed = json.loads(capfd.readouterr().out)
    assert [each["id"] for each in listed] == [talk.summary.key for talk in TALKS]
    assert main(["history", "search", "奶", "--json"]) == 0
    [*_, last] = json.loads(capfd.readouterr().out)
    begin, end = last["marks"][0]
    assert last["snippet"][begin:end] == "奶"


@pytest.mark.usefixtures("_kept")
def test_one_or_all_are_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "export", "zh0"]) == 0
    printed = capfd.readouterr().out
    assert printed.startswith("# 拿铁和馥芮白到底有什么区别？")
    assert "~~盖紧盖子" in printed
    file = tmp_path / "all.json"
    assert main(["history", "export", "--format", "json", "--output", str(file)]) == 0
    written = json.loads(file.read_text(encoding="utf-8"))
    assert len(written["conversations"]) == len(TALKS)
    turn = written["conversations"][-1]["turns"][2]
    assert turn["interrupted"] is True
    assert turn["said"].startswith(turn["heard"])
    assert turn["said"] != turn["heard"]


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["export", "nobody"], 2, "There is no conversation nobody"),
        (["export", "zh"], 2, "7 conversations begin with zh"),
        (["export", "--output", "/no/such/folder/x.md"], 1, "cannot be written"),
        (["export", "--format", "pdf"], 2, "pdf"),
        (["search"], 2, "WORDS"),
        ([], 2, "ACTION"),
    ],
)
def test_bad_requests_get_one_sentence(
    words: list[str], status: int, sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        ended = main(["history", *words])
    except SystemExit as error:
        ended = int(str(error.code))
    assert ended == status
    assert sentence in capfd.readouterr().err


def test_a_damaged_file_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    conversations_file().write_bytes(b"no database" * 1000)
    assert main(["history", "list"]) == 1
    assert "damaged" in capfd.readouterr().err
