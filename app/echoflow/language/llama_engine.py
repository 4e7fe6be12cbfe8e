"""llama.cpp in this process: loads one model and answers one request at a time.

Written against the C functions rather than `llama_cpp.Llama`, which cannot be stopped in the middle of a prompt,
detokenizes the whole answer again for every token, and copies the logits of every batch.

Lives only in the language model's process: llama.cpp may end it at any time.
"""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Sequence
from typing import Any

import llama_cpp as llama

from echoflow.language.cancellation import Cancellation
from echoflow.language.language_model import Message, Sampling
from echoflow.language.llama_context import LlamaContext, ModelError
from echoflow.language.llama_protocol import Finish, GenerationStats, LlamaOptions, ModelInfo
from echoflow.language.llama_tokens import LlamaTokens
from echoflow.language.prompt_window import common_prefix, fit

_PENALTY_WINDOW = 64
"""Tokens of the answer that `repeat_penalty` looks back on; llama.cpp's default. The prompt is not looked at: its
template repeats the end-of-turn token, which must stay likely."""


class LlamaEngine:
    """A loaded model and the conversation in its cache."""

    def __init__(self, options: LlamaOptions, cancellation: Cancellation, attempt: int = 0) -> None:
        """Loads and warms up; takes as long as the disk needs. `attempt` is that of `LlamaContext`.

        Raises:
            ModelError: it cannot be loaded or cannot hold a conversation.

        """
        started = time.perf_counter()
        self._cancellation = cancellation
        self._context = LlamaContext(options, cancellation, attempt)
        self._vocabulary = self._context.vocabulary
        self._tokens = self._read_tokens()
        self._context.warm_up()
        self.info = ModelInfo(
            name=self._context.metadata("general.name"),
            architecture=self._context.metadata("general.architecture"),
            context_length=self._context.length,
            fit=self._context.fit,
            rolls_back=self._context.rolls_back,
            load_ms=1e3 * (time.perf_counter() - started),
        )

    def answer(
        self, messages: Sequence[Message], sampling: Sampling, emit: Callable[[str], None], *, prefill: bool = False
    ) -> GenerationStats:
        """Evaluates the prompt and makes the answer, giving `emit` whole characters as they come.

        Raises:
            ModelError: the last message alone is too long, or the template refuses the conversation.

        """
        started = time.perf_counter()
        kept, prompt = self._prompt(messages, sampling.max_tokens)
        certain = self._certain(kept, prompt)
        if prefill:
            prompt = prompt[:certain]
        reused = self._reuse(prompt, prefill=prefill)
        before = len(self._context.tokens)
        complete = self._read(prompt, reused, certain)
        evaluated = len(self._context.tokens) - before
        prefilled = time.perf_counter()
        finish: Finish = "stop" if complete else "cancelled"
        times: list[float] = []
        if complete and not prefill:
            finish, times = self._sample(sampling, emit)
        duration = times[-1] - times[0] if times else 0.0
        return GenerationStats(
            finish=finish,
            prompt_tokens=len(prompt),
            reused_tokens=reused,
            evaluated_tokens=evaluated,
            dropped_messages=len(messages) - len(kept),
            answer_tokens=len(times),
            prefill_ms=1e3 * (prefilled - started),
            first_token_ms=1e3 * (times[0] - started) if times else 0.0,
            tokens_per_second=(len(times) - 1) / duration if duration > 0 else 0.0,
        )

    def count(self, messages: Sequence[Message]) -> int:
        """Tokens of `messages` as a prompt, of any length; may be called from any thread at any time.

        Raises:
            ModelError: the template refuses the conversation.

        """
        return len(self._tokenize(messages))

    def _prompt(self, messages: Sequence[Message], max_tokens: int) -> tuple[Sequence[Message], list[int]]:
        """Without as many of the oldest turns as it takes that the answer has room: the messages, and their tokens.

        At most half of the context is reserved for the answer, so that a careless `max_tokens` cannot cost the model
        its memory of the conversation.
        """
        room = self._context.length - min(max_tokens, self._context.length // 2)
        tokens: dict[int, list[int]] = {}

        def fits(kept: Sequence[Message]) -> bool:
            tokens[len(kept)] = self._tokenize(kept)
            return len(tokens[len(kept)]) <= room

        kept = fit(messages, fits)
        prompt = tokens.get(len(kept)) or self._tokenize(kept)
        if len(prompt) >= self._context.length:
            raise ModelError("prompt_too_long", tokens=len(prompt), context=self._context.length)
        return kept, prompt

    def _certain(self, messages: Sequence[Message], prompt: list[int]) -> int:
        """How many tokens of `prompt` every prompt begins with that goes on from `messages`.

        Its end, where the answer begins, may be written differently once there is an answer or something else. A model
        that rolls back reads that as well, and takes it back; for others it is one token less than all at most, so
        that the same prompt can be answered twice.
        """
        if self._context.rolls_back:
            return len(prompt)
        last = messages[-1].role if messages else "system"
        more = Message("assistant" if last == "user" else "user", "…")
        return min(common_prefix(prompt, self._tokenize([*messages, more])), len(prompt) - 1)

    def _reuse(self, prompt: list[int], *, prefill: bool) -> int:
        """How many tokens of `prompt` need not be evaluated; the rest of the cache is taken back."""
        if prefill and not self._context.rolls_back and self._context.tokens[: len(prompt)] == prompt:
            # More has been read already, which could not be taken back without reading all of it again.
            return len(prompt)
        return self._context.begin_with(prompt)

    def _read(self, prompt: list[int], reused: int, certain: int) -> bool:
        """Evaluates the rest of `prompt`; False if cancelled before its end."""
        if reused < certain:
            if not self._context.evaluate(prompt[reused:certain]):
                return False
            self._context.save_checkpoint()
        return self._context.evaluate(prompt[max(reused, certain) :])

    def _tokenize(self, messages: Sequence[Message]) -> list[int]:
        try:
            return self._tokens.of(messages)
        except ValueError as error:
            raise ModelError("bad_chat_template", detail=str(error)) from None

    def _sample(self, sampling: Sampling, emit: Callable[[str], None]) -> tuple[Finish, list[float]]:
        """Why it ended, and when each token was there."""
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        times: list[float] = []
        started = False
        sampler = _sampler(self._vocabulary, sampling)
        try:
            while len(times) < sampling.max_tokens:
                if not self._cancellation.may_go_on():
                    return "cancelled", times
                token = llama.llama_sampler_sample(sampler, self._context.pointer, -1)
                if llama.llama_vocab_is_eog(self._vocabulary, token):
                    return "stop", times
                times.append(time.perf_counter())
                text = decoder.decode(self._tokens.piece(token))
                # Some vocabularies begin every word, the first one too, with its space.
                text = text if started else text.lstrip()
                if text:
                    started = True
                    emit(text)
                if len(self._context.tokens) >= self._context.length:
                    break
                if not self._context.evaluate([token]):
                    return "cancelled", times
        finally:
            llama.llama_sampler_free(sampler)
        return "length", times

    def _read_tokens(self) -> LlamaTokens:
        source = self._context.chat_template
        if not source:
            raise ModelError("no_chat_template")
        try:
            return LlamaTokens(self._vocabulary, source)
        except ValueError as error:
            raise ModelError("bad_chat_template", detail=str(error)) from None


def _sampler(vocabulary: Any, sampling: Sampling) -> Any:
    """llama.cpp's chain; top-k comes first, for the penalties and top-p are slow on a whole vocabulary."""
    chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())

    def add(link: Any) -> None:
        llama.llama_sampler_chain_add(chain, link)

    if sampling.top_k > 0:
        add(llama.llama_sampler_init_top_k(sampling.top_k))
    if sampling.repeat_penalty != 1.0:
        size = llama.llama_vocab_n_tokens(vocabulary)
        add(llama.llama_sampler_init_penalties(size, _PENALTY_WINDOW, sampling.repeat_penalty, 0.0, 0.0))
    if sampling.temperature <= 0:
        add(llama.llama_sampler_init_greedy())
        return chain
    add(llama.llama_sampler_init_top_p(sampling.top_p, 1))
    add(llama.llama_sampler_init_temp(sampling.temperature))
    seed = llama.LLAMA_DEFAULT_SEED if sampling.seed is None else sampling.seed & 0xFFFFFFFF
    add(llama.llama_sampler_init_dist(seed))
    return chain
