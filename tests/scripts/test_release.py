"""What `scripts/release` lets pass, and what it writes; in a repository of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from release import ReleaseError, check, notes_of, tag, to_upload, version_of, write_notes

CHANGES = """# Changes

## Unreleased

- Not yet.

## 1.2.3 - 2026-11-23

### Added

- Something new.

## 1.2.2 - 2026-01-01

- Something old.
"""


def git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=Test", "-c", "user.email=test@localhost")
    command = ["git", "-C", str(folder), *settings, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One that can be released."""
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "Test")
        monkeypatch.setenv(f"{name}_EMAIL", "test@localhost")
    package = tmp_path / "app" / "echoflow"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""An app."""\n\n__version__ = "1.2.3"\n')
    (tmp_path / "CHANGELOG.md").write_text(CHANGES)
    (tmp_path / ".gitignore").write_text("dist/\n")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "all")
    return tmp_path


def in_the_way(repository: Path, untranslated: Sequence[str] = ()) -> list[str]:
    return list(check(repository, lambda: untranslated))


def commit(repository: Path) -> None:
    git(repository, "commit", "--quiet", "--all", "--message", "more")


def test_nothing_is_in_the_way_of_what_is_ready(repository: Path) -> None:
    assert in_the_way(repository) == []
    assert version_of(repository) == "1.2.3"


def test_what_is_not_committed_is_in_the_way(repository: Path) -> None:
    (repository / "new.txt").write_text("")
    assert in_the_way(repository) == ["There are changes that are not committed."]


def test_another_branch_is_in_the_way(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "attempt")
    [sentence] = in_the_way(repository)
    assert "attempt" in sentence


def test_a_version_that_is_tagged_already_is_in_the_way(repository: Path) -> None:
    assert tag(repository) == "v1.2.3"
    [sentence] = in_the_way(repository)
    assert "v1.2.3" in sentence


@pytest.mark.parametrize("version", ["1.2.4", "1.2"])
def test_a_version_without_notes_is_in_the_way(repository: Path, version: str) -> None:
    file = repository / "app" / "echoflow" / "__init__.py"
    file.write_text(file.read_text().replace("1.2.3", version))
    commit(repository)
    assert len(in_the_way(repository)) == 1


def test_sentences_without_chinese_are_in_the_way(repository: Path) -> None:
    [sentence] = in_the_way(repository, ["Hello", "Good-bye"])
    assert sentence == '2 sentences have no Chinese, such as "Hello".'


def test_the_notes_are_those_of_the_version_and_no_other() -> None:
    assert notes_of(CHANGES, "1.2.3") == "### Added\n\n- Something new."
    assert notes_of(CHANGES, "1.2.2") == "- Something old."
    assert notes_of("## [2.0.0]\n\nText\n", "2.0.0") == "Text"
    for missing in ("1.2", "11.2.3", "3"):
        with pytest.raises(ReleaseError):
            notes_of(CHANGES, missing)


def test_notes_and_the_file_for_older_versions_are_written(repository: Path) -> None:
    notes, latest = write_notes(repository)
    assert notes.read_text() == "### Added\n\n- Something new.\n"
    assert json.loads(latest.read_text()) == {"version": "1.2.3"}
    assert in_the_way(repository) == []


def test_the_tag_carries_the_notes_with_their_headings(repository: Path) -> None:
    tag(repository)
    said = git(repository, "tag", "--list", "--format=%(contents)", "v1.2.3")
    assert said.strip() == "EchoFlow 1.2.3\n\n### Added\n\n- Something new."


def test_only_what_is_of_this_version_is_to_be_uploaded(repository: Path) -> None:
    folder = repository / "dist"
    (folder / "echoflow").mkdir(parents=True)
    for name in ("echoflow_1.2.3_amd64.deb", "echoflow_1.2.2_amd64.deb", "SHA256SUMS", "note.txt"):
        (folder / name).write_text("content")
    assert [line.split()[-1] for line in to_upload(repository)] == ["SHA256SUMS", "echoflow_1.2.3_amd64.deb"]
