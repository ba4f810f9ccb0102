import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.listing.asking import LONGEST, Asking

SIZES = (20, 50, 100)


def asking(*params: tuple[str, str], prefix: str = "", path: str = "") -> Asking:
    return Asking.of(params, prefix=prefix, path=path)


def test_address_keeps_what_belongs_to_others() -> None:
    asked = asking(("tab", "late"), ("q", "残疾"), ("page", "3"), ("late.page", "2"))
    assert asked.but(sort="-due").address == "?tab=late&q=%E6%AE%8B%E7%96%BE&late.page=2&sort=-due"


def test_another_page_keeps_filters_and_order() -> None:
    asked = asking(("q", "a b&c"), ("sort", "due"), ("page", "3"), path="/todo")
    assert asked.but(page="4").address == "/todo?q=a+b%26c&sort=due&page=4"


def test_lists_of_one_page_stay_apart() -> None:
    params = (("sort", "name"), ("late.sort", "-due"))
    assert Asking.of(params).sort == ("name", False)
    assert Asking.of(params, prefix="late.").sort == ("due", True)


def test_form_carries_on_what_it_has_no_box_for() -> None:
    asked = asking(("tab", "late"), ("q", "x"), ("sort", "-due"), ("page", "9"), ("all", "1"))
    assert asked.kept("q") == (("tab", "late"), ("sort", "-due"))


@pytest.mark.parametrize("typed", ["", "0", "-1", "x", "１２", "²", "9" * 30, "1e3", "\x00", "３"])
def test_page_that_is_none_is_the_first_or_far_away(typed: str) -> None:
    assert asking(("page", typed)).page in (0, 1)


@pytest.mark.parametrize(("typed", "size"), [("50", 50), ("51", 20), ("", 20), ("100000", 20), ("050", 20)])
def test_size_is_one_of_those_offered(typed: str, size: int) -> None:
    assert asking(("size", typed)).size(SIZES) == size


@given(st.lists(st.tuples(st.sampled_from(["q", "sort", "page", "size", "late.q", "x"]), st.text())))
def test_anything_may_stand_in_the_address(params: list[tuple[str, str]]) -> None:
    asked = Asking.of(params)
    assert len(asked.value("q")) <= LONGEST
    assert "\x00" not in asked.value("q")
    assert asked.page >= 0
    assert asked.but(page="2").page == 2
    assert asked.address.startswith("?")


def test_what_other_parts_of_the_page_ask_is_carried_whole() -> None:
    chosen = ",".join(map(str, range(60)))
    asked = asking(("chosen", chosen), ("q", "x" * 500))
    assert asked.kept("q") == (("chosen", chosen),)
    assert asked.value("q") == "x" * LONGEST
