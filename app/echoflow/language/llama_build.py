"""What the installed build of llama.cpp can do and has. Imports it, so it belongs in the language model's process."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import llama_cpp
from llama_cpp._ggml import libggml
from llama_cpp.llama_cpp import _lib as libllama

from echoflow.language.llama_fit import Device, Machine
from echoflow.language.machine import available_memory, physical_cores

_GGML = libggml if sys.platform == "win32" else libllama
"""Where ggml's functions are looked for. Wheels hold each library under several names as copies, so that libggml may be
another one than libllama uses, with devices of its own; by way of libllama its own is found, but not on Windows."""

_CPU, _GPU, _INTEGRATED_GPU = 0, 1, 2
"""`enum ggml_backend_dev_type` of ggml-backend.h, for which llama_cpp has no binding."""

_WARNING, _ERROR = 3, 4
"""`enum ggml_log_level` of ggml.h."""


def _tell_troubles(level: int, text: bytes, _: Any) -> None:
    """Passes on what goes wrong, and not what was loaded from where."""
    if level in (_WARNING, _ERROR):
        sys.stderr.write(text.decode(errors="replace"))


_log_callback = llama_cpp.llama_log_callback(_tell_troubles)


@cache
def initialize() -> None:
    """Makes llama.cpp ready, once for the process.

    The packaged build has what calculates in libraries of its own, one for each generation of processors and one for
    graphics cards; llama.cpp chooses among them when it is told where they are. Other builds have nothing to choose.
    """
    libraries = Path(llama_cpp.__file__).parent / "lib"
    if any(libraries.glob("*ggml-cpu-*")):
        load = _function("ggml_backend_load_all_from_path", None, ctypes.c_char_p)
        # A path as UTF-8, on Windows as well.
        load(str(libraries).encode("utf-8") if sys.platform == "win32" else os.fsencode(libraries))
    llama_cpp.llama_backend_init()


def describe() -> dict[str, Any]:
    """`version` of llama-cpp-python, `system` (what it uses of the processor), `gpu` (can it use one), `machine`."""
    llama_cpp.llama_log_set(_log_callback, None)
    initialize()
    return {
        "version": llama_cpp.__version__,
        "system": llama_cpp.llama_print_system_info().decode(errors="replace").strip(" |"),
        "gpu": bool(llama_cpp.llama_supports_gpu_offload()),
        "machine": asdict(machine()),
    }


def machine() -> Machine:
    """What there is for a model now; no GPUs in a build for the CPU alone."""
    gpus, integrated = _devices(_GPU), _devices(_INTEGRATED_GPU)
    memory = available_memory()
    if memory is None:
        # On Windows what is free, elsewhere what there is.
        memory = next((device.free_bytes for device in _devices(_CPU)), None)
    # llama.cpp leaves integrated GPUs alone where there are others.
    return Machine(gpus or integrated, memory, physical_cores())


def _devices(kind: int) -> tuple[Device, ...]:
    count = _function("ggml_backend_dev_count", ctypes.c_size_t)
    get = _function("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    kind_of = _function("ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)
    return tuple(_device(pointer, kind) for pointer in map(get, range(count())) if kind_of(pointer) == kind)


def _device(pointer: int, kind: int) -> Device:
    description = _function("ggml_backend_dev_description", ctypes.c_char_p, ctypes.c_void_p)
    memory = _function("ggml_backend_dev_memory", None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    memory(pointer, ctypes.byref(free), ctypes.byref(total))
    # Apple's GPUs are not called integrated, but are.
    shared = kind != _GPU or sys.platform == "darwin"
    return Device(description(pointer).decode(errors="replace"), free.value, total.value, shared)


def _function(name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(_GGML, name)
    function.restype, function.argtypes = result, list(arguments)
    return function
