"""名单: who was put on which list in a month, in official order (排名不分先后)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, select

from config.labels import Labelled
from config.ladders import RungAct
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from models.journal import Journal
from models.obligations import Obligation
from models.shortfalls import Shortfall, ShortfallRung
from models.units import Office, Unit
from states.shortfall import ShortfallEnd
from workdays.periods import Period


class ListKind(Labelled):
    """名单。"""

    CIRCULAR = "circular", "通报名单"
    STUDY = "study", "研判名单"
    OVERDUE = "overdue", "逾期名单"


ACTS = {ListKind.CIRCULAR: RungAct.LIST_IN_CIRCULAR, ListKind.STUDY: RungAct.LIST_FOR_STUDY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of a list: since when, whose, what, and how it stands now."""

    office: str
    unit: str
    what: str
    title: str
    listed_at: datetime
    standing: str


def listed(tx: Connection, kind: ListKind, month: Period, *, office: int | None = None) -> list[Listed]:
    """Everybody who was put on this list in this month, of every office or of one."""
    span = _from(month.start), _from(date.fromordinal(month.end.toordinal() + 1))
    find = _overdue if kind is ListKind.OVERDUE else _behind
    query = select(Office.c.id, Office.c.name).order_by(Office.c.id)
    offices = tx.execute(query if office is None else query.where(Office.c.id == office)).all()
    return [line for each in offices for line in find(tx, each, kind, span)]


def _from(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)


def _behind(tx: Connection, office: Any, kind: ListKind, span: tuple[datetime, datetime]) -> Iterator[Listed]:
    query = (
        select(ShortfallRung.c.taken_at, Shortfall.c.title, Shortfall.c.outcome, Unit.c.name, Unit.c.short)
        .join(Shortfall.t, Shortfall.c.id == ShortfallRung.c.shortfall_id)
        .join(Unit.t, Unit.c.id == Shortfall.c.unit_id)
        .where(
            ShortfallRung.c.office_id == office.id,
            ShortfallRung.c.act == ACTS[kind].value,
            ShortfallRung.c.taken_at >= span[0],
            ShortfallRung.c.taken_at < span[1],
        )
        .order_by(Unit.c.position, Unit.c.id, ShortfallRung.c.taken_at, ShortfallRung.c.id)
    )
    for row in tx.execute(query):
        standing = ShortfallEnd(row.outcome).label if row.outcome else "仍欠账"
        yield _line(office, row, row.taken_at, "欠账", standing)


def _overdue(tx: Connection, office: Any, _kind: ListKind, span: tuple[datetime, datetime]) -> Iterator[Listed]:
    """From the journal, where the clock writes every rung; the obligation says how it stands now."""
    taken = {
        row.after["obligation_id"]: row.recorded_at
        for row in tx.execute(
            select(Journal.c.recorded_at, Journal.c.after).where(
                Journal.c.office_id == office.id,
                Journal.c.recorded_at >= span[0],
                Journal.c.recorded_at < span[1],
                Journal.c.act == f"ladder.{RungAct.LIST_OVERDUE.value}",
            )
        )
    }
    query = (
        select(Obligation.t, Unit.c.name, Unit.c.short)
        .join(Unit.t, Unit.c.id == Obligation.c.unit_id)
        .where(Obligation.c.id.in_(taken))
        .order_by(Unit.c.position, Unit.c.id, Obligation.c.due_at, Obligation.c.id)
    )
    for row in tx.execute(query) if taken else ():
        standing = "已办" if row.settled_at is not None else "尚未办"
        yield _line(office, row, taken[row.id], ObligationKind(row.kind).label, standing)


def _line(office: Any, row: Any, at: datetime, what: str, standing: str) -> Listed:
    return Listed(
        office=office.name,
        unit=row.short or row.name,
        what=what,
        title=row.title,
        listed_at=at.astimezone(SHANGHAI),
        standing=standing,
    )
