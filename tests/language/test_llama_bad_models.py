"""Each thing that can be wrong with a model file ends in one sentence, told by the real process."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from echoflow.errors import EngineError
from echoflow.language.language_model import Message, Sampling
from echoflow.language.llama import LlamaOptions, LocalLanguageModel
from echoflow.store.model_library import default_model
from support.gguf_files import LLAMA, write_model


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path / "home"))


def load_error(options: LlamaOptions, command: Sequence[str] | None = None) -> EngineError:
    """What loading ends in; nothing of the process may be left."""

    async def load() -> EngineError:
        model = LocalLanguageModel(options, command=command)
        with pytest.raises(EngineError) as caught:
            await model.load()
        assert model.pid is None
        with pytest.raises(EngineError) as again:
            await anext(model.generate([Message("user", "Hello")], Sampling()))
        assert _measured_again(again.value) == _measured_again(caught.value)
        await model.close()
        return caught.value

    return asyncio.run(load())


def _measured_again(error: EngineError) -> str:
    """The sentence without the free memory, which changes from one moment to the next."""
    return re.sub(r"and [\d.]+ .?B are free", "", str(error))


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.gguf"
    path.write_text("Dear diary")
    error = load_error(LlamaOptions(str(path)))
    assert str(error) == f"{path} is not a language model; EchoFlow needs a GGUF file."
    assert error.permanent


def test_a_truncated_copy(tmp_path: Path) -> None:
    path = tmp_path / "cut.gguf"
    with default_model().open("rb") as original:
        path.write_bytes(original.read(30_000_000))
    error = load_error(LlamaOptions(str(path)))
    assert str(error) == f"The model file {path} is incomplete: it has 30.0 MB of 98.4 MB; download it again."


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "missing.gguf"
    error = load_error(LlamaOptions(str(path)))
    assert str(error) == f"There is no model file {path}; check the path or choose another model."


def test_a_missing_part(tmp_path: Path) -> None:
    path = write_model(tmp_path / "big-00001-of-00002.gguf")
    missing = tmp_path / "big-00002-of-00002.gguf"
    error = load_error(LlamaOptions(str(path)))
    assert str(error) == f"There is no model file {missing}; check the path or choose another model."


def test_a_folder(tmp_path: Path) -> None:
    assert str(load_error(LlamaOptions(str(tmp_path)))) == f"{tmp_path} is a folder; give the GGUF file in it."


def test_more_than_there_is_memory(tmp_path: Path) -> None:
    path = write_model(tmp_path / "huge.gguf", weights=10**13 // 4096 * 4096)
    error = load_error(LlamaOptions(str(path)))
    assert str(error).startswith("The model huge.gguf does not fit in memory: it needs 10.0 TB and ")
    assert str(error).endswith(" are free; choose a smaller model or a shorter context.")
    assert not error.permanent


def test_memory_that_runs_out_while_loading() -> None:
    """The process may take 500 MB of address space; a cache for 8192 tokens and the weights want more."""
    from echoflow.language.llama import worker_command

    options = LlamaOptions(str(default_model()), context_length=8192)
    error = load_error(options, ["prlimit", "--as=500000000", *worker_command()])
    assert "does not fit in memory" in str(error)


def test_killed_while_loading_is_a_lack_of_memory() -> None:
    command = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
    assert str(load_error(LlamaOptions(str(default_model())), command)) == (
        "The model SmolLM2-135M-Instruct.Q4_1.gguf does not fit in memory; choose a smaller model, a shorter context "
        "or fewer GPU layers."
    )


def test_a_process_that_always_dies_is_given_up(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    command = [sys.executable, "-c", f"import os; open({str(starts)!r}, 'a').write('x'); os.abort()"]
    error = load_error(LlamaOptions(str(default_model())), command)
    assert str(error) == (
        "The language model's process ends as soon as it loads SmolLM2-135M-Instruct.Q4_1.gguf; choose another model "
        "or run “echoflow doctor”."
    )
    assert error.permanent
    assert starts.read_text() == "xxx"


def test_an_architecture_of_the_future(tmp_path: Path) -> None:
    path = write_model(tmp_path / "future.gguf", {**LLAMA, "general.architecture": "llama9"})
    assert str(load_error(LlamaOptions(str(path)))) == (
        "The model future.gguf is of a kind (llama9) this version cannot run; choose another model."
    )


def test_a_model_that_lacks_its_weights(tmp_path: Path) -> None:
    path = write_model(tmp_path / "hollow.gguf")
    error = load_error(LlamaOptions(str(path)))
    assert str(error).startswith("The model hollow.gguf could not be loaded (")


def test_a_model_without_a_chat_template(tmp_path: Path) -> None:
    path = tmp_path / "base.gguf"
    path.write_bytes(default_model().read_bytes().replace(b"tokenizer.chat_template", b"tokenizer.chat_tomplate", 1))
    error = load_error(LlamaOptions(str(path)))
    assert str(error) == (
        "The model base.gguf does not say how a conversation is written; choose one whose name has Instruct or Chat "
        "in it."
    )


def test_a_quantised_cache_without_flash_attention() -> None:
    options = LlamaOptions(str(default_model()), kv_type="q4_0", flash_attention=False)
    assert str(load_error(options)) == ("The KV cache type q4_0 needs flash attention; switch that on or choose f16.")
