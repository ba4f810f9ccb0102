"""The pages of a small town with an administrator, where two people have passwords."""

from pathlib import Path

import pytest

from models.database import Database
from models.entrance import Credential
from tests.integration.actions.entrance.conftest import ADMINISTRATOR, MONDAY, PASSWORD, QUICK, quick
from tests.integration.actions.year import Year, published
from tests.office import put
from tests.pages import Client, Page, Site

__all__ = ["quick"]

WRONG = "kzpm-4t7w-hq2e"


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    """On SQLite alone: what the door does with the database is tested below, on both."""
    year = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=ADMINISTRATOR)
    stored = QUICK.hash(PASSWORD)
    with sqlite_database.write() as tx:
        for code in ("keeper", "farming_head"):
            put(tx, Credential, person_id=year.persons[code], password_hash=stored, set_at=MONDAY)
    return year


@pytest.fixture
def site(town: Year, tmp_path: Path) -> Site:
    return Site(town.database, tmp_path / "home", when="2019-03-05 09:00")


def come_in(client: Client, code: str, password: str = PASSWORD, **more: str) -> Page:
    return client.post("/sign-in", {"code": code, "password": password, **more}, follow=False)
