"""When somebody who is on time does what he owes. None: he cannot know yet, or nobody told him when."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from actions.behaving.written import Answer
from actions.playing.deciding import answer_for
from actions.playing.hours import (
    LEADING,
    RECORDING,
    SENDING,
    SIGNING,
    WRITING,
    after_workdays,
    at,
    next_working,
)
from actions.playing.judging import may_be_scored, verdict_for
from actions.playing.stage import Stage
from actions.playing.waiting import UNHURRIED, aim, begins_to_gather, unhurried
from config.obligations import ObligationKind as Kind
from config.readings import chain_for, scored_by
from config.roles import LEADERS
from config.stages import By


def on_time(stage: Stage, row: Any) -> datetime | None:
    """The moment at which this open obligation is settled by somebody who keeps every date."""
    plan = _PLANS.get(Kind(row.kind), _before_the_day)
    planned = plan(stage, row)
    return planned if planned is None else max(planned, _opening(row, planned.timetz().replace(tzinfo=None), stage))


def _opening(row: Any, hour: time, stage: Stage) -> datetime:
    """Nothing is done before it is owed."""
    return next_working(stage.opened(row), hour, calendar=stage.calendar)


def _waits_for_event(row: Any) -> bool:
    return row.due_at is None and (row.deadline or {}).get("status") == "waiting_event"


def _days_before(stage: Stage, row: Any, days: int, hour: time) -> datetime | None:
    """So many workdays before the day that reminders aim at; unhurried where there is no date."""
    day = aim(row, stage.calendar)
    if day is None:
        unhurried = after_workdays(stage.opened(row), UNHURRIED, hour, calendar=stage.calendar)
        return None if _waits_for_event(row) else unhurried
    return at(stage.calendar.add_workdays(day, -days), hour)


def _before_the_day(stage: Stage, row: Any) -> datetime | None:
    return _days_before(stage, row, 1, WRITING)


def _breakdown(stage: Stage, row: Any) -> datetime | None:
    """Early enough that every step of the chain has its days before the date itself."""
    return _days_before(stage, row, _chain_days(stage), WRITING)


def _part(stage: Stage, row: Any) -> datetime | None:
    """配合材料: the workday before the lead hands in, which is some workdays after its own date (O29)."""
    between = stage.scheme.stages.breakdown.co_unit_days
    return _days_before(stage, row, max(_chain_days(stage) - between, 0) + 1, WRITING)


def _chain_days(stage: Stage) -> int:
    chain = chain_for(stage.scheme, stage.scheme.stages.breakdown)
    return sum(step.days for step in chain.steps) if chain else 1


def _review(stage: Stage, row: Any) -> datetime | None:
    """A head signs the same afternoon, a leader finds it in the next morning's folder; never after its date."""
    calendar = stage.calendar
    if stage.places.posts[row.post_id].role not in LEADERS:
        planned = next_working(stage.opened(row), SIGNING, calendar=calendar)
    else:
        planned = after_workdays(stage.opened(row), 1, LEADING, calendar=calendar)
    return planned if row.due_at is None or planned <= row.due_at else stage.opened(row)


def _revision(stage: Stage, row: Any) -> datetime | None:
    return after_workdays(stage.opened(row), 1, WRITING, calendar=stage.calendar)


def _report(stage: Stage, row: Any) -> datetime | None:
    if row.due_at is not None or _waits_for_event(row):
        return _days_before(stage, row, 1, WRITING)
    return unhurried(stage, stage.opened(row), stage.places.window(row.period))


def _sending(stage: Stage, row: Any) -> datetime | None:
    return next_working(stage.opened(row), SENDING, calendar=stage.calendar)


def _receipt(stage: Stage, row: Any) -> datetime | None:
    return after_workdays(stage.opened(row), 1, RECORDING, calendar=stage.calendar)


def _checking(stage: Stage, row: Any) -> datetime | None:
    """Two workdays later, or on its day where that is sooner."""
    planned = after_workdays(stage.opened(row), 2, RECORDING, calendar=stage.calendar)
    return planned if row.due_at is None or planned <= row.due_at else _routine(stage, row)


def _verdict(stage: Stage, row: Any) -> datetime | None:
    """The workday after the superior's paper is dated."""
    verdict = verdict_for(stage, stage.places.assignments[row.subject_id])
    if verdict is None:
        return None
    return after_workdays(at(verdict.dated_on, RECORDING), 1, RECORDING, calendar=stage.calendar)


def _score(stage: Stage, row: Any) -> datetime | None:
    """As soon as there are points to enter and the scheme lets them be entered at all."""
    by_office = scored_by(stage.scheme) is not By.SUPERIOR
    undated = row.due_at is None and (row.deadline or {}).get("status") == "unknown"
    if not may_be_scored(stage, stage.places.assignments[row.subject_id]) or (by_office and undated):
        return None
    return after_workdays(stage.opened(row), 1, RECORDING, calendar=stage.calendar)


def _decision(stage: Stage, row: Any) -> datetime | None:
    """So many workdays after it was asked; never, where the behaviour has it lapse."""
    rule = answer_for(stage, row)
    if rule is None or rule.answer is Answer.NONE:
        return None
    if not rule.answered:
        return next_working(stage.opened(row), SIGNING, calendar=stage.calendar)
    return after_workdays(stage.opened(row), rule.answered, RECORDING, calendar=stage.calendar)


def signed_after(stage: Stage, row: Any, days: int) -> datetime:
    """文书: presented on the workday on which it is to be signed, before its signer gets to it."""
    if not days:
        return next_working(stage.opened(row), RECORDING, calendar=stage.calendar)
    return after_workdays(stage.opened(row), days, RECORDING, calendar=stage.calendar)


def _letter(stage: Stage, row: Any) -> datetime | None:
    return signed_after(stage, row, 1)


def _next_morning(stage: Stage, row: Any) -> datetime | None:
    return after_workdays(stage.opened(row), 1, WRITING, calendar=stage.calendar)


def _meeting(stage: Stage, row: Any) -> datetime | None:
    """约谈 at its hour."""
    return row.due_at if row.due_at is not None else _routine(stage, row)


def _milestone(stage: Stage, row: Any) -> datetime | None:
    """On the day that the sample tells, if it is in time; else on the last day."""
    done_on = stage.milestone_done_on(int(row.period)) if row.period.isdecimal() else None
    day = aim(row, stage.calendar)
    if done_on is None or day is None or done_on > day:
        return _days_before(stage, row, 0, RECORDING)
    return next_working(at(done_on, RECORDING), RECORDING, calendar=stage.calendar)


def _routine(stage: Stage, row: Any) -> datetime | None:
    return _days_before(stage, row, 0, RECORDING)


_PLANS: dict[Kind, Callable[[Stage, Any], datetime | None]] = {
    Kind.BREAKDOWN: _breakdown,
    Kind.CO_UNIT_PART: _part,
    Kind.REVIEW: _review,
    Kind.OPINION: _review,
    Kind.REVISION: _revision,
    Kind.REPORT: _report,
    Kind.FIGURE: _report,
    Kind.CONSOLIDATION: begins_to_gather,
    Kind.SEND_UP: _sending,
    Kind.RECEIPT: _receipt,
    Kind.VERIFICATION: _checking,
    Kind.VERDICT: _verdict,
    Kind.SCORE: _score,
    Kind.DECISION: _decision,
    Kind.MILESTONE: _milestone,
    Kind.DUTY: _routine,
    Kind.LETTER: _letter,
    Kind.DELIVERY: _sending,
    Kind.ACKNOWLEDGEMENT: _next_morning,
    Kind.REPLY: _before_the_day,
    Kind.RECHECK: _receipt,
    Kind.TALK: _meeting,
    Kind.COMMITMENT: _next_morning,
    Kind.SELF_CHECK: _routine,
}
