"""What people give: of few ballots nothing is told, and a self-mark is none until another has spoken (O30, O08)."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from config.scoring.factsheet import FactSheet
from scoring.facts import Facts, JudgementFact, RatingFact, ScoreGiven
from scoring.refusals import NoData
from scoring.sheets import facts_of
from tests.unit.scoring.office import points, scheme_with

RATINGS = """\
ratings:
  - {code: vote, name: 测评, groups: [甲组, 乙组], ballots: {grades: [优, 差], shown_from: 3}}
  - {code: mark, name: 打分, groups: [甲组, 乙组], ballots: {shown_from: 3}}
"""
VOTES = "{kind: votes, ballot: vote, grades: {优: 100, 差: 0}%s}"
MARKS = "{kind: raters, rating: mark%s}"


def voted(first: dict[str, int], second: dict[str, int]) -> Facts:
    return Facts(ratings=[RatingFact("a", "vote", votes={"甲组": first, "乙组": second}, shown_from=3)])


def marked(first: int, second: int) -> Facts:
    scores = [ScoreGiven("甲组", Fraction(90))] * first + [ScoreGiven("乙组", Fraction(70))] * second
    return Facts(ratings=[RatingFact("a", "mark", tuple(scores), shown_from=3)])


def test_a_group_of_exactly_as_many_as_asked_is_told() -> None:
    assert points(VOTES % ", group: 甲组", voted({"优": 2, "差": 1}, {"优": 2}), more=RATINGS) == Fraction(200, 3)
    assert points(MARKS % ", group: 甲组", marked(3, 2), more=RATINGS) == 90


def test_of_a_smaller_group_nothing_is_told_not_even_how_small() -> None:
    said = "“{}”有效票不足 3 张，不出小计，也不按它评分"
    with pytest.raises(NoData, match=said.format("测评")):
        points(VOTES % ", group: 乙组", voted({"优": 3}, {"优": 2}), more=RATINGS)
    with pytest.raises(NoData, match=said.format("打分")):
        points(MARKS % ", group: 乙组", marked(3, 2), more=RATINGS)


def test_groups_scored_together_are_counted_together() -> None:
    assert points(VOTES % "", voted({"优": 2}, {"差": 2}), more=RATINGS) == 50
    assert points(MARKS % "", marked(2, 2), more=RATINGS) == 80


def test_the_scheme_may_say_what_stands_in_for_a_group_of_few() -> None:
    rule = "{kind: fill_in, of: %s, missing: fixed, fixed: 60}" % (VOTES % ", group: 乙组")
    assert points(rule, voted({"优": 3}, {"优": 2}), more=RATINGS) == 60


OWN = "{kind: judgement, slot: own, least: 0, most: 12, proposes: {role: department_head, of: lead}}"


def test_a_self_mark_scores_when_another_has_confirmed_it() -> None:
    mark = JudgementFact("a", "own", Fraction(9), "对照标准自查", proposed_by="甲县")
    with pytest.raises(NoData, match="自评 9 分，待认定"):
        points(OWN, Facts(judgements=[mark]))
    confirmed = JudgementFact("a", "own", Fraction(9), "对照标准自查", proposed_by="甲县", confirmed_by="市考评办")
    assert points(OWN, Facts(judgements=[confirmed])) == 9


def test_nobody_confirms_his_own_in_a_file_either() -> None:
    entry: dict[str, Any] = {"unit": "甲县", "slot": "own", "points": Decimal(9), "reason": "自查"}
    sheet = FactSheet.model_validate({"judgements": [{**entry, "confirmed_by": "甲县"}]})
    _, refused = facts_of(sheet, scheme_with(OWN))
    assert [finding.sentence for finding in refused] == ["“甲县”的分由它自己确认，要由其他单位确认"]
