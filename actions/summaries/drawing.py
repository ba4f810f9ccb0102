"""Drawing up: on the working morning after the last report of its months fell due, and anew each morning after it.

What is presented to the heads (月度汇总、逾期名单、推进会材料) stays a draft that the clock renews until a person edits
or presents it. A quarterly circular is handed to its own life once (拟稿 → 审核 → 签发 → 印发 → 签收).
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from actions.citing import say_basis
from actions.clockwork import CLOCK, RETRY, Counts, added, write
from actions.context import Act
from actions.doors import Door
from actions.letters.drafting import Draft, write_draft
from actions.letters.wording import Wording
from actions.published import Published
from actions.summaries.collecting import contents_of, last_due
from actions.summaries.wording import text_of, told_by
from actions.telling import Told
from actions.wording import say_due
from config.letters import LetterKind
from config.readings import assignments_of
from config.zone import SHANGHAI
from documents.messages import Text
from models.care import end_asides, put_aside
from models.database import Database
from models.duties import Duty
from models.obligations import OPEN, Obligation
from models.summaries import Summary
from models.writing import change_row, insert_rows
from states.ladder import MORNING
from states.subjects import SubjectKind
from states.summary import Contents, SummaryKind, SummaryState
from workdays.deadline import local_day
from workdays.periods import Period

RUN = "draw_up"


def draw_up(database: Database, *, now: datetime, kinds: Collection[SummaryKind] = tuple(SummaryKind)) -> Counts:
    """Everything of these kinds that is to be drawn up now. Safe to run twice: what was drawn today is left alone.

    One that breaks is set aside with its reason, shown in `doctor`, and tried again by the next run.
    """
    counts: Counts = {"drawn": 0, "renewed": 0}
    with database.read() as tx:
        waiting = _waiting(tx, kinds, now=now)
    for number in waiting:
        counts = added(counts, _one(database, number, now=now))
    write(database, lambda tx: end_asides(tx, run=RUN, now=now))
    return counts


def _waiting(tx: Connection, kinds: Collection[SummaryKind], *, now: datetime) -> list[int]:
    """Open duties that a summary settles."""
    query = (
        select(Obligation.c.id, Duty.c.rule)
        .join(Duty.t, Duty.c.id == Obligation.c.subject_id)
        .where(OPEN, Obligation.c.subject_kind == "duty", Obligation.c.opened_at <= now)
        .order_by(Obligation.c.due_at, Obligation.c.id)
    )
    return [row.id for row in tx.execute(query) if row.rule.get("settled_by") in set(kinds)]


def _one(database: Database, number: int, *, now: datetime) -> Counts:
    try:
        done: Counts = write(database, lambda tx: _draw(tx, number, now=now))
    except Exception as error:  # noqa: BLE001 -- one bad summary must not keep the others
        write(database, partial(_set_aside, number=number, reason=f"{type(error).__name__}: {error}", now=now))
        return {"set_aside": 1}
    return done


def _set_aside(tx: Connection, *, number: int, reason: str, now: datetime) -> None:
    put_aside(tx, run=RUN, subject_kind="obligation", subject_id=number, reason=reason, now=now, retry_at=now + RETRY)


def _draw(tx: Connection, number: int, *, now: datetime) -> Counts:
    row = tx.execute(select(Obligation.t).where(OPEN, Obligation.c.id == number).with_for_update()).one_or_none()
    if row is None:
        return {}
    act = Act(tx, CLOCK, door=Door(now=now))
    act.enter(row.office_id)
    before = summary_of(tx, row.id)
    if not _is_time(act, row, before):
        return {}
    rule = _rule(tx, row)
    kind = SummaryKind(rule["settled_by"])
    contents = contents_of(act, row.assessment_id, row.period, kind=kind)
    text = text_of(act, row, kind, contents)
    done = _renew(act, before, contents, text) if before is not None else _begin(act, row, rule, contents, text)
    act.close()
    return done


def summary_of(tx: Connection, obligation_id: int) -> Any | None:
    """The summary that settles this duty, if one was drawn up."""
    return tx.execute(select(Summary.t).where(Summary.c.obligation_id == obligation_id)).one_or_none()


def _is_time(act: Act, row: Any, before: Any | None) -> bool:
    """A working morning after the last report fell due; and nobody has touched it, nor was it renewed today."""
    today = local_day(act.now)
    if not act.calendar.is_workday(today) or act.now.astimezone(SHANGHAI).time() < MORNING:
        return False
    if before is not None:
        untouched = before.state == SummaryState.DRAFT.value and before.edited_at is None
        return untouched and local_day(before.drawn_at) < today
    due = last_due(act, row.assessment_id, row.period)
    ended = Period.parse(row.period).ended_before(today)
    return ended and (due is None or act.now > due)


def _rule(tx: Connection, row: Any) -> Mapping[str, Any]:
    rule: Mapping[str, Any] = tx.execute(select(Duty.c.rule).where(Duty.c.id == row.subject_id)).scalar_one()
    return rule


def _renew(act: Act, before: Any, contents: Contents, text: Text) -> Counts:
    values = {**told_by(contents, text), "drawn_at": act.now}
    change_row(act.tx, Summary.t, before.id, version=before.version, values=values)
    return {"renewed": 1}


def _begin(act: Act, row: Any, rule: Mapping[str, Any], contents: Contents, text: Text) -> Counts:
    kind, basis = SummaryKind(rule["settled_by"]), _basis(rule)
    is_circular = kind is SummaryKind.QUARTERLY
    values = {
        "office_id": act.office_id,
        "assessment_id": row.assessment_id,
        "obligation_id": row.id,
        "kind": kind.value,
        "period": row.period,
        "letter_id": _circular(act, row, contents, text, basis=basis) if is_circular else None,
        "state": (SummaryState.AS_CIRCULAR if is_circular else SummaryState.DRAFT).value,
        "drawn_at": act.now,
        "version": 0,
        **told_by(contents, text),
    }
    (number,) = insert_rows(act.tx, Summary.t, [values])
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        act="draw_up",
        assessment_id=row.assessment_id,
        after={"summary": number, "kind": kind, "period": row.period},
        basis=basis,
    )
    if not is_circular:
        _tell(act, row, text)
    return {"drawn": 1}


def _circular(act: Act, row: Any, contents: Contents, text: Text, *, basis: str) -> int:
    """The draft goes to every unit that leads something."""
    published = act.published(row.assessment_id)
    units = [act.directory.unit_ids[code] for code in _leads(published)]
    return write_draft(
        act,
        Draft(
            kind=LetterKind.CIRCULAR,
            assessment_id=row.assessment_id,
            unit_id=units[0],
            units=units,
            facts={"subject": text.subject, "overview": asdict(contents.total)},
            wording=Wording(text.subject, text.body, basis),
            rung=f"duty:{row.id}",
        ),
        occasion=row.title,
    )


def _leads(published: Published) -> list[str]:
    """Units that lead an indicator, in official order."""
    leading = {one.lead for one in assignments_of(published.scheme)}
    return [unit.code for unit in published.scheme.units if unit.code in leading]


def _basis(rule: Mapping[str, Any]) -> str:
    basis = rule.get("basis")
    return f"{basis['clause']}“{basis['quote']}”" if basis else ""


def _tell(act: Act, row: Any, text: Text) -> None:
    act.tell(
        Told(
            code="summary_drawn",
            key=f"summary_drawn:{row.id}",
            post_id=row.post_id,
            words={"title": text.subject, "due": say_due(row)},
            overrides=act.published(row.assessment_id).texts,
            wanted_while=row.id,
            why=f"依据{say_basis((row.deadline or {}).get('basis'))}，期限{say_due(row)}",
        )
    )
