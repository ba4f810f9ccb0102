"""What is written is what is read: numbers exactly, words as words."""

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from config.indicators import Indicator
from config.loading import load_scheme, read_source
from config.scheme import Scheme
from config.tree import plain, scalar_value
from tests.unit.config.altering import GOOD

DECIMALS = st.decimals(min_value=0, max_value=10**20, allow_nan=False, allow_infinity=False, places=6)


def read(text: str) -> Any:
    source, _ = read_source(text)
    return plain(source.root)


def points_of(text: str) -> Decimal | None:
    return load_scheme(text).scheme.indicators[0].children[0].points


@pytest.mark.parametrize(
    "written", ["0.1", "0.2", "4.8", "89.7", "0.30", "25", "99999999999.123456", "0.000000000000000000001"]
)
def test_points_are_exact(written: str) -> None:
    assert points_of(GOOD.replace("points: 25", f"points: {written}")) == Decimal(written)


@given(DECIMALS)
def test_any_points_are_exact(number: Decimal) -> None:
    found = Indicator.model_validate({"code": "A", "title": "甲", **read(f"points: {number:f}")}).points
    assert found == number
    assert str(found) == f"{number:f}"


def test_quoted_number_is_the_same_number() -> None:
    assert points_of(GOOD.replace("points: 25", 'points: "0.2"')) == Decimal("0.2")


@pytest.mark.parametrize("number", [0.2, float("nan")])
def test_binary_floats_never_get_in(number: float) -> None:
    with pytest.raises(ValueError, match="数字不得经过二进制浮点数"):
        Indicator.model_validate({"code": "A", "title": "甲", "points": number})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("1.50", Decimal("1.50")),
        (".5", Decimal("0.5")),
        ("010", "010"),
        ("0571", "0571"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("0x10", "0x10"),
        ("17:00", "17:00"),
        ("2019-05-13", "2019-05-13"),
        (".inf", ".inf"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_plain_scalar_means_what_a_clerk_means(written: str, meant: object) -> None:
    assert (scalar_value(written), type(scalar_value(written))) == (meant, type(meant))


def test_no_is_a_word_where_words_stand_and_an_answer_where_answers_stand() -> None:
    scheme = load_scheme(GOOD.replace("short: 统计局", "short: no").replace("star: true", "star: no")).scheme
    assert scheme.units[-1].short == "no"
    assert scheme.indicators[0].children[1].star is False


@pytest.mark.parametrize(("written", "meant"), [("是", True), ("否", False), ("yes", True), ("true", True)])
def test_yes_and_no_may_be_chinese(written: str, meant: bool) -> None:
    scheme = load_scheme(GOOD.replace("star: true", f"star: {written}")).scheme
    assert scheme.indicators[0].children[1].star is meant


KEYS = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x9FFF, exclude_categories=["Cs", "Cc", "Zl", "Zp"]))
PLAIN = st.recursive(
    st.one_of(st.booleans(), st.integers(min_value=-(10**30), max_value=10**30), WORDS, st.none()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, PLAIN, min_size=1, max_size=4))
def test_what_ruamel_writes_is_read_back(data: dict[str, Any]) -> None:
    out = StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.dump(data, out)
    assert read(out.getvalue()) == data


def test_loaded_scheme_survives_its_own_dump() -> None:
    scheme = load_scheme(GOOD).scheme
    assert Scheme.model_validate(scheme.model_dump()) == scheme
    assert Scheme.model_validate_json(scheme.model_dump_json()) == scheme


def test_nothing_of_a_scheme_can_be_changed() -> None:
    scheme = load_scheme(GOOD).scheme
    with pytest.raises(ValueError, match="frozen"):
        scheme.indicators[0].points = Decimal(1)  # type: ignore[misc]
