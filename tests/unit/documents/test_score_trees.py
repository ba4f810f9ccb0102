"""Whoever has nothing but the stored explanation works the points out again, with arithmetic of his own."""

import json
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import eq, ge, gt, le, lt, mul
from typing import Any

from hypothesis import given, settings

from documents.scores import as_tree
from scoring.asking import Case
from scoring.book import Book
from scoring.refusals import Unscored
from tests.profiles import cases
from tests.unit.scoring.drawing import MORE, RULES, worlds
from tests.unit.scoring.office import scheme_of
from tests.unit.scoring.oracle import World
from tests.unit.scoring.test_oracle import facts_of, late

F = Fraction
COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {">=": ge, ">": gt, "<=": le, "<": lt, "=": eq}


def again(node: dict[str, Any]) -> Fraction:
    """The number of a node from its parts; what was recorded or stands in the clause is taken as it is."""
    for truth in node.get("when", ()):
        assert follows(truth) is truth["holds"]
    parts = [again(part) for part in node.get("parts", ())]
    if node["how"] in ("given", "clause"):
        return F(node["value"])
    if node["how"] == "round":
        return rounded(parts[0], node["digits"], node["mode"])
    return F(ARITHMETIC[node["how"]](*parts))


ARITHMETIC: dict[str, Callable[..., Any]] = {
    "same": lambda part: part,
    "pick": lambda part: part,
    "add": lambda *parts: sum(parts, F(0)),
    "subtract": lambda first, *rest: first - sum(rest, F(0)),
    "multiply": lambda *parts: reduce(mul, parts, F(1)),
    "divide": lambda part, whole: part / whole,
    "in_percent": lambda part: part * 100,
    "of_percent": lambda part: part / 100,
    "floor": floor,
    "ceil": ceil,
    "most": lambda *parts: max(parts),
    "least": lambda *parts: min(parts),
    "count": lambda *parts: len(parts),
    "more": lambda own, *others: sum(other > own for other in others),
    "less": lambda own, *others: sum(other < own for other in others),
    "equal": lambda own, *others: sum(other == own for other in others),
}


def rounded(value: Fraction, digits: int, mode: str) -> Fraction:
    whole, rest = divmod(abs(value) * 10**digits, 1)
    up = {"down": False, "up": rest > 0, "half_up": rest >= F(1, 2)}.get(mode)
    if up is None:
        up = rest > F(1, 2) or (rest == F(1, 2) and whole % 2 == 1)
    return (whole + up) / 10**digits * (-1 if value < 0 else 1)


def follows(truth: dict[str, Any]) -> bool:
    """Whether the condition holds, by what it compared."""
    sign, parts = truth["sign"], truth.get("parts", ())
    if sign in COMPARED:
        return bool(COMPARED[sign](*(again(part) for part in parts)))
    inner = [follows(part) for part in parts]
    return {"all": all(inner), "any": any(inner), "not": not all(inner), "recorded": truth["holds"]}[sign]


@settings(max_examples=cases(120, full=10_000))
@given(RULES, worlds())
def test_points_follow_from_the_stored_explanation_alone(rule: Any, world: World) -> None:
    scheme = scheme_of(rule, MORE)
    book = Book(scheme, facts_of(world), late)
    try:
        worked = book.score("one", Case("a", "2019"))
    except Unscored:
        return
    stored = json.loads(json.dumps(as_tree(worked, scheme), ensure_ascii=False))
    assert again(stored) == worked.value == F(stored["value"])
