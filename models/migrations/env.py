"""Alembic's entry. In process the caller hands over a connection in a transaction; by hand `alembic.ini` tells."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection
from sqlmodel import AutoString

from models.database import Database
from models.tables import METADATA


def written(kind: str, thing: Any, _autogenerate: Any) -> str | Literal[False]:
    """How a type is written in a migration: ours by name, the rest as Alembic does."""
    if kind != "type":
        return False
    if isinstance(thing, AutoString):
        return "sa.String()"
    return f"types.{type(thing).__name__}()" if type(thing).__module__ == "models.types" else False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=written,
        compare_type=True,
        transactional_ddl=True,  # SQLite too: our connections begin and commit by themselves
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(context.config.get_main_option("sqlalchemy.url") or "").write() as tx:
        run(tx)
