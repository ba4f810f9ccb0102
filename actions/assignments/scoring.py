"""评分: points within what the indicator is worth; a mark on oneself is 自评分 until another confirms it (O08)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.assignments.facts import facts_of, sitting_verdict
from actions.assignments.loading import assignment_of, planned_of
from actions.assignments.several import hear_all
from actions.context import Act
from actions.firing import fire
from actions.guarding import allow
from actions.subjects import Subject
from config.indicators import Strategy
from config.readings import kind_of, scored_by
from config.stages import By
from models.indicators import Indicator
from models.types import DIGITS
from models.verdicts import Score
from models.writing import insert_rows
from states.assignment import AssignmentFacts

NEGATIVE = frozenset({Strategy.NEGATIVE_LIST, Strategy.VETO})


class Mark(Data):
    """Points, and why."""

    assignment: int = Field(description="指标任务编号")
    points: Decimal | None = Field(
        default=None, max_digits=DIGITS, description="得分，必填；登记上级评分时可不写，取认定的得分"
    )
    basis: str = Field(default="", description="评分依据（条款、文件）")
    words: str = Field(default="", description="说明")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the points may be. `of_points`: what the indicator, or the part that it belongs to, is worth."""

    of_points: Decimal | None
    lowest: Decimal | None = Decimal(0)
    highest: Decimal | None = None


def bounds_of(act: Act, subject: Subject[AssignmentFacts]) -> Bounds:
    """0 to the points of the indicator; a bonus may pass them, a negative list only deducts."""
    scheme = subject.published.scheme
    kind = kind_of(scheme, planned_of(act, subject.published, subject.row))
    worth = subject.row.points if subject.row.points is not None else _worth_above(act, subject.row.indicator_id)
    if kind is not None and kind.strategy is Strategy.BONUS:
        return Bounds(worth)
    if kind is not None and kind.strategy in NEGATIVE:
        return Bounds(worth, lowest=None, highest=Decimal(0))
    return Bounds(worth, highest=worth)


def _worth_above(act: Act, indicator_id: int | None) -> Decimal | None:
    """The points of the nearest indicator above that has any: below it they are not divided (R0.2)."""
    while indicator_id is not None:
        row = act.tx.execute(
            select(Indicator.c.points, Indicator.c.parent_id).where(Indicator.c.id == indicator_id)
        ).one()
        if row.points is not None:
            return Decimal(row.points)
        indicator_id = row.parent_id
    return None


def out_of_bounds(points: Decimal, bounds: Bounds) -> Iterator[str]:
    if bounds.lowest is not None and points < bounds.lowest:
        yield f"得分{points}低于{bounds.lowest}分"
    if bounds.highest is not None and points > bounds.highest:
        yield f"得分{points}超过{bounds.highest}分" if bounds.highest else f"负面清单只扣分，得分{points}应不大于0"


@act("enter_score", label="评分", data=Mark)
def enter_score(act: Act, data: Mark) -> Done:
    """对一项任务评分，或登记上级的评分；单位自评须由其他单位认定。"""
    subject = assignment_of(act, data.assignment)
    above = scored_by(subject.published.scheme) is By.SUPERIOR
    verdict = sitting_verdict(act, subject.id)
    points = data.points if data.points is not None else (verdict.points if above and verdict is not None else None)
    facts = facts_of(act, subject, words=data.words, has_score=points is not None)
    bounds = bounds_of(act, subject)
    reasons = list(out_of_bounds(points, bounds)) if points is not None else []
    if above and verdict is not None and verdict.points is not None and points != verdict.points:
        reasons.append(f"上级认定的得分是{verdict.points}分，与所填的{points}分不符")
    hear_all(act, subject, "enter_score", facts, reasons)
    unit = allow(act, "enter_score", subject.facts).seat
    kind = "superior" if above else "assessor"
    told: dict[str, Any] = {"verdict_id": verdict.id if verdict is not None else None, "by_unit_id": _unit(act, unit)}
    told |= {"points": points, "of_points": bounds.of_points}
    write_score(act, subject, kind, basis=data.basis, words=data.words, told=told)
    confirmed = _confirm_self(act, subject, points)
    fire(act, subject, "enter_score", facts, basis=data.basis)
    said = "，与自评分一致" if confirmed else ""
    return Done(f"“{subject.title}”得{points}分{said}", ids={"assignment": subject.id}, details={"points": points})


@act("enter_self_score", label="自评打分", data=Mark)
def enter_self_score(act: Act, data: Mark) -> Done:
    """牵头单位自评打分；在其他单位认定之前只是自评分（O08）。"""
    subject = assignment_of(act, data.assignment)
    decision = allow(act, "enter_self_score", subject.facts)
    if data.points is None:
        raise act.refused("请填写得分")
    bounds = bounds_of(act, subject)
    if reasons := list(out_of_bounds(data.points, bounds)):
        raise act.refused(*reasons)
    told = {
        "points": data.points,
        "of_points": bounds.of_points,
        "verdict_id": None,
        "by_unit_id": subject.lead_unit_id,
    }
    write_score(act, subject, "self", basis=data.basis, words=data.words, told=told)
    act.record(
        subject.kind.value,
        subject.id,
        assessment_id=subject.row.assessment_id,
        after={"kind": "self", "points": data.points},
        reason=data.words,
        basis=data.basis,
        decision=decision,
    )
    return Done(f"“{subject.title}”自评{data.points}分，待认定", ids={"assignment": subject.id})


def _unit(act: Act, seat: Any) -> int | None:
    return act.directory.unit_ids[seat.unit] if seat is not None else None


def write_score(
    act: Act, subject: Subject[AssignmentFacts], kind: str, *, basis: str, words: str, told: dict[str, Any]
) -> None:
    """A score takes the place of the one of its kind before."""
    sitting = (Score.c.assignment_id == subject.id, Score.c.kind == kind, Score.c.replaced_at.is_(None))
    act.tx.execute(update(Score.t).where(*sitting).values(replaced_at=act.now, version=Score.c.version + 1))
    row = {
        "office_id": act.office_id,
        "assignment_id": subject.id,
        "kind": kind,
        "basis": basis,
        "words": words,
        "entered_at": act.now,
        "entered_by": act.person_id,
        "version": 0,
    }
    insert_rows(act.tx, Score.t, [{**row, **told}])


def _confirm_self(act: Act, subject: Subject[AssignmentFacts], points: Decimal | None) -> bool:
    """A mark on oneself to which another unit's is equal has been confirmed."""
    mine = (Score.c.assignment_id == subject.id, Score.c.kind == "self", Score.c.replaced_at.is_(None))
    confirmed = act.tx.execute(
        update(Score.t)
        .where(*mine, Score.c.points == points)
        .values(confirmed_at=act.now, confirmed_by=act.person_id, version=Score.c.version + 1)
    )
    return confirmed.rowcount == 1
