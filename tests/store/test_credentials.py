"""Keys are found, kept and removed, whatever the keyring does, and shown to nobody."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring import errors

from echoflow import crash, paths
from echoflow.errors import UserError
from echoflow.store import settings as settings_store
from echoflow.store.credentials import Credentials, Key, KeyState, Service, Source, clean_key, explain
from echoflow.store.settings import Settings
from echoflow.store.usage import UsageMeter, usage_file
from support.keyrings import MemoryKeyring, using

SECRET = "dg-7f3a1c9e5b2d"


@pytest.fixture
def backend() -> Iterator[MemoryKeyring]:
    with using(MemoryKeyring()) as memory:
        yield memory


def get(service: Service = Service.DEEPGRAM, environment: dict[str, str] | None = None) -> Key:
    return asyncio.run(Credentials(environment or {}).get(service))


def test_a_key_is_there_the_next_time(backend: MemoryKeyring) -> None:
    kept = asyncio.run(Credentials({}).set(Service.DEEPGRAM, SECRET))
    assert kept == Key(KeyState.FOUND, SECRET, "keyring")
    assert get() == kept
    assert backend.secrets == {("echoflow", "deepgram"): SECRET}
    assert get(Service.OPENAI) == Key(KeyState.MISSING)


def test_a_key_is_removed(backend: MemoryKeyring) -> None:
    async def scenario() -> tuple[Key, Key, Key]:
        credentials = Credentials({})
        await credentials.set(Service.DEEPGRAM, SECRET)
        return (
            await credentials.remove(Service.DEEPGRAM),
            await credentials.get(Service.DEEPGRAM),
            await credentials.remove(Service.DEEPGRAM),
        )

    assert asyncio.run(scenario()) == (Key(KeyState.MISSING),) * 3
    assert not backend.secrets


def test_the_environment_goes_first_and_is_not_stored(backend: MemoryKeyring) -> None:
    async def scenario() -> None:
        credentials = Credentials({"DEEPGRAM_API_KEY": f" {SECRET}\n"})
        given = Key(KeyState.FOUND, SECRET, "environment")
        assert await credentials.get(Service.DEEPGRAM) == given
        assert not backend.questions
        await credentials.set(Service.DEEPGRAM, "another")
        assert await credentials.get(Service.DEEPGRAM) == given
        assert await credentials.remove(Service.DEEPGRAM) == given

    asyncio.run(scenario())
    assert not backend.secrets


def test_what_is_no_key_in_the_environment_is_said(backend: MemoryKeyring) -> None:
    key = get(environment={"DEEPGRAM_API_KEY": "在这里填写"})
    assert (key.state, key.usable) == (KeyState.MISSING, False)
    assert "DEEPGRAM_API_KEY" in explain(key, Service.DEEPGRAM)
    assert get(environment={"DEEPGRAM_API_KEY": "  "}) == Key(KeyState.MISSING)


class KeychainDenied(Exception):  # noqa: N818 - the name that macOS' backend has
    pass


def locked_by_denial() -> Exception:
    try:
        raise errors.KeyringLocked("Can't get password from keychain") from KeychainDenied()
    except errors.KeyringLocked as error:
        return error


@pytest.mark.parametrize(
    ("refusal", "state"),
    [
        (errors.KeyringLocked("Failed to unlock the collection!"), KeyState.LOCKED),
        (errors.InitError("Failed to create the collection: Prompt dismissed.."), KeyState.LOCKED),
        (errors.PasswordSetError("Cancelled by user"), KeyState.LOCKED),
        (errors.InitError("Failed to open keyring"), KeyState.DENIED),
        (errors.KeyringError("not allowed"), KeyState.DENIED),
        (locked_by_denial(), KeyState.DENIED),
        (ConnectionResetError("the daemon has gone"), KeyState.DENIED),
        (RuntimeError(1783, "CredWrite", "The stub received bad data"), KeyState.DENIED),
        (errors.NoKeyringError(), KeyState.NO_KEYRING),
    ],
)
def test_a_refusal_is_told_apart_and_the_key_lasts_for_the_session(refusal: Exception, state: KeyState) -> None:
    async def scenario() -> None:
        credentials = Credentials({})
        assert await credentials.get(Service.DEEPGRAM) == Key(state)
        assert await credentials.set(Service.DEEPGRAM, SECRET) == Key(state, SECRET, "session")
        assert await credentials.get(Service.DEEPGRAM) == Key(KeyState.FOUND, SECRET, "session")
        assert not (await credentials.remove(Service.DEEPGRAM)).usable
        assert await credentials.get(Service.DEEPGRAM) == Key(state)

    with using(MemoryKeyring(refusal)):
        asyncio.run(scenario())


class PlainText(MemoryKeyring):
    """Such as that of `keyrings.alt`, which `keyring` does not recommend."""

    priority = 0.5


@pytest.mark.parametrize("kind", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, PlainText])
def test_what_keeps_no_secret_is_no_keyring(kind: Callable[[], keyring.backend.KeyringBackend]) -> None:
    async def scenario() -> None:
        credentials = Credentials({})
        assert await credentials.get(Service.DEEPGRAM) == Key(KeyState.NO_KEYRING)
        assert await credentials.set(Service.DEEPGRAM, SECRET) == Key(KeyState.NO_KEYRING, SECRET, "session")
        assert await credentials.remove(Service.DEEPGRAM) == Key(KeyState.MISSING)

    with using(kind()) as backend:
        asyncio.run(scenario())
    assert not getattr(backend, "secrets", None)


def test_a_keyring_that_cannot_be_loaded_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert get() == Key(KeyState.NO_KEYRING)


def test_a_window_that_nobody_answers_is_given_up_and_blocks_nothing(backend: MemoryKeyring) -> None:
    async def scenario() -> None:
        late: list[tuple[Service, Key]] = []
        credentials = Credentials({}, patience=0.1, on_late=lambda *found: late.append(found))
        backend.secrets["echoflow", "deepgram"] = SECRET
        backend.answers.clear()
        turns = 0
        asking = asyncio.create_task(credentials.get(Service.DEEPGRAM))
        while not asking.done():
            await asyncio.sleep(0)
            turns += 1
        assert asking.result() == Key(KeyState.LOCKED)
        assert turns > 10
        # No second window comes up behind the first.
        assert await credentials.get(Service.ELEVENLABS) == Key(KeyState.LOCKED)
        assert backend.questions == 1

        backend.answers.set()
        while not late:
            await asyncio.sleep(0.005)
        assert late == [(Service.DEEPGRAM, Key(KeyState.FOUND, SECRET, "keyring"))]
        assert await credentials.get(Service.DEEPGRAM) == late[0][1]

    asyncio.run(scenario())


def test_a_key_set_before_the_keyring_is_unlocked_gets_there_in_the_end(backend: MemoryKeyring) -> None:
    async def scenario() -> None:
        late: list[tuple[Service, Key]] = []
        credentials = Credentials({}, patience=0.1, on_late=lambda *found: late.append(found))
        backend.answers.clear()
        assert await credentials.set(Service.DEEPGRAM, SECRET) == Key(KeyState.LOCKED, SECRET, "session")
        assert (await credentials.get(Service.DEEPGRAM)).source == "session"
        backend.answers.set()
        while not late:
            await asyncio.sleep(0.005)
        assert late == [(Service.DEEPGRAM, Key(KeyState.FOUND, SECRET, "keyring"))]
        assert (await credentials.get(Service.DEEPGRAM)).source == "keyring"

    asyncio.run(scenario())
    assert backend.secrets == {("echoflow", "deepgram"): SECRET}


def test_who_dismissed_the_window_is_not_asked_for_the_other_keys(backend: MemoryKeyring) -> None:
    async def scenario() -> None:
        credentials = Credentials({})
        backend.refusal = errors.KeyringLocked()
        answers = await asyncio.gather(*(credentials.get(service) for service in Service))
        assert [key.state for key in answers] == [KeyState.LOCKED] * 3
        assert backend.questions == 1

        backend.refusal = None
        assert (await credentials.get(Service.DEEPGRAM)).state is KeyState.LOCKED
        assert (await credentials.get(Service.DEEPGRAM, anew=True)).state is KeyState.MISSING
        assert (await credentials.get(Service.OPENAI)).state is KeyState.MISSING

    asyncio.run(scenario())


def test_asking_can_be_cancelled(backend: MemoryKeyring) -> None:
    async def scenario() -> None:
        backend.answers.clear()
        asking = asyncio.create_task(Credentials({}).get(Service.DEEPGRAM))
        while not backend.questions:
            await asyncio.sleep(0.005)
        asking.cancel()
        await asyncio.wait([asking])
        assert asking.cancelled()

    asyncio.run(scenario())
    backend.answers.set()


@pytest.mark.parametrize("pasted", [SECRET, f"  {SECRET}\r\n", f'"{SECRET}"', f"'{SECRET}'\n"])
def test_what_copying_adds_is_taken_off(pasted: str) -> None:
    assert clean_key(pasted, Service.DEEPGRAM) == SECRET


@pytest.mark.parametrize(
    ("pasted", "what"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ('""', "empty"),
        (f"{SECRET} {SECRET}", "a space"),
        (f"{SECRET}\n{SECRET}", "line break"),
        (f"{SECRET}。", "character"),
        (f"\ufeff{SECRET}", "character"),
        (f"{SECRET}\0", "character"),
        ("k" * 1281, "1281"),
    ],
)
def test_what_cannot_be_a_key_gets_one_sentence(backend: MemoryKeyring, pasted: str, what: str) -> None:
    with pytest.raises(UserError, match=what) as refused:
        asyncio.run(Credentials({}).set(Service.ELEVENLABS, pasted))
    assert "ElevenLabs" in str(refused.value)
    assert SECRET not in str(refused.value)
    assert not backend.secrets


def test_the_longest_key_that_windows_keeps_is_taken(backend: MemoryKeyring) -> None:
    assert asyncio.run(Credentials({}).set(Service.OPENAI, "k" * 1280)).source == "keyring"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_state_has_a_sentence_of_its_own(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", language)
    sources: tuple[Source, ...] = ("environment", "keyring", "session")
    found = [Key(KeyState.FOUND, SECRET, source) for source in sources]
    kept = [Key(state, SECRET, "session") for state in (KeyState.LOCKED, KeyState.DENIED, KeyState.NO_KEYRING)]
    none = [Key(state) for state in KeyState if state is not KeyState.FOUND]
    sentences = {explain(key, Service.ELEVENLABS) for key in [*found, *kept, *none]}
    assert len(sentences) == len([*found, *kept, *none])
    assert not any(SECRET in sentence for sentence in sentences)


def test_no_key_is_in_anything_that_is_written(
    backend: MemoryKeyring, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever is done with it and whatever fails, at the lowest log level."""

    async def scenario() -> list[object]:
        asyncio.get_running_loop().set_debug(True)
        asyncio.get_running_loop().slow_callback_duration = 0.0
        credentials = Credentials({"OPENAI_API_KEY": SECRET})
        seen: list[object] = [credentials, vars(credentials)["_keyring"]]
        seen.append(await credentials.set(Service.DEEPGRAM, SECRET))
        seen.append(await credentials.get(Service.DEEPGRAM))
        seen.append(await credentials.get(Service.OPENAI))
        backend.refusal = errors.PasswordSetError(f"cannot keep {SECRET}")
        seen.append(await credentials.set(Service.ELEVENLABS, SECRET))
        seen.append(await credentials.get(Service.ELEVENLABS))
        try:
            await credentials.set(Service.ELEVENLABS, f"{SECRET} {SECRET}")
        except UserError as error:
            seen += [error, crash.report(error)]
        return seen

    with caplog.at_level(logging.DEBUG):
        seen = asyncio.run(scenario())
    settings_store.save(Settings(), paths.config_folder() / settings_store.FILE_NAME)
    meter = UsageMeter(usage_file(), {})
    meter.add("deepgram.nova-3", 1.0)
    meter.close()
    home = paths.data_folder().parent
    files = [file for file in home.rglob("*") if file.is_file()]
    written = [file.read_bytes() for file in files]
    said = repr(seen) + "".join(map(str, seen)) + caplog.text + "".join(capfd.readouterr())
    assert SECRET not in said
    assert not any(SECRET.encode() in contents for contents in written)
    assert {file.name for file in files} == {"settings.toml", "usage.sqlite", "crash.txt"}
    _forget_crash(home)


def _forget_crash(home: Path) -> None:
    (home / "log" / "crash.txt").unlink()
