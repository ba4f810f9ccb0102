"""The hour of a phrase: 17:00, 下午5点, 17时30分, 下班前."""

import re
from dataclasses import dataclass

from config.phrases.doubting import doubtful
from config.phrases.scanning import Scanner
from config.phrases.text import Found

_HOUR = re.compile(
    r"(?:北京时间)?(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚)?(?P<hour>\d{1,2})"
    r"(?:[:](?P<minute>\d{2})(?::00)?(?!\d)|(?P<sign>[时点])(?!间)钟?(?:(?P<minutes>\d{1,2})分|(?P<half>半)|整)?)"
)
_CLOSING = re.compile(r"(?:当[日天])?下班(?=$|之?以?前|时|[,;。)])")
_VAGUE = re.compile(r"(?:上班|凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间)(?=$|下班|之?以?前|[,;。)])(?:下班)?")
_PARTS = {
    "凌晨": (range(6), range(0)),
    "早上": (range(5, 12), range(0)),
    "早晨": (range(5, 12), range(0)),
    "上午": (range(6, 12), range(0)),
    "中午": (range(11, 13), range(1, 3)),
    "下午": (range(12, 20), range(1, 8)),
    "傍晚": (range(17, 20), range(5, 8)),
    "晚上": (range(18, 24), range(6, 12)),
    "晚间": (range(18, 24), range(6, 12)),
    "晚": (range(18, 24), range(6, 12)),
}
"""Hours that a part of the day may be said of: as the clock of 24 hours has them, and as the clock of 12 has."""
_EARLY = range(1, 8)
_NOON, _LAST = 12, 24
_MOST_MINUTES = 59


@dataclass(frozen=True, slots=True)
class Hour:
    """`cutoff` is None where the day ends with the office's work: the rule is then silent (O35)."""

    cutoff: str | None


def take_hour(scanner: Scanner) -> Hour | None:
    if scanner.take(_CLOSING):
        return Hour(None)
    if found := scanner.take(_VAGUE):
        noon = "12:00" if found[0][0] in "上早中凌" else "17:00"
        raise doubtful(found, "没有说几点", noon, "下班")
    found = scanner.take(_HOUR)
    return Hour(_clock(found)) if found else None


def _clock(found: Found) -> str:
    hour, part = int(found["hour"]), found["part"]
    minute = 30 if found["half"] else int(found["minute"] or found["minutes"] or 0)
    if hour > _LAST or (hour == _LAST and minute) or minute > _MOST_MINUTES:
        raise doubtful(found, "没有这个时刻", "17:00", "24:00")
    if part:
        return f"{_of_part(found, hour, part):02}:{minute:02}"
    if found["sign"] == "点" and hour in _EARLY:
        both = (f"{hour + _NOON}:{minute:02}", f"{hour:02}:{minute:02}")
        raise doubtful(found, "没有说上午还是下午", *both)
    return f"{hour:02}:{minute:02}"


def _of_part(found: Found, hour: int, part: str) -> int:
    as_written, on_dial = _PARTS[part]
    if hour in as_written and not (part == "下午" and hour == _NOON):
        return hour
    if hour in on_dial:
        return hour + _NOON
    later = ("24:00",) if hour == _NOON else ()
    raise doubtful(found, f"“{part}”没有{hour}点", f"{hour:02}:00", *later)
