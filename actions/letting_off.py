"""What need not be done (免办), what is asked for after all (补报), and what a year leaves open (年终)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.burden.gate import Demand, Excess, note, weigh
from actions.burden.loads import window_matter
from actions.context import Act
from actions.duties import RECORDED
from actions.firing import fire
from actions.guarding import allow
from actions.holding import stand
from actions.ladders import standing_of
from actions.owing import named, open_obligation, subject_of
from actions.publishing.schedule import window_key
from actions.reports.loading import report_of
from actions.reports.submitting import facts_of
from actions.telling import Told
from actions.wording import say_last_moment
from config.deadlines import ClockTime
from config.obligations import ObligationKind
from models.obligations import OPEN, Obligation
from models.reports import Report
from models.windows import Window
from models.writing import change_row, lock_row
from states.burden import Asks
from states.obligations import Outcome
from states.report import ReportState
from states.subjects import SubjectFacts, SubjectKind
from states.window import WindowState
from workdays.deadline import due_at, instant

WAIVABLE = RECORDED | {ObligationKind.CO_UNIT_PART.value}
# somebody's answer or judgement is still wanted: these are given, not closed
WANTED = frozenset(
    each.value
    for each in (
        ObligationKind.REVIEW,
        ObligationKind.OPINION,
        ObligationKind.DECISION,
        ObligationKind.VERIFICATION,
        ObligationKind.VERDICT,
        ObligationKind.SCORE,
        # of a result, which is only handled once its year is over
        *(ObligationKind.SCORE_CHECK, ObligationKind.CONSULTATION, ObligationKind.DELIBERATION),
        *(ObligationKind.PUBLIC_NOTICE, ObligationKind.ANNOUNCEMENT, ObligationKind.ARCHIVING),
        *(ObligationKind.ACCEPTANCE, ObligationKind.REEXAMINATION),
    )
)
SHOWN = 20


class LetOff(Data):
    """What need not be done, and why."""

    obligation: int = Field(description="应办事项编号")
    reason: str = Field(min_length=1, description="理由")


class AfterAll(Excess):
    """A report that is asked for after all."""

    assignment: int = Field(description="指标任务编号")
    window: str = Field(min_length=1, description="报送编码")
    occasion: str = Field(default="", description="期次，如 2019-06；只开一次的报送不写")
    until: date = Field(description="补报到哪一天（含当日）")
    hour: ClockTime | None = Field(default=None, description="当日几点前；不写则到当日24时")
    reason: str = Field(min_length=1, description="理由")


class YearEnd(Data):
    """What a past year leaves open, and why it is closed."""

    assessment: int = Field(description="考核年度编号")
    obligations: tuple[int, ...] = Field(default=(), description="只办结这些；不写则全部可以办结的")
    reason: str = Field(min_length=1, description="办结的理由")
    apply: bool = Field(default=False, description="false 只列出，true 才办结")


@act("waive_obligation", label="免办", data=LetOff)
def waive_obligation(act: Act, data: LetOff) -> Done:
    """考核办准许一件例行工作、自查、节点、交办事项或配合材料免办；进展报告用“免报”。"""
    row = open_obligation(act, data.obligation)
    decision = allow(act, "waive", subject_of(act, row))
    if row.kind not in WAIVABLE:
        raise act.refused(f"{named(row)}不能免办；进展报告请用“免报”")
    act.obligations.end([row.id], outcome=Outcome.WAIVED)
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        assessment_id=row.assessment_id,
        after={"outcome": Outcome.WAIVED.value, "due_at": row.due_at},
        reason=data.reason,
        decision=decision,
    )
    return Done(f"已准{named(row)}免办", ids={"obligation": row.id})


@act("demand_report", label="要求补报", data=AfterAll, asks=Asks.REQUEST)
def demand_report(act: Act, data: AfterAll) -> Done:
    """要求补报一次已免报、免追溯或已截止的报送，另给期限。"""
    window, reports = _missing(act, data)
    wanted = due_at(data.until, cutoff=data.hour)
    reasons = [] if reports else ["这次报送没有可以补报的期次"]
    if instant(wanted) <= instant(act.now):
        reasons.append("补报的期限要晚于现在")
    weighed = weigh(act, _demand(act, data, window, wanted))
    if refused := (*reasons, *weighed.reasons):
        raise act.refused(*refused)
    decision = allow(act, "reopen", SubjectFacts(kind=SubjectKind.WINDOW, office=act.office_id, state=window.state))
    note(act, weighed, decision)
    if window.state == WindowState.CLOSED.value:
        opened = {"state": WindowState.OPEN.value, "closed_at": None}
        change_row(act.tx, Window.t, window.id, version=window.version, values=opened)
    said = say_last_moment(wanted)
    for number, state in reports:
        if state == ReportState.WAIVED.value:
            subject = report_of(act, number)
            facts = facts_of(act, subject, words=data.reason)
            fire(act, subject, "restore", facts, values={"reason": data.reason}, words={"due": said})
    owed = _owed(act, data)
    for row in owed:
        title = row.title if row.title.endswith("（补报）") else f"{row.title}（补报）"
        kept = row.original_due_at or window.due_at
        stand(
            act,
            row,
            standing_of(row).anew(act.now),
            due_at=wanted,
            title=title,
            original_due_at=kept,
            provisional=False,
        )
    _tell(act, owed, window, said, data.reason)
    act.record(
        SubjectKind.WINDOW.value,
        window.id,
        assessment_id=window.assessment_id,
        before={"state": window.state},
        after={
            "assignment_id": data.assignment,
            "due_at": wanted,
            "reports": [number for number, _ in reports],
            **weighed.noted,
        },
        reason=data.reason,
        decision=decision,
    )
    return Done(f"已要求{len(reports)}期补报，期限{said}", ids={"assignment": data.assignment})


def _demand(act: Act, data: AfterAll, window: Any, wanted: datetime) -> Demand:
    """The same matter as its window: asked for again in the month of the new date."""
    query = select(Report.c.unit_id).where(Report.c.window_id == window.id, Report.c.assignment_id == data.assignment)
    return Demand(
        assessment_id=window.assessment_id,
        units=tuple(sorted(set(act.tx.scalars(query)))),
        matter=window_matter(window.assessment_id, window_key(data.window, data.occasion)),
        title=f"{window.title}（补报）",
        due_at=wanted,
        excess=data,
        again=True,
    )


def _missing(act: Act, data: AfterAll) -> tuple[Any, list[tuple[int, str]]]:
    """The window, locked, and the reports of it that nobody will hand in any more."""
    query = (
        select(Report.c.id, Report.c.state, Report.c.window_id)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .where(
            Report.c.assignment_id == data.assignment,
            Window.c.code == data.window,
            Window.c.occasion == data.occasion,
        )
    )
    rows = act.tx.execute(query.order_by(Report.c.id)).all()
    window = lock_row(act.tx, Window.t, rows[0].window_id) if rows else None
    if window is None:
        raise act.refused(f"这项任务没有“{data.window}{data.occasion}”这次报送")
    act.published(window.assessment_id)
    closed = {ReportState.FILLING.value} if window.state == WindowState.CLOSED.value else set()
    return window, [(row.id, row.state) for row in rows if row.state in {ReportState.WAIVED.value, *closed}]


def _owed(act: Act, data: AfterAll) -> list[Any]:
    kinds = {ObligationKind.REPORT.value, ObligationKind.FIGURE.value}
    period = window_key(data.window, data.occasion)
    rows = act.obligations.about(SubjectKind.ASSIGNMENT.value, data.assignment, locked=True)
    return [row for row in rows if row.kind in kinds and row.period == period]


def _tell(act: Act, rows: Sequence[Any], window: Any, said: str, reason: str) -> None:
    for row in rows:
        act.tell(
            Told(
                code="dates_changed",
                key=f"demanded:{row.id}:{row.version}",
                post_id=row.post_id,
                words={
                    "unit": act.directory.units[row.unit_id].shown,
                    "what": ObligationKind(row.kind).label,
                    "subject": row.title,
                    "before": say_last_moment(window.due_at) if window.due_at else "未定",
                    "due": said,
                    "reason": f"补报，{reason}",
                },
                overrides=act.published(row.assessment_id).texts,
                wanted_while=row.id,
            )
        )


@act("close_open_ends", label="年终清理", data=YearEnd)
def close_open_ends(act: Act, data: YearEnd) -> Done:
    """列出一个过去的年度还没有办结的事，逐件写入理由后办结；等审核、认定、评分的不在此列。"""
    published = act.published(data.assessment)
    decision = allow(act, "close", SubjectFacts(kind=SubjectKind.ASSESSMENT, office=act.office_id))
    rows = [row for row in _open(act, data.assessment) if not data.obligations or row.id in data.obligations]
    reasons = [f"{named(row)}还等着办理，不能这样办结" for row in rows if data.obligations and row.kind in WANTED]
    if data.apply and act.now.year <= published.year:
        reasons.append(f"{published.year}年度还没有结束")
    if unknown := sorted(set(data.obligations) - {row.id for row in rows}):
        reasons.append(f"不是这个年度没有办结的事：{'、'.join(map(str, unknown[:SHOWN]))}")
    if reasons:
        raise act.refused(*reasons)
    closable = [row for row in rows if row.kind not in WANTED]
    told = [{"obligation": row.id, "title": row.title, "kind": row.kind, "due_at": row.due_at} for row in rows]
    if not data.apply:
        return Done(f"年终还有{len(rows)}件没有办结，其中{len(closable)}件可以办结（尚未改动）", details={"open": told})
    act.obligations.end([row.id for row in closable], outcome=Outcome.YEAR_ENDED)
    for row in closable:
        act.record(
            SubjectKind.OBLIGATION.value,
            row.id,
            assessment_id=data.assessment,
            after={"outcome": Outcome.YEAR_ENDED.value, "due_at": row.due_at},
            reason=data.reason,
            decision=decision,
        )
    return Done(f"已办结{len(closable)}件，还有{len(rows) - len(closable)}件等着办理", details={"open": told})


def _open(act: Act, assessment_id: int) -> Sequence[Any]:
    query = select(Obligation.t).where(OPEN, Obligation.c.assessment_id == assessment_id)
    return act.tx.execute(query.order_by(Obligation.c.id).with_for_update()).all()
