"""The two small years, just published, on both databases."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actions.acts import Refused
from models.database import Database
from tests.integration.actions.year import Year, published


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Year:
    """One lead unit, a chain of two steps, no package."""
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


@pytest.fixture
def with_principal(database: Database, tmp_path: Path) -> Year:
    """The town, with a principal leader who decides."""
    other = {"posts:\n": "posts:\n  - {code: mayor, title: 镇长, unit: leaders, role: principal_leader}\n"}
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)


@pytest.fixture
def district(database: Database, tmp_path: Path) -> Year:
    """Co-units, a chain of five steps: 会签 of all, and a panel of two out of three."""
    return published(database, "five-steps", when="2019-03-26 09:00", folder=tmp_path)


@pytest.fixture
def county(database: Database, tmp_path: Path) -> Year:
    """县考核办 with its committee, its 督查室 and three departments; letters are numbered as the county does."""
    return published(database, "supervised", when="2019-03-01 09:00", folder=tmp_path)


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> Year:
    """The same on SQLite alone: what is only refused, or only told, asks nothing of the database."""
    return published(sqlite_database, "supervised", when="2019-03-01 09:00", folder=tmp_path)


@pytest.fixture
def refused() -> Callable[..., tuple[str, ...]]:
    """Try an act that must be refused; its reasons. Nothing in the whole database may have changed."""

    def attempt(year: Year, act: str, by: str | None, when: str, **told: Any) -> tuple[str, ...]:
        before = year.dump()
        with pytest.raises(Refused) as caught:
            year.do(act, by, when, **told)
        assert year.dump() == before
        return caught.value.reasons

    return attempt
