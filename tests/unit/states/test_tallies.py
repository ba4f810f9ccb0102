"""The laws of counting: any single difference is found, sums hold, and the totals know no order."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from states.balloting.tallies import Tally, TallyTerms, differences, faults, few, total

GRADES = ("优秀", "称职", "不称职")
UNITS = ("a", "b")
COUNTS = st.integers(0, 30)
SCORES = st.decimals(0, 100, places=1).map(abs)

votes = st.builds(
    Tally,
    votes=st.fixed_dictionaries(dict.fromkeys(GRADES, COUNTS)),
    invalid=COUNTS,
    abstained=COUNTS,
    recused=COUNTS,
)
scored = st.builds(Tally, scores=st.lists(SCORES, max_size=12).map(tuple), invalid=COUNTS, abstained=COUNTS)
tallies = votes | scored
entries = st.fixed_dictionaries(dict.fromkeys(UNITS, tallies))

TERMS = TallyTerms(grades=GRADES, avoids=True)


@given(tallies)
def test_what_came_back_is_valid_invalid_or_blank(tally: Tally) -> None:
    assert tally.returned == tally.valid + tally.invalid + tally.abstained
    assert tally.ballots == tally.returned + tally.recused


@given(votes, st.integers(-3, 3))
def test_a_bundle_that_does_not_add_up_is_refused(tally: Tally, off: int) -> None:
    found = list(faults("a", tally, ballots=tally.ballots + off, terms=TERMS))
    assert len(found) == (1 if off else 0)


@given(entries)
def test_equal_entries_do_not_differ(lines: Mapping[str, Tally]) -> None:
    assert differences(lines, {unit: replace(tally) for unit, tally in lines.items()}) == []


@given(entries, st.sampled_from(UNITS), st.sampled_from((*GRADES, "invalid", "abstained", "recused")))
def test_any_single_number_that_differs_is_found(lines: Mapping[str, Tally], unit: str, what: str) -> None:
    tally = lines[unit]
    if what in GRADES:
        other = replace(tally, votes={**tally.votes, what: tally.votes.get(what, 0) + 1})
    else:
        other = replace(tally, **{what: getattr(tally, what) + 1})
    (found,) = differences(lines, {**lines, unit: other})
    labels = {"invalid": "无效", "abstained": "弃权", "recused": "回避"}
    assert (found.unit, found.what) == (unit, labels.get(what, what))


@given(scored.filter(lambda tally: len(tally.scores) > 0), st.data())
def test_any_single_score_that_differs_is_found(tally: Tally, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(tally.scores) - 1))
    scores = list(tally.scores)
    scores[place] += Decimal("0.1")
    (found,) = differences({"a": tally}, {"a": replace(tally, scores=tuple(scores))})
    assert found.what == f"第{place + 1}个分数"
    shorter = differences({"a": tally}, {"a": replace(tally, scores=tally.scores[:-1])})
    assert [each.second for each in shorter] == ["没有"]


@given(st.lists(tallies, max_size=6), st.randoms(use_true_random=False))
def test_totals_know_no_order(parts: list[Tally], chance: object) -> None:
    shuffled = [*parts]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert total(shuffled) == total(parts)


@given(st.lists(tallies, max_size=6), st.integers(0, 6))
def test_totals_of_totals_are_the_total(parts: list[Tally], cut: int) -> None:
    whole = total(parts)
    assert total([total(parts[:cut]), total(parts[cut:])]) == whole
    assert (whole.valid, whole.ballots) == (sum(one.valid for one in parts), sum(one.ballots for one in parts))


def test_scores_outside_their_bounds_and_words_that_are_no_grade_are_named() -> None:
    marks = TallyTerms(least=Decimal(60), most=Decimal(100), blank_is_invalid=True)
    tally = Tally(scores=(Decimal("59.5"), Decimal(100)), votes={"优秀": 1}, abstained=1, recused=1)
    assert list(faults("甲局", tally, ballots=5, terms=marks)) == [
        "甲局：这是打分，请填各张的分数，不填票数",
        "甲局：第1个分数59.5，要在60到100之间",
        "甲局：方案没有规定回避，不应有回避的票",
        "甲局：方案规定没有填的按无效票计，弃权应为0",
    ]


def test_a_group_of_few_is_not_told() -> None:
    groups = {"大组": Tally(votes={"优秀": 3, "称职": 2}), "小组": Tally(votes={"优秀": 4}, invalid=5)}
    assert few(groups, shown_from=5) == {"小组"}
    assert few(groups, shown_from=4) == frozenset()
