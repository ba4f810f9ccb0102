"""整改销号: put right by a day, answered with evidence, looked at again, closed out. No points come back for it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_evidence
from actions.facts import circumstances
from actions.firing import fire
from actions.letters.facts import materials_of
from actions.negative.loading import item_of, rectification_of
from actions.subjects import Subject
from models.evidence import EvidenceUse
from models.negative import NegativeRectification
from models.writing import insert_rows
from states.negative import RectificationFacts, RectificationState
from states.subjects import SubjectKind
from states.timing import in_workdays


class Order(Data):
    """What one unit has to put right."""

    item: int = Field(description="负面清单事项编号")
    unit: str = Field(default="", description="哪个单位整改（编码）；不写则为牵头单位")
    words: str = Field(default="", description="整改什么，必填")
    due_on: date | None = Field(default=None, description="整改期限；不写则按方案的天数")


class Answer(Data):
    """What was done."""

    rectification: int = Field(description="负面清单整改编号")
    words: str = Field(default="", description="整改情况，必填")
    evidence: tuple[int, ...] = Field(default=(), description="印证材料编号，至少一份")


class Judged(Data):
    """What came of looking again."""

    rectification: int = Field(description="负面清单整改编号")
    words: str = Field(default="", description="复核意见，必填")
    due_on: date | None = Field(default=None, description="退回整改的新期限；不写则按方案的天数")


@act("order_rectification", label="责令整改", data=Order)
def order_rectification(act: Act, data: Order) -> Done:
    """责令一个承担单位限期整改。"""
    item = item_of(act, data.item)
    unit = data.unit or item.facts.lead_unit
    if unit not in {item.facts.lead_unit, *item.facts.co_units}:
        raise act.refused(f"“{unit}”不承担“{item.title}”，不能责令它整改")
    row = {
        "office_id": act.office_id,
        "assessment_id": item.row.assessment_id,
        "item_id": item.id,
        "unit_id": act.directory.unit_ids[unit],
        "state": RectificationState.PLANNED.value,
        "due_on": data.due_on or _ordinary(act, item),
        "asked": data.words,
        "opened_at": act.now,
        **dict.fromkeys(("answer", "came_from", "returned_by"), ""),
        "version": 0,
    }
    (number,) = insert_rows(act.tx, NegativeRectification.t, [row])
    subject = rectification_of(act, number)
    fire(act, subject, "order_rectification", _facts(act, subject, data.words, due_on=subject.row.due_on))
    name = act.directory.unit(unit).shown
    return Done(f"已责令{name}就“{item.title}”整改", ids={"rectification": number, "item": item.id})


def _ordinary(act: Act, subject: Subject[Any]) -> date:
    days = subject.published.scheme.negative_list.rectify_days
    return in_workdays(act.now, days, calendar=act.calendar).date()


def _facts(
    act: Act,
    subject: Subject[RectificationFacts],
    words: str,
    *,
    due_on: date | None = None,
    has_evidence: bool = False,
) -> RectificationFacts:
    has_due = due_on is None or due_on >= act.now.date()
    return RectificationFacts(**circumstances(act, subject, words=words), has_due=has_due, has_evidence=has_evidence)


@act("report_negative_rectification", label="反馈负面清单整改", data=Answer)
def report_negative_rectification(act: Act, data: Answer) -> Done:
    """反馈整改情况，附印证材料。"""
    subject = rectification_of(act, data.rectification)
    materials = materials_of(act, data.evidence)
    facts = _facts(act, subject, data.words, has_evidence=bool(materials))
    fire(act, subject, "reply", facts, values={"answer": data.words, "submitted_by": act.person_id})
    _attach(act, subject, [row.id for row in materials])
    return Done(f"已反馈“{subject.title}”的整改情况", ids={"rectification": subject.id})


def _attach(act: Act, subject: Subject[RectificationFacts], numbers: Sequence[int]) -> None:
    """A document that already stands behind an earlier answer stays where it is."""
    standing = select(EvidenceUse.c.evidence_id).where(
        EvidenceUse.c.subject_kind == SubjectKind.RECTIFICATION.value,
        EvidenceUse.c.subject_id == subject.id,
        EvidenceUse.c.removed_at.is_(None),
    )
    known = set(act.tx.scalars(standing))
    for number in numbers:
        if number not in known:
            use_evidence(act, number, SubjectKind.RECTIFICATION, subject.id, note="整改反馈")


@act("return_negative_rectification", label="负面清单退回整改", data=Judged)
def return_negative_rectification(act: Act, data: Judged) -> Done:
    """整改不到位，退回重新整改，另定期限。"""
    known = rectification_of(act, data.rectification)
    due_on = data.due_on or _ordinary(act, known)
    subject = rectification_of(act, data.rectification, due_on=due_on)
    facts = _facts(act, subject, data.words, due_on=due_on)
    fire(act, subject, "send_back", facts, values={"due_on": due_on})
    return Done(f"“{subject.title}”已退回整改", ids={"rectification": subject.id})


@act("close_negative_rectification", label="负面清单整改销号", data=Judged)
def close_negative_rectification(act: Act, data: Judged) -> Done:
    """复核通过，整改销号；已确认的扣分不因此退回。"""
    subject = rectification_of(act, data.rectification)
    fire(act, subject, "close_out", _facts(act, subject, data.words), values={"closed_at": act.now})
    return Done(f"“{subject.title}”的整改已销号", ids={"rectification": subject.id})
