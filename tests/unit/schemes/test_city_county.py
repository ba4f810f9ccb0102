"""Seed 003 as a scheme, against answers written by hand from its text."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from checks.checking import check
from checks.doubt import Severity
from checks.known_days import calendar_for
from checks.year import year_plan
from config.readings import indicators_of
from config.scoring.catalogue import FindingKind
from config.scoring.parts import parts_like
from config.scoring.pricing import Events, Lookup
from tests.unit.schemes.reading import shipped_scheme

CITY = shipped_scheme("city-county")
POINTS = {placed.indicator.code: placed.indicator.points for placed in indicators_of(CITY)}
KINDS = {kind.code: kind for kind in CITY.scoring.findings}
CHECKLISTS = (
    "study", "politics", "regular_study", "training", "cadres", "oversight", "care", "retired", "members", "villages",
    "towns",
)  # fmt: skip


def below(code: str) -> list[Decimal | None]:
    (placed,) = (each for each in indicators_of(CITY) if each.indicator.code == code)
    return [child.points for child in placed.indicator.children]


def prices() -> Iterator[tuple[FindingKind, Decimal, bool]]:
    """What happened, what each costs, and whether it costs more or less by an attribute."""
    told: set[tuple[str, ...]] = set()
    for _, events in parts_like(Events, CITY.scoring):
        for price in events.prices:
            (code,) = price.match.finding
            key = (code, *(said for wanted in price.match.attributes.values() for said in wanted))
            if key not in told:
                told.add(key)
                yield KINDS[code], Decimal(price.each), bool(price.match.attributes)


def test_points_add_up_as_far_as_the_text_goes() -> None:
    """R3.1: 16, 25, 21; what was cut off makes up the rest."""
    assert [POINTS[code] for code in ("orders", "integrity", "organising")] == [16, 25, 21]
    assert below("orders") == [4, 4, 4, 2, 1, 1]
    assert below("office_work") == [Decimal("0.3"), Decimal("0.3"), Decimal("0.4")]
    assert below("integrity") == [4, 3, 4, 2, 4, 2, 6]
    assert below("conduct") == [2, 1, Decimal("0.5"), Decimal("0.5")]
    assert below("organising") == [2, Decimal("5.2"), 4, Decimal("9.8")]
    assert below("thought") == [Decimal("0.5"), 1, Decimal("0.5")]
    assert below("teams") == [1, Decimal("1.5"), Decimal("1.5"), Decimal("0.7"), Decimal("0.5")]
    assert below("grassroots") == [1, 1, Decimal("0.9"), Decimal("1.1")]


def test_each_block_has_its_assessor() -> None:
    """R3.2."""
    assert {each.code: [CITY.unit(code).name for code in each.assessors] for each in CITY.indicators} == {
        "orders": ["市委办公室", "市目标绩效督查室"],
        "integrity": ["市纪委监委"],
        "organising": ["市委组织部"],
    }


def test_counties_and_parks_are_two_kinds_and_the_park_takes_over_its_districts_poll() -> None:
    """R3.3, P10."""
    assert [(group.name, len(group.units)) for group in CITY.scoring.groups] == [("县（区）", 3), ("园区", 1)]
    social = [rule for rule in CITY.scoring.indicators if rule.indicator == "social"]
    assert [(rule.groups, rule.of.of) for rule in social] == [(("counties",), None), (("parks",), "district_c")]


def test_some_sixty_rules_one_by_one() -> None:
    """Forty-one findings at a price, five by their gravity, and sixty-seven clauses that are worth something."""
    by_gravity = [kind for kind in KINDS.values() if kind.attributes]
    assert (len(KINDS) - len(by_gravity), len(by_gravity)) == (41, 5)
    assert len(list(prices())) == 41 + 2 + 4 + 4 + 3 + 3
    assert len(CITY.scoring.answers) == 67


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_finding_is_counted_in_the_unit_of_its_clause(kind: FindingKind) -> None:
    assert kind.basis is not None
    said = kind.basis.quote
    words = {"起": "一起", "项": "项"}
    is_told_otherwise = kind.code in ("file_unreturned", "team_liable", "official_offence", "assembly_offence")
    assert is_told_otherwise or words.get(kind.unit, kind.unit) in said


def test_a_price_is_the_number_of_its_clause() -> None:
    for kind, each, by_gravity in prices():
        assert kind.basis is not None
        numbers = [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", kind.basis.quote)]
        assert by_gravity or each in numbers, kind.name


def test_prices_by_gravity() -> None:
    """P2."""
    found: dict[str, list[Decimal]] = {}
    for kind, each, by_gravity in prices():
        if by_gravity:
            found.setdefault(kind.code, []).append(each)
    assert {code: [str(each) for each in listed] for code, listed in found.items()} == {
        "team_liable": ["0.1", "0.5"],
        "member_liable": ["0.05", "0.1", "0.2", "0.3"],
        "inspectors_liable": ["0.02", "0.05", "0.1", "0.2"],
        "official_offence": ["0.05", "0.1", "0.2"],
        "assembly_offence": ["0.02", "0.05", "0.1"],
    }


def test_a_clause_of_a_checklist_is_worth_what_it_says_and_the_list_what_its_indicator_is() -> None:
    """P8."""
    answers = {answer.code: answer for answer in CITY.scoring.answers}
    worth: Counter[str] = Counter()
    for _, lookup in parts_like(Lookup, CITY.scoring):
        basis = answers[lookup.answer].basis
        assert basis is not None
        assert f"{lookup.table['落实']}分" in basis.quote
        worth[lookup.answer.rpartition("_")[0]] += Decimal(lookup.table["落实"])  # type: ignore[assignment]
    worth["training"] += Decimal("0.2")  # type: ignore[assignment] -- the tiers of 上级调训
    assert {code: worth[code] for code in CHECKLISTS} == {code: POINTS[code] for code in CHECKLISTS}


def test_dates_inside_the_rules() -> None:
    """R3.4, D14: the end of September, the end of December, at least four a year."""
    plan = year_plan(CITY, calendar_for(CITY))
    dues = {each.code: each.deadline.due_on for each in plan if each.code in ("rotation", "full-training")}
    assert dues == {"rotation": date(2018, 9, 30), "full-training": date(2018, 12, 31)}
    checks = next(duty for duty in CITY.duties if duty.code == "inspections")
    assert (checks.due.kind, checks.due.times) == ("at_least", 4)


def test_only_the_expected_doubts() -> None:
    """62 points of what can be seen; 92 and 98 stand in two bands each; two ends of the year on a rest day."""
    found = [(doubt.severity, doubt.pointer.partition("/of/")[0]) for doubt in check(CITY, calendar=calendar_for(CITY))]
    place = next(n for n, rule in enumerate(CITY.scoring.indicators) if rule.indicator == "training")
    assert found == [
        (Severity.WARNING, "/indicators"),
        (Severity.WARNING, f"/scoring/indicators/{place}"),
        (Severity.WARNING, f"/scoring/indicators/{place}"),
        (Severity.NOTE, "/duties/1/due"),
        (Severity.NOTE, "/duties/2/due"),
    ]
