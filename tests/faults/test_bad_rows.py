"""A row that cannot be handled is set aside with its reason while the others go on, and the doctor shows it."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from actions.health import Finding, examine
from actions.ticking import tick
from models.care import SetAside
from models.outbox import OutboxMessage
from tests.faults.clock import crowd
from tests.integration.actions.year import Year, at
from tests.years import BOTH, PublishedYears

RUSH = "2019-03-27 09:00"
LATER = "2019-03-27 10:30"

Damage = Callable[[Year, int], Any]


@pytest.fixture(params=BOTH)
def year(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    when = "2019-03-04 09:00"
    return published_years.copy("tiny", when=when, on=request.param, folder=tmp_path, keep=keep, durable=False)


def write(year: Year, statement: str, **values: Any) -> None:
    with year.database.write() as tx:
        tx.execute(text(statement), values)


def finding(year: Year, check: str, *, when: str) -> Finding:
    with year.database.read() as connection:
        return next(each for each in examine(connection, now=at(when)) if each.check == check)


@pytest.mark.parametrize(
    ("column", "bad"),
    [
        ("ladder", "{broken"),
        ("ladder", '{"label": "缺规则"}'),
        ("ladder", '"一段文字"'),
        ("standing", '{"reminded_at": "昨天"}'),
        ("standing", "[]"),
        ("deadline", '{"remind_on": "31/3"}'),
        ("deadline", "{"),
    ],
)
def test_bad_obligation_is_set_aside_and_the_others_go_on(year: Year, column: str, bad: str) -> None:
    ids = crowd(year, 40, look=at(RUSH))
    victim = ids[17]
    with year.database.read() as connection:
        kept = connection.execute(text(f"SELECT {column} FROM obligation WHERE id = {victim}")).scalar_one()  # noqa: S608
    write(year, f"UPDATE obligation SET {column} = :bad WHERE id = :id", bad=bad, id=victim)  # noqa: S608

    counts = tick(year.database, now=at(RUSH))

    assert (counts.set_aside, counts.reminded) == (1, 39)
    (aside,) = year.rows(SetAside)
    assert (aside.run, aside.subject_kind, aside.subject_id, aside.times) == ("tick", "obligation", victim, 1)
    assert aside.reason != ""
    shown = finding(year, "set_aside", when=RUSH)
    assert shown.level == "problem"
    assert str(victim) in shown.words
    assert aside.reason in shown.words

    again = tick(year.database, now=at(RUSH))
    assert (again.set_aside, again.looked) == (0, 0)
    write(year, f"UPDATE obligation SET {column} = :good WHERE id = :id", good=kept, id=victim)  # noqa: S608
    mended = tick(year.database, now=at(LATER))

    assert (mended.set_aside, mended.reminded) == (0, 1)
    assert len({row.wanted_while_id for row in year.rows(OutboxMessage, kind="reminder")} & set(ids)) == 40
    assert finding(year, "set_aside", when=LATER).level == "well"


def test_bad_row_that_stays_bad_is_counted(year: Year) -> None:
    (victim,) = crowd(year, 1, look=at(RUSH))
    write(year, "UPDATE obligation SET ladder = '{' WHERE id = :id", id=victim)

    for moment in (RUSH, LATER, "2019-03-27 12:00"):
        tick(year.database, now=at(moment))

    (aside,) = year.rows(SetAside)
    assert aside.times == 3


def test_bad_window_stops_neither_the_others_nor_the_ladder(year: Year) -> None:
    crowd(year, 3, look=at(RUSH))
    write(year, "UPDATE \"window\" SET rule = '{' WHERE code = 'march'")

    counts = tick(year.database, now=at(RUSH))

    assert (counts.opened, counts.set_aside, counts.reminded) == (0, 1, 3)
    assert "window" in finding(year, "set_aside", when=RUSH).words
