"""Whose points the rule of an indicator gives: those of its groups, else of whoever leads it or what is below it."""

from config.scoring.reach import parts_used, rules_using, units_scored
from config.scoring.section import IndicatorRule
from tests.unit.schemes.reading import fixture_scheme, shipped_scheme


def test_a_rule_for_groups_reaches_their_units() -> None:
    scheme = shipped_scheme("minsheng")
    (rule,) = rules_using(scheme, "own_tasks")
    (departments,) = (group for group in scheme.scoring.groups if group.code in rule.groups)
    assert units_scored(scheme, rule) == tuple(unit.code for unit in scheme.units if unit.code in departments.units)


def test_a_rule_without_groups_reaches_whoever_leads_the_indicator_or_one_below() -> None:
    scheme = fixture_scheme("livelihood")
    for indicator in ("jobs", "tasks"):
        rule = IndicatorRule.model_construct(indicator=indicator, of=0, groups=())
        assert units_scored(scheme, rule) == ("a", "b", "c", "d", "e")


def test_what_a_named_rule_is_made_of_belongs_to_the_rule() -> None:
    scheme = fixture_scheme("livelihood")
    care = next(rule for rule in scheme.scoring.indicators if rule.indicator == "care")
    assert [getattr(part, "kind", "") for part in parts_used(scheme, care.of)] == ["rule", "base", "steps", "gap"]
