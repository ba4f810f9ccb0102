"""Published years to copy: a scheme is published and seated by the real acts once, and every test gets its own copy."""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from actions.doors import Door
from actions.performing import perform
from config.loading import load_scheme
from config.scheme import Scheme
from documents.evidence import EvidenceStore
from models.assessments import Assessment
from models.database import Database
from models.persons import Person
from tests.databases import TEMPLATE, run_alone, url_of, vault
from tests.integration.actions.year import Year, at, scheme_text

SQLITE, POSTGRES = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRES)
Wanted = tuple[str, str, tuple[str, ...]]
_copies = count(1)


@dataclass(slots=True)
class PublishedYears:
    """Schemes published together at one moment; the first is the one that a copy speaks of."""

    request: pytest.FixtureRequest
    made: dict[Wanted, str] = field(default_factory=dict)

    def copy(self, *names: str, when: str, on: str, folder: Path, keep: ExitStack, durable: bool = True) -> Year:
        """A year of one's own. `keep` closes it; without `durable` SQLite does not wait for the disk."""
        wanted = (on, when, names)
        if wanted not in self.made:
            self.made[wanted] = self._file(names, when) if on == SQLITE else self._database(names, when)
        url = self._copied_file(wanted, folder) if on == SQLITE else self._copied_database(wanted, keep)
        database = keep.enter_context(closing(Database(url, durable=durable, vault=vault())))
        return found_year(database, names[0], folder=folder)

    def _file(self, names: Sequence[str], when: str) -> str:
        folder: Path = self.request.getfixturevalue("tmp_path_factory").mktemp("published")
        path = shutil.copyfile(self.request.getfixturevalue("migrated_file"), folder / "kaohe.db")
        publish_all(f"sqlite:///{path}", names, when)
        return str(path)

    def _database(self, names: Sequence[str], when: str) -> str:
        server: str = self.request.getfixturevalue("postgres_template")
        name = f"kaohe_published_{next(_copies)}"
        run_alone(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        publish_all(url_of(server, name), names, when)
        return name

    def _copied_file(self, wanted: Wanted, folder: Path) -> str:
        folder.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{shutil.copyfile(self.made[wanted], folder / f'year-{next(_copies)}.db')}"

    def _copied_database(self, wanted: Wanted, keep: ExitStack) -> str:
        server: str = self.request.getfixturevalue("postgres_server")
        name = f"kaohe_copied_{next(_copies)}"
        run_alone(server, f"CREATE DATABASE {name} TEMPLATE {self.made[wanted]} STRATEGY FILE_COPY")
        keep.callback(run_alone, server, f"DROP DATABASE {name} WITH (FORCE)")
        return url_of(server, name)


def publish_all(url: str, names: Sequence[str], when: str) -> None:
    door = Door(now=at(when))
    with closing(Database(url, durable=False, vault=vault())) as database:
        for name in names:
            text = scheme_text(name)
            perform(database, "publish", {"text": text}, door=door)
            perform(database, "appoint", roster_of(load_scheme(text).scheme), door=door)


def roster_of(scheme: Scheme) -> dict[str, Any]:
    """A person in every post, whose code is that of the post."""
    office, first_day = scheme.office.code, f"{scheme.year}-01-01"
    people = [
        {"office": office, "person": post.code, "name": post.title, "post": post.code, "begins_on": first_day}
        for post in scheme.posts
    ]
    return {"office": office, "people": people}


@cache
def scheme_of(name: str) -> Scheme:
    """Read once for all the copies of its year."""
    return load_scheme(scheme_text(name)).scheme


def found_year(database: Database, name: str, *, folder: Path) -> Year:
    """The published year of a scheme, as tests speak of it."""
    scheme = scheme_of(name)
    codes = [post.code for post in scheme.posts]
    with database.read() as tx:
        year = tx.execute(select(Assessment.c.id).where(Assessment.c.scheme_code == scheme.scheme)).scalar_one()
        people = tx.execute(select(Person.c.code, Person.c.id).where(Person.c.code.in_(codes)))
        return Year(database, scheme.office.code, year, EvidenceStore(folder / "evidence"), dict(people.tuples().all()))
