"""What may be exported from a desk, what has come back, and who has not sent anything back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import select

from actions.books.handling import Handled
from actions.books.previewing import Preview
from actions.published import published_of
from config.roles import Role
from config.scoring.parts import parts_like
from config.scoring.pricing import Judgement
from models.assessments import Assessment
from models.assignments import Assignment
from models.books import IssuedBook, ReturnedBook
from models.reports import Report
from models.windows import Window
from states.books import BookKind, ReturnState
from states.granted.seats import OPEN_REPORT
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind
from states.window import WindowState
from web.kernel.visit import Visit

OFFICE = (Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.UNIT_OFFICE)
SHOWN, WINDOWS = 50, 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One book that may be exported: what the form sends. `units`: to choose from, where there are several."""

    title: str
    told: dict[str, str]
    units: tuple[tuple[str, str], ...] = ()
    all_units: bool = False
    due_at: datetime | None = None


def choices(visit: Visit) -> list[Choice]:
    """Open windows and years, as far as this desk sees anything of them."""
    return [*_windows(visit), *_years(visit), *_offices(visit)]


def _offices(visit: Visit) -> Iterator[Choice]:
    """The roster, for whoever seats people."""
    about = SubjectFacts(kind=SubjectKind.OFFICE, office=visit.at.office_id)
    if may(visit.actor, "manage_people", about).ok:
        yield Choice(visit.directory.office_name, {"kind": BookKind.ROSTER.value})


def _windows(visit: Visit) -> Iterable[Choice]:
    """The open windows in which somebody still has to write, the latest first."""
    rows = visit.tx.execute(
        select(Window.c.id, Window.c.title, Window.c.due_at, Report.c.unit_id)
        .join(Report.t, Report.c.window_id == Window.c.id)
        .where(
            Window.c.office_id == visit.at.office_id,
            Window.c.state == WindowState.OPEN.value,
            Report.c.state.in_(OPEN_REPORT),
            visit.sees(SubjectKind.REPORT),
        )
        .group_by(Window.c.id, Window.c.title, Report.c.unit_id, Window.c.due_at)
        .order_by(Window.c.due_at.desc().nulls_last(), Window.c.id.desc())
    ).all()
    windows = dict.fromkeys((row.id, row.title, row.due_at) for row in rows)
    for window, title, due_at in islice(windows, WINDOWS):
        units = _in_order(visit, {row.unit_id for row in rows if row.id == window})
        yield Choice(title, {"kind": BookKind.REPORT.value, "window": str(window)}, units, due_at=due_at)


def _years(visit: Visit) -> Iterable[Choice]:
    rows = visit.tx.execute(
        select(Assessment.c.id, Assessment.c.title, Assessment.c.year, Assignment.c.lead_unit_id)
        .join(Assignment.t, Assignment.c.assessment_id == Assessment.c.id)
        .where(Assessment.c.office_id == visit.at.office_id, visit.sees(SubjectKind.ASSIGNMENT))
        .group_by(Assessment.c.id, Assessment.c.title, Assessment.c.year, Assignment.c.lead_unit_id)
        .order_by(Assessment.c.year.desc(), Assessment.c.id.desc())
    ).all()
    titles = {row.id: row.title for row in rows}
    for year, title in titles.items():
        units = _in_order(visit, {row.lead_unit_id for row in rows if row.id == year})
        told = {"kind": BookKind.BREAKDOWN.value, "assessment": str(year)}
        yield Choice(title, told, units, all_units=visit.has(*OFFICE) and len(units) > 1)
        scoring = published_of(visit.tx, year, day=visit.day).scheme.scoring
        if scoring.findings:
            yield Choice(title, {"kind": BookKind.FINDINGS.value, "assessment": str(year)})
        if visit.has(*OFFICE, Role.ASSESSOR) and any(parts_like(Judgement, scoring)):
            yield Choice(title, {"kind": BookKind.SCORES.value, "assessment": str(year)})


def _in_order(visit: Visit, wanted: set[int]) -> tuple[tuple[str, str], ...]:
    """Code and name, in official order."""
    return tuple((unit.code, unit.shown) for unit in visit.directory.units.values() if unit.id in wanted)


def superior_tables(visit: Visit) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The superior's tables that a year maps, each with the windows whose figures may fill it, the latest first."""
    about = SubjectFacts(kind=SubjectKind.OFFICE, office=visit.at.office_id)
    if not may(visit.actor, "fill_superior_table", about).ok:
        return []
    years = visit.tx.scalars(
        select(Assessment.c.id).where(Assessment.c.office_id == visit.at.office_id).order_by(Assessment.c.id.desc())
    ).all()
    found = []
    for year in years:
        superior = published_of(visit.tx, year, day=visit.day).scheme.superior
        for table in superior.tables if superior is not None else ():
            opened = select(Window.c.id, Window.c.title).where(
                Window.c.assessment_id == year, Window.c.state != WindowState.NOT_OPEN.value
            )
            rows = visit.tx.execute(opened.order_by(Window.c.opens_at.desc(), Window.c.id.desc())).all()
            found.append((table.code, table.title, [(str(row.id), row.title) for row in rows]))
    return found


# What a book would change


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell of the preview. `kind`: that the whole line is new, or goes."""

    place: str
    label: str
    before: str
    after: str
    kind: str = ""


def changed_cells(found: Preview) -> Iterator[ChangedCell]:
    """Cell by cell, by the headings of their columns."""
    for edit in found.edits:
        sheet = found.sheets[edit.sheet]
        labels = {column.key: column.heading for column in sheet.columns}
        labels |= {said.key: said.label for said in sheet.said if said.key}
        if edit.is_dropped:
            texts = [text for text in edit.before.values() if text]
            yield ChangedCell(str(edit.spot), "", "；".join(texts), "", "删去这一行")
        for key, text in edit.after.items():
            before = edit.before.get(key, "")
            yield ChangedCell(str(edit.at(key)), labels.get(key, key), before, text, "新增" if edit.is_new else "")


# What came back


@dataclass(frozen=True, slots=True)
class Back:
    """One returned file in the list."""

    row: Any
    title: str
    unit: str

    @property
    def state(self) -> ReturnState:
        return ReturnState(self.row.state)


def shown_to(visit: Visit) -> Any:
    """Whoever uploaded a file deals with it; the office deals with all of them."""
    about = SubjectFacts(kind=SubjectKind.OFFICE, office=visit.at.office_id)
    every = may(visit.actor, "handle_returned_books", about).ok
    return ReturnedBook.c.office_id == visit.at.office_id if every else ReturnedBook.c.uploaded_by == visit.by


def came_back(visit: Visit) -> list[Back]:
    """The latest, the newest first."""
    query = (
        select(ReturnedBook.t, IssuedBook.c.title.label("book"))
        .outerjoin(IssuedBook.t, IssuedBook.c.id == ReturnedBook.c.issued_id)
        .where(shown_to(visit), ReturnedBook.c.office_id == visit.at.office_id)
        .order_by(ReturnedBook.c.uploaded_at.desc(), ReturnedBook.c.id.desc())
        .limit(SHOWN)
    )
    units = visit.directory.units
    return [
        Back(row, row.book or "", units[row.unit_id].shown if row.unit_id in units else "")
        for row in visit.tx.execute(query)
    ]


def may_see(visit: Visit, number: int) -> bool:
    return visit.tx.scalar(select(ReturnedBook.c.id).where(ReturnedBook.c.id == number, shown_to(visit))) is not None


def missing(visit: Visit, books: Sequence[Handled]) -> list[tuple[str, list[str]]]:
    """缺报: by window of the books that came in, the units that still owe and sent none (O17)."""
    about = [each.found.issued for each in books if each.found.issued is not None]
    windows = dict.fromkeys(row.about["window"] for row in about if row.kind == BookKind.REPORT.value)
    here = {(row.about["window"], row.unit_id) for row in about if row.kind == BookKind.REPORT.value}
    query = (
        select(Window.c.id, Window.c.title, Report.c.unit_id)
        .join(Report.t, Report.c.window_id == Window.c.id)
        .where(Window.c.id.in_(windows), Report.c.state.in_(OPEN_REPORT), visit.sees(SubjectKind.REPORT))
        .group_by(Window.c.id, Window.c.title, Report.c.unit_id)
    )
    found: dict[str, set[int]] = {}
    for row in visit.tx.execute(query):
        if (row.id, row.unit_id) not in here:
            found.setdefault(row.title, set()).add(row.unit_id)
    return [(title, [name for _, name in _in_order(visit, units)]) for title, units in found.items()]
