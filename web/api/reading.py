"""What is told to other systems: each list in two or three queries, whatever its length, within what the token sees."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select

from config.labels import Labelled
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.assignments import Assignment
from models.figures import FigureDefinition
from models.indicators import Indicator, Target
from models.items import Item
from models.obligations import OPEN, Obligation
from models.posts import Post
from models.reports import Report, ReportRow
from models.results import Result, ResultLine, ResultVersion
from models.units import Unit
from models.windows import Period
from states.obligations import ObligationKind
from states.results.facts import PUBLIC
from states.subjects import SubjectKind
from web.api.calling import Call
from web.api.problems import Problem
from web.api.shapes import Figure, Listed, OneReport, OneResult, OneUnit, Owed, Scored, Year


class Standing(Labelled):
    """How an obligation stands now."""

    OPEN = "open", "还欠着"
    OVERDUE = "overdue", "已过截止时刻，还欠着"
    SETTLED = "settled", "已了结"
    ALL = "all", "全部"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """From which row on, and how many."""

    after: int
    limit: int

    def of(self, query: Select[Any], key: Any) -> Select[Any]:
        """One more than is shown tells whether there is a next page."""
        return query.where(key > self.after).order_by(key).limit(self.limit + 1)

    def page(self, rows: Sequence[Any]) -> tuple[Sequence[Any], int | None]:
        shown = rows[: self.limit]
        return shown, shown[-1].id if len(rows) > self.limit else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which obligations."""

    state: Standing
    assessment: int | None
    unit: str | None
    kind: ObligationKind | None
    due_from: date | None
    due_to: date | None


def years(call: Call) -> list[Year]:
    query = (
        select(Assessment.c.id, Assessment.c.scheme_code.label("scheme"), Assessment.c.year, Assessment.c.title,
               Assessment.c.state)
        .where(Assessment.c.office_id == call.token.office_id, call.sees(SubjectKind.ASSESSMENT))
        .order_by(Assessment.c.year.desc(), Assessment.c.id)
    )  # fmt: skip
    return [Year.model_validate(row) for row in call.tx.execute(query)]


def units(call: Call) -> list[OneUnit]:
    """In official order (规范序列)."""
    return [OneUnit.model_validate(unit) for unit in call.directory.units.values()]


def obligations(call: Call, wanted: Wanted, paging: Paging) -> Listed[Owed]:
    query = (
        select(Obligation.t, Unit.c.code.label("unit"), Post.c.code.label("post"))
        .join(Unit.t, Unit.c.id == Obligation.c.unit_id)
        .join(Post.t, Post.c.id == Obligation.c.post_id)
        .where(call.sees(SubjectKind.OBLIGATION), *_wanted(wanted, now=call.now))
    )
    shown, following = paging.page(call.tx.execute(paging.of(query, Obligation.c.id)).all())
    return Listed[Owed](items=[_owed(row, now=call.now) for row in shown], next=following)


def _wanted(wanted: Wanted, *, now: datetime) -> list[Any]:
    conditions: list[Any] = []
    if wanted.state in (Standing.OPEN, Standing.OVERDUE):
        conditions.append(OPEN)
    if wanted.state is Standing.OVERDUE:
        conditions.append(Obligation.c.due_at < now)
    if wanted.state is Standing.SETTLED:
        conditions.append(Obligation.c.settled_at.is_not(None))
    if wanted.assessment is not None:
        conditions.append(Obligation.c.assessment_id == wanted.assessment)
    if wanted.unit is not None:
        conditions.append(Unit.c.code == wanted.unit)
    if wanted.kind is not None:
        conditions.append(Obligation.c.kind == wanted.kind.value)
    if wanted.due_from is not None:
        conditions.append(Obligation.c.due_at >= _begin(wanted.due_from))
    if wanted.due_to is not None:
        conditions.append(Obligation.c.due_at < _begin(wanted.due_to + timedelta(days=1)))
    return conditions


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)


def _owed(row: Any, *, now: datetime) -> Owed:
    return Owed(
        **{name: getattr(row, name) for name in OWED},
        assessment=row.assessment_id,
        kind_label=ObligationKind(row.kind).label,
        is_overdue=row.settled_at is None and row.due_at is not None and now > row.due_at,
    )


OWED = (
    *("id", "kind", "title", "period", "unit", "post", "opened_at", "due_at", "provisional", "settled_at", "outcome"),
)


def reports(
    call: Call, *, assessment: int | None, unit: str | None, period: str | None, state: str | None, paging: Paging
) -> Listed[OneReport]:
    asked = (
        (Report.c.assessment_id, assessment), (Unit.c.code, unit), (Period.c.code, period), (Report.c.state, state),
    )  # fmt: skip
    query = (
        select(
            Report.c.id, Report.c.assessment_id.label("assessment"), Indicator.c.code.label("indicator"),
            Assignment.c.title, Period.c.code.label("period"), Report.c.round, Unit.c.code.label("unit"),
            Report.c.state, Report.c.first_submitted_at, Report.c.verified_at,
        )
        .join(Unit.t, Unit.c.id == Report.c.unit_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .where(call.sees(SubjectKind.REPORT), *(column == value for column, value in asked if value is not None))
    )  # fmt: skip
    shown, following = paging.page(call.tx.execute(paging.of(query, Report.c.id)).all())
    figures = _figures(call, [row.id for row in shown])
    return Listed[OneReport](
        items=[OneReport(**row._mapping, figures=figures.get(row.id, [])) for row in shown], next=following
    )


def _figures(call: Call, reports: Sequence[int]) -> dict[int, list[Figure]]:
    found: dict[int, list[Figure]] = defaultdict(list)
    query = (
        select(
            ReportRow.t,
            func.coalesce(Target.c.name, FigureDefinition.c.name, Item.c.content, "").label("name"),
            case((Target.c.id.is_not(None), Target.c.unit), else_=func.coalesce(FigureDefinition.c.unit, "")).label(
                "unit"
            ),
        )
        .join(Target.t, Target.c.id == ReportRow.c.target_id, isouter=True)
        .join(FigureDefinition.t, FigureDefinition.c.id == ReportRow.c.figure_id, isouter=True)
        .join(Item.t, Item.c.id == ReportRow.c.item_id, isouter=True)
        .where(ReportRow.c.report_id.in_(reports))
        .order_by(ReportRow.c.report_id, ReportRow.c.position)
    )
    for row in call.tx.execute(query):
        found[row.report_id].append(Figure.model_validate(row))
    return found


def results(call: Call, *, assessment: int | None, paging: Paging) -> Listed[OneResult]:
    """Only what was published (O27)."""
    query = select(
        Result.c.id, Result.c.assessment_id.label("assessment"), Result.c.period, Result.c.title, Result.c.state,
        Result.c.document_no, Result.c.published_at, Result.c.in_force.label("version"),
    ).where(_public(call), *([Result.c.assessment_id == assessment] if assessment is not None else []))  # fmt: skip
    shown, following = paging.page(call.tx.execute(paging.of(query, Result.c.id)).all())
    return Listed[OneResult](items=[OneResult.model_validate(row) for row in shown], next=following)


def scores(call: Call, result: int) -> list[Scored]:
    """Of the version that was published last. Raises `Problem` for a result that is not public."""
    found = call.tx.execute(select(Result.c.id, Result.c.in_force).where(Result.c.id == result, _public(call))).first()
    if found is None:
        raise Problem(404, "没有找到这个考核结果", "可能还没有公布，或者不在令牌可以查看的范围内")
    query = (
        select(ResultLine.t, ResultLine.c.result_code.label("group"), Unit.c.code.label("unit"))
        .join(ResultVersion.t, ResultVersion.c.id == ResultLine.c.version_id)
        .join(Unit.t, Unit.c.id == ResultLine.c.unit_id)
        .where(ResultVersion.c.result_id == found.id, ResultVersion.c.number == found.in_force)
        .order_by(ResultLine.c.result_code, ResultLine.c.position)
    )
    return [Scored.model_validate(row) for row in call.tx.execute(query)]


def _public(call: Call) -> Any:
    states = sorted(state.value for state in PUBLIC)
    return call.sees(SubjectKind.RESULT) & Result.c.state.in_(states) & Result.c.in_force.is_not(None)
