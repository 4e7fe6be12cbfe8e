from __future__ import annotations

import os
import struct
import time
from pathlib import Path

import pytest

from echoflow.store.gguf import GgufError, read_gguf, read_model
from echoflow.store.model_library import packaged_model
from support.gguf_files import LLAMA, header, text, write_model


def test_reads_what_a_model_says_about_itself(tmp_path: Path) -> None:
    model = read_gguf(write_model(tmp_path / "tiny.gguf"))
    assert (model.architecture, model.name, model.quantisation) == ("llama", "Tiny", "Q4_K_M")
    assert (model.context_length, model.block_count, model.embedding_length) == (2048, 4, 64)
    assert model.vocabulary == 4
    assert model.has_chat_template
    assert (model.tensor_count, model.tensor_bytes) == (1, 1024)
    assert model.file_bytes == (tmp_path / "tiny.gguf").stat().st_size


def test_the_width_of_the_cache_comes_from_heads_and_layers(tmp_path: Path) -> None:
    model = read_gguf(write_model(tmp_path / "tiny.gguf"))
    # 4 layers of 2 heads of 64 / 8 elements, keys and values.
    assert sum(model.kv_widths) == 4 * 2 * 8 * 2
    assert model.kv_widths == (32,) * 4
    assert (model.head_count, model.key_length, model.value_length) == (8, 8, 8)


def test_weights_are_told_apart_by_where_they_are_used(tmp_path: Path) -> None:
    tensors = [
        ("token_embd.weight", (64, 4), 0),
        ("blk.0.attn_q.weight", (64,), 0),
        ("blk.1.attn_q.weight", (64,), 0),
        ("blk.1.ffn_up.weight", (64, 2), 0),
        ("output_norm.weight", (64,), 0),
    ]
    path = tmp_path / "model.gguf"
    for extra, shares in (([], True), ([("output.weight", (64, 4), 0)], False)):
        write_model(path, tensors=[*tensors, *extra])
        model = read_gguf(path)
        assert model.layer_bytes == (256, 768)
        assert model.input_bytes == 1024
        assert model.output_bytes == 256 + 1024 * len(extra)
        assert model.shares_embedding is shares
        assert model.tensor_bytes == sum(model.layer_bytes) + model.input_bytes + model.output_bytes


def test_the_parts_of_a_model_make_it_whole(tmp_path: Path) -> None:
    first, second = tmp_path / "big-00001-of-00002.gguf", tmp_path / "big-00002-of-00002.gguf"
    write_model(first, tensors=[("token_embd.weight", (64, 4), 0), ("blk.0.attn_q.weight", (64,), 0)])
    write_model(second, {}, tensors=[("blk.1.attn_q.weight", (64,), 0), ("output.weight", (64, 4), 0)])
    model = read_model(first)
    assert (model.name, model.layer_bytes, model.tensor_bytes) == ("Tiny", (256, 256), 1024 + 256 + 256 + 1024)
    assert not model.shares_embedding
    second.unlink()
    with pytest.raises(FileNotFoundError):
        read_model(first)


def test_a_header_that_claims_endless_layers_costs_nothing(tmp_path: Path) -> None:
    fields = {**LLAMA, "llama.block_count": 2**32 - 1}
    path = write_model(tmp_path / "model.gguf", fields, tensors=[("blk.4000000000.attn_q.weight", (64,), 0)])
    model = read_gguf(path)
    assert len(model.kv_widths) <= 512
    assert model.layer_bytes == ()


def test_head_counts_may_differ_by_layer(tmp_path: Path) -> None:
    fields = {**LLAMA, "llama.attention.head_count_kv": [2, 0, 0, 4]}
    assert sum(read_gguf(write_model(tmp_path / "mixed.gguf", fields)).kv_widths) == (2 + 4) * 8 * 2


def test_key_length_may_differ_from_the_width_by_heads(tmp_path: Path) -> None:
    fields = {**LLAMA, "llama.attention.key_length": 32, "llama.attention.value_length": 16}
    assert sum(read_gguf(write_model(tmp_path / "wide.gguf", fields)).kv_widths) == 4 * 2 * (32 + 16)


def test_a_file_that_names_nothing_is_still_read(tmp_path: Path) -> None:
    model = read_gguf(write_model(tmp_path / "bare.gguf", {}))
    assert (model.architecture, model.name, model.quantisation, sum(model.kv_widths)) == ("", "", "", 0)
    assert not model.has_chat_template


def test_a_text_file_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "notes.gguf"
    path.write_text("Dear diary")
    assert _reason(path) == "not_gguf"


def test_an_empty_file_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "empty.gguf"
    path.touch()
    assert _reason(path) == "not_gguf"


@pytest.mark.parametrize("version", [1, 4, 0x03000000])
def test_other_versions_are_refused(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.gguf"
    path.write_bytes(header(LLAMA, version=version))
    assert _reason(path) == "unsupported_version"


def test_missing_weights_are_noticed_and_counted(tmp_path: Path) -> None:
    path = write_model(tmp_path / "half.gguf")
    whole = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(whole - 1)
    with pytest.raises(GgufError) as caught:
        read_gguf(path)
    assert (caught.value.reason, caught.value.expected_bytes, caught.value.actual_bytes) == (
        "truncated",
        whole,
        whole - 1,
    )


def test_a_header_cut_anywhere_is_truncated(tmp_path: Path) -> None:
    head = header(LLAMA)
    path = tmp_path / "cut.gguf"
    for length in range(4, len(head)):
        path.write_bytes(head[:length])
        assert _reason(path) == "truncated", length


def test_impossible_counts_end_at_once(tmp_path: Path) -> None:
    path = tmp_path / "absurd.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 2**63, 2**63))
    assert _reason(path) == "truncated"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 2**63) + b"key")
    assert _reason(path) == "truncated"


def test_an_unknown_value_type_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "odd.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("key") + struct.pack("<I", 99) + bytes(64))
    assert _reason(path) == "damaged"


def test_the_packaged_model_is_read_quickly() -> None:
    path = packaged_model()
    assert path is not None
    started = time.process_time()
    model = read_gguf(path)
    seconds = time.process_time() - started
    assert (model.architecture, model.quantisation, model.context_length) == ("llama", "Q4_1", 8192)
    assert (model.vocabulary, model.block_count, model.tensor_count) == (49152, 30, 272)
    assert model.has_chat_template
    # A reader that keeps the vocabulary takes seconds for it.
    assert seconds < 1.0


def _reason(path: Path) -> str:
    with pytest.raises(GgufError) as caught:
        read_gguf(path)
    return caught.value.reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "model.gguf")
    with pytest.raises(GgufError) as error:
        read_gguf(tmp_path / "model.gguf")
    assert error.value.reason == "not_gguf"


def test_arrays_in_arrays_without_end_are_damage(tmp_path: Path) -> None:
    one_key = struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1) + b"a"
    (tmp_path / "model.gguf").write_bytes(b"GGUF" + one_key + struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 5000)
    with pytest.raises(GgufError) as error:
        read_gguf(tmp_path / "model.gguf")
    assert error.value.reason == "damaged"
