"""异议 against what was 代录 (O17): the unit says that the report which others typed for it is not what it sent."""

from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.reports.loading import report_of
from actions.telling import Told
from models.journal import Journal
from states.subjects import SubjectKind

ENTERED = "entered_for"


class Disputed(Data):
    """A report that was typed for the unit, and what is wrong with it."""

    report: int = Field(description="进展报告编号")
    words: str = Field(min_length=1, description="哪里与报来的材料不符")


@act("object_to_entry", label="对代录提出异议", data=Disputed)
def object_to_entry(act: Act, data: Disputed) -> Done:
    """对别人代录的一期进展报告提出异议，写明哪里不符；代录的人和考核办随即知道。"""
    subject = report_of(act, data.report)
    decision = allow(act, "object_to_entry", subject.facts)
    entry = last_entry(act, subject.id)
    if entry is None:
        raise act.refused("这一期不是代录的；数字有误的，请撤回修改，或办理更正")
    if entry.recorded_by == act.person_id:
        raise act.refused("这一期由您本人代录，有误的请直接改正")
    act.record(
        SubjectKind.REPORT.value,
        subject.id,
        act="object_to_entry",
        assessment_id=subject.row.assessment_id,
        reason=data.words,
        decision=decision,
    )
    words = {
        "by": act.by,
        "subject": subject.title,
        "what": subject.what,
        "reason": data.words.rstrip("。"),
    }
    act.tell(
        Told(
            code="entry_disputed",
            key=f"entry_disputed:{subject.id}:{act.now:%Y%m%d%H%M%S}",
            person_id=entry.recorded_by,
            words=words,
            overrides=subject.published.texts,
        )
    )
    return Done(f"已对“{subject.title}”{subject.what}的代录提出异议", ids={"report": subject.id})


def last_entry(act: Act, report_id: int) -> Any | None:
    """The last time that somebody typed in this report for the unit; None, once its own people have written in it."""
    query = (
        select(Journal.c.via, Journal.c.recorded_by)
        .where(
            Journal.c.subject_kind == SubjectKind.REPORT.value,
            Journal.c.subject_id == report_id,
            Journal.c.act.in_(("fill", "submit", "resubmit", "submit_nil", "submit_correction")),
        )
        .order_by(Journal.c.id.desc())
        .limit(1)
    )
    row = act.tx.execute(query).one_or_none()
    return row if row is not None and row.via == ENTERED else None
