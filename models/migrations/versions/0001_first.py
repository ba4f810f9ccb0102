"""The first tables, and the guards that keep the journal and its seals insert-only."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


SQLITE_GUARDS = (
    """CREATE TRIGGER {table}_no_UPDATE BEFORE UPDATE ON {table} BEGIN
    SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted');
END""",
    """CREATE TRIGGER {table}_no_DELETE BEFORE DELETE ON {table} BEGIN
    SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted');
END""",
)
POSTGRES_GUARDS = (
    """CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of {table} are never changed or deleted';
END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
)
GUARDED = ("journal", "seal")


def guard() -> None:
    statements = POSTGRES_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS
    for table in GUARDED:
        for statement in statements:
            op.execute(statement.format(table=table))


def unguard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in GUARDED:
            op.execute(f"DROP FUNCTION {table}_refuse()")  # the trigger went with its table


def upgrade() -> None:
    op.create_table(
        "beat",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("started_at", types.Moment(), nullable=False),
        sa.Column("finished_at", types.Moment(), nullable=True),
        sa.Column("counts", types.JsonDoc(), nullable=False),
        sa.Column("machine", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beat")),
        sa.UniqueConstraint("name", name=op.f("uq_beat_name")),
    )
    op.create_table(
        "office",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("code", name=op.f("uq_office_code")),
    )
    op.create_table(
        "person",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("preferences", types.JsonDoc(), nullable=False),
        sa.Column("left_on", types.Day(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code", name=op.f("uq_person_code")),
    )
    op.create_table(
        "seal",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("from_id", types.Key(), nullable=False),
        sa.Column("to_id", types.Key(), nullable=False),
        sa.Column("leaves", sa.String(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("sealed_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("from_id", name=op.f("uq_seal_from_id")),
        sa.UniqueConstraint("to_id", name=op.f("uq_seal_to_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "calendar_day",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=True),
        sa.Column("date", types.Day(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_version", sa.String(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('holiday', 'makeup_workday', 'rest', 'workday')", name=op.f("ck_calendar_day_kind_known")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_calendar_day_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_calendar_day_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
    )
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.create_index(
            "uq_calendar_day_common",
            ["date", "version"],
            unique=True,
            sqlite_where=sa.text("office_id IS NULL"),
            postgresql_where=sa.text("office_id IS NULL"),
        )
        batch_op.create_index(
            "uq_calendar_day_office",
            ["office_id", "date", "version"],
            unique=True,
            sqlite_where=sa.text("office_id IS NOT NULL"),
            postgresql_where=sa.text("office_id IS NOT NULL"),
        )

    op.create_table(
        "contact",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("person_id", types.Key(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("person_id", "channel", "target", name=op.f("uq_contact_person_id_channel_target")),
    )
    op.create_table(
        "explanation",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", types.Moment(), nullable=False),
        sa.Column("written_by", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_explanation_office_id")),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("fk_explanation_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_id",
            "round",
            "doubt",
            name=op.f("uq_explanation_subject_kind_subject_id_round_doubt"),
        ),
    )
    op.create_table(
        "scheme_version",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("content", types.JsonDoc(), nullable=True),
        sa.Column("published_at", types.Moment(), nullable=False),
        sa.Column("published_by", types.Key(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.CheckConstraint("seat IN ('assessed', 'assessor', 'both')", name=op.f("ck_scheme_version_seat_known")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_scheme_version_office_id")),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_scheme_version_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_version")),
        sa.UniqueConstraint("office_id", "code", "revision", name=op.f("uq_scheme_version_office_id_code_revision")),
    )
    op.create_table(
        "set_aside",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=True),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("set_aside_at", types.Moment(), nullable=False),
        sa.Column("retry_at", types.Moment(), nullable=True),
        sa.Column("resolved_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_set_aside_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.create_index(
            "uq_set_aside_standing",
            ["run", "subject_kind", "subject_id"],
            unique=True,
            sqlite_where=sa.text("resolved_at IS NULL"),
            postgresql_where=sa.text("resolved_at IS NULL"),
        )

    op.create_table(
        "snapshot",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("taken_at", types.Moment(), nullable=False),
        sa.Column("content", types.JsonDoc(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_snapshot_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "version", name=op.f("uq_snapshot_subject_kind_subject_id_version")
        ),
    )
    op.create_table(
        "unit",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_id", types.Key(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("aliases", types.JsonDoc(), nullable=False),
        sa.Column("is_host", sa.Boolean(), nullable=False),
        sa.Column("organ", sa.String(), nullable=True),
        sa.Column("began_on", types.Day(), nullable=True),
        sa.Column("ended_on", types.Day(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('affiliate', 'department', 'external', 'leaders', 'office', 'township')",
            name=op.f("ck_unit_kind_known"),
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_unit_office_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index("ix_unit_order", ["office_id", "position"], unique=False)
        batch_op.create_index(
            "uq_unit_living_code",
            ["office_id", "code"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "assessment",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scheme_code", sa.String(), nullable=False),
        sa.Column("scheme_version_id", types.Key(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("published_at", types.Moment(), nullable=True),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("seat IN ('assessed', 'assessor', 'both')", name=op.f("ck_assessment_seat_known")),
        sa.CheckConstraint(
            "state IN ('archived', 'closed', 'draft', 'published', 'running')", name=op.f("ck_assessment_state_known")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_assessment_office_id")),
        sa.ForeignKeyConstraint(
            ["scheme_version_id"], ["scheme_version.id"], name=op.f("fk_assessment_scheme_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("office_id", "scheme_code", "year", name=op.f("uq_assessment_office_id_scheme_code_year")),
    )
    op.create_table(
        "contribution",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("content", types.JsonDoc(), nullable=False),
        sa.Column("given_at", types.Moment(), nullable=True),
        sa.Column("given_by", types.Key(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_contribution_given_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_contribution_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_contribution_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "unit_id", name=op.f("uq_contribution_subject_kind_subject_id_unit_id")
        ),
    )
    op.create_table(
        "evidence",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("kept_at", sa.String(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("created_by", types.Key(), nullable=True),
        sa.Column("withdrawn_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('file', 'paper')", name=op.f("ck_evidence_kind_known")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_evidence_created_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_evidence_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_evidence_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_unit", ["unit_id", "created_at"], unique=False)

    op.create_table(
        "figure_definition",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("source_unit_id", types.Key(), nullable=True),
        sa.Column("periods", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("lower_is_better", sa.Boolean(), nullable=False),
        sa.Column("began_on", types.Day(), nullable=True),
        sa.Column("ended_on", types.Day(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("measure IN ('cumulative', 'period')", name=op.f("ck_figure_definition_measure_known")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_figure_definition_office_id")),
        sa.ForeignKeyConstraint(["source_unit_id"], ["unit.id"], name=op.f("fk_figure_definition_source_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_definition")),
    )
    with op.batch_alter_table("figure_definition", schema=None) as batch_op:
        batch_op.create_index(
            "uq_figure_definition_living_code",
            ["office_id", "code"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "post",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("grants", types.JsonDoc(), nullable=False),
        sa.Column("liaison_post_id", types.Key(), nullable=True),
        sa.Column("began_on", types.Day(), nullable=True),
        sa.Column("ended_on", types.Day(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["liaison_post_id"], ["post.id"], name=op.f("fk_post_liaison_post_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_post_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_post_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_post_living_code",
            ["office_id", "code"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "succession",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("from_unit_id", types.Key(), nullable=False),
        sa.Column("to_unit_id", types.Key(), nullable=True),
        sa.Column("effective_on", types.Day(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("treatment", sa.String(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.CheckConstraint("kind IN ('dissolve', 'merge', 'rename', 'split')", name=op.f("ck_succession_kind_known")),
        sa.CheckConstraint(
            "treatment IN ('by_months', 'carry_lead', 'separate')", name=op.f("ck_succession_treatment_known")
        ),
        sa.ForeignKeyConstraint(["from_unit_id"], ["unit.id"], name=op.f("fk_succession_from_unit_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_succession_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_succession_recorded_by")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_succession_to_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession")),
        sa.UniqueConstraint(
            "from_unit_id",
            "to_unit_id",
            "effective_on",
            name=op.f("uq_succession_from_unit_id_to_unit_id_effective_on"),
        ),
    )
    op.create_table(
        "charge",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("post_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("began_on", types.Day(), nullable=True),
        sa.Column("ended_on", types.Day(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_charge_office_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_charge_post_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_charge_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge")),
    )
    with op.batch_alter_table("charge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charge_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_charge_standing",
            ["post_id", "unit_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "copy",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("post_id", types.Key(), nullable=False),
        sa.Column("copied_by", types.Key(), nullable=True),
        sa.Column("copied_at", types.Moment(), nullable=False),
        sa.Column("read_at", types.Moment(), nullable=True),
        sa.Column("read_by", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(["copied_by"], ["person.id"], name=op.f("fk_copy_copied_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_copy_office_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_copy_post_id")),
        sa.ForeignKeyConstraint(["read_by"], ["person.id"], name=op.f("fk_copy_read_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "post_id", name=op.f("uq_copy_subject_kind_subject_id_post_id")
        ),
    )
    with op.batch_alter_table("copy", schema=None) as batch_op:
        batch_op.create_index(
            "ix_copy_unread",
            ["post_id"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )

    op.create_table(
        "duty",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("post_id", types.Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", types.JsonDoc(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_duty_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_duty_office_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_duty_post_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_duty_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("assessment_id", "code", name=op.f("uq_duty_assessment_id_code")),
    )
    op.create_table(
        "evidence_version",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("evidence_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("stored_at", types.Moment(), nullable=False),
        sa.Column("stored_by", types.Key(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("frozen_at", types.Moment(), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_version_not_empty")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_version_evidence_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_evidence_version_office_id")),
        sa.ForeignKeyConstraint(["stored_by"], ["person.id"], name=op.f("fk_evidence_version_stored_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_version")),
        sa.UniqueConstraint("evidence_id", "number", name=op.f("uq_evidence_version_evidence_id_number")),
    )
    with op.batch_alter_table("evidence_version", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_version_hash", ["hash"], unique=False)

    op.create_table(
        "holding",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("person_id", types.Key(), nullable=False),
        sa.Column("post_id", types.Key(), nullable=False),
        sa.Column("begins_on", types.Day(), nullable=False),
        sa.Column("ends_on", types.Day(), nullable=True),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name=op.f("ck_holding_in_order")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_holding_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_holding_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_holding_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding")),
        sa.UniqueConstraint("person_id", "post_id", "begins_on", name=op.f("uq_holding_person_id_post_id_begins_on")),
    )
    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holding_post_id"), ["post_id"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("parent_id", types.Key(), nullable=True),
        sa.Column("upstream_id", types.Key(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("points", types.ExactDecimal(), nullable=True),
        sa.Column("star", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("basis", types.JsonDoc(), nullable=True),
        sa.Column("overview", sa.String(), nullable=False),
        sa.Column("acceptance", sa.String(), nullable=False),
        sa.Column("leader_post_id", types.Key(), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("began_on", types.Day(), nullable=True),
        sa.Column("ended_on", types.Day(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_indicator_assessment_id")),
        sa.ForeignKeyConstraint(["leader_post_id"], ["post.id"], name=op.f("fk_indicator_leader_post_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_indicator_office_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["indicator.id"], name=op.f("fk_indicator_parent_id")),
        sa.ForeignKeyConstraint(["upstream_id"], ["indicator.id"], name=op.f("fk_indicator_upstream_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("assessment_id", "code", name=op.f("uq_indicator_assessment_id_code")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index("ix_indicator_order", ["assessment_id", "position"], unique=False)
        batch_op.create_index(batch_op.f("ix_indicator_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "journal",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=True),
        sa.Column("assessment_id", types.Key(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=True),
        sa.Column("person_id", types.Key(), nullable=True),
        sa.Column("unit_id", types.Key(), nullable=True),
        sa.Column("post_id", types.Key(), nullable=True),
        sa.Column("on_behalf_of", types.Key(), nullable=True),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("marks", types.JsonDoc(), nullable=False),
        sa.Column("effective_at", types.Moment(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("before", types.JsonDoc(), nullable=True),
        sa.Column("after", types.JsonDoc(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.CheckConstraint(
            "via IN ('clock', 'entered_for', 'page', 'paper', 'substitute')", name=op.f("ck_journal_via_known")
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_journal_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_journal_office_id")),
        sa.ForeignKeyConstraint(["on_behalf_of"], ["person.id"], name=op.f("fk_journal_on_behalf_of")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_journal_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_journal_post_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_journal_recorded_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_journal_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_office", ["office_id", "recorded_at"], unique=False)
        batch_op.create_index("ix_journal_person", ["person_id", "recorded_at"], unique=False)
        batch_op.create_index("ix_journal_subject", ["subject_kind", "subject_id", "id"], unique=False)

    op.create_table(
        "obligation",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("post_id", types.Key(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("due_at", types.Moment(), nullable=True),
        sa.Column("original_due_at", types.Moment(), nullable=True),
        sa.Column("deadline", types.JsonDoc(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("feeds_id", types.Key(), nullable=True),
        sa.Column("ladder", types.JsonDoc(), nullable=True),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("rung_taken_at", types.Moment(), nullable=True),
        sa.Column("standing", types.JsonDoc(), nullable=False),
        sa.Column("next_look_at", types.Moment(), nullable=True),
        sa.Column("settled_at", types.Moment(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("settled_by", types.Key(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('breakdown', 'co_unit_part', 'consolidation', 'decision', 'duty', 'figure', 'issue', 'milestone', 'opinion', 'receipt', 'report', 'review', 'revision', 'score', 'seal', 'self_check', 'send_up', 'sign', 'verdict', 'verification')",
            name=op.f("ck_obligation_kind_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('done', 'exempt_late_start', 'freed', 'reassigned', 'recalled', 'returned', 'skipped', 'waived', 'withdrawn')",
            name=op.f("ck_obligation_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_obligation_assessment_id")),
        sa.ForeignKeyConstraint(["feeds_id"], ["obligation.id"], name=op.f("fk_obligation_feeds_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_obligation_office_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_obligation_post_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_obligation_settled_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_obligation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.create_index("ix_obligation_feeds", ["feeds_id"], unique=False)
        batch_op.create_index(
            "ix_obligation_next_look",
            ["next_look_at", "id"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.create_index("ix_obligation_subject", ["subject_kind", "subject_id"], unique=False)
        batch_op.create_index(
            "ix_obligation_to_do",
            ["post_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.create_index(
            "ix_obligation_unit_open",
            ["unit_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.create_index("ix_obligation_year", ["assessment_id", "due_at"], unique=False)
        batch_op.create_index(
            "uq_obligation_open",
            ["subject_kind", "subject_id", "kind", "post_id", "unit_id", "period"],
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )

    op.create_table(
        "occurrence",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("happened_at", types.Moment(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("withdrawn_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_occurrence_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_occurrence_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_occurrence_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence")),
    )
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.create_index("ix_occurrence_office", ["office_id", "code"], unique=False)
        batch_op.create_index(
            "uq_occurrence_standing",
            ["assessment_id", "code", "period", "subject_kind", "subject_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "substitution",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("person_id", types.Key(), nullable=False),
        sa.Column("substitute_id", types.Key(), nullable=False),
        sa.Column("post_id", types.Key(), nullable=True),
        sa.Column("begins_on", types.Day(), nullable=False),
        sa.Column("ends_on", types.Day(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name=op.f("ck_substitution_in_order")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_substitution_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_substitution_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_substitution_post_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_substitution_recorded_by")),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name=op.f("fk_substitution_substitute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_substitution_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_substitution_substitute_id"), ["substitute_id"], unique=False)

    op.create_table(
        "window",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opens_at", types.Moment(), nullable=True),
        sa.Column("due_at", types.Moment(), nullable=True),
        sa.Column("deadline", types.JsonDoc(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("rule", types.JsonDoc(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=True),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('closed', 'not_open', 'open')", name=op.f("ck_window_state_known")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_window_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_window_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window")),
        sa.UniqueConstraint("assessment_id", "code", "occasion", name=op.f("uq_window_assessment_id_code_occasion")),
    )
    with op.batch_alter_table("window", schema=None) as batch_op:
        batch_op.create_index(
            "ix_window_to_open",
            ["opens_at"],
            unique=False,
            sqlite_where=sa.text("state = 'not_open'"),
            postgresql_where=sa.text("state = 'not_open'"),
        )

    op.create_table(
        "assignment",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("indicator_id", types.Key(), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lead_unit_id", types.Key(), nullable=False),
        sa.Column("leader_post_id", types.Key(), nullable=True),
        sa.Column("parent_id", types.Key(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("points", types.ExactDecimal(), nullable=True),
        sa.Column("overview", sa.String(), nullable=False),
        sa.Column("acceptance", sa.String(), nullable=False),
        sa.Column("more", types.JsonDoc(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("resume_state", sa.String(), nullable=True),
        sa.Column("first_submitted_at", types.Moment(), nullable=True),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("began_on", types.Day(), nullable=True),
        sa.Column("ended_on", types.Day(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('adjustment_requested', 'archived', 'awaiting_consolidation', 'awaiting_verdict', 'breaking_down', 'in_execution', 'issued', 'returned', 'scored', 'signing', 'submitted', 'withdrawn') OR (state LIKE 'review:' || '%')",
            name=op.f("ck_assignment_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_assignment_assessment_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_assignment_indicator_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_assignment_last_mover")),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name=op.f("fk_assignment_lead_unit_id")),
        sa.ForeignKeyConstraint(["leader_post_id"], ["post.id"], name=op.f("fk_assignment_leader_post_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_assignment_office_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["assignment.id"], name=op.f("fk_assignment_parent_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_assignment_submitted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "indicator_id", "segment", "lead_unit_id", name=op.f("uq_assignment_indicator_id_segment_lead_unit_id")
        ),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_lead", ["lead_unit_id", "state"], unique=False)
        batch_op.create_index("ix_assignment_state", ["assessment_id", "state"], unique=False)

    op.create_table(
        "evidence_use",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("evidence_id", types.Key(), nullable=False),
        sa.Column("evidence_version_id", types.Key(), nullable=True),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("added_at", types.Moment(), nullable=False),
        sa.Column("added_by", types.Key(), nullable=True),
        sa.Column("frozen_at", types.Moment(), nullable=True),
        sa.Column("removed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("frozen_at IS NULL OR removed_at IS NULL", name=op.f("ck_evidence_use_frozen_stays")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_evidence_use_added_by")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_use_evidence_id")),
        sa.ForeignKeyConstraint(
            ["evidence_version_id"], ["evidence_version.id"], name=op.f("fk_evidence_use_evidence_version_id")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_evidence_use_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_use")),
    )
    with op.batch_alter_table("evidence_use", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_use_subject", ["subject_kind", "subject_id"], unique=False)
        batch_op.create_index(
            "uq_evidence_use_standing",
            ["evidence_id", "subject_kind", "subject_id"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )

    op.create_table(
        "indicator_unit",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("indicator_id", types.Key(), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("part IN ('assessor', 'co_unit', 'lead')", name=op.f("ck_indicator_unit_part_known")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_unit_indicator_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_indicator_unit_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_unit")),
        sa.UniqueConstraint(
            "indicator_id",
            "segment",
            "part",
            "unit_id",
            name=op.f("uq_indicator_unit_indicator_id_segment_part_unit_id"),
        ),
    )
    with op.batch_alter_table("indicator_unit", schema=None) as batch_op:
        batch_op.create_index("ix_indicator_unit_unit", ["unit_id", "part"], unique=False)

    op.create_table(
        "outbox_message",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=True),
        sa.Column("dedup_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", types.Key(), nullable=True),
        sa.Column("target", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("data", types.JsonDoc(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("wanted_while_id", types.Key(), nullable=True),
        sa.Column("digest_id", types.Key(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("send_after", types.Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("finished_at", types.Moment(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('failed', 'held', 'leased', 'merged', 'sent', 'unwanted', 'waiting')",
            name=op.f("ck_outbox_message_state_known"),
        ),
        sa.ForeignKeyConstraint(["digest_id"], ["outbox_message.id"], name=op.f("fk_outbox_message_digest_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_outbox_message_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_message_person_id")),
        sa.ForeignKeyConstraint(["wanted_while_id"], ["obligation.id"], name=op.f("fk_outbox_message_wanted_while_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_outbox_message_dedup_key")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_message_claim",
            ["urgent", "send_after", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'leased')"),
            postgresql_where=sa.text("state IN ('waiting', 'leased')"),
        )
        batch_op.create_index("ix_outbox_message_person", ["person_id", "created_at"], unique=False)
        batch_op.create_index("ix_outbox_message_wanted_while", ["wanted_while_id"], unique=False)

    op.create_table(
        "package",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("window_id", types.Key(), nullable=True),
        sa.Column("to_unit_id", types.Key(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("rule", types.JsonDoc(), nullable=False),
        sa.Column("seal_kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("sealed_on", types.Day(), nullable=True),
        sa.Column("seal_words", sa.String(), nullable=False),
        sa.Column("sealed_evidence_id", types.Key(), nullable=True),
        sa.Column("sent_at", types.Moment(), nullable=True),
        sa.Column("sent_how", sa.String(), nullable=False),
        sa.Column("receipt_no", sa.String(), nullable=False),
        sa.Column("receipted_at", types.Moment(), nullable=True),
        sa.Column("superior_words", sa.String(), nullable=False),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("seal_kind IN ('electronic', 'none', 'offline')", name=op.f("ck_package_seal_kind_known")),
        sa.CheckConstraint(
            "state IN ('approved', 'collecting', 'consolidating', 'receipted', 'returned', 'sealed', 'sent', 'superior_returned') OR (state LIKE 'review:' || '%')",
            name=op.f("ck_package_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_package_assessment_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_package_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_package_office_id")),
        sa.ForeignKeyConstraint(
            ["sealed_evidence_id"], ["evidence_version.id"], name=op.f("fk_package_sealed_evidence_id")
        ),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_package_submitted_by")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_package_to_unit_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_package_unit_id")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_package_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package")),
    )
    with op.batch_alter_table("package", schema=None) as batch_op:
        batch_op.create_index("ix_package_state", ["assessment_id", "state"], unique=False)
        batch_op.create_index("ix_package_window", ["window_id"], unique=False)
        batch_op.create_index(
            "uq_package_open",
            ["assessment_id", "unit_id", "kind", "period"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "period",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("window_id", types.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("begins_on", types.Day(), nullable=False),
        sa.Column("ends_on", types.Day(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_partial", sa.Boolean(), nullable=False),
        sa.Column("completes_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(["completes_id"], ["period.id"], name=op.f("fk_period_completes_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_period_office_id")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_period_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period")),
        sa.UniqueConstraint("window_id", "code", name=op.f("uq_period_window_id_code")),
    )
    op.create_table(
        "review",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("post_id", types.Key(), nullable=False),
        sa.Column("obligation_id", types.Key(), nullable=True),
        sa.Column("reassigned_from_id", types.Key(), nullable=True),
        sa.Column("called_in_by", types.Key(), nullable=True),
        sa.Column("asked_at", types.Moment(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("returned_to", sa.String(), nullable=True),
        sa.Column("person_id", types.Key(), nullable=True),
        sa.Column("via", sa.String(), nullable=True),
        sa.Column("decided_at", types.Moment(), nullable=True),
        sa.Column("recorded_at", types.Moment(), nullable=True),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("paper", types.JsonDoc(), nullable=True),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["called_in_by"], ["person.id"], name=op.f("fk_review_called_in_by")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_review_obligation_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_review_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_review_post_id")),
        sa.ForeignKeyConstraint(["reassigned_from_id"], ["review.id"], name=op.f("fk_review_reassigned_from_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_review_recorded_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_review_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(
            "ix_review_open_post",
            ["post_id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index("ix_review_subject", ["subject_kind", "subject_id"], unique=False)
        batch_op.create_index(
            "uq_review_open",
            ["subject_kind", "subject_id", "step", "post_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "target",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("indicator_id", types.Key(), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", types.ExactDecimal(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("comparator", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("figure_id", types.Key(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("began_on", types.Day(), nullable=True),
        sa.Column("ended_on", types.Day(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.CheckConstraint("comparator IN ('<', '<=', '=', '>', '>=')", name=op.f("ck_target_comparator_known")),
        sa.CheckConstraint("measure IN ('cumulative', 'period')", name=op.f("ck_target_measure_known")),
        sa.ForeignKeyConstraint(["figure_id"], ["figure_definition.id"], name=op.f("fk_target_figure_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_target_indicator_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_target_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint(
            "indicator_id", "segment", "name", "revision", name=op.f("uq_target_indicator_id_segment_name_revision")
        ),
    )
    op.create_table(
        "delivery",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=True),
        sa.Column("message_id", types.Key(), nullable=False),
        sa.Column("person_id", types.Key(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("started_at", types.Moment(), nullable=False),
        sa.Column("finished_at", types.Moment(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("is_permanent", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("result IN ('refused', 'sent', 'unsure')", name=op.f("ck_delivery_result_known")),
        sa.ForeignKeyConstraint(["message_id"], ["outbox_message.id"], name=op.f("fk_delivery_message_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_delivery_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_delivery_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "message_id", "attempt", "channel", "target", name=op.f("uq_delivery_message_id_attempt_channel_target")
        ),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_message", ["message_id"], unique=False)

    op.create_table(
        "inbox_item",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=True),
        sa.Column("person_id", types.Key(), nullable=False),
        sa.Column("message_id", types.Key(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("read_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["outbox_message.id"], name=op.f("fk_inbox_item_message_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_inbox_item_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_inbox_item_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_item")),
        sa.UniqueConstraint("person_id", "message_id", name=op.f("uq_inbox_item_person_id_message_id")),
    )
    with op.batch_alter_table("inbox_item", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inbox_item_unread",
            ["person_id", "created_at"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )

    op.create_table(
        "item",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("requirement", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("schedule", sa.String(), nullable=False),
        sa.Column("due_on", types.Day(), nullable=True),
        sa.Column("leader_post_id", types.Key(), nullable=True),
        sa.Column("unit_id", types.Key(), nullable=True),
        sa.Column("responsible_id", types.Key(), nullable=True),
        sa.Column("removed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_item_assignment_id")),
        sa.ForeignKeyConstraint(["leader_post_id"], ["post.id"], name=op.f("fk_item_leader_post_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_item_office_id")),
        sa.ForeignKeyConstraint(["responsible_id"], ["person.id"], name=op.f("fk_item_responsible_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_item_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index("ix_item_order", ["assignment_id", "position"], unique=False)

    op.create_table(
        "opinion",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("review_id", types.Key(), nullable=True),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("post_id", types.Key(), nullable=False),
        sa.Column("obligation_id", types.Key(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asked_by", types.Key(), nullable=True),
        sa.Column("asked_at", types.Moment(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("person_id", types.Key(), nullable=True),
        sa.Column("given_at", types.Moment(), nullable=True),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_opinion_asked_by")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_opinion_obligation_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_opinion_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_opinion_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_opinion_post_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_opinion_review_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_opinion_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
    )
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.create_index(
            "ix_opinion_open_post",
            ["post_id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index("ix_opinion_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "package_item",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("package_id", types.Key(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("carried_version", sa.Integer(), nullable=True),
        sa.Column("carried_at", types.Moment(), nullable=True),
        sa.Column("snapshot_id", types.Key(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('awaited', 'carried', 'missing', 'returned')", name=op.f("ck_package_item_state_known")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_package_item_office_id")),
        sa.ForeignKeyConstraint(["package_id"], ["package.id"], name=op.f("fk_package_item_package_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_package_item_snapshot_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_package_item_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_item")),
        sa.UniqueConstraint(
            "package_id", "subject_kind", "subject_id", name=op.f("uq_package_item_package_id_subject_kind_subject_id")
        ),
    )
    with op.batch_alter_table("package_item", schema=None) as batch_op:
        batch_op.create_index("ix_package_item_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("window_id", types.Key(), nullable=False),
        sa.Column("period_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("submissions", sa.Integer(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("resume_state", sa.String(), nullable=True),
        sa.Column("as_of_on", types.Day(), nullable=True),
        sa.Column("first_submitted_at", types.Moment(), nullable=True),
        sa.Column("counts_as_unfiled", sa.Boolean(), nullable=False),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("verified_at", types.Moment(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('correcting', 'filling', 'nil', 'not_open', 'returned', 'submitted', 'verified', 'waived') OR (state LIKE 'review:' || '%')",
            name=op.f("ck_report_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_report_assessment_id")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_report_assignment_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_report_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_report_office_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_report_period_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_report_submitted_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_report_unit_id")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_report_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "assignment_id", "period_id", "round", name=op.f("uq_report_assignment_id_period_id_round")
        ),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index("ix_report_unit", ["unit_id", "state"], unique=False)
        batch_op.create_index("ix_report_window", ["window_id", "state"], unique=False)

    op.create_table(
        "verdict",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("given_by_unit_id", types.Key(), nullable=True),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("dated_on", types.Day(), nullable=False),
        sa.Column("evidence_version_id", types.Key(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=True),
        sa.Column("points", types.ExactDecimal(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_verdict_assignment_id")),
        sa.ForeignKeyConstraint(
            ["evidence_version_id"], ["evidence_version.id"], name=op.f("fk_verdict_evidence_version_id")
        ),
        sa.ForeignKeyConstraint(["given_by_unit_id"], ["unit.id"], name=op.f("fk_verdict_given_by_unit_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_verdict_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_verdict_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index(
            "uq_verdict_sitting",
            ["assignment_id", "period"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "item_officer",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("person_id", types.Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_officer_item_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_item_officer_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_item_officer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_officer")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_item_officer_item_id_person_id")),
    )
    with op.batch_alter_table("item_officer", schema=None) as batch_op:
        batch_op.create_index("ix_item_officer_person", ["person_id"], unique=False)

    op.create_table(
        "item_target",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("target_id", types.Key(), nullable=False),
        sa.Column("value", types.ExactDecimal(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_target_item_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_item_target_office_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_item_target_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_target")),
        sa.UniqueConstraint("item_id", "target_id", name=op.f("uq_item_target_item_id_target_id")),
    )
    with op.batch_alter_table("item_target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_target_target_id"), ["target_id"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due_on", types.Day(), nullable=False),
        sa.Column("done_on", types.Day(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_milestone_assignment_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_milestone_item_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_milestone_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_assignment_id"), ["assignment_id"], unique=False)
        batch_op.create_index("ix_milestone_item", ["item_id"], unique=False)
        batch_op.create_index(
            "ix_milestone_pending",
            ["due_on"],
            unique=False,
            sqlite_where=sa.text("done_on IS NULL"),
            postgresql_where=sa.text("done_on IS NULL"),
        )

    op.create_table(
        "report_row",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("report_id", types.Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=True),
        sa.Column("target_id", types.Key(), nullable=True),
        sa.Column("figure_id", types.Key(), nullable=True),
        sa.Column("declared", sa.String(), nullable=False),
        sa.Column("annual_target", types.ExactDecimal(), nullable=True),
        sa.Column("reported_period", types.ExactDecimal(), nullable=True),
        sa.Column("reported_cumulative", types.ExactDecimal(), nullable=True),
        sa.Column("verified_period", types.ExactDecimal(), nullable=True),
        sa.Column("verified_cumulative", types.ExactDecimal(), nullable=True),
        sa.Column("previous_cumulative", types.ExactDecimal(), nullable=True),
        sa.Column("year_on_year", types.ExactDecimal(), nullable=True),
        sa.Column("city_rank", sa.Integer(), nullable=True),
        sa.Column("progress", sa.String(), nullable=False),
        sa.Column("problems", sa.String(), nullable=False),
        sa.Column("next_steps", sa.String(), nullable=False),
        sa.Column("completes_on", types.Day(), nullable=True),
        sa.Column("falling_reason", sa.String(), nullable=False),
        sa.Column("verifier_words", sa.String(), nullable=False),
        sa.Column("more", types.JsonDoc(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("declared IN ('cumulative', 'period')", name=op.f("ck_report_row_declared_known")),
        sa.ForeignKeyConstraint(["figure_id"], ["figure_definition.id"], name=op.f("fk_report_row_figure_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_report_row_item_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_report_row_office_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_row_report_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_report_row_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_row")),
        sa.UniqueConstraint("report_id", "position", name=op.f("uq_report_row_report_id_position")),
    )
    with op.batch_alter_table("report_row", schema=None) as batch_op:
        batch_op.create_index("ix_report_row_item", ["item_id"], unique=False)
        batch_op.create_index("ix_report_row_target", ["target_id"], unique=False)

    op.create_table(
        "score",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("points", types.ExactDecimal(), nullable=False),
        sa.Column("of_points", types.ExactDecimal(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("explanation", types.JsonDoc(), nullable=True),
        sa.Column("verdict_id", types.Key(), nullable=True),
        sa.Column("entered_at", types.Moment(), nullable=False),
        sa.Column("entered_by", types.Key(), nullable=True),
        sa.Column("by_unit_id", types.Key(), nullable=True),
        sa.Column("confirmed_at", types.Moment(), nullable=True),
        sa.Column("confirmed_by", types.Key(), nullable=True),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('assessor', 'self', 'superior')", name=op.f("ck_score_kind_known")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_score_assignment_id")),
        sa.ForeignKeyConstraint(["by_unit_id"], ["unit.id"], name=op.f("fk_score_by_unit_id")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_score_confirmed_by")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_score_entered_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_score_office_id")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name=op.f("fk_score_verdict_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
    )
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.create_index(
            "uq_score_sitting",
            ["assignment_id", "kind"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "verdict_figure",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("verdict_id", types.Key(), nullable=False),
        sa.Column("target_id", types.Key(), nullable=False),
        sa.Column("value", types.ExactDecimal(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_verdict_figure_office_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_verdict_figure_target_id")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name=op.f("fk_verdict_figure_verdict_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict_figure")),
        sa.UniqueConstraint("verdict_id", "target_id", name=op.f("uq_verdict_figure_verdict_id_target_id")),
    )
    with op.batch_alter_table("verdict_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verdict_figure_target_id"), ["target_id"], unique=False)

    guard()


def downgrade() -> None:
    with op.batch_alter_table("verdict_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdict_figure_target_id"))

    op.drop_table("verdict_figure")
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_score_sitting",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.drop_table("score")
    with op.batch_alter_table("report_row", schema=None) as batch_op:
        batch_op.drop_index("ix_report_row_target")
        batch_op.drop_index("ix_report_row_item")

    op.drop_table("report_row")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_milestone_pending", sqlite_where=sa.text("done_on IS NULL"), postgresql_where=sa.text("done_on IS NULL")
        )
        batch_op.drop_index("ix_milestone_item")
        batch_op.drop_index(batch_op.f("ix_milestone_assignment_id"))

    op.drop_table("milestone")
    with op.batch_alter_table("item_target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_target_target_id"))

    op.drop_table("item_target")
    with op.batch_alter_table("item_officer", schema=None) as batch_op:
        batch_op.drop_index("ix_item_officer_person")

    op.drop_table("item_officer")
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_verdict_sitting",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.drop_table("verdict")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index("ix_report_window")
        batch_op.drop_index("ix_report_unit")

    op.drop_table("report")
    with op.batch_alter_table("package_item", schema=None) as batch_op:
        batch_op.drop_index("ix_package_item_subject")

    op.drop_table("package_item")
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.drop_index("ix_opinion_subject")
        batch_op.drop_index(
            "ix_opinion_open_post",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("opinion")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index("ix_item_order")

    op.drop_table("item")
    with op.batch_alter_table("inbox_item", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_item_unread", sqlite_where=sa.text("read_at IS NULL"), postgresql_where=sa.text("read_at IS NULL")
        )

    op.drop_table("inbox_item")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_message")

    op.drop_table("delivery")
    op.drop_table("target")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_review_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index("ix_review_subject")
        batch_op.drop_index(
            "ix_review_open_post",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("review")
    op.drop_table("period")
    with op.batch_alter_table("package", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_package_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index("ix_package_window")
        batch_op.drop_index("ix_package_state")

    op.drop_table("package")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_message_wanted_while")
        batch_op.drop_index("ix_outbox_message_person")
        batch_op.drop_index(
            "ix_outbox_message_claim",
            sqlite_where=sa.text("state IN ('waiting', 'leased')"),
            postgresql_where=sa.text("state IN ('waiting', 'leased')"),
        )

    op.drop_table("outbox_message")
    with op.batch_alter_table("indicator_unit", schema=None) as batch_op:
        batch_op.drop_index("ix_indicator_unit_unit")

    op.drop_table("indicator_unit")
    with op.batch_alter_table("evidence_use", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_evidence_use_standing",
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )
        batch_op.drop_index("ix_evidence_use_subject")

    op.drop_table("evidence_use")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_assignment_state")
        batch_op.drop_index("ix_assignment_lead")

    op.drop_table("assignment")
    with op.batch_alter_table("window", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_window_to_open",
            sqlite_where=sa.text("state = 'not_open'"),
            postgresql_where=sa.text("state = 'not_open'"),
        )

    op.drop_table("window")
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_substitution_substitute_id"))
        batch_op.drop_index(batch_op.f("ix_substitution_person_id"))

    op.drop_table("substitution")
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_occurrence_standing",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index("ix_occurrence_office")

    op.drop_table("occurrence")
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_obligation_open",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index("ix_obligation_year")
        batch_op.drop_index(
            "ix_obligation_unit_open",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_obligation_to_do",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index("ix_obligation_subject")
        batch_op.drop_index(
            "ix_obligation_next_look",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index("ix_obligation_feeds")

    op.drop_table("obligation")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_subject")
        batch_op.drop_index("ix_journal_person")
        batch_op.drop_index("ix_journal_office")

    op.drop_table("journal")
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_parent_id"))
        batch_op.drop_index("ix_indicator_order")

    op.drop_table("indicator")
    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holding_post_id"))

    op.drop_table("holding")
    with op.batch_alter_table("evidence_version", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_version_hash")

    op.drop_table("evidence_version")
    op.drop_table("duty")
    with op.batch_alter_table("copy", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_copy_unread", sqlite_where=sa.text("read_at IS NULL"), postgresql_where=sa.text("read_at IS NULL")
        )

    op.drop_table("copy")
    with op.batch_alter_table("charge", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_charge_standing", sqlite_where=sa.text("ended_on IS NULL"), postgresql_where=sa.text("ended_on IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_charge_unit_id"))

    op.drop_table("charge")
    op.drop_table("succession")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_post_living_code",
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_post_unit_id"))

    op.drop_table("post")
    with op.batch_alter_table("figure_definition", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_figure_definition_living_code",
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.drop_table("figure_definition")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_unit")

    op.drop_table("evidence")
    op.drop_table("contribution")
    op.drop_table("assessment")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_unit_living_code",
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )
        batch_op.drop_index("ix_unit_order")

    op.drop_table("unit")
    op.drop_table("snapshot")
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_set_aside_standing",
            sqlite_where=sa.text("resolved_at IS NULL"),
            postgresql_where=sa.text("resolved_at IS NULL"),
        )

    op.drop_table("set_aside")
    op.drop_table("scheme_version")
    op.drop_table("explanation")
    op.drop_table("contact")
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_calendar_day_office",
            sqlite_where=sa.text("office_id IS NOT NULL"),
            postgresql_where=sa.text("office_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_calendar_day_common",
            sqlite_where=sa.text("office_id IS NULL"),
            postgresql_where=sa.text("office_id IS NULL"),
        )

    op.drop_table("calendar_day")
    op.drop_table("seal")
    op.drop_table("person")
    op.drop_table("office")
    op.drop_table("beat")
    unguard()
