"""The years and drafts of an office, and the texts of a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Row, func, select

from actions.checkup import Checkup, checkup_of
from actions.drafts.loading import text_of
from config.errors import KaoheError
from config.loading import read_source
from config.source import Source, locate
from models.assessments import Assessment
from models.drafts import DraftText, RehearsalRun, SchemeDraft
from models.persons import Person
from models.schemes import SchemeVersion
from states.assessment import AssessmentState
from web.kernel.errors import not_found
from web.kernel.visit import Visit
from web.year.access import demand

LONGEST = 15
"""Digits of a number that a page may be asked for."""

KEPT = 30
"""How many earlier texts of a draft a page lists."""


@dataclass(frozen=True, slots=True)
class Year:
    """One published year of the office."""

    id: int
    year: int
    title: str
    code: str
    state: AssessmentState
    published_at: datetime | None


def whole(text: str) -> int:
    """The number that was asked for; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0


def years_of(visit: Visit) -> list[Year]:
    query = select(Assessment.t).where(Assessment.c.office_id == visit.at.office_id)
    rows = visit.tx.execute(query.order_by(Assessment.c.year.desc(), Assessment.c.id.desc()))
    return [
        Year(row.id, row.year, row.title, row.scheme_code, AssessmentState(row.state), row.published_at) for row in rows
    ]


def year_called(visit: Visit, number: int) -> Year:
    """A year of the desk's own office."""
    found = next((each for each in years_of(visit) if each.id == number), None)
    if found is None:
        raise not_found("考核年度")
    return found


def drafts_of(visit: Visit) -> Sequence[Row[Any]]:
    """The living drafts, newest first; `published` says that its very text runs, or ran, as a version."""
    same = select(SchemeVersion.c.id).where(
        SchemeVersion.c.office_id == SchemeDraft.c.office_id, SchemeVersion.c.hash == SchemeDraft.c.hash
    )
    query = (
        select(SchemeDraft.t, Person.c.name.label("saver"), same.exists().label("published"))
        .outerjoin(Person.t, Person.c.id == SchemeDraft.c.saved_by)
        .where(SchemeDraft.c.office_id == visit.at.office_id, SchemeDraft.c.dropped_at.is_(None))
    )
    return visit.tx.execute(query.order_by(SchemeDraft.c.saved_at.desc(), SchemeDraft.c.id.desc())).all()


@lru_cache(maxsize=8)
def source_of(text: str, name: str) -> Source | None:
    try:
        return read_source(text, name=name)[0]
    except KaoheError:
        return None


class Draft:
    """A draft as a page shows it: its text, what it says, what is doubtful in it."""

    def __init__(self, visit: Visit, row: Row[Any], text: str) -> None:
        self.visit, self.row, self.text = visit, row, text
        self.id, self.number, self.title, self.year = int(row.id), int(row.number), row.title, row.year

    @cached_property
    def checkup(self) -> Checkup:
        return checkup_of(self.text, self.name)

    @property
    def name(self) -> str:
        return f"方案第{self.number}稿"

    @property
    def href(self) -> str:
        return f"/year/drafts/{self.id}"

    @cached_property
    def source(self) -> Source | None:
        """The text as a tree, where it is one at all."""
        return source_of(self.text, self.name)

    @property
    def loaded(self) -> Any:
        """The scheme where it has no errors of reading, else None."""
        return self.checkup[0]

    @property
    def remarks(self) -> Any:
        return self.checkup[1]

    def earlier(self, number: int) -> str | None:
        """One of its texts."""
        return self.text if number == self.number else text_of(self.visit.tx, self.id, number)

    def line(self, pointer: str) -> int:
        return locate(self.source, pointer).line if self.source is not None else 1


def draft_of(visit: Visit, number: int) -> Draft:
    """A living draft of the desk's own office, in its newest text."""
    demand(visit, "draft_scheme")
    row = visit.tx.execute(
        select(SchemeDraft.t).where(
            SchemeDraft.c.id == number,
            SchemeDraft.c.office_id == visit.at.office_id,
            SchemeDraft.c.dropped_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise not_found("草稿")
    return Draft(visit, row, text_of(visit.tx, row.id, row.number) or "")


def texts_of(visit: Visit, draft: int) -> Sequence[Row[Any]]:
    """Its texts, newest first, without the texts themselves."""
    query = (
        select(DraftText.c.number, DraftText.c.words, DraftText.c.saved_at, Person.c.name.label("saver"))
        .outerjoin(Person.t, Person.c.id == DraftText.c.saved_by)
        .where(DraftText.c.draft_id == draft)
        .order_by(DraftText.c.number.desc())
    )
    return visit.tx.execute(query.limit(KEPT)).all()


def runs_of(visit: Visit, draft: int) -> Sequence[Row[Any]]:
    """Years played from a draft, newest first, without what they answered."""
    columns = [column for column in RehearsalRun.t.c if column.name != "result"]
    query = select(*columns).where(RehearsalRun.c.draft_id == draft, RehearsalRun.c.office_id == visit.at.office_id)
    return visit.tx.execute(query.order_by(RehearsalRun.c.id.desc()).limit(KEPT)).all()


def running_text(visit: Visit, year: int) -> str | None:
    """The newest version that a year of the office runs under, of all its versions."""
    newest = (
        select(SchemeVersion.c.text)
        .join(Assessment.t, Assessment.c.scheme_code == SchemeVersion.c.code)
        .where(
            Assessment.c.id == year,
            Assessment.c.office_id == visit.at.office_id,
            SchemeVersion.c.office_id == visit.at.office_id,
            SchemeVersion.c.year == Assessment.c.year,
        )
        .order_by(SchemeVersion.c.revision.desc())
    )
    return visit.tx.scalars(newest.limit(1)).one_or_none()


def count_of(visit: Visit, query: Any) -> int:
    return int(visit.tx.scalar(select(func.count()).select_from(query.subquery())) or 0)
