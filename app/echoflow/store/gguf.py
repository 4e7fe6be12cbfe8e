"""What a GGUF model file says about itself, read from its header in milliseconds and without the weights.

Only scalars, strings and short integer arrays are kept. The vocabulary is stepped over: it is most of a header, and
reading it into Python objects takes other readers half a minute. The tensor table says how long the file must be, so
that a broken download is recognised before anything is loaded.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from echoflow.store.gguf_tables import QUANTISATIONS, TENSOR_TYPES

Reason: TypeAlias = Literal["not_gguf", "truncated", "unsupported_version", "damaged"]
Value: TypeAlias = int | float | bool | str | list[int]
KvType: TypeAlias = Literal["f16", "q8_0", "q4_0"]

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_DEFAULT_ALIGNMENT = 32
_LONGEST_KEPT_ARRAY = 1024
"""Elements. Per-layer values (head counts) are shorter, vocabularies are longer."""

_MOST_LAYERS = 512
"""`LLAMA_MAX_LAYERS`."""

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

_BLOCK = re.compile(r"blk\.(\d+)\.")
_INPUT = ("token_", "per_layer_token_embd", "position_embd")
"""How the names of tensors begin that look a token up; llama.cpp keeps them in main memory."""

_PART = re.compile(r"-(\d{5})-of-(\d{5})$")
"""How llama.cpp names the files of a model that was split; it loads the first and finds the others."""


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
        feed_forward_length: width of the widest network in a layer; 0 if unknown.
        head_count: heads of the layer with the most; 0 if unknown.
        key_length: elements of a head's key; 0 if unknown.
        value_length: elements of a head's value; 0 if unknown.
        kv_widths: for each layer, elements of keys and values kept per token; empty if unknown.
        vocabulary: tokens it knows; 0 if unknown.
        has_chat_template: it knows how a conversation is written.
        tensor_count: tensors in this file.
        tensor_bytes: bytes of the weights, all together.
        layer_bytes: bytes of the weights of each layer.
        input_bytes: bytes of the tensors that look a token up.
        output_bytes: bytes of the tensors after the last layer.
        shares_embedding: the tensor that looks a token up is also the one that chooses it.
        file_bytes: length of the file.

    """

    architecture: str
    name: str
    quantisation: str
    context_length: int
    block_count: int
    embedding_length: int
    feed_forward_length: int
    head_count: int
    key_length: int
    value_length: int
    kv_widths: tuple[int, ...]
    vocabulary: int
    has_chat_template: bool
    tensor_count: int
    tensor_bytes: int
    layer_bytes: tuple[int, ...]
    input_bytes: int
    output_bytes: int
    shares_embedding: bool
    file_bytes: int


def part_files(path: Path) -> list[Path]:
    """All files of the model whose first, or only, file is `path`."""
    stem = path.name.removesuffix(path.suffix)
    if not (match := _PART.search(stem)):
        return [path]
    base, count = stem[: match.start()], int(match[2])
    return [path.with_name(f"{base}-{number:05}-of-{match[2]}{path.suffix}") for number in range(1, count + 1)]


def part_number(path: Path) -> int:
    """Which file of a model in parts `path` is, from 1; 1 for a model in one file."""
    match = _PART.search(path.name.removesuffix(path.suffix))
    return int(match[1]) if match else 1


def whole_name(path: Path) -> str:
    """The name of the model that `path` is a file of, without ending and number."""
    return _PART.sub("", path.name.removesuffix(path.suffix))


def read_model(path: Path) -> Gguf:
    """As `read_gguf`, with the weights of all parts."""
    return whole([read_gguf(part) for part in part_files(path)])


def whole(parts: Sequence[Gguf]) -> Gguf:
    """One model of its parts, of which the first describes it; each part has the weights of some layers."""
    first = parts[0]
    layers = max(len(part.layer_bytes) for part in parts)
    return replace(
        first,
        tensor_count=sum(part.tensor_count for part in parts),
        tensor_bytes=sum(part.tensor_bytes for part in parts),
        layer_bytes=tuple(
            sum(part.layer_bytes[n] for part in parts if n < len(part.layer_bytes)) for n in range(layers)
        ),
        input_bytes=sum(part.input_bytes for part in parts),
        output_bytes=sum(part.output_bytes for part in parts),
        shares_embedding=all(part.shares_embedding for part in parts),
        file_bytes=sum(part.file_bytes for part in parts),
    )


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


class _Weights:
    """Bytes of the tensors, by the part of the model they belong to."""

    def __init__(self) -> None:
        self.total = 0
        self.input = 0
        self.layers: dict[int, int] = {}
        self.has_output = False

    def add(self, name: str, size: int) -> None:
        self.total += size
        if (match := _BLOCK.match(name)) and (layer := int(match[1])) < _MOST_LAYERS:
            self.layers[layer] = self.layers.get(layer, 0) + size
        elif name.startswith(_INPUT):
            self.input += size
        self.has_output |= name == "output.weight"


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

    def _describe(self, fields: dict[str, Value], tensors: int, weights: _Weights) -> Gguf:
        architecture = str(fields.get("general.architecture", ""))
        blocks = _integer(fields, f"{architecture}.block_count")
        heads = _per_layer(fields, f"{architecture}.attention.head_count", blocks)
        widest = max(heads, default=0)
        kv_heads = _per_layer(fields, f"{architecture}.attention.head_count_kv", blocks) or heads
        head = _integer(fields, f"{architecture}.embedding_length") // widest if widest else 0
        key = _integer(fields, f"{architecture}.attention.key_length") or head
        value = _integer(fields, f"{architecture}.attention.value_length") or head
        return Gguf(
            architecture=architecture,
            name=str(fields.get("general.name", "")),
            quantisation=QUANTISATIONS.get(_integer(fields, "general.file_type"), "")
            if "general.file_type" in fields
            else "",
            context_length=_integer(fields, f"{architecture}.context_length"),
            block_count=blocks,
            embedding_length=_integer(fields, f"{architecture}.embedding_length"),
            feed_forward_length=max(_per_layer(fields, f"{architecture}.feed_forward_length", blocks), default=0),
            head_count=widest,
            key_length=key,
            value_length=value,
            kv_widths=tuple(heads * (key + value) for heads in kv_heads) if widest else (),
            vocabulary=self._lengths.get("tokenizer.ggml.tokens", 0),
            has_chat_template="tokenizer.chat_template" in fields,
            tensor_count=tensors,
            tensor_bytes=weights.total,
            layer_bytes=tuple(weights.layers.get(layer, 0) for layer in range(max(weights.layers, default=-1) + 1)),
            input_bytes=weights.input,
            output_bytes=weights.total - weights.input - sum(weights.layers.values()),
            shares_embedding=not weights.has_output,
            file_bytes=len(self._data),
        )

    def _tensors(self, count: int) -> tuple[_Weights, int]:
        """What the tensors weigh, and where the last one ends, counted from the start of the data."""
        weights, end = _Weights(), 0
        for _ in range(count):
            name = self._string()
            elements = 1
            for _ in range(int(self._scalar(_U32))):
                elements *= int(self._scalar(_U64))
            kind, offset = int(self._scalar(_U32)), int(self._scalar(_U64))
            # A type younger than this table still has a place in the file.
            block, block_bytes = TENSOR_TYPES.get(kind, (1, 0))
            size = elements // block * block_bytes
            weights.add(name, size)
            end = max(end, offset + size)
        return weights, end

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


def _per_layer(fields: dict[str, Value], key: str, layers: int) -> list[int]:
    """A number that is the same for every layer or given for each; empty if it is not given."""
    value = fields.get(key)
    if isinstance(value, list):
        return value
    # A damaged header may claim any number.
    return [int(value)] * min(layers, _MOST_LAYERS) if isinstance(value, int | float) and value else []
