"""请求更正 (O33): a unit finds an error in what was verified and asks for leave to correct it; the verifier answers."""

from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.laying import Laid, lay_before
from actions.reports.loading import report_of
from actions.subjects import Subject
from actions.telling import Told
from config.obligations import ObligationKind
from models.journal import Journal
from models.obligations import OPEN, Obligation
from states.actors import Decision
from states.report import ReportFacts
from states.rules import Await
from states.seating import CLERKS
from states.subjects import SubjectKind
from states.timing import in_workdays

REQUEST = "correction"
"""What the decision that is owed is about: a report has no other."""


class Wanted(Data):
    """What is wrong, and why."""

    report: int = Field(description="进展报告编号")
    reason: str = Field(min_length=1, description="哪个数有误、应为多少、为什么")


class Declined(Data):
    """A refusal, with its reason."""

    report: int = Field(description="进展报告编号")
    reason: str = Field(min_length=1, description="不同意更正的理由")


@act("request_correction", label="请求更正", data=Wanted)
def request_correction(act: Act, data: Wanted) -> Done:
    """对已核验的一期请求更正，写明哪里有误；核验单位同意后才能更正，不同意的写明理由。"""
    subject = report_of(act, data.report)
    decision = allow(act, "request_correction", subject.facts)
    posts = act.directory.seating.owing(Await(ObligationKind.DECISION, CLERKS), subject.facts)
    reasons = ["这一期已有一份更正请求在等答复"] if request_of(act, subject.id) is not None else []
    if leave_is_given(act, subject.id):
        reasons.append("核验单位已经同意更正，请直接办理更正")
    reasons += [] if posts else ["没有可以答复更正请求的岗位"]
    if reasons:
        raise act.refused(*reasons)
    terms = subject.published
    laid = Laid(
        subject_kind=SubjectKind.REPORT.value,
        subject_id=subject.id,
        assessment_id=subject.row.assessment_id,
        what="请求更正",
        subject=subject.title,
        unit=act.directory.units[subject.lead_unit_id].shown,
        wish=f"请求更正已核验的{subject.what}",
        reason=data.reason,
        due=in_workdays(act.now, terms.scheme.policy.decision_days, calendar=act.calendar),
        ladder=subject.ladder_for(ObligationKind.DECISION),
        key=f"correction_requested:{subject.id}:{act.now.isoformat()}",
        texts=terms.texts,
        period=REQUEST,
    )
    lay_before(act, [act.directory.post_ids[post] for post in posts], laid)
    _note(act, subject, data.reason, decision)
    return Done(f"已请求更正“{subject.title}”{subject.what}，等候答复", ids={"report": subject.id})


@act("refuse_correction", label="不同意更正", data=Declined)
def refuse_correction(act: Act, data: Declined) -> Done:
    """不同意更正已核验的数据，写明理由；核验的结果不变。"""
    subject = report_of(act, data.report)
    decision = allow(act, "refuse_correction", subject.facts)
    if request_of(act, subject.id) is None:
        raise act.refused("这一期没有待答复的更正请求")
    answer_request(act, subject, "未获同意，核验的结果不变", words=data.reason)
    _note(act, subject, data.reason, decision)
    return Done(f"未同意更正“{subject.title}”{subject.what}", ids={"report": subject.id})


def _note(act: Act, subject: Subject[ReportFacts], reason: str, decision: Decision) -> None:
    act.record(
        SubjectKind.REPORT.value,
        subject.id,
        assessment_id=subject.row.assessment_id,
        reason=reason,
        decision=decision,
    )


def request_of(act: Act, report_id: int) -> Any | None:
    """The request that still waits: who asked, when, and what for."""
    waits = select(Obligation.c.id).where(
        OPEN,
        Obligation.c.subject_kind == SubjectKind.REPORT.value,
        Obligation.c.subject_id == report_id,
        Obligation.c.kind == ObligationKind.DECISION.value,
        Obligation.c.period == REQUEST,
    )
    asked = (
        select(Journal.c.id, Journal.c.person_id, Journal.c.reason, Journal.c.recorded_at)
        .where(
            Journal.c.subject_kind == SubjectKind.REPORT.value,
            Journal.c.subject_id == report_id,
            Journal.c.act == "request_correction",
            waits.exists(),
        )
        .order_by(Journal.c.id.desc())
        .limit(1)
    )
    return act.tx.execute(asked).one_or_none()


def leave_is_given(act: Act, report_id: int) -> bool:
    """Leave was given since the report was last handed in for correction."""
    query = (
        select(Journal.c.act)
        .where(
            Journal.c.subject_kind == SubjectKind.REPORT.value,
            Journal.c.subject_id == report_id,
            Journal.c.act.in_(("allow_correction", "submit_correction")),
        )
        .order_by(Journal.c.id.desc())
    )
    return act.tx.scalars(query).first() == "allow_correction"


def answer_request(act: Act, subject: Subject[ReportFacts], decision: str, *, words: str) -> None:
    """Nobody is asked any more, and whoever asked is told; without a request there is nothing to answer."""
    asked = request_of(act, subject.id)
    if asked is None:
        return
    act.obligations.settle(SubjectKind.REPORT.value, subject.id, kinds=(ObligationKind.DECISION,), period=REQUEST)
    told = {
        "what": "更正请求",
        "subject": subject.title,
        "decision": decision,
        "reason": f"意见：{words.rstrip('。')}。",
    }
    act.tell(
        Told(
            code="plea_answered",
            key=f"correction_answered:{asked.id}",
            person_id=asked.person_id,
            words=told,
            overrides=subject.published.texts,
        )
    )
