"""Lights are kept as they were reckoned; the database notes which of them are to be reckoned again."""

import sqlalchemy as sa
from alembic import op

from models import types

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

LIGHTS = "IN ('green', 'none', 'red', 'yellow')"
FIGURES = "('submitted', 'verified')"
OF_ROW = "SELECT r.office_id, r.assignment_id FROM report r WHERE r.id = {row}.report_id AND r.state IN " + FIGURES
OF_TARGET = (
    "SELECT a.office_id, a.id FROM assignment a WHERE a.indicator_id = {row}.indicator_id AND a.segment = {row}.segment"
    " AND EXISTS (SELECT 1 FROM report r WHERE r.assignment_id = a.id AND r.state IN " + FIGURES + ")"
)
OF_YEAR = "SELECT k.office_id, k.assignment_id FROM kept_light k WHERE k.assessment_id = {row}.assessment_id"
MOVERS = (
    ("report", "INSERT", f" WHEN (NEW.state IN {FIGURES})", "SELECT NEW.office_id, NEW.assignment_id"),
    (
        "report",
        "UPDATE",
        f" WHEN (OLD.state IN {FIGURES} OR NEW.state IN {FIGURES})",
        "SELECT NEW.office_id, NEW.assignment_id",
    ),
    ("report", "DELETE", f" WHEN (OLD.state IN {FIGURES})", "SELECT OLD.office_id, OLD.assignment_id"),
    *(
        (table, verb, "", assignments.format(row="OLD" if verb == "DELETE" else "NEW"))
        for table, assignments in (("report_row", OF_ROW), ("target", OF_TARGET), ("amendment", OF_YEAR))
        for verb in ("INSERT", "UPDATE", "DELETE")
    ),
)
SQLITE = """CREATE TRIGGER {name} AFTER {verb} ON {table}{when} BEGIN
    INSERT INTO light_due (office_id, assignment_id) {assignments};
END"""
POSTGRES = (
    """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO light_due (office_id, assignment_id) {assignments};
    RETURN NULL;
END $$""",
    """CREATE TRIGGER {name} AFTER {verb} ON {table}
    FOR EACH ROW{when} EXECUTE FUNCTION {name}()""",
)
ENDS = sa.text("ends_on IS NOT NULL")


def upgrade() -> None:
    _create_kept()
    op.create_table(
        "light_due",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_light_due_office_id")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_light_due_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_light_due")),
    )
    op.create_index(op.f("ix_light_due_assignment_id"), "light_due", ["assignment_id"], unique=False)
    op.execute(
        "INSERT INTO light_due (office_id, assignment_id)"
        f" SELECT DISTINCT office_id, assignment_id FROM report WHERE state IN {FIGURES}"  # noqa: S608 -- constants
    )
    texts = (SQLITE,) if _on_sqlite() else POSTGRES
    for table, verb, when, assignments in MOVERS:
        told = {"name": _name(table, verb), "verb": verb, "table": table, "when": when, "assignments": assignments}
        for text in texts:
            op.execute(text.format(**told))


def _create_kept() -> None:
    op.create_table(
        "kept_light",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("target_id", types.Key(), nullable=False),
        sa.Column("begins_on", types.Day(), nullable=True),
        sa.Column("ends_on", types.Day(), nullable=True),
        sa.Column("light", sa.String(), nullable=False),
        sa.Column("verified", sa.String(), nullable=False),
        sa.Column("verified_on", types.Day(), nullable=True),
        sa.Column("months", types.JsonDoc(), nullable=False),
        sa.CheckConstraint(f"light {LIGHTS}", name=op.f("ck_kept_light_light_known")),
        sa.CheckConstraint(f"verified {LIGHTS}", name=op.f("ck_kept_light_verified_known")),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_kept_light_{table}_id")
            )
            for table in ("office", "assessment", "assignment", "target")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_light")),
        sa.UniqueConstraint("assignment_id", "target_id", name=op.f("uq_kept_light_assignment_id_target_id")),
    )
    op.create_index("ix_kept_light_year", "kept_light", ["assessment_id", "light"], unique=False)
    op.create_index(
        "ix_kept_light_ends", "kept_light", ["ends_on"], unique=False, sqlite_where=ENDS, postgresql_where=ENDS
    )


def downgrade() -> None:
    for table, verb, _, _ in MOVERS:
        if _on_sqlite():
            op.execute(f"DROP TRIGGER {_name(table, verb)}")
        else:
            op.execute(f"DROP FUNCTION {_name(table, verb)} CASCADE")
    op.drop_table("light_due")
    op.drop_table("kept_light")


def _name(table: str, verb: str) -> str:
    return f"{table}_{verb.lower()}_moves_light"


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
