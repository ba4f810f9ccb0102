"""From what stands in a cell to what a facts file would say there. What cannot be read is left as it was typed."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from config.labels import Labelled
from config.scoring.factsheet import Votes
from documents.workbooks.grid import Value
from documents.workbooks.layout import Column, Holds, heading, squeezed

_NUMBER = re.compile(r"[-+]?(?=[.\d])(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?(?:[ T]*(\d{1,2}):(\d{2})(?::\d{2})?)?")
_PARTS = re.compile(r"[;\n]+")
_NUMBERS = re.compile(r"[;,、\s]+")
Spelling = Mapping[str, str]
"""How a word is spelt in the scheme, by its squeezed form."""


def read(value: Value, column: Column, spelling: Spelling) -> Any:
    if column.holds is Holds.TEXT:
        return spelling.get(squeezed(text_of(value)), text_of(value))
    if column.words is not None:
        return _word(value, column.words)
    return _READERS[column.holds](value)


def text_of(value: Value) -> str:
    """Numbers and days in a column of words are words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def number_of(value: Value) -> Any:
    """Exactly the digits typed: full width or half, with commas between thousands, a percentage as it is seen."""
    if not isinstance(value, str):
        return text_of(value) if isinstance(value, bool | date) else value
    text = re.sub(r"\s+", "", _half_width(value)).removesuffix("%")
    if not text or not _NUMBER.fullmatch(text):
        return value
    return Decimal(text.replace(",", ""))


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-")


def _moment(value: datetime) -> str:
    """Excel keeps days as numbers, so a moment may miss its second by a hair."""
    whole = datetime.fromisoformat(f"{value:%Y-%m-%dT%H:%M:%S}")
    return f"{whole:%Y-%m-%d}" if whole.hour == whole.minute == whole.second == 0 else f"{whole:%Y-%m-%dT%H:%M:%S}"


def _day(value: Value) -> Any:
    found = _DATE.fullmatch(_half_width(value).strip()) if isinstance(value, str) else None
    if found is None or found[3] is None:
        return text_of(value)
    day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return day if found[4] is None else f"{day}T{int(found[4]):02}:{found[5]}"


def _period(value: Value) -> Any:
    """A month typed as 2019-05 becomes the first day of May under one's hands."""
    if isinstance(value, date):
        return f"{value:%Y-%m}" if value.day == 1 else text_of(value)
    text = re.sub(r"\s+", "", _half_width(text_of(value)))
    found = _DATE.fullmatch(text)
    if found is not None and found[3] is None:
        return f"{found[1]}-{int(found[2]):02}"
    return text.removesuffix("年") if re.fullmatch(r"\d{4}年?", text) else text.upper()


def _flag(value: Value) -> Any:
    if value in (0, 1) or isinstance(value, bool):
        return bool(value)
    return {"true": True, "false": False, "√": True, "有": True, "无": False}.get(squeezed(text_of(value)), value)


def _word(value: Value, words: type[Labelled]) -> str:
    said = text_of(value)
    return next((word.value for word in words if squeezed(said) in (squeezed(word.label), word.value)), said)


def _texts(value: Value) -> Any:
    return _separated(text_of(value))


def _separated(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(text.replace("；", ";")) if part.strip()]


def _listed(text: str) -> list[Any]:
    return [number_of(part) for part in _NUMBERS.split(_half_width(text).strip()) if part]


def _numbers(value: Value) -> Any:
    return _listed(value) if isinstance(value, str) else [number_of(value)]


def _pairs(value: Value) -> Any:
    """`组: 内容；组: 内容`, or a line for each; what has no colon is left as it was typed."""
    parts = [part.replace("：", ":").partition(":") for part in _separated(text_of(value))]
    if not all(colon for _, colon, _ in parts):
        return text_of(value)
    return {before.strip(): after.strip() for before, _, after in parts}


def _groups(value: Value) -> Any:
    pairs = _pairs(value)
    return pairs if isinstance(pairs, str) else {group: _listed(given) for group, given in pairs.items()}


_APART = {heading(Votes.model_fields[name]): name for name in ("invalid", "abstained")}
_CAST = re.compile(r"([^\d、,\s]+?)[:\s]*(\d+)票?")


def _ballots(value: Value) -> Any:
    pairs = _pairs(value)
    return pairs if isinstance(pairs, str) else {group: _ballot(cast) for group, cast in pairs.items()}


def _ballot(text: str) -> Any:
    """`优秀 20、称职 5、无效票 1、弃权票 2`."""
    parts = [part for part in re.split(r"[、,，]+", text) if part.strip()]
    found = [_CAST.fullmatch(part.strip()) for part in parts]
    if not all(found):
        return text
    counts = {each[1].strip(): int(each[2]) for each in found if each}
    apart = {_APART[grade]: count for grade, count in counts.items() if grade in _APART}
    return {"votes": {grade: count for grade, count in counts.items() if grade not in _APART}, **apart}


_READERS: Mapping[Holds, Callable[[Value], Any]] = {
    Holds.NUMBER: number_of,
    Holds.COUNT: number_of,
    Holds.DAY: _day,
    Holds.MOMENT: _day,
    Holds.PERIOD: _period,
    Holds.FLAG: _flag,
    Holds.TEXTS: _texts,
    Holds.NUMBERS: _numbers,
    Holds.PAIRS: _pairs,
    Holds.GROUPS: _groups,
    Holds.BALLOTS: _ballots,
}
