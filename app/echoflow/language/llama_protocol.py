"""What the app and the language model's process say to each other: JSON objects, one per line.

Only the standard library is needed here, for the process must start fast.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

from echoflow.language.language_model import Message, Sampling
from echoflow.language.llama_fit import Fit, Wishes

Finish: TypeAlias = Literal["stop", "length", "cancelled"]


@dataclass(frozen=True, slots=True)
class LlamaOptions(Wishes):
    """Which model is loaded, and how.

    Attributes:
        model_path: a GGUF file; of a model in parts, the first.

    """

    model_path: str


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What was loaded.

    Attributes:
        name: from the file, for people; may be empty.
        architecture: such as `llama`.
        context_length: tokens there is room for.
        fit: how it was loaded, and the memory that takes.
        rolls_back: the end of what is in its cache can be taken back.
        load_ms: milliseconds from the request to ready and warm.

    """

    name: str
    architecture: str
    context_length: int
    fit: Fit
    rolls_back: bool
    load_ms: float


@dataclass(frozen=True, slots=True)
class GenerationStats:
    """How a request went.

    Attributes:
        finish: the model was done, `max_tokens` or the context's end was reached, or it was cancelled.
        prompt_tokens: tokens of the prompt.
        reused_tokens: of these, how many were still in the KV cache.
        evaluated_tokens: of the prompt; fewer than the rest of it if it was cancelled.
        dropped_messages: oldest messages left out because the context was too small.
        answer_tokens: tokens made, wanted or not.
        prefill_ms: milliseconds spent on the rest of the prompt.
        first_token_ms: milliseconds from the request to the first token; 0 if there was none.
        tokens_per_second: after the first token; 0 if there were fewer than two.

    """

    finish: Finish
    prompt_tokens: int = 0
    reused_tokens: int = 0
    evaluated_tokens: int = 0
    dropped_messages: int = 0
    answer_tokens: int = 0
    prefill_ms: float = 0.0
    first_token_ms: float = 0.0
    tokens_per_second: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """Load a model; the first request. `attempt` counts the processes that died of it before."""

    options: LlamaOptions
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Generate:
    """Answer `messages`; with `answer` false only evaluate the prompt, so that a later answer starts sooner."""

    request: int
    messages: tuple[Message, ...]
    sampling: Sampling
    answer: bool = True


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop this request and all older ones."""

    request: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Rest from this request until `GoOn`; without effect if it is over."""

    request: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """Go on with this request."""

    request: int


@dataclass(frozen=True, slots=True)
class Count:
    """Say how many tokens `messages` are as a prompt, whatever else is under way."""

    request: int
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model is ready and warm."""

    info: ModelInfo


@dataclass(frozen=True, slots=True)
class Piece:
    """More of the answer; whole characters."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The request is over and the process idle."""

    request: int
    stats: GenerationStats


@dataclass(frozen=True, slots=True)
class Counted:
    """The answer to `Count`."""

    request: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Failed:
    """What could not be done.

    Attributes:
        request: None for the loading.
        reason: a key of `llama.explain`.
        fields: numbers and names for the sentence.

    """

    request: int | None
    reason: str
    fields: dict[str, Any] = field(default_factory=dict)


Request: TypeAlias = Load | Generate | Cancel | Hold | GoOn | Count
Reply: TypeAlias = Loaded | Piece | Done | Counted | Failed


def encode(message: Request | Reply) -> bytes:
    """One line, ASCII."""
    return json.dumps({"type": type(message).__name__, **asdict(message)}).encode("ascii") + b"\n"


def decode_request(line: bytes) -> Request:
    """Raises ValueError, KeyError or TypeError on what is no request."""
    fields = json.loads(line)
    match fields.pop("type"):
        case "Load":
            return Load(LlamaOptions(**fields["options"]), fields["attempt"])
        case "Generate":
            return Generate(
                fields["request"],
                _messages(fields),
                Sampling(**fields["sampling"]),
                fields["answer"],
            )
        case "Cancel":
            return Cancel(**fields)
        case "Hold":
            return Hold(**fields)
        case "GoOn":
            return GoOn(**fields)
        case "Count":
            return Count(fields["request"], _messages(fields))
        case other:
            raise ValueError(other)


def _messages(fields: dict[str, Any]) -> tuple[Message, ...]:
    return tuple(Message(**message) for message in fields["messages"])


def decode_reply(line: bytes) -> Reply:
    """Raises ValueError, KeyError or TypeError on what is no reply."""
    fields = json.loads(line)
    match fields.pop("type"):
        case "Loaded":
            info = fields["info"]
            fit = Fit(**{**info["fit"], "devices": tuple(info["fit"]["devices"])})
            return Loaded(ModelInfo(**{**info, "fit": fit}))
        case "Piece":
            return Piece(**fields)
        case "Done":
            return Done(fields["request"], GenerationStats(**fields["stats"]))
        case "Counted":
            return Counted(**fields)
        case "Failed":
            return Failed(**fields)
        case other:
            raise ValueError(other)
