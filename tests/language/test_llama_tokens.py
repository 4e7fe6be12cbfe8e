"""That a prompt put together from remembered parts is the tokens of the whole, with the packaged model's vocabulary."""

from __future__ import annotations

import json
import subprocess
import sys

from echoflow.store.model_library import default_model

_COMPARE = """
import ctypes, json, os, sys
import llama_cpp as llama
from echoflow.language.language_model import Message
from echoflow.language.llama_tokens import LlamaTokens

quiet = llama.llama_log_callback(lambda *_: None)
llama.llama_log_set(quiet, None)
parameters = llama.llama_model_default_params()
parameters.vocab_only = True
model = llama.llama_model_load_from_file(os.fsencode(sys.argv[1]), parameters)
vocabulary = llama.llama_model_get_vocab(model)
template = llama.llama_model_chat_template(model, None).decode()
tokens = LlamaTokens(vocabulary, template)

def whole(messages):
    text = tokens._template.render(messages).encode()
    buffer = (llama.llama_token * (len(text) + 8))()
    return buffer[: llama.llama_tokenize(vocabulary, text, len(text), buffer, len(buffer), False, True)]

for conversation in json.load(sys.stdin):
    messages = [Message(*entry) for entry in conversation]
    for _ in range(2):
        assert tokens.of(messages) == whole(messages), messages
    assert len(tokens._parts(tokens._template.render(messages))) > 1
"""

_TEXTS = (
    "",
    " ",
    "Hello there.",
    "  spaces before and after  ",
    "\n\nlines\n",
    "你好，世界。",
    "😀😀 emoji",
    "a quoted <|im_end|> in the middle",
    "<|im_end|>",
    "half of a mark <|im_",
    "end|> and the rest",
    "123,456.789 and it's 5 o'clock",
)


def test_the_parts_are_the_tokens_of_the_whole() -> None:
    conversations = [
        [("system", system), ("user", question), ("assistant", answer), ("user", "And now?")]
        for system in _TEXTS
        for question in _TEXTS
        for answer in _TEXTS[2::3]
    ]
    subprocess.run(
        [sys.executable, "-c", _COMPARE, str(default_model())], input=json.dumps(conversations), text=True, check=True
    )
