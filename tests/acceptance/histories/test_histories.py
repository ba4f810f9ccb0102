"""Random histories: whatever anybody tries, in whatever order, nothing outside the rules succeeds."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from actions.ticking import tick
from models.database import Database
from models.sealing import verify
from tests.acceptance.histories.history import History
from tests.acceptance.histories.sights import disagreements, foreign_obligations
from tests.integration.actions.year import at
from tests.profiles import cases
from tests.years import PublishedYears

WHEN = {
    "tiny": "2019-03-04 09:00",
    "five-steps": "2019-03-26 09:00",
    "ningshan-2019": "2019-09-04 09:00",
    "shanxi-cjr-2019": "2019-05-05 09:00",
}
STEPS = cases(25, full=120)
# a failure tells its whole history; a smaller seed would tell another one
AS_DRAWN = (Phase.explicit, Phase.reuse, Phase.generate)
SEEDS = st.integers(0, 2**32 - 1)


@contextmanager
def lived(years: PublishedYears, folder: Path, name: str, seed: int, *, on: str) -> Iterator[History]:
    """A year after so many steps, each of which was looked at."""
    with ExitStack() as keep:
        year = years.copy(name, when=WHEN[name], on=on, folder=folder, keep=keep, durable=False)
        history, random = History(year, name, at(WHEN[name])), Random(seed)  # noqa: S311 -- a dealer, no cipher
        for _ in range(STEPS):
            history.step(random)
        yield history


def look_at(history: History) -> None:
    """The chain is whole, lists show what the rules allow, and no number went through a float."""
    tick(history.year.database, now=history.now)
    with history.year.database.read() as connection:
        sealed = verify(connection)
    assert (sealed.first_bad, sealed.unsealed) == (None, 0)
    assert list(disagreements(history.year, now=history.now)) == []
    assert list(foreign_obligations(history.year, now=history.now)) == []
    assert floats_in(history.year.database) == []


@pytest.mark.parametrize("name", ["tiny", "five-steps"])
@settings(max_examples=cases(5, full=300), phases=AS_DRAWN)
@given(seed=SEEDS)
def test_nothing_outside_the_rules_succeeds(
    published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory, name: str, seed: int
) -> None:
    with lived(published_years, tmp_path_factory.mktemp("history"), name, seed, on="sqlite") as history:
        look_at(history)


@settings(max_examples=cases(2, full=60), phases=AS_DRAWN)
@given(seed=SEEDS)
def test_nothing_outside_the_rules_succeeds_on_postgres(
    published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    name = "five-steps" if seed % 2 else "tiny"
    with lived(published_years, tmp_path_factory.mktemp("history"), name, seed, on="postgresql") as history:
        look_at(history)


@pytest.mark.parametrize("name", ["ningshan-2019", "shanxi-cjr-2019"])
def test_everybody_sees_what_the_rules_let_him_read(
    published_years: PublishedYears, keep: ExitStack, tmp_path: Path, name: str
) -> None:
    when = WHEN[name]
    year = published_years.copy(name, when=when, on="sqlite", folder=tmp_path, keep=keep, durable=False)

    assert list(disagreements(year, now=at(when))) == []


def floats_in(database: Database) -> list[str]:
    """Columns of a float type, and on SQLite also values that are floats in a column of any type."""
    found = []
    with database.read() as connection:
        for table in inspect(connection).get_table_names():
            columns = [column["name"] for column in inspect(connection).get_columns(table)]
            types = {str(column["type"]).upper() for column in inspect(connection).get_columns(table)}
            found += [f"{table}: {each}" for each in types if each.startswith(("FLOAT", "REAL", "DOUBLE"))]
            if database.is_sqlite:
                kinds = ", ".join(f"max(typeof(\"{name}\") = 'real')" for name in columns)
                row = connection.execute(text(f'SELECT {kinds} FROM "{table}"')).one()  # noqa: S608
                found += [f"{table}.{name}" for name, is_float in zip(columns, row, strict=True) if is_float]
    return found
