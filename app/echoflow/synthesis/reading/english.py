"""What is written as signs and digits, in English words. One function for each expression; None leaves it as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from echoflow.synthesis.reading import numerals
from echoflow.synthesis.reading.english_words import (
    ABBREVIATIONS,
    CURRENCIES,
    LANGUAGES,
    MAY_END,
    OPERATORS,
    SAME_UNIT,
    SCALES,
    SHORT_MONTHS,
    UNITS,
    VULGAR,
)
from echoflow.synthesis.reading.expressions import MONTHS
from echoflow.synthesis.reading.pieces import Said, in_order


def _number(written: str) -> str:
    whole, _, fraction = written.replace(",", "").partition(".")
    return numerals.decimal(whole, fraction)


def _maybe_year(digits: str) -> str:
    return numerals.year(digits) if re.fullmatch(r"1[1-9]\d\d|20\d\d", digits) else numerals.cardinal(digits)


def _nothing(_: re.Match[str]) -> Said:
    return ""


def _dotted(text: str) -> str:
    words = {".": " dot ", "/": " slash ", "-": " dash ", "_": " underscore ", "@": " at ", "+": " plus "}
    said = re.sub(r"[./\-_@+]", lambda sign: words[sign.group()], text)
    said = re.sub(r"\d+", lambda digits: f" {numerals.cardinal(digits.group())} ", said)
    return " ".join(re.sub(r"[^A-Za-z0-9' -]+", " ", said).split())


def address(written: str) -> str:
    """Host and, if it is short, path of a URL: nobody wants to hear more."""
    host, _, path = re.sub(r"^(?:https?://)?(?:www\.)?", "", written).partition("/")
    path = re.split(r"[?#]", path.strip("/"))[0]
    return f"{host}/{path}" if path and len(path) <= 12 and "/" not in path else re.split(r"[?#:]", host)[0]


def _version(match: re.Match[str]) -> Said:
    parts = match["parts"].split(".")
    between = " dot " if len(parts) > 3 else " point "
    return ("v " if match["v"] else "") + between.join(map(numerals.cardinal, parts))


def _iso_date(match: re.Match[str]) -> Said:
    month, day = int(match["m"]), int(match["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTHS[month - 1]} {numerals.ordinal(str(day))}, {_maybe_year(match['y'])}"


def _month_day(match: re.Match[str]) -> Said:
    if not 1 <= int(match["d"]) <= 31:
        return None
    month = SHORT_MONTHS[match["m"][:3]]
    said = [(month, match.end("m"), match.start("gap")), (" ", *match.span("gap"))]
    said.append((numerals.ordinal(str(int(match["d"]))), match.start("d"), _end_of_day(match)))
    if match["y"]:
        said += [(match["comma"], *match.span("comma")), (_maybe_year(match["y"]), *match.span("y"))]
    return in_order(match, [(words, end) for words, _, end in said])


def _end_of_day(match: re.Match[str]) -> int:
    return match.start("comma") if match["y"] else match.end()


def _day_month(match: re.Match[str]) -> Said:
    if not 1 <= int(match["d"]) <= 31:
        return None
    article = "" if match.string[: match.start()].lower().endswith("the ") else "the "
    day = f"{article}{numerals.ordinal(str(int(match['d'])))}"
    return in_order(
        match, [(day, match.end("d")), (" of ", match.end("gap")), (SHORT_MONTHS[match["m"][:3]], match.end())]
    )


def _telephone(match: re.Match[str]) -> Said:
    groups = re.findall(r"\d+", match.group())
    said = ", ".join(" ".join(numerals.spelt(group).split()) for group in groups)
    return f"plus {said}" if match.group().startswith("+") else said


def _clock(match: re.Match[str]) -> Said:
    hour, minute = str(int(match["h"])), match["m"]
    said = numerals.cardinal(hour)
    if minute != "00":
        said += f" oh {numerals.cardinal(minute[1])}" if minute.startswith("0") else f" {numerals.cardinal(minute)}"
    elif not match["half"] and not match["s"]:
        said += " o'clock" if int(hour) <= 12 else " hundred"
    if match["s"]:
        said += f" and {_counted(str(int(match['s'])), UNITS['s'])}"
    return _with_half(match, said, match.end("s") if match["s"] else match.end("m"))


def _hour(match: re.Match[str]) -> Said:
    return _with_half(match, numerals.cardinal(str(int(match["h"]))), match.end("h"))


def _with_half(match: re.Match[str], said: str, end: int) -> Said:
    """With AM or PM, whose full stop may be that of the sentence."""
    if not match["half"]:
        return said
    half = " A.M." if "a" in match["half"].lower() else " P.M."
    return in_order(match, [(said, end), (half, match.end())])


def _ratio(match: re.Match[str]) -> Said:
    return f"{numerals.cardinal(match['a'])} to {numerals.cardinal(match['b'])}"


def _money(match: re.Match[str]) -> Said:
    sign = match["sign"].strip()
    one, many, one_part, parts = CURRENCIES["¥" if sign in ("￥", "CNY", "RMB") else sign]
    written, scale = match["n"].replace(",", ""), match["scale"]
    if match["b"]:
        words = f" {SCALES.get(scale, scale)}" if scale else ""
        return f"{_number(written)} to {_number(match['b'])}{words} {many}"
    if scale:
        words = SCALES.get(scale, scale)
        if match["gap"]:
            pieces = [(_number(written), match.end("n")), (" ", match.end("gap")), (f"{words} {many}", match.end())]
            return in_order(match, pieces)
        return f"{_number(written)} {words} {many}"
    whole, _, fraction = written.partition(".")
    if len(fraction) != 2 or not parts:
        return f"{_number(written)} {one if written == '1' else many}"
    said = f"{numerals.cardinal(whole)} {one if whole == '1' else many}"
    if fraction == "00":
        return said
    small = f"{numerals.cardinal(str(int(fraction)))} {one_part if fraction == '01' else parts}"
    return small if whole == "0" else f"{said} and {small}"


def _counted(number: str, names: tuple[str, str]) -> str:
    return f"{_number(number)} {names[0] if number == '1' else names[1]}"


def _measure(match: re.Match[str]) -> Said:
    names = UNITS[SAME_UNIT.get(match["unit"], match["unit"])]
    name = names[0] if match["n"] == "1" and not match["a"] else names[1]
    amount = ("minus " if match["minus"] else "") + _number(match["n"])
    if match["a"]:
        amount = f"{_number(match['a'])} to {amount}"
    if match["gap"]:
        return in_order(match, [(amount, match.end("n")), (" ", match.end("gap")), (name, match.end())])
    return f"{amount} {name}"


def _fraction_words(a: str, b: str, one: str = "one") -> str:
    if (a, b) in (("24", "7"), ("9", "11")):
        return f"{numerals.cardinal(a)} {numerals.cardinal(b)}"
    if not 0 < int(a) < int(b) <= 20:
        return f"{numerals.cardinal(a)} over {numerals.cardinal(b)}"
    part = {"2": "half", "4": "quarter"}.get(b) or numerals.ordinal(b)
    if a == "1":
        return f"{one} {part}"
    return f"{numerals.cardinal(a)} {'halve' if b == '2' else part}s"


def _fraction(match: re.Match[str]) -> Said:
    return _fraction_words(str(int(match["a"])), str(int(match["b"])))


def _mixed(match: re.Match[str]) -> Said:
    pieces = [(numerals.cardinal(match["n"]), match.end("n")), (" and ", match.end("gap"))]
    return in_order(match, [*pieces, (_fraction_words(match["a"], match["b"], "a"), match.end())])


def _vulgar(match: re.Match[str]) -> Said:
    a, b = VULGAR[match["f"]].split("/")
    words = _fraction_words(a, b, "a" if match["n"] else "one")
    return f"{numerals.cardinal(match['n'])} and {words}" if match["n"] else words


def _span(match: re.Match[str]) -> Said:
    return f"{_maybe_year(match['a'])} to {_maybe_year(match['b'])}"


def _size(match: re.Match[str]) -> Said:
    return f"{numerals.cardinal(match['a'])} by {numerals.cardinal(match['b'])}"


def _bare(match: re.Match[str]) -> Said:
    said = _number(match["n"])
    before, after = match.string[: match.start()][-2:], match.string[match.end() : match.end() + 1]
    if before[-1:] == "-" and before[:1].isalpha():
        return said  # GPT-4
    space_before = " " if before[-1:].isascii() and before[-1:].isalpha() else ""
    return space_before + said + (" " if after.isascii() and after.isalpha() else "")


def _abbreviation(match: re.Match[str]) -> Said:
    written, rest = match.group(), match.string[match.end() :]
    if written == "St.":
        said = "Saint" if re.match(r"\s[A-Z]", rest) else "Street"
    elif written in ABBREVIATIONS:
        said = ABBREVIATIONS[written]
    else:
        return None
    ends = written == "St." or written in MAY_END
    return f"{said}." if ends and re.match(r"\s*$|\s+[A-Z]|\s*\n", rest) and said != "Saint" else said


def _power(match: re.Match[str]) -> Said:
    power = {"²": "2", "³": "3"}.get(match["sign"]) or match["n"]
    return {"2": " squared", "3": " cubed"}.get(power) or f" to the power of {numerals.cardinal(power)}"


def _operator(match: re.Match[str]) -> Said:
    if match["sign"] == "+" and not match["before"] and not match["after"]:
        around = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
        if not around[1].isalnum():
            return " plus"  # 18+
    return f" {OPERATORS[match['sign']]} "


def _slash(match: re.Match[str]) -> Said:
    before, after = match.string[match.start() - 1], match.string[match.end()]
    whole = re.search(r"[A-Za-z]+$", match.string[: match.start()])
    if before.islower() and after.islower() and whole is not None and whole.group() != "and":
        return " or "
    return " "


ENGLISH: Mapping[str, Callable[[re.Match[str]], Said]] = {
    "emoticon": _nothing,
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
    "size": _size,
    "decade": lambda match: numerals.decade(match["n"] or match["short"] or match["the"]),
    "ordinal": lambda match: numerals.ordinal(match["n"]),
    "han_year": lambda match: numerals.year(match["n"]),
    "year": lambda match: numerals.year(match["n"]),
    "numbered": lambda _: "number ",
    "negative": lambda match: f"minus {_number(match['n'])}",
    "number": _bare,
    "digits": _bare,
    "abbreviation": _abbreviation,
    "language": lambda match: LANGUAGES[match.group()],
    "power": _power,
    "arrow": lambda _: " to ",
    "operator": _operator,
    "about": lambda _: "about ",
    "per": lambda _: " per ",
    "slash": _slash,
    "and": lambda _: " and ",
    "at": lambda _: "at ",
    "hash": lambda _: "hashtag ",
    "percent": lambda _: " percent",
    "bare_degree": lambda match: f" {UNITS[SAME_UNIT.get(match.group(), match.group())][1]}",
    "mark": lambda _: " ",
}
"""By the name of the expression."""
