"""What follows by itself when a result moves: who is asked, who learns what, when the window for 复核 opens."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from actions.context import Act
from actions.firing import Fired
from actions.judgements.asking import ask_named
from actions.obligating import Owed
from actions.results.telling import ask_opinions, feed_back, tell_of_publication
from actions.subjects import Subject
from config.obligations import ObligationKind
from config.ranked import ranked_units
from config.result_process import DESK, IN_UNITS, RequestsFrom, ResultProcess
from models.evidence import freeze_evidence
from models.results import Result, ResultReply, ReviewRequest
from models.writing import change_row, insert_rows
from states.obligations import Outcome
from states.results.facts import ResultState
from states.rules import Await
from states.subjects import SubjectFacts, SubjectKind
from states.timing import in_workdays

X = ResultState
RESULT = SubjectKind.RESULT.value


def follow_result(act: Act, subject: Subject[Any], fired: Fired) -> None:
    if fired.move.stays:
        return
    if fired.move.source.code == X.OPINIONS:  # whichever way it leaves, nobody need answer any more
        act.obligations.settle(RESULT, subject.id, kinds=(ObligationKind.CONSULTATION,), outcome=Outcome.FREED)
    enter(act, subject, fired.move.dest.code, version=fired.version, came_from=fired.move.source.code)


def enter(act: Act, subject: Subject[Any], state: str, *, version: int, came_from: str = "") -> None:
    """A result has come into a step; `version`: of its row, as the move left it."""
    subject = replace(subject, row=act.tx.execute(Result.t.select().where(Result.c.id == subject.id)).one())
    process: ResultProcess = subject.place.process
    awaits = subject.machine.states[state].awaits
    due = in_workdays(act.now, awaits.days, calendar=act.calendar) if awaits and awaits.days else None
    is_announced = state == X.PUBLISHED and came_from == X.ANNOUNCEMENT
    window = _window(act, process, state, is_announced=is_announced)
    values: dict[str, Any] = {"due_at": due, **window}
    if state in (X.SELF_CHECK, X.FEEDBACK):
        _ask_units(act, subject, state)
        act.obligations.open(_owed_by_desk(act, subject, awaits, due))
    elif state == X.OPINIONS:
        _ask_bodies(act, subject, due)
    if state == X.FEEDBACK:
        feed_back(act, subject, due)
    if state == X.MARKING and due is not None and subject.row.period == str(subject.published.year):
        ask_named(act, subject.published, due)
    if is_announced:
        values |= {"in_force": subject.row.laid, "published_at": act.effective_at}
        tell_of_publication(act, subject, subject.row.laid, window.get("requests_end_at"))
    change_row(act.tx, Result.t, subject.id, version=version, values=values)


def _window(act: Act, process: ResultProcess, state: str, *, is_announced: bool) -> dict[str, Any]:
    """From when, and until when, every unit may ask for 复核."""
    terms = process.reexamination
    if terms is None:
        return {}
    if state == X.NOTICE and terms.since is RequestsFrom.NOTICE:
        return {"requests_open_at": act.now, "requests_end_at": None}
    if state == X.CONSOLIDATION:
        return {"requests_open_at": None, "requests_end_at": None}  # what was shown is being worked out anew
    if not is_announced:
        return {}
    opened = {} if terms.since is RequestsFrom.NOTICE and process.notice else {"requests_open_at": act.now}
    return {**opened, "requests_end_at": until(act, process)}


def until(act: Act, process: ResultProcess) -> datetime:
    days = process.reexamination.days if process.reexamination is not None else 0
    return in_workdays(act.now, days, calendar=act.calendar)


# Who is asked


def _ask_units(act: Act, subject: Subject[Any], state: str) -> None:
    units = (act.directory.unit(code) for code in ranked_units(subject.place.scheme) if code in act.directory.unit_ids)
    _write(act, subject, state, [{"body": unit.code, "unit_id": unit.id, "asked_about": ""} for unit in units])


def _owed_by_desk(act: Act, subject: Subject[Any], awaits: Await | None, due: datetime | None) -> list[Owed]:
    """Where the units answer, the office sees to it that the step ends, a workday after the last of them."""
    if awaits is None or due is None:
        return []
    posts = [
        act.directory.post_ids[code] for code in act.directory.seating.owing(Await(awaits.kind, DESK), subject.facts)
    ]
    answering = {row.post_id for row in act.obligations.about(RESULT, subject.id)}  # an office may be ranked itself
    after = in_workdays(due, 1, calendar=act.calendar)
    return [_owed(act, subject, awaits.kind, post, after) for post in posts if post not in answering]


def _ask_bodies(act: Act, subject: Subject[Any], due: datetime | None) -> None:
    """函: a body of ours owes its answer itself; what one outside answers is recorded by the office."""
    opinions = subject.place.process.opinions
    bodies = opinions.bodies if opinions is not None else ()
    ids = act.directory.unit_ids
    rows = [
        {"body": body.unit or body.name, "unit_id": ids.get(body.unit or ""), "asked_about": body.about}
        for body in bodies
    ]
    _write(act, subject, X.OPINIONS, rows)
    owed = [one for row in rows if row["unit_id"] is not None for one in _owed_by(act, subject, row, due)]
    act.obligations.open(owed)
    ask_opinions(act, subject, rows, due)


def _write(act: Act, subject: Subject[Any], state: str, rows: Iterable[Mapping[str, Any]]) -> None:
    nothing = {"words": "", "document_no": "", "answer": "", "version": 0}
    told = {"office_id": act.office_id, "result_id": subject.id, "round": subject.round, "asked_at": act.now}
    insert_rows(
        act.tx,
        ResultReply.t,
        [{**told, **nothing, "sort": str(state), "position": place, **row} for place, row in enumerate(rows)],
    )


def _owed_by(act: Act, subject: Subject[Any], row: Mapping[str, Any], due: datetime | None) -> list[Owed]:
    unit = row["body"]
    whose = SubjectFacts(kind=SubjectKind.RESULT, office=act.office_id, co_units=frozenset({unit}))
    awaits = Await(ObligationKind.CONSULTATION, IN_UNITS)
    posts = act.directory.seating.owing(awaits, whose)
    return [_owed(act, subject, awaits.kind, act.directory.post_ids[post], due, period=unit) for post in posts]


def _owed(
    act: Act, subject: Subject[Any], kind: ObligationKind, post: int, due: datetime | None, *, period: str = ""
) -> Owed:
    return Owed(
        kind=kind,
        unit_id=act.directory.posts[post].unit_id,
        post_id=post,
        subject_kind=RESULT,
        subject_id=subject.id,
        period=period,
        title=subject.title,
        due_at=due,
        assessment_id=subject.published.assessment_id,
        ladder=subject.ladder_for(kind),
    )


# 复核


def follow_request(act: Act, subject: Subject[Any], fired: Fired) -> None:
    """Nobody owes anything about a request that has ended; who asked for it learns how."""
    if fired.move.stays or not fired.move.dest.final:
        return
    act.obligations.settle(SubjectKind.REEXAMINATION.value, subject.id, outcome=Outcome.FREED)
    freeze_evidence(act.tx, SubjectKind.REEXAMINATION.value, subject.id, at=act.now)
    values = {"decided_at": act.now, "decided_by": act.person_id}
    change_row(act.tx, ReviewRequest.t, subject.id, version=fired.version, values=values)
