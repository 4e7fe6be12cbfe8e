"""What is wrong with disk, folders, settings and stored data is found, with what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from echoflow import paths
from echoflow.checks.check import Circumstances
from echoflow.commands.options import user_settings
from echoflow.store.latencies import latencies_file
from echoflow.store.usage import usage_file
from support.checking import finding, findings


def test_settings_that_cannot_be_read_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    assert finding("settings").status == "ok"
    (paths.config_folder() / "settings.toml").write_text("voice = [broken")
    settings, problems = user_settings()

    found = finding("settings", Circumstances(settings, tuple(problems)))

    assert found.status == "warning"
    assert "settings.toml" in found.sentence
    assert "settings.toml" in found.remedy


@pytest.mark.parametrize("name", ["folders", "disk", "models", "settings"])
def test_a_home_that_is_a_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "home").touch()
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path / "home"))

    found = finding(name)

    assert found.status == "problem"
    assert "ECHOFLOW_HOME" in found.sentence


def test_databases_that_are_whole_are_named() -> None:
    assert finding("database").sentence == "Nothing has been stored yet."
    with closing(sqlite3.connect(usage_file())) as connection, connection:
        connection.execute("CREATE TABLE any (one)")
    assert finding("database").status == "ok"
    assert usage_file().name in finding("database").sentence


def test_a_damaged_database_is_told_and_one_put_aside_as_well() -> None:
    latencies_file().write_bytes(b"no database" * 100)
    (paths.data_folder() / "usage.sqlite.damaged").write_bytes(b"anything")

    damaged, aside = findings("database")

    assert damaged.status == "warning"
    assert str(latencies_file()) in damaged.sentence
    assert "usage.sqlite.damaged" in aside.sentence


def test_a_database_that_somebody_writes_to_is_not_called_damaged() -> None:
    with closing(sqlite3.connect(usage_file(), isolation_level=None)) as connection:
        connection.execute("CREATE TABLE any (one)")
        connection.execute("BEGIN EXCLUSIVE")
        assert finding("database").status == "ok"
        connection.execute("ROLLBACK")
