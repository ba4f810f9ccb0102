"""Statements that are built once are compiled once."""

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from models.letters import LetterSeries
from models.writing import INSERT, _inserted_once

DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_insert_of_new_rows_is_found_compiled_and_says_what_the_dialect_says(dialect: str) -> None:
    table, unique = LetterSeries.t, ("office_id", "kind", "year")
    ours = _inserted_once(table, unique, dialect)
    usual = INSERT[dialect](table).on_conflict_do_nothing(index_elements=unique).returning(table.c.id)
    key, other = (_inserted_once(table, each, dialect)._generate_cache_key() for each in (unique, unique[:2]))

    assert str(ours.compile(dialect=DIALECTS[dialect])) == str(usual.compile(dialect=DIALECTS[dialect]))
    assert key is not None
    assert key != other
