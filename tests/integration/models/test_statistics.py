"""SQLite chooses its indexes by what it counted last: it counts again when there is much more."""

from alembic import command
from sqlalchemy import text

from models.database import Database
from models.journal import write_journal
from models.schema import KNOWN
from models.statistics import FEW
from tests.integration.models.test_schema import alembic_of
from tests.office import NOON


def lines(number: int) -> list[dict[str, object]]:
    told = {"act": "change", "subject_kind": "office", "subject_id": 1, "effective_at": NOON, "recorded_at": NOON}
    return [dict(told) for _ in range(number)]


def counted(database: Database) -> int:
    """Rows of the journal, as far as the database knows."""
    with database.read() as tx:
        told = "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'journal'"
        return int(tx.scalar(text(told)) or 0)


def test_database_counts_again_what_has_grown(sqlite_database: Database) -> None:
    assert sqlite_database.count_what_grew() is False
    with sqlite_database.write() as tx:
        write_journal(tx, lines(FEW))
    assert sqlite_database.count_what_grew() is False
    with sqlite_database.write() as tx:
        write_journal(tx, lines(1))
    assert (sqlite_database.count_what_grew(), counted(sqlite_database)) == (True, FEW + 1)

    with sqlite_database.write() as tx:
        write_journal(tx, lines(FEW + 1))
    assert sqlite_database.count_what_grew() is False
    with sqlite_database.write() as tx:
        write_journal(tx, lines(1))
    assert (sqlite_database.count_what_grew(), counted(sqlite_database)) == (True, 2 * FEW + 3)


def test_what_is_counted_is_known_to_whoever_asks_next(sqlite_database: Database) -> None:
    """A connection reads what was counted when it begins: those that were open are not asked again."""
    with sqlite_database.read() as tx:
        before = tx.connection.driver_connection
    with sqlite_database.write() as tx:
        write_journal(tx, lines(FEW + 1))
    assert sqlite_database.count_what_grew()
    with sqlite_database.read() as tx:
        assert tx.connection.driver_connection is not before


def test_an_upgrade_counts_all_that_there_is(sqlite_database: Database) -> None:
    """Of the indexes that it made nothing is known otherwise."""
    with sqlite_database.write() as tx:
        write_journal(tx, lines(3))
        command.downgrade(alembic_of(tx), KNOWN[-2])
    sqlite_database.migrate()
    assert counted(sqlite_database) == 3


def test_a_database_that_is_thrown_away_is_not_counted() -> None:
    with Database.scratch() as scratch:
        with scratch.write() as tx:
            write_journal(tx, lines(FEW + 1))
        assert scratch.count_what_grew() is False
