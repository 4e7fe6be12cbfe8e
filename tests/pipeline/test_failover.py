"""Who serves, when the better one is tried again, and what the user is told of it. In virtual time."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.pipeline.failover import Failed, Failover, News, Switched, meanwhile

CLOUD, LOCAL = 0, 1


def unreachable() -> EngineError:
    return failure("Deepgram", Trouble.UNREACHABLE)


def refused() -> EngineError:
    return failure("Deepgram", Trouble.KEY_REFUSED)


def hearing() -> Failover:
    return Failover("asr", ["deepgram", "local"])


def sentences(news: list[News]) -> list[str]:
    return [one.sentence for one in news if isinstance(one, Switched) and one.sentence]


def test_the_best_one_serves_and_nothing_is_told_while_all_is_well() -> None:
    assert hearing().choose(0.0) == (CLOUD, [])


def test_the_next_one_serves_when_the_best_fails_and_the_user_reads_why() -> None:
    failover = hearing()
    news = failover.failed(CLOUD, unreachable(), 10.0)

    assert news == [
        Failed("deepgram", "Deepgram cannot be reached; check the network."),
        Switched(
            "deepgram",
            "local",
            "Deepgram cannot be reached; check the network. EchoFlow hears with its own recognizer meanwhile.",
        ),
    ]
    assert failover.choose(10.0) == (LOCAL, [])


def test_what_a_service_said_itself_is_told_apart_from_what_follows() -> None:
    said = failure("Deepgram", Trouble.BROKEN, "NET-0000: no text frame within the timeout window")

    assert sentences(hearing().failed(CLOUD, said, 0.0)) == [
        f"{said}. EchoFlow hears with its own recognizer meanwhile."
    ]


def test_what_failed_in_passing_is_tried_again_from_100_ms_on() -> None:
    failover = hearing()
    now, waits = 0.0, []
    for _ in range(4):
        failover.failed(CLOUD, unreachable(), now)
        waits.append(round(failover.retry_at(CLOUD) - now, 3))
        now = failover.retry_at(CLOUD)

    assert waits == [0.1, 0.2, 0.4, 0.8]


def test_an_attempt_that_fails_again_is_not_told_again() -> None:
    failover = hearing()
    failover.failed(CLOUD, unreachable(), 0.0)

    assert failover.failed(CLOUD, failure("Deepgram", Trouble.BUSY), 1.0) == []


def test_what_turns_out_to_need_the_user_is_told_although_it_had_failed_already() -> None:
    failover = hearing()
    failover.failed(CLOUD, unreachable(), 0.0)
    (sentence,) = sentences(failover.failed(CLOUD, refused(), 1.0))

    assert sentence.startswith("Deepgram does not accept the key; enter another one under Keys in the menu. EchoFlow")
    assert failover.failed(CLOUD, refused(), 2.0) == []


def test_what_needs_the_user_is_not_tried_until_they_have_changed_something() -> None:
    failover = hearing()
    failover.failed(CLOUD, refused(), 0.0)
    assert failover.retry_at(CLOUD) == math.inf

    failover.something_changed(500.0)
    assert failover.retry_at(CLOUD) == 500.0


def test_a_better_one_that_is_well_again_comes_back_with_the_next_choice_and_says_so() -> None:
    failover = hearing()
    failover.failed(CLOUD, unreachable(), 0.0)
    failover.recovered(CLOUD)
    assert failover.serving == LOCAL, "not in the middle of anything"

    assert failover.choose(5.0) == (CLOUD, [Switched("local", "deepgram", "Deepgram is back.")])
    assert failover.choose(6.0) == (CLOUD, [])


def test_one_that_comes_and_goes_stays_away_for_longer_and_is_told_of_no_more() -> None:
    failover = hearing()
    now, told, away = 0.0, [], []
    for _ in range(8):
        told += sentences(failover.failed(CLOUD, unreachable(), now))
        away.append(round(failover.retry_at(CLOUD) - now, 3))
        now = failover.retry_at(CLOUD)
        failover.recovered(CLOUD)
        told += sentences(failover.choose(now)[1])
        now += 5.0

    assert len(told) == 3, "away, back, away again"
    assert away == [0.1, 30.0, 60.0, 120.0, 240.0, 480.0, 600.0, 600.0]


def test_one_that_has_served_for_a_minute_has_recovered() -> None:
    failover = hearing()
    for at in (0.0, 100.0, 200.0):
        assert sentences(failover.failed(CLOUD, unreachable(), at))
        assert failover.retry_at(CLOUD) == at + 0.1
        failover.recovered(CLOUD)
        assert sentences(failover.choose(at + 1.0)[1]) == ["Deepgram is back."]


def test_at_the_budget_the_local_one_serves_until_there_is_budget_again() -> None:
    failover = hearing()
    engine, news = failover.choose(0.0, unaffordable={CLOUD})

    assert engine == LOCAL
    assert sentences(news) == [meanwhile("asr", "local", str(failure("Deepgram", Trouble.BUDGET)))]
    assert failover.retry_at(CLOUD) == math.inf, "time alone brings no budget"
    assert failover.choose(1.0, unaffordable={CLOUD}) == (LOCAL, [])
    assert failover.choose(2.0) == (CLOUD, [Switched("local", "deepgram", "Deepgram is back.")])


def test_without_another_engine_the_user_is_told_the_one_thing_to_do() -> None:
    alone = Failover("asr", ["deepgram"])
    news = alone.failed(0, failure("Deepgram", Trouble.BUSY), 0.0)

    assert news == [
        Failed(
            "deepgram",
            "Deepgram has too many requests at the moment. Say it again in a moment, or choose the local recognizer.",
        )
    ]
    assert alone.choose(0.0) == (0, []), "it may be well again"


def test_without_another_engine_what_needs_the_user_is_not_even_tried() -> None:
    alone = Failover("tts", ["elevenlabs"])
    alone.failed(0, failure("ElevenLabs", Trouble.PAYMENT), 0.0)

    assert alone.choose(1.0) == (None, [])
    assert str(alone.reason()) == "Your account at ElevenLabs has no credit left; top it up there."
    assert alone.reason().permanent


def test_the_reserve_may_fail_first_without_a_word_to_the_user() -> None:
    failover = hearing()
    news = failover.failed(LOCAL, EngineError("The local speech recognition failed."), 0.0)

    assert news == [Failed("local", "The local speech recognition failed.")]
    assert failover.choose(0.0) == (CLOUD, [])


def test_a_reserve_that_gets_well_first_takes_over_and_says_why() -> None:
    failover = hearing()
    failover.failed(LOCAL, EngineError("Broken."), 0.0)
    failover.failed(CLOUD, unreachable(), 0.0)
    failover.recovered(LOCAL)
    engine, news = failover.choose(1.0)

    assert engine == LOCAL
    assert sentences(news) == [
        "Deepgram cannot be reached; check the network. EchoFlow hears with its own recognizer meanwhile."
    ]


def test_work_goes_on_with_one_that_has_not_failed_at_it() -> None:
    failover = Failover("llm", ["openai", "other", "local"])
    failover.failed(1, EngineError("Broken."), 0.0)

    assert failover.after({0}) == 2
    assert failover.after({0, 2}) is None


EVENTS = st.lists(st.tuples(st.sampled_from(["passing", "permanent", "well", "choose", "spent"]), st.integers(0, 2)))


@given(EVENTS)
def test_whatever_happens_the_best_well_engine_serves_and_no_switch_is_missed(events: list[tuple[str, int]]) -> None:
    names = ["deepgram", "openai", "local"]
    failover = Failover("asr", names)
    serving = "deepgram"
    for now, (event, engine) in zip(itertools.count(), events, strict=False):
        news: list[News] = []
        match event:
            case "passing":
                news = failover.failed(engine, unreachable(), now)
            case "permanent":
                news = failover.failed(engine, refused(), now)
            case "well":
                failover.recovered(engine)
            case "choose" | "spent":
                chosen, news = failover.choose(now, unaffordable={0, 1} if event == "spent" else ())
                well = [at for at in range(3) if failover.error(at) is None]
                assert not well or chosen == failover.serving == well[0]
        for one in news:
            if isinstance(one, Switched):
                serving = one.after
        assert serving == names[failover.serving]
