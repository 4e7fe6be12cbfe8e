"""The keys window and what is behind it, together; keyring and services are played by the test."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure
from echoflow.desks.key_desk import KeyDesk
from echoflow.errors import EngineError, Trouble
from echoflow.store import env_file
from echoflow.store.credentials import Key, KeyState, Service
from echoflow.store.settings import Settings
from echoflow.ui.keys.keys_window import KeysWindow
from echoflow.ui.keys.service_card import ServiceCard
from support.qt_loop import run_in_qt, until
from support.windows import answer_question


class Keyring:
    """Keeps keys, or does not."""

    def __init__(self, kept: dict[Service, str]) -> None:
        self.kept = kept
        self.locked = False
        self.missing = False

    async def get(self, service: Service, *, anew: bool = False) -> Key:
        await asyncio.sleep(0)
        if self.locked:
            return Key(KeyState.LOCKED)
        value = self.kept.get(service, "")
        return Key(KeyState.FOUND, value, "keyring") if value else Key(KeyState.MISSING)

    async def set(self, service: Service, value: str) -> Key:
        await asyncio.sleep(0)
        self.kept[service] = value
        return Key(KeyState.NO_KEYRING, value, "session") if self.missing else Key(KeyState.FOUND, value, "keyring")

    async def remove(self, service: Service) -> Key:
        await asyncio.sleep(0)
        self.kept.pop(service, None)
        return Key(KeyState.MISSING)


class Services:
    """Answers questions about keys when `answer` is set; until then it keeps whoever asks waiting."""

    def __init__(self) -> None:
        self.asked: list[tuple[Service, str, Address | None]] = []
        self.answer: str | EngineError | None = "valid, 12,400 characters left"
        self.cancelled = 0

    async def check(self, service: Service, key: str, address: Address | None) -> str:
        self.asked.append((service, key, address))
        try:
            while self.answer is None:
                await asyncio.sleep(0.005)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if isinstance(self.answer, EngineError):
            raise self.answer
        return self.answer


class Office:
    """A desk with everything around it, and what it said."""

    def __init__(self) -> None:
        self.keyring = Keyring({Service.DEEPGRAM: "old"})
        self.services = Services()
        self.settings = Settings(recognition="deepgram", monthly_budget=2.0)
        self.address: Address | None = None
        self.desk = KeyDesk(self.keyring, self.services.check, self.settings, address_of=lambda _service: self.address)
        self.said: list[tuple[object, ...]] = []
        self.desk.engine_chosen.connect(lambda *words: self.said.append(words))
        self.desk.setting_changed.connect(lambda *words: self.said.append(words))
        self.desk.key_changed.connect(lambda *words: self.said.append(words))

    @property
    def window(self) -> KeysWindow:
        assert self.desk.window is not None
        return self.desk.window

    @property
    def deepgram(self) -> ServiceCard:
        return self.window.cards["deepgram"]

    def enter(self, key: str) -> None:
        self.deepgram.field.setText(key)
        self.deepgram.save.click()

    async def open(self) -> None:
        self.desk.open()
        await until(lambda: self.deepgram.state.text() == "Key in the keyring", "the key being found")


def office_hours(application: QApplication, visit: Callable[[Office], Awaitable[None]]) -> None:
    """Opens the window, lets `visit` (a coroutine function) happen, and closes."""

    async def day() -> None:
        office = Office()
        await office.open()
        try:
            await visit(office)
        finally:
            await office.desk.close()
            office.desk.deleteLater()

    run_in_qt(application, day())


@pytest.fixture(autouse=True)
def _no_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(env_file, "_usual_folders", lambda: [tmp_path])


def test_it_opens_with_what_there_is(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        window = office.window
        assert window.cards["elevenlabs"].state.text() == "No key"
        assert office.deepgram.use.isChecked()
        window.close()
        assert office.desk.window is None
        await office.open()

    office_hours(qapp, visit)


def test_a_key_is_checked_then_kept_and_what_the_service_says_is_shown(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.services.answer = None
        office.enter("new-key")
        await until(lambda: office.services.asked, "the service being asked")
        assert office.deepgram.busy.isVisible()
        assert office.keyring.kept[Service.DEEPGRAM] == "old"

        office.services.answer = "valid, 180.00 dollars left"
        await until(lambda: office.said, "the key being kept")

        assert office.keyring.kept[Service.DEEPGRAM] == "new-key"
        assert office.deepgram.answer.text() == "valid, 180.00 dollars left"
        assert office.deepgram.field.text() == ""
        assert office.said == [("deepgram",)]
        await until(lambda: not office.deepgram.busy.isVisible(), "the sign going away")

    office_hours(qapp, visit)


def test_a_refused_key_does_not_replace_a_good_one(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.services.answer = failure("Deepgram", Trouble.KEY_REFUSED)
        office.enter("mistyped")
        await until(lambda: "does not accept" in office.deepgram.answer.text(), "the refusal")

        assert office.keyring.kept[Service.DEEPGRAM] == "old"
        assert office.deepgram.field.text() == "mistyped"
        assert office.said == []

    office_hours(qapp, visit)


def test_a_key_that_cannot_be_checked_now_is_kept(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.services.answer = failure("Deepgram", Trouble.UNREACHABLE)
        office.keyring.missing = True
        office.enter("new-key")
        await until(lambda: office.said, "the key being kept")

        assert office.keyring.kept[Service.DEEPGRAM] == "new-key"
        assert office.deepgram.answer.text() == (
            "Deepgram cannot be reached; check the network. The key is kept all the same."
        )
        assert office.deepgram.state.text() == "Key for this session only"
        assert "This system has no keyring" in office.deepgram.explanation.text()

    office_hours(qapp, visit)


def test_asking_can_be_cancelled(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.services.answer = None
        office.deepgram.check.click()
        await until(lambda: office.services.asked, "the service being asked")
        office.deepgram.cancel.click()
        await until(lambda: office.services.cancelled, "the question being withdrawn")
        await until(lambda: not office.deepgram.busy.isVisible(), "the sign going away")

        assert office.services.asked == [(Service.DEEPGRAM, "old", None)]
        assert office.deepgram.answer.text() == ""
        assert office.deepgram.check.isEnabled()

    office_hours(qapp, visit)


def test_closing_the_window_withdraws_the_question(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.services.answer = None
        office.deepgram.check.click()
        await until(lambda: office.services.asked, "the service being asked")
        office.window.close()
        await until(lambda: office.services.cancelled, "the question being withdrawn")

    office_hours(qapp, visit)


def test_a_keyring_that_was_unlocked_is_asked_again(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.keyring.locked = True
        office.deepgram.check.click()
        await until(lambda: office.deepgram.state.text() == "Keyring locked", "the keyring being found locked")
        assert office.services.asked == []
        await until(lambda: office.deepgram.check.isEnabled(), "Check being offered again")
        office.keyring.locked = False
        office.deepgram.check.click()
        await until(lambda: office.deepgram.answer.text().startswith("valid"), "the answer")

    office_hours(qapp, visit)


def test_a_key_that_the_keyring_gives_late_is_shown(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.desk.take_late_key(Service.ELEVENLABS, Key(KeyState.FOUND, "late", "keyring"))

        assert office.window.cards["elevenlabs"].state.text() == "Key in the keyring"
        assert office.said == [("elevenlabs",)]

    office_hours(qapp, visit)


def test_a_key_is_removed(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.deepgram.remove.click()
        answer_question(office.window, "Remove")
        await until(lambda: office.said, "the key being removed")

        assert office.keyring.kept == {}
        assert office.deepgram.state.text() == "No key"
        assert office.said == [("deepgram",)]

    office_hours(qapp, visit)


def test_an_own_server_is_asked_without_a_key(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.address = Address.parse("http://127.0.0.1:8080/v1", "it")
        office.desk.take_settings(replace(office.settings, openai_url="http://127.0.0.1:8080/v1"))
        office.window.cards["openai"].check.click()
        await until(lambda: office.window.cards["openai"].answer.text().startswith("valid"), "the answer")

        assert office.services.asked == [(Service.OPENAI, "", office.address)]

    office_hours(qapp, visit)


def test_choices_go_out_and_a_bad_address_does_not(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        office.window.setting_changed.emit("openai_url", "nonsense")
        assert office.window.address_note.text().startswith("'nonsense' is no address")
        office.window.setting_changed.emit("openai_url", "http://127.0.0.1:8080")
        assert not office.window.address_note.isVisible()
        office.deepgram.use.click()

        assert office.said == [("openai_url", "http://127.0.0.1:8080"), ("recognition", "local")]

    office_hours(qapp, visit)


def test_the_costs_are_a_window_of_their_own(qapp: QApplication) -> None:
    async def visit(office: Office) -> None:
        wanted: list[bool] = []
        office.desk.costs_wanted.connect(lambda: wanted.append(True))
        office.window.costs.click()
        assert wanted == [True]

    office_hours(qapp, visit)


@pytest.mark.parametrize("takes_it", [True, False])
def test_keys_in_a_file_are_offered_once(qapp: QApplication, tmp_path: Path, takes_it: bool) -> None:
    (tmp_path / ".env").write_text("ELEVENLABS_API_KEY=from-file\n")

    async def visit(office: Office) -> None:
        offer = office.window.offer
        await until(offer.isVisible, "the offer")
        (offer.accept if takes_it else offer.decline).click()
        if takes_it:
            await until(lambda: "still holds" in offer.words.text(), "the keys being taken over")
            await until(lambda: office.window.cards["elevenlabs"].answer.text().startswith("valid"), "the check")
            assert office.keyring.kept[Service.ELEVENLABS] == "from-file"
            assert office.said == [("elevenlabs",)]
        else:
            assert Service.ELEVENLABS not in office.keyring.kept
        await until(lambda: env_file.to_offer() is None, "the offer being remembered")
        office.window.close()
        await office.open()
        assert not office.window.offer.isVisible()

    office_hours(qapp, visit)
