"""What a GGUF model file says about itself, read from its header in milliseconds and without the weights.

Only scalars, strings and short integer arrays are kept. The vocabulary is stepped over: it is most of a header, and
reading it into Python objects takes other readers half a minute. The tensor table says how long the file must be, so
that a broken download is recognised before anything is loaded.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Reason: TypeAlias = Literal["not_gguf", "truncated", "unsupported_version", "damaged"]
Value: TypeAlias = int | float | bool | str | list[int]
KvType: TypeAlias = Literal["f16", "q8_0", "q4_0"]

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_DEFAULT_ALIGNMENT = 32
_LONGEST_KEPT_ARRAY = 1024
"""Elements. Per-layer values (head counts) are shorter, vocabularies are longer."""

_SCALARS = {
    0: struct.Struct("<B"),
    1: struct.Struct("<b"),
    2: struct.Struct("<H"),
    3: struct.Struct("<h"),
    4: struct.Struct("<I"),
    5: struct.Struct("<i"),
    6: struct.Struct("<f"),
    7: struct.Struct("<?"),
    10: struct.Struct("<Q"),
    11: struct.Struct("<q"),
    12: struct.Struct("<d"),
}
_STRING, _ARRAY = 8, 9
_U32, _U64 = _SCALARS[4], _SCALARS[10]

_TENSOR_TYPES = {
    0: (1, 4),
    1: (1, 2),
    2: (32, 18),
    3: (32, 20),
    6: (32, 22),
    7: (32, 24),
    8: (32, 34),
    9: (32, 36),
    10: (256, 84),
    11: (256, 110),
    12: (256, 144),
    13: (256, 176),
    14: (256, 210),
    15: (256, 292),
    16: (256, 66),
    17: (256, 74),
    18: (256, 98),
    19: (256, 50),
    20: (32, 18),
    21: (256, 110),
    22: (256, 82),
    23: (256, 136),
    24: (1, 1),
    25: (1, 2),
    26: (1, 4),
    27: (1, 8),
    28: (1, 8),
    29: (256, 56),
    30: (1, 2),
    34: (256, 54),
    35: (256, 66),
    39: (32, 17),
    40: (64, 36),
    41: (128, 18),
    42: (64, 18),
}
"""ggml tensor type -> (weights in a block, bytes of a block), as `ggml_blck_size` and `ggml_type_size` give them."""

_QUANTISATIONS = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    19: "IQ2_XXS",
    20: "IQ2_XS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
    36: "TQ1_0",
    37: "TQ2_0",
    38: "MXFP4",
    39: "NVFP4",
    40: "Q1_0",
    41: "Q2_0",
}
"""`general.file_type` -> name, as in `enum llama_ftype`."""

_KV_BYTES: dict[KvType, float] = {"f16": 2.0, "q8_0": 34 / 32, "q4_0": 18 / 32}


class GgufError(Exception):
    """The file can not be used as a model.

    Attributes:
        reason: `not_gguf`, `truncated`, `unsupported_version` or `damaged` (its header contradicts itself).
        expected_bytes: how long the file must be, if its header is whole.
        actual_bytes: how long it is.

    """

    def __init__(self, reason: Reason, *, expected_bytes: int | None = None, actual_bytes: int = 0) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.expected_bytes = expected_bytes
        self.actual_bytes = actual_bytes


@dataclass(frozen=True, slots=True)
class Gguf:
    """A model file's header.

    Attributes:
        architecture: llama.cpp's name for it, such as `llama`; empty if the file names none.
        name: the model's own name; empty if the file names none.
        quantisation: such as `Q4_K_M`; empty if unknown.
        context_length: tokens the model was trained to look back on; 0 if unknown.
        block_count: layers.
        embedding_length: width of a layer.
        kv_width: elements of keys and values kept per token, all layers together; 0 if unknown.
        vocabulary: tokens it knows; 0 if unknown.
        has_chat_template: it knows how a conversation is written.
        tensor_count: tensors in this file.
        tensor_bytes: bytes of the weights in this file.
        file_bytes: length of the file.

    """

    architecture: str
    name: str
    quantisation: str
    context_length: int
    block_count: int
    embedding_length: int
    kv_width: int
    vocabulary: int
    has_chat_template: bool
    tensor_count: int
    tensor_bytes: int
    file_bytes: int

    def memory_bytes(self, context_length: int, kv_type: KvType = "f16", batch_size: int = 512) -> int:
        """An estimate of the memory it takes when loaded: weights, KV cache and the logits of a whole batch."""
        cache = self.kv_width * context_length * _KV_BYTES[kv_type]
        logits = 4 * batch_size * self.vocabulary
        return self.tensor_bytes + int(cache) + logits


def read_gguf(path: Path) -> Gguf:
    """Reads the header of `path` and checks the file's length against it.

    Raises:
        GgufError: not a whole GGUF file of a version llama.cpp reads.
        OSError: it cannot be read.

    """
    if path.exists() and not path.is_file() and not path.is_dir():
        # A pipe would be waited for.
        raise GgufError("not_gguf", actual_bytes=0)
    with path.open("rb") as file:
        size = path.stat().st_size
        magic = file.read(len(_MAGIC))
        if magic != _MAGIC:
            raise GgufError("not_gguf", actual_bytes=size)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            try:
                return _Header(data).read()
            except struct.error:
                raise GgufError("truncated", actual_bytes=size) from None
            except (UnicodeDecodeError, ZeroDivisionError, KeyError, RecursionError):
                raise GgufError("damaged", actual_bytes=size) from None


class _Header:
    """A cursor over the header; `struct.error` when it runs past the end of the file."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = len(_MAGIC)
        self._lengths: dict[str, int] = {}

    def read(self) -> Gguf:
        if self._scalar(_U32) not in _VERSIONS:
            raise GgufError("unsupported_version", actual_bytes=len(self._data))
        tensors, pairs = int(self._scalar(_U64)), int(self._scalar(_U64))
        fields: dict[str, Value] = {}
        for _ in range(pairs):
            key = self._string()
            value = self._value(int(self._scalar(_U32)), key)
            if value is not None:
                fields[key] = value
        weights, end = self._tensors(tensors)
        alignment = _integer(fields, "general.alignment") or _DEFAULT_ALIGNMENT
        expected = -(-self._at // alignment) * alignment + end
        if expected > len(self._data):
            raise GgufError("truncated", expected_bytes=expected, actual_bytes=len(self._data))
        return self._describe(fields, tensors, weights)

    def _describe(self, fields: dict[str, Value], tensors: int, weights: int) -> Gguf:
        architecture = str(fields.get("general.architecture", ""))
        blocks = _integer(fields, f"{architecture}.block_count")
        return Gguf(
            architecture=architecture,
            name=str(fields.get("general.name", "")),
            quantisation=_QUANTISATIONS.get(_integer(fields, "general.file_type"), "")
            if "general.file_type" in fields
            else "",
            context_length=_integer(fields, f"{architecture}.context_length"),
            block_count=blocks,
            embedding_length=_integer(fields, f"{architecture}.embedding_length"),
            kv_width=_kv_width(fields, architecture, blocks),
            vocabulary=self._lengths.get("tokenizer.ggml.tokens", 0),
            has_chat_template="tokenizer.chat_template" in fields,
            tensor_count=tensors,
            tensor_bytes=weights,
            file_bytes=len(self._data),
        )

    def _tensors(self, count: int) -> tuple[int, int]:
        """Bytes of all tensors, and where the last one ends, counted from the start of the data."""
        total = end = 0
        for _ in range(count):
            self._skip_string()
            elements = 1
            for _ in range(int(self._scalar(_U32))):
                elements *= int(self._scalar(_U64))
            kind, offset = int(self._scalar(_U32)), int(self._scalar(_U64))
            # A type younger than this table still has a place in the file.
            block, block_bytes = _TENSOR_TYPES.get(kind, (1, 0))
            size = elements // block * block_bytes
            total += size
            end = max(end, offset + size)
        return total, end

    def _value(self, kind: int, key: str) -> Value | None:
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            return self._array(key)
        return self._scalar(_SCALARS[kind])

    def _array(self, key: str) -> list[int] | None:
        kind, count = int(self._scalar(_U32)), int(self._scalar(_U64))
        self._lengths[key] = count
        if kind == _STRING:
            for _ in range(count):
                self._skip_string()
            return None
        if kind == _ARRAY:
            for _ in range(count):
                self._array(key)
            return None
        scalar = _SCALARS[kind]
        if count > _LONGEST_KEPT_ARRAY:
            self._skip(count * scalar.size)
            return None
        return [int(self._scalar(scalar)) for _ in range(count)]

    def _scalar(self, kind: struct.Struct) -> int | float | bool:
        value: int | float | bool = kind.unpack_from(self._data, self._at)[0]
        self._at += kind.size
        return value

    def _string(self) -> str:
        length = int(self._scalar(_U64))
        start = self._at
        self._skip(length)
        return self._data[start : self._at].decode()

    def _skip_string(self) -> None:
        (length,) = _U64.unpack_from(self._data, self._at)
        self._at += _U64.size + length
        if self._at > len(self._data):
            raise struct.error

    def _skip(self, length: int) -> None:
        self._at += length
        if self._at > len(self._data):
            raise struct.error


def _integer(fields: dict[str, Value], key: str) -> int:
    value = fields.get(key)
    return int(value) if isinstance(value, int | float) else 0


def _kv_width(fields: dict[str, Value], architecture: str, blocks: int) -> int:
    """Elements of keys and values of one token in all layers; an array of head counts has one entry per layer."""
    prefix = f"{architecture}.attention."
    heads = fields.get(f"{prefix}head_count", 0)
    kv_heads = fields.get(f"{prefix}head_count_kv", heads)
    widest = max(heads, default=0) if isinstance(heads, list) else int(heads)
    if not widest:
        return 0
    head = _integer(fields, f"{architecture}.embedding_length") // widest
    key = _integer(fields, f"{prefix}key_length") or head
    value = _integer(fields, f"{prefix}value_length") or head
    return (key + value) * (sum(kv_heads) if isinstance(kv_heads, list) else int(kv_heads) * blocks)
