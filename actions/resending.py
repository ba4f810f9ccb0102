"""重发: a message that was not seen, or could not be delivered, goes out once more as it was decided.

It keeps its key and its ledger: the attempts before stay beside those that follow. Whether it is still wanted, and
whether this is an hour for it, is asked again as always. A digest takes along what it carried.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, Refused, act
from actions.context import Act
from actions.guarding import allow
from models.outbox import DIGEST, LEASED, MERGED, WAITING, OutboxMessage
from models.writing import change_rows
from states.subjects import SubjectFacts, SubjectKind

MANY = 100
STILL_WAITING = {WAITING: "还在待发，不需要重发", LEASED: "正在发送，不需要重发"}
DONE_WITH = ("sent", "failed", "unwanted")


class Again(Data):
    """What was ticked."""

    messages: tuple[int, ...] = Field(min_length=1, max_length=MANY, description="消息编号，勾选的才重发")
    words: str = Field(default="", description="为什么重发")


@act("resend_messages", label="重发消息", data=Again)
def resend_messages(act: Act, data: Again) -> Done:
    """重发勾选的消息：原文、原收件人，逐条告知结果；所涉事项已经办结的不再发送。"""
    numbers = list(dict.fromkeys(data.messages))
    rows = {row.id: row for row in _rows(act, OutboxMessage.c.id.in_(numbers))}
    again: list[int] = []
    kept: dict[str, list[str]] = {}
    for number in numbers:
        try:
            with act.attempt():
                _resend(act, rows.get(number), number, data.words)
            again.append(number)
        except Refused as refused:
            kept[str(number)] = list(refused.reasons)
    if not again:
        raise act.refused(*dict.fromkeys(reason for reasons in kept.values() for reason in reasons))
    said = f"，{len(kept)}条没有重发" if kept else ""
    return Done(f"已安排重发{len(again)}条{said}", details={"resent": again, "not_resent": kept})


def _rows(act: Act, *which: Any) -> Sequence[Any]:
    return act.tx.execute(select(OutboxMessage.t).where(*which).order_by(OutboxMessage.c.id).with_for_update()).all()


def _resend(act: Act, row: Any, number: int, words: str) -> None:
    if row is None or row.office_id is None:
        raise act.refused(f"没有编号为 {number} 的消息")
    act.enter(row.office_id)
    about = SubjectFacts(kind=SubjectKind.MESSAGE, office=row.office_id, person=row.person_id)
    decision = allow(act, "resend", about)
    if reasons := list(_against(row)):
        raise act.refused(*reasons)
    _back_in_line(act, [row], WAITING)
    if row.kind == DIGEST:
        carried = _rows(act, OutboxMessage.c.digest_id == row.id, OutboxMessage.c.state.in_(DONE_WITH))
        _back_in_line(act, carried, MERGED)
    act.record(
        SubjectKind.MESSAGE.value,
        row.id,
        before={"state": row.state, "reason": row.reason},
        after={"state": WAITING},
        reason=words,
        decision=decision,
    )


def _against(row: Any) -> Iterator[str]:
    if row.state in STILL_WAITING:
        yield f"“{row.subject}”{STILL_WAITING[row.state]}"
    elif row.state == "unwanted":
        yield f"“{row.subject}”没有发：{row.reason or '所涉事项已办结'}"
    elif row.state not in DONE_WITH:
        yield f"“{row.subject}”并在摘要里，请重发那一天的摘要"


def _back_in_line(act: Act, rows: Iterable[Any], state: str) -> None:
    """Now, and by itself: what failed yesterday does not wait for tomorrow's digest."""
    changes = [
        {
            "b_id": row.id,
            "b_version": row.version,
            "state": state,
            "send_after": act.now,
            "together": False,
            "finished_at": None,
            "reason": "",
        }
        for row in rows
    ]
    change_rows(act.tx, OutboxMessage.t, changes)
