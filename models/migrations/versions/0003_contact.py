"""Channels of units beside those of persons, and messages that are addressed to a unit."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ADDRESSED = ("outbox_message", "delivery")


def upgrade() -> None:
    keep_the_newest()
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_id", types.Key(), nullable=True))
        batch_op.alter_column("person_id", existing_type=types.Key(), nullable=True)
        batch_op.drop_constraint(op.f("uq_contact_person_id_channel_target"), type_="unique")
        batch_op.create_foreign_key(op.f("fk_contact_unit_id"), "unit", ["unit_id"], ["id"])
        batch_op.create_check_constraint(
            op.f("ck_contact_of_one"),
            "person_id IS NOT NULL AND unit_id IS NULL OR person_id IS NULL AND unit_id IS NOT NULL",
        )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        for whose in ("person", "unit"):
            batch_op.create_index(
                f"uq_contact_{whose}_channel",
                [f"{whose}_id", "channel"],
                unique=True,
                sqlite_where=sa.text(f"is_active = 1 AND {whose}_id IS NOT NULL"),
                postgresql_where=sa.text(f"is_active AND {whose}_id IS NOT NULL"),
            )
    for table in ADDRESSED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("unit_id", types.Key(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_{table}_unit_id"), "unit", ["unit_id"], ["id"])


def keep_the_newest() -> None:
    """Nobody could register a channel twice, but nothing kept a table from holding one twice."""
    op.execute(
        "UPDATE contact SET is_active = false WHERE is_active AND EXISTS (SELECT 1 FROM contact AS newer"
        " WHERE newer.person_id = contact.person_id AND newer.channel = contact.channel"
        " AND newer.is_active AND newer.id > contact.id)"
    )


def downgrade() -> None:
    op.execute("DELETE FROM contact WHERE person_id IS NULL")
    for table in reversed(ADDRESSED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"fk_{table}_unit_id"), type_="foreignkey")
            batch_op.drop_column("unit_id")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index("uq_contact_unit_channel")
        batch_op.drop_index("uq_contact_person_channel")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_contact_of_one"), type_="check")
        batch_op.drop_constraint(op.f("fk_contact_unit_id"), type_="foreignkey")
        batch_op.create_unique_constraint(
            op.f("uq_contact_person_id_channel_target"), ["person_id", "channel", "target"]
        )
        batch_op.alter_column("person_id", existing_type=types.Key(), nullable=False)
        batch_op.drop_column("unit_id")
