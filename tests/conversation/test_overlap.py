"""What is heard over our own speech, judged by its words. The words come from others, see `overlap_words`."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation import overlap_words as words
from echoflow.conversation.overlap import Overlap, is_question, judge

OURS = "The capital of France is Paris, a city of about two million people on the river Seine."
OURS_ZH = "法国的首都是巴黎，位于塞纳河畔，大约有两百万人口。"


def verdict(
    heard: str, *, spoken: str = OURS, asked: bool = False, voiced_seconds: float = 2.0, final: bool = True
) -> Overlap:
    return judge(heard, spoken=spoken, asked=asked, voiced_seconds=voiced_seconds, final=final)


def wrong(listed: str, *right: Overlap, voiced_seconds: float = 2.0) -> set[str]:
    heard = [entry for entry in re.sub(r"\|\s+", "|", listed).strip().split("|") if entry]
    return {entry for entry in heard if verdict(entry, voiced_seconds=voiced_seconds) not in right}


def test_human_backchannels_leave_us_the_floor() -> None:
    # What is left are assessments of a topic, which no grammar of reactions covers, and the "no" that agrees.
    assert wrong(words.SWITCHBOARD_BACKCHANNELS, Overlap.BACKCHANNEL) == {
        "you're lucky.",
        "See.",
        "And, I know where you're coming from",
        "at least your trying something.",
        "San Antonio!",
        "No.",
        "No, not at all",
        "Gee, like starting over, I guess.",
        "I can see that would be, uh, easy.",
    }


def test_human_questions_and_statements_take_it() -> None:
    # "Hm?" needs its intonation, "I do too." mostly agrees.
    assert wrong(words.SWITCHBOARD_TURNS, Overlap.TURN) == {"Hm?", "I do too."}


def test_what_agents_ignore_is_a_backchannel() -> None:
    assert wrong(words.IGNORED_BY_AGENTS, Overlap.BACKCHANNEL) == set()


def test_what_stops_agents_stops_us() -> None:
    # Another assistant's name.
    assert wrong(words.STOPPING_AGENTS, Overlap.STOP) == {"小智闭嘴"}


def test_denials_corrections_and_requests_are_yielded_to() -> None:
    assert wrong(words.TAKING_THE_FLOOR, Overlap.TURN, Overlap.STOP) == set()


def test_what_is_written_for_noise_is_ignored() -> None:
    left = wrong(words.WRITTEN_FOR_NOISE, Overlap.NOTHING, Overlap.BACKCHANNEL, voiced_seconds=0.3)
    assert left == {"IYou", "1", "I'm sorry."}


@pytest.mark.parametrize(
    "heard",
    ["", "  ", "...", "[BLANK_AUDIO]", "(coughing)", "*laughs*", "（咳嗽）", "♪ la la la ♪", "[MUSIC", "🎵", "?!"],
)
@pytest.mark.parametrize("final", [True, False])
def test_no_words_are_nothing(heard: str, final: bool) -> None:
    assert verdict(heard, final=final) is Overlap.NOTHING


def test_thanks_and_farewells_count_when_they_are_long_enough_to_have_been_said() -> None:
    assert verdict("Thank you.", voiced_seconds=0.3) is Overlap.NOTHING
    assert verdict("Thank you.", voiced_seconds=0.8) is Overlap.BACKCHANNEL
    assert verdict("Bye.", voiced_seconds=0.3) is Overlap.NOTHING
    assert verdict("Bye.", voiced_seconds=0.8) is Overlap.TURN


def test_more_words_than_fit_the_sound_were_made_up() -> None:
    assert verdict("I am going to show you how to make a cake", voiced_seconds=0.3) is Overlap.NOTHING
    assert verdict("I am going to show you how to make a cake", voiced_seconds=2.0) is Overlap.TURN


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ("okay", Overlap.BACKCHANNEL),
        ("okay 好的", Overlap.BACKCHANNEL),
        ("Ｏｋａｙ。", Overlap.BACKCHANNEL),
        ("okaaay, coool", Overlap.BACKCHANNEL),
        ("對對對，沒錯", Overlap.BACKCHANNEL),
        ("哇，這也太厲害了吧", Overlap.BACKCHANNEL),
        ("okay, and who built it?", Overlap.TURN),
        ("yeah but", Overlap.TURN),
        ("好的，那它是谁建的", Overlap.TURN),
        ("对，可是", Overlap.TURN),
        ("right, stop", Overlap.STOP),
        ("okay stop 停", Overlap.STOP),
        ("嗯嗯好了好了别说了", Overlap.STOP),
        ("別說了，安靜一點", Overlap.STOP),
        ("Hey, hold on a second!", Overlap.STOP),
        ("could you please stop talking now", Overlap.STOP),
        ("Stop the music at nine", Overlap.TURN),
        ("wait for the bus", Overlap.TURN),
        ("等一下再去可以吗", Overlap.TURN),
        ("不要停", Overlap.BACKCHANNEL),
        ("don't stop", Overlap.BACKCHANNEL),
        ("don't stop the music", Overlap.TURN),
        ("what?", Overlap.TURN),
        ("sorry?", Overlap.TURN),
        ("啊？什么？", Overlap.TURN),
        ("再说一遍", Overlap.TURN),
        ("louder", Overlap.TURN),
        ("that's not right", Overlap.TURN),
        ("对了", Overlap.TURN),
        ("好吗", Overlap.TURN),
        ("are you okay", Overlap.TURN),
        ("is it good", Overlap.TURN),
    ],
)
def test_what_follows_decides(heard: str, expected: Overlap) -> None:
    assert verdict(heard) is expected


@pytest.mark.parametrize(
    "heard", ["yes", "Mm-hmm.", "uh-huh", "okay", "嗯", "对", "好的", "可以", "sounds good", "no", "不用"]
)
def test_after_a_question_assent_is_its_answer(heard: str) -> None:
    assert verdict(heard, asked=True) is Overlap.TURN
    assert verdict(heard, asked=True, final=False) in (Overlap.TURN, Overlap.UNSURE)


@pytest.mark.parametrize("heard", ["Hmm.", "um", "呃", "哦", "wow", "really?"])
def test_after_a_question_a_hum_or_surprise_answers_nothing(heard: str) -> None:
    assert verdict(heard, asked=True) is Overlap.BACKCHANNEL


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ("okay", Overlap.UNSURE),
        ("I", Overlap.UNSURE),  # see
        ("that's so", Overlap.UNSURE),  # nice
        ("原来", Overlap.UNSURE),  # 如此
        ("no", Overlap.UNSURE),  # way
        ("Paris", Overlap.UNSURE),  # is all that was heard of our own sentence so far
        ("no I meant", Overlap.TURN),
        ("okay but", Overlap.TURN),
        ("what about", Overlap.TURN),
        ("stop", Overlap.STOP),
        ("等一下", Overlap.STOP),
        ("The capital of", Overlap.ECHO),
    ],
)
def test_words_that_are_not_final_decide_only_what_no_more_words_take_back(heard: str, expected: Overlap) -> None:
    assert verdict(heard, final=False) is expected


@pytest.mark.parametrize(
    ("heard", "spoken"),
    [
        ("the capital of France is Paris", OURS),
        ("a capitol of France is parish a city", OURS),
        ("pital of France", OURS),
        ("a city of about 2 million people", OURS),
        ("法国的首都是巴黎", OURS_ZH),
        ("法國的手都是巴黎", OURS_ZH),
        ("大约有200万人口", OURS_ZH),
        # Written by Whisper for a synthetic voice with gaps and noise in it.
        ("still edible after", "pots of it in Egyptian tombs that were still edible after three thousand years."),
        ("and Manchester a little before 9.", "which arrives in Manchester a little before nine, or leave later"),
        ("Great fair reef stretches for more than two.", "The Great Barrier Reef stretches for more than two thousand"),
        ("sunlight, water and", "how plants turn sunlight, water and carbon dioxide into sugar and oxygen."),
        ("brown rice in the bottle of soy sauce.", "spinach, yogurt, brown rice, and a bottle of soy sauce."),
        (
            "which are rockets if Manchester a little before nine or leave",
            "which arrives in Manchester a little before nine, or leave later",
        ),
    ],
)
def test_our_own_words_are_known_even_if_they_are_misheard(heard: str, spoken: str) -> None:
    assert verdict(heard, spoken=spoken) is Overlap.ECHO


RECIPE = (
    "To make a simple tomato sauce, warm some olive oil, add two cloves of garlic, and let the tomatoes simmer for "
    "twenty minutes."
)


@pytest.mark.parametrize(
    ("heard", "spoken"),
    [
        ("Paris?", OURS),
        ("巴黎？", OURS_ZH),
        ("what is the capital of Spain", OURS),
        ("the capital of Spain", OURS),
        ("how many people live there", OURS),
        ("法国的首都是哪里", OURS_ZH),
        ("那里有多少人口", OURS_ZH),
        ("how many cloves of garlic", RECIPE),
        ("add two onions and let them fry", RECIPE),
        ("can I use canned tomatoes instead", RECIPE),
        ("twenty minutes is too long", RECIPE),
        ("what kind of olive oil", RECIPE),
        ("what makes it bitter", "because boiling water makes it bitter."),
        ("two minutes is enough for me", "Green tea should steep for two to three minutes in water"),
        ("长城是谁修建的", "长城全长超过两万公里，主要修建于明代，是世界上最著名的古代建筑之一。"),
        ("两万公里是多少英里", "长城全长超过两万公里，主要修建于明代，是世界上最著名的古代建筑之一。"),
        ("炒好以后放糖吗", "锅里放油烧热，炒好鸡蛋盛出来，再炒番茄。"),
    ],
)
def test_whoever_uses_some_of_our_words_is_not_our_echo(heard: str, spoken: str) -> None:
    assert verdict(heard, spoken=spoken) is Overlap.TURN


def test_of_echo_and_somebody_over_it_the_rest_is_judged() -> None:
    assert verdict("capital of France is wait stop") is Overlap.STOP
    assert verdict("The capital of France stop is Paris, a city") is Overlap.STOP
    assert verdict("The capital of France is Paris, okay and who built it?") is Overlap.TURN
    assert verdict("The capital of France is Paris mm-hmm") is Overlap.BACKCHANNEL
    assert verdict("法国的首都是巴黎等一下", spoken=OURS_ZH) is Overlap.STOP


def test_a_stop_command_is_obeyed_even_if_we_said_it_ourselves() -> None:
    assert verdict("wait a minute", spoken="Then wait a minute before you turn it on.") is Overlap.STOP


def test_after_a_question_our_own_words_may_be_the_answer() -> None:
    tea = "Would you like black tea or green tea?"
    assert verdict("green tea", spoken=tea, asked=True) is Overlap.TURN
    assert verdict("green tea", spoken=tea) is Overlap.ECHO


@pytest.mark.parametrize(
    "text",
    [
        "I can do that. Shall I?",
        "要我继续说吗？",
        "要我继续说吗",
        "我喜欢喝茶，你呢",
        "明天去，好不好",
        "It is nice, isn't it.",
        "Would you like to hear more.",
        'He asked, "Are you coming?"',
        "Do you want tea? I also",
    ],
)
def test_a_question_is_known(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "It is Paris.",
        "Is it? Yes, it certainly is.",
        "法国的首都是巴黎。",
        "Would you like to",
        "时间还早呢。",
        "What a day!",
    ],
)
def test_what_asks_nothing_or_not_yet_is_none(text: str) -> None:
    assert not is_question(text)


VOCABULARY = """
    okay stop wait yeah no the capital of france is paris and i see what 嗯 对 停 等 一 下 好 的 了 法 国 吗 巴 黎 9 ♪ [
    """
some_words = st.lists(st.sampled_from(VOCABULARY.split()), max_size=8)


@given(st.text(), st.text(), st.booleans(), st.floats(0, 60), st.booleans())
def test_any_text_is_judged(heard: str, spoken: str, asked: bool, seconds: float, final: bool) -> None:
    assert verdict(heard, spoken=spoken, asked=asked, voiced_seconds=seconds, final=final) in Overlap
    assert is_question(heard) in (True, False)


@given(some_words, st.booleans(), st.booleans(), st.randoms(use_true_random=False))
def test_case_and_punctuation_change_nothing(heard: list[str], asked: bool, final: bool, chance: random.Random) -> None:
    heard = [word for word in heard if word.isalnum()]
    plain = verdict(" ".join(heard), asked=asked, final=final)
    dressed = "".join(
        chance.choice((word, word.upper())) + chance.choice((" ", ", ", ". ", "！ ", "… ")) for word in heard
    )
    assert verdict(dressed, asked=asked, final=final) is plain


@given(some_words, st.booleans())
def test_only_final_words_are_dismissed_and_only_others_left_open(heard: list[str], asked: bool) -> None:
    text = " ".join(heard)
    assert verdict(text, asked=asked) is not Overlap.UNSURE
    partial = verdict(text, asked=asked, final=False)
    assert partial is not Overlap.BACKCHANNEL
    if partial is Overlap.NOTHING:
        assert verdict(text, asked=asked) is Overlap.NOTHING


def test_a_long_turn_over_long_speech_is_judged_within_the_time_of_a_frame() -> None:
    numbers = random.Random(3)
    letters = "abcdefghijklmnoprstuvwy"
    vocabulary = ["".join(numbers.choices(letters, k=numbers.randint(2, 9))) for _ in range(300)]
    heard, spoken = (" ".join(numbers.choices(vocabulary, k=count)) for count in (40, 40))
    start = time.process_time()
    for _ in range(5):
        verdict(heard, spoken=spoken, voiced_seconds=20)
    assert (time.process_time() - start) / 5 < 0.02
