"""What a notice gives at once, before a year is set up: its 分解表 to fill in, its deadlines on one sheet (O40)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from checks.known_days import YEARS_AFTER, YEARS_BEFORE
from documents.letters.breakdowns import HEADINGS
from documents.letters.charts import wall_sheet
from documents.letters.model import Column, Sheet, Table
from documents.notices.deadlines import FoundDeadline, months_said
from documents.notices.indicators import ReadIndicator
from documents.notices.reading import Reading
from documents.wall_charts import Entry, entry_at, laid_out
from workdays.calendar import WorkCalendar
from workdays.phrases import falls_in, periods_for
from workdays.seed import seeded_calendar

BREAKDOWN = "指标任务分解表"
EMPTY_ROWS = 2
"""Lines under an indicator in which its second-level items are written."""
ONCE = ("on", "in_year")
"""Rules that fall due on one day alone."""
LONGEST = 22
"""Letters of a line on the wall chart."""
_LEAD = [name for name, _ in HEADINGS].index("责任部室")
_GOAL = [name for name, _ in HEADINGS].index("目标要求")
_MONTHS = re.compile(r"^\d[\d—\-～~至，、]*月份?(?:的)?(?=.)")
ABOUT = "关于"
_PART = re.compile(r"[，。；：！？\n]")
_AROUND = re.compile(
    r"^(?:[一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[）)])|^(?:请|须|应|要|于|在|将)+|[于在须应]+$"
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The deadlines of a notice in its year. `undated`: what waits for something, or cannot be read for certain."""

    title: str
    office: str
    year: int
    entries: tuple[Entry, ...]
    undated: tuple[str, ...]


DATES: TypeAdapter[Dates] = TypeAdapter(Dates)


def breakdown_of(reading: Reading) -> Sheet:
    """一级指标 with its points and lead; the lines for 二级指标 are empty, for a unit to fill in."""
    columns = (Column("一级指标", 9), Column("分值", 2, "center"), *(Column(*each) for each in HEADINGS))
    return Sheet(
        kind="notice_breakdown",
        name=BREAKDOWN,
        title=BREAKDOWN,
        left=_title(reading),
        right="★为“对标一流、改革创新”等标注的指标" if any(each.star for each in _leaves(reading)) else "",
        table=Table(columns, tuple(row for each in _leaves(reading) for row in _rows(each))),
        paper="a3",
    )


def _leaves(reading: Reading) -> Iterator[ReadIndicator]:
    waiting = list(reversed(reading.indicators))
    while waiting:
        each = waiting.pop()
        if each.is_leaf:
            yield each
        waiting.extend(reversed(each.children))


def _rows(each: ReadIndicator) -> Iterator[tuple[str, ...]]:
    points = f"{each.points.value.normalize():f}" if each.points else ""
    leads = [*each.charge.leads, *(lead for segment in each.segments for lead in segment.charge.leads)]
    for place in range(1, EMPTY_ROWS + 1):
        cells = [str(place), *("" for _ in HEADINGS[1:])]
        if place == 1:
            cells[_GOAL] = "；".join(target.words.value for target in each.targets)
            cells[_LEAD] = "、".join(dict.fromkeys(lead.value for lead in leads))
        head = (f"{'★' if each.star else ''}{each.title.value}", points) if place == 1 else ("", "")
        yield (*head, *cells)


def dates_of(reading: Reading) -> Dates | None:
    """None where the notice does not say for which year it is."""
    heading = reading.heading
    year = heading.year.value if heading.year else heading.dated.value.year if heading.dated else None
    if year is None:
        return None
    calendar = _calendar(year)
    dated: list[Entry] = []
    undated: list[str] = []
    for each in reading.deadlines:
        entries = list(_entries(each, year, calendar, heading.dated.value if heading.dated else None))
        dated += entries
        if not entries and not each.is_recurring:
            undated.append(f"{_said(each)}（{each.words.value}）")
    return Dates(_title(reading), _office(reading), year, tuple(dated), tuple(dict.fromkeys(undated)))


def _entries(found: FoundDeadline, year: int, calendar: WorkCalendar, since: date | None) -> Iterator[Entry]:
    """In the months that are said; what comes again and again, not before the notice was written."""
    if found.rule is None or found.hides_year:
        return
    months = {*months_said(found.months.value)} if found.months else set(range(1, 13))
    comes_once = found.rule.kind in ONCE
    for falls in falls_in(periods_for(found.rule, year), found.rule, calendar=calendar):
        entry = entry_at(falls.deadline, _said(found))
        if entry is not None and (
            comes_once or (falls.period.end.month in months and entry.day >= (since or entry.day))
        ):
            yield entry


def _said(found: FoundDeadline) -> str:
    """What is due: its matter, else the words around the deadline, else those after it."""
    words, parts = found.words.value, [part for part in _PART.split(found.what.value) if part]
    place = next((place for place, part in enumerate(parts) if words in part), 0)
    before, _, after = parts[place].partition(words)
    around = "".join(_AROUND.sub("", each.strip()) for each in (before, after))
    said = found.matter.value if found.matter else around or "".join(parts[place + 1 : place + 2])
    said = _MONTHS.sub("", said)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def chart_of(dates: Dates, *, as_of: date) -> Sheet:
    """工作日历挂图, on one A3."""
    calendar = _calendar(dates.year)
    told: dict[str, Any] = {"office": dates.office, "year": dates.year, "calendar": calendar, "as_of": as_of}
    return wall_sheet(laid_out(dates.title, dates.entries, dates.undated, **told))


def _calendar(year: int) -> WorkCalendar:
    """The days that are announced for everybody; what an office moved itself comes with its own year."""
    return seeded_calendar(year - YEARS_BEFORE, year + YEARS_AFTER)


def _title(reading: Reading) -> str:
    """关于……的通知: without the offices before it, which stand by themselves."""
    heading = reading.heading
    title = heading.title.value if heading.title else reading.paper.file_name
    return title[max(title.find(ABOUT), 0) :]


def _office(reading: Reading) -> str:
    return reading.heading.issuer.value if reading.heading.issuer else ""
