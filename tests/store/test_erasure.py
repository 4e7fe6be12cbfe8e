"""Deleting everything deletes all that is ours, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from echoflow import paths
from echoflow.store.erasure import erase_files


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    for folder in (paths.config_folder(), paths.data_folder() / "models", paths.cache_folder(), paths.log_folder()):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "file").write_text("mine")
    (paths.data_folder() / "conversations.sqlite").write_text("what was said")
    (tmp_path / "letter.txt").write_text("not ours")
    return tmp_path


def _files(home: Path) -> set[str]:
    return {file.relative_to(home).as_posix() for file in home.rglob("*") if file.is_file()}


def test_everything_goes_and_what_is_not_ours_stays(home: Path) -> None:
    assert erase_files(keep_models=False) == []
    assert _files(home) == {"letter.txt"}


def test_models_can_be_kept(home: Path) -> None:
    assert erase_files(keep_models=True) == []
    assert _files(home) == {"letter.txt", "data/models/file"}


def test_what_a_link_leads_to_stays(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "model.gguf").write_text("somebody's")
    (paths.data_folder() / "linked").symlink_to(elsewhere)
    erase_files(keep_models=False)
    assert (elsewhere / "model.gguf").exists()
    assert not (paths.data_folder() / "linked").is_symlink()


def test_it_can_be_done_twice(home: Path) -> None:
    erase_files(keep_models=False)
    assert erase_files(keep_models=False) == []


def test_what_cannot_be_deleted_is_named_and_the_rest_goes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stubborn = paths.config_folder() / "file"
    unlink = Path.unlink

    def refuse(file: Path, missing_ok: bool = False) -> None:
        if file == stubborn:
            raise PermissionError(13, "Permission denied", str(file))
        unlink(file, missing_ok)

    # Whoever runs the tests as root may delete anything.
    monkeypatch.setattr(Path, "unlink", refuse)
    (problem,) = erase_files(keep_models=False)
    assert str(stubborn) in problem
    assert "Permission denied" in problem
    assert _files(home) == {"letter.txt", "config/file"}
