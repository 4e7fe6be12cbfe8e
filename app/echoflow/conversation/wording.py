"""Words as they can be compared, and phrases made of them.

What recognizers write for the same sounds differs in case, punctuation, stretched letters ("sooo"), hyphens, Chinese
script and full or half width. `words_of` removes all of that, so that whatever is decided on its words cannot depend
on it. `Phrasebook.read` says whether an utterance consists of known phrases and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

Words = tuple[str, ...]

_ANNOTATION = re.compile(r"\[[^\]]*(\]|$)|\([^)]*(\)|$)|【[^】]*(】|$)|<[^>]*(>|$)|\*[^*]*(\*|$)|[♩-♬][^♩-♬]*([♩-♬]|$)")
"""What recognizers write about sounds that are not words: "[BLANK_AUDIO]", "(coughing)", "*laughs*", "♪ la la ♪"."""

_CHINESE = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_CHINESE}]|[^\W_{_CHINESE}]+")
_CHINESE_WORD = re.compile(rf"[{_CHINESE}]")
_BROKEN_LINE = re.compile(r"\|\s*\n\s*")
_STRETCHED = re.compile(r"([a-z])\1+")

# The characters that differ among the few thousand most frequent ones; others simply stay as they are.
_TRADITIONAL = (
    "們這個來說時國過還會對為麼後學沒開樣種實發動點經現問長間進當將與無從業關體應場機員頭電見東話車門書給讓幾聽嗎買賣錢"
    "難類課題認識讀寫講請謝誰許計設試該詳語誤調談論證變邊達運遠選連週遲歡氣漢愛總線級結統續繼維網紅約紀純細終組練緊絕編"
    "緣織羅義習聯聲職腦舊節葉蘇藍藝處號蟲補裝裡複規視覺觀觸訂訓記評詞訴診貝負財責費貼資質軍軟輕較輪輸辦農鄰醫釋針銀鋼錄"
    "錯鍵鏡鐘鐵閉閱隊陽陰階際隨險離雖雙雜靈靜響頁項順須預領頻顆願顧顯風飛飯飲館馬駕驚驗髮魚鮮鳥麗麥黃齊齒龍龜億價優兒內"
    "兩冊劃劇劉創勝勞勢勵勸區協單卻厲參啟喚喪喬嘆嘗團園圍圖圓壓壞壘執堅報塊塵墊壯壽夢夠夾奪奮媽婦嬰孫寧寶審寬屆層屬島峽"
    "幣帶幫幹廠廣廢廳張彈強徑徹恆悅惡惱慣慮慶憂憑憶懷懸戀戰戲戶掃採換揚損搖搶擊擇擔據擠擬擴擺攝敗敘數斷於暫曉曆暈條棄極"
    "榮構槍樂標樓樹橋檢權歲歷歸殘殺毀決況洩測湯準溝溫滅滿漁漸潔澤濃濟灣災煙煩熱燈爭爺爾牆狀猶獎獨獲獻環瑪產畝畢畫異療癡"
    "盡監盤眾睏瞭矯確碼禮禍稱穩窮競筆範築簡籃糧納紙紛紹絡絲綠綜綱緒緩縣縮繞繪罰聖聞肅脅脫臉臨舉蓋薦薩蘋蘭虛術衛衝製襲討"
    "託註詢誇誠誕誘諒諷諸謀謊謙譜譯議護讚貓貢貧貨販貪貫貴貸貿賀賓賞賠賢賤賴賺購贈贊趕趙跡踐躍軌載輔輛輝轉轟辭違適遷遺郵"
    "鄉鄭醜醬鋪鎖鎮閃閒閣闆闊闖陣陳陸隱雞雲霧韓頂頓頗額顏顛飄餅餓養餘騎騙騷驅驕鬆鬥鬧鴨鹹麵黨齡嚇啞喲噁嘍嗚嗶嘰囉噓囑佔"
    "傑偉側債傷傾僅儘儀備傳務勁匯廁吳呂喫夥姊攔擋攪癢別妳著吶誒餵説麽嚴"
)
_SIMPLIFIED = (
    "们这个来说时国过还会对为么后学没开样种实发动点经现问长间进当将与无从业关体应场机员头电见东话车门书给让几听吗买卖钱"
    "难类课题认识读写讲请谢谁许计设试该详语误调谈论证变边达运远选连周迟欢气汉爱总线级结统续继维网红约纪纯细终组练紧绝编"
    "缘织罗义习联声职脑旧节叶苏蓝艺处号虫补装里复规视觉观触订训记评词诉诊贝负财责费贴资质军软轻较轮输办农邻医释针银钢录"
    "错键镜钟铁闭阅队阳阴阶际随险离虽双杂灵静响页项顺须预领频颗愿顾显风飞饭饮馆马驾惊验发鱼鲜鸟丽麦黄齐齿龙龟亿价优儿内"
    "两册划剧刘创胜劳势励劝区协单却厉参启唤丧乔叹尝团园围图圆压坏垒执坚报块尘垫壮寿梦够夹夺奋妈妇婴孙宁宝审宽届层属岛峡"
    "币带帮干厂广废厅张弹强径彻恒悦恶恼惯虑庆忧凭忆怀悬恋战戏户扫采换扬损摇抢击择担据挤拟扩摆摄败叙数断于暂晓历晕条弃极"
    "荣构枪乐标楼树桥检权岁历归残杀毁决况泄测汤准沟温灭满渔渐洁泽浓济湾灾烟烦热灯争爷尔墙状犹奖独获献环玛产亩毕画异疗痴"
    "尽监盘众困了矫确码礼祸称稳穷竞笔范筑简篮粮纳纸纷绍络丝绿综纲绪缓县缩绕绘罚圣闻肃胁脱脸临举盖荐萨苹兰虚术卫冲制袭讨"
    "托注询夸诚诞诱谅讽诸谋谎谦谱译议护赞猫贡贫货贩贪贯贵贷贸贺宾赏赔贤贱赖赚购赠赞赶赵迹践跃轨载辅辆辉转轰辞违适迁遗邮"
    "乡郑丑酱铺锁镇闪闲阁板阔闯阵陈陆隐鸡云雾韩顶顿颇额颜颠飘饼饿养余骑骗骚驱骄松斗闹鸭咸面党龄吓哑哟恶喽呜哔叽啰嘘嘱占"
    "杰伟侧债伤倾仅尽仪备传务劲汇厕吴吕吃伙姐拦挡搅痒别你着呐诶喂说么严"
)
_TO_SIMPLIFIED = dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))


def words_of(text: str) -> Words:
    """The words of `text`: runs of letters or digits, and each Chinese character for itself.

    Lower case, simplified script, half width, without apostrophes ("that's" is one word), annotations of sounds and
    repeated letters: "Sooo cool!" gives "so", "col", as any other spelling of it does.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_TO_SIMPLIFIED)
    plain = _ANNOTATION.sub(" ", plain).replace("'", "").replace("’", "")
    return tuple(_STRETCHED.sub(r"\1", word) for word in _WORD.findall(plain))


def is_chinese(word: str) -> bool:
    """Whether a word of `words_of` is a Chinese character."""
    return _CHINESE_WORD.fullmatch(word) is not None


Kind = TypeVar("Kind", bound=Enum)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Kind]):
    """What an utterance consists of.

    Attributes:
        kinds: the kinds of its phrases, if it consists of phrases; else None.
        open_kinds: for every phrase that the end of the utterance may be the beginning of, the kinds of those before it
            together with its own.
    """

    kinds: frozenset[Kind] | None
    open_kinds: tuple[frozenset[Kind], ...]


class _Slot:
    """One place of a phrase: which word sequences can stand there, and whether it can be left out."""

    def __init__(self, notation: str) -> None:
        self._optional = notation.endswith("?")
        self._is_end = notation == "$"
        self._choices: dict[str, list[Words]] = {}
        if self._is_end:
            return
        for choice in notation.rstrip("?").split("|"):
            words = words_of(choice.replace("_", " "))
            if not words:
                raise ValueError(f"a choice without words in {notation!r}")
            self._choices.setdefault(words[0], []).append(words)

    def follow(self, words: Words, starts: Iterable[int]) -> tuple[set[int], bool]:
        """Where it may end if it begins at one of `starts`, and whether the words may break off within it."""
        if self._is_end:
            return {start for start in starts if start == len(words)}, False
        ends = set(starts) if self._optional else set()
        broken = False
        for start in starts:
            if start == len(words):
                broken = broken or not self._optional
                continue
            for choice in self._choices.get(words[start], ()):
                if words[start : start + len(choice)] == choice:
                    ends.add(start + len(choice))
                elif words[start:] == choice[: len(words) - start]:
                    broken = True
        return ends, broken


class Phrasebook(Generic[Kind]):
    """Phrases of several kinds, written in a small notation.

    A line is a phrase, its places separated by spaces. A place offers choices separated by "|", is optional with "?" at
    its end, and joins the words of a choice by "_": "that's|that_is so|very? nice". "{name}" inserts a named list, a
    last "$" asks that the utterance ends there, and a line may be broken after "|".

    Args:
        phrases: lines by kind. Where an utterance can be read in several ways, the fewest phrases win ("fair enough" is
            one), then the kind that stands earlier.
        lists: choices by name.
    """

    def __init__(self, phrases: Mapping[Kind, str], lists: Mapping[str, str]) -> None:
        self._phrases: list[tuple[Kind, list[_Slot]]] = []
        choices = {name: _BROKEN_LINE.sub("|", text).strip() for name, text in lists.items()}
        for kind, lines in phrases.items():
            for line in filter(None, map(str.strip, _BROKEN_LINE.sub("|", lines).splitlines())):
                slots = [_Slot(place) for place in line.format_map(choices).split()]
                self._phrases.append((kind, slots))

    def read(self, words: Sequence[str]) -> Reading[Kind]:
        """How the utterance can be made of phrases; of no words, it consists of none."""
        utterance = tuple(words)
        best: dict[int, tuple[int, frozenset[Kind]]] = {0: (0, frozenset())}
        open_kinds: dict[frozenset[Kind], None] = {}
        for start in range(len(utterance)):
            if start not in best:
                continue
            count, before = best[start]
            for kind, slots in self._phrases:
                ends, broken = _follow(slots, utterance, start)
                for end in ends:
                    if end not in best or best[end][0] > count + 1:
                        best[end] = count + 1, before | {kind}
                if broken:
                    open_kinds[before | {kind}] = None
        covered = best.get(len(utterance))
        return Reading(covered[1] if covered and utterance else None, tuple(open_kinds))


def _follow(slots: Iterable[_Slot], words: Words, start: int) -> tuple[set[int], bool]:
    positions, broken = {start}, False
    for slot in slots:
        positions, breaks = slot.follow(words, positions)
        broken = broken or breaks
        if not positions:
            break
    return positions - {start}, broken
