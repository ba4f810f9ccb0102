"""Other systems that want to know (外发事件)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, literal, select
from sqlalchemy import Row as Found
from sqlmodel import Field

from models.base import Row, document, key, only_one, ref
from models.contacts import IS_ACTIVE
from models.types import Key
from models.units import Office


class Listener(Row, table=True):
    """接收方: a system that is told what happens in an office. Its address is kept closed, as contacts are."""

    __table_args__ = (only_one("office_id", "name", where=IS_ACTIVE, name="uq_listener_name"),)

    id: int = key()
    office_id: int = ref("office")
    name: str
    target: str = Field(repr=False)  # closed: models/vault.py
    wanted: list[str] = document(default_factory=list)  # names of signals; none: all of them
    is_active: bool = True
    version: int = 0


IN_USE = (
    select(Listener.t)
    .where(Listener.c.office_id == bindparam("b_office", type_=Key), Listener.c.is_active)
    .order_by(Listener.c.id)
)


def listeners_of(tx: Connection, office_id: int) -> Sequence[Found[Any]]:
    return tx.execute(IN_USE, {"b_office": office_id}).all()


def listeners_in_use(connection: Connection) -> Sequence[Found[Any]]:
    """Every system that listens, as channels are listed."""
    query = (
        select(
            literal("listener").label("kind"),
            Office.c.code.label("office"),
            Listener.c.name.label("code"),
            Listener.c.name,
            literal("events").label("channel"),
            literal(0).label("priority"),
            Listener.c.target,
        )
        .join(Office.t, Office.c.id == Listener.c.office_id)
        .where(Listener.c.is_active)
        .order_by(Office.c.id, Listener.c.id)
    )
    return connection.execute(query).all()
