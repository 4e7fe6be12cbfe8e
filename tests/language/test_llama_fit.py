"""What is chosen for the machines people have: tables of models and graphics cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from echoflow.language.llama_fit import (
    ALL,
    MARGIN_BYTES,
    SHORTEST_CONTEXT,
    Device,
    DoesNotFitError,
    Fit,
    Machine,
    Wishes,
    compute_bytes,
    fit,
    ladder,
)
from echoflow.store.gguf import Gguf

GB = 10**9


def model(
    blocks: int, width: int, network: int, heads: int, kv_heads: int, block: int, embedding: int, output: int
) -> Gguf:
    """`block`, `embedding` and `output` in bytes; without an output of its own it shares the embedding."""
    head = 128 if width > 576 else 64
    return Gguf(
        architecture="llama",
        name="",
        quantisation="Q4_K_M",
        context_length=131_072,
        block_count=blocks,
        embedding_length=width,
        feed_forward_length=network,
        head_count=heads,
        key_length=head,
        value_length=head,
        kv_widths=(2 * kv_heads * head,) * blocks,
        vocabulary=128_256,
        has_chat_template=True,
        tensor_count=9 * blocks + 3,
        tensor_bytes=blocks * block + embedding + output,
        layer_bytes=(block,) * blocks,
        input_bytes=embedding,
        output_bytes=output,
        shares_embedding=output < embedding,
        file_bytes=blocks * block + embedding + output,
    )


# Geometry of the published models, weights as in their Q4_K_M files.
LLAMA_3_8B = replace(
    model(32, 4096, 14_336, 32, 8, 130_827_000, 295_502_000, 430_957_000), context_length=8192, name="Llama 3 8B"
)
QWEN_7B = model(28, 3584, 18_944, 28, 4, 140_105_000, 306_561_000, 447_083_000)
QWEN_4B = model(36, 2560, 9728, 32, 8, 60_341_000, 319_066_000, 10_000)
LLAMA_3B = model(28, 3072, 8192, 24, 8, 60_298_000, 323_205_000, 12_000)
SMOL = replace(model(30, 576, 1536, 9, 3, 2_230_000, 31_850_000, 2_300), context_length=8192)

NO_GPU: tuple[Device, ...] = ()
BUSY = (Device("RTX 4060", 2 * GB, 8 * GB),)
GPU_4 = (Device("RTX 3050", 3_500_000_000, 4 * GB),)
GPU_6 = (Device("RTX 3060", 5_300_000_000, 6 * GB),)
GPU_8 = (Device("RTX 4060", 7_200_000_000, 8 * GB),)
GPU_12 = (Device("RTX 4070", 11_200_000_000, 12 * GB),)
GPU_24 = (Device("RTX 4090", 23 * GB, 24 * GB),)


def machine(devices: tuple[Device, ...], memory: int | None = 12 * GB) -> Machine:
    return Machine(devices, memory, cores=8)


def in_short(chosen: Fit) -> tuple[int, int, str]:
    return chosen.gpu_layers, chosen.context_length, chosen.kv_type


@pytest.mark.parametrize(
    ("of", "devices", "expected"),
    [
        (LLAMA_3_8B, GPU_8, (33, 8192, "f16")),
        (LLAMA_3_8B, GPU_24, (33, 8192, "f16")),
        (LLAMA_3_8B, GPU_12, (33, 8192, "f16")),
        (LLAMA_3_8B, GPU_6, (30, 4096, "q8_0")),
        (LLAMA_3_8B, GPU_4, (17, 4096, "q8_0")),
        (LLAMA_3_8B, BUSY, (6, 4096, "q8_0")),
        (LLAMA_3_8B, NO_GPU, (0, 4096, "f16")),
        (QWEN_7B, GPU_8, (29, 8192, "f16")),
        (QWEN_7B, GPU_6, (29, 7168, "q8_0")),
        (QWEN_7B, BUSY, (6, 4096, "q8_0")),
        (QWEN_4B, GPU_8, (37, 8192, "f16")),
        (QWEN_4B, GPU_6, (37, 8192, "f16")),
        (QWEN_4B, GPU_4, (37, 4096, "q8_0")),
        (LLAMA_3B, GPU_6, (29, 8192, "f16")),
        (LLAMA_3B, GPU_4, (29, 8192, "q8_0")),
        (LLAMA_3B, BUSY, (15, 4096, "q8_0")),
        (LLAMA_3B, NO_GPU, (0, 4096, "f16")),
        (SMOL, BUSY, (31, 8192, "f16")),
        (SMOL, NO_GPU, (0, 4096, "f16")),
    ],
)
def test_what_is_chosen(of: Gguf, devices: tuple[Device, ...], expected: tuple[int, int, str]) -> None:
    chosen = fit(of, machine(devices), Wishes())
    assert in_short(chosen) == expected
    assert chosen.gpu_needed <= max(0, chosen.gpu_free - MARGIN_BYTES)
    assert chosen.memory_needed <= 12 * GB
    assert chosen.devices == (tuple(device.name for device in devices) if expected[0] else ())


def test_the_reference_machine_has_a_gigabyte_to_spare() -> None:
    chosen = fit(LLAMA_3_8B, machine(GPU_8), Wishes())
    # 4.6 GB of weights, 1.07 GB for 8192 tokens, 0.13 GB to compute in; the rest of the file looks tokens up.
    assert 5.7 * GB < chosen.gpu_needed < 6.0 * GB
    assert chosen.gpu_free - chosen.gpu_needed > GB
    assert chosen.memory_needed < 0.4 * GB
    assert (chosen.gpu_layers, chosen.layers, chosen.threads, chosen.flash_attention) == (33, 33, 2, None)


def test_things_are_given_up_in_the_order_in_which_they_are_missed_least() -> None:
    steps = [
        in_short(fit(LLAMA_3_8B, machine((Device("", free, 8 * GB),)), Wishes()))
        for free in range(8 * GB, GB // 2, -50_000_000)
    ]
    steps = [step for index, step in enumerate(steps) if index == 0 or step != steps[index - 1]]
    assert steps[:3] == [(33, 8192, "f16"), (33, 8192, "q8_0"), (33, 7168, "q8_0")]
    everything = [step for step in steps if step[0] == 33]
    assert everything[-1] == (33, SHORTEST_CONTEXT, "q8_0")
    layers = [step[0] for step in steps[len(everything) :]]
    assert layers == sorted(layers, reverse=True)
    assert steps[-1] == (0, 4096, "f16")


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (Wishes(gpu_layers=0), (0, 4096, "f16")),
        (Wishes(gpu_layers=10), (10, 8192, "f16")),
        (Wishes(gpu_layers=999), (33, 2048, "q8_0")),
        (Wishes(gpu_layers=ALL), (33, 2048, "q8_0")),
        (Wishes(context_length=2048), (31, 2048, "q8_0")),
        (Wishes(context_length=3000), (30, 3072, "q8_0")),
        (Wishes(context_length=100_000), (28, 8192, "q8_0")),
        (Wishes(kv_type="f16"), (28, 4096, "f16")),
        (Wishes(kv_type="q4_0"), (31, 4096, "q4_0")),
        (Wishes(flash_attention=False), (27, 4096, "f16")),
    ],
)
def test_what_the_user_asked_for_is_not_given_up(wishes: Wishes, expected: tuple[int, int, str]) -> None:
    assert in_short(fit(LLAMA_3_8B, machine(GPU_6), wishes)) == expected


def test_threads_are_the_cores_unless_asked_for_or_idle() -> None:
    assert fit(SMOL, machine(NO_GPU), Wishes()).threads == 8
    assert fit(SMOL, machine(NO_GPU), Wishes(threads=3)).threads == 3
    assert fit(LLAMA_3_8B, machine(GPU_4), Wishes()).threads == 8
    assert fit(LLAMA_3_8B, Machine(GPU_8, None, cores=1), Wishes()).threads == 1


def test_an_eight_bit_cache_brings_flash_attention() -> None:
    assert fit(LLAMA_3_8B, machine(GPU_6), Wishes()).flash_attention is True
    assert fit(LLAMA_3_8B, machine(GPU_8), Wishes(kv_type="q4_0")).flash_attention is True


def test_the_processor_is_quicker_without_flash_attention() -> None:
    chosen = fit(LLAMA_3_8B, machine(NO_GPU), Wishes())
    assert chosen.flash_attention is False
    assert fit(LLAMA_3_8B, machine(NO_GPU), Wishes(flash_attention=True)).flash_attention is True
    assert fit(LLAMA_3_8B, machine(NO_GPU), Wishes(kv_type="q8_0")).flash_attention is True
    # What that takes to compute in is part of what it needs.
    assert chosen.memory_needed > fit(LLAMA_3_8B, machine(NO_GPU), Wishes(flash_attention=True)).memory_needed


def test_heads_that_gpus_have_no_flash_attention_for_keep_the_cache_as_it_is() -> None:
    for odd in (
        replace(LLAMA_3_8B, key_length=80, value_length=80),
        replace(LLAMA_3_8B, key_length=192, value_length=128),
    ):
        assert fit(odd, machine(GPU_6), Wishes()).kv_type == "f16"


def test_a_short_memory_of_the_model_is_not_exceeded() -> None:
    for trained in (512, 2048, 3000, 4096):
        chosen = fit(replace(LLAMA_3_8B, context_length=trained), machine(GPU_24), Wishes())
        assert chosen.context_length == trained


def test_too_little_memory_is_said_in_numbers() -> None:
    with pytest.raises(DoesNotFitError) as caught:
        fit(LLAMA_3_8B, machine(NO_GPU, memory=4 * GB), Wishes())
    assert (round(caught.value.needed, -8), caught.value.available) == (5_200_000_000, 4 * GB)


def test_the_processor_gives_up_what_it_must_too() -> None:
    chosen = fit(LLAMA_3_8B, machine(NO_GPU, memory=5_400_000_000), Wishes())
    assert in_short(chosen) == (0, 4096, "q8_0")
    assert in_short(fit(LLAMA_3_8B, machine(NO_GPU, memory=5_200_000_000), Wishes()))[1] < 4096


def test_layers_on_the_gpu_take_no_main_memory() -> None:
    assert fit(LLAMA_3_8B, machine(GPU_8, memory=2 * GB), Wishes()).gpu_layers == 33
    with pytest.raises(DoesNotFitError) as caught:
        fit(LLAMA_3_8B, machine(BUSY, memory=3 * GB), Wishes())
    assert caught.value.available == 5 * GB


def test_memory_that_is_shared_is_counted_once() -> None:
    shared = (Device("Apple M2", 5_400_000_000, 8 * GB, shared=True),)
    assert fit(QWEN_4B, machine(shared, memory=6 * GB), Wishes()).gpu_layers == 37
    with pytest.raises(DoesNotFitError) as caught:
        fit(LLAMA_3_8B, machine(shared, memory=4 * GB), Wishes())
    assert caught.value.available == 4 * GB


def test_unknown_memory_refuses_nothing() -> None:
    assert fit(LLAMA_3_8B, machine(NO_GPU, memory=None), Wishes()).memory_free is None


def test_a_model_that_says_little_about_itself_is_still_placed() -> None:
    bare = replace(SMOL, kv_widths=(), layer_bytes=(), head_count=0, key_length=0, value_length=0, context_length=0)
    assert fit(bare, machine(NO_GPU), Wishes()).layers == 1
    assert fit(bare, machine(GPU_8), Wishes()).gpu_layers == 1


def test_two_gpus_share_a_model() -> None:
    two = (Device("A", 6 * GB, 6 * GB), Device("B", 6 * GB, 6 * GB))
    chosen = fit(replace(LLAMA_3_8B, context_length=8192), machine(two), Wishes())
    assert (chosen.gpu_layers, chosen.devices) == (33, ("A", "B"))


def test_each_rung_of_the_ladder_takes_less_and_the_last_one_no_gpu() -> None:
    for devices in (GPU_4, GPU_6, GPU_8, GPU_12, GPU_24, BUSY):
        rungs = ladder(LLAMA_3_8B, machine(devices), Wishes())
        needed = [rung.gpu_needed for rung in rungs]
        assert 2 <= len(rungs) <= 5
        assert needed == sorted(set(needed), reverse=True)
        assert in_short(rungs[-1]) == (0, 4096, "f16")


def test_a_ladder_keeps_to_the_wishes_and_to_main_memory() -> None:
    rungs = ladder(LLAMA_3_8B, machine(GPU_8), Wishes(gpu_layers=ALL, context_length=4096))
    assert {(rung.gpu_layers, rung.context_length) for rung in rungs} == {(33, 4096)}
    assert [rung.kv_type for rung in rungs] == ["f16", "q8_0"]
    assert all(rung.gpu_layers for rung in ladder(LLAMA_3_8B, machine(GPU_8, memory=3 * GB), Wishes()))
    assert len(ladder(SMOL, machine(NO_GPU), Wishes())) == 1


MEASURED_MIB = [
    # Model, context, batch, flash attention, "compute buffer size" in llama.cpp's log.
    (LLAMA_3_8B, 8192, 512, True, 124.0),
    (LLAMA_3_8B, 2048, 512, True, 118.0),
    (LLAMA_3_8B, 8192, 256, True, 62.0),
    (LLAMA_3_8B, 8192, 512, False, 572.0),
    (LLAMA_3B, 8192, 512, True, 80.0),
    (LLAMA_3B, 8192, 512, False, 434.0),
    (QWEN_4B, 8192, 512, True, 88.0),
    (QWEN_4B, 8192, 512, False, 563.0),
    (QWEN_7B, 8192, 512, True, 147.0),
    (QWEN_7B, 8192, 512, False, 501.0),
    (SMOL, 4096, 512, True, 17.5),
    (SMOL, 4096, 512, False, 86.4),
]


@pytest.mark.parametrize(("of", "context", "batch", "flash", "mib"), MEASURED_MIB)
def test_the_compute_buffer_is_close_to_that_of_llama_cpp(
    of: Gguf, context: int, batch: int, flash: bool, mib: float
) -> None:
    estimated = compute_bytes(of, context, batch, flash_attention=flash) / 2**20
    assert 0.99 * mib <= estimated <= 1.15 * mib
