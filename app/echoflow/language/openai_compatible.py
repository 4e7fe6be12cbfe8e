"""A language model behind a network: any server that speaks OpenAI's chat completions.

llama-server, Ollama and vLLM at home, or a cloud. This is how EchoFlow outgrows one machine.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from echoflow.clouds.addresses import Address
from echoflow.clouds.backoff import Backoff
from echoflow.clouds.failures import failure
from echoflow.clouds.keys import is_sendable
from echoflow.errors import EngineError, Trouble
from echoflow.language.chat_dialect import Dialect, Refusal, first_chat_model, model_names
from echoflow.language.chat_reply import Chunk, ChunkReader, SpokenText, estimated_tokens
from echoflow.language.language_model import Message, Sampling
from echoflow.language.openai_client import Patience, RefusedError, TooSlowError, failures, open_client
from echoflow.language.prompt_window import fit
from echoflow.text import tr

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam

_PASSING = frozenset({Trouble.BUSY, Trouble.BROKEN, Trouble.UNREACHABLE})

_SHRINK = 0.75
"""What is left of a conversation that was too long. Servers refuse within milliseconds, so a few tries cost less than
leaving out more than is needed."""

_IDLE_SECONDS = 20.0
"""A connection this long unused may be gone; opening one to another continent takes 0.2 to 0.5 s."""

_CLOSE_SECONDS = 0.5


def _ignore(_item: str, _amount: float) -> None:
    pass


class _Reply:
    """What one request gives, until it ends with None or an error."""

    def __init__(self) -> None:
        self.events: asyncio.Queue[str | Exception | None] = asyncio.Queue()
        self.task: asyncio.Task[None] | None = None
        self.text = SpokenText()
        self.begun = False
        self.characters: list[str] = []
        self.thought = False

    def say(self, text: str) -> None:
        if text:
            self.begun = True
            self.characters.append(text)
            self.events.put_nowait(text)

    def take(self, chunk: Chunk) -> None:
        """Says what of `chunk` is for the user."""
        self.say(self.text.feed(chunk.content))
        self.thought = self.thought or self.text.thinking or chunk.thought

    def end(self) -> None:
        """Nothing more comes, not even what is there already."""
        if self.task:
            self.task.cancel()
        while not self.events.empty():
            self.events.get_nowait()
        self.events.put_nowait(None)


class _Progress:
    """How far a request has come."""

    def __init__(self) -> None:
        self.accepted = False
        self.alive = False
        self.finished = False
        self.tokens: tuple[int, int] | None = None

    def note(self, chunk: Chunk) -> None:
        """Raises RefusedError if the service says in its stream that it failed."""
        if chunk.error is not None:
            raise RefusedError(Refusal.of(_status(chunk.error), {"error": chunk.error}))
        self.alive = self.alive or chunk.alive
        self.finished = self.finished or chunk.finished
        self.tokens = chunk.tokens or self.tokens


class OpenAICompatibleModel:
    """A `LanguageModel`; see there. Everything is called on one event loop."""

    name = "openai"

    def __init__(
        self,
        key: str,
        *,
        model: str = "",
        address: Address | None = None,
        spent: Callable[[str, float], None] = _ignore,
        patience: Patience | None = None,
    ) -> None:
        """Connects to nothing yet; `load` does.

        Args:
            key: may be empty for a server at home.
            model: name of the model; empty for the first chat model the service offers.
            address: where the service is; OpenAI's own if left out. "/v1" is added to an address without a path.
            spent: is told of "openai.input_tokens" and "openai.output_tokens" as they are used.
            patience: how long to wait for what.
        """
        self._key = key
        self._address = address
        self._at_home = address is not None and address.at_home
        self._model = model
        self._spent = spent
        self._patience = patience or Patience()
        self._service = address.place if address else "OpenAI"
        self._dialect = Dialect.of_home() if self._at_home else Dialect.of_cloud() if address else Dialect.of_openai()
        self._client: AsyncOpenAI | None = None
        self._opening = asyncio.Lock()
        self._well = False
        self._used_at = 0.0
        self._longest = float("inf")
        """Estimated tokens that no prompt may exceed, as far as refusals have shown."""
        self._current: _Reply | None = None

    async def load(self) -> None:
        """Asks for the models, which shows whether the service is there and, with most, takes the key."""
        if not self._well:
            await self.models()

    async def models(self) -> tuple[str, ...]:
        """Names of the models the service offers. Raises EngineError."""
        client = await self._open()
        try:
            with failures(self._service):
                async with asyncio.timeout(self._patience.first):
                    # Raw, because the SDK fails in its own ways on what is no list of models.
                    answer = await client.models.with_raw_response.list()
        except RefusedError as error:
            # A gateway may have no such list and still know the model that was named.
            if error.refusal.status not in (404, 405) or not self._model:
                raise self._explained(error.refusal) from None
            names: tuple[str, ...] = (self._model,)
        else:
            listed = model_names(answer.content)
            if listed is None:
                raise self._unlike()
            names = listed
        self._choose(names)
        self._well = True
        self._used_at = asyncio.get_running_loop().time()
        return names

    def generate(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        """See `LanguageModel.generate`. The generation before ends quietly when this one's first piece is asked for."""
        return self._serve(messages, sampling)

    async def prefill(self, messages: Sequence[Message], sampling: Sampling) -> None:
        """Lets a server at home read ahead; for others, where that would be paid for, it opens the connection."""
        if self._at_home:
            async with aclosing(self._serve(messages, replace(sampling, max_tokens=1))) as answer:
                async for _ in answer:
                    pass
        elif asyncio.get_running_loop().time() - self._used_at > _IDLE_SECONDS:
            await self.models()

    @property
    def rolls_back(self) -> bool:
        """Nothing is kept here that would have to be taken back, and servers keep what prompts have in common."""
        return True

    @property
    def context_length(self) -> int | None:
        """Services do not say."""
        return None

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """An estimate, made here: which vocabulary the service uses is not known."""
        return _size(messages)

    def hold(self) -> None:
        """Nothing: the work is done elsewhere."""

    def go_on(self) -> None:
        """Nothing: it was never held."""

    async def close(self) -> None:
        """Ends what is under way and closes the connections, at most a second later."""
        if reply := self._current:
            await self._end(reply)
        client, self._client, self._well = self._client, None, False
        if client:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await client.close()

    # Requests

    async def _serve(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        if self._current:
            self._current.end()
        reply = self._current = _Reply()
        reply.task = asyncio.get_running_loop().create_task(self._work(reply, tuple(messages), sampling))
        try:
            while (event := await reply.events.get()) is not None:
                if isinstance(event, Exception):
                    raise event
                yield event
            if reply.thought and not reply.begun and sampling.max_tokens > 1:
                raise EngineError(
                    tr(
                        "The model at {service} has only thought and said nothing; choose one that answers at once.",
                        service=self._service,
                    ),
                    trouble=Trouble.REJECTED,
                )
        finally:
            await self._end(reply)

    async def _end(self, reply: _Reply) -> None:
        reply.end()
        if self._current is reply:
            self._current = None
        if reply.task:
            await asyncio.wait([reply.task], timeout=_CLOSE_SECONDS)

    async def _work(self, reply: _Reply, messages: tuple[Message, ...], sampling: Sampling) -> None:
        try:
            await self._persist(reply, messages, sampling)
        except Exception as error:
            reply.events.put_nowait(error)
        else:
            reply.events.put_nowait(None)

    async def _persist(self, reply: _Reply, messages: tuple[Message, ...], sampling: Sampling) -> None:
        """Asks until there is an answer, or asking differently or once more is of no use."""
        if not self._model or self._client is None:
            await self.models()
        tried_again = False
        while True:
            prompt = fit(messages, lambda some: _size(some) <= self._longest)
            try:
                await self._stream(reply, prompt, sampling)
                return
            except RefusedError as error:
                refusal = error.refusal
                if self._asks_differently(prompt, refusal):
                    continue
                problem = self._explained(refusal)
            except EngineError as error:
                problem = error
            self._well = False
            if tried_again or reply.begun or not _may_pass_at_once(problem):
                raise problem from None
            tried_again = True
            await asyncio.sleep(Backoff().wait(1))

    def _asks_differently(self, prompt: Sequence[Message], refusal: Refusal) -> bool:
        """Learns from a refusal; whether there is another way to ask."""
        if refusal.overflow:
            size = _size(prompt)
            self._longest = size * _SHRINK
            return _size(fit(prompt, lambda some: _size(some) <= self._longest)) < size
        if dialect := self._dialect.after(refusal):
            self._dialect = dialect
            return True
        return False

    async def _stream(self, reply: _Reply, prompt: Sequence[Message], sampling: Sampling) -> None:
        client = await self._open()
        request = client.chat.completions.with_streaming_response.create(
            model=self._model,
            messages=cast(
                "list[ChatCompletionMessageParam]",
                [{"role": message.role, "content": message.content} for message in prompt],
            ),
            stream=True,
            extra_body=self._dialect.body(sampling),
        )
        progress = _Progress()
        try:
            with failures(self._service):
                async with asyncio.timeout(self._patience.first) as deadline, request as response:
                    progress.accepted = True
                    reader = ChunkReader()
                    async for data in response.iter_bytes():
                        for chunk in reader.feed(data):
                            progress.note(chunk)
                            reply.take(chunk)
                            if chunk.alive:
                                deadline.reschedule(self._wait_until(progress))
        except (EngineError, RefusedError):
            # After the end only the count of tokens can be lost.
            if not progress.finished:
                raise
        finally:
            if progress.accepted:
                self._account(prompt, reply, progress.tokens)
        if not progress.finished:
            raise failure(self._service, Trouble.BROKEN) if progress.alive else self._unlike()
        reply.say(reply.text.finish())
        self._well, self._used_at = True, asyncio.get_running_loop().time()

    def _wait_until(self, progress: _Progress) -> float:
        """When the next chunk is due, on the loop's clock."""
        wait = self._patience.usage if progress.finished else self._patience.between
        return asyncio.get_running_loop().time() + wait

    def _account(self, prompt: Sequence[Message], reply: _Reply, tokens: tuple[int, int] | None) -> None:
        """Tells what was used; estimated where the service did not say, or the answer was broken off."""
        read, written = tokens or (_size(prompt), estimated_tokens("".join(reply.characters)))
        self._spent("openai.input_tokens", read)
        self._spent("openai.output_tokens", written)

    def _choose(self, names: Sequence[str]) -> None:
        if self._model:
            return
        chosen = first_chat_model(names)
        if chosen is None:
            sentence = tr(
                "{service} offers no model; load one there, or name one in the settings.", service=self._service
            )
            raise EngineError(sentence, trouble=Trouble.REJECTED)
        self._model = chosen

    # The client

    async def _open(self) -> AsyncOpenAI:
        async with self._opening:
            if self._client is None:
                if not self._key and self._address is None:
                    raise failure(self._service, Trouble.KEY_MISSING)
                if self._key and not is_sendable(self._key):
                    raise failure(self._service, Trouble.KEY_REFUSED)
                # In a thread: importing the SDK takes 1.4 s, and reading the certificates 0.03 s.
                self._client = await asyncio.to_thread(
                    open_client, self._service, self._key, self._address, self._patience
                )
            return self._client

    def _explained(self, refusal: Refusal) -> EngineError:
        if refusal.overflow:
            sentence = tr(
                "This is more than the model at {service} can read at once; say it shorter.", service=self._service
            )
            return EngineError(sentence, trouble=Trouble.REJECTED)
        # Some services quote the key they do not like.
        message = refusal.message.replace(self._key, "…") if self._key else refusal.message
        return failure(self._service, refusal.trouble, message)

    def _unlike(self) -> EngineError:
        sentence = tr(
            "{service} does not answer as an OpenAI-compatible service does; check its address.", service=self._service
        )
        return EngineError(sentence, trouble=Trouble.BROKEN)


def _status(error: object) -> int:
    """The status of an error that is told within a stream, when 200 had been said already."""
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) and 400 <= code < 600 else 500


def _may_pass_at_once(problem: EngineError) -> bool:
    return not problem.permanent and problem.trouble in _PASSING and not isinstance(problem, TooSlowError)


def _size(messages: Sequence[Message]) -> int:
    """Estimated tokens of a prompt; a message has about four around it in every chat template."""
    return sum(estimated_tokens(message.content) + 4 for message in messages)
