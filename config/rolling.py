"""A scheme carried to another year: dates and periods move by whole years, everything else stays letter for letter.

The text itself is edited, at the very places of its dates, so comments, order, quotes and layout are kept. Documents
keep their dates: they are facts. What comes out is last year's days of the month; `check` says which of them now fall
on a rest day.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.deadlines import OnDate
from config.entry import OfYear
from config.loading import load_scheme
from config.pointers import pointer_of
from config.scheme import Scheme
from config.source import node_at
from config.tree import Scalar, plain
from config.walking import Visit, members, visits

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SAID = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_SAID_YEAR = re.compile(r"(?<!\d)\d{4}(?=年(?!\d{1,2}月\d{1,2}日))")
_SPELT_YEAR = re.compile(r"[一二三四五六七八九〇零○]{4}年")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class RollNote:
    """A place where moving the year was not simply a matter of the year."""

    pointer: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Rolled:
    text: str
    notes: tuple[RollNote, ...]


def roll(scheme_text: str, *, year: int) -> str:
    """The same scheme for another year."""
    return rolled(scheme_text, year=year).text


def rolled(scheme_text: str, *, year: int) -> Rolled:
    """The same scheme for another year, and what deserves a second look. Raises SchemeErrors for a bad scheme."""
    source = load_scheme(scheme_text).source
    data = plain(source.root)
    old, years = data["year"], year - data["year"]
    edits: dict[tuple[int, int], str] = {}
    notes: list[RollNote] = []
    for visit in visits(Scheme, data):
        node = node_at(source, visit.steps)
        if visit.steps[:1] == ("documents",) or not isinstance(node, Scalar):
            continue
        span = source.offset(node.start), source.offset(node.end)
        written = source.text[slice(*span)]
        if _is_date(visit):
            edits[span] = _moved(written, years)
            notes.extend(RollNote(pointer_of(visit.steps), sentence) for sentence in _lost(written, years))
        elif any(isinstance(mark, OfYear) for mark in visit.marks):
            edits[span] = _with_years(written, old, years)
    return Rolled(_edited(source.text, edits), tuple(dict.fromkeys(notes)))


def _is_date(visit: Visit) -> bool:
    return visit.expected is dt.date or (isinstance(visit.data, str) and OnDate in members(visit.expected))


def _moved(written: str, years: int) -> str:
    """Every date in it, and every year in words: 2026年5月13日前, 2026年底前."""
    moved = _DATE.sub(lambda found: _day(found, years).isoformat(), written)
    moved = _SAID.sub(lambda found: f"{_day(found, years):%Y年}{found[2]}月{_day(found, years).day}日", moved)
    return _SAID_YEAR.sub(lambda found: str(int(found[0]) + years), moved)


def _day(found: re.Match[str], years: int) -> dt.date:
    year, month, day = int(found[1]) + years, int(found[2]), int(found[3])
    try:
        return dt.date(year, month, day)
    except ValueError:  # 29 February; the text was valid in its own year
        return dt.date(year, month, day - 1)


def _lost(written: str, years: int) -> Iterator[str]:
    for found in (*_DATE.finditer(written), *_SAID.finditer(written)):
        day = _day(found, years)
        if int(found[3]) != day.day:
            yield f"{found[0]} 在 {day.year} 年没有，取 {day.isoformat()}，请核对"
    for found in _SPELT_YEAR.finditer(written):
        yield f"“{found[0]}”的年份是汉字，没有移动，请自行改"


def _with_years(written: str, old: int, years: int) -> str:
    """The scheme's year and the next one move; other years are history and stay."""
    moves = {str(each): str(each + years) for each in (old, old + 1)}
    return _YEAR.sub(lambda found: moves.get(found[0], found[0]), written)


def _edited(text: str, edits: dict[tuple[int, int], str]) -> str:
    pieces: list[str] = []
    last = 0
    for (start, end), new in sorted(edits.items()):
        pieces += [text[last:start], new]
        last = end
    return "".join([*pieces, text[last:]])
