"""What the virus scanner said of kept bytes, and up to when the figures of a document count."""

import sqlalchemy as sa
from alembic import op

from models.types import Day, Key, Moment

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence_version", sa.Column("as_of_on", Day(), nullable=True))
    op.create_table(
        "evidence_scan",
        sa.Column("id", Key(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("scanned_at", Moment(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("finding IN ('clean', 'infected', 'waiting')", name=op.f("ck_evidence_scan_finding_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_scan")),
        sa.UniqueConstraint("hash", name=op.f("uq_evidence_scan_hash")),
    )


def downgrade() -> None:
    op.drop_table("evidence_scan")
    op.drop_column("evidence_version", "as_of_on")
