"""What the command line says of itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest

from echoflow.cli import build_parser, main

COMMANDS = [
    *("", "converse", "serve", "talk", "stop", "toggle", "models", "models list", "models pull", "models verify"),
    *("models remove", "doctor"),
    *("voices", "voices list", "voices clone", "voices use", "voices delete", "costs"),
    *("keys", "keys list", "keys set", "keys check", "keys remove", "keys import"),
    *("history", "history list", "history search", "history export"),
]


@pytest.fixture
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", "zh")


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([*command.split(), "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("in_chinese")
def test_help_is_chinese_to_the_last_word(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = help_of(command, capsys)

    names = {"echoflow", "converse", "serve", "talk", "stop", "toggle", "models", "list", "pull", "verify", "doctor"}
    terms = {"GGUF", "WebSocket", "token", "IN", "OUT", "EVENTS", "wav", "jsonl", "N", "HZ", "h"}
    names |= {"voices", "clone", "use", "delete", "keys", "set", "check", "remove", "import", "costs"}
    names |= {"history", "search", "export"}
    terms |= {
        "local",
        "deepgram",
        "elevenlabs",
        "openai",
        "Deepgram",
        "ElevenLabs",
        "flux",
        "nova",
        "auto",
        "en",
        "zh",
        "env",
        "json",
        "markdown",
    }
    levels = {"debug", "info", "warning", "error"}
    words = re.sub(r"--[a-z-]+", "", said)
    assert set(re.findall(r"[A-Za-z]+", words)) <= names | terms | levels


@pytest.mark.parametrize("command", COMMANDS)
def test_help_begins_with_how_to_use_it(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = help_of(command, capsys)

    assert said.startswith(f"usage: echoflow {command}".strip())
    assert "show this help and exit" in said


@pytest.mark.parametrize(
    "arguments",
    [
        "models",
        "models foo",
        "doctor --json=1",
        "doctor extra",
        "serve --port",
        "serve --port x",
        "serve --max-tokens 0",
        "serve --log-level loud",
        "converse",
        "--model",
    ],
)
@pytest.mark.usefixtures("in_chinese")
def test_wrong_usage_is_explained_in_chinese(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments.split()) == 2

    said = capsys.readouterr().err
    assert re.search("[\u4e00-\u9fff]", said), said
    assert "argument" not in said


def test_common_options_count_before_and_after_the_command() -> None:
    parse = build_parser().parse_args
    assert parse(["--max-tokens", "7", "serve"]).max_tokens == 7
    assert parse(["serve", "--max-tokens", "7"]).max_tokens == 7
    assert parse(["--max-tokens", "7", "serve", "--max-tokens", "8"]).max_tokens == 8
    before = parse(["--language", "fr", "--log-level", "info", "models", "list"])
    assert (before.language, before.log_level, before.engine_asr, before.model) == ("fr", "info", None, None)


@pytest.fixture
def levels() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in (None, "echoflow")]
    before = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


@pytest.mark.usefixtures("levels")
def test_asking_for_more_lines_does_not_ask_libraries_to_log_what_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--log-level", "debug", "models", "list"]) == 0

    assert logging.getLogger("echoflow.language").isEnabledFor(logging.DEBUG)
    assert not logging.getLogger("websockets.server").isEnabledFor(logging.INFO)
    assert not logging.getLogger("faster_whisper").isEnabledFor(logging.INFO)
    assert capsys.readouterr().out
