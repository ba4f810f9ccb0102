"""`kaohe password`: how the first administrator comes in."""

from datetime import datetime

import pytest

from actions.entrance.signing_in import SignedIn, TurnedAway, sign_in
from config.settings import Settings
from config.zone import SHANGHAI
from models.database import Database
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.cli.test_year import database, homes, year

__all__ = ["database", "homes", "year"]


def come_in(database: Database, shell: Shell, password: str) -> SignedIn | TurnedAway:
    return sign_in(
        database, code="desk", password=password, address="192.0.2.7", agent="", now=datetime.now(SHANGHAI),
        settings=Settings(home=shell.home),
    )  # fmt: skip


def test_a_one_time_password_opens_the_door_and_the_next_one_takes_its_place(year: Database, shell: Shell) -> None:
    first, second = shell("password", "desk", "--json"), shell("password", "desk甲")
    assert (first.code, first.told["schema"], first.told["person"]) == (0, "kaohe.password/1", "desk")
    assert (second.code, second.err) == (0, "")
    said, warned = second.out.strip().splitlines()
    word, _, password = said.partition("：")
    assert word == "“desk”的一次性密码"
    assert warned.startswith("只显示这一次，7天内有效")
    assert isinstance(come_in(year, shell, first.told["password"]), TurnedAway)
    came = come_in(year, shell, password)
    assert isinstance(came, SignedIn)
    assert came.session.must_change


@pytest.mark.usefixtures("year")
def test_nobody_of_that_name_is_given_a_password(shell: Shell) -> None:
    said = shell("password", "desc")
    assert said.code != 0
    assert "没有编码为“desc”的人员，是不是 desk" in said.err


@pytest.mark.usefixtures("database")
def test_an_empty_roster_has_nobody_to_give_one(shell: Shell) -> None:
    said = shell("password", "desk")
    assert said.code != 0
    assert "人员名册还是空的" in said.err
