"""Loading in llama.cpp itself, in processes of its own: it cannot share one with the voice activity detector."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from echoflow.store.model_library import default_model

PRELUDE = """
import json, sys
import llama_cpp
from echoflow.language import llama_context
from echoflow.language.cancellation import Cancellation
from echoflow.language.llama_context import LlamaContext, ModelError
from echoflow.language.llama_fit import Fit, ladder
from echoflow.language.llama_protocol import LlamaOptions

options = LlamaOptions(sys.argv[1])

def tell(context):
    print(json.dumps({"context": context.length, "tokens": len(context.tokens), "way": context.fit.context_length}))
"""

FIRST_WAY_IS_TOO_MUCH = """
from dataclasses import replace

def too_much_first(*arguments):
    [way] = ladder(*arguments)
    # The cache alone would take more memory than the process may have.
    return (replace(way, context_length=300_000), replace(way, context_length=2048))

llama_context.ladder = too_much_first
"""

LLAMA_CPP_SAYS = """
import re
lines = []

@llama_cpp.llama_log_callback
def keep(level, text, user_data):
    lines.append(text.decode(errors="replace"))

def measured(**wishes):
    lines.clear()
    cancellation = Cancellation()
    def listen(self, level, text, user_data):
        lines.append(text.decode(errors="replace"))
    LlamaContext._on_log = listen
    context = LlamaContext(LlamaOptions(sys.argv[1], **wishes), cancellation)
    sizes = re.findall(r"(?:model|KV|compute) buffer size = +([0-9.]+) MiB", "".join(lines))
    return [sum(map(float, sizes)), context.fit.memory_needed / 2**20]

"""


def run(script: str, *, memory: int | None = None) -> Any:
    """What `script` prints last, with at most `memory` bytes of address space."""
    limit = ["prlimit", f"--as={memory}"] if memory else []
    command = [*limit, sys.executable, "-c", PRELUDE + script, str(default_model())]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.splitlines()[-1])


def test_the_next_way_is_tried_when_memory_is_short() -> None:
    script = FIRST_WAY_IS_TOO_MUCH + "tell(LlamaContext(options, Cancellation()))"
    assert run(script, memory=4_000_000_000) == {"context": 2048, "tokens": 0, "way": 2048}


def test_a_way_that_ended_the_process_before_is_left_out() -> None:
    script = FIRST_WAY_IS_TOO_MUCH + "tell(LlamaContext(options, Cancellation(), attempt={attempt}))"
    assert run(script.format(attempt=1))["way"] == 2048
    # There is nothing after the last way.
    assert run(script.format(attempt=9))["way"] == 2048


def test_warm_and_empty() -> None:
    script = "context = LlamaContext(options, Cancellation()); context.warm_up(); tell(context)"
    assert run(script) == {"context": 4096, "tokens": 0, "way": 4096}


def test_the_memory_a_model_needs_is_what_llama_cpp_takes() -> None:
    measured = run(
        LLAMA_CPP_SAYS
        + """print(json.dumps([
            measured(),
            measured(context_length=8192, kv_type="q8_0"),
            measured(flash_attention=False),
            measured(context_length=2048, batch_size=256),
        ]))"""
    )
    for taken, estimated in measured:
        assert taken <= estimated <= 1.05 * taken
