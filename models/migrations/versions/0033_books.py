"""Books that went out, and those that came back."""

import sqlalchemy as sa
from alembic import op

from models import types

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KINDS = "kind IN ('breakdown', 'findings', 'report', 'roster', 'scores')"
STATES = "state IN ('done', 'dropped', 'waiting')"
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    _create_issued()
    _create_returned()


def _create_issued() -> None:
    op.create_table(
        "issued_book",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=True),
        sa.Column("about", types.JsonDoc(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("journal_id", types.Key(), nullable=False),
        sa.Column("issued_at", types.Moment(), nullable=False),
        sa.Column("issued_by", types.Key(), nullable=True),
        sa.Column("content", types.JsonDoc(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_issued_book_kind_known")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_issued_book_assessment_id")),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name=op.f("fk_issued_book_issued_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_issued_book_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_issued_book_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_book")),
    )
    op.create_index("ix_issued_book_about", "issued_book", ["office_id", "kind", "key"], unique=False)


def _create_returned() -> None:
    op.create_table(
        "returned_book",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("issued_id", types.Key(), nullable=True),
        sa.Column("unit_id", types.Key(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", types.Moment(), nullable=False),
        sa.Column("uploaded_at", types.Moment(), nullable=False),
        sa.Column("uploaded_by", types.Key(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("settled_at", types.Moment(), nullable=True),
        sa.Column("settled_by", types.Key(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_returned_book_state_known")),
        sa.ForeignKeyConstraint(["issued_id"], ["issued_book.id"], name=op.f("fk_returned_book_issued_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_returned_book_office_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_returned_book_settled_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_returned_book_unit_id")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["person.id"], name=op.f("fk_returned_book_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_book")),
    )
    op.create_index("ix_returned_book_hash", "returned_book", ["office_id", "hash"], unique=False)
    op.create_index("ix_returned_book_uploaded", "returned_book", ["office_id", "uploaded_at"], unique=False)
    op.create_index(
        "ix_returned_book_waiting", "returned_book", ["office_id", "uploaded_by"], unique=False,
        sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index(
        "ix_returned_book_waiting", table_name="returned_book", sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.drop_index("ix_returned_book_uploaded", table_name="returned_book")
    op.drop_index("ix_returned_book_hash", table_name="returned_book")
    op.drop_table("returned_book")
    op.drop_index("ix_issued_book_about", table_name="issued_book")
    op.drop_table("issued_book")
