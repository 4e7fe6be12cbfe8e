"""Keys in an old-style .env file are found, offered once and taken over, and the file is left alone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from echoflow import paths
from echoflow.errors import UserError
from echoflow.store.credentials import Credentials, KeyState, Service
from echoflow.store.env_file import import_keys, offer, parse, read, remember_offer, still_there, to_offer
from support.keyrings import MemoryKeyring, using


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("DEEPGRAM_API_KEY=abc123", "abc123"),
        ("  export DEEPGRAM_API_KEY = abc123  ", "abc123"),
        ('DEEPGRAM_API_KEY="abc123" # mine', "abc123"),
        ("DEEPGRAM_API_KEY='abc#123'#mine", "abc#123"),
        ("DEEPGRAM_API_KEY=abc#123 # mine", "abc#123"),
        ("DEEPGRAM_API_KEY=abc=123==", "abc=123=="),
        ("DEEPGRAM_API_KEY=old\nDEEPGRAM_API_KEY=new", "new"),
        ("\r\nDEEPGRAM_API_KEY=abc123\r\nOTHER=1\r\n", "abc123"),
        ("# DEEPGRAM_API_KEY=abc123", None),
        ("DEEPGRAM_API_KEY=", None),
        ("DEEPGRAM_API_KEY= # soon", None),
        ('DEEPGRAM_API_KEY=""', None),
        ("DEEPGRAM_API_KEY=my key", None),
        ("DEEPGRAM_API_KEY=在这里填写", None),
        ("DEEPGRAM_API_KEY", None),
        ("MY_DEEPGRAM_API_KEY=abc123", None),
        ("", None),
    ],
)
def test_a_line_is_read_as_a_shell_reads_it(line: str, key: str | None) -> None:
    assert parse(line).get(Service.DEEPGRAM) == key


def test_elevenlabs_has_two_names() -> None:
    assert parse("ELEVEN_API_KEY=a") == {Service.ELEVENLABS: "a"}
    assert parse("ELEVENLABS_API_KEY=b\nELEVEN_API_KEY=a") == {Service.ELEVENLABS: "b"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_of_windows_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / ".env").write_text("# 我的密钥\nOPENAI_API_KEY=sk-1\n", encoding=encoding)
    assert read(tmp_path / ".env").keys == {Service.OPENAI: "sk-1"}


def test_a_file_in_another_encoding_still_gives_its_keys(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("# 我的密钥\nOPENAI_API_KEY=sk-1\n".encode("gbk"))
    assert read(tmp_path / ".env").keys == {Service.OPENAI: "sk-1"}


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.env", tmp_path):
        with pytest.raises(UserError, match=path.name):
            read(path)
    (tmp_path / "big.env").write_bytes(b"x" * 2_000_000)
    with pytest.raises(UserError, match="too large"):
        read(tmp_path / "big.env")


def test_a_file_is_offered_once_until_it_changes(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DEEPGRAM_API_KEY=abc123\n")
    found = to_offer([tmp_path])
    assert found is not None
    remember_offer(found)
    assert to_offer([tmp_path]) is None

    (tmp_path / ".env").write_text("DEEPGRAM_API_KEY=abc124\n")
    assert to_offer([tmp_path]) is not None


def test_a_file_that_was_offered_hides_no_other(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / ".env").write_text("DEEPGRAM_API_KEY=abc123\n")
    found = to_offer([tmp_path / "a", tmp_path / "b"])
    assert found is not None
    assert found.path.parent.name == "a"
    remember_offer(found)
    found = to_offer([tmp_path / "a", tmp_path / "b"])
    assert found is not None
    assert found.path.parent.name == "b"


def test_the_working_folder_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-1\n")
    found = to_offer()
    assert found is not None
    assert found.path == (tmp_path / ".env").resolve()


def test_a_file_without_keys_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE=postgres\n")
    assert to_offer([tmp_path, tmp_path / "missing"]) is None


def test_what_is_remembered_is_no_key_and_damage_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DEEPGRAM_API_KEY=abc123\n")
    found = to_offer([tmp_path])
    assert found is not None
    remember_offer(found)
    [memory] = paths.data_folder().iterdir()
    assert "abc123" not in memory.read_text()
    assert json.loads(memory.read_text())

    memory.write_text("[1, 2")
    assert to_offer([tmp_path]) is not None


def test_sentences_name_the_file_and_no_key(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DEEPGRAM_API_KEY=abc123\nELEVEN_API_KEY=def456\n")
    found = to_offer([tmp_path])
    assert found is not None
    said = offer(found) + still_there(found) + repr(found)
    assert "abc123" not in said
    assert "Deepgram, ElevenLabs" in offer(found)
    assert str(found.path) in still_there(found)


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    with using(MemoryKeyring()) as backend:
        yield backend


async def import_from(folder: Path) -> None:
    found = to_offer([folder])
    assert found is not None
    credentials = Credentials({})
    kept = await import_keys(found, credentials)
    assert {service: key.source for service, key in kept.items()} == {Service.DEEPGRAM: "keyring"}
    assert (await credentials.get(Service.DEEPGRAM)).state is KeyState.FOUND


def test_keys_move_into_the_keyring_and_the_file_stays(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:

    (tmp_path / ".env").write_text("DEEPGRAM_API_KEY=abc123\n")
    asyncio.run(import_from(tmp_path))
    assert memory_keyring.secrets == {("echoflow", "deepgram"): "abc123"}
    assert (tmp_path / ".env").read_text() == "DEEPGRAM_API_KEY=abc123\n"
