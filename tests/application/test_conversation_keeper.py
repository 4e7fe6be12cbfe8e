"""A conversation outlives its sessions, and another one can take its place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from echoflow.conversation.history import Entry, History
from echoflow.conversation_keeper import ConversationKeeper
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.session import Session, SessionOptions
from support.bench import run
from support.room import Room, RoomEndpoint
from support.scripted_engines import ScriptedModel, ScriptedRecognizer, ScriptedSynthesizer


def begun(keeper: ConversationKeeper) -> Session:
    engines = Engines(ScriptedRecognizer([]), ScriptedModel([]), ScriptedSynthesizer())
    return keeper.start(RoomEndpoint(Room(echo_db=None)), engines, SessionOptions(), muted=False)


def test_sessions_that_follow_each_other_hold_one_conversation(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        keeper = ConversationKeeper()
        first = begun(keeper)
        key = first.manager.history.key
        first.manager.history.take(1, "Hello")
        assert await keeper.end()
        second = begun(keeper)
        assert key
        assert second.manager.history.key == key
        assert second.manager.history.entries == (Entry(1, "Hello"),)
        await keeper.end()

    run(scenario)


def test_two_conversations_have_two_keys(qapp: QCoreApplication) -> None:
    assert ConversationKeeper().history.key != ConversationKeeper().history.key


def test_the_model_knows_of_a_conversation_that_is_taken_up_again_what_was_heard(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        keeper = ConversationKeeper()
        begun(keeper)
        await keeper.end()
        entries = [Entry(1, "Who are you?", "I am Echo."), Entry(4, "And now?", "Now I")]
        keeper.begin(History(entries, key="kept"))
        session = begun(keeper)

        assert session.manager.history.key == "kept"
        told = [(message.role, message.content) for message in session.memory.prompt(upcoming="Go on.")]
        assert told[1:] == [
            ("user", "Who are you?"),
            ("assistant", "I am Echo."),
            ("user", "And now?"),
            ("assistant", "Now I"),
            ("user", "Go on."),
        ]
        assert session.manager.turn == 4, "the next one is 5"
        await keeper.end()

    run(scenario)
