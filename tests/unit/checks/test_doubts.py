"""Every doubt that `check` knows, and the scheme that raises it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from checks.checking import check, has_errors
from checks.doubt import Severity
from checks.known_days import calendar_for
from config.loading import load_scheme
from config.schemes import find_scheme, shipped
from tests.unit.checks.doubting import raised_by
from tests.unit.config.altering import GOOD
from workdays.calendar import WorkCalendar


@dataclass(frozen=True)
class Doubtful:
    name: str
    replace: str
    by: str
    doubts: list[dict[str, Any]]


CASES = [Doubtful(**case) for case in YAML(typ="safe").load(Path(__file__).parent / "doubtful_schemes.yaml")]


def test_good_scheme_raises_no_doubt(calendar: WorkCalendar) -> None:
    assert raised_by(GOOD, calendar) == []


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_doubtful_scheme_raises_exactly_these_doubts(case: Doubtful, calendar: WorkCalendar) -> None:
    assert GOOD.count(case.replace) == 1
    assert raised_by(GOOD.replace(case.replace, case.by), calendar) == case.doubts


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_doubt_points_at_what_is_written(case: Doubtful, calendar: WorkCalendar) -> None:
    """Never at the first line for want of a better place."""
    lines = GOOD.replace(case.replace, case.by).splitlines()
    for doubt in case.doubts:
        line, column = map(int, doubt["at"].split(":"))
        assert lines[line - 1][column - 1 :].strip() != ""
        assert line > 2


def test_doubts_come_gravest_first(calendar: WorkCalendar) -> None:
    text = GOOD.replace("points: 35", "points: 30").replace("evidence: required", "evidence: photo")
    text = text.replace("in_charge_of: [教育局, 民政局], liaison: lianluo", "in_charge_of: [教育局, 民政局]")
    doubts = check(load_scheme(text).scheme, calendar=calendar)
    assert [doubt.severity for doubt in doubts] == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    assert has_errors(doubts)
    assert not has_errors(doubts[1:])


def test_doubt_carries_the_clause_it_doubts(calendar: WorkCalendar) -> None:
    text = GOOD.replace("leads: [民政局]", "leads: []")
    (doubt,) = check(load_scheme(text).scheme, calendar=calendar)
    assert doubt.basis is not None
    assert doubt.basis.quote == "为6000名残疾人提供托养服务"


def test_check_is_a_function_of_scheme_and_calendar(calendar: WorkCalendar) -> None:
    scheme = load_scheme(GOOD.replace("evidence: required", "evidence: photo")).scheme
    assert check(scheme, calendar=calendar) == check(scheme, calendar=calendar)


@pytest.mark.parametrize("name", shipped())
def test_shipped_scheme_may_be_published(name: str) -> None:
    scheme = load_scheme(find_scheme(name)).scheme
    doubts = check(scheme, calendar=calendar_for(scheme))
    assert [doubt.sentence for doubt in doubts if doubt.severity is Severity.ERROR] == []
