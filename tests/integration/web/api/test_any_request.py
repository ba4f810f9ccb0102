"""Whatever a system sends, it is told what was wrong with it: never that we broke."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from models.database import Database
from tests.integration.actions.entrance.conftest import ADMINISTRATOR
from tests.integration.actions.year import published
from tests.integration.web.api.conftest import EVERYTHING
from tests.pages import Site
from tests.profiles import cases
from web.kernel.limiting import Limits

EVERY_ACT = ("act:announce", "act:urge", "act:fill_report", "act:appoint", "act:publish")


@pytest.fixture
def calling(sqlite_database: Database, tmp_path: Path) -> tuple[Site, str]:
    town = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=ADMINISTRATOR)
    told = {"office": "town", "name": "x", "person": "desk", "scopes": [*EVERYTHING, *EVERY_ACT]}
    done = town.do("issue_token", "keeper", "2019-03-04 09:10", **told)
    site = Site(sqlite_database, tmp_path / "home", when="2019-03-05 09:00", settings={"hosts": "testserver"})
    return site, str(done.details["secret"])


def test_no_request_breaks_us(calling: tuple[Site, str], monkeypatch: pytest.MonkeyPatch) -> None:
    site, secret = calling
    monkeypatch.setattr(Limits, "count", lambda *_: True)  # it asks more often than anybody may
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", site.app)
    answered: Counter[int] = Counter()
    for found in schema.get_all_operations():
        _try(found.ok(), secret, answered)
    assert answered[200] > 0
    assert answered[422] > 0
    assert max(answered) < 500, answered


def _try(operation: Any, secret: str, answered: Counter[int]) -> None:
    @settings(
        max_examples=cases(3, full=100), deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def attempt(case: Any) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {secret}"})
        answered[answer.status_code] += 1
        case.validate_response(answer, checks=[not_a_server_error])

    attempt()
