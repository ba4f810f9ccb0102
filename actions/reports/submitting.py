"""Handing in: one window of one assignment at once, all its periods or none."""

from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, Refused, act
from actions.context import Act
from actions.facts import circumstances
from actions.firing import Fired, fire
from actions.reports.loading import contents_of, report_of, rows_of
from actions.reports.places import Place
from actions.reviewing.moving import follow
from actions.subjects import Subject
from models.reports import Report
from models.snapshots import Snapshot
from models.windows import Window
from models.writing import insert_rows
from states.obligations import Outcome
from states.report import ReportFacts, ReportState
from states.subjects import SubjectKind
from states.window import WindowState


class Handing(Data):
    """A window of an assignment: every period of it that is being filled in."""

    assignment: int = Field(description="指标任务编号")
    window: str = Field(description="报送编码")
    occasion: str = Field(default="", description="期次，如 2019-06；只开一次的报送不写")
    words: str = Field(default="", description="附言")


class One(Data):
    """One report, with a reason where one is needed."""

    report: int = Field(description="进展报告编号")
    reason: str = Field(default="", description="理由")


@act("submit_report", label="报送", data=Handing)
def submit_report(act: Act, data: Handing) -> Done:
    """报送一项任务一次报送的全部期次；有一期不合要求，全部不送。"""
    ids = hand_in_window(act, data)
    return Done(f"已报送{len(ids)}期", ids={"assignment": data.assignment}, details={"reports": ids})


def hand_in_window(act: Act, data: Handing) -> list[int]:
    """Every period of a window that is being filled in, or none."""
    ids = _waiting(act, data)
    if not ids:
        raise act.refused("这次报送没有待报送的期次")
    reasons: list[str] = []
    for report_id in ids:
        subject = report_of(act, report_id)
        try:
            hand_in(act, subject, "submit", words=data.words)
        except Refused as refused:
            reasons += [f"{subject.what}：{reason}" for reason in refused.reasons]
    if reasons:
        raise act.refused(*reasons)
    return ids


def _waiting(act: Act, data: Handing) -> list[int]:
    query = (
        select(Report.c.id)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .where(
            Report.c.assignment_id == data.assignment,
            Window.c.code == data.window,
            Window.c.occasion == data.occasion,
            Report.c.state == ReportState.FILLING.value,
        )
    )
    return list(act.tx.scalars(query.order_by(Report.c.id)))


@act("resubmit_report", label="重新报送", data=One)
def resubmit_report(act: Act, data: One) -> Done:
    """退回修改后重新报送：直送退回的环节；数字有变动的，按方案从头审核。"""
    subject = report_of(act, data.report)
    hand_in(act, subject, "resubmit", words=data.reason)
    return Done(f"已重新报送“{subject.title}”{subject.what}", ids={"report": subject.id})


@act("submit_nil_report", label="零报告", data=One)
def submit_nil_report(act: Act, data: One) -> Done:
    """本期没有可报的内容，作零报告并说明理由。"""
    subject = report_of(act, data.report)
    hand_in(act, subject, "submit_nil", words=data.reason)
    return Done(f"已作零报告“{subject.title}”{subject.what}", ids={"report": subject.id})


@act("waive_report", label="免报", data=One)
def waive_report(act: Act, data: One) -> Done:
    """考核办准许某一期免报。"""
    joint = report_of(act, data.report).joint
    done = _simple(act, data, "waive", "已准免报")
    if joint is not None and not joint.fellows_waiting:
        # before its window opens a report awaits nothing of its own, but the window's one obligation stands already
        act.obligations.settle(
            joint.subject_kind, joint.subject_id, kinds=(joint.kind,), period=joint.period, outcome=Outcome.WAIVED
        )
    return done


@act("restore_report", label="恢复填报", data=One)
def restore_report(act: Act, data: One) -> Done:
    """免报的一期恢复填报。"""
    return _simple(act, data, "restore", "已恢复填报")


def _simple(act: Act, data: One, trigger: str, said: str) -> Done:
    subject = report_of(act, data.report)
    fire(act, subject, trigger, facts_of(act, subject, words=data.reason), values={"reason": data.reason})
    return Done(f"{said}“{subject.title}”{subject.what}", ids={"report": subject.id})


def hand_in(act: Act, subject: Subject[ReportFacts], trigger: str, *, words: str = "", **more: Any) -> Fired:
    """Submit by `trigger`, and keep what was submitted so that a resubmission can show the difference (W12)."""
    row = subject.row
    _refuse_closed(act, subject)
    content = content_of(act, subject)
    facts = facts_of(act, subject, words=words, figures_changed=figures_changed(act, subject, content), **more)
    values: dict[str, Any] = {"submitted_by": act.person_id, "submissions": row.submissions + 1}
    if row.first_submitted_at is None:
        # the first submission that passed the pre-check decides on time or late
        values["first_submitted_at"] = act.effective_at
    fired = fire(act, subject, trigger, facts, values=values, content=content)
    follow(act, subject, fired)
    _keep(act, subject, content, row.submissions + 1)
    return fired


def _refuse_closed(act: Act, subject: Subject[ReportFacts]) -> None:
    """Late reports still come in; a window that the office closed takes none."""
    if (reason := refusal_of_closed(subject.place, subject.row)) is not None:
        raise act.refused(reason)


def refusal_of_closed(place: Place, report: Any) -> str | None:
    if place.window_state == WindowState.CLOSED.value and report.first_submitted_at is None:
        return f"“{place.window_title}”已截止，不再接收；确需补报的，请考核办重新开放"
    return None


def facts_of(act: Act, subject: Subject[ReportFacts], *, words: str = "", **more: Any) -> ReportFacts:
    """The facts with which a report's machine is asked outside a review."""
    return ReportFacts(**circumstances(act, subject, words=words), **contents_of(act, subject), **more)


def content_of(act: Act, subject: Subject[ReportFacts]) -> dict[str, Any]:
    """The lines as they stand."""
    left_out = {"id", "report_id", "office_id", "version"}
    lines = [
        {name: value for name, value in row._asdict().items() if name not in left_out and value not in (None, "", {})}
        for row in rows_of(act, subject.id)
    ]
    return {"lines": lines, "as_of": subject.row.as_of_on}


def figures_changed(act: Act, subject: Subject[ReportFacts], content: dict[str, Any]) -> bool:
    """Whether a figure differs from the last submission; words may change without asking the reviewers again."""
    last = act.tx.execute(
        select(Snapshot.c.content)
        .where(Snapshot.c.subject_kind == SubjectKind.REPORT.value, Snapshot.c.subject_id == subject.id)
        .order_by(Snapshot.c.version.desc())
    ).first()
    if last is None:
        return False
    return figures_of(last.content["lines"]) != figures_of(content["lines"])


def figures_of(lines: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    names = ("item_id", "target_id", "reported_period", "reported_cumulative")
    return [tuple(str(line.get(name, "")) for name in names) for line in lines]


def _keep(act: Act, subject: Subject[ReportFacts], content: dict[str, Any], number: int) -> None:
    row = {
        "office_id": act.office_id,
        "subject_kind": SubjectKind.REPORT.value,
        "subject_id": subject.id,
        "version": number,
        "taken_at": act.now,
        "content": content,
    }
    insert_rows(act.tx, Snapshot.t, [row])
