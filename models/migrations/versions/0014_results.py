"""Results: their versions, what units and bodies answered, 复核; the kinds of obligation that they bring."""

import sqlalchemy as sa
from alembic import op

from models import types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


GUARDED = ("result_version", "result_line")
SQLITE_GUARD = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN
    SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted');
END"""
POSTGRES_GUARDS = (
    """CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of {table} are never changed or deleted';
END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
)
OF_RESULTS = (
    *("acceptance", "announcement", "archiving", "consultation", "deliberation", "public_notice", "reexamination"),
    "score_check",
)
KINDS = (
    "acknowledgement",
    "apportionment",
    "breakdown",
    "co_unit_part",
    "commitment",
    "consolidation",
    "decision",
    "delivery",
    "duty",
    "figure",
    "issue",
    "letter",
    "milestone",
    "opinion",
    "receipt",
    "recheck",
    "reply",
    "report",
    "review",
    "revision",
    "score",
    "seal",
    "self_check",
    "send_up",
    "sign",
    "statement",
    "talk",
    "task",
    "telling",
    "verdict",
    "verification",
)


def know(kinds: tuple[str, ...]) -> None:
    """The kinds of obligation that the table takes."""
    name = op.f("ck_obligation_kind_known")
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"kind IN ({', '.join(map(repr, sorted(kinds)))})")


def guard() -> None:
    is_postgres = op.get_bind().dialect.name == "postgresql"
    for table in GUARDED:
        if is_postgres:
            for statement in POSTGRES_GUARDS:
                op.execute(statement.format(table=table))
        else:
            for verb in ("UPDATE", "DELETE"):
                op.execute(SQLITE_GUARD.format(table=table, verb=verb))


def upgrade() -> None:
    know((*KINDS, *OF_RESULTS))
    op.create_table(
        "result",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("opened_by", types.Key(), nullable=True),
        sa.Column("due_at", types.Moment(), nullable=True),
        sa.Column("laid", sa.Integer(), nullable=True),
        sa.Column("in_force", sa.Integer(), nullable=True),
        sa.Column("proposed", sa.Integer(), nullable=True),
        sa.Column("decided", types.JsonDoc(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("keep_reason", sa.String(), nullable=False),
        sa.Column("published_at", types.Moment(), nullable=True),
        sa.Column("requests_open_at", types.Moment(), nullable=True),
        sa.Column("requests_end_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('announcement', 'approval', 'archived', 'committee', 'consolidation', 'correcting', 'feedback', "
            "'marking', 'notice', 'opinions', 'published', 'self_check')",
            name=op.f("ck_result_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_result_assessment_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_result_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_result_office_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_result_opened_by")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_result_submitted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("assessment_id", "period", name=op.f("uq_result_assessment_id_period")),
    )
    op.create_index(
        "ix_result_notice",
        "result",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'notice'"),
        postgresql_where=sa.text("state = 'notice'"),
    )
    op.create_table(
        "result_reply",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("result_id", types.Key(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=True),
        sa.Column("asked_at", types.Moment(), nullable=False),
        sa.Column("asked_about", sa.String(), nullable=False),
        sa.Column("replied_at", types.Moment(), nullable=True),
        sa.Column("replied_by", types.Key(), nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("evidence_version_id", types.Key(), nullable=True),
        sa.Column("answered_at", types.Moment(), nullable=True),
        sa.Column("answered_by", types.Key(), nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("sort IN ('feedback', 'opinions', 'self_check')", name=op.f("ck_result_reply_sort_known")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_result_reply_answered_by")),
        sa.ForeignKeyConstraint(
            ["evidence_version_id"], ["evidence_version.id"], name=op.f("fk_result_reply_evidence_version_id")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_result_reply_office_id")),
        sa.ForeignKeyConstraint(["replied_by"], ["person.id"], name=op.f("fk_result_reply_replied_by")),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_result_reply_result_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_result_reply_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_reply")),
        sa.UniqueConstraint(
            "result_id", "round", "sort", "body", name=op.f("uq_result_reply_result_id_round_sort_body")
        ),
    )
    op.create_table(
        "result_version",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("result_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("scheme_hash", sa.String(), nullable=False),
        sa.Column("known_at", types.Moment(), nullable=False),
        sa.Column("computed_at", types.Moment(), nullable=False),
        sa.Column("computed_by", types.Key(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("outcome", types.JsonDoc(), nullable=False),
        sa.CheckConstraint("sort IN ('correction', 'draft')", name=op.f("ck_result_version_sort_known")),
        sa.ForeignKeyConstraint(["computed_by"], ["person.id"], name=op.f("fk_result_version_computed_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_result_version_office_id")),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_result_version_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_version")),
        sa.UniqueConstraint("result_id", "number", name=op.f("uq_result_version_result_id_number")),
    )
    op.create_table(
        "review_request",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("result_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence_version_id", types.Key(), nullable=True),
        sa.Column("requested_at", types.Moment(), nullable=False),
        sa.Column("decided_at", types.Moment(), nullable=True),
        sa.Column("decided_by", types.Key(), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('accepted', 'corrected', 'not_accepted', 'submitted', 'to_correct', 'upheld', 'withdrawn')",
            name=op.f("ck_review_request_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_review_request_assessment_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_review_request_decided_by")),
        sa.ForeignKeyConstraint(
            ["evidence_version_id"], ["evidence_version.id"], name=op.f("fk_review_request_evidence_version_id")
        ),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_review_request_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_review_request_office_id")),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_review_request_result_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_review_request_submitted_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_review_request_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_request")),
    )
    op.create_index("ix_review_request_result", "review_request", ["result_id", "state"], unique=False)
    op.create_index(
        "uq_review_request_open",
        "review_request",
        ["result_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('submitted', 'accepted', 'to_correct')"),
        postgresql_where=sa.text("state IN ('submitted', 'accepted', 'to_correct')"),
    )
    op.create_table(
        "result_line",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("version_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("result_code", sa.String(), nullable=False),
        sa.Column("points", sa.String(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("awards", types.JsonDoc(), nullable=False),
        sa.Column("reasons", types.JsonDoc(), nullable=False),
        sa.Column("explanation", types.JsonDoc(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_result_line_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_result_line_unit_id")),
        sa.ForeignKeyConstraint(["version_id"], ["result_version.id"], name=op.f("fk_result_line_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_line")),
        sa.UniqueConstraint(
            "version_id", "result_code", "unit_id", name=op.f("uq_result_line_version_id_result_code_unit_id")
        ),
    )
    op.create_index("ix_result_line_unit", "result_line", ["unit_id", "version_id"], unique=False)
    guard()


def downgrade() -> None:
    op.drop_index("ix_result_line_unit", table_name="result_line")
    op.drop_table("result_line")
    op.drop_index("uq_review_request_open", table_name="review_request")
    op.drop_index("ix_review_request_result", table_name="review_request")
    op.drop_table("review_request")
    op.drop_table("result_version")
    op.drop_table("result_reply")
    op.drop_index("ix_result_notice", table_name="result")
    op.drop_table("result")
    if op.get_bind().dialect.name == "postgresql":
        for table in GUARDED:
            op.execute(f"DROP FUNCTION {table}_refuse()")  # the trigger went with its table
    know(KINDS)
