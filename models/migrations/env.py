"""Alembic's entry. In process the caller hands over a connection in a transaction; by hand `alembic.ini` tells."""

from alembic import context
from sqlalchemy import Connection

from models.database import Database
from models.tables import METADATA


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        transactional_ddl=True,  # SQLite too: our connections begin and commit themselves
        compare_type=True,
        user_module_prefix="models.types.",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(context.config.get_main_option("sqlalchemy.url") or "").write() as tx:
        run(tx)
