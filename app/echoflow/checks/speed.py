"""How fast EchoFlow has answered lately."""

from __future__ import annotations

import sqlite3

from echoflow.checks.check import Circumstances
from echoflow.checks.findings import Finding
from echoflow.text import tr

SLOW_ANSWERS_SECONDS = 1.0
"""Half of the answers are slower: people begin to wonder whether they were understood."""


def latency(_circumstances: Circumstances) -> Finding:
    """The last answers, and what took longest in them."""
    from echoflow.conversation.responsiveness import slowest_stage, spread
    from echoflow.conversation.timeline import Timeline
    from echoflow.store.latencies import latencies_file, read_latencies
    from echoflow.ui.latency.latency_figures import RECENT
    from echoflow.ui.stage_words import advice, milliseconds, stage_in_sentence

    try:
        turns = read_latencies(latencies_file()).turns[-RECENT:]
    except sqlite3.Error as error:
        sentence = tr("The response times in {file} cannot be read: {error}", file=latencies_file(), error=error)
        return Finding("latency", "warning", sentence, tr("Delete that file; EchoFlow begins a new one."))
    timelines = [Timeline.restored(turn.milestones, turn.engines) for turn in turns]
    figures, slowest = spread(each.voice_to_voice for each in timelines), slowest_stage(timelines)
    if figures is None or slowest is None:
        return Finding("latency", "ok", tr("No answer has been measured yet."))
    sentence = tr(
        "Answers: p50 {p50}, p95 {p95} over {count} turns; slowest: {stage} ({seconds}).",
        p50=milliseconds(figures.p50),
        p95=milliseconds(figures.p95),
        count=figures.count,
        stage=stage_in_sentence(slowest[0]),
        seconds=milliseconds(slowest[1]),
    )
    if figures.p50 > SLOW_ANSWERS_SECONDS:
        return Finding("latency", "warning", sentence, advice(slowest[0], timelines[-1].engines), "latency")
    return Finding("latency", "ok", sentence)
