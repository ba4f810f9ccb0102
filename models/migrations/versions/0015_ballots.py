"""Ballots from the roster to the sealed totals; points that one proposes and another confirms."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ballot_round",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("held_on", types.Day(), nullable=True),
        sa.Column("rule", types.JsonDoc(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("planned_at", types.Moment(), nullable=False),
        sa.Column("planned_by", types.Key(), nullable=True),
        sa.Column("witnessed_at", types.Moment(), nullable=True),
        sa.Column("witnessed_by", types.Key(), nullable=True),
        sa.Column("witnessed_by_unit_id", types.Key(), nullable=True),
        sa.Column("sealed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('agreed', 'checking', 'drafting', 'issuing', 'returned', 'rostered', 'sealed', 'voided', 'witnessed')",
            name=op.f("ck_ballot_round_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_ballot_round_assessment_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_ballot_round_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ballot_round_office_id")),
        sa.ForeignKeyConstraint(["planned_by"], ["person.id"], name=op.f("fk_ballot_round_planned_by")),
        sa.ForeignKeyConstraint(["witnessed_by"], ["person.id"], name=op.f("fk_ballot_round_witnessed_by")),
        sa.ForeignKeyConstraint(
            ["witnessed_by_unit_id"], ["unit.id"], name=op.f("fk_ballot_round_witnessed_by_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_round")),
    )
    with op.batch_alter_table("ballot_round", schema=None) as batch_op:
        batch_op.create_index("ix_ballot_round_rating", ["assessment_id", "rating"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('awaited', 'confirmed', 'proposed', 'returned', 'revoked')",
            name=op.f("ck_judgement_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_judgement_assessment_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_judgement_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_judgement_office_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_judgement_submitted_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_judgement_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint(
            "assessment_id", "slot", "unit_id", "period", name=op.f("uq_judgement_assessment_id_slot_unit_id_period")
        ),
    )
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgement_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "ballot_group",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("round_id", types.Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("roster", sa.Integer(), nullable=False),
        sa.Column("avoids", types.JsonDoc(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "roster >= 0 AND (issued IS NULL OR issued >= 0 AND issued <= roster) AND (returned IS NULL OR returned >= 0 AND returned <= issued)",
            name=op.f("ck_ballot_group_counts_in_order"),
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ballot_group_office_id")),
        sa.ForeignKeyConstraint(["round_id"], ["ballot_round.id"], name=op.f("fk_ballot_group_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_group")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_ballot_group_round_id_name")),
    )
    op.create_table(
        "ballot_unit",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("round_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("voided_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_ballot_unit_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ballot_unit_office_id")),
        sa.ForeignKeyConstraint(["round_id"], ["ballot_round.id"], name=op.f("fk_ballot_unit_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_ballot_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_unit")),
        sa.UniqueConstraint("round_id", "unit_id", name=op.f("uq_ballot_unit_round_id_unit_id")),
    )
    with op.batch_alter_table("ballot_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_unit_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_ballot_unit_living",
            ["assessment_id", "rating", "unit_id"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "judgement_version",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("judgement_id", types.Key(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("points", types.ExactDecimal(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence", types.JsonDoc(), nullable=False),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.Column("proposed_by", types.Key(), nullable=True),
        sa.Column("proposed_by_unit_id", types.Key(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("decided_at", types.Moment(), nullable=True),
        sa.Column("decided_by", types.Key(), nullable=True),
        sa.Column("decided_by_unit_id", types.Key(), nullable=True),
        sa.Column("decided_words", sa.String(), nullable=False),
        sa.Column("confirmed_at", types.Moment(), nullable=True),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("outcome IN ('confirmed', 'returned')", name=op.f("ck_judgement_version_outcome_known")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_judgement_version_decided_by")),
        sa.ForeignKeyConstraint(
            ["decided_by_unit_id"], ["unit.id"], name=op.f("fk_judgement_version_decided_by_unit_id")
        ),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name=op.f("fk_judgement_version_judgement_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_judgement_version_office_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_judgement_version_proposed_by")),
        sa.ForeignKeyConstraint(
            ["proposed_by_unit_id"], ["unit.id"], name=op.f("fk_judgement_version_proposed_by_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement_version")),
        sa.UniqueConstraint("judgement_id", "ordinal", name=op.f("uq_judgement_version_judgement_id_ordinal")),
    )
    with op.batch_alter_table("judgement_version", schema=None) as batch_op:
        batch_op.create_index("ix_judgement_version_confirmed", ["office_id", "confirmed_at"], unique=False)
        batch_op.create_index(
            "uq_judgement_version_sitting",
            ["judgement_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL AND confirmed_at IS NOT NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND confirmed_at IS NOT NULL"),
        )

    op.create_table(
        "ballot_bundle",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("round_id", types.Key(), nullable=False),
        sa.Column("group_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.CheckConstraint("ballots > 0", name=op.f("ck_ballot_bundle_holds_ballots")),
        sa.ForeignKeyConstraint(["group_id"], ["ballot_group.id"], name=op.f("fk_ballot_bundle_group_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ballot_bundle_office_id")),
        sa.ForeignKeyConstraint(["round_id"], ["ballot_round.id"], name=op.f("fk_ballot_bundle_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_bundle")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_ballot_bundle_group_id_number")),
    )
    with op.batch_alter_table("ballot_bundle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_bundle_round_id"), ["round_id"], unique=False)

    op.create_table(
        "ballot_total",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("round_id", types.Key(), nullable=False),
        sa.Column("group_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("content", types.JsonDoc(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_ballot_total_assessment_id")),
        sa.ForeignKeyConstraint(["group_id"], ["ballot_group.id"], name=op.f("fk_ballot_total_group_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ballot_total_office_id")),
        sa.ForeignKeyConstraint(["round_id"], ["ballot_round.id"], name=op.f("fk_ballot_total_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_ballot_total_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_total")),
    )
    with op.batch_alter_table("ballot_total", schema=None) as batch_op:
        batch_op.create_index("ix_ballot_total_year", ["assessment_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_ballot_total_sitting",
            ["group_id", "unit_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "ballot_entry",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("bundle_id", types.Key(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.Column("content", types.JsonDoc(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("entered_at", types.Moment(), nullable=False),
        sa.Column("entered_by", types.Key(), nullable=True),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.CheckConstraint("reading IN ('first', 'paper', 'second')", name=op.f("ck_ballot_entry_reading_known")),
        sa.ForeignKeyConstraint(["bundle_id"], ["ballot_bundle.id"], name=op.f("fk_ballot_entry_bundle_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_ballot_entry_entered_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ballot_entry_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_entry")),
    )
    with op.batch_alter_table("ballot_entry", schema=None) as batch_op:
        batch_op.create_index(
            "uq_ballot_entry_sitting",
            ["bundle_id", "reading"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("ballot_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ballot_entry_sitting",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.drop_table("ballot_entry")
    with op.batch_alter_table("ballot_total", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ballot_total_sitting",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index("ix_ballot_total_year")

    op.drop_table("ballot_total")
    with op.batch_alter_table("ballot_bundle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ballot_bundle_round_id"))

    op.drop_table("ballot_bundle")
    with op.batch_alter_table("judgement_version", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_judgement_version_sitting",
            sqlite_where=sa.text("replaced_at IS NULL AND confirmed_at IS NOT NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND confirmed_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_judgement_version_confirmed")

    op.drop_table("judgement_version")
    with op.batch_alter_table("ballot_unit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ballot_unit_living",
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_ballot_unit_unit_id"))

    op.drop_table("ballot_unit")
    op.drop_table("ballot_group")
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_judgement_unit_id"))

    op.drop_table("judgement")
    with op.batch_alter_table("ballot_round", schema=None) as batch_op:
        batch_op.drop_index("ix_ballot_round_rating")

    op.drop_table("ballot_round")
