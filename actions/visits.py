"""A visit as an act holds it: planned once, with its team, and not too often to the same unit (R2.27, R2.28)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from actions.acts import Conflict
from actions.context import Act
from config.policy import Burden
from models.supervision import Visit, VisitNature, VisitPart, VisitState, VisitUnit
from models.writing import change_row, insert_rows, lock_row
from states.actors import Decision
from states.visits import VisitFacts, against

STANDING = (VisitState.APPROVED.value, VisitState.MADE.value)


def write_plan(
    act: Act,
    written: Mapping[str, Any],
    *,
    visited: Iterable[str] = (),
    team: Iterable[str],
    frame: Iterable[str] = (),
    sample: int = 0,
) -> int:
    """`frame`: of an inspection, the units that may be drawn; `sample` how many of them."""
    nature = VisitNature.INSPECTION if sample else VisitNature.SUPERVISION
    row = {
        "office_id": act.office_id,
        "assessment_id": written["assessment"],
        **{name: written[name] for name in ("title", "purpose", "planned_on")},
        "nature": nature.value,
        "frame": list(frame),
        "sample": sample,
        "state": VisitState.PLANNED.value,
        "planned_by": act.person_id,
        "planned_at": act.now,
        "document_no": "",
        "words": "",
        "findings": "",
        "version": 0,
    }
    (number,) = insert_rows(act.tx, Visit.t, [row])
    write_parts(act, number, VisitPart.VISITED, visited)
    write_parts(act, number, VisitPart.TEAM, team)
    return number


def write_parts(act: Act, visit: int, part: VisitPart, units: Iterable[str]) -> None:
    rows = [
        {
            "office_id": act.office_id,
            "visit_id": visit,
            "unit_id": act.directory.unit_ids[code],
            "part": part.value,
        }
        for code in dict.fromkeys(units)
    ]
    insert_rows(act.tx, VisitUnit.t, rows)


def visit_of(act: Act, number: int) -> Any:
    row = lock_row(act.tx, Visit.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的督查")
    act.published(row.assessment_id)
    return row


def parts_of(act: Act, visit: int) -> tuple[list[str], list[str]]:
    rows = act.tx.execute(VisitUnit.t.select().where(VisitUnit.c.visit_id == visit).order_by(VisitUnit.c.id)).all()
    units = act.directory.units
    of = {part: [units[row.unit_id].code for row in rows if row.part == part.value] for part in VisitPart}
    return of[VisitPart.VISITED], of[VisitPart.TEAM]


def refuse_visit(act: Act, burden: Burden, visited: Iterable[str], team: Iterable[str], day: date) -> None:
    ids = {act.directory.unit(code).id: act.directory.unit(code).shown for code in visited}
    facts = VisitFacts(
        team=frozenset(act.directory.unit(code).shown for code in team),
        visited=frozenset(ids.values()),
        visits_before={ids[unit]: count for unit, count in in_month(act, ids, day).items()},
        per_month=burden.visits_per_month,
        joint_only=burden.joint_visits_only,
    )
    if reasons := list(against(facts)):
        raise act.refused(*reasons)


def in_month(act: Act, units: Iterable[int], day: date) -> dict[int, int]:
    """How many visits of that month to each of these units are approved or made."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    query = (
        select(VisitUnit.c.unit_id, func.count())
        .join(Visit.t, Visit.c.id == VisitUnit.c.visit_id)
        .where(
            Visit.c.office_id == act.office_id,
            Visit.c.state.in_(STANDING),
            Visit.c.planned_on >= first,
            Visit.c.planned_on < after,
            VisitUnit.c.part == VisitPart.VISITED.value,
            VisitUnit.c.unit_id.in_(list(units)),
        )
        .group_by(VisitUnit.c.unit_id)
    )
    return dict(act.tx.execute(query).tuples().all())


def move_visit(act: Act, row: Any, state: VisitState, decision: Decision, *, reason: str, **values: Any) -> None:
    if not change_row(act.tx, Visit.t, row.id, version=row.version, values={"state": state.value, **values}):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))
    act.record(
        "visit",
        row.id,
        assessment_id=row.assessment_id,
        before={"state": row.state},
        after={"state": state.value},
        reason=reason,
        decision=decision,
    )
