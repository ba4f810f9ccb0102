"""A small town that another system speaks to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from models.database import Database
from tests.integration.actions.entrance.conftest import ADMINISTRATOR
from tests.integration.actions.year import Year, published
from tests.pages import HOST, Site

EVERYTHING = ("obligations", "reports", "scores", "facts", "findings", "events")


@dataclass(frozen=True, slots=True)
class System:
    """Another system and its token."""

    http: TestClient
    secret: str

    def get(self, path: str, **query: Any) -> Any:
        return self.http.get(f"/api/v1{path}", params=query or None, headers=self.headers)

    def post(self, path: str, told: Any, *, key: str = "") -> Any:
        once = {"Idempotency-Key": key} if key else {}
        return self.http.post(f"/api/v1{path}", json=told, headers={**self.headers, **once})

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=ADMINISTRATOR)


@pytest.fixture
def site(town: Year, tmp_path: Path) -> Site:
    return Site(town.database, tmp_path / "home", when="2019-03-05 09:00")


def system(site: Site, town: Year, *scopes: str, person: str = "desk") -> System:
    told = {"office": town.office, "name": f"{person}的系统", "person": person, "scopes": scopes or EVERYTHING}
    done = town.do("issue_token", "keeper", "2019-03-04 09:10", **told)
    return System(TestClient(site.app, base_url=HOST), str(done.details["secret"]))
