"""Conversations as people hold them, for tests and pictures."""

from __future__ import annotations

from datetime import datetime, timedelta

from echoflow.store.conversations_record import StoredConversation, StoredTurn, Summary, title_of

NOW = datetime(2026, 5, 14, 16, 20)

_TALKS: dict[str, list[list[tuple[str, str, str | None]]]] = {
    "en": [
        [
            (
                "What's the difference between a latte and a flat white?",
                "A flat white has less milk and thinner foam, so the coffee comes through stronger. A latte is milder.",
                None,
            ),
            ("And which one has more caffeine?", "Usually they are the same: both are made with two shots.", None),
            (
                "How do I froth milk without a machine?",
                "Warm the milk until it steams. Then pour it into a jar, close the lid and shake it for half a minute.",
                "Warm the milk until it steams. Then pour it into a jar,",
            ),
            ("A jar is fine, thanks.", "Enjoy your coffee!", None),
        ],
        [("What should I pack for a weekend in the mountains?", "Layers, a rain jacket, and good shoes.", None)],
        [("Explain how a transformer model works, as if I were twelve.", "Imagine a class in which …", None)],
        [("Remind me what we said about the train to Vienna", "You wanted to take the one at nine.", None)],
        [("Give me a recipe for miso soup with milk", "That is unusual, but here is one.", None)],
        [("How many time zones does Russia have?", "Eleven.", None)],
        [("Help me with a toast for my sister's wedding", "Gladly. Tell me about her.", None)],
    ],
    "zh": [
        [
            (
                "拿铁和馥芮白到底有什么区别？",
                "馥芮白用的牛奶更少，奶泡也更薄，所以咖啡的味道更突出。拿铁分量更大，口感也更柔和。",
                None,
            ),
            ("那哪一种咖啡因更多？", "通常一样多，两种都用两份浓缩咖啡。", None),
            (
                "没有机器怎么打奶泡？",
                "把牛奶加热到冒热气，但不要煮沸。然后倒进一个罐子里，盖紧盖子，摇半分钟。最后打开盖子，放进微波炉加热三十秒。",
                "把牛奶加热到冒热气，但不要煮沸。然后倒进一个罐子里，",
            ),
            ("罐子就行，谢谢。", "祝你喝得开心！", None),
        ],
        [("周末去山里要带些什么？", "带几件可以叠穿的衣服、一件雨衣和一双好走的鞋。", None)],
        [("用十二岁孩子能懂的话讲讲 Transformer 模型是怎么工作的", "想象一间教室……", None)],
        [("我们上次说的去维也纳的火车是几点？", "你想坐九点的那一班。", None)],
        [("给我一个加牛奶的味噌汤做法", "这不太常见，不过可以这样做。", None)],
        [("俄罗斯有几个时区？", "十一个。", None)],
        [("帮我写一段妹妹婚礼上的祝酒词", "好的，先跟我说说她吧。", None)],
    ],
}

_HOURS_AGO = (0.1, 5.0, 26.0, 31.0, 76.0, 150.0, 400.0)


def talks(language: str = "en", now: datetime = NOW) -> list[StoredConversation]:
    """Some of the last weeks, the newest first."""
    made = []
    for number, (said, hours) in enumerate(zip(_TALKS[language], _HOURS_AGO, strict=True)):
        start = (now - timedelta(hours=hours)).timestamp()
        turns = tuple(
            StoredTurn(
                index + 1,
                start + 40 * index,
                user,
                answer,
                answer if heard is None else heard,
                interrupted=heard is not None,
                ended=start + 40 * index + 10,
            )
            for index, (user, answer, heard) in enumerate(said)
        )
        summary = Summary(
            f"{language}{number}", start, turns[-1].at, title_of(turns[0].user), language, len(turns), turns[-1].heard
        )
        made.append(StoredConversation(summary, turns))
    return made
