"""GGUF files written by hand, value by value, independent of the reader under test."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from pathlib import Path


class Signed(int):
    """Written as a signed integer of 32 bits."""


_TYPES = {bool: (7, "<?"), int: (4, "<I"), Signed: (5, "<i"), float: (6, "<f")}
ALIGNMENT = 32


def text(value: str) -> bytes:
    encoded = value.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def value(content: object) -> bytes:
    """A typed value: text, bool, unsigned 32-bit integer, 32-bit float, or a list of one of these."""
    if isinstance(content, str):
        return struct.pack("<I", 8) + text(content)
    if isinstance(content, list):
        items = [value(item) for item in content]
        item_type = items[0][:4] if items else struct.pack("<I", 4)
        return struct.pack("<I", 9) + item_type + struct.pack("<Q", len(items)) + b"".join(item[4:] for item in items)
    kind, form = next(entry for python, entry in _TYPES.items() if type(content) is python)
    return struct.pack("<I", kind) + struct.pack(form, content)


LLAMA: dict[str, object] = {
    "general.architecture": "llama",
    "general.name": "Tiny",
    "general.file_type": 15,
    "llama.context_length": 2048,
    "llama.block_count": 4,
    "llama.embedding_length": 64,
    "llama.attention.head_count": 8,
    "llama.attention.head_count_kv": 2,
    "tokenizer.ggml.tokens": ["<s>", "</s>", "a", "词"],
    "tokenizer.ggml.scores": [0.0, 0.0, 1.0, 2.0],
    "tokenizer.chat_template": "{{ messages }}",
}
"""What a language model's file says, in small."""


def header(
    fields: dict[str, object], tensors: Sequence[tuple[str, tuple[int, ...], int]] | None = None, version: int = 3
) -> bytes:
    """All before the weights, padded; `tensors` are (name, dimensions, ggml type: 0 for F32)."""
    tensors = tensors if tensors is not None else [("token_embd.weight", (64, 4), 0)]
    out = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(fields))
    out += b"".join(text(key) + value(content) for key, content in fields.items())
    offset = 0
    for name, dimensions, kind in tensors:
        out += text(name) + struct.pack("<I", len(dimensions))
        out += b"".join(struct.pack("<Q", size) for size in dimensions) + struct.pack("<IQ", kind, offset)
        offset += 4 * math.prod(dimensions)
    return out + bytes(-len(out) % ALIGNMENT)


def write_model(
    path: Path,
    fields: dict[str, object] | None = None,
    weights: int = 64 * 4 * 4,
    tensors: Sequence[tuple[str, tuple[int, ...], int]] | None = None,
) -> Path:
    """A file with `tensors`, or one F32 tensor of `weights` bytes; great ones take no room on the disk."""
    tensors = tensors if tensors is not None else [("token_embd.weight", (weights // 4,), 0)]
    head = header(LLAMA if fields is None else fields, tensors)
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + sum(4 * math.prod(dimensions) for _, dimensions, _ in tensors))
    return path
