"""The county is settled once on each database: lists only read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from models.database import Database
from tests.databases import TEMPLATE, opened, run_alone, url_of
from tests.integration.web.listing.county import settle

NAME = "kaohe_county"


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        migrated: Path = request.getfixturevalue("migrated_file")
        path = shutil.copyfile(migrated, tmp_path_factory.mktemp("county") / "kaohe.db")
        yield from settled(f"sqlite:///{path}")
        return
    server: str = request.getfixturevalue("postgres_template")
    run_alone(server, f"CREATE DATABASE {NAME} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    yield from settled(url_of(server, NAME))
    run_alone(server, f"DROP DATABASE {NAME} WITH (FORCE)")


def settled(url: str) -> Iterator[Database]:
    for database in opened(url):
        with database.write() as tx:
            settle(tx)
        yield database


@pytest.fixture
def tx(county: Database) -> Iterator[Connection]:
    with county.read() as tx:
        yield tx
