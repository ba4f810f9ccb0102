"""Up to which row the journal is settled: no row with a smaller id can still appear.

PostgreSQL hands out ids when rows are inserted, but shows them when their transactions commit, in any order. A writer
holds a ROW EXCLUSIVE lock on the journal from before its first id until its end. So: take the largest id that is
visible, note who holds such a lock, and wait until these few have ended. Whoever comes later gets larger ids. No
writer ever waits for the sealer. On SQLite the sealer's own write transaction has already settled everything.
"""

from sqlalchemy import Connection, column, func, select, table

from models.journal import Journal

SEALER_LOCK = 7_215_010
PATIENCE = 100
PAUSE_SECONDS = 0.02

_LOCKS = table("pg_locks", *map(column, ("virtualtransaction", "pid", "database", "relation", "mode")))
_CLASSES = table("pg_class", *map(column, ("oid", "relname")))
_DATABASES = table("pg_database", *map(column, ("oid", "datname")))
_WRITERS = (
    select(_LOCKS.c.virtualtransaction)
    .join(_CLASSES, _CLASSES.c.oid == _LOCKS.c.relation)
    .join(_DATABASES, _DATABASES.c.oid == _LOCKS.c.database)  # copies of one database have the same table numbers
    .where(
        _DATABASES.c.datname == func.current_database(),
        _CLASSES.c.relname == Journal.t.name,
        _LOCKS.c.mode == "RowExclusiveLock",
        _LOCKS.c.pid.is_distinct_from(func.pg_backend_pid()),
    )
)
_LARGEST = select(func.coalesce(func.max(Journal.c.id), 0))


def hold_sealing(tx: Connection) -> bool:
    """Whether this transaction may seal; another that is sealing right now goes first."""
    if tx.dialect.name != "postgresql":
        return True
    return bool(tx.scalar(select(func.pg_try_advisory_xact_lock(SEALER_LOCK))))


def settled_up_to(tx: Connection) -> int:
    """The largest settled id; 0 when writers kept it open for longer than the sealer's patience."""
    largest = tx.scalar(_LARGEST) or 0
    if tx.dialect.name != "postgresql":
        return largest
    in_flight = set(tx.scalars(_WRITERS))
    for _ in range(PATIENCE):
        if not in_flight:
            return largest
        tx.execute(select(func.pg_sleep(PAUSE_SECONDS)))
        in_flight &= set(tx.scalars(_WRITERS))
    return 0
