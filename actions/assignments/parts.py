"""配合材料 (O29): a co-unit gives its part to the lead; the lead may go without it, naming it."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Done, act
from actions.assignments.loading import planned_of
from actions.context import Act
from actions.guarding import allow
from actions.reviewing.kinds import subject_of
from actions.reviewing.moving import About
from actions.subjects import Subject
from actions.telling import Told
from config.obligations import ObligationKind
from models.assignments import Contribution
from models.writing import insert_new
from states.assignment import AssignmentFacts
from states.obligations import Outcome

KEY = ("subject_kind", "subject_id", "unit_id")


class Part(About):
    """What a co-unit gives."""

    words: str = Field(min_length=1, description="配合完成的内容、提供的材料")
    evidence: tuple[int, ...] = Field(default=(), description="所附材料（印证材料版本编号）")


@act("supply_part", label="提供配合材料", data=Part)
def supply_part(act: Act, data: Part) -> Done:
    """配合单位向牵头单位提供配合材料，本单位的供稿待办随之办结。"""
    subject = subject_of(act, data.kind, data.id)
    decision = allow(act, "supply_part", subject.facts)
    if decision.seat is None:
        raise act.refused("请以配合单位的岗位办理")
    unit = act.directory.unit(decision.seat.unit)
    _open_row(act, subject, unit.id)
    values = {"words": data.words, "content": {"evidence": data.evidence}, "given_at": act.effective_at}
    act.tx.execute(
        update(Contribution.t)
        .where(
            Contribution.c.subject_kind == subject.kind.value,
            Contribution.c.subject_id == subject.id,
            Contribution.c.unit_id == unit.id,
        )
        .values(**values, given_by=act.person_id, version=Contribution.c.version + 1)
    )
    _settle(act, subject, unit.id, outcome=Outcome.DONE)
    act.record(
        subject.kind.value,
        subject.id,
        act="supply_part",
        assessment_id=subject.published.assessment_id,
        after={"unit_id": unit.id, "evidence": list(data.evidence)},
        reason=data.words,
        decision=decision,
    )
    _tell(act, subject, unit.shown, data.words)
    return Done(f"{unit.shown}已提供“{subject.title}”的配合材料", ids={data.kind.value: subject.id})


def name_missing_parts(act: Act, subject: Subject[AssignmentFacts], units: Sequence[str]) -> None:
    """The co-units without whose part the lead goes on: they owe it no longer, and learn that they were named."""
    if not units:
        return
    planned = planned_of(act, subject.published, subject.row)
    strangers = [code for code in units if code not in planned.co_units]
    if strangers:
        raise act.refused(*(f"“{code}”不是“{subject.title}”的配合单位" for code in strangers))
    for code in units:
        _open_row(act, subject, act.directory.unit_ids[code])
        for row in _settle(act, subject, act.directory.unit_ids[code], outcome=Outcome.FREED):
            _tell_named(act, subject, row)


def _open_row(act: Act, subject: Subject[AssignmentFacts], unit_id: int) -> None:
    row = {
        "office_id": act.office_id,
        "subject_kind": subject.kind.value,
        "subject_id": subject.id,
        "unit_id": unit_id,
        "words": "",
        "content": {},
        "version": 0,
    }
    insert_new(act.tx, Contribution.t, [row], unique=KEY)


def _settle(act: Act, subject: Subject[AssignmentFacts], unit_id: int, *, outcome: Outcome) -> list[Any]:
    part = ObligationKind.CO_UNIT_PART.value
    about = act.obligations.about(subject.kind.value, subject.id)
    owed = [row for row in about if row.kind == part and row.unit_id == unit_id]
    act.obligations.end([row.id for row in owed], outcome=outcome)
    return owed


def _tell_named(act: Act, subject: Subject[AssignmentFacts], owed: Any) -> None:
    lead = act.directory.units[subject.lead_unit_id].shown
    act.tell(
        Told(
            code="part_named_missing",
            key=f"part_named_missing:{owed.id}",
            post_id=owed.post_id,
            words={"unit": lead, "subject": subject.title, "what": subject.what},
            overrides=subject.published.texts,
        )
    )


def _tell(act: Act, subject: Subject[AssignmentFacts], unit: str, words: str) -> None:
    """Whoever writes for the lead learns that it is there."""
    for code in sorted(subject.facts.awaited_posts):
        act.tell(
            Told(
                code="part_supplied",
                key=f"part:{subject.kind.value}:{subject.id}:{unit}:{act.now:%Y%m%d%H%M%S}",
                post_id=act.directory.post_ids[code],
                words={"unit": unit, "subject": subject.title, "what": subject.what, "reason": words},
                overrides=subject.published.texts,
            )
        )
