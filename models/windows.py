"""When reports are asked for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, bindparam, column, select
from sqlalchemy import Row as Found

from models.base import Row, day, document, found_by, in_words, key, moment, one_of, ref
from models.claiming import claimed, in_chunks
from models.types import Moment
from states.window import WindowState

NOT_OPEN = in_words(WindowState.NOT_OPEN.value)


class Window(Row, table=True):
    """报送窗口: one obligation over one or more periods. `occasion` tells the repetitions of `code` apart."""

    __table_args__ = (
        UniqueConstraint("assessment_id", "code", "occasion"),
        one_of("state", WindowState),
        found_by("opens_at", where=column("state") == NOT_OPEN, name="ix_window_to_open"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    code: str
    occasion: str = ""  # 2019-06
    title: str
    position: int = 0
    opens_at: datetime | None = moment(default=None)
    due_at: datetime | None = moment(default=None)  # none: 未知，待上级通知
    deadline: dict[str, Any] | None = document(default=None)
    provisional: bool = False
    rule: dict[str, Any] = document(default_factory=dict)  # chain, ladder, evidence, fields, as published
    state: str
    opened_at: datetime | None = moment(default=None)
    closed_at: datetime | None = moment(default=None)
    version: int = 0


class Period(Row, table=True):
    """期次. A period that ends after its window is due is partial and is completed in a later window."""

    __table_args__ = (UniqueConstraint("window_id", "code"),)

    id: int = key()
    office_id: int = ref("office")
    window_id: int = ref("window")
    code: str  # 2019-05
    title: str = ""
    begins_on: date = day()
    ends_on: date = day()
    position: int = 0
    is_partial: bool = False
    completes_id: int | None = ref("period", default=None)  # the partial period that this one completes


TO_OPEN = in_chunks(
    select(Window.t)
    .where(Window.c.state == NOT_OPEN, Window.c.opens_at <= bindparam("now", type_=Moment))
    .order_by(Window.c.opens_at, Window.c.id)
)


def windows_to_open(tx: Connection, *, now: datetime, limit: int, **which: Any) -> Sequence[Found[Any]]:
    """Windows whose hour has come, the earliest first."""
    return claimed(tx, TO_OPEN, {"now": now, "limit": limit}, key=Window.c.id, **which)
