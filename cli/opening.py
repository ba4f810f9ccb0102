"""The database that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import OperationalError

from cli.speaking import page
from config.errors import KaoheError
from config.settings import Settings, read_settings
from models.database import Database
from models.schema import SchemaMissing


class Unreachable(KaoheError):
    """There is no database where the settings say."""


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
    if makes_tables:
        settings.prepare()
    elif missing := _missing_file(settings):
        raise Unreachable(f"还没有数据库（{missing}）。请先运行 kaohe publish 方案、kaohe migrate 或 kaohe run。")
    try:
        return Database.open(settings.database)
    except SchemaMissing:
        if not makes_tables:
            raise
    except OperationalError as error:
        raise _unreachable(settings, error) from error
    bring_up(settings)
    return Database.open(settings.database)


def _missing_file(settings: Settings) -> Path | None:
    """The file of an SQLite database that is not there: opening it would leave an empty one behind."""
    database = Database(settings.database)
    file = Path(database.url.database or "")
    return file if database.is_sqlite and not file.is_file() else None


def _unreachable(settings: Settings, error: OperationalError) -> Unreachable:
    said = str(error.orig).strip().splitlines()[0]
    return Unreachable(f"数据库 {Database(settings.database).shown} 连不上：{said}。请检查地址和服务。")


def bring_up(settings: Settings) -> str:
    """Makes or upgrades the tables; answers where."""
    settings.prepare()
    database = Database(settings.database)
    try:
        database.migrate()
    except OperationalError as error:
        raise _unreachable(settings, error) from error
    finally:
        database.close()
    return database.shown


def migrate() -> int:
    page().print(f"数据库 {bring_up(read_settings())} 已是本程序的版本。", soft_wrap=True)
    return 0
