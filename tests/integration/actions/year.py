"""A published year with a person in every post: what the tests of acts stand on."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from actions.acts import Done
from actions.doors import Door, PaperSignature
from actions.evidence.taking import add_file
from actions.performing import perform
from actions.ticking import TickCounts, tick
from config.schemes import find_scheme, shipped
from config.zone import SHANGHAI
from documents.evidence import EvidenceStore
from models.assessments import Assessment
from models.assignments import Assignment
from models.base import Row
from models.database import Database
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.persons import Person
from models.posts import Post
from models.reports import Report
from models.tables import METADATA
from models.units import Office
from models.windows import Period
from tests.kept import begun_alike

FIXTURES = Path("tests/fixtures/schemes")


def at(text: str) -> datetime:
    """`2019-05-13 17:00` on the wall in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def scheme_text(name: str) -> str:
    return (find_scheme(name) if name in shipped() else FIXTURES / f"{name}.yaml").read_text(encoding="utf-8")


@dataclass(slots=True)
class Year:
    """A year and its people. A person's code is that of the post."""

    database: Database
    office: str
    assessment: int
    store: EvidenceStore
    persons: dict[str, int] = field(default_factory=dict)

    def do(self, act: str, by: str | None, when: str, *, paper: PaperSignature | None = None,
           entered_for: str | None = None, **data: Any) -> Done:  # fmt: skip
        """Perform an act as the person of a post, or as the clock."""
        door = Door(
            now=at(when),
            by=self.persons[by] if by else None,
            paper=paper,
            entered_for=self.persons[entered_for] if entered_for else None,
        )
        return perform(self.database, act, data, door=door)

    def tick(self, when: str) -> TickCounts:
        return tick(self.database, now=at(when))

    def attach(self, by: str, when: str, *, report: int, unit: str, title: str = "完成情况台账") -> Done:
        """A small text file behind a report."""
        told = {"office": self.office, "unit": unit, "title": title, "report": report}
        stream = io.BytesIO(f"{title}：第{report}期\n".encode())
        door = Door(now=at(when), by=self.persons[by])
        return add_file(self.database, self.store, stream, name="台账.txt", told=told, door=door)

    def attach_loose(self, by: str, when: str, *, unit: str, title: str) -> int:
        """A file of a unit that stands behind nothing yet; the version's number."""
        told = {"office": self.office, "unit": unit, "title": title}
        door = Door(now=at(when), by=self.persons[by])
        stream = io.BytesIO(f"{title}\n".encode())
        return add_file(self.database, self.store, stream, name="扫描件.txt", told=told, door=door).ids["version"]

    # what there is

    def rows(self, table: type[Row], **where: Any) -> list[Any]:
        query = table.t.select().order_by(table.c.id)
        for name, value in where.items():
            query = query.where(table.c[name] == value)
        with self.database.read() as tx:
            return list(tx.execute(query))

    def one(self, table: type[Row], **where: Any) -> Any:
        (row,) = self.rows(table, **where)
        return row

    def assignment(self, title: str) -> int:
        return int(self.one(Assignment, title=title).id)

    def report(self, title: str, period: str) -> Any:
        query = (
            select(Report.t)
            .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
            .join(Period.t, Period.c.id == Report.c.period_id)
            .where(Assignment.c.title == title, Period.c.code == period)
        )
        with self.database.read() as tx:
            return tx.execute(query).one()

    def owed(self, **where: Any) -> list[Any]:
        """What is still owed."""
        return [row for row in self.rows(Obligation, **where) if row.settled_at is None]

    def told(self, kind: str) -> list[Any]:
        return self.rows(OutboxMessage, kind=kind)

    def dump(self) -> dict[str, Sequence[Any]]:
        """Everything that the database holds, as it holds it: a refused act leaves it as it was."""
        with self.database.read() as tx:
            all_of = {name: f'SELECT * FROM "{name}"' for name in METADATA.tables}  # noqa: S608 -- names of our own
            return {name: tx.exec_driver_sql(asked).all() for name, asked in all_of.items()}

    def read_out(self) -> str:
        """Everything that the product can read there, what is kept under lock included."""
        with self.database.read() as tx:
            return str([list(tx.execute(table.select())) for table in METADATA.tables.values()])


def published(
    database: Database, name: str, *, when: str, folder: Path, other: Mapping[str, str] | None = None
) -> Year:
    """Publish a scheme and seat one person in every post. `other`: what the scheme says instead of something."""
    text = scheme_text(name)
    for said, instead in (other or {}).items():
        assert said in text
        text = text.replace(said, instead)
    begun_alike(database, text, when, begin=lambda: _begin(database, text, when))
    with database.read() as tx:
        office, year = tx.execute(
            select(Office.c.code, Assessment.c.id)
            .join(Office.t, Office.c.id == Assessment.c.office_id)
            .order_by(Assessment.c.id.desc())
        ).first() or ("", 0)
    with database.read() as tx:
        persons = dict(tx.execute(select(Person.c.code, Person.c.id)).tuples().all())
    return Year(database, office, year, EvidenceStore(folder / "evidence"), persons)


def _begin(database: Database, text: str, when: str) -> None:
    door = Door(now=at(when))
    done = perform(database, "publish", {"text": text}, door=door)
    with database.read() as tx:
        office = tx.execute(select(Office.c.code).where(Office.c.id == done.ids["office"])).scalar_one()
        posts = tx.execute(select(Post.c.code, Post.c.title).order_by(Post.c.position)).all()
    roster = [
        {"office": office, "person": post.code, "name": post.title, "post": post.code, "begins_on": "2019-01-01"}
        for post in posts
    ]
    perform(database, "appoint", {"office": office, "people": roster}, door=door)
