"""What is written down of a run: enough to find a fault, nothing that was said."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from echoflow import logs
from echoflow.cli import main
from echoflow.logs import log_file, set_level
from echoflow.paths import config_folder, log_folder
from echoflow.text import set_language, tr, user_language

OURS = logging.getLogger("echoflow.pipeline")
SECRET = "what the user said"


@pytest.fixture(autouse=True)
def _levels() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in (None, "echoflow")]
    before = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def written() -> str:
    file = log_folder() / logs.FILE_NAME
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_our_own_lines_are_kept_and_those_of_libraries_are_not() -> None:
    set_level("info")
    with log_file():
        OURS.info("ready")
        OURS.debug("too much")
        logging.getLogger("websockets.server").error(SECRET)
    OURS.warning("too late")
    assert written().endswith("INFO echoflow.pipeline: ready\n")
    assert written().count("\n") == 1


def test_another_level_takes_effect_at_once() -> None:
    set_level("error")
    with log_file():
        OURS.warning("no")
        set_level("debug")
        OURS.debug("yes")
    assert written().endswith("DEBUG echoflow.pipeline: yes\n")
    assert written().count("\n") == 1


def test_an_exception_is_written_without_its_words() -> None:
    with log_file():
        try:
            raise ValueError(SECRET)
        except ValueError:
            OURS.exception("something failed")
    assert SECRET not in written()
    assert "ValueError" in written()
    assert Path(__file__).name in written()


def test_the_file_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "FILE_BYTES", 2_000)
    with log_file():
        for _ in range(500):
            OURS.warning("%s", "x" * 80)
    files = sorted(log_folder().iterdir())
    assert len(files) == 1 + logs.OLD_FILES
    assert all(file.stat().st_size <= 2_000 for file in files)


def test_a_log_that_cannot_be_written_stops_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "log").write_text("in the way")
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    with log_file():
        OURS.warning("unheard")


def test_the_command_line_goes_before_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    (config_folder() / "settings.toml").write_text('log_level = "error"\n')
    assert main(["models", "list"]) == 0
    assert logging.getLogger("echoflow").level == logging.ERROR
    assert main(["models", "list", "--log-level", "info"]) == 0
    assert logging.getLogger("echoflow").level == logging.INFO
    assert capsys.readouterr().out


@pytest.fixture
def _english_system(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("ECHOFLOW_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    yield
    set_language("auto")


@pytest.mark.usefixtures("_english_system")
def test_commands_speak_the_language_of_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    (config_folder() / "settings.toml").write_text('interface_language = "zh"\n')
    assert main(["models", "list", "--log-level", "shout"]) == 2
    assert "不在可选范围内" in capsys.readouterr().err


@pytest.mark.usefixtures("_english_system")
def test_the_language_can_change_at_any_time_unless_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tr("Cancel") == "Cancel"
    set_language("zh")
    assert (user_language(), tr("Cancel")) == ("zh", "取消")
    set_language("auto")
    assert user_language() == "en"
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", "zh")
    set_language("en")
    assert user_language() == "zh"
