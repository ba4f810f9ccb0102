"""What SQLite knows of how many rows there are and how they spread: it chooses its indexes by what it counted last,
and counts only when it is told to. PostgreSQL sees to it by itself.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, func, literal, select, text, union_all

from models.assignments import Assignment
from models.journal import Journal
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.reports import Report, ReportRow

GROWING = (Assignment, Journal, Obligation, OutboxMessage, Report, ReportRow)
"""Where a year's work lies."""

FEW = 1000
"""So few rows are read as quickly by any index."""

_NEWEST = union_all(*(select(literal(one.t.name), func.coalesce(func.max(one.c.id), 0)) for one in GROWING))
_COUNTED = text("SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl")
_IS_COUNTED = text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
_INDEXED = text("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'index' ORDER BY tbl_name")


def have_grown(tx: Connection) -> bool:
    """Whether there is twice as much of something as when it was counted last."""
    if tx.dialect.name != "sqlite":
        return False
    counted = dict(tx.execute(_COUNTED).tuples().all()) if tx.scalar(_IS_COUNTED) else {}
    return any(newest > max(FEW, 2 * counted.get(name, 0)) for name, newest in tx.execute(_NEWEST).tuples())


def to_count(tx: Connection) -> list[list[str]]:
    """What there is to count: what is large by itself, the rest together."""
    large = {one.t.name for one in GROWING}
    known = list(tx.scalars(_INDEXED)) if tx.dialect.name == "sqlite" else []
    return [*([name] for name in known if name in large), [name for name in known if name not in large]]


def count_again(tx: Connection, tables: Iterable[str]) -> None:
    for table in tables:
        tx.exec_driver_sql(f'ANALYZE "{table}"')
