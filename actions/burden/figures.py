"""Which figures stand already (W15): in a report of the plan, or in what was asked for besides."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.wording import say_last_moment
from config.windows import ReportField
from models.assignments import Assignment
from models.indicators import Indicator, Target
from models.obligations import Obligation
from models.reports import Report, ReportRow
from models.requests import Request, RequestFigure
from models.windows import Period as Opened
from models.windows import Window
from states.burden import Stands
from states.report import ReportState
from workdays.periods import Period
from workdays.wording import say_day

REQUEST = "request"
"""The subject of an obligation to answer what was asked besides the plan."""

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that somebody wants: of which task, for which span."""

    assignment_id: int
    title: str
    period: Period

    @property
    def key(self) -> tuple[int, Any, Any]:
        return self.assignment_id, self.period.start, self.period.end

    @property
    def said(self) -> str:
        return f"“{self.title}”{self.period.label}的数"


def tasks_of(act: Act, assessment_id: int, code: str) -> Sequence[Any]:
    """The tasks of an indicator; several where it has segments."""
    query = (
        select(Assignment.c.id, Assignment.c.title)
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .where(Indicator.c.assessment_id == assessment_id, Indicator.c.code == code)
    )
    return act.tx.execute(query.order_by(Assignment.c.position, Assignment.c.id)).all()


def standing(act: Act, wanted: Sequence[Wanted]) -> Iterator[Stands]:
    """Of the wanted figures those that were asked for before, whoever asked, and where each is."""
    if not wanted:
        return
    by_key = {one.key: one for one in wanted}
    reports = {key: row for row in _reports(act, wanted) if (key := _key(row)) in by_key}
    values = _values(act, [row.id for row in reports.values()])
    for key, row in reports.items():
        yield Stands(by_key[key].said, _unit(act, row), row.window, _of_report(row, values.get(row.id, ())))
    for row in _requests(act, wanted):
        if (key := _key(row)) in by_key and key not in reports:
            yield Stands(by_key[key].said, _unit(act, row), row.title, _of_request(row))


def _key(row: Any) -> tuple[int, Any, Any]:
    return row.assignment_id, row.begins_on, row.ends_on


def _unit(act: Act, row: Any) -> str:
    return act.directory.units[row.unit_id].shown


def _reports(act: Act, wanted: Sequence[Wanted]) -> list[Any]:
    """Those that ask for a number; a later round stands for an earlier one."""
    query = (
        select(Report.t, Opened.c.begins_on, Opened.c.ends_on, Window.c.title.label("window"), Window.c.due_at,
               Window.c.rule)
        .join(Opened.t, Opened.c.id == Report.c.period_id)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .where(Report.c.assignment_id.in_({one.assignment_id for one in wanted}))
        .where(Report.c.state != ReportState.WAIVED.value)
        .order_by(Report.c.round, Report.c.id)
    )  # fmt: skip
    return [row for row in act.tx.execute(query) if ReportField.VALUE.value in row.rule.get("fields", ())]


def _values(act: Act, reports: Sequence[int]) -> Mapping[int, Sequence[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = (
        select(ReportRow.c.report_id, ReportRow.c.reported_cumulative, Target.c.unit)
        .outerjoin(Target.t, Target.c.id == ReportRow.c.target_id)
        .where(ReportRow.c.report_id.in_(reports), ReportRow.c.reported_cumulative.is_not(None))
    )
    for row in act.tx.execute(query.order_by(ReportRow.c.report_id, ReportRow.c.position)):
        found[row.report_id].append(f"{row.reported_cumulative.normalize():f}{row.unit or ''}")
    return found


def _of_report(row: Any, values: Sequence[str]) -> str:
    if row.first_submitted_at is not None:
        told = f"（累计{'、'.join(values[:SHOWN])}）" if values else ""
        return f"{say_day(row.first_submitted_at.date(), year=False)}已报送{told}，请直接取用"
    due = f"期限{say_last_moment(row.due_at)}" if row.due_at is not None else "期限未定"
    return f"{due}，{'还没有到填报期' if row.state == ReportState.NOT_OPEN.value else '尚未报送'}"


def _requests(act: Act, wanted: Sequence[Wanted]) -> Sequence[Any]:
    query = (
        select(RequestFigure.c.assignment_id, RequestFigure.c.begins_on, RequestFigure.c.ends_on, Request.c.title,
               Request.c.unit_id, Request.c.due_at, Obligation.c.settled_at)
        .join(Request.t, Request.c.id == RequestFigure.c.request_id)
        .outerjoin(Obligation.t, (Obligation.c.subject_kind == REQUEST) & (Obligation.c.subject_id == Request.c.id))
        .where(RequestFigure.c.assignment_id.in_({one.assignment_id for one in wanted}))
        .order_by(Request.c.id)
    )  # fmt: skip
    return act.tx.execute(query).all()


def _of_request(row: Any) -> str:
    if row.settled_at is not None:
        return f"{say_day(row.settled_at.date(), year=False)}已办结，请直接取用"
    return f"期限{say_last_moment(row.due_at)}，尚未办结" if row.due_at is not None else "尚未办结"
