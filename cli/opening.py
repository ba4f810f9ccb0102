"""The database that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from cli.speaking import page
from config.settings import Settings, read_settings
from models.database import Database
from models.schema import SchemaMissing


@contextmanager
def opened(settings: Settings | None = None, *, makes_tables: bool = False) -> Iterator[Database]:
    """The database, ready for work, closed when the block ends.

    `makes_tables`: an empty one is set up first. One that is too old or too new is refused, and says what to do.
    """
    database = _open(settings or read_settings(), makes_tables=makes_tables)
    try:
        yield database
    finally:
        database.close()


def _open(settings: Settings, *, makes_tables: bool) -> Database:
    try:
        return Database.open(settings.database)
    except SchemaMissing:
        if not makes_tables:
            raise
    bring_up(settings)
    return Database.open(settings.database)


def bring_up(settings: Settings) -> str:
    """Makes or upgrades the tables; answers where. A failure leaves all as it was."""
    settings.prepare()
    database = Database(settings.database)
    try:
        database.schema()  # says plainly that nobody answers, before anything is tried
        database.migrate()
    finally:
        database.close()
    return database.shown


def migrate() -> int:
    page().print(f"数据库 {bring_up(read_settings())} 已是本程序的版本。", soft_wrap=True)
    return 0
