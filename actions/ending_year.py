"""Year end: what a past year has left open is laid before the head of the office, once a week until nothing is left.

The clock asks for the verdict on what was executed (`conclude`, every tick) and archives what is scored once the date
that the scheme gives has passed. It closes nothing by itself: 年终清理 is a person's act.
"""

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from typing import Any

from sqlalchemy import Connection, func, select

from actions.assignments.facts import facts_of
from actions.assignments.loading import assignment_of
from actions.clockwork import CLOCK, RETRY, Counts, added, write
from actions.context import Act
from actions.doors import Door
from actions.firing import fire
from actions.letting_off import SHOWN, WANTED
from actions.owing import named
from actions.planning import plan_of
from actions.published import Published
from actions.telling import Told
from checks.planned import Stage
from config.roles import Role
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.assignments import Assignment
from models.care import end_asides, put_aside
from models.database import Database
from models.obligations import OPEN, Obligation
from states.assessment import AssessmentState
from states.assignment import AssignmentState
from states.subjects import SubjectKind
from workdays.deadline import END_OF_DAY, local_day

RUN = "year_end"
HEADS = (Role.ASSESSMENT_OFFICE_HEAD, Role.UNIT_OFFICE, Role.ASSESSMENT_OFFICE)
STANDING = (
    (AssignmentState.AWAITING_VERDICT, "待认定"),
    (AssignmentState.SCORED, "已评分、待归档"),
)


def end_years(database: Database, *, now: datetime) -> Counts:
    """Every running year that is over. Safe to run twice: the head of the office hears of it once a week."""
    counts: Counts = {"listed": 0, "open": 0, "archived": 0}
    with database.read() as tx:
        over = _over(tx, now.astimezone(SHANGHAI).year)
    for number in over:
        counts = added(counts, _one(database, number, now=now))
    write(database, lambda tx: end_asides(tx, run=RUN, now=now))
    return counts


def _over(tx: Connection, this_year: int) -> Sequence[int]:
    query = select(Assessment.c.id).where(
        Assessment.c.state == AssessmentState.RUNNING.value, Assessment.c.year < this_year
    )
    return tx.scalars(query.order_by(Assessment.c.id)).all()


def _one(database: Database, number: int, *, now: datetime) -> Counts:
    try:
        done: Counts = write(database, lambda tx: _list(tx, number, now=now))
    except Exception as error:  # noqa: BLE001 -- one bad year must not keep the others
        write(database, partial(_set_aside, number=number, reason=f"{type(error).__name__}: {error}", now=now))
        return {"set_aside": 1}
    return done


def _set_aside(tx: Connection, *, number: int, reason: str, now: datetime) -> None:
    kind = SubjectKind.ASSESSMENT.value
    put_aside(tx, run=RUN, subject_kind=kind, subject_id=number, reason=reason, now=now, retry_at=now + RETRY)


def _list(tx: Connection, number: int, *, now: datetime) -> Counts:
    act = Act(tx, CLOCK, door=Door(now=now))
    published = act.published(number)
    hour = published.scheme.policy.messages.digest_at
    begins = time.max if hour == END_OF_DAY else time.fromisoformat(hour)
    if not act.calendar.is_workday(local_day(act.now)) or act.now.time() < begins:
        return {}
    archived = _archive(act, published, number)
    left = select(Obligation.t).where(OPEN, Obligation.c.assessment_id == number)
    rows = tx.execute(left.order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id)).all()
    standing = _standing(tx, number)
    if rows or standing:
        _tell(act, number, rows, standing)
    act.close()
    return {"listed": int(bool(rows or standing)), "open": len(rows), "archived": archived}


def _archive(act: Act, published: Published, number: int) -> int:
    """What is scored, once the scheme's own date for archiving has passed; without a date a person does it."""
    planned = next((one for one in plan_of(act, published) if one.stage is Stage.ARCHIVE), None)
    if planned is None or planned.deadline.due_at is None or act.now <= planned.deadline.due_at:
        return 0
    query = select(Assignment.c.id).where(
        Assignment.c.assessment_id == number, Assignment.c.state == AssignmentState.SCORED.value
    )
    scored = act.tx.scalars(query.order_by(Assignment.c.id)).all()
    for each in scored:
        subject = assignment_of(act, each)
        fire(act, subject, "archive", facts_of(act, subject))
    return len(scored)


def _standing(tx: Connection, number: int) -> str:
    """待认定3项、已评分、待归档2项; empty where nothing stands so."""
    counted = dict(
        tx.execute(
            select(Assignment.c.state, func.count())
            .where(Assignment.c.assessment_id == number)
            .group_by(Assignment.c.state)
        )
        .tuples()
        .all()
    )
    return "；".join(f"{label}的指标任务{counted[state]}项" for state, label in STANDING if counted.get(state))


def _tell(act: Act, number: int, rows: Sequence[Any], standing: str) -> None:
    waiting = sum(row.kind in WANTED for row in rows)
    year, week, _ = act.now.isocalendar()
    for post_id in _heads(act):
        act.tell(
            Told(
                code="year_end",
                key=f"year_end:{number}:{year}-{week:02}:{post_id}",
                post_id=post_id,
                words={
                    "title": act.published(number).scheme.title,
                    "count": len(rows),
                    "waiting": waiting,
                    "closable": len(rows) - waiting,
                    "standing": standing or "没有待认定、待归档的指标任务",
                    "list": _listed(act, rows),
                },
                overrides=act.published(number).texts,
            )
        )


def _heads(act: Act) -> tuple[int, ...]:
    """The head of the office; where there is no such post, whoever stands in for him."""
    host = act.directory.host
    seated = (act.directory.posts_of(host.id, role) for role in HEADS) if host is not None else iter(())
    return tuple(post.id for post in next((posts for posts in seated if posts), ()))


def _listed(act: Act, rows: Sequence[Any]) -> str:
    told = [f"\n{place}. {act.directory.units[row.unit_id].shown}　{named(row)}" for place, row in enumerate(rows, 1)]
    more = f"\n……另有{len(told) - SHOWN}件" if len(told) > SHOWN else ""
    return "".join(told[:SHOWN]) + more
