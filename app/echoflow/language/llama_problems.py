"""What can go wrong with a model file, as a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

from echoflow.errors import EngineError
from echoflow.language.llama_protocol import Failed, LlamaOptions
from echoflow.store.gguf import GgufError
from echoflow.store.model_library import describe_file_problem, format_size
from echoflow.text import tr

_PASSING = ("no_memory", "prompt_too_long", "decode_failed", "load_timeout", "unreadable")
"""What may go well another time with the same settings."""


def explain(failed: Failed, options: LlamaOptions) -> EngineError:
    """The error for a person; `failed.reason` is one of those handled below."""
    return EngineError(_sentence(failed, options), permanent=failed.reason not in _PASSING)


def _sentence(failed: Failed, options: LlamaOptions) -> str:
    path = Path(options.model_path)
    fields = failed.fields
    match failed.reason:
        case "missing":
            return describe_file_problem(Path(fields["path"]), FileNotFoundError())
        case "directory":
            return describe_file_problem(path, IsADirectoryError())
        case "unreadable":
            return describe_file_problem(path, OSError(0, fields["detail"]))
        case "not_gguf" | "truncated" | "unsupported_version" | "damaged" as reason:
            error = GgufError(reason, expected_bytes=fields["expected"], actual_bytes=fields["actual"])
            return describe_file_problem(path, error)
        case "prompt_too_long":
            return tr(
                "This message is too long for the language model: {tokens} tokens, and its context holds {context}; "
                "say it in parts.",
                tokens=fields["tokens"],
                context=fields["context"],
            )
        case "decode_failed":
            return tr(
                "The language model could not go on ({detail}); a smaller context length needs less memory.",
                detail=fields["detail"],
            )
        case _:
            return _load_sentence(failed, path.name)


def _load_sentence(failed: Failed, name: str) -> str:
    fields = failed.fields
    match failed.reason:
        case "no_memory" if fields:
            return tr(
                "The model {name} does not fit in memory: it needs {needed} and {available} are free; choose a smaller "
                "model or a shorter context.",
                name=name,
                needed=format_size(fields["needed"]),
                available=format_size(fields["available"]),
            )
        case "no_memory":
            return tr(
                "The model {name} does not fit in memory; choose a smaller model, a shorter context or fewer GPU "
                "layers.",
                name=name,
            )
        case "unsupported_architecture":
            return tr(
                "The model {name} is of a kind ({architecture}) this version cannot run; choose another model.",
                name=name,
                architecture=fields["architecture"],
            )
        case "no_chat_template" | "bad_chat_template":
            return tr(
                "The model {name} does not say how a conversation is written; choose one whose name has Instruct or "
                "Chat in it.",
                name=name,
            )
        case "kv_needs_flash_attention":
            return tr(
                "The KV cache type {kv_type} needs flash attention; switch that on or choose f16.",
                kv_type=fields["kv_type"],
            )
        case "load_timeout":
            return tr("The model {name} did not load in time; try again or choose a smaller model.", name=name)
        case "load_failed":
            return tr(
                "The model {name} could not be loaded ({detail}); choose another model.",
                name=name,
                detail=fields["detail"],
            )
        case _:
            return tr(
                "The language model's process ends as soon as it loads {name}; choose another model or run "
                "“echoflow doctor”.",
                name=name,
            )
