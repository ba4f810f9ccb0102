"""Messages say why they were sent when they were, and what was due then; a draft that is not needed any more."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


STATES = (
    "closed",
    "closed_out",
    "committed",
    "declined",
    "delivered",
    "drafting",
    "held",
    "issued",
    "lifted",
    "received",
    "rectifying",
    "replied",
    "returned",
    "sealed",
    "sent_back",
    "talk_proposed",
    "turned_into_order",
    "under_review",
    "unneeded",
    "voided",
)


def allow(states: tuple[str, ...]) -> None:
    """In which states a letter may be."""
    known = f"state IN ({', '.join(map(repr, states))}) OR (state LIKE 'review:' || '%')"
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_letter_state_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_letter_state_known"), sa.text(known))


def upgrade() -> None:
    allow(STATES)
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("why", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("due_at", types.Moment(), nullable=True))
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.alter_column("why", existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_column("due_at")
        batch_op.drop_column("why")
    allow(tuple(state for state in STATES if state != "unneeded"))
