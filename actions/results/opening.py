"""The first two things: a result is opened, and worked out as often as anybody wants to look at it."""

from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.obligating import Owed
from actions.results.facts import missing_in
from actions.results.following import enter
from actions.results.loading import held, result_of, result_of_year
from actions.results.moving import step
from actions.results.versions import keep, worked_out
from actions.subjects import Subject
from config.ranked import ranked_units
from models.results import Result
from models.writing import find_row, insert_rows
from states.subjects import SubjectFacts, SubjectKind
from states.timing import in_workdays
from states.year import machines_of
from workdays.periods import Period, PeriodError


class Opening(Data):
    """Which result."""

    assessment: int = Field(description="考核年度编号")
    period: str = Field(default="", description="哪个时期，如 2019-Q1；不写则为全年")


class One(Data):
    """One result."""

    result: int = Field(description="考核结果编号")
    words: str = Field(default="", description="说明")


@act("open_result", label="开始办理考核结果", data=Opening)
def open_result(act: Act, data: Opening) -> Done:
    """开始办理一个年度（或一个时期）的考核结果，按方案写的步骤往下走。"""
    published = act.published(data.assessment)
    decision = allow(act, "open_result", SubjectFacts(kind=SubjectKind.RESULT, office=act.office_id))
    period = _period(act, data.period or str(published.year))
    machine = machines_of(published.scheme, scheme_hash=published.scheme_hash).result
    reasons = []
    if not ranked_units(published.scheme):
        reasons.append("方案里没有分组（scoring.groups），没有可以排名的单位")
    if period.end.year != published.year:
        reasons.append(f"{period.label}不在{published.year}年度")
    title = f"{period.label}考核结果"
    if result_of_year(act, data.assessment, period.code) is not None:
        reasons.append(f"{title}已经在办理")
    if reasons:
        raise act.refused(*reasons)
    row: dict[str, Any] = {
        "office_id": act.office_id,
        "assessment_id": data.assessment,
        "period": period.code,
        "title": title,
        "state": machine.definition.initial,
        "opened_at": act.now,
        "opened_by": act.person_id,
        "decided": {},
        "reopened": {},
        **dict.fromkeys(("round", "version"), 0),
        **dict.fromkeys(("returned_by", "came_from", "document_no", "keep_reason"), ""),
    }
    (number,) = insert_rows(act.tx, Result.t, [row])
    subject = held(act, find_row(act.tx, Result.t, number))
    act.record(
        SubjectKind.RESULT.value,
        number,
        assessment_id=data.assessment,
        after={"state": subject.state, "period": period.code},
        decision=decision,
    )
    _owe(act, subject)
    enter(act, subject, subject.state, version=0)
    return Done(f"已开始办理{title}，现在是“{machine.states[subject.state].label}”", ids={"result": number})


def _period(act: Act, code: str) -> Period:
    try:
        return Period.parse(code)
    except PeriodError as error:
        raise act.refused(str(error)) from error


def _owe(act: Act, subject: Subject[Any]) -> None:
    """What the first step waits for."""
    awaits = subject.machine.states[subject.state].awaits
    if awaits is None:
        return
    due = in_workdays(act.now, awaits.days or 0, calendar=act.calendar)
    posts = (act.directory.post(code) for code in act.directory.seating.owing(awaits, subject.facts))
    act.obligations.open(
        [
            Owed(
                kind=awaits.kind,
                unit_id=post.unit_id,
                post_id=post.id,
                subject_kind=SubjectKind.RESULT.value,
                subject_id=subject.id,
                title=subject.title,
                due_at=due,
                assessment_id=subject.published.assessment_id,
                ladder=subject.ladder_for(awaits.kind),
            )
            for post in posts
        ]
    )


@act("compute_result", label="计算得分", data=One)
def compute_result(act: Act, data: One) -> Done:
    """按现在登记的事实计算一遍，留作一稿；还缺什么一并列出。"""
    subject = result_of(act, data.result)
    reckoned = worked_out(act, subject.row)
    step(act, subject, "compute_result", words=data.words, reckoned=reckoned)
    number = keep(act, subject.row, reckoned, reason=data.words)
    missing = missing_in(reckoned)
    said = f"，还有{len(missing)}处算不出来" if missing else ""
    return Done(
        f"已计算{subject.title}，存为第{number}稿{said}",
        ids={"result": subject.id},
        details={"number": number, "missing": list(missing)},
    )
