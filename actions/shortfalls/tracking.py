"""The numeric targets of assignments with what was reported of them, period by period: what lights are read from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from config.figures import Comparator, Measure
from config.figures import Target as TargetRule
from config.readings import PlannedAssignment, assignments_of
from config.same import Same
from config.scheme import Scheme
from models.assignments import Assignment
from models.indicators import Indicator, Target
from models.reports import Report, ReportRow
from models.types import Key
from models.units import Unit
from models.windows import Period
from states.assignment import AssignmentState
from states.lights import Aim, Explained, Figure
from states.pace import Even, Plan, Whole, planned
from states.report import ReportState

HANDED_IN = (ReportState.SUBMITTED.value, ReportState.VERIFIED.value)
"""In which states the figures of a report count: it has left its own house, and nobody is rewriting it."""

PER_CENT = "%"


@dataclass(frozen=True, slots=True)
class Valued:
    """What a target was set to, and from which day on."""

    since: date | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class Tracked:
    """One numeric target of one assignment, and its light at the end of each period that was reported."""

    row: Any
    aim: Aim
    periods: tuple[Explained, ...]
    today: date
    alone: bool = True  # the task has no other numeric target
    values: tuple[Valued, ...] = ()  # what it was set to, in order

    @property
    def assignment_id(self) -> int:
        return int(self.row.assignment_id)

    @property
    def target_id(self) -> int:
        return int(self.row.id)

    @property
    def title(self) -> str:
        """The task, and which of its targets where it has several."""
        return str(self.row.title) if self.alone else f"{self.row.title}（{self.aim.name}）"

    @property
    def latest(self) -> Explained:
        """The light that holds now; none, where nothing was reported yet."""
        return self.periods[-1] if self.periods else Explained(self.aim, None, self.today)


def stated(light: Explained) -> dict[str, Any]:
    """What a letter says of it: as of when, the fact, whether it was verified, the 口径."""
    return {
        "as_of": light.until,
        "fact": light.fact,
        "verified": not light.reading.is_hollow,
        "rule": f"{light.plan}；{light.rule}",
    }


_TARGETS: Select[Any] = (
    select(
        Target.t,
        Assignment.c.id.label("assignment_id"),
        Assignment.c.title,
        Assignment.c.lead_unit_id,
        Assignment.c.state,
        Indicator.c.code.label("indicator_code"),
    )
    .join(
        Assignment.t,
        (Assignment.c.indicator_id == Target.c.indicator_id) & (Assignment.c.segment == Target.c.segment),
    )
    .join(Indicator.t, Indicator.c.id == Target.c.indicator_id)
    .join(Unit.t, Unit.c.id == Assignment.c.lead_unit_id)
    .where(Target.c.value.is_not(None), Target.c.ended_on.is_(None))
    .order_by(Unit.c.position, Unit.c.id, Assignment.c.position, Assignment.c.id, Target.c.position)
)
_OF_YEAR = _TARGETS.where(
    Assignment.c.assessment_id == bindparam("b_year", type_=Key),
    Assignment.c.state != AssignmentState.WITHDRAWN.value,
)
_OF_ASSIGNMENTS = _TARGETS.where(Assignment.c.id.in_(bindparam("b_ids", expanding=True)))
_FORMER = (
    select(Target.t)
    .where(
        Target.c.indicator_id.in_(bindparam("b_ids", expanding=True)),
        Target.c.value.is_not(None),
        Target.c.ended_on.is_not(None),
    )
    .order_by(Target.c.revision)
)
_FIGURES = (
    select(
        Report.c.assignment_id,
        ReportRow.c.target_id,
        Report.c.id.label("report_id"),
        Report.c.state,
        Report.c.as_of_on,
        Period.c.code,
        Period.c.ends_on,
        ReportRow.c.reported_period,
        ReportRow.c.reported_cumulative,
        ReportRow.c.verified_period,
        ReportRow.c.verified_cumulative,
    )
    .join(ReportRow.t, ReportRow.c.report_id == Report.c.id)
    .join(Period.t, Period.c.id == Report.c.period_id)
    .where(
        Report.c.assignment_id.in_(bindparam("b_ids", expanding=True)),
        Report.c.state.in_(HANDED_IN),
        ReportRow.c.target_id.is_not(None),
    )
    .order_by(Period.c.ends_on, Report.c.round, Report.c.id, ReportRow.c.position)
)


def tracked_of_year(tx: Connection, scheme: Scheme, assessment_id: int, *, today: date) -> list[Tracked]:
    """Every numeric target of a year, in official order."""
    return _tracked(tx, scheme, tx.execute(_OF_YEAR, {"b_year": assessment_id}).all(), today)


def tracked_of(tx: Connection, scheme: Scheme, assignments: Iterable[int], *, today: date) -> list[Tracked]:
    """Every numeric target of these assignments."""
    return _tracked(tx, scheme, tx.execute(_OF_ASSIGNMENTS, {"b_ids": [*assignments]}).all(), today)


def plans_of(tx: Connection, scheme: Scheme, assignment_id: int) -> dict[int | None, Plan]:
    """How each numeric target of an assignment is meant to grow."""
    return plans_of_each(tx, scheme, [assignment_id]).get(assignment_id, {})


def plans_of_each(tx: Connection, scheme: Scheme, assignments: Iterable[int]) -> dict[int, dict[int | None, Plan]]:
    """The same of many assignments."""
    found: dict[int, dict[int | None, Plan]] = {}
    for row in tx.execute(_OF_ASSIGNMENTS, {"b_ids": [*assignments]}):
        found.setdefault(row.assignment_id, {})[row.id] = _aim(scheme, row).plan
    return found


def _tracked(tx: Connection, scheme: Scheme, rows: Sequence[Any], today: date) -> list[Tracked]:
    figures, former = _figures(tx, rows), _former(tx, rows)
    targets = Counter(row.assignment_id for row in rows)
    found = []
    for row in rows:
        aim = _aim(scheme, row)
        values = (*former.get((row.indicator_id, row.segment, row.name), ()), Valued(row.began_on, row.value))
        told = figures.get((row.assignment_id, row.id), ())
        aims = [replace(aim, value=value_on(values, day)) for day in _days(told, today)]
        periods = tuple(Explained(own, each, today) for own, each in zip(aims, told, strict=False))
        found.append(Tracked(row, aims[-1], periods, today, alone=targets[row.assignment_id] == 1, values=values))
    return found


def _days(told: Sequence[Figure], today: date) -> list[date]:
    """By which day's target each figure is read: its own, but the latest by today's, as long as none comes after it."""
    return [*(each.as_of for each in told[:-1]), *([today] if told else []), today]


def value_on(values: Sequence[Valued], day: date) -> Decimal:
    """The value that counts on a day; `values` in order. Before the first day of all the first one counts."""
    begun = [each.value for each in values if each.since is None or each.since <= day]
    return begun[-1] if begun else values[0].value


def _former(tx: Connection, rows: Sequence[Any]) -> dict[tuple[int, str, str], tuple[Valued, ...]]:
    """What adjusted targets were before, oldest first."""
    adjusted = sorted({row.indicator_id for row in rows if row.revision > 1})
    found: dict[tuple[int, str, str], tuple[Valued, ...]] = {}
    for row in tx.execute(_FORMER, {"b_ids": adjusted}) if adjusted else ():
        key = row.indicator_id, row.segment, row.name
        found[key] = (*found.get(key, ()), Valued(row.began_on, row.value))
    return found


# How it is meant to grow


def _aim(scheme: Scheme, row: Any) -> Aim:
    """As the scheme plans it; value and direction as they were set last."""
    rule, task = _rules(scheme).get((row.indicator_code, row.segment, row.name), (None, None))
    return Aim(
        name=row.name,
        unit=row.unit,
        value=row.value,
        plan=planned(rule) if rule is not None else _usual(row),
        comparator=Comparator(row.comparator),
        lights=scheme.policy.lights,
        basis=f"{task.basis.clause}“{task.basis.quote}”" if task is not None and task.basis is not None else "",
    )


def _usual(row: Any) -> Even | Whole:
    return Even() if row.measure == Measure.CUMULATIVE.value and row.unit != PER_CENT else Whole()


Rules = Mapping[tuple[str, str, str], tuple[TargetRule, PlannedAssignment]]


def _rules(scheme: Scheme) -> Rules:
    return _rules_of(Same(scheme))


@lru_cache(maxsize=16)
def _rules_of(same: Same) -> Rules:
    return {
        (task.indicator, task.segment or "", target.name): (target, task)
        for task in assignments_of(same.scheme)
        for target in task.targets
    }


# What was reported


def _figures(tx: Connection, rows: Sequence[Any]) -> dict[tuple[int, int], tuple[Figure, ...]]:
    """Of each target, one figure for each day on which a period ends: what was found comes before what was told."""
    targets = {(row.assignment_id, row.id): row for row in rows}
    lines: dict[tuple[int, int], dict[date, dict[int, list[Any]]]] = defaultdict(dict)
    for line in tx.execute(_FIGURES, {"b_ids": sorted({row.assignment_id for row in rows})}):
        if (key := (line.assignment_id, line.target_id)) in targets:
            lines[key].setdefault(line.ends_on, {}).setdefault(line.report_id, []).append(line)
    return {key: tuple(_of_periods(targets[key], by_day)) for key, by_day in lines.items()}


def _of_periods(target: Any, by_day: Mapping[date, Mapping[int, Sequence[Any]]]) -> Iterator[Figure]:
    for reports in by_day.values():
        found = [figure for own in reports.values() if (figure := _figure(target, own)) is not None]
        if found:
            yield next((each for each in reversed(found) if each.is_verified), found[-1])


def _figure(target: Any, lines: Sequence[Any]) -> Figure | None:
    """The items of one report together; None where one of them has no number, as in a report of words alone."""
    kind = "period" if target.measure == Measure.PERIOD.value else "cumulative"
    reported = _together(target, [getattr(line, f"reported_{kind}") for line in lines])
    if reported is None:
        return None
    first = lines[0]
    verified = _together(target, [getattr(line, f"verified_{kind}") for line in lines])
    as_of = first.as_of_on if first.as_of_on is not None else first.ends_on
    return Figure(
        period=first.code,
        as_of=min(as_of, first.ends_on),
        reported=reported,
        verified=verified,
        is_verified=first.state == ReportState.VERIFIED.value and verified is not None,
        is_partial=as_of < first.ends_on,
        report_id=first.report_id,
    )


def _together(target: Any, values: Sequence[Decimal | None]) -> Decimal | None:
    """Numbers add up; of rates that several items have, the lowest counts."""
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    return min(known) if target.unit == PER_CENT else sum(known, Decimal(0))
