"""Which version of the tables a database has, and which one this code needs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import Column, Connection, MetaData, String, Table, func, insert, inspect, select

from config.errors import KaoheError
from models.statistics import count_again, to_count
from models.tables import METADATA

MIGRATIONS = Path(__file__).parent / "migrations"
KNOWN = tuple(sorted(file.stem.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")))
"""The revisions that this code knows, oldest first. Revision ids are numbers, and each file begins with its own."""

HEAD = KNOWN[-1]
_STAMP = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
_MIGRATION_LOCK = 7_215_009


class SchemaError(KaoheError):
    """The tables of a database do not fit this code."""


class SchemaMissing(SchemaError):
    """There are no tables yet."""


class SchemaBehind(SchemaError):
    """The tables are older than the code; `migrate` brings them up."""


class SchemaAhead(SchemaError):
    """The tables are newer than the code, which must not touch them."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The revision of a database; none when it has no tables."""

    revision: str | None

    @classmethod
    def of(cls, connection: Connection) -> Self:
        if not inspect(connection).has_table(_STAMP.name):
            return cls(None)
        return cls(connection.scalar(select(_STAMP.c.version_num)))


def check_schema(schema: Schema, *, where: str) -> None:
    refuse_newer(schema, where=where)
    if schema.revision is None:
        raise SchemaMissing(f"数据库 {where} 还没有建表。请运行 kaohe publish 方案、kaohe run 或 kaohe migrate。")
    if schema.revision != HEAD:
        raise SchemaBehind(
            f"数据库 {where} 的版本是 {schema.revision}，本程序需要 {HEAD}。请先备份，再运行 kaohe migrate。"
        )


def refuse_newer(schema: Schema, *, where: str) -> None:
    if schema.revision is not None and schema.revision not in KNOWN:
        raise SchemaAhead(
            f"数据库 {where} 的版本 {schema.revision} 比本程序新（本程序只到 {HEAD}），未作任何改动。"
            "请升级程序，或换用与本程序同期的备份。"
        )


def create_schema(connection: Connection) -> None:
    """All tables at once, stamped as current: for scratch databases. Real ones grow by `upgrade`."""
    METADATA.create_all(connection, checkfirst=False)
    _STAMP.create(connection)
    connection.execute(insert(_STAMP), {"version_num": HEAD})


def upgrade(connection: Connection, *, where: str) -> None:
    """Brings the tables to the newest revision in one transaction, or leaves all as it was."""
    # Alembic and Mako cost 0.2 s at start-up, and most commands never migrate.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        before = Schema.of(connection)
        refuse_newer(before, where=where)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _refuse_broken_keys(connection)
        if before.revision not in (None, HEAD):  # of a new index nothing is known
            for tables in to_count(connection):
                count_again(connection, tables)


def _refuse_broken_keys(connection: Connection) -> None:
    """SQLite rebuilds tables with its key checks off; PostgreSQL checks all the time."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(3)
        if broken:
            raise SchemaError(f"升级后有记录找不到所引用的记录，已全部撤回：{broken}")
