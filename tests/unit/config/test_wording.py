"""Whatever is done to a scheme, what the writer reads is Chinese, with a place and something to do."""

import re

from hypothesis import given
from hypothesis import strategies as st

from config.loading import SchemeErrors, SchemeProblem, load_scheme
from config.tree import plain
from tests.unit.config.test_places import SCALARS, SOURCE, locate, pointer_of, value_at

SPOILERS = [
    "",
    "[]",
    "{}",
    "true",
    "-1",
    "1.5",
    "99999999999999999999999999999",
    "x",
    "考核",
    "[a, b]",
    "{a: b}",
    "2019-13-01",
    "!x",
    "~",
]
ENGLISH = re.compile(
    r"\b(should|must|valid|input|field|required|expected|found|while|permitted|unable|type)\b", re.IGNORECASE
)


def problems_of(text: str) -> tuple[SchemeProblem, ...]:
    try:
        load_scheme(text)
    except SchemeErrors as errors:
        return errors.problems
    return ()


def replaced(steps: tuple[str | int, ...], spoiler: str) -> str:
    """The good scheme with another value in one place."""
    place = locate(SOURCE, pointer_of(steps))
    lines = list(SOURCE.lines)
    line = lines[place.line - 1]
    before, after = line[: place.column - 1], line[place.column - 1 + len(place.quote) :]
    lines[place.line - 1] = f"{before}{spoiler}{after}"
    return "\n".join(lines) + "\n"


@given(st.sampled_from(SCALARS), st.sampled_from(SPOILERS))
def test_any_wrong_value_is_told_in_chinese_with_its_place(steps: tuple[str | int, ...], spoiler: str) -> None:
    for problem in problems_of(replaced(steps, spoiler)):
        assert re.search("[一-鿿]", problem.message), problem
        assert not ENGLISH.search(problem.message.replace(spoiler, "")), problem
        assert 1 <= problem.line <= len(SOURCE.lines) + 1
        assert problem.column >= 1


@given(st.sampled_from([steps for steps in SCALARS if len(steps) > 2]))
def test_any_lost_line_is_told_or_harmless(steps: tuple[str | int, ...]) -> None:
    place = locate(SOURCE, pointer_of(steps))
    lines = [line for number, line in enumerate(SOURCE.lines, 1) if number != place.line]
    for problem in problems_of("\n".join(lines)):
        assert not ENGLISH.search(problem.message), problem


def test_value_that_fits_changes_nothing_else() -> None:
    assert problems_of(replaced(("indicators", 0, "children", 0, "points"), "25.0")) == ()
    assert value_at(plain(SOURCE.root), ("indicators", 0, "children", 0, "points")) == 25
