"""扣分建议 (R2.8): the ladder proposes one without an amount; the office sets it by the circumstances, or drops it."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Conflict, Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.judgements.slots import lateness_slot
from models.lateness import Deduction, DeductionState
from models.types import DIGITS
from models.writing import change_row, insert_new, lock_row
from scoring.numbers import plain
from scoring.pricing import out_of_bounds
from states.subjects import SubjectFacts, SubjectKind


class Amount(Data):
    """What lateness costs."""

    deduction: int = Field(description="扣分建议编号")
    amount: Decimal = Field(gt=0, max_digits=DIGITS, description="扣多少分")
    words: str = Field(min_length=1, description="情节和理由")


class Dropped(Data):
    """Nothing is deducted."""

    deduction: int = Field(description="扣分建议编号")
    words: str = Field(min_length=1, description="理由")


def propose(act: Act, row: Any) -> None:
    """Once for each obligation, the amount left open."""
    proposal = {
        "office_id": act.office_id,
        "assessment_id": row.assessment_id,
        "obligation_id": row.id,
        "unit_id": row.unit_id,
        "subject_kind": row.subject_kind,
        "subject_id": row.subject_id,
        "title": row.title,
        "basis": ((row.ladder or {}).get("basis") or {}).get("clause", ""),
        "state": DeductionState.PROPOSED.value,
        "words": "",
        "proposed_at": act.now,
        "version": 0,
    }
    insert_new(act.tx, Deduction.t, [proposal], unique=("obligation_id",))


@act("set_deduction", label="核定扣分", data=Amount)
def set_deduction(act: Act, data: Amount) -> Done:
    """考核办根据情节核定一条扣分建议的分值；方案有这一项评分的，从此计入得分。"""
    return _decide(act, data.deduction, DeductionState.SET, data.words, amount=data.amount)


@act("drop_deduction", label="不予扣分", data=Dropped)
def drop_deduction(act: Act, data: Dropped) -> Done:
    """考核办对一条扣分建议不予扣分，并写明理由。"""
    return _decide(act, data.deduction, DeductionState.DROPPED, data.words)


def _decide(act: Act, number: int, state: DeductionState, words: str, *, amount: Decimal | None = None) -> Done:
    row = lock_row(act.tx, Deduction.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的扣分建议")
    act.enter(row.office_id)
    if row.assessment_id is not None:
        act.published(row.assessment_id)
    subject = SubjectFacts(
        kind=SubjectKind.OBLIGATION, office=row.office_id, lead_unit=act.directory.units[row.unit_id].code
    )
    decision = allow(act, "set_deduction", subject)
    if row.state != DeductionState.PROPOSED.value:
        raise act.refused(f"这条扣分建议{DeductionState(row.state).label}，不再改动")
    if amount is not None and (reasons := _beyond(act, row, amount)):
        raise act.refused(*reasons)
    values = {
        "state": state.value,
        "amount": amount,
        "words": words,
        "decided_by": act.person_id,
        "decided_at": act.now,
    }
    if not change_row(act.tx, Deduction.t, number, version=row.version, values=values):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))
    act.record(
        SubjectKind.OBLIGATION.value,
        row.obligation_id,
        assessment_id=row.assessment_id,
        before={"state": row.state},
        after={"deduction_id": number, "state": state.value, "amount": amount},
        reason=words,
        basis=row.basis,
        decision=decision,
    )
    said = f"核定扣{amount}分" if amount is not None else state.label
    return Done(f"“{row.title}”：{said}", ids={"deduction": number})


def _beyond(act: Act, row: Any, amount: Decimal) -> list[str]:
    """Where the scheme scores it, all of a unit's together stay within the bounds that it gives."""
    rule = lateness_slot(act.published(row.assessment_id).scheme) if row.assessment_id is not None else None
    if rule is None:
        return []
    query = select(Deduction.c.amount).where(
        Deduction.c.assessment_id == row.assessment_id,
        Deduction.c.unit_id == row.unit_id,
        Deduction.c.state == DeductionState.SET.value,
    )
    before = sum((Fraction(each) for each in act.tx.scalars(query)), Fraction(0))
    name = rule.label or rule.slot
    reasons = out_of_bounds(rule, before + Fraction(amount), name)
    return [f"{reason}（连同已核定的 {plain(before)} 分）" for reason in reasons] if before else reasons


def drop_excused(act: Act, row: Any, *, words: str) -> bool:
    """A reason for being late was accepted: what was proposed for it is dropped; what was set already stays."""
    found = act.tx.execute(Deduction.t.select().where(Deduction.c.obligation_id == row.id).with_for_update()).first()
    if found is None or found.state != DeductionState.PROPOSED.value:
        return False
    values = {"state": DeductionState.DROPPED.value, "words": words, "decided_by": act.person_id, "decided_at": act.now}
    return change_row(act.tx, Deduction.t, found.id, version=found.version, values=values)
