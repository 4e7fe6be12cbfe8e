"""Language models of a few kilobytes with random weights, for what llama.cpp does and not for what they say.

They spell: every letter is a token, and their answers are letters from a to z until they are cut off, so that an answer
is read again as the tokens it was made of.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from support.gguf_files import Signed, header

WIDTH = 32
INNER = 2 * WIDTH
STATE = 8
STEP_RANK = 8
KERNEL = 4

_CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{{ opening }}{% endif %}"
)

Shapes = dict[str, tuple[int, ...]]


def write_recurrent_model(path: Path, opening: str = "") -> Path:
    """Mamba, which keeps one state for all it has read.

    `opening` is written by the template before an answer that is asked for, but not before one that was given, as by
    the templates of models that can think.
    """
    shapes = {name: shape for layer in range(2) for name, shape in _mamba_layer(layer).items()}
    return _write(path, "mamba", {}, shapes, opening)


def write_hybrid_model(path: Path, opening: str = "") -> Path:
    """Jamba: a layer of Mamba and one of attention; `opening` as above."""
    fields: dict[str, object] = {
        "jamba.attention.head_count": 4,
        "jamba.attention.head_count_kv": [0, 2],
        "jamba.feed_forward_length": INNER,
    }
    shapes = {**_mamba_layer(0, norms=True), **_attention_layer(1), **_feed_forward(0), **_feed_forward(1)}
    return _write(path, "jamba", fields, shapes, opening)


def _mamba_layer(layer: int, *, norms: bool = False) -> Shapes:
    shapes = {
        "attn_norm.weight": (WIDTH,),
        "ssm_in.weight": (WIDTH, 2 * INNER),
        "ssm_conv1d.weight": (KERNEL, INNER),
        "ssm_conv1d.bias": (INNER,),
        "ssm_x.weight": (INNER, STEP_RANK + 2 * STATE),
        "ssm_dt.weight": (STEP_RANK, INNER),
        "ssm_dt.bias": (INNER,),
        "ssm_a": (STATE, INNER),
        "ssm_d": (INNER,),
        "ssm_out.weight": (INNER, WIDTH),
    }
    if norms:
        shapes |= {"ssm_dt_norm.weight": (STEP_RANK,), "ssm_b_norm.weight": (STATE,), "ssm_c_norm.weight": (STATE,)}
    return _in_layer(layer, shapes)


def _attention_layer(layer: int) -> Shapes:
    return _in_layer(
        layer,
        {
            "attn_norm.weight": (WIDTH,),
            "attn_q.weight": (WIDTH, WIDTH),
            "attn_k.weight": (WIDTH, WIDTH // 2),
            "attn_v.weight": (WIDTH, WIDTH // 2),
            "attn_output.weight": (WIDTH, WIDTH),
        },
    )


def _feed_forward(layer: int) -> Shapes:
    return _in_layer(
        layer,
        {
            "ffn_norm.weight": (WIDTH,),
            "ffn_gate.weight": (WIDTH, INNER),
            "ffn_up.weight": (WIDTH, INNER),
            "ffn_down.weight": (INNER, WIDTH),
        },
    )


def _in_layer(layer: int, shapes: Shapes) -> Shapes:
    return {f"blk.{layer}.{name}": shape for name, shape in shapes.items()}


def _write(path: Path, architecture: str, fields: dict[str, object], layers: Shapes, opening: str) -> Path:
    tokens = [*_byte_names(), "<|im_start|>", "<|im_end|>"]
    shapes = {
        "token_embd.weight": (WIDTH, len(tokens)),
        "output_norm.weight": (WIDTH,),
        "output.weight": (WIDTH, len(tokens)),
        **layers,
    }
    everything: dict[str, object] = {
        "general.architecture": architecture,
        "general.name": f"Tiny {architecture}",
        f"{architecture}.context_length": 4096,
        f"{architecture}.embedding_length": WIDTH,
        f"{architecture}.block_count": 2,
        f"{architecture}.feed_forward_length": 0,
        f"{architecture}.attention.head_count": 0,
        f"{architecture}.attention.layer_norm_rms_epsilon": 1e-5,
        f"{architecture}.ssm.conv_kernel": KERNEL,
        f"{architecture}.ssm.inner_size": INNER,
        f"{architecture}.ssm.state_size": STATE,
        f"{architecture}.ssm.time_step_rank": STEP_RANK,
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "gpt-2",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.token_type": [Signed(1)] * 256 + [Signed(3)] * 2,
        "tokenizer.ggml.merges": ["a b"],
        "tokenizer.ggml.eos_token_id": len(tokens) - 1,
        "tokenizer.chat_template": _CHATML.replace("{{ opening }}", opening),
        **fields,
    }
    weights = np.random.default_rng(1)
    with path.open("wb") as file:
        file.write(header(everything, [(name, shape, 0) for name, shape in shapes.items()]))
        for name, shape in shapes.items():
            values = weights.normal(size=math.prod(shape)).astype("<f4")
            if "norm" in name:
                values = np.ones_like(values)
            elif name.endswith("ssm_a"):
                values = -np.abs(values)
            elif name == "output.weight":
                rows = values.reshape(len(tokens), WIDTH)
                rows[[token for token, text in enumerate(tokens) if not "a" <= text <= "z"]] = 0
            file.write(values.tobytes())
    return path


def _byte_names() -> list[str]:
    """How the vocabulary of GPT-2 writes each byte: printable ones as themselves, the others from U+0100 on."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = iter(range(0x100, 0x200))
    return [chr(byte if byte in printable else next(others)) for byte in range(256)]
