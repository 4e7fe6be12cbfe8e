"""What `echoflow models list` says about a model and this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from echoflow import cli
from echoflow.commands.model_fit import TooLarge, fit_here, in_full, in_short
from echoflow.language.llama_fit import Device, Fit, Machine
from echoflow.language.llama_protocol import LlamaOptions
from echoflow.store.model_library import default_model
from support.gguf_files import LLAMA, write_model

GB = 10**9
RTX = Device("NVIDIA GeForce RTX 4060", 7_200_000_000, 8 * GB)


def large(tmp_path: Path) -> LlamaOptions:
    """Four layers of a gigabyte each."""
    tensors = [(f"blk.{layer}.ffn_up.weight", (250_000_000,), 0) for layer in range(4)]
    return LlamaOptions(str(write_model(tmp_path / "large.gguf", {**LLAMA, "llama.context_length": 8192}, 0, tensors)))


def found(options: LlamaOptions, *devices: Device, memory: int | None = 16 * GB) -> Fit | TooLarge:
    return fit_here(options, Machine(devices, memory, cores=8))


def test_each_place_has_its_words(tmp_path: Path) -> None:
    options = large(tmp_path)
    assert in_short(found(options, RTX)) == "fits the GPU  needs 4.0 GB, 7.2 GB free"
    assert in_short(found(options)) == "runs on the processor  needs 4.1 GB, 16.0 GB free"
    assert in_short(found(options, memory=None)) == "runs on the processor  needs 4.1 GB"
    busy = Device("RTX", 2_800_000_000, 8 * GB)
    assert in_short(found(options, busy)).startswith("2 of 5 layers fit the GPU  needs 2.0 GB, 2.8 GB free")
    assert in_short(found(options, memory=2 * GB)) == "too large: needs 4.0 GB, 2.0 GB free"


def test_all_that_was_chosen_is_one_sentence(tmp_path: Path) -> None:
    on_gpu, on_cpu = found(large(tmp_path), RTX), found(LlamaOptions(str(default_model()), kv_type="q8_0"))
    assert isinstance(on_gpu, Fit)
    assert isinstance(on_cpu, Fit)
    assert in_full("Tiny", on_gpu) == (
        "Tiny runs on NVIDIA GeForce RTX 4060: 5 of 5 layers there, 2 threads, context 8192, cache f16, flash "
        "attention where it can; needs 4.0 GB, 7.2 GB free."
    )
    assert in_full("SmolLM2", on_cpu) == (
        "SmolLM2 runs on the processor: 8 threads, context 4096, cache q8_0, flash attention on; needs 165.3 MB, "
        "16.0 GB free."
    )


def test_the_list_says_for_each_model_where_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    (tmp_path / "data" / "models").mkdir(parents=True)
    write_model(tmp_path / "data" / "models" / "huge.gguf", weights=10**13 // 4096 * 4096)
    (tmp_path / "data" / "models" / "notes.gguf").write_text("Dear diary")

    assert cli.main(["models", "list"]) == 0

    packaged, huge, notes, *_ = capsys.readouterr().out.splitlines()
    assert "SmolLM2 135M Instruct" in packaged
    assert "GPU" in packaged or "runs on the processor" in packaged
    assert "too large: needs 10.0 TB, " in huge
    assert "is not a language model" in notes
