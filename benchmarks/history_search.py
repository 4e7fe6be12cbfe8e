"""How long it takes to find a word in all that was ever said, against looking through every text with LIKE.

    .venv/bin/python benchmarks/history_search.py [--turns 10000] [--rounds 15] [--output FOLDER]

A file of conversations like the app's, most of them Chinese, is searched for Chinese words of one to four characters,
English words, a beginning of one, and what is not there; with EchoFlow's index and, in the same run and in the same
file, with the plain design: `LIKE '%word%'` over every turn. Both find the same conversations, group them and cut out
the words around the newest hit. LIKE finds parts of English words as well, and knows neither width nor accents.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from echoflow.store.conversations_database import MOST_HITS, ConversationDatabase
from echoflow.store.conversations_record import StoredTurn
from echoflow.store.conversations_words import phrases_of, snippet

LIMIT_MS = 50.0
"""What a search for a Chinese word may take in 10,000 turns."""

QUERIES = ("的", "天气", "咖啡机", "语音识别", "今天天气怎么样", "weather", "coff", "天气 weather", "犰狳")

_CHINESE = [
    "今天天气怎么样",
    "明天会下雨吗",
    "咖啡机要多少水",
    "语音识别的准确率很高",
    "我想订一张去北京的火车票",
    "帮我写一封邮件给老板",
    "这个模型在本地运行",
    "你能再说一遍吗",
    "晚上吃什么比较好",
    "周末我们去爬山吧",
    "请把空调调到二十六度",
    "音乐声音小一点",
    "他的电话号码是多少",
    "会议改到下午三点",
    "谢谢你的帮助",
    "我不太明白你的意思",
    "先把牛奶加热再打奶泡",
    "给我讲一个故事",
]
_ENGLISH = [
    "what is the weather like today",
    "the coffee machine needs water",
    "please write an email to my boss",
    "speech recognition works well",
    "tell me a story about a train",
    "turn the music down a little",
    "i do not understand what you mean",
    "the meeting is at three",
    "the model runs on this computer",
]

_LIKE = """SELECT conversation, MAX(id) AS newest, COUNT(*) FROM turns WHERE {conditions}
    GROUP BY conversation ORDER BY newest DESC LIMIT ?"""


@dataclass
class Search:
    """How long one query took, in milliseconds: the median and the slowest; and how many conversations were found."""

    query: str
    found: int
    found_by_like: int
    index_ms: float
    index_worst_ms: float
    like_ms: float
    like_worst_ms: float


def fill(database: ConversationDatabase, turns: int, dice: random.Random) -> None:
    """Conversations of ten turns, seven of ten in Chinese; an answer has two to six sentences."""
    with database.change():
        for number in range(turns):
            is_chinese = (number // 10) % 10 < 7
            sentences, joint = (_CHINESE, "，") if is_chinese else (_ENGLISH, ". ")
            said = joint.join(dice.choices(sentences, k=dice.randint(2, 6)))
            turn = StoredTurn(number % 10 + 1, 60.0 * number, dice.choice(sentences), said, said, ended=1.0)
            database.put(f"{number // 10:08d}", "zh" if is_chinese else "en", turn)


def search_plainly(connection: sqlite3.Connection, query: str) -> int:
    """The same without an index; returns how many conversations were found."""
    words = query.split()
    conditions = " AND ".join("(user LIKE ? OR said LIKE ?)" for _ in words)
    values = [f"%{word}%" for word in words for _ in range(2)]
    phrases = phrases_of(query)
    found = connection.execute(_LIKE.format(conditions=conditions), (*values, MOST_HITS)).fetchall()
    for key, row, _ in found:
        connection.execute("SELECT * FROM conversations WHERE id = ?", (key,)).fetchone()
        [(user, said)] = connection.execute("SELECT user, said FROM turns WHERE id = ?", (row,)).fetchall()
        snippet(user, phrases)
        snippet(said, phrases)
    return len(found)


def timed(work: Callable[[], int], rounds: int) -> tuple[int, list[float]]:
    """What `work` found, and the milliseconds of each round."""
    took = []
    found = 0
    for _ in range(rounds):
        began = time.perf_counter()
        found = work()
        took.append(1e3 * (time.perf_counter() - began))
    return found, took


def measure(file: Path, turns: int, rounds: int) -> list[Search]:
    """All queries, both ways, one after the other."""
    with closing(ConversationDatabase(file)) as database:
        fill(database, turns, random.Random(7))
        database.scrub()
    made = []
    with closing(ConversationDatabase(file)) as database, closing(sqlite3.connect(file)) as connection:
        for query in QUERIES:
            found, ours = timed(lambda query=query: len(database.search(query)), rounds)  # type: ignore[misc]
            by_like, plain = timed(lambda query=query: search_plainly(connection, query), rounds)  # type: ignore[misc]
            made.append(Search(query, found, by_like, median(ours), max(ours), median(plain), max(plain)))
    return made


def report(searches: list[Search], turns: int) -> bool:
    """Prints the table; whether every search was fast enough."""
    print(f"{turns} turns; milliseconds, median (slowest)")
    print(f"{'query':<16}{'found':>6}{'index':>18}{'LIKE':>18}")
    for each in searches:
        ours = f"{each.index_ms:.1f} ({each.index_worst_ms:.1f})"
        plain = f"{each.like_ms:.1f} ({each.like_worst_ms:.1f})"
        room = 16 - sum(character > "\u2e7f" for character in each.query)
        print(f"{each.query:<{room}}{each.found:>6}{ours:>18}{plain:>18}")
    slowest = max(each.index_ms for each in searches)
    print(f"slowest: {slowest:.1f} ms; the limit is {LIMIT_MS:.0f} ms")
    return slowest < LIMIT_MS


def main() -> int:
    """Measures, prints and writes; 1 if a search was too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "conversations.sqlite"
        searches = measure(file, arguments.turns, arguments.rounds)
        size = file.stat().st_size
    is_fast = report(searches, arguments.turns)
    if arguments.output is not None:
        arguments.output.mkdir(parents=True, exist_ok=True)
        figures = {"turns": arguments.turns, "file_bytes": size, "searches": [asdict(each) for each in searches]}
        target = arguments.output / "history_search.json"
        target.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0 if is_fast else 1


if __name__ == "__main__":
    sys.exit(main())
