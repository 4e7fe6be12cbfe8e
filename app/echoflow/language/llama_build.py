"""What the installed build of llama.cpp can do. Imports it, so it belongs in the language model's process."""

from __future__ import annotations

import ctypes
from typing import Any

import llama_cpp
from llama_cpp._ggml import libggml

_GPU_TYPES = (1, 2)
"""GGML_BACKEND_DEVICE_TYPE_GPU and _IGPU of ggml-backend.h, for which llama_cpp has no binding."""


def describe() -> dict[str, Any]:
    """`version` of llama-cpp-python, `system` (what it uses of the processor), `gpu` (can it use one), `devices`."""
    llama_cpp.llama_backend_init()
    return {
        "version": llama_cpp.__version__,
        "system": llama_cpp.llama_print_system_info().decode(errors="replace").strip(" |"),
        "gpu": bool(llama_cpp.llama_supports_gpu_offload()),
        "devices": list(device_names()),
    }


def device_names() -> tuple[str, ...]:
    """The GPUs this build can use, by their names for people; empty in a build for the CPU alone."""
    description = _function("ggml_backend_dev_description", ctypes.c_char_p, ctypes.c_void_p)
    return tuple(description(device).decode(errors="replace") for device in _gpus())


def free_device_memory() -> int:
    """Bytes free on all GPUs together."""
    memory = _function("ggml_backend_dev_memory", None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
    free, size, total = ctypes.c_size_t(), ctypes.c_size_t(), 0
    for device in _gpus():
        memory(device, ctypes.byref(free), ctypes.byref(size))
        total += free.value
    return total


def _gpus() -> list[int]:
    count = _function("ggml_backend_dev_count", ctypes.c_size_t)
    get = _function("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    kind = _function("ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)
    return [device for device in map(get, range(count())) if kind(device) in _GPU_TYPES]


def _function(name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(libggml, name)
    function.restype, function.argtypes = result, list(arguments)
    return function
