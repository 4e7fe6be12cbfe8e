"""Bad input gets one clear sentence and the right exit status, and nothing that was there is lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from support.program import run
from support.speech import silence, write_wav

OLD = b"what was there before"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Inputs of all kinds, and outputs that exist already."""
    write_wav(tmp_path / "good.wav", silence(1.0))
    (tmp_path / "empty.wav").touch()
    (tmp_path / "text.wav").write_text("Dear diary, this is not a recording.\n")
    whole = (tmp_path / "good.wav").read_bytes()
    (tmp_path / "truncated.wav").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "model.gguf").write_bytes(np.random.default_rng(1).bytes(4096))
    (tmp_path / "out.wav").write_bytes(OLD)
    (tmp_path / "events.jsonl").write_bytes(OLD)
    return tmp_path


CONVERSE = ("converse", "good.wav", "--output", "out.wav", "--events", "events.jsonl")


@pytest.mark.parametrize(
    ("arguments", "status", "named"),
    [
        (("converse", "missing.wav", "--output", "out.wav"), 1, "missing.wav"),
        (("converse", "empty.wav", "--output", "out.wav"), 1, "empty.wav"),
        (("converse", "text.wav", "--output", "out.wav"), 1, "text.wav"),
        (("converse", "truncated.wav", "--output", "out.wav"), 1, "truncated.wav"),
        (("converse", ".", "--output", "out.wav"), 1, "folder"),
        (("converse", "good.wav", "--output", "no/such/folder/out.wav"), 1, "no/such/folder"),
        # Not even an administrator may make a file there.
        (("converse", "good.wav", "--output", "/proc/out.wav"), 1, "/proc"),
        (("converse", "good.wav", "--output", "good.wav"), 2, "good.wav"),
        (("converse", "good.wav", "--output", "out.wav", "--events", "no/folder/e.jsonl"), 1, "no/folder/e.jsonl"),
        ((*CONVERSE, "--model", "missing.gguf"), 1, "missing.gguf"),
        ((*CONVERSE, "--model", "model.gguf"), 1, "model.gguf"),
        ((*CONVERSE, "--engine-asr", "ears"), 2, "ears"),
        ((*CONVERSE, "--language", "zh"), 2, "zh"),
        ((*CONVERSE, "--max-tokens", "none"), 2, "--max-tokens"),
        ((*CONVERSE, "--loud"), 2, "--loud"),
        (("converse",), 2, "--output"),
        (("dance",), 2, "dance"),
        (("serve", "--host", "0.0.0.0"), 2, "--token"),
        (("serve", "--port", "70000"), 2, "70000"),
        (("serve", "--output-rate", "11"), 2, "11"),
        (("models", "verify", "model.gguf"), 1, "model.gguf"),
        (("models", "verify", "unheard-of"), 1, "unheard-of"),
        (("talk",), 1, "not running"),
    ],
)
def test_one_sentence_and_nothing_lost(folder: Path, arguments: tuple[str, ...], status: int, named: str) -> None:
    done = run(*arguments, home=folder)

    assert done.returncode == status, done.stderr
    [sentence] = [line for line in (done.stdout + done.stderr).splitlines() if named in line]
    assert "Traceback" not in done.stdout + done.stderr
    assert len(sentence) < 200
    assert (folder / "out.wav").read_bytes() == OLD
    assert (folder / "events.jsonl").read_bytes() == OLD
    assert not list(folder.rglob("crash.txt"))


def test_sentences_are_chinese_on_a_chinese_system(folder: Path) -> None:
    done = run("converse", "missing.wav", "--output", "out.wav", home=folder, env={"ECHOFLOW_LANGUAGE": "zh"})
    assert done.returncode == 1
    assert "没有" in done.stderr
