"""Prints of letters: the files that were made of them when they were issued."""

import sqlalchemy as sa
from alembic import op

from models import types

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_print",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("letter_id", types.Key(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("content", types.JsonDoc(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("pdf_hash", sa.String(), nullable=False),
        sa.Column("docx_hash", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("template_hash", sa.String(), nullable=False),
        sa.Column("printed_at", types.Moment(), nullable=False),
        sa.Column("seen_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_letter_print_office_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_print_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_print")),
        sa.UniqueConstraint("letter_id", "text_hash", name=op.f("uq_letter_print_letter_id_text_hash")),
    )
    op.create_index("ix_letter_issued", "letter", ["issued_at"])


def downgrade() -> None:
    op.drop_index("ix_letter_issued", table_name="letter")
    op.drop_table("letter_print")
