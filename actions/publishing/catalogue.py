"""The catalogue of a year: figures, the tree of indicators with units and targets, the assignments given to leads."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from config.figures import Target as TargetRule
from config.indicators import Indicator as IndicatorRule
from config.indicators import Segment
from config.readings import PlacedIndicator, PlannedAssignment, assignments_of, indicators_of
from config.scheme import Scheme
from models.assignments import Assignment
from models.figures import FigureDefinition
from models.indicators import Indicator, IndicatorUnit, Target
from models.writing import insert_rows
from states.assignment import AssignmentState


@dataclass(frozen=True, slots=True)
class Codes:
    """Where the codes of a scheme stand in the database."""

    office_id: int
    assessment_id: int
    units: Mapping[str, int]
    posts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Given:
    """An assignment as written, beside what was planned."""

    id: int
    planned: PlannedAssignment
    leader_post: str | None


TaskKey = tuple[str, str]


def task_key(planned: PlannedAssignment) -> TaskKey:
    """An assignment by its indicator and segment."""
    return planned.indicator, planned.segment or ""


def tell_figures(tx: Connection, scheme: Scheme, codes: Codes) -> dict[str, int]:
    """数据项 by code; one that the office already has under the same code is shared (W15)."""
    living = select(FigureDefinition.c.code, FigureDefinition.c.id).where(
        FigureDefinition.c.office_id == codes.office_id, FigureDefinition.c.ended_on.is_(None)
    )
    known = dict(tx.execute(living).tuples().all())
    fresh = [figure for figure in scheme.figures if figure.code not in known]
    rows = [
        {
            **figure.model_dump(mode="json", include={"code", "name", "unit", "definition", "lower_is_better"}),
            "office_id": codes.office_id,
            "source_unit_id": codes.units[figure.source] if figure.source else None,
            "periods": figure.periods.value,
            "measure": figure.measure.value,
            "version": 0,
        }
        for figure in fresh
    ]
    added = insert_rows(tx, FigureDefinition.t, rows)
    return known | {figure.code: number for figure, number in zip(fresh, added, strict=True)}


def tell_indicators(tx: Connection, scheme: Scheme, codes: Codes, figures: Mapping[str, int]) -> dict[str, int]:
    """The tree, level by level, since a child names its parent; then whose it is and what it aims at."""
    ids = tell_tree(tx, scheme, codes, {})
    placed = list(indicators_of(scheme))
    insert_rows(tx, IndicatorUnit.t, [row for each in placed for row in units_of(each, codes, ids)])
    insert_rows(tx, Target.t, [row for each in placed for row in targets_of(each.indicator, codes, ids, figures)])
    return ids


def tell_tree(tx: Connection, scheme: Scheme, codes: Codes, known: Mapping[str, int]) -> dict[str, int]:
    """The indicators that are not known yet; all of them by code."""
    placed = list(indicators_of(scheme))
    position = {each.indicator.code: place for place, each in enumerate(placed)}
    ids = dict(known)
    for level in sorted({len(each.above) for each in placed}):
        rows = [each for each in placed if len(each.above) == level and each.indicator.code not in known]
        added = insert_rows(
            tx, Indicator.t, [indicator_row(each, codes, ids, position[each.indicator.code]) for each in rows]
        )
        ids |= {each.indicator.code: number for each, number in zip(rows, added, strict=True)}
    return ids


def give_assignments(
    tx: Connection, scheme: Scheme, codes: Codes, indicators: Mapping[str, int], *, given: Collection[TaskKey] = ()
) -> tuple[Given, ...]:
    """One per leaf or segment, to its head lead (R2.6), with the leader in charge as 责任领导. `given`: long since."""
    placed = [(place, one) for place, one in enumerate(assignments_of(scheme)) if task_key(one) not in given]
    planned = [one for _, one in placed]
    leaders = {one.code: one.leader or leader_of(scheme, one.lead) for one in planned}
    rows = [
        {
            "office_id": codes.office_id,
            "assessment_id": codes.assessment_id,
            "indicator_id": indicators[one.indicator],
            "segment": one.segment or "",
            "title": one.title,
            "lead_unit_id": codes.units[one.lead],
            "leader_post_id": codes.posts[leader] if (leader := leaders[one.code]) else None,
            "position": place,
            "points": one.points,
            "overview": one.overview,
            "acceptance": one.acceptance,
            "state": AssignmentState.ISSUED.value,
            "round": 0,
            "version": 0,
        }
        for place, one in placed
    ]
    added = insert_rows(tx, Assignment.t, rows)
    return tuple(Given(number, one, leaders[one.code]) for number, one in zip(added, planned, strict=True))


def leader_of(scheme: Scheme, unit: str) -> str | None:
    """The post in charge of a unit (分管), the first in official order."""
    return next((post.code for post in scheme.posts if unit in post.in_charge_of), None)


def indicator_row(each: PlacedIndicator, codes: Codes, ids: Mapping[str, int], position: int) -> dict[str, Any]:
    rule = each.indicator
    kind = each.inherited("kind")
    return {
        "office_id": codes.office_id,
        "assessment_id": codes.assessment_id,
        "parent_id": ids[each.above[-1].code] if each.above else None,
        "code": rule.code,
        "title": rule.title,
        "position": position,
        "level": len(each.above) + 1,
        "kind": kind if isinstance(kind, str) else None,
        "points": rule.points,
        "star": rule.star,
        "text": rule.text,
        "basis": rule.basis.model_dump(mode="json") if rule.basis else None,
        "overview": rule.overview,
        "acceptance": rule.acceptance,
        "leader_post_id": codes.posts[rule.leader] if rule.leader else None,
        "example": rule.example,
        "version": 0,
    }


def _parts(rule: IndicatorRule) -> Iterator[tuple[str, IndicatorRule | Segment]]:
    """The indicator itself and its segments, under the segment code."""
    yield "", rule
    for segment in rule.segments:
        yield segment.code, segment


def units_of(each: PlacedIndicator, codes: Codes, ids: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Who has which part, as it counts for an assignment: a segment without co-units or assessors has those above."""
    rule, above = each.indicator, each.inherited("assessors")
    for segment, part in _parts(rule):
        assessors = part.assessors or (above if isinstance(above, tuple) else ())
        co_units = part.co_units or rule.co_units
        for role, units in (("lead", part.leads), ("co_unit", co_units), ("assessor", assessors)):
            for place, unit in enumerate(dict.fromkeys(units)):
                yield {
                    "office_id": codes.office_id,
                    "indicator_id": ids[rule.code],
                    "segment": segment,
                    "unit_id": codes.units[unit],
                    "part": role,
                    "position": place,
                }


def targets_of(
    rule: IndicatorRule, codes: Codes, ids: Mapping[str, int], figures: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    for segment, part in _parts(rule):
        if rule.assessed and not segment:
            continue  # each unit has the targets as its own
        for place, target in enumerate(part.targets):
            yield {
                **_target(target),
                "office_id": codes.office_id,
                "indicator_id": ids[rule.code],
                "segment": segment,
                "position": place,
                "figure_id": figures[target.figure] if target.figure else None,
            }


def _target(target: TargetRule) -> dict[str, Any]:
    return {
        "name": target.name,
        "revision": 1,
        "value": target.value,
        "unit": target.unit,
        "comparator": target.comparator.value,
        "measure": target.measure.value,
        "text": target.text,
        "basis": "",
    }
