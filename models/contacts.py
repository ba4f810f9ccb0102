"""How persons and units are reached."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ColumnElement, Connection, and_, case, column, func, or_, select
from sqlalchemy import Row as Found
from sqlmodel import Field

from models.base import Row, is_null, key, only_one, ref
from models.persons import Person
from models.units import Office, Unit
from models.vault import is_closed, vault_of
from models.writing import change_rows

IS_ACTIVE = column("is_active", Boolean)


def _of_one(*names: str) -> ColumnElement[bool]:
    """Exactly one of the columns says whose it is."""
    return or_(*(and_(*(is_null(other) if other != name else ~is_null(other) for other in names)) for name in names))


class Contact(Row, table=True):
    """联系方式: a channel of a person, or of a unit (its group's robot), as an Apprise URL that is kept closed.

    The lowest priority number is tried first.
    """

    __table_args__ = (
        CheckConstraint(_of_one("person_id", "unit_id"), name="of_one"),
        only_one("person_id", "channel", where=IS_ACTIVE & ~is_null("person_id"), name="uq_contact_person_channel"),
        only_one("unit_id", "channel", where=IS_ACTIVE & ~is_null("unit_id"), name="uq_contact_unit_channel"),
    )

    id: int = key()
    person_id: int | None = ref("person", default=None)
    unit_id: int | None = ref("unit", default=None)
    channel: str
    target: str = Field(repr=False)  # closed: models/vault.py
    priority: int = 0
    is_active: bool = True
    version: int = 0


def contacts_of(
    connection: Connection, *, people: Iterable[int] = (), units: Iterable[int] = ()
) -> Sequence[Found[Any]]:
    """The channels in use, by priority; their addresses still closed."""
    wanted = ((Contact.c.person_id, sorted(people)), (Contact.c.unit_id, sorted(units)))
    found = [
        row
        for owner, ids in wanted
        if ids  # one index for each of the two questions, none for both together
        for row in connection.execute(select(Contact.t).where(owner.in_(ids), Contact.c.is_active))
    ]
    return sorted(found, key=lambda row: (row.priority, row.id))


def channels_in_use(connection: Connection) -> Sequence[Found[Any]]:
    """Every channel and whose it is: persons in the order of the roster, then units in official order."""
    query = (
        select(
            case((Contact.c.person_id.is_(None), "unit"), else_="person").label("kind"),
            Office.c.code.label("office"),
            func.coalesce(Person.c.code, Unit.c.code).label("code"),
            func.coalesce(Person.c.name, Unit.c.name).label("name"),
            Contact.c.channel,
            Contact.c.priority,
            Contact.c.target,
        )
        .join(Person.t, Person.c.id == Contact.c.person_id, isouter=True)
        .join(Unit.t, Unit.c.id == Contact.c.unit_id, isouter=True)
        .join(Office.t, Office.c.id == Unit.c.office_id, isouter=True)
        .where(Contact.c.is_active)
        .order_by(
            Contact.c.person_id.is_(None), Person.c.position, Person.c.id, Office.c.id, Unit.c.position,
            Contact.c.priority, Contact.c.id,
        )
    )  # fmt: skip
    return connection.execute(query).all()


def close_plain_addresses(tx: Connection) -> int:
    """Addresses that an earlier version stored as they were typed. Safe to run twice."""
    rows = tx.execute(select(Contact.c.id, Contact.c.version, Contact.c.target)).all()
    plain = [row for row in rows if not is_closed(row.target)]
    vault = vault_of(tx)
    return change_rows(
        tx, Contact.t, [{"b_id": row.id, "b_version": row.version, "target": vault.close(row.target)} for row in plain]
    )
