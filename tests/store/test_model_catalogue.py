"""The catalogue offers only what can be, and what it says of memory comes near what a model takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from echoflow.language.llama_fit import Device, Machine, Wishes, fit
from echoflow.store.download_records import Wanted
from echoflow.store.gguf import read_model
from echoflow.store.model_catalogue import (
    CatalogueEntry,
    CatalogueError,
    Licence,
    RemoteFile,
    Shape,
    estimated_header,
    find_entry,
    load_catalogue,
)
from echoflow.store.model_library import packaged_model

CATALOGUE = load_catalogue()
FETCHED = [entry for entry in CATALOGUE if not entry.packaged]


def test_there_is_what_the_user_asked_for() -> None:
    """Llama 3 8B by name, Chinese from 3 to 8 B, small ones, and recognition of Chinese."""
    llama = find_entry("llama-3-8b-instruct")
    assert llama is not None
    assert llama.files[0].name == "Meta-Llama-3-8B-Instruct-Q4_K_M.gguf"
    chinese = [entry for entry in FETCHED if "zh" in entry.languages]
    thinking = [entry.size for entry in chinese if entry.purpose == "thinking"]
    assert sum(2e9 < size < 5.5e9 for size in thinking) >= 3
    assert sum(size < 2e9 for size in thinking) >= 2
    assert any(entry.purpose == "hearing" for entry in chinese)
    assert {entry.purpose for entry in CATALOGUE} == {"thinking", "hearing", "turns", "speaking"}


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.identifier)
def test_each_entry_says_what_a_person_needs(entry: CatalogueEntry) -> None:
    assert re.search("[\u4e00-\u9fff]", entry.good_for["zh"])
    assert entry.good_for["en"].endswith(".")
    assert entry.good_for["zh"].endswith("。")
    assert entry.licence.url.startswith("https://")
    assert entry.languages


@pytest.mark.parametrize("entry", FETCHED, ids=lambda entry: entry.identifier)
def test_what_is_fetched_can_be_used(entry: CatalogueEntry) -> None:
    """An engine here loads it: a GGUF file, or what CTranslate2 reads. Its weights are known by their hash."""
    names = [file.name for file in entry.files]
    if entry.purpose == "thinking":
        assert all(name.endswith(".gguf") for name in names)
        assert all(file.size and file.sha256 for file in entry.files)
    else:
        assert {"config.json", "model.bin", "tokenizer.json"} < set(names)
        assert {"vocabulary.txt", "vocabulary.json"} & set(names)
        assert next(file for file in entry.files if file.name == "model.bin").sha256
    assert Wanted.parse(Wanted.entry(entry).dump()) == Wanted.entry(entry)


def test_models_for_8_gb_fit_8_gb() -> None:
    laptop = Machine((Device("GPU", 7_600_000_000, 8_188 * 2**20),), 12_000_000_000, 8)
    for entry in FETCHED:
        if (header := estimated_header(entry)) is not None:
            found = fit(header, laptop, Wishes())
            assert found.gpu_layers == found.layers, entry.identifier
            assert found.context_length >= 4096
            assert found.gpu_needed > entry.size


def test_the_estimate_comes_near_what_the_file_says() -> None:
    path = packaged_model()
    assert path is not None
    shape = Shape(30, 576, 1536, 9, 3, 64, 49_152)
    licence = Licence("Apache 2.0", "")
    files = (RemoteFile(path.name, path.stat().st_size),)
    entry = CatalogueEntry(
        identifier="smollm2",
        purpose="thinking",
        name="SmolLM2",
        good_for={},
        licence=licence,
        languages=("en",),
        quality=1,
        speed=5,
        files=files,
        context=8192,
        shape=shape,
    )
    estimated = estimated_header(entry)
    assert estimated is not None
    machine = Machine((Device("GPU", 8_000_000_000, 8_000_000_000),), None, 4)
    real = fit(read_model(path), machine, Wishes()).gpu_needed
    assert fit(estimated, machine, Wishes()).gpu_needed == pytest.approx(real, rel=0.1)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('purpose = "thinking"', 'purpose = "cooking"'), "its purpose is unknown"),
        (('id = "llama"', 'id = "../llama"'), "its id is to be a name"),
        (("quality = 4", "quality = 9"), "quality and speed go from 1 to 5"),
        (('sha256 = ""', 'sha256 = "123"'), "a hash is 64 digits"),
        (('"a.gguf"', '"../a.gguf"'), "a path stays in its repository"),
        (('repository = "o/n"', 'repository = "n"'), "its repository is owner/name"),
        (('licence = "mit"', 'licence = "none"'), "'none'"),
        (("speed = 2", "speed = 2\ncolour = 'red'"), "colour"),
        (("size = 5", "size = 0"), "its size is about known"),
    ],
)
def test_what_cannot_be_is_found(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    text = """
[licences]
mit = { name = "MIT", url = "https://example.org" }
[[models]]
id = "llama"
purpose = "thinking"
name = "Llama"
good_for = { en = "Good.", zh = "好。" }
repository = "o/n"
files = [{ path = "a.gguf", size = 5, sha256 = "" }]
licence = "mit"
languages = ["en"]
quality = 4
speed = 2
shape = { layers = 1, width = 1, feed_forward = 1, heads = 1, kv_heads = 1, head_length = 1, vocabulary = 1 }
"""
    file = tmp_path / "catalogue.toml"
    file.write_text(text, encoding="utf-8")
    assert len(load_catalogue(file)) == 1
    assert change[0] in text
    file.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(CatalogueError, match=re.escape(problem)):
        load_catalogue(file)
