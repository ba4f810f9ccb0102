"""The database that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy.exc import OperationalError

from cli.speaking import page
from config.errors import KaoheError
from config.keys import secret_key
from config.settings import Settings, read_settings
from models.contacts import close_plain_addresses
from models.database import Database
from models.schema import SchemaMissing
from models.vault import Vault


class DatabaseTrouble(KaoheError):
    """The database failed under way; what was begun is undone."""


@contextmanager
def opened(settings: Settings | None = None, *, makes_tables: bool = False) -> Iterator[Database]:
    """The database, ready for work, closed when the block ends.

    `makes_tables`: an empty one is set up first. One that is too old or too new is refused, and says what to do.
    """
    database = _open(settings or read_settings(), makes_tables=makes_tables)
    try:
        yield database
    except OperationalError as error:  # the disk is full, the file is not writable, the server went away
        raise DatabaseTrouble(f"数据库 {database.shown} 出错，这一步没有办成：{error.orig}") from error
    finally:
        database.close()


def _open(settings: Settings, *, makes_tables: bool) -> Database:
    vault = vault_of(settings)
    try:
        return Database.open(settings.database, vault=vault)
    except SchemaMissing:
        if not makes_tables:
            raise
    bring_up(settings)
    return Database.open(settings.database, vault=vault)


def vault_of(settings: Settings) -> Vault:
    return Vault(partial(secret_key, settings))


def bring_up(settings: Settings) -> str:
    """Makes or upgrades the tables; answers where. A failure leaves all as it was."""
    settings.prepare()
    database = Database(settings.database, vault=vault_of(settings))
    try:
        database.schema()  # says plainly that nobody answers, before anything is tried
        database.migrate()
        with database.write() as tx:
            close_plain_addresses(tx)
    finally:
        database.close()
    return database.shown


def migrate() -> int:
    page().print(f"数据库 {bring_up(read_settings())} 已是本程序的版本。", soft_wrap=True)
    return 0
