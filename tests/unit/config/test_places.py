"""Pointers and places: `locate` finds every part of a scheme, whatever its layout."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from config.loading import Place, locate, read_source
from config.pointers import pointer_of, steps_of
from config.source import Source
from config.tree import plain
from tests.unit.config.altering import GOOD

SOURCE, _ = read_source(GOOD)
DATA = plain(SOURCE.root)


def scalars_of(data: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from scalars_of(value, (*steps, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from scalars_of(value, (*steps, place))
    else:
        yield steps


def value_at(data: Any, steps: tuple[str | int, ...]) -> Any:
    for step in steps:
        data = data[step]
    return data


def text_at(source: Source, place: Place) -> str:
    return source.lines[place.line - 1][place.column - 1 :]


SCALARS = list(scalars_of(DATA))


@given(st.sampled_from(SCALARS))
def test_locate_stands_where_the_scalar_is_written(steps: tuple[str | int, ...]) -> None:
    place = locate(SOURCE, pointer_of(steps))
    written = YAML(typ="safe", pure=True).load(place.quote)
    assert str(written) == str(value_at(DATA, steps))
    assert text_at(SOURCE, place).startswith(place.quote)


@given(st.sampled_from([steps for steps in SCALARS if len(steps) > 1]), st.integers(min_value=1, max_value=4))
def test_locate_of_a_container_stands_at_its_key_or_item(steps: tuple[str | int, ...], up: int) -> None:
    above = steps[: max(1, len(steps) - up)]
    if above == steps:
        return
    place = locate(SOURCE, pointer_of(above))
    found = text_at(SOURCE, place)
    if isinstance(above[-1], str):
        assert found.startswith(f"{above[-1]}:")
    else:
        assert found[0] in "{[" or ":" in found


@given(st.sampled_from(SCALARS), st.text(min_size=1, max_size=8))
def test_locate_of_what_is_not_written_stands_at_its_nearest_ancestor(steps: tuple[str | int, ...], name: str) -> None:
    if isinstance(value_at(DATA, steps[:-1]), list) or name in value_at(DATA, steps[:-1]):
        return
    assert locate(SOURCE, pointer_of((*steps[:-1], name))) == locate(SOURCE, pointer_of(steps[:-1]))


@given(st.lists(st.one_of(st.text(), st.integers(min_value=0, max_value=99)), max_size=6))
def test_pointer_round_trip(steps: list[str | int]) -> None:
    assert steps_of(pointer_of(steps)) == tuple(str(step) for step in steps)


def test_locate_says_line_column_and_quote() -> None:
    assert locate(SOURCE, "/indicators/0/children/1/targets/0/value") == Place(72, 33, "6000")
    assert locate(SOURCE, "/indicators/0/children/1/targets") == Place(71, 9, "targets:")
    assert locate(SOURCE, "/chains/fenjie/steps/1") == Place(
        37, 9, "{code: leader, label: 分管领导审阅, reviewers: leader_in_charge, days: 2, may_return_…"
    )
    assert locate(SOURCE, "") == Place(2, 1, "scheme: mou-xian-2026")


def test_quote_of_a_long_text_is_cut() -> None:
    source, _ = read_source(f"scheme: {'长' * 100}")
    assert locate(source, "/scheme").quote == "长" * 79 + "…"


def test_empty_value_stands_at_its_key() -> None:
    source, _ = read_source("a: 1\nb:\nc: 3")
    assert locate(source, "/b") == Place(2, 1, "b:")
