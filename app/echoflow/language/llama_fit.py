"""How a model is best loaded on a machine: pure arithmetic over the file's header and what is free.

What is given up first, when memory is short, is what a listener misses least:

1. all layers on the GPU, the context long, the cache as it is;
2. the cache in eight bits: half its size, and an answer nobody can tell apart;
3. a shorter context, down to a floor: older turns live on in the summary;
4. fewer layers on the GPU: each one left to the processor slows every token;
5. the processor alone.

What the user asked for is not given up; it is tried even where it looks too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from echoflow.store.gguf import Gguf, KvType

AUTO, ALL = -1, -2
"""Numbers of GPU layers with a meaning of their own, the same as in llama.cpp."""

KvWish: TypeAlias = KvType | Literal["auto"]

MARGIN_BYTES = 512 * 2**20
"""Left free on each GPU: what llama.cpp takes beside its buffers (kernels that are loaded when first used, scratch
memory of matrix products and attention) and what the desktop may want later."""

GPU_CONTEXT, CPU_CONTEXT, SHORTEST_CONTEXT = 8192, 4096, 2048
"""Tokens wanted where a GPU reads them, where the processor does, which is slow, and at least. A window over the
history with a summary of what is older holds a conversation of any length in 2048."""

_CONTEXT_STEP, _CONTEXT_UNIT = 1024, 256
"""Tokens by which a context that is too long is shortened, and that llama.cpp rounds up to."""

_BATCH_SIZE = 512
_GPU_THREADS = 2
"""With all layers on the GPU the processor only looks tokens up, and the cores are free for hearing and speaking."""

_SHARES = (0.85, 0.7, 0.5, 0.0)
"""Of the GPU memory that the best way needs and did not get."""

_FLASH_HEADS = (64, 96, 128, 256)
"""Sizes of a head for which flash attention reads an eight-bit cache on every kind of GPU; a multiple of 32, which is
a block of q8_0. With others llama.cpp would do attention on the processor."""

_KV_BYTES: dict[KvType, float] = {"f16": 2.0, "q8_0": 34 / 32, "q4_0": 18 / 32}


@dataclass(frozen=True, slots=True)
class Device:
    """A GPU.

    Attributes:
        name: for people, such as `NVIDIA GeForce RTX 4060`.
        free_bytes: memory that can still be taken.
        total_bytes: memory it has.
        shared: its memory is the machine's main memory.

    """

    name: str
    free_bytes: int
    total_bytes: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is for a model.

    Attributes:
        devices: GPUs that llama.cpp would use together.
        memory: bytes of main memory that can still be taken; None if unknown.
        cores: physical cores.

    """

    devices: tuple[Device, ...]
    memory: int | None
    cores: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user decided about loading a model; the rest is chosen to fit.

    Attributes:
        context_length: tokens, never more than the model was trained for; 0 for what fits.
        gpu_layers: layers on the GPU, -1 for as many as fit, -2 for all; without effect without a GPU.
        flash_attention: None leaves it to llama.cpp.
        kv_type: how keys and values are kept; `q8_0` halves and `q4_0` quarters the cache and need flash attention.
        threads: None for what suits the machine.
        batch_size: tokens evaluated at once at most.

    """

    context_length: int = 0
    gpu_layers: int = AUTO
    flash_attention: bool | None = None
    kv_type: KvWish = "auto"
    threads: int | None = None
    batch_size: int = _BATCH_SIZE


@dataclass(frozen=True, slots=True)
class Fit:
    """How a model is loaded, and the memory that takes.

    Attributes:
        gpu_layers: layers on the GPU; llama.cpp counts what follows the last layer as one more.
        layers: layers there are, counted like that.
        context_length: tokens.
        kv_type: how keys and values are kept.
        flash_attention: None leaves it to llama.cpp.
        batch_size: tokens evaluated at once at most.
        threads: processor threads.
        devices: names of the GPUs that are used; empty for the processor alone.
        gpu_needed: bytes on all GPUs together.
        gpu_free: bytes that were free there.
        memory_needed: bytes of main memory.
        memory_free: bytes that were free there; None if unknown.

    """

    gpu_layers: int
    layers: int
    context_length: int
    kv_type: KvType
    flash_attention: bool | None
    batch_size: int
    threads: int
    devices: tuple[str, ...]
    gpu_needed: int
    gpu_free: int
    memory_needed: int
    memory_free: int | None


class DoesNotFitError(Exception):
    """No way of loading the model fits.

    Attributes:
        needed: bytes of the least way.
        available: bytes there are, on GPUs and in main memory.

    """

    def __init__(self, needed: int, available: int) -> None:
        super().__init__(needed, available)
        self.needed = needed
        self.available = available


def fit(model: Gguf, machine: Machine, wishes: Wishes) -> Fit:
    """The best way of loading `model`.

    Raises:
        DoesNotFitError: there is none.

    """
    return _Choice(model, machine, wishes).make()


def ladder(model: Gguf, machine: Machine, wishes: Wishes) -> tuple[Fit, ...]:
    """The best way first, then what to try when loading fails for lack of memory; each takes less of the GPU.

    Raises:
        DoesNotFitError: there is none.

    """
    choice = _Choice(model, machine, wishes)
    rungs = [choice.make()]
    for share in _SHARES:
        try:
            rung = choice.make(share * rungs[0].gpu_needed)
        except DoesNotFitError:
            break
        if rung.gpu_needed < rungs[-1].gpu_needed:
            rungs.append(rung)
    return tuple(rungs)


def compute_bytes(model: Gguf, context_length: int, batch_size: int, *, flash_attention: bool) -> int:
    """The buffer llama.cpp computes in, when logits are asked for one token of a batch only.

    For each token of a batch it holds three rows of the feed-forward network and four of the layer's width, or, if
    that is more, the attention's: without flash attention each head's row over the whole context. llama.cpp's own
    figures for models of 0.1 to 8 B are met within 3 % with flash attention and 6 % without, and by 15 % too much
    where the heads together are wider than the layer.
    """
    width = max(model.embedding_length, model.head_count * model.key_length)
    row = 4 * (3 * model.feed_forward_length + 4 * width)
    if not flash_attention:
        row = max(row, 4 * (model.head_count + 1) * context_length + 24 * width)
    mask = 2 * context_length
    return batch_size * (row + mask) + 4 * model.vocabulary


class _Choice:
    """One question and its answers for different budgets of GPU memory."""

    def __init__(self, model: Gguf, machine: Machine, wishes: Wishes) -> None:
        self._model = model
        self._machine = machine
        self._wishes = wishes
        self._layers = max(len(model.layer_bytes), len(model.kv_widths)) + 1
        self._gpu_free = sum(device.free_bytes for device in machine.devices)

    def make(self, limit: float = float("inf")) -> Fit:
        """The best way that takes at most `limit` bytes of the GPU."""
        budget = sum(max(0, device.free_bytes - MARGIN_BYTES) for device in self._machine.devices)
        chosen = self._on_gpu(min(limit, budget)) or self._on_processor()
        shared = any(device.shared for device in self._machine.devices)
        memory = self._machine.memory
        if memory is None:
            return chosen
        needed = chosen.memory_needed + chosen.gpu_needed
        available = memory + (self._gpu_free if chosen.devices and not shared else 0)
        if needed > available or chosen.memory_needed > memory:
            raise DoesNotFitError(needed, available)
        return chosen

    def _on_gpu(self, budget: float) -> Fit | None:
        wanted = self._wishes.gpu_layers
        if not self._machine.devices or wanted == 0:
            return None
        if wanted != AUTO:
            # What was asked for is tried even if it looks too much.
            layers = self._layers if wanted == ALL else min(wanted, self._layers)
            return self._first(layers, budget) or list(self._candidates(layers, GPU_CONTEXT))[-1]
        if everything := self._first(self._layers, budget):
            return everything
        # A longer context than this would cost layers.
        _, kv_type = list(self._shapes(GPU_CONTEXT))[-1]
        context = self._contexts(CPU_CONTEXT)[0]
        partly = (self._fit(layers, context, kv_type) for layers in range(self._layers - 1, 0, -1))
        return next((choice for choice in partly if choice.gpu_needed <= budget), None)

    def _on_processor(self) -> Fit:
        candidates = list(self._candidates(0, CPU_CONTEXT))
        memory = self._machine.memory
        fitting = (choice for choice in candidates if memory is None or choice.memory_needed <= memory)
        return next(fitting, candidates[-1])

    def _first(self, layers: int, budget: float) -> Fit | None:
        candidates = self._candidates(layers, GPU_CONTEXT)
        return next((choice for choice in candidates if choice.gpu_needed <= budget), None)

    def _candidates(self, layers: int, context: int) -> Iterator[Fit]:
        return (self._fit(layers, *shape) for shape in self._shapes(context))

    def _shapes(self, wanted: int) -> Iterator[tuple[int, KvType]]:
        """Context and cache, from the best to the least."""
        contexts, kv_types = self._contexts(wanted), self._kv_types()
        yield from ((contexts[0], kv_type) for kv_type in kv_types)
        yield from ((context, kv_types[-1]) for context in contexts[1:])

    def _contexts(self, wanted: int) -> list[int]:
        trained = self._model.context_length
        longest = -(-(self._wishes.context_length or wanted) // _CONTEXT_UNIT) * _CONTEXT_UNIT
        longest = min(longest, trained) if trained else longest
        if self._wishes.context_length or longest <= SHORTEST_CONTEXT:
            return [longest]
        return list(range(longest, SHORTEST_CONTEXT - 1, -_CONTEXT_STEP))

    def _kv_types(self) -> tuple[KvType, ...]:
        if self._wishes.kv_type != "auto":
            return (self._wishes.kv_type,)
        sizes = {self._model.key_length, self._model.value_length}
        can_shrink = self._wishes.flash_attention is not False and len(sizes) == 1 and sizes <= set(_FLASH_HEADS)
        return ("f16", "q8_0") if can_shrink else ("f16",)

    def _fit(self, layers: int, context: int, kv_type: KvType) -> Fit:
        wishes, machine = self._wishes, self._machine
        gpu, memory = self._needs(layers, context, kv_type)
        threads = min(machine.cores, _GPU_THREADS) if layers == self._layers else machine.cores
        return Fit(
            gpu_layers=layers,
            layers=self._layers,
            context_length=context,
            kv_type=kv_type,
            flash_attention=self._flash_attention(layers, kv_type),
            batch_size=wishes.batch_size,
            threads=wishes.threads or threads,
            devices=tuple(device.name for device in machine.devices) if layers else (),
            gpu_needed=gpu,
            gpu_free=self._gpu_free if layers else 0,
            memory_needed=memory,
            memory_free=machine.memory,
        )

    def _flash_attention(self, layers: int, kv_type: KvType) -> bool | None:
        """Off on a processor, where it is slow.

        There 12 tokens after 3,000 of history take 259 ms with it and 140 without, and 76 after 100 (SmolLM2 135M on
        one thread).
        """
        if self._wishes.flash_attention is not None:
            return self._wishes.flash_attention
        if kv_type != "f16":
            return True
        return None if layers else False

    def _needs(self, layers: int, context: int, kv_type: KvType) -> tuple[int, int]:
        """Bytes on the GPU and in main memory; the layers nearest to the output go to the GPU first."""
        model = self._model
        flash = self._flash_attention(layers, kv_type) is not False
        compute = compute_bytes(model, context, self._wishes.batch_size, flash_attention=flash)
        token_bytes = _KV_BYTES[kv_type] * context
        cache = int(sum(model.kv_widths) * token_bytes)
        if not layers:
            return 0, model.tensor_bytes + cache + compute
        first = self._layers - layers
        moved_cache = int(sum(model.kv_widths[first:]) * token_bytes)
        weights = sum(model.layer_bytes[first:]) + model.output_bytes
        kept = model.tensor_bytes - weights + cache - moved_cache
        # A tensor used at both ends of the model is on both sides.
        gpu = weights + moved_cache + compute * len(self._machine.devices)
        gpu += model.input_bytes if model.shares_embedding else 0
        if first:
            # Long prompts are evaluated on the GPU: a layer's weights are copied there meanwhile.
            gpu += max(model.layer_bytes[:first], default=0)
            kept += compute
        return gpu, kept
