"""Lights as they were reckoned last, so that a page counts them without reckoning thousands.

What a light is read from (`actions.shortfalls.tracking`) is the truth. Whoever changes any of it, in whichever act,
the database itself notes that the task's lights are to be reckoned again: until the clock has done so they are
reckoned for every reader. A target without a figure has no row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import DDL, Index, UniqueConstraint, bindparam, column, event, or_, select

from models.assignments import Assignment
from models.base import Row, day, document, found_by, key, one_of, ref
from models.claiming import in_chunks
from models.types import Day
from states.pace import Light
from states.report import ReportState


class KeptLight(Row, table=True):
    """指标灯 of one target of one assignment, as it was reckoned last. It holds on every day between the two."""

    __table_args__ = (
        UniqueConstraint("assignment_id", "target_id"),
        one_of("light", Light),
        one_of("verified", Light),
        Index("ix_kept_light_year", "assessment_id", "light"),
        found_by("ends_on", where=column("ends_on").is_not(None), name="ix_kept_light_ends"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    assignment_id: int = ref("assignment")
    target_id: int = ref("target")
    begins_on: date | None = day(default=None)  # none: it has always been so
    ends_on: date | None = day(default=None)  # the last day; none: as long as nothing changes
    light: str  # by the latest figure
    verified: str = Light.NONE.value  # by the latest that was verified
    verified_on: date | None = day(default=None)  # the day up to which that one reaches
    months: dict[str, str] = document(default_factory=dict)  # by month, the light of what was verified for its end


class LightDue(Row, table=True):
    """待重算: something that the lights of an assignment are read from has changed since they were kept."""

    id: int = key()
    office_id: int = ref("office")
    assignment_id: int = ref("assignment", index=True)


# The clock's question


STALE = in_chunks(
    select(Assignment.t)
    .where(
        or_(
            Assignment.c.id.in_(select(LightDue.c.assignment_id)),
            Assignment.c.id.in_(
                select(KeptLight.c.assignment_id).where(KeptLight.c.ends_on < bindparam("today", type_=Day))
            ),
        )
    )
    .order_by(Assignment.c.id),
    of=Assignment.t,
)
"""Assignments are locked, not what is due of them: two clocks never reckon the same one, nor does an act wait."""


# What moves a light


FIGURES = f"('{ReportState.SUBMITTED}', '{ReportState.VERIFIED}')"
"""The states in which the figures of a report count; a test holds them to those of `tracking`."""


VERBS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


@dataclass(frozen=True, slots=True)
class Mover:
    """A table on whose rows lights depend: `{row}` is the row that comes, goes or changes."""

    table: str
    assignments: str
    when: str = ""
    when_changed: str = ""

    @property
    def triggers(self) -> tuple[str, ...]:
        return tuple(f"{self.table}_{verb.lower()}_moves_light" for verb in VERBS)


_OF_ROW = f"SELECT r.office_id, r.assignment_id FROM report r WHERE r.id = {{row}}.report_id AND r.state IN {FIGURES}"  # noqa: S608
_OF_TARGET = (
    "SELECT a.office_id, a.id FROM assignment a"  # noqa: S608
    " WHERE a.indicator_id = {row}.indicator_id AND a.segment = {row}.segment"
    f" AND EXISTS (SELECT 1 FROM report r WHERE r.assignment_id = a.id AND r.state IN {FIGURES})"
)
_OF_YEAR = "SELECT k.office_id, k.assignment_id FROM kept_light k WHERE k.assessment_id = {row}.assessment_id"
MOVERS = (
    Mover(
        "report",
        "SELECT {row}.office_id, {row}.assignment_id",
        when=f"{{row}}.state IN {FIGURES}",
        when_changed=f"OLD.state IN {FIGURES} OR NEW.state IN {FIGURES}",
    ),
    Mover("report_row", _OF_ROW),
    Mover("target", _OF_TARGET),
    Mover("amendment", _OF_YEAR),
)
SQLITE = """\
CREATE TRIGGER {name} AFTER {verb} ON {table}{when} BEGIN
    INSERT INTO light_due (office_id, assignment_id) {assignments};
END"""
POSTGRES_FUNCTION = """\
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO light_due (office_id, assignment_id) {assignments};
    RETURN NULL;
END $$"""
POSTGRES = """\
CREATE TRIGGER {name} AFTER {verb} ON {table}
    FOR EACH ROW{when} EXECUTE FUNCTION {name}()"""


def noted_by() -> dict[str, list[str]]:
    """The statements for each database. Migrations repeat them, as they repeat the columns."""
    told = [*_triggers()]
    return {
        "sqlite": [SQLITE.format(**each) for each in told],
        "postgresql": [text.format(**each) for each in told for text in (POSTGRES_FUNCTION, POSTGRES)],
    }


def _triggers() -> Iterator[dict[str, Any]]:
    for mover in MOVERS:
        for name, (verb, row) in zip(mover.triggers, VERBS.items(), strict=True):
            when = mover.when_changed if verb == "UPDATE" and mover.when_changed else mover.when.format(row=row)
            yield {
                "name": name,
                "verb": verb,
                "table": mover.table,
                "when": f" WHEN ({when})" if when else "",
                "assignments": mover.assignments.format(row=row),
            }


def _create_triggers() -> None:
    for dialect, statements in noted_by().items():
        for statement in statements:
            made = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
            event.listen(Row.metadata, "after_create", made)


_create_triggers()
