"""Those who share a place, put in the order that somebody decided."""

from fractions import Fraction

import pytest

from config.scoring.grading import Ranking
from scoring.ordering import OrderDecision, against_order, order_said, tied_in, with_order_decided
from scoring.standings import Placed, Standing

SHARED = (("a", 1), ("b", 2), ("c", 2), ("d", 2), ("e", 5), ("f", None))
DENSE = (("a", 1), ("b", 2), ("c", 2), ("d", 2), ("e", 3), ("f", None))
ORDER = OrderDecision(("d", "b", "c"), "纪要〔2020〕1号")


def standing(ties: str, places: tuple[tuple[str, int | None], ...]) -> Standing:
    ranking = Ranking.model_validate({"code": "r", "name": "总分", "result": "total", "group": ["g"], "ties": ties})
    tied = {place for _, place in places if [p for _, p in places].count(place) > 1}
    placed = tuple(Placed(unit, place, Fraction(9), place in tied, "9 分") for unit, place in places)
    return Standing(ranking, placed, {})


@pytest.mark.parametrize(("ties", "places"), [("shared", SHARED), ("dense", DENSE)])
def test_decided_order_gives_each_a_place_and_moves_nobody_above(
    ties: str, places: tuple[tuple[str, int | None], ...]
) -> None:
    before = standing(ties, places)
    assert [[each.unit for each in some] for some in tied_in(before)] == [["b", "c", "d"]]
    after = with_order_decided(before, [ORDER])
    assert [(each.unit, each.place) for each in after.placed] == [
        ("a", 1), ("d", 2), ("b", 3), ("c", 4), ("e", 5), ("f", None),
    ]  # fmt: skip
    assert order_said(after, "b") == "按纪要〔2020〕1号定为并列中的第 2 位"
    assert (order_said(after, "a"), order_said(before, "b")) == ("", "")
    assert not [*tied_in(after)]


def test_what_was_decided_among_others_decides_nothing() -> None:
    before = standing("shared", SHARED)
    for units in (("b", "c"), ("b", "c", "d", "e"), ("a",)):
        assert with_order_decided(before, [OrderDecision(units)]) == before


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ({"b": 1, "c": 2}, ("丁没有定排在第几，并列的各家都要定",)),
        ({"b": 1, "c": 2, "d": 2}, ("并列的3家要从1排到3，每家一个，不重复",)),
        ({"b": 1, "c": 2, "d": 4}, ("并列的3家要从1排到3，每家一个，不重复",)),
        ({"b": 1, "c": 2, "d": 3, "e": 4}, ("戊不在这一组并列里",)),
        ({"b": 3, "c": 2, "d": 1}, ()),
    ],
)
def test_order_names_every_one_of_them_once(places: dict[str, int], said: tuple[str, ...]) -> None:
    assert against_order(["b", "c", "d"], places, {"d": "丁", "e": "戊"}) == said
