"""How a plea ends: answered, withdrawn, or not answered in time; who asked is told."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from actions.acts import Conflict
from actions.context import Act
from actions.telling import Told
from config.obligations import ObligationKind
from models.obligations import OPEN, Obligation
from models.pleas import Plea, pending_pleas
from models.writing import change_row
from states.obligations import Outcome
from states.pleas import PleaKind, PleaState
from states.subjects import SubjectKind
from workdays.deadline import local_day


def fellows_of(act: Act, row: Any) -> list[Any]:
    """The same thing, owed by several posts of one unit, is put off for all of them or for none."""
    query = select(Obligation.t).where(
        OPEN,
        Obligation.c.subject_kind == row.subject_kind,
        Obligation.c.subject_id == row.subject_id,
        Obligation.c.kind == row.kind,
        Obligation.c.period == row.period,
        Obligation.c.unit_id == row.unit_id,
    )
    return list(act.tx.execute(query.order_by(Obligation.c.id).with_for_update()))


def lapse(act: Act, row: Any) -> list[int]:
    """Nobody answered: the ladder goes on where it stood. The obligations that ended with it."""
    ended: list[int] = []
    for plea in pending_pleas(act.tx, [one.id for one in fellows_of(act, row)], PleaKind.EXTENSION):
        ended += end_plea(act, plea, PleaState.LAPSED)
        act.record(
            SubjectKind.OBLIGATION.value,
            plea.obligation_id,
            act="lapse_extension",
            assessment_id=plea.assessment_id,
            before={"plea_id": plea.id, "state": plea.state},
            after={"state": PleaState.LAPSED.value},
        )
        waited = act.calendar.workdays_between(local_day(plea.requested_at), local_day(act.now))
        why = f"申请后第{waited}个工作日仍没有答复"
        tell_answer(act, plea, row, "在规定时间内没有答复，已失效，原期限不变", why=why)
    return ended


def end_plea(act: Act, plea: Any, state: PleaState, **values: Any) -> list[int]:
    """Write how it ended; nobody is asked for an answer any more: which obligations ended with it."""
    written = {"state": state.value, "decided_at": act.now, **values}
    if not change_row(act.tx, Plea.t, plea.id, version=plea.version, values=written):
        raise Conflict(act.entry.label, ("这件申请刚刚被别人办理过，请刷新后再试",))
    outcome = {
        PleaState.LAPSED: Outcome.LAPSED,
        PleaState.WITHDRAWN: Outcome.RECALLED,
    }.get(state, Outcome.DONE)
    settled = act.obligations.settle(
        SubjectKind.OBLIGATION.value,
        plea.obligation_id,
        kinds=(ObligationKind.DECISION,),
        period=plea.kind,
        outcome=outcome,
    )
    return [row.id for row in settled]


def tell_answer(act: Act, plea: Any, row: Any, decision: str, *, words: str = "", why: str = "") -> None:
    """To the post that owes the thing, and to whoever asked."""
    told = {
        "what": PleaKind(plea.kind).label,
        "subject": row.title,
        "decision": decision,
        "reason": f"意见：{words.rstrip('。')}。" if words else "",
    }
    asker = act.directory.persons.get(plea.requested_by) if plea.requested_by is not None else None
    holders = {person.id for person in act.directory.on_duty(row.post_id)}
    _say(act, plea, told, post_id=row.post_id, why=why)
    if asker is not None and asker.id not in holders:
        _say(act, plea, told, person_id=asker.id, why=why)


def _say(act: Act, plea: Any, words: Mapping[str, Any], **whom: Any) -> None:
    texts = act.published(plea.assessment_id).texts if plea.assessment_id else {}
    key = f"plea_answered:{plea.id}"
    act.tell(Told(code="plea_answered", key=key, words=words, overrides=texts, **whom))
