"""A model in llama.cpp and what its KV cache holds: load, evaluate, take back.

The one invariant: `tokens` is exactly what the cache holds, also after a cancel or a failure.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import llama_cpp as llama

from echoflow.language import llama_build
from echoflow.language.cancellation import Cancellation, string_length_address
from echoflow.language.llama_checkpoints import Checkpoints
from echoflow.language.llama_fit import DoesNotFitError, Fit, ladder
from echoflow.language.llama_protocol import LlamaOptions
from echoflow.language.prompt_window import SlicePolicy, common_prefix
from echoflow.store.gguf import KvType, read_model

_KV_TYPES: dict[KvType, int] = {
    "f16": llama.GGML_TYPE_F16,
    "q8_0": llama.GGML_TYPE_Q8_0,
    "q4_0": llama.GGML_TYPE_Q4_0,
}
_FLASH_ATTENTION = {
    None: llama.LLAMA_FLASH_ATTN_TYPE_AUTO,
    True: llama.LLAMA_FLASH_ATTN_TYPE_ENABLED,
    False: llama.LLAMA_FLASH_ATTN_TYPE_DISABLED,
}
_ABORTED = 2
"""`llama_decode`: the abort callback said so."""

_CPU_SLICE = {"target_seconds": 0.1, "smallest": 8}
"""On the CPU a slice is aborted between graph nodes; its length bounds what an abort throws away. A small one costs
little: evaluating 8 tokens at once takes 9.8 ms each, 32 take 7.6 and 256 take 8.4 (SmolLM2 135M on one thread)."""

_GPU_SLICE = {"target_seconds": 0.04, "smallest": 8}
"""On a GPU a slice runs to its end; with this a cancel takes effect well within 100 ms."""

_RECURRENT_SLICE = {"target_seconds": 0.04, "smallest": 1}
"""A state that was half replaced by the next is of no use, so these are never aborted."""

_CPU_WARM_UP = (8, 1)
"""Tokens; each weight is read from disk once."""

_GPU_WARM_UP = (512, 16, 8, 1)
"""Tokens; a GPU has different kernels for long, short and single evaluations, and loads each when first used."""

_LOG_WARNING, _LOG_ERROR = 3, 4
"""`enum ggml_log_level`."""

_NO_MEMORY_SIGNS = ("failed to allocate", "unable to allocate", "out of memory", "cannot allocate")


class ModelError(Exception):
    """`reason` and `fields` as in `llama_protocol.Failed`."""

    def __init__(self, reason: str, **fields: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = fields


class LlamaContext:
    """One model, one context, one sequence."""

    def __init__(self, options: LlamaOptions, cancellation: Cancellation, attempt: int = 0) -> None:
        """Loads in the best way that fits, or in the next if memory is short.

        Args:
            options: the model and the user's wishes.
            cancellation: ends an evaluation.
            attempt: processes that died on this before; as many ways of loading are left out.

        Raises:
            ModelError: llama.cpp refuses the file or the options, or memory is short.

        """
        self._cancellation = cancellation
        self._errors: deque[str] = deque(maxlen=8)
        self._log_callback = llama.llama_log_callback(self._on_log)
        llama.llama_log_set(self._log_callback, None)
        llama_build.initialize()
        self.fit = self._load(options, attempt)
        self.vocabulary = llama.llama_model_get_vocab(self._model)
        self._memory = llama.llama_get_memory(self.pointer)
        self.length = int(llama.llama_n_ctx(self.pointer))
        self.tokens: list[int] = []
        self._logits_of = 0
        self._checkpoints = Checkpoints(self.pointer)
        self.rolls_back = not _is_recurrent(self._model)
        slices = (_GPU_SLICE if self.fit.devices else _CPU_SLICE) if self.rolls_back else _RECURRENT_SLICE
        self._slices = SlicePolicy(slices["target_seconds"], int(slices["smallest"]), self.fit.batch_size)

    @property
    def chat_template(self) -> str:
        """The template for conversations; empty if the model has none."""
        template = llama.llama_model_chat_template(self._model, None)
        return template.decode(errors="replace") if template else ""

    def metadata(self, key: str) -> str:
        """A text from the file; empty if it is not there."""
        buffer = ctypes.create_string_buffer(256)
        length = llama.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        return buffer.value.decode(errors="replace") if length >= 0 else ""

    def warm_up(self) -> None:
        """Evaluates a few tokens: weights come from disk, kernels are compiled, buffers are allocated."""
        for count in _GPU_WARM_UP if self.fit.devices else _CPU_WARM_UP:
            self.evaluate([0] * min(count, self.fit.batch_size))
            self.keep(0)

    def begin_with(self, prompt: Sequence[int]) -> int:
        """Takes back all that `prompt` does not begin with; returns how many of its tokens need not be evaluated.

        The last token's logits choose the first token of the answer: if they are gone, it is one of those that do.
        """
        common = common_prefix(self.tokens, prompt)
        return self.keep(common if common < len(prompt) or self._logits_of == common else common - 1)

    def keep(self, count: int) -> int:
        """Takes back all but the first `count` tokens; returns how many are left.

        That is fewer where the model cannot go back part of the way: as many as the last checkpoint before, or none.
        """
        if count >= len(self.tokens):
            return len(self.tokens)
        return self._go_back(count)

    def save_checkpoint(self) -> None:
        """Makes it possible to come back to what is in the cache now, for a model that does not roll back."""
        if not self.rolls_back and self.tokens:
            self._checkpoints.save(len(self.tokens))

    def _go_back(self, count: int) -> int:
        self._logits_of = 0
        if not self.rolls_back:
            count = self._checkpoints.restore(count)
        if count == 0 or not llama.llama_memory_seq_rm(self._memory, 0, count, -1):
            llama.llama_memory_clear(self._memory, True)
            self._checkpoints.forget()
            count = 0
        del self.tokens[count:]
        return count

    def evaluate(self, tokens: Sequence[int]) -> bool:
        """Appends `tokens` to the cache; False if cancelled before the end, with whole slices kept.

        Raises:
            ModelError: llama.cpp failed.

        """
        done = 0
        while done < len(tokens):
            if not self._cancellation.may_go_on():
                return False
            part = tokens[done : done + self._slices.size]
            started = time.perf_counter()
            # The batch only points to the array, which has to live until it is decoded.
            batch = (llama.llama_token * len(part))(*part)
            status = llama.llama_decode(self.pointer, llama.llama_batch_get_one(batch, len(part)))
            llama.llama_synchronize(self.pointer)
            if status != 0:
                self._go_back(len(self.tokens))
                if status == _ABORTED:
                    return False
                raise ModelError("decode_failed", detail=self._last_error())
            self.tokens.extend(part)
            self._logits_of = len(self.tokens)
            self._slices.record(len(part), time.perf_counter() - started)
            done += len(part)
        return True

    def _load(self, options: LlamaOptions, attempt: int) -> Fit:
        try:
            ways = ladder(read_model(Path(options.model_path)), llama_build.machine(), options)
        except DoesNotFitError as error:
            raise ModelError("no_memory", needed=error.needed, available=error.available) from None
        ways = ways[min(attempt, len(ways) - 1) :]
        for way in ways:
            try:
                self._open(options, way)
            except ModelError as error:
                if error.reason != "no_memory" or way is ways[-1]:
                    raise
                self._errors.clear()
            else:
                _tell(f"loaded as {way}")
                return way
        raise AssertionError("there is always a way")

    def _open(self, options: LlamaOptions, way: Fit) -> None:
        self._model = self._load_model(options, way)
        try:
            self.pointer = self._create_context(way)
        except ModelError:
            llama.llama_model_free(self._model)
            raise

    def _load_model(self, options: LlamaOptions, way: Fit) -> Any:
        parameters = llama.llama_model_default_params()
        parameters.n_gpu_layers = way.gpu_layers
        # With layers on none, a GPU would still be used for long prompts, and memory be taken there.
        no_devices = (ctypes.c_void_p * 1)(None)
        if not way.gpu_layers:
            parameters.devices = ctypes.addressof(no_devices)
        model = llama.llama_model_load_from_file(os.fsencode(options.model_path), parameters)
        if not model:
            raise self._failure()
        return model

    def _create_context(self, way: Fit) -> Any:
        parameters = llama.llama_context_default_params()
        parameters.n_ctx = way.context_length
        parameters.n_batch = parameters.n_ubatch = way.batch_size
        # Only the last token of a prompt is asked what follows; room for all costs hundreds of megabytes.
        parameters.n_outputs_max = 1
        parameters.n_threads = parameters.n_threads_batch = way.threads
        parameters.type_k = parameters.type_v = _KV_TYPES[way.kv_type]
        parameters.flash_attn_type = _FLASH_ATTENTION[way.flash_attention]
        parameters.no_perf = True
        # A cache that forgets what left the attention's window could not take back the end.
        parameters.swa_full = True
        if not _is_recurrent(self._model):
            parameters.abort_callback = llama.ggml_abort_callback(string_length_address())
            parameters.abort_callback_data = self._cancellation.address
        context = llama.llama_init_from_model(self._model, parameters)
        if not context:
            raise self._failure()
        return context

    def _failure(self) -> ModelError:
        text = "\n".join(self._errors)
        if "unknown model architecture" in text:
            return ModelError("unsupported_architecture", architecture=text.partition("'")[2].partition("'")[0])
        if any(sign in text.lower() for sign in _NO_MEMORY_SIGNS):
            return ModelError("no_memory")
        return ModelError("load_failed", detail=self._last_error())

    def _last_error(self) -> str:
        return self._errors[-1] if self._errors else "llama.cpp"

    def _on_log(self, level: int, text: bytes, _: object) -> None:
        if level not in (_LOG_WARNING, _LOG_ERROR) or self._cancellation.cancelled:
            return
        line = text.decode(errors="replace").strip()
        if level == _LOG_ERROR:
            self._errors.append(line)
        _tell(line)


def _is_recurrent(model: Any) -> bool:
    """It has layers that keep one state for all they have read."""
    return bool(llama.llama_model_is_recurrent(model) or llama.llama_model_is_hybrid(model))


def _tell(line: str) -> None:
    """Into the log of the language model's process."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
