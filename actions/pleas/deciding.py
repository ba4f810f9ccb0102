"""Answering what was asked for: more time is granted or refused, a reason for being late is accepted or not."""

from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Done, act
from actions.context import Act
from actions.deductions import drop_excused
from actions.guarding import allow
from actions.holding import aim_anew, let_go, stand
from actions.ladders import standing_of
from actions.owing import subject_of
from actions.pleas.asking import Asked, plea_of, wish_for
from actions.pleas.lapsing import end_plea, fellows_of, tell_answer
from actions.wording import say_last_moment
from config.deadlines import ClockTime
from config.obligations import ObligationKind
from models.obligations import OPEN, Obligation
from states.actors import Decision
from states.pleas import PleaKind, PleaState, against
from states.subjects import SubjectKind
from workdays.deadline import due_at


class Granted(Asked):
    """The new date, where it is not the one that was asked for."""

    until: date | None = Field(default=None, description="准许延到哪一天（含当日）；不写则照所申请的")
    hour: ClockTime | None = Field(default=None, description="当日几点前；不写则到当日24时")


class Declined(Asked):
    """A refusal, with its reason."""

    words: str = Field(min_length=1, description="不同意的理由")


@act("grant_extension", label="同意延期", data=Granted)
def grant_extension(act: Act, data: Granted) -> Done:
    """同意延期：期限改为新的日期，原期限留存，督办阶梯按新的期限重新起算。"""
    plea, row, decision = _asked(act, data.plea, PleaKind.EXTENSION)
    wanted = due_at(data.until, cutoff=data.hour) if data.until is not None else plea.asked_due_at
    reasons = list(against(wish_for(act, row, wanted, now=act.now)))
    if reasons:
        raise act.refused(*reasons)
    end_plea(act, plea, PleaState.GRANTED, granted_due_at=wanted, decided_by=act.person_id, answer=data.words)
    for one in fellows_of(act, row):
        aim_anew(act, one, due_at=wanted)
    _record(act, plea, row, decision, PleaState.GRANTED, data.words, due_at=wanted)
    tell_answer(act, plea, row, f"已同意，期限延至{say_last_moment(wanted)}", words=data.words)
    return Done(f"已同意“{row.title}”延至{say_last_moment(wanted)}", ids={"plea": plea.id})


@act("refuse_extension", label="不同意延期", data=Declined)
def refuse_extension(act: Act, data: Declined) -> Done:
    """不同意延期：期限不变，督办从原来的一级接着走。"""
    plea, row, decision = _asked(act, data.plea, PleaKind.EXTENSION)
    end_plea(act, plea, PleaState.REFUSED, decided_by=act.person_id, answer=data.words)
    for one in fellows_of(act, row):
        let_go(act, one)
    _record(act, plea, row, decision, PleaState.REFUSED, data.words)
    tell_answer(act, plea, row, "未获同意，原期限不变", words=data.words)
    return Done(f"未同意“{row.title}”延期", ids={"plea": plea.id})


@act("accept_excuse", label="认可情况说明", data=Asked)
def accept_excuse(act: Act, data: Asked) -> Done:
    """认可迟报的情况说明：迟报照记，不提扣分建议；已经提出的，不予扣分。"""
    plea, row, decision = _asked(act, data.plea, PleaKind.EXCUSE)
    end_plea(act, plea, PleaState.GRANTED, decided_by=act.person_id, answer=data.words)
    stand(act, row, replace(standing_of(row), excused=True))
    dropped = drop_excused(act, row, words=f"情况说明经认可：{plea.words}")
    _record(act, plea, row, decision, PleaState.GRANTED, data.words, deduction_dropped=dropped)
    tell_answer(act, plea, row, "已认可，迟报照记，不提扣分建议", words=data.words)
    return Done(f"已认可“{row.title}”的情况说明", ids={"plea": plea.id})


@act("refuse_excuse", label="不认可情况说明", data=Declined)
def refuse_excuse(act: Act, data: Declined) -> Done:
    """不认可迟报的情况说明，并写明理由。"""
    plea, row, decision = _asked(act, data.plea, PleaKind.EXCUSE)
    end_plea(act, plea, PleaState.REFUSED, decided_by=act.person_id, answer=data.words)
    _record(act, plea, row, decision, PleaState.REFUSED, data.words)
    tell_answer(act, plea, row, "未获认可", words=data.words)
    return Done(f"未认可“{row.title}”的情况说明", ids={"plea": plea.id})


def _asked(act: Act, number: int, kind: PleaKind) -> tuple[Any, Any, Decision]:
    """The request, what it is about, and the right to answer it: of the posts that were asked."""
    plea, row = plea_of(act, number)
    if plea.kind != kind.value:
        raise act.refused(f"这是一份{PleaKind(plea.kind).label}，请用相应的办理事项答复")
    asked = act.tx.scalars(
        select(Obligation.c.post_id).where(
            OPEN,
            Obligation.c.subject_kind == SubjectKind.OBLIGATION.value,
            Obligation.c.subject_id == row.id,
            Obligation.c.kind == ObligationKind.DECISION.value,
            Obligation.c.period == plea.kind,
        )
    ).all()
    return plea, row, allow(act, "answer", subject_of(act, row, awaited=asked, submitter=plea.requested_by))


def _record(act: Act, plea: Any, row: Any, decision: Decision, state: PleaState, words: str, **after: Any) -> None:
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        assessment_id=row.assessment_id,
        before={"plea_id": plea.id, "state": plea.state, "due_at": row.due_at},
        after={"state": state.value, **after},
        reason=words,
        decision=decision,
    )
