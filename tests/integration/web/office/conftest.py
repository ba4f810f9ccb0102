"""县考核办 in September 2019: something came in, something lags, something is asked for, the rest is still owed."""

import shutil
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from models.database import Database
from tests.acceptance.requirements.falling_short import VISITS, report_jobs
from tests.databases import vault
from tests.integration.actions.year import Year
from tests.pages import Client, Site
from tests.years import SQLITE, PublishedYears, found_year

DESK = "county_office_desk"
MORNING = "2019-09-12 08:30"


def at_work(year: Year) -> Year:
    """新增就业 is behind by a hundred, tourism on its way, one task is put off, everything else is not in."""
    year.tick("2019-09-05 09:00")
    report_jobs(year, "2019-08", "500", when="2019-09-10 10:00")
    report_jobs(year, "2019-08", "90", when="2019-09-10 11:00", title=VISITS, unit="tourism")
    year.tick("2019-09-10 11:05")
    year.tick("2019-09-12 08:00")
    return year


@pytest.fixture(scope="session")
def worked(published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's database with all that was done so far; every test copies it."""
    folder = tmp_path_factory.mktemp("county")
    with ExitStack() as keep:
        year = published_years.copy(
            "ningshan-2019", when="2019-09-04 09:00", on=SQLITE, folder=folder, keep=keep, durable=False
        )
        at_work(year)
        return Path(str(year.database.url.database))


@pytest.fixture
def county(worked: Path, keep: ExitStack, tmp_path: Path) -> Year:
    file = shutil.copyfile(worked, tmp_path / "county.db")
    database = keep.enter_context(closing(Database(f"sqlite:///{file}", durable=False, vault=vault())))
    return found_year(database, "ningshan-2019", folder=tmp_path)


@pytest.fixture
def site(county: Year, tmp_path: Path) -> Site:
    return Site(county.database, tmp_path / "home", when=MORNING)


@pytest.fixture
def desk(site: Site) -> Client:
    return site.signed_in(DESK)
