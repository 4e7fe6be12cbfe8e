"""What in a text is not read as it is written: one regular expression for each kind of thing, in order of precedence.

They are written for English and Chinese alike, so a word border is one between Latin letters, digits and all else: in
"我有3个" the 3 stands alone. What was found by one expression is not looked at by those after it.
"""

from __future__ import annotations

import re

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""Groups of three need all their digits: "1, 2" and "1,23" are two numbers."""

BEFORE = r"(?<![A-Za-z0-9_])(?<!\d[.,])"
AFTER = r"(?![A-Za-z0-9_])(?![.,]\d)"

MONTHS: list[str] = re.findall(
    r"\w+", "January February March April May June July August September October November December"
)
_MONTH = rf"(?:{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"

TOP_DOMAINS = "com|org|net|edu|gov|io|dev|ai|app|cn|uk|de|jp|hk|tw|info|me|co"

UNITS = (
    "km/h|km²|km2|km|cm²|cm|mm|nm|kg|mg|μg|ml|mL|mph|m/s|m²|m2|m³|m3|kWh|kW|MW|GHz|MHz|kHz|Hz|GB|MB|KB|kB|TB|Mbps|Gbps|"
    "kcal|cal|hrs|hr|mins|min|sec|ms|lbs|lb|oz|ft|dB|mAh|°C|°F|℃|℉|°|ha|m|g|L|l|h|s|W|V|t"
)
"""Symbols only; a unit that is a word is read as one. "in" is left out: "5 in a row"."""

_MONEY_SCALE = r"(?:thousand|million|billion|trillion|bn|[kKMB]|万|千万|百万|亿|万亿)"
_DASH = r"[-–—~～−]"

PATTERNS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "emoticon": r"(?<!\S)(?:[:;=]['’]?-?[()DPpO|]+|[Xx]D|\^[_.]?\^|<3|¯\\_\(ツ\)_/¯)(?!\S)",
        "email": r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9][A-Za-z0-9_.+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}",
        "url": r"(?:https?://|www\.)[A-Za-z0-9][^\s<>()（）\"'，。；、！？]*[^\s<>()（）\"'，。；、！？.,;:!?]"
        rf"|(?<![A-Za-z0-9_@.])(?:[A-Za-z0-9-]+\.)+(?:{TOP_DOMAINS})(?:/[^\s<>()（），。；、！？]*[^\s<>()（），。；、！？.,;:!?])?"
        r"(?![A-Za-z0-9_])",
        "version": rf"{BEFORE}(?P<v>[vV])?(?P<parts>\d+(?:\.\d+){{2,}})(?![A-Za-z0-9_])",
        "iso_date": rf"{BEFORE}(?P<y>\d{{4}})(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}}){AFTER}",
        "month_day": rf"(?<![A-Za-z])(?P<m>{_MONTH})\.?(?P<gap>\s)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
        r"(?:(?P<comma>,?\s)(?P<y>[12]\d{3}))?(?![A-Za-z0-9_:])(?![.,]\d)",
        "day_month": rf"{BEFORE}(?P<d>\d{{1,2}})(?P<gap>\s)(?P<m>{_MONTH})(?![A-Za-z])",
        "telephone": rf"{BEFORE}(?:\+\d{{1,3}}(?:[ -]\(?\d{{1,4}}\)?){{2,5}}|\(\d{{3}}\) ?\d{{3}}-\d{{4}}"
        r"|\d{3}-\d{3}-\d{4}"
        r"|1[3-9]\d-?\d{4}-?\d{4}|0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-\d{3,4}|(?<!-)\d{3}-\d{4}"
        rf"|(?:(?<=[Cc]all )|(?<=[Dd]ial )|(?<=拨打)|(?<=拨)|(?<=打))\d{{3,5}}){AFTER}(?!-\d)",
        "clock": rf"{BEFORE}(?P<h>[01]?\d|2[0-4])[:：](?P<m>[0-5]\d)(?:[:：](?P<s>[0-5]\d))?"
        r"(?P<half>\s?[AaPp](?:\.[Mm]\.|[Mm]))?(?![A-Za-z0-9_])",
        "hour": rf"{BEFORE}(?P<h>\d{{1,2}})(?P<half>\s?[AaPp](?:\.[Mm]\.|[Mm]))(?![A-Za-z0-9_])",
        "ratio": rf"{BEFORE}(?P<a>\d+)[:：](?P<b>\d+){AFTER}",
        "money": rf"(?<![A-Za-z0-9_])(?P<sign>US\$|HK\$|[$€£¥￥₹]|(?:USD|EUR|GBP|CNY|RMB)\s?)(?P<n>{NUMBER})"
        rf"(?:\s?[-–~～]\s?(?P=sign)?(?P<b>{NUMBER}))?"
        rf"(?:(?P<gap>\s?)(?P<scale>{_MONEY_SCALE})(?![A-Za-z0-9_]))?(?!\d)",
        "decade": r"(?<![A-Za-z0-9_])(?:['’](?P<short>\d0)"
        r"|(?P<n>\d{3}0)['’]?|(?<=the )(?P<the>\d0)['’]?)s(?![A-Za-z0-9_])",
        "measure": rf"{BEFORE}(?:(?P<a>{NUMBER})\s?(?:[%％‰℃℉]|°[CF]?)?\s?{_DASH}\s?)?"
        rf"(?P<minus>[-−])?(?P<n>{NUMBER})(?P<gap>\s?)"
        rf"(?P<unit>[%％‰]|{UNITS})(?![A-Za-z0-9_²³])",
        "mixed": rf"{BEFORE}(?P<n>\d+)(?P<gap>\s)(?P<a>\d)/(?P<b>\d{{1,2}}){AFTER}(?!/)",
        "fraction": rf"{BEFORE}(?<!/)(?P<a>\d{{1,2}})/(?P<b>\d{{1,3}}){AFTER}(?!/)",
        "vulgar": r"(?P<n>\d+)?(?P<f>[½⅓⅔¼¾⅕⅛])",
        "span": rf"{BEFORE}(?<!-)(?P<a>\d+)(?:\s?[–—~～]\s?|-)(?P<b>\d+){AFTER}(?!-\d)",
        "size": rf"{BEFORE}(?P<a>\d+)\s?x\s?(?P<b>\d+){AFTER}",
        "ordinal": rf"{BEFORE}(?P<n>\d+)(?:st|nd|rd|th)(?![A-Za-z0-9_])",
        "han_year": r"(?<!\d)(?P<n>\d{4})(?=\s?年)",
        "year": rf"{BEFORE}(?<![-−])(?P<n>1[1-9]\d\d|20\d\d){AFTER}",
        "numbered": r"(?:No|no|Nos|nos)\.\s?(?=\d)|(?<![A-Za-z0-9_&])#(?=\d)",
        "negative": rf"(?<![A-Za-z0-9_)\]])(?:(?<![\u4e00-\u9fff])|(?<=[到是为达至于约近]))[-−](?P<n>{NUMBER}){AFTER}",
        "power": r"(?P<sign>[²³]|\^(?P<n>\d+))",
        "number": rf"(?<![0-9])(?<!\d[.,])(?P<n>{NUMBER})",
        "digits": r"(?P<n>\d+)",
        "abbreviation": r"(?<![A-Za-z0-9_.])(?:[A-Z]\.(?:[A-Z]\.)+|Ph\.?D\.?"
        r"|[A-Za-z]\.[a-z]\.|w/o?(?=\s)|[A-Z]?[a-z]{1,6}\.|vs|aka)"
        r"(?![A-Za-z0-9_])",
        "language": r"(?<![A-Za-z0-9_])(?:C\+\+|[CF]#|\.NET)(?![A-Za-z0-9_])",
        "arrow": r"\s?(?:[-=]+>|[→⇒])\s?",
        "operator": r"(?P<before>\s?)(?P<sign>[=+×÷≈≤≥≠±√·]|(?<=\d\s)[-−*](?=\s\d)|(?<=\s)[<>](?=\s))(?P<after>\s?)",
        "about": r"[~～](?=\s?[\d$€£¥])",
        "per": r"/(?=(?:second|minute|hour|day|night|week|month|year|person|s|h|hr|kg)\b"
        r"|[天日周月年人次个斤件米晚])",
        "slash": r"(?<=[A-Za-z\u4e00-\u9fff])\s?/\s?(?=[A-Za-z\u4e00-\u9fff])",
        "and": r"\s?[&＆]\s?",
        "at": r"@(?=\w)",
        "hash": r"#(?=\w)",
        "percent": r"[%％]",
        "bare_degree": r"℃|℉|°[CF]?",
        "mark": r"[\\|*`•©®™~^@#=_{}<>]",
    }.items()
}
"""In order of precedence. No expression matches the empty string."""
