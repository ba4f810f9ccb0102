"""Raters and ballots (P9)."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from config.scoring import pricing as kinds
from scoring.asking import Ask, Case
from scoring.facts import RatingFact
from scoring.measuring import mean
from scoring.refusals import NoData, Unscored
from scoring.worked import Worked, clause, given, product, total


def raters(rule: kinds.Raters, ask: Ask, case: Case) -> Worked:
    name, fact, kept = kept_scores(rule, ask, case)
    note = f"去掉 {rule.trim} 个最高、{rule.trim} 个最低，余 {len(kept)} 个" if rule.trim else ""
    record = fact.known.record(name)
    return mean([given(score, "打分", record=record) for score in kept]).called(name, note=note)


def kept_scores(rule: kinds.Raters, ask: Ask, case: Case) -> tuple[str, RatingFact, Sequence[Fraction]]:
    """The highest and lowest left out; the rest are to be averaged."""
    name, fact = _of(rule.rating, ask, case)
    scores = sorted(one.score for one in fact.scores if rule.group in ("", one.group))
    _refuse_few(name, len(scores), fact)
    if len(scores) < rule.at_least:
        raise NoData([f"“{name}”只有 {len(scores)} 个有效打分，至少要 {rule.at_least} 个"])
    kept = scores[rule.trim : len(scores) - rule.trim]
    if not kept:
        raise Unscored([f"“{name}”有 {len(scores)} 个打分，去掉 {rule.trim} 个最高和 {rule.trim} 个最低后一个也不剩"])
    return name, fact, kept


def votes(rule: kinds.Votes, ask: Ask, case: Case) -> Worked:
    name, fact, cast, valid = valid_votes(rule, ask, case)
    record = fact.known.record(name)
    parts = [
        product((given(Fraction(cast[grade]), f"{grade}票", record=record), clause(Fraction(points), grade)))
        for grade, points in rule.grades.items()
    ]
    return (total(parts) / given(Fraction(valid), "有效票", record=record)).called(name)


def valid_votes(rule: kinds.Votes, ask: Ask, case: Case) -> tuple[str, RatingFact, Mapping[str, int], int]:
    """By grade, and how many count as cast; refused where they are too few."""
    name, fact = _of(rule.ballot, ask, case)
    groups = [rule.group] if rule.group else list(fact.votes)
    cast = {grade: sum(fact.votes.get(group, {}).get(grade, 0) for group in groups) for grade in rule.grades}
    unknown = {grade for group in groups for grade in fact.votes.get(group, {})} - set(rule.grades)
    if unknown:
        raise Unscored([f"“{name}”有票投给“{'、'.join(sorted(unknown))}”，等次里没有"])
    blank = sum(fact.abstained.get(group, 0) for group in groups)
    invalid = sum(fact.invalid.get(group, 0) for group in groups)
    _refuse_few(name, sum(cast.values()), fact)
    valid = sum(cast.values()) + (blank if rule.abstentions else 0)
    returned = sum(cast.values()) + blank + invalid
    if valid < rule.at_least:
        raise NoData([f"“{name}”只有 {valid} 张有效票，至少要 {rule.at_least} 张"])
    if rule.valid_share is not None and Fraction(valid, returned) * 100 < Fraction(rule.valid_share):
        raise NoData([f"“{name}”收回 {returned} 张，有效 {valid} 张，不到 {rule.valid_share}%"])
    return name, fact, cast, valid


def _refuse_few(name: str, valid: int, fact: RatingFact) -> None:
    """Of so few ballots anybody could tell who gave which: how many there are is not told either (O30)."""
    if valid < fact.shown_from:
        raise NoData([f"“{name}”有效票不足 {fact.shown_from} 张，不出小计，也不按它评分"])


def _of(code: str, ask: Ask, case: Case) -> tuple[str, RatingFact]:
    name = next((rating.name for rating in ask.scoring.ratings if rating.code == code), code)
    fact = ask.rating(code, case)
    if fact is None:
        raise NoData([f"{ask.unit_name(case.unit)}没有“{name}”的结果"])
    return name, fact


WORKS: Mapping[type, Callable[[Any, Ask, Case], Worked]] = {kinds.Raters: raters, kinds.Votes: votes}
