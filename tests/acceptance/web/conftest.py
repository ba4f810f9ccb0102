"""One county for every day that is walked in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from documents.evidence import EvidenceStore
from models.assessments import Assessment
from models.persons import Person
from tests.acceptance.web.county import OFFICE, County
from tests.browser import served
from tests.demonstration import SHOWN, demonstration
from tests.integration.actions.year import Year
from tests.pages import Site


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """As it stands on a Thursday in January. The walks come one after the other, each with its own people."""
    yield from standing(tmp_path_factory.mktemp("county"))


def standing(home: Path) -> Iterator[County]:
    """The county in this folder, served."""
    database, settings = demonstration(home)
    with database.read() as tx:
        persons = dict(tx.execute(select(Person.c.code, Person.c.id)).tuples().all())
        last_year = tx.scalars(select(Assessment.c.id).where(Assessment.c.scheme_code == "linxi-2026")).one()
    site = Site(database, home, when=SHOWN, settings={"demo": True})
    with served(site.app) as address:
        yield County(site, Year(database, OFFICE, last_year, EvidenceStore(settings.evidence), persons), address)
    database.close()
