"""A small town with an administrator, where two people have passwords of their own."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from actions.entrance.sessions import Session, session_of
from actions.entrance.signing_in import SignedIn, TurnedAway, sign_in
from config.settings import Settings
from models.database import Database
from models.entrance import Credential
from models.journal import Journal
from tests.integration.actions.year import Year, at, published
from tests.office import put

ADMINISTRATOR = {"posts:\n": "posts:\n  - {code: keeper, title: 系统管理员, unit: office, role: administrator}\n"}
MONDAY = at("2019-03-04 09:00")
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
PASSWORD = "kzpm-4t7w-hq2d"  # noqa: S105 -- of a sample person


@dataclass(slots=True)
class Gate:
    """The door of one office."""

    year: Year
    settings: Settings

    @property
    def database(self) -> Database:
        return self.year.database

    def try_door(self, code: str, password: str, now: datetime, **more: Any) -> SignedIn | TurnedAway:
        told = {"address": "192.0.2.7", "agent": "Mozilla/5.0", "settings": self.settings} | more
        return sign_in(self.database, code=code, password=password, now=now, **told)

    def come_in(self, code: str, now: datetime = MONDAY, *, password: str = PASSWORD, **more: Any) -> SignedIn:
        came = self.try_door(code, password, now, **more)
        assert isinstance(came, SignedIn)
        return came

    def session(self, secret: str, now: datetime) -> Session | None:
        with self.database.read() as tx:
            return session_of(tx, secret, now=now)

    def one_time(self, code: str, now: str = "2019-03-04 08:30") -> str:
        done = self.year.do("reset_password", None, now, office=self.year.office, person=code)
        return str(done.details["password"])

    def lines(self, *acts: str) -> list[Any]:
        return [line for line in self.year.rows(Journal) if line.act in acts]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same algorithm at a fraction of its cost, which tests/unit/actions/entrance/test_passwords.py measures."""
    monkeypatch.setattr("actions.entrance.passwords.HASHER", QUICK)


@pytest.fixture
def gate(database: Database, tmp_path: Path) -> Gate:
    year = published(database, "tiny", when="2019-03-04 08:00", folder=tmp_path, other=ADMINISTRATOR)
    stored = QUICK.hash(PASSWORD)
    with database.write() as tx:
        for code in ("keeper", "farming_head"):
            put(tx, Credential, person_id=year.persons[code], password_hash=stored, set_at=MONDAY)
    return Gate(year, Settings(home=tmp_path))
