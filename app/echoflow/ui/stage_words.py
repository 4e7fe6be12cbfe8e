"""The stages of a turn as people read of them: names, durations, and what makes each faster."""

from __future__ import annotations

from collections.abc import Mapping

from echoflow.conversation.timeline import TurnStage
from echoflow.text import tr

_ENGINE_OF = {TurnStage.HEARING: "asr", TurnStage.THINKING: "llm", TurnStage.SPEAKING: "tts"}


def stage_name(stage: TurnStage) -> str:
    """What a part of the wait is called, as a title."""
    return {
        TurnStage.HEARING: tr("Recognition"),
        TurnStage.WAITING: tr("End of turn"),
        TurnStage.THINKING: tr("Language model"),
        TurnStage.SPEAKING: tr("Synthesis"),
        TurnStage.SOUND: tr("Playback"),
    }[stage]


def stage_in_sentence(stage: TurnStage) -> str:
    """The same within a sentence."""
    return {
        TurnStage.HEARING: tr("recognition"),
        TurnStage.WAITING: tr("the end of the turn"),
        TurnStage.THINKING: tr("the language model"),
        TurnStage.SPEAKING: tr("synthesis"),
        TurnStage.SOUND: tr("playback"),
    }[stage]


def milliseconds(seconds: float) -> str:
    """A duration, such as "420 ms"."""
    return tr("{count} ms", count=round(seconds * 1000))


def advice(stage: TurnStage, engines: Mapping[str, str]) -> str:
    """What makes `stage` faster where `engines` (by `asr`, `llm` and `tts`) serve."""
    in_cloud = engines.get(_ENGINE_OF.get(stage, ""), "local") != "local"
    return _cloud_advice(stage) if in_cloud else _local_advice(stage)


def _local_advice(stage: TurnStage) -> str:
    return {
        TurnStage.HEARING: tr("Close programs that keep the processor busy, or let a cloud service hear for you."),
        TurnStage.WAITING: tr("End your sentences clearly, or let go of the key with your last word."),
        TurnStage.THINKING: tr("Choose a smaller language model, or one that fits into the memory of your GPU."),
        TurnStage.SPEAKING: tr("Close programs that keep the processor busy, or let a cloud service speak for you."),
        TurnStage.SOUND: tr("Use a loudspeaker or headphones with a cable; Bluetooth alone takes 100 to 300 ms."),
    }[stage]


def _cloud_advice(stage: TurnStage) -> str:
    return {
        TurnStage.HEARING: tr("Look for a faster network, or hear with this computer."),
        TurnStage.THINKING: tr(
            "Choose a faster model of the service or a faster network, or think with this computer."
        ),
        TurnStage.SPEAKING: tr("Look for a faster network, or speak with this computer."),
    }[stage]
