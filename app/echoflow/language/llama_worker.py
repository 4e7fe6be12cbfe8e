"""The language model's process: reads requests from its standard input and writes replies to its standard output.

llama.cpp may run out of GPU memory, abort or hang; here it takes only itself along. One thread works, one reads, so
that a cancel arrives in the middle of an answer. When the input ends, the parent is gone or wants us gone, and the
process ends at once, whatever the worker thread is doing. A third one counts tokens: on the working thread a count
would wait for an answer, and on the reading one a cancel for the count of a long conversation.

C libraries print to file descriptor 1 as they please, so replies go through a copy of it, and 1 itself becomes
standard error.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from echoflow.language.cancellation import Cancellation
from echoflow.language.llama_protocol import (
    Cancel,
    Count,
    Counted,
    Done,
    Failed,
    Generate,
    GenerationStats,
    GoOn,
    Hold,
    LlamaOptions,
    Load,
    Loaded,
    Piece,
    Reply,
    Request,
    decode_request,
    encode,
)
from echoflow.store.gguf import GgufError, read_model

if TYPE_CHECKING:
    from echoflow.language.llama_engine import LlamaEngine

DESCRIBE = "--describe"
"""Argument: print what the installed llama.cpp can do, as JSON, and end."""

_SPIN_COUNT = "1000"
"""Turns for which an OpenMP thread spins at a barrier before it sleeps; the default is some milliseconds' worth.

A token takes hundreds of barriers. When another program (or our own recognizer) holds a core, every one of them waits
for the scheduler: with the default 3 to 18 tokens a second were measured on two cores beside one busy process, with
this 20 to 27, and on idle cores the same 100 with either.
"""


class Worker:
    """Serves one parent until its input ends."""

    def __init__(self, requests: BinaryIO, replies: BinaryIO) -> None:
        self._input = requests
        self._output = replies
        self._sending = threading.Lock()
        self._requests: queue.SimpleQueue[Load | Generate] = queue.SimpleQueue()
        self._counts: queue.SimpleQueue[Count] = queue.SimpleQueue()
        self._cancellation = Cancellation()
        self._engine: LlamaEngine | None = None

    def serve(self) -> None:
        """Works until the reading thread ends the process."""
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        threading.Thread(target=self._serve_counts, name="counts", daemon=True).start()
        while True:
            request = self._requests.get()
            if isinstance(request, Load):
                self._load(request)
            elif isinstance(request, Generate):
                self._generate(request)

    def _read(self) -> None:
        try:
            for line in self._input:
                self._take(decode_request(line))
        finally:
            # Not sys.exit: the worker thread may be inside llama.cpp for seconds.
            os._exit(0)

    def _take(self, request: Request) -> None:
        match request:
            case Cancel(number):
                self._cancellation.cancel(number)
            case Hold(number):
                self._cancellation.hold(number)
            case GoOn(number):
                self._cancellation.go_on(number)
            case Count():
                self._counts.put(request)
            case Generate(number):
                # It would wait for good for one that is held.
                self._cancellation.cancel(number - 1)
                self._requests.put(request)
            case Load():
                self._requests.put(request)

    def _serve_counts(self) -> None:
        try:
            while True:
                self._count(self._counts.get())
        except BrokenPipeError:
            # The parent is gone.
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    def _count(self, request: Count) -> None:
        self._answer(request.request, lambda: Counted(request.request, self._loaded.count(request.messages)))

    def _load(self, request: Load) -> None:
        failure = check_file(request.options)
        if failure is None:
            from echoflow.language.llama_context import ModelError
            from echoflow.language.llama_engine import LlamaEngine

            try:
                self._engine = LlamaEngine(request.options, self._cancellation, request.attempt)
            except ModelError as error:
                failure = Failed(None, error.reason, error.fields)
        self._send(failure or Loaded(self._loaded.info))

    def _generate(self, request: Generate) -> None:
        self._cancellation.begin(request.request)
        if self._cancellation.cancelled:
            self._send(Done(request.request, GenerationStats("cancelled")))
        else:
            self._answer(request.request, lambda: Done(request.request, self._work(request)))

    def _work(self, request: Generate) -> GenerationStats:
        return self._loaded.answer(
            request.messages,
            request.sampling,
            lambda text: self._send(Piece(request.request, text)),
            prefill=not request.answer,
        )

    def _answer(self, request: int, work: Callable[[], Reply]) -> None:
        """Sends what `work` gives, or why there is nothing."""
        from echoflow.language.llama_context import ModelError

        try:
            reply = work()
        except ModelError as error:
            reply = Failed(request, error.reason, error.fields)
        self._send(reply)

    @property
    def _loaded(self) -> LlamaEngine:
        if self._engine is None:
            raise RuntimeError("a request before the model was loaded")
        return self._engine

    def _send(self, reply: Reply) -> None:
        line = encode(reply)
        with self._sending:
            self._output.write(line)
            self._output.flush()


def check_file(options: LlamaOptions) -> Failed | None:
    """What can be known to be wrong before llama.cpp is started on the file."""
    path = Path(options.model_path)
    if path.is_dir():
        return Failed(None, "directory")
    try:
        read_model(path)
    except FileNotFoundError as error:
        # Of a model in parts any may be missing.
        return Failed(None, "missing", {"path": str(error.filename)})
    except OSError as error:
        return Failed(None, "unreadable", {"detail": error.strerror or ""})
    except GgufError as error:
        return Failed(None, error.reason, {"expected": error.expected_bytes, "actual": error.actual_bytes})
    if options.kv_type not in ("auto", "f16") and options.flash_attention is False:
        return Failed(None, "kv_needs_flash_attention", {"kv_type": options.kv_type})
    return None


def main(arguments: Sequence[str]) -> int:
    """Runs the process; `arguments` without the program's name."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # A Ctrl-C in the terminal is for the parent, which then ends us.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.environ.setdefault("GOMP_SPINCOUNT", _SPIN_COUNT)
    if DESCRIBE in arguments:
        from echoflow.language.llama_build import describe

        replies.write(json.dumps(describe()).encode("ascii"))
        replies.close()
        return 0
    requests = os.fdopen(os.dup(0), "rb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    # When memory runs out, Linux is to choose this process and not the app.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")
    with suppress(BrokenPipeError):  # The parent is gone.
        Worker(requests, replies).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
