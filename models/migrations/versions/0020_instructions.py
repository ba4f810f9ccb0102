"""Instructions: what leaders wrote on a task, and by when they want to hear of it."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

REFERENCES = ("office", "assessment", "assignment", "person", "post")


def upgrade() -> None:
    op.create_table(
        "instruction",
        sa.Column("id", types.Key(), nullable=False),
        *(sa.Column(f"{table}_id", types.Key(), nullable=False) for table in REFERENCES),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_at", types.Moment(), nullable=True),
        sa.Column("given_at", types.Moment(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        *(
            sa.ForeignKeyConstraint([f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_instruction_{table}_id"))
            for table in REFERENCES
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_instruction_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("instruction", schema=None) as batch_op:
        batch_op.create_index("ix_instruction_assignment", ["assignment_id", "given_at"], unique=False)


def downgrade() -> None:
    op.drop_table("instruction")
