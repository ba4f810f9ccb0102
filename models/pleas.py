"""What was asked for about an obligation, and what was answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, bindparam, column, select
from sqlalchemy import Row as Found

from models.base import Row, key, moment, one_of, only_one, ref
from states.pleas import PleaKind, PleaState

PENDING = PleaState.PENDING.value


class Plea(Row, table=True):
    """申请: 延期申请 or 情况说明; of each kind one at a time waits for its answer."""

    __table_args__ = (
        one_of("kind", PleaKind),
        one_of("state", PleaState),
        only_one("obligation_id", "kind", where=column("state") == PENDING, name="uq_plea_pending"),
        Index("ix_plea_obligation", "obligation_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int | None = ref("assessment", default=None)
    obligation_id: int = ref("obligation")
    kind: str
    state: str
    words: str
    was_due_at: datetime | None = moment(default=None)
    asked_due_at: datetime | None = moment(default=None)
    granted_due_at: datetime | None = moment(default=None)
    requested_by: int | None = ref("person", default=None)
    requested_at: datetime = moment()
    lapses_at: datetime | None = moment(default=None)
    decided_by: int | None = ref("person", default=None)
    decided_at: datetime | None = moment(default=None)
    answer: str = ""
    version: int = 0


_PENDING_OF = (
    select(Plea.t)
    .where(
        Plea.c.obligation_id.in_(bindparam("b_ids", expanding=True)),
        Plea.c.kind == bindparam("b_kind"),
        Plea.c.state == PENDING,
    )
    .order_by(Plea.c.id)
    .with_for_update()
)


def pending_pleas(tx: Connection, obligations: Iterable[int], kind: PleaKind) -> Sequence[Found[Any]]:
    """What waits for an answer about these obligations, locked."""
    return tx.execute(_PENDING_OF, {"b_ids": [*obligations], "b_kind": kind.value}).all()
