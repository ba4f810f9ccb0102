"""What is owed follows a changed plan: dates move, what is no longer asked is withdrawn, what is new is opened.

What was met is not looked at. A ladder that has begun goes on as it was frozen; what nobody has begun takes the new
one. A date is never moved into the past: what the new rules would have asked before they took effect is 补报.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import update

from actions.acts import Conflict
from actions.amending.asking import ask_duties, ask_reports, begin_tasks
from actions.amending.change import REPORTED, UNBEGUN, Change
from actions.context import Act
from actions.ladders import hours_of, next_look_of, standing_of
from actions.obligating import Owed, stored_deadline
from actions.publishing.duties import posts_for
from actions.publishing.late_start import ruling_on
from actions.publishing.schedule import rule_of, window_key, window_row
from checks.amended import key_of
from checks.planned import Planned, Stage
from config.ladders import Ladder
from config.windowing import asked_by, owers_of, windows_of
from models.obligations import Obligation
from models.reports import Report
from models.windows import Period, Window
from models.writing import change_row, change_rows
from states.ladder import DueMoment, first_look
from states.obligations import Outcome
from states.report import ReportState
from states.timing import in_workdays
from states.window import WindowState
from workdays.deadline import Deadline


@dataclass(frozen=True, slots=True)
class Moved:
    """One open obligation whose date or beginning changed: the row as it was, and when it is due now."""

    row: Any
    due_at: datetime | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of what was owed."""

    moved: tuple[Moved, ...]
    withdrawn: tuple[Any, ...]
    opened: tuple[Owed, ...]


def follow_plan(change: Change, *, reason: str) -> Followed:
    """Bring everything that is owed to where the new plan has it."""
    withdrawn = [*_withdraw(change, reason=reason)]
    gone = {row.id for row in withdrawn}
    moved = [*_redate(change, gone)]
    opened = [*begin_tasks(change), *ask_reports(change), *ask_duties(change)]
    return Followed(tuple(moved), tuple(withdrawn), tuple(opened))


# What is asked no more


def _withdraw(change: Change, *, reason: str) -> Iterator[Any]:
    rows = {row.id: row for each in change.gone for row in change.owed_by(each)}
    rows |= {row.id: row for row in _surplus_reports(change)} | {row.id: row for row in _surplus_duties(change)}
    change.act.obligations.end(sorted(rows), outcome=Outcome.WITHDRAWN)
    _close_windows(change, reason)
    for row in rows.values():
        if row.kind in REPORTED and row.period in change.standing.windows:
            _waive(change, change.standing.windows[row.period].id, reason, assignment=row.subject_id)
    yield from rows.values()


def _surplus_reports(change: Change) -> Iterator[Any]:
    """Units and tasks of which a window asks nothing any more."""
    rules = {one.code: one for one in windows_of(change.scheme)}
    ids = {one.planned.code: one.id for one in change.catalogue.given}
    for planned in change.living:
        if planned.stage is not Stage.WINDOW or planned.is_package:
            continue
        window = rule_of(planned, rules).window
        wanted = {
            (ids[one.code], change.codes.units[unit])
            for one in asked_by(change.scheme, window)
            for unit in owers_of(change.scheme, window, one)
        }
        yield from (row for row in change.owed_by(planned) if (row.subject_id, row.unit_id) not in wanted)


def _surplus_duties(change: Change) -> Iterator[Any]:
    rules = {rule.code: rule for rule in change.scheme.duties}
    for planned in change.living:
        if planned.stage is Stage.DUTY and (rows := change.owed_by(planned)):
            posts = set(posts_for(change.act, change.scheme, rules[planned.code], change.codes))
            yield from (row for row in rows if row.post_id not in posts)


def _close_windows(change: Change, reason: str) -> None:
    for planned in change.gone:
        row = change.standing.windows.get(window_key(planned.code, planned.occasion))
        if planned.stage is Stage.WINDOW and not planned.is_package and row is not None:
            values = {"state": WindowState.CLOSED.value, "closed_at": change.act.now}
            change_row(change.act.tx, Window.t, row.id, version=row.version, values=values)
            _waive(change, row.id, reason)


def _waive(change: Change, window_id: int, reason: str, *, assignment: int | None = None) -> None:
    """Reports that nobody has handed in are not asked for any more."""
    unbegun = update(Report.t).where(Report.c.window_id == window_id, Report.c.state.in_(UNBEGUN))
    if assignment is not None:
        unbegun = unbegun.where(Report.c.assignment_id == assignment)
    change.act.tx.execute(unbegun.values(state=ReportState.WAIVED.value, reason=reason, version=Report.c.version + 1))


# What moves


def _redate(change: Change, gone: set[int]) -> Iterator[Moved]:
    looks = []
    for each in change.living:
        was = change.old.get(key_of(each))
        if was is None:
            continue
        planned = replace(each, deadline=change.dated(each))
        if planned.stage is Stage.WINDOW and not planned.is_package:
            _rewrite_window(change, was, planned)
        for row in change.owed_by(planned):
            values = _values(change, was, planned, row)
            if row.id not in gone and any(getattr(row, name) != value for name, value in values.items()):
                look = _look(change.act, row, values, planned)
                looks.append({"b_id": row.id, "b_version": row.version, **values, "next_look_at": look})
                yield Moved(row, values["due_at"], values["opened_at"])
    if change_rows(change.act.tx, Obligation.t, looks) < len(looks):
        raise Conflict(change.act.entry.label, ("有的事项刚刚被别人办理过，请再试一次",))


def _values(change: Change, was: Planned, planned: Planned, row: Any) -> dict[str, Any]:
    """What an obligation is to be; one that has a date of its own (延期、补报) keeps it."""
    names = ("due_at", "original_due_at", "deadline", "provisional", "opened_at", "ladder")
    kept = {name: getattr(row, name) for name in names}
    begun = row.opened_at <= change.act.now
    if not begun:
        ladder = change.scheme.ladders[planned.ladder] if planned.ladder else None
        opens = planned.opens_at or row.opened_at
        kept |= {"ladder": ladder.model_dump(mode="json") if ladder else None, "opened_at": opens}
    deadline = planned.deadline
    is_own = row.due_at == row.original_due_at and not _same(was.deadline, deadline)
    if not is_own or deadline.due_at == row.due_at or _is_over(change, row, deadline.due_at):
        return kept
    return kept | {
        "due_at": _never_past(change, row, deadline.due_at),
        "original_due_at": deadline.due_at,
        "deadline": stored_deadline(deadline),
        "provisional": deadline.provisional,
    }


def _same(before: Deadline, after: Deadline) -> bool:
    """Not moved by the change; an event, or a person, may have moved what it is owed by since."""
    return (before.rule, before.due_at, before.provisional) == (after.rule, after.due_at, after.provisional)


def _is_over(change: Change, row: Any, due: datetime | None) -> bool:
    """What is late already is not made later or earlier by a day that is past as well."""
    return due is not None and row.due_at is not None and due <= change.act.now and row.due_at <= change.act.now


def _never_past(change: Change, row: Any, due: datetime | None) -> datetime | None:
    if due is None or due >= change.threshold:
        return due
    backfilled = in_workdays(change.threshold, change.scheme.policy.late_start_days, calendar=change.act.calendar)
    return min(row.due_at, backfilled) if row.due_at is not None else backfilled


def _look(act: Act, row: Any, values: Mapping[str, Any], planned: Planned) -> datetime | None:
    if values["ladder"] is None or values["due_at"] is None:
        return None
    own = values["due_at"] == planned.deadline.due_at
    due = DueMoment(
        due_at=values["due_at"],
        remind_on=planned.deadline.remind_on if own else None,
        before_grace=planned.deadline.before_grace if own else None,
        provisional=values["provisional"],
    )
    if values["opened_at"] <= act.now:
        return next_look_of(act, row, standing=standing_of(row), due=due)
    return first_look(
        Ladder.model_validate(values["ladder"]),
        due=due,
        opened_at=values["opened_at"],
        calendar=act.calendar,
        hours=hours_of(act, row),
    )


def _rewrite_window(change: Change, was: Planned, planned: Planned) -> None:
    """One that is not open yet is as the new rules have it; an open one only gets its new date."""
    row = change.standing.windows.get(window_key(planned.code, planned.occasion))
    if row is None or row.state == WindowState.CLOSED.value:
        return
    rules = {one.code: one for one in windows_of(change.scheme)}
    ruling = ruling_on(planned.deadline.due_at, change.scheme.policy, now=change.act.now, calendar=change.act.calendar)
    wanted = window_row(planned, rule_of(planned, rules), ruling, change.codes, row.position)
    names: tuple[str, ...] = () if _same(was.deadline, planned.deadline) else ("due_at", "deadline", "provisional")
    if row.state == WindowState.NOT_OPEN.value:
        names = (*names, "title", "opens_at", "rule")
    values = {name: wanted[name] for name in names}
    if any(getattr(row, name) != value for name, value in values.items()):
        change_row(change.act.tx, Window.t, row.id, version=row.version, values=values)
        _rewrite_periods(change, row.id, planned)


def _rewrite_periods(change: Change, window_id: int, planned: Planned) -> None:
    """A month that is still running on the new day is partial, and one that is over by then is not."""
    for is_partial in (False, True):
        codes = [each.code for each in planned.periods if each.is_partial is is_partial]
        change.act.tx.execute(
            update(Period.t)
            .where(Period.c.window_id == window_id, Period.c.code.in_(codes))
            .values(is_partial=is_partial)
        )
