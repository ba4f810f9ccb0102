"""Asking for more time (延期申请), asking that a reason for being late is accepted (情况说明), taking it back."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.feeding import fed_by
from actions.guarding import allow
from actions.holding import freeze, let_go
from actions.laying import Laid, lay_before
from actions.owing import named, obligation_of, open_obligation, subject_of
from actions.pleas.lapsing import end_plea, fellows_of
from actions.wording import say_last_moment
from config.deadlines import ClockTime
from config.obligations import ObligationKind
from config.policy import Policy
from models.pleas import PENDING, Plea, pending_pleas
from models.writing import insert_rows, lock_row
from states.messages import waking_moment
from states.pleas import PleaKind, PleaState, Wish, against
from states.seating import DECIDERS
from states.subjects import SubjectFacts, SubjectKind
from states.timing import in_workdays
from workdays.deadline import due_at, instant


class Wanted(Data):
    """Until when, and why."""

    obligation: int = Field(description="应办事项编号")
    until: date = Field(description="申请延到哪一天（含当日）")
    hour: ClockTime | None = Field(default=None, description="当日几点前；不写则到当日24时")
    reason: str = Field(min_length=1, description="理由")


class Explained(Data):
    """Why it is late."""

    obligation: int = Field(description="应办事项编号")
    words: str = Field(min_length=1, description="迟报的原因和经过")


class Asked(Data):
    """A request that waits for its answer."""

    plea: int = Field(description="申请编号")
    words: str = Field(default="", description="说明")


@act("request_extension", label="申请延期", data=Wanted)
def request_extension(act: Act, data: Wanted) -> Done:
    """申请延长一件应办事项的期限；答复之前，督办只提醒，不往上走。"""
    row = _of_a_year(act, open_obligation(act, data.obligation))
    decision = allow(act, "request_extension", subject_of(act, row))
    fellows = fellows_of(act, row)
    wanted = due_at(data.until, cutoff=data.hour)
    reasons = list(against(wish_for(act, row, wanted, now=act.now)))
    if pending_pleas(act.tx, [one.id for one in fellows], PleaKind.EXTENSION):
        reasons.append("这件事已有一份延期申请在等答复")
    deciders = _deciders(act, row)
    if not deciders:
        reasons.append("没有可以审批延期的岗位，请在方案的 policy.extensions.decided_by 里写明")
    if reasons:
        raise act.refused(*reasons)
    lapses_at = _lapses_at(act, row, wanted)
    number = _write(act, row, PleaKind.EXTENSION, data.reason, asked_due_at=wanted, lapses_at=lapses_at)
    for one in fellows:
        freeze(act, one, until=lapses_at)
    wish = f"申请将{named(row)}的期限由{say_last_moment(row.due_at)}延至{say_last_moment(wanted)}"
    _ask(act, row, PleaKind.EXTENSION, number, deciders, wish=wish, reason=data.reason)
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        assessment_id=row.assessment_id,
        after={"plea_id": number, "asked_due_at": wanted, "due_at": row.due_at},
        reason=data.reason,
        decision=decision,
    )
    return Done(f"已申请将“{row.title}”延至{say_last_moment(wanted)}", ids={"plea": number})


@act("explain_lateness", label="情况说明", data=Explained)
def explain_lateness(act: Act, data: Explained) -> Done:
    """就一件迟报的事作情况说明；经认可的，不提扣分建议，迟报仍如实记录。"""
    row = _of_a_year(act, obligation_of(act, data.obligation))
    decision = allow(act, "explain_lateness", subject_of(act, row))
    reasons = list(_not_late(act, row))
    deciders = _deciders(act, row)
    if not deciders:
        reasons.append("没有可以认可情况说明的岗位，请在方案的 policy.extensions.decided_by 里写明")
    if reasons:
        raise act.refused(*reasons)
    number = _write(act, row, PleaKind.EXCUSE, data.words)
    wish = f"就{named(row)}迟于{say_last_moment(row.due_at)}作情况说明"
    _ask(act, row, PleaKind.EXCUSE, number, deciders, wish=wish, reason=data.words)
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        assessment_id=row.assessment_id,
        after={"plea_id": number, "due_at": row.due_at},
        reason=data.words,
        decision=decision,
    )
    return Done(f"已就“{row.title}”作情况说明，等待认可", ids={"plea": number})


def _of_a_year(act: Act, row: Any) -> Any:
    """The rules by which it is answered are those of its year."""
    if row.assessment_id is None:
        raise act.refused(f"“{row.title}”不属于哪个考核年度，没有延期和说明的规则")
    return row


def _not_late(act: Act, row: Any) -> Iterator[str]:
    done = row.settled_at or act.now
    if row.due_at is None or instant(done) <= instant(row.due_at):
        yield "这件事没有迟，不需要说明"
    elif pending_pleas(act.tx, [row.id], PleaKind.EXCUSE):
        yield "这件事已有一份情况说明在等答复"
    elif row.standing.get("excused"):
        yield "这件事的情况说明已经认可"


@act("withdraw_request", label="撤回申请", data=Asked)
def withdraw_request(act: Act, data: Asked) -> Done:
    """撤回一份还没有答复的延期申请或情况说明。"""
    plea, row = plea_of(act, data.plea)
    decision = allow(act, "withdraw_request", subject_of(act, row, submitter=plea.requested_by))
    end_plea(act, plea, PleaState.WITHDRAWN)
    if plea.kind == PleaKind.EXTENSION.value:
        for one in fellows_of(act, row):
            let_go(act, one)
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        assessment_id=row.assessment_id,
        before={"plea_id": plea.id, "state": plea.state},
        after={"state": PleaState.WITHDRAWN.value},
        reason=data.words,
        decision=decision,
    )
    return Done(f"已撤回“{row.title}”的{PleaKind(plea.kind).label}", ids={"plea": plea.id})


def plea_of(act: Act, number: int) -> tuple[Any, Any]:
    """A request that still waits, with what it is about, both locked. The subject goes before the rest."""
    about = act.tx.execute(select(Plea.c.obligation_id).where(Plea.c.id == number)).scalar()
    if about is None:
        raise act.refused(f"没有编号为 {number} 的申请")
    row = obligation_of(act, about)
    plea = lock_row(act.tx, Plea.t, number)
    if plea is None or plea.state != PENDING:
        state = PleaState(plea.state).label if plea is not None else ""
        raise act.refused(f"这份申请{state}，不能再办理")
    return plea, row


def wish_for(act: Act, row: Any, wanted: datetime, *, now: datetime) -> Wish:
    """A new due moment, with everything that speaks for and against it."""
    granted = select(func.count()).where(
        Plea.c.obligation_id == row.id,
        Plea.c.kind == PleaKind.EXTENSION.value,
        Plea.c.state == PleaState.GRANTED.value,
    )
    return Wish(
        kind=ObligationKind(row.kind),
        due_at=row.due_at,
        wanted=wanted,
        now=now,
        feeds=fed_by(act, row),
        granted_before=act.tx.execute(granted).scalar_one(),
        at_most=_policy(act, row).extensions.at_most,
    )


def _policy(act: Act, row: Any) -> Policy:
    return act.published(row.assessment_id).scheme.policy


def _lapses_at(act: Act, row: Any, wanted: datetime) -> datetime:
    """The morning after the days for an answer, or after the day that was asked for."""
    policy = _policy(act, row)
    patience = in_workdays(act.now, policy.extensions.lapse_days, calendar=act.calendar)
    last = min(patience, wanted, key=instant)
    return waking_moment(last + timedelta(seconds=1), policy=policy.messages, calendar=act.calendar)


def _write(act: Act, row: Any, kind: PleaKind, words: str, **more: Any) -> int:
    values = {
        "office_id": act.office_id,
        "assessment_id": row.assessment_id,
        "obligation_id": row.id,
        "kind": kind.value,
        "state": PENDING,
        "words": words,
        "was_due_at": row.due_at,
        "requested_by": act.person_id,
        "requested_at": act.now,
        "answer": "",
        "version": 0,
        **more,
    }
    (number,) = insert_rows(act.tx, Plea.t, [values])
    return number


def _deciders(act: Act, row: Any) -> tuple[int, ...]:
    """The first seat of the policy that somebody else sits in; nobody decides his own request."""
    subject = SubjectFacts(
        kind=SubjectKind.OBLIGATION, office=act.office_id, lead_unit=act.directory.units[row.unit_id].code
    )
    for seat in (*_policy(act, row).extensions.decided_by, *DECIDERS):
        groups = act.directory.seating.groups((seat,), subject)
        posts = [act.directory.post_ids[code] for group in groups for code in sorted(group)]
        if others := tuple(post for post in posts if _is_another(act, post, row)):
            return others
    return ()


def _is_another(act: Act, post: int, row: Any) -> bool:
    holders = {person.id for person in act.directory.on_duty(post)}
    return post != row.post_id and bool(holders - {act.person_id})


def _ask(act: Act, row: Any, kind: PleaKind, number: int, deciders: Sequence[int], *, wish: str, reason: str) -> None:
    """To decide is owed, by the decider's own time."""
    policy = _policy(act, row)
    due = in_workdays(act.now, policy.decision_days, calendar=act.calendar)
    ladders = act.published(row.assessment_id).scheme.ladders.values()
    ladder = next((one for one in ladders if ObligationKind.DECISION in one.applies_to), None)
    laid = Laid(
        subject_kind=SubjectKind.OBLIGATION.value,
        subject_id=row.id,
        assessment_id=row.assessment_id,
        what=kind.label,
        subject=row.title,
        unit=act.directory.units[row.unit_id].shown,
        wish=wish,
        reason=reason,
        due=due,
        ladder=ladder,
        key=f"plea_asked:{number}",
        texts=act.published(row.assessment_id).texts,
        period=kind.value,
    )
    lay_before(act, deciders, laid)
