"""The tables of the code and the tables of a migrated database are one thing."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from models.database import Database
from models.lights import MOVERS
from models.schema import HEAD, KNOWN, MIGRATIONS, Schema, SchemaAhead, SchemaBehind, SchemaMissing, create_schema
from models.tables import METADATA
from models.units import Office
from models.writing import find_row, insert_rows


def alembic_of(tx: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = tx
    return config


def shape(tx: Connection) -> dict[str, object]:
    """Everything that the database itself says of its tables, in no order."""
    looking = inspect(tx)
    return {
        name: {
            "columns": {each["name"]: (str(each["type"]), each["nullable"]) for each in looking.get_columns(name)},
            "checks": {each["name"]: each["sqltext"] for each in looking.get_check_constraints(name)},
            "unique": {each["name"]: each["column_names"] for each in looking.get_unique_constraints(name)},
            "keys": {each["name"]: each["referred_table"] for each in looking.get_foreign_keys(name)},
            "indexes": {each["name"]: index(each) for each in looking.get_indexes(name)},
        }
        for name in looking.get_table_names()
        if name != "alembic_version"
    }


def index(each: ReflectedIndex) -> tuple[object, ...]:
    options = each.get("dialect_options", {})
    condition = str(options.get("sqlite_where", options.get("postgresql_where")))
    return each["column_names"], each["unique"], condition


def triggers(tx: Connection) -> set[tuple[str, str]]:
    if tx.dialect.name == "sqlite":
        query = "select name, sql from sqlite_master where type = 'trigger'"
    else:
        query = "select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal"
    return {(name, definition) for name, definition in tx.execute(text(query))}


def empty(tx: Connection) -> None:
    """As a database is before the first migration."""
    METADATA.drop_all(tx)
    tx.execute(text("drop table alembic_version"))
    if tx.dialect.name == "postgresql":
        guards = text("select proname from pg_proc where proname like '%\\_refuse' or proname like '%\\_moves\\_light'")
        for name in tx.scalars(guards).all():
            tx.execute(text(f"drop function {name}() cascade"))


def test_models_equal_the_migrated_schema(database: Database) -> None:
    with database.write() as tx:
        assert compare_metadata(MigrationContext.configure(tx, opts={"compare_type": True}), METADATA) == []


def test_schema_created_at_once_equals_the_migrated_one(database: Database) -> None:
    with database.write() as tx:
        migrated = shape(tx), triggers(tx), Schema.of(tx)
        empty(tx)
        create_schema(tx)
        assert (shape(tx), triggers(tx), Schema.of(tx)) == migrated


def test_migrations_have_one_head_and_are_numbered() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert tuple(sorted(script.revision for script in scripts.walk_revisions())) == KNOWN


def test_schema_goes_down_and_up_again_with_data(database: Database) -> None:
    with database.write() as tx:
        insert_rows(tx, Office.t, [{"code": "a", "name": "甲"}])
    with database.write() as tx:
        command.downgrade(alembic_of(tx), "base")
        assert inspect(tx).get_table_names() == ["alembic_version"]
    database.migrate()
    with database.write() as tx:
        [office_id] = insert_rows(tx, Office.t, [{"code": "a", "name": "乙"}])
        office = find_row(tx, Office.t, office_id)
        assert office is not None
        assert tuple(office) == (1, "a", "乙", 0)


def test_no_migration_loses_what_notes_a_moved_light(sqlite_database: Database) -> None:
    """SQLite makes a table anew to change it, and its triggers go with the old one."""
    steps = KNOWN[KNOWN.index("0024") :]
    with sqlite_database.write() as tx:
        wanted = triggers(tx)
        assert {each for mover in MOVERS for each in mover.triggers} <= {name for name, _ in wanted}
        for step in reversed(steps):
            command.downgrade(alembic_of(tx), step)
            assert triggers(tx) == wanted, step
        for step in steps:
            command.upgrade(alembic_of(tx), step)
            assert triggers(tx) == wanted, step


def test_migrating_twice_changes_nothing(database: Database) -> None:
    before = database.schema()
    database.migrate()
    assert database.schema() == before


def stamp(database: Database, revision: str) -> None:
    with database.write() as tx:
        tx.execute(text("update alembic_version set version_num = :revision"), {"revision": revision})


def test_database_newer_than_the_code_is_refused(database: Database) -> None:
    stamp(database, "9999")
    with pytest.raises(SchemaAhead, match=r"9999.*比本程序新.*请升级程序"):
        Database.open(database.url)
    with pytest.raises(SchemaAhead, match=r"未作任何改动"):
        database.migrate()


def test_database_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(SchemaMissing, match=r"还没有建表"):
        Database.open(f"sqlite:///{tmp_path / 'empty.db'}")


def test_database_older_than_the_code_is_told(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.schema.HEAD", "9999")
    with pytest.raises(SchemaBehind, match=rf"{HEAD}.*需要 9999.*先备份"):
        Database.open(sqlite_database.url)
