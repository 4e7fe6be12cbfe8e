"""The recognizer of this computer hears the language of the conversation once a model that knows it is here."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

import pytest

from echoflow.audio.frames import CAPTURE_RATE
from echoflow.cli import build_parser
from echoflow.commands.options import engine_choice, user_settings
from echoflow.errors import UsageError
from echoflow.paths import config_folder
from echoflow.pipeline.engine_factory import Clouds, create_recognizer
from echoflow.pipeline.switchboard import Switchboard
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.store.model_library import models_folder
from echoflow.store.recognition_library import list_recognition_models
from echoflow.store.settings import Settings
from stand_ins.chinese_whisper import chinese_whisper
from support.speech import audioeval_clips

CHINESE = Settings(language="zh", recognition_fallback=())


def no_options() -> argparse.Namespace:
    return build_parser().parse_args([])


@pytest.fixture
def fetched() -> Path:
    """Whisper base where a download would have put it."""
    place = models_folder() / "recognition" / "whisper-base"
    place.parent.mkdir(parents=True)
    place.symlink_to(chinese_whisper(), target_is_directory=True)
    return place


def test_without_such_a_model_the_remedy_is_named() -> None:
    with pytest.raises(UsageError, match=r"understands English only, not 'zh'; fetch one .*pull whisper-small"):
        engine_choice(no_options(), CHINESE).check()


def test_chinese_is_heard_with_what_was_fetched(fetched: Path) -> None:
    choice = engine_choice(no_options(), CHINESE)
    choice.check()
    assert choice.recognition_model == fetched
    recognizer = create_recognizer(choice, Clouds(), Switchboard())
    clip = next(clip for clip in audioeval_clips("zh") if clip.path.stem == "nihao_shijie")

    async def hear() -> str:
        await recognizer.load()
        utterance = recognizer.begin(lambda _: None)
        utterance.feed(clip.samples(CAPTURE_RATE))
        text = (await utterance.transcribe()).text
        utterance.close()
        await recognizer.close()
        return text

    assert recognizer.languages == ("zh",)
    assert "你好" in asyncio.run(hear())


def test_english_stays_with_the_packaged_one_until_another_is_chosen(fetched: Path) -> None:
    assert engine_choice(no_options(), Settings()).recognition_model is None
    chosen = engine_choice(no_options(), Settings(recognition_model="whisper-base"))
    assert chosen.recognition_model == fetched
    assert isinstance(create_recognizer(chosen, Clouds(), Switchboard()), WhisperRecognizer)


def test_a_model_that_is_gone_is_named_and_replaced() -> None:
    (config_folder() / "settings.toml").write_text('recognition_model = "whisper-huge"\n', encoding="utf-8")
    settings, problems = user_settings()
    assert settings.recognition_model == ""
    assert problems == ["The recognition model whisper-huge is gone; fetch it again or choose another one."]


def test_half_a_model_is_none(fetched: Path) -> None:
    (fetched.parent / "broken").mkdir()
    (fetched.parent / "broken" / "model.bin").touch()
    assert [(model.identifier, model.multilingual) for model in list_recognition_models()] == [("whisper-base", True)]
