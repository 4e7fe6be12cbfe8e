"""The command line goes before the settings; a setting that cannot be used is named and does without."""

from __future__ import annotations

from pathlib import Path

import pytest

from echoflow.cli import build_parser
from echoflow.commands import options
from echoflow.language.llama_fit import ALL
from echoflow.language.llama_protocol import LlamaOptions
from echoflow.pipeline.engine_factory import create
from echoflow.pipeline.session import PACKAGED_MODEL_PROMPT
from echoflow.store.settings import Settings


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "settings.toml"


def prompt(arguments: list[str], settings: Settings) -> str:
    parsed = build_parser().parse_args(arguments)
    return options.session_options(parsed, settings, options.engine_choice(parsed, settings)).system_prompt


def test_the_system_prompt_may_be_empty_on_the_command_line() -> None:
    assert prompt([], Settings()) == PACKAGED_MODEL_PROMPT
    assert prompt([], Settings(system_prompt="Be brief.")) == "Be brief."
    assert prompt(["--system-prompt", "Rhyme."], Settings(system_prompt="Be brief.")) == "Rhyme."
    assert prompt(["--system-prompt", ""], Settings(system_prompt="Be brief.")) == ""


@pytest.mark.parametrize("command", [["converse", "in.wav", "--output", "out.wav"], ["serve"]])
def test_a_sound_that_is_no_speech_is_only_made_when_it_is_asked_for(command: list[str]) -> None:
    """Whatever the settings of the app say: what comes out is the assistant's voice."""
    settings = Settings(thinking_cue=True)
    for arguments, expected in ((command, False), ([*command, "--thinking-cue"], True)):
        parsed = build_parser().parse_args(arguments)
        options_made = options.session_options(parsed, settings, options.engine_choice(parsed, settings))
        assert options_made.thinking_cue is expected
        assert options_made.hands_free


def test_what_is_gone_is_named_and_replaced(settings_file: Path) -> None:
    settings_file.write_text('voice = "nobody"\nmodel = "no/such.gguf"\nmax_tokens = 7\n')

    settings, problems = options.user_settings()

    assert (settings.voice, settings.model, settings.max_tokens) == ("", "", 7)
    assert len(problems) == 2
    assert "no/such.gguf" in problems[0]
    assert "nobody" in problems[1]
    create(options.engine_choice(build_parser().parse_args([]), settings))


def test_a_voice_that_is_there_is_kept(settings_file: Path) -> None:
    settings_file.write_text('voice = "heart"\n')
    assert options.user_settings() == (Settings(voice="heart"), [])


def test_the_machine_decides_about_loading_what_the_user_did_not(settings_file: Path) -> None:
    settings, _ = options.user_settings()
    assert options.llama_options(settings, "m.gguf") == LlamaOptions("m.gguf")
    settings_file.write_text(
        'context_length = 2048\ngpu_layers = -2\nflash_attention = "off"\nkv_type = "f16"\nthreads = 3\n'
    )
    settings, problems = options.user_settings()
    assert problems == []
    assert options.llama_options(settings, "m.gguf") == LlamaOptions(
        "m.gguf", context_length=2048, gpu_layers=ALL, flash_attention=False, kv_type="f16", threads=3
    )
