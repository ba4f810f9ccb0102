"""What reports, verdicts and adjusted targets bring for scoring is noted as it happens.

A report is written over when it is returned and handed in again; what was known of it at a past moment is here. Only
figures that the rules of the year look at are noted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.published import Published
from actions.scoring.books import write_facts
from actions.scoring.sheets import Line
from actions.shortfalls.tracking import Tracked, tracked_of
from actions.snapshots import as_kept
from config.same import Same
from config.scheme import Scheme
from config.scoring.uses import figures_asked
from models.facts import SITTING, StatedFact
from models.figures import FigureDefinition
from models.indicators import Target
from states.lights import Figure
from workdays.periods import Period

REPORTED, FOUND = "report/", "verdict/"
"""Where the number of a task was told; before the number of the task."""
COMPLETED = "+"
"""Ends the code of a period that was reported before it was over, where it is reported again as a whole (D03)."""


def note_reported(act: Act, published: Published, assignments: Iterable[int]) -> None:
    """Every period of these tasks as it stands now; a number that was taken back is known no longer."""
    wanted = _wanted(published.scheme)
    if not wanted:
        return
    numbers = sorted(set(assignments))
    tracked = tracked_of(act.tx, published.scheme, numbers, today=act.now.date())
    codes = _codes(act, (each.row.figure_id for each in tracked))
    lines = [
        _line(act, published, each, codes[each.row.figure_id], light.figure)
        for each in tracked
        if codes.get(each.row.figure_id, "") in wanted
        for light in each.periods
        if light.figure is not None
    ]
    whole = {line.key: line for line in lines}  # what completes a period takes the place of its part
    parts = [f"{REPORTED}{number}" for number in numbers]
    write_facts(act, published.assessment_id, [*whole.values()], standing=_noted(act, published, parts))


def note_found(act: Act, published: Published, assignment: Any, targets: Mapping[int, Decimal]) -> None:
    """认定值 of the whole year, by target."""
    wanted = _wanted(published.scheme)
    rows = act.tx.execute(select(Target.t).where(Target.c.id.in_([*targets]), Target.c.figure_id.is_not(None))).all()
    codes = _codes(act, (row.figure_id for row in rows))
    part, year = f"{FOUND}{assignment.id}", str(published.year)
    lines = [
        _stated(act, published, assignment.lead_unit_id, part, year, codes[row.figure_id], {"value": targets[row.id]})
        for row in rows
        if codes[row.figure_id] in wanted
    ]
    write_facts(act, published.assessment_id, lines, standing=_noted(act, published, [part]))


def note_adjusted(
    act: Act, published: Published, unit_id: int, indicator: str, values: Mapping[str, Decimal], *, since: date
) -> None:
    """Targets that differ from the scheme's, from a day on."""
    lines = [
        Line(
            sort="targets",
            unit=act.directory.units[unit_id].code,
            unit_id=unit_id,
            peer="",
            code=indicator,
            part=name,
            period="",
            since=since,
            content=as_kept({"indicator": indicator, "target": name, "value": value}),
        )
        for name, value in values.items()
    ]
    query = select(StatedFact.t).where(
        SITTING,
        StatedFact.c.assessment_id == published.assessment_id,
        StatedFact.c.sort == "targets",
        StatedFact.c.unit_id == unit_id,
        StatedFact.c.code == indicator,
        StatedFact.c.part.in_([*values]),
        StatedFact.c.effective_on == since,
    )
    write_facts(act, published.assessment_id, lines, standing=act.tx.execute(query).all())


def _wanted(scheme: Scheme) -> frozenset[str]:
    return _figures_asked(Same(scheme))


@lru_cache(maxsize=16)
def _figures_asked(same: Same) -> frozenset[str]:
    return figures_asked(same.scheme)


def _codes(act: Act, figures: Iterable[int | None]) -> dict[int, str]:
    ids = sorted({figure for figure in figures if figure is not None})
    query = select(FigureDefinition.c.id, FigureDefinition.c.code).where(FigureDefinition.c.id.in_(ids))
    return dict(act.tx.execute(query).tuples().all())


def _line(act: Act, published: Published, each: Tracked, code: str, figure: Figure) -> Line:
    period = Period.parse(figure.period.removesuffix(COMPLETED))
    verified = {"value": figure.verified, "verified_by": act.by} if figure.is_verified else {}
    content = {"reported": figure.reported, **verified, "ref": f"{period.label}进展报告第{figure.report_id}号"}
    part = f"{REPORTED}{each.assignment_id}"
    return _stated(act, published, each.row.lead_unit_id, part, period.closing, code, content)


def _stated(
    act: Act, published: Published, unit_id: int, part: str, period: str, code: str, content: Mapping[str, Any]
) -> Line:
    return Line(
        sort="figures",
        unit=act.directory.units[unit_id].code,
        unit_id=unit_id,
        peer="",
        code=code,
        part=part,
        period=period,
        since=date(published.year, 1, 1),
        content=as_kept({"figure": code, **content}),
    )


def _noted(act: Act, published: Published, parts: Sequence[str]) -> Iterator[Any]:
    query = select(StatedFact.t).where(
        SITTING, StatedFact.c.assessment_id == published.assessment_id, StatedFact.c.part.in_(parts)
    )
    yield from act.tx.execute(query)
