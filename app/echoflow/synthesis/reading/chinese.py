"""What is written as signs and digits, in Chinese words. One function for each expression; None leaves it as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from echoflow.synthesis.reading import numerals
from echoflow.synthesis.reading.english import ENGLISH, address
from echoflow.synthesis.reading.expressions import MONTHS
from echoflow.synthesis.reading.pieces import Said, in_order

_CURRENCIES = {
    "$": "美元",
    "US$": "美元",
    "USD": "美元",
    "HK$": "港元",
    "€": "欧元",
    "EUR": "欧元",
    "£": "英镑",
    "GBP": "英镑",
    "₹": "卢比",
    "¥": "元",
    "￥": "元",
    "CNY": "元",
    "RMB": "元",
}
_SCALES = {"thousand": "千", "k": "千", "K": "千", "million": "百万", "M": "百万", "billion": "十亿", "B": "十亿"}
_SCALES |= {"bn": "十亿", "trillion": "万亿"}

_UNITS = {
    "km/h": "公里每小时",
    "m/s": "米每秒",
    "mph": "英里每小时",
    "km": "公里",
    "km²": "平方公里",
    "km2": "平方公里",
    "m": "米",
    "m²": "平方米",
    "m2": "平方米",
    "m³": "立方米",
    "m3": "立方米",
    "cm": "厘米",
    "cm²": "平方厘米",
    "mm": "毫米",
    "nm": "纳米",
    "ha": "公顷",
    "kg": "公斤",
    "g": "克",
    "mg": "毫克",
    "μg": "微克",
    "t": "吨",
    "l": "升",
    "L": "升",
    "ml": "毫升",
    "mL": "毫升",
    "lb": "磅",
    "lbs": "磅",
    "oz": "盎司",
    "ft": "英尺",
    "h": "小时",
    "hr": "小时",
    "hrs": "小时",
    "min": "分钟",
    "mins": "分钟",
    "s": "秒",
    "sec": "秒",
    "ms": "毫秒",
    "W": "瓦",
    "kW": "千瓦",
    "MW": "兆瓦",
    "kWh": "千瓦时",
    "V": "伏",
    "mAh": "毫安时",
    "Hz": "赫兹",
    "kHz": "千赫兹",
    "MHz": "兆赫兹",
    "GHz": "吉赫兹",
    "cal": "卡",
    "kcal": "千卡",
    "dB": "分贝",
    "°": "度",
    "°C": "摄氏度",
    "℃": "摄氏度",
    "°F": "华氏度",
    "℉": "华氏度",
}
"""Bytes are not here: people say GB and MB."""

_DEGREES = frozenset({"°", "°C", "℃", "°F", "℉"})

_MEASURE_WORDS = (
    "个只条本张件位名次天年种台辆块杯岁斤倍小分秒周家层双对头棵朵首篇部句口间把支颗粒座艘份套群项瓶碗盘勺步米元"
)
"""Before which 2 is 两; not 月, 号, 日 and 楼, nor 点, which makes it a time (两点) or a number (二点五)."""

_ABBREVIATIONS = {"e.g.": "例如", "i.e.": "即", "etc.": "等等", "vs.": "对", "vs": "对", "approx.": "大约"}

_OPERATORS = {
    "=": "等于",
    "+": "加",
    "-": "减",
    "−": "减",
    "×": "乘以",
    "*": "乘以",
    "÷": "除以",
    "≈": "约等于",
    "≤": "小于等于",
    "≥": "大于等于",
    "≠": "不等于",
    "±": "正负",
    "√": "根号",
    "<": "小于",
    ">": "大于",
}
_VULGAR = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}


def _number(written: str) -> str:
    whole, _, fraction = written.replace(",", "").partition(".")
    return numerals.han_decimal(whole, fraction)


def _amount(written: str) -> str:
    return "两" if written == "2" else _number(written)


def _dotted(text: str) -> str:
    words = {".": " 点 ", "/": " 斜杠 ", "-": " 杠 ", "_": " 下划线 ", "@": " at ", "+": " 加 "}
    said = re.sub(r"[./\-_@+]", lambda sign: words[sign.group()], text)
    said = re.sub(r"\d+", lambda digits: f" {numerals.han_spelt(digits.group())} ", said)
    return " ".join(said.split())


def _version(match: re.Match[str]) -> Said:
    return ("V" if match["v"] else "") + "点".join(map(numerals.han, match["parts"].split(".")))


def _iso_date(match: re.Match[str]) -> Said:
    month, day = int(match["m"]), int(match["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{numerals.han_spelt(match['y'])}年{numerals.han(str(month))}月{numerals.han(str(day))}日"


def _month_day(match: re.Match[str]) -> Said:
    if not 1 <= int(match["d"]) <= 31:
        return None
    year = f"{numerals.han_spelt(match['y'])}年" if match["y"] else ""
    return f"{year}{_month(match['m'])}{numerals.han(str(int(match['d'])))}日"


def _day_month(match: re.Match[str]) -> Said:
    return f"{_month(match['m'])}{numerals.han(str(int(match['d'])))}日" if 1 <= int(match["d"]) <= 31 else None


def _month(name: str) -> str:
    return f"{numerals.han(str([month[:3] for month in MONTHS].index(name[:3]) + 1))}月"


def _telephone(match: re.Match[str]) -> Said:
    groups = map(numerals.han_telephone, re.findall(r"\d+", match.group()))
    return ("加" if match.group().startswith("+") else "") + "，".join(groups)


def _clock(match: re.Match[str]) -> Said:
    hour, minute = str(int(match["h"])), match["m"]
    said = f"{_half(match)}{numerals.han_amount(hour)}点"
    if minute != "00":
        said += "零" if minute.startswith("0") else ""
        said += f"{numerals.han(str(int(minute)))}分"
    elif match["s"]:
        said += "零分"
    return said + (f"{numerals.han(str(int(match['s'])))}秒" if match["s"] else "")


def _hour(match: re.Match[str]) -> Said:
    return f"{_half(match)}{numerals.han_amount(str(int(match['h'])))}点"


def _half(match: re.Match[str]) -> str:
    if not match["half"]:
        return ""
    return "上午" if "a" in match["half"].lower() else "下午"


def _ratio(match: re.Match[str]) -> Said:
    return f"{numerals.han(match['a'])}比{numerals.han(match['b'])}"


def _money(match: re.Match[str]) -> Said:
    scale = match["scale"]
    written = re.sub(r"(\.\d*?)0+$", r"\1", match["n"]).removesuffix(".")
    number = _amount(written) + (_SCALES.get(scale, scale) if scale else "")
    if match["b"]:
        number = f"{_number(written)}到{_number(match['b'])}{_SCALES.get(scale, scale) if scale else ''}"
    return f"{number}{_CURRENCIES[match['sign'].strip()]}"


def _measure(match: re.Match[str]) -> Said:
    unit = match["unit"]
    if unit in "%％‰":
        of = "千分之" if unit == "‰" else "百分之"
        number = ("负" if match["minus"] else "") + of + _number(match["n"])
        return f"{of}{_number(match['a'])}到{number.removeprefix(of)}" if match["a"] else number
    minus = ("零下" if unit in _DEGREES else "负") if match["minus"] else ""
    amount = minus + (_number(match["n"]) if unit in _DEGREES else _amount(match["n"]))
    if match["a"]:
        amount = f"{_number(match['a'])}到{amount}"
    return amount + _UNITS.get(unit, f" {unit}")


def _fraction_words(a: str, b: str) -> str:
    return f"{numerals.han(b)}分之{numerals.han(a)}"


def _fraction(match: re.Match[str]) -> Said:
    return _fraction_words(str(int(match["a"])), str(int(match["b"])))


def _mixed(match: re.Match[str]) -> Said:
    pieces = [(numerals.han(match["n"]), match.end("n")), ("又", match.end("gap"))]
    return in_order(match, [*pieces, (_fraction_words(match["a"], match["b"]), match.end())])


def _vulgar(match: re.Match[str]) -> Said:
    words = _fraction_words(*_VULGAR[match["f"]].split("/"))
    return f"{numerals.han(match['n'])}又{words}" if match["n"] else words


def _span(match: re.Match[str]) -> Said:
    if match.string[match.end() : match.end() + 1] == "年" and len(match["a"]) == 4:
        return f"{numerals.han_spelt(match['a'])}到{numerals.han_spelt(match['b'])}"
    return f"{numerals.han(match['a'])}到{numerals.han(match['b'])}"


def _bare(match: re.Match[str]) -> Said:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :].lstrip()[:1]
    if match["n"] == "2" and after and after in _MEASURE_WORDS and before != "第":
        return "两"
    said = numerals.han_spelt(match["n"]) if _reads_digits(match) else _number(match["n"])
    return (" " if before.isascii() and before.isalpha() else "") + said


def _reads_digits(match: re.Match[str]) -> bool:
    """Rooms, models and flights are read digit by digit: T800, 航班1234 is as good as it gets without more context."""
    before = match.string[: match.start()][-1:]
    return before.isascii() and before.isalpha() and len(match["n"]) >= 3 and match["n"].isdigit()


def _slash(match: re.Match[str]) -> Said:
    return "或" if match.string[match.end()] >= "\u4e00" and match.string[match.start() - 1] >= "\u4e00" else " "


CHINESE: Mapping[str, Callable[[re.Match[str]], Said]] = {
    "emoticon": lambda _: "",
    "email": lambda match: _dotted(match.group()),
    "url": lambda match: _dotted(address(match.group())),
    "version": _version,
    "iso_date": _iso_date,
    "month_day": _month_day,
    "day_month": _day_month,
    "telephone": _telephone,
    "clock": _clock,
    "hour": _hour,
    "ratio": _ratio,
    "money": _money,
    "measure": _measure,
    "mixed": _mixed,
    "fraction": _fraction,
    "vulgar": _vulgar,
    "span": _span,
    "size": lambda match: f"{numerals.han(match['a'])}乘{numerals.han(match['b'])}",
    "decade": lambda match: f"{numerals.han((match['n'] or match['short'] or match['the'])[-2:])}年代",
    "ordinal": lambda match: f"第{numerals.han(match['n'])}",
    "han_year": lambda match: numerals.han_spelt(match["n"]),
    "numbered": lambda _: "第",
    "negative": lambda match: f"负{_number(match['n'])}",
    "number": _bare,
    "digits": _bare,
    "abbreviation": lambda match: _ABBREVIATIONS.get(match.group()) or ENGLISH["abbreviation"](match),
    "language": lambda match: {"C++": "C 加加", "C#": "C sharp", "F#": "F sharp", ".NET": "dot net"}[match.group()],
    "power": lambda match: {"²": "的平方", "³": "的立方"}.get(match["sign"]) or f"的{numerals.han(match['n'])}次方",
    "arrow": lambda _: "到",
    "operator": lambda match: _OPERATORS.get(match["sign"]),
    "about": lambda _: "大约",
    "per": lambda _: "每",
    "slash": _slash,
    "and": lambda _: "和",
    "at": lambda _: "at ",
    "hash": lambda _: " ",
    "percent": lambda _: "百分号",
    "bare_degree": lambda match: _UNITS[match.group()],
    "mark": lambda _: " ",
}
"""By the name of the expression; what is not here (a bare 2024, which may be a quantity) is read as a number."""
