"""What a summary counts: the reports that its months asked for, and how far the figures had come by their end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.publishing.schedule import window_key
from actions.shortfalls.tracking import Tracked, tracked_of_year
from actions.summaries.pending import last_meeting, late_of
from actions.urging import times_urged
from models.assignments import Assignment
from models.obligations import NOT_OWED, Obligation
from models.reports import Report
from models.shortfalls import Shortfall
from models.windows import Period, Window
from states.lights import Explained
from states.obligations import ObligationKind
from states.report import ReportState
from states.subjects import SubjectKind
from states.summary import Asked, Contents, Lit, SummaryKind, summarise
from workdays.periods import Period as Months

REPORTS = (ObligationKind.REPORT.value, ObligationKind.FIGURE.value)
NOT_ASKED = (ReportState.WAIVED.value,)


def contents_of(act: Act, assessment_id: int, period: str, *, kind: SummaryKind) -> Contents:
    """The summary of these months as of now; units in official order."""
    months = Months.parse(period)
    units = [unit.shown for unit in act.directory.units.values()]
    asked, lit = _asked(act, assessment_id, months), _lit(act, assessment_id, months)
    contents = summarise(units, asked, lit, now=act.now, calendar=act.calendar)
    if kind in (SummaryKind.OVERDUE, SummaryKind.MEETING):
        contents = replace(contents, late=late_of(act, assessment_id))
    if kind is SummaryKind.MEETING:
        meeting, decided = last_meeting(act, assessment_id)
        contents = replace(contents, meeting=meeting, decided=decided)
    return contents


def _lit(act: Act, assessment_id: int, months: Months) -> list[Lit]:
    """The light of every numeric target by the last figure up to the end of these months."""
    scheme = act.published(assessment_id).scheme
    behind = select(Shortfall.c.assignment_id, Shortfall.c.target_id).where(
        Shortfall.c.assessment_id == assessment_id, Shortfall.c.closed_at.is_(None)
    )
    short = set(act.tx.execute(behind).tuples())
    return [
        _light(act, each, months, is_shortfall=(each.assignment_id, each.target_id) in short)
        for each in tracked_of_year(act.tx, scheme, assessment_id, today=months.end)
    ]


def _light(act: Act, tracked: Tracked, months: Months, *, is_shortfall: bool) -> Lit:
    told = [each for each in tracked.periods if each.as_of <= months.end]
    seen = told[-1] if told else Explained(tracked.aim, None, months.end)
    return Lit(
        unit=act.directory.units[tracked.row.lead_unit_id].shown,
        title=tracked.title,
        light=seen.light,
        is_hollow=seen.reading.is_hollow,
        sentence=seen.sentence,
        is_shortfall=is_shortfall,
    )


def last_due(act: Act, assessment_id: int, period: str) -> datetime | None:
    """When the last report of these months falls due; extensions count. None: nothing is asked for."""
    return max((each.due_at for each in _asked(act, assessment_id, Months.parse(period))), default=None)


def _asked(act: Act, assessment_id: int, months: Months) -> list[Asked]:
    reports = _reports(act, assessment_id, months)
    owed = _owed(act, {row.assignment_id for row in reports})
    urged = times_urged(act.tx, {row.id for row in owed.values()})
    return [*_joined(act, reports, owed, urged)]


def _reports(act: Act, assessment_id: int, months: Months) -> Sequence[Any]:
    """Each month once, as it was first asked for; what completes a partial month comes with a later window."""
    query = (
        select(
            Report.c.assignment_id, Report.c.unit_id, Report.c.first_submitted_at, Report.c.counts_as_unfiled,
            Window.c.code, Window.c.occasion, Window.c.due_at, Period.c.title.label("period"),
            Assignment.c.title,
        )
        .join(Window.t, Window.c.id == Report.c.window_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .where(
            Report.c.assessment_id == assessment_id,
            Report.c.round == 1,
            Report.c.state.not_in(NOT_ASKED),
            Period.c.completes_id.is_(None),
            Period.c.begins_on >= months.start,
            Period.c.ends_on <= months.end,
        )
        .order_by(Report.c.id)
    )  # fmt: skip
    return act.tx.execute(query).all()


def _owed(act: Act, assignments: Iterable[int]) -> Mapping[tuple[int, str], Any]:
    """The obligation of each assignment and window; one that was let off (免追溯) is not counted."""
    query = select(
        Obligation.c.id, Obligation.c.subject_id, Obligation.c.period, Obligation.c.due_at, Obligation.c.outcome
    ).where(
        Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value,
        Obligation.c.subject_id.in_([*assignments]),
        Obligation.c.kind.in_(REPORTS),
    )
    return {(row.subject_id, row.period): row for row in act.tx.execute(query)}


def _joined(
    act: Act, reports: Sequence[Any], owed: Mapping[tuple[int, str], Any], urged: Mapping[int, int]
) -> Iterator[Asked]:
    told: dict[int, int] = defaultdict(int)
    for row in reports:
        obligation = owed.get((row.assignment_id, window_key(row.code, row.occasion)))
        if obligation is None or obligation.outcome in NOT_OWED or obligation.due_at is None:
            continue
        told[obligation.id] += 1
        yield Asked(
            unit=act.directory.units[row.unit_id].shown,
            title=f"{row.title}（{row.period}）",
            due_at=obligation.due_at,
            came_at=None if row.counts_as_unfiled else row.first_submitted_at,
            # one urging asks for all periods of a window at once
            urged=urged.get(obligation.id, 0) if told[obligation.id] == 1 else 0,
        )
