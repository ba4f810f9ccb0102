"""The form that a number asks for."""

from decimal import Decimal

import pytest

from web.kernel.plurals import deciding, forms, whole


def english(number: int) -> int:
    return int(number != 1)


@pytest.mark.parametrize(
    ("value", "number"),
    [(1, 1), (Decimal("1.0"), 1), (Decimal("1.5"), None), ("1", 1), ("1,000", 1000),
     ("1.5", None), ("3天", None), (None, None)],
)  # fmt: skip
def test_only_a_whole_number_counts(value: object, number: int | None) -> None:
    assert whole(value) == number


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (("%(n)s item", "%(n)s items"), "n"),
        (("%(ready)s of %(all)s item", "%(ready)s of %(all)s items"), "all"),
        (("in %(year)s: %(n)s item", "in %(year)s: %(n)s items"), "n"),
        (("there is {0} item", "there are {0} items"), "0"),
        (("%(n)s in all",), None),
    ],
)
def test_the_last_place_before_the_difference_decides(texts: tuple[str, ...], place: str | None) -> None:
    assert deciding(texts) == place


def test_a_text_takes_the_form_of_its_number() -> None:
    items = forms(("%(n)s item", "%(n)s items"), english)
    assert [items.of({"n": number}) % {"n": number} for number in (0, 1, 2, Decimal("1.5"))] == [
        "0 items",
        "1 item",
        "2 items",
        "1.5 items",
    ]
    assert forms(("all",), english).of({"n": 1}) == "all"
