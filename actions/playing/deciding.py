"""Answering what was asked for: granted, refused, or left alone until it lapses, as the behaviour has it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.behaving.written import Answer, Asking
from actions.playing.outcome import Outcome, told
from actions.playing.stage import Stage
from models.pleas import PENDING, Plea
from states.pleas import PleaKind

ACTS: Mapping[tuple[PleaKind, Answer], str] = {
    (PleaKind.EXTENSION, Answer.GRANTED): "grant_extension",
    (PleaKind.EXTENSION, Answer.REFUSED): "refuse_extension",
    (PleaKind.EXCUSE, Answer.GRANTED): "accept_excuse",
    (PleaKind.EXCUSE, Answer.REFUSED): "refuse_excuse",
}
WORDS = {
    "refuse_extension": "请按原定时限办理",
    "refuse_excuse": "所述原因不足以说明迟报",
}


def answer_for(stage: Stage, row: Any) -> Asking | None:
    """How the request behind an obligation to decide is answered; None where it is no request of this kind."""
    if row.period not in {kind.value for kind in PleaKind}:
        return None
    return stage.answers.get((row.subject_id, PleaKind(row.period)))


def decide(stage: Stage, row: Any, now: datetime) -> Outcome:
    rule = answer_for(stage, row)
    if rule is None or rule.answer is Answer.NONE:
        return Outcome.NOT_YET
    act = ACTS[PleaKind(row.period), rule.answer]
    query = select(Plea.c.id).where(
        Plea.c.obligation_id == row.subject_id, Plea.c.kind == row.period, Plea.c.state == PENDING
    )
    number = stage.read(lambda tx: tx.execute(query).scalar_one())
    data = {"plea": number, "words": rule.words or WORDS.get(act, "")}
    return told(stage.do(act, data, by=stage.player(row.post_id), now=now))
