"""The two designs that are compared: each holds a conversation in a room, with the same engines and answers."""

from __future__ import annotations

from typing import Protocol

import tests_on_path  # noqa: F401
from output_measures import Answer
from plain_design import PlainConversation
from recitation import Reciter

from echoflow.pipeline.engine_choice import EngineChoice
from echoflow.pipeline.engine_factory import create
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.session import Session, SessionOptions
from support.room import Room, RoomEndpoint

OPTIONS = SessionOptions(system_prompt="You are Echo.")


class Design(Protocol):
    """One way to build a voice assistant.

    Attributes:
        name: for the table.
        model: what it answers.
        endpoint: the room of the conversation that is being held.
        events: of that conversation, as `--events` has them; empty for a design that tells none.
        undisturbed: its rendering of each answer, once that has been recorded.

    """

    name: str
    model: Reciter
    endpoint: RoomEndpoint
    events: list[dict[str, object]]
    undisturbed: dict[str, Answer]

    async def load(self) -> None:
        """Loads the engines, once."""

    async def begin(self, room: Room) -> None:
        """A new conversation in `room`."""

    async def end(self) -> None:
        """Ends it."""

    async def close(self) -> None:
        """Gives the engines back."""


class EchoFlow:
    """The session that the app and `echoflow serve` use, hands-free, with Whisper and Hibari."""

    name = "EchoFlow"

    def __init__(self) -> None:
        self.model = Reciter()
        chosen = create(EngineChoice())
        self._engines = Engines(chosen.recognizer, self.model, chosen.synthesizer, chosen.end_of_turn)
        self.endpoint = RoomEndpoint(Room())
        self.events: list[dict[str, object]] = []
        self.undisturbed: dict[str, Answer] = {}
        self._session: Session | None = None

    async def load(self) -> None:
        """See `Design`."""
        await self._engines.load(lambda _: None)

    async def begin(self, room: Room) -> None:
        """See `Design`."""
        self.endpoint = RoomEndpoint(room)
        self.events = []
        self._session = Session(self.endpoint, self._engines, OPTIONS)
        self._session.log.recorded.connect(self.events.append)
        self._session.start()

    async def end(self) -> None:
        """See `Design`."""
        assert self._session is not None
        await self._session.close()

    async def close(self) -> None:
        """See `Design`."""
        await self._engines.close()


class Plain:
    """The design of `plain_design.py`."""

    name = "plain design"

    def __init__(self) -> None:
        self.model = Reciter()
        self.endpoint = RoomEndpoint(Room())
        self.events: list[dict[str, object]] = []
        self.undisturbed: dict[str, Answer] = {}
        self._conversation: PlainConversation | None = None

    async def load(self) -> None:
        """See `Design`; its engines are loaded with each conversation."""

    async def begin(self, room: Room) -> None:
        """See `Design`."""
        self.endpoint = RoomEndpoint(room)
        self._conversation = PlainConversation(self.endpoint, self.model, OPTIONS, lambda _: None)
        self._conversation.start()

    async def end(self) -> None:
        """See `Design`."""
        assert self._conversation is not None
        await self._conversation.close()

    async def close(self) -> None:
        """See `Design`."""
