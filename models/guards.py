"""Triggers that keep a table insert-only, whoever writes."""

from sqlalchemy import DDL, Table, event

SQLITE = """\
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN
    SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted');
END"""
POSTGRES_FUNCTION = """\
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of {table} are never changed or deleted';
END $$"""
POSTGRES = """\
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"""


def guards_of(table: str) -> dict[str, list[str]]:
    """The statements for each database. SQLite's REPLACE counts as a delete where `recursive_triggers` is on."""
    return {
        "sqlite": [SQLITE.format(table=table, verb=verb) for verb in ("UPDATE", "DELETE")],
        "postgresql": [POSTGRES_FUNCTION.format(table=table), POSTGRES.format(table=table)],
    }


def insert_only(table: Table) -> None:
    """Creates the triggers with the table. Migrations repeat the statements, as they repeat the columns."""
    for dialect, statements in guards_of(table.name).items():
        for statement in statements:
            event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]
