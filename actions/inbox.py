"""站内信: what a person was told stays with him, and he says what he has read (已阅)."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from models.outbox import InboxItem
from states.subjects import SubjectFacts, SubjectKind


class Read(Data):
    """Which messages; none named are all of them."""

    items: tuple[int, ...] = Field(default=(), max_length=500, description="站内信编号；不写则全部")


@act("mark_read", label="已阅", data=Read)
def mark_read(act: Act, data: Read) -> Done:
    """把本人的站内信标为已阅。"""
    if act.person_id is None:
        raise act.refused("站内信由收信的人本人标为已阅")
    rows = _unread(act, data)
    for office in sorted({row.office_id for row in rows if row.office_id is not None})[:1]:
        act.enter(office)
    if not rows:
        raise act.refused("没有未阅的站内信")
    decision = allow(
        act, "mark_read", SubjectFacts(kind=SubjectKind.MESSAGE, office=act.office_id, person=act.person_id)
    )
    ids = [row.id for row in rows if row.office_id in (None, act.office_id)]
    act.tx.execute(update(InboxItem.t).where(InboxItem.c.id.in_(ids)).values(read_at=act.now))
    act.record(SubjectKind.MESSAGE.value, ids[0] if len(ids) == 1 else None, after={"read": ids}, decision=decision)
    return Done(f"已阅{len(ids)}条")


def _unread(act: Act, data: Read) -> Sequence[Any]:
    """Of one's own and no other's; what was read already stays as it was."""
    query = select(InboxItem.c.id, InboxItem.c.office_id).where(
        InboxItem.c.person_id == act.person_id, InboxItem.c.read_at.is_(None)
    )
    if data.items:
        query = query.where(InboxItem.c.id.in_(data.items))
    return act.tx.execute(query.order_by(InboxItem.c.id)).all()
