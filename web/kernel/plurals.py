"""Texts that are said one way of one thing and another way of several. Chinese needs only one.

The catalogue holds such a text in as many forms as its `Plural-Forms` counts. Which number decides is seen in the forms
themselves: what stands in the last place before they begin to differ. `%(n)s of %(all)s [item|items]` goes by `all`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\d+)\}")
WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


@dataclass(frozen=True, slots=True)
class Forms:
    """`decides`: the name or number of the place whose number chooses the form; None where there is but one form."""

    texts: tuple[str, ...]
    decides: str | None
    plural: Callable[[int], int]

    def of(self, values: Mapping[str, object]) -> str:
        number = whole(values.get(self.decides)) if self.decides is not None else None
        return self.texts[-1 if number is None else self.plural(number)]


def forms(texts: Sequence[str], plural: Callable[[int], int]) -> Forms:
    return Forms(tuple(texts), deciding(texts), plural)


def deciding(texts: Sequence[str]) -> str | None:
    """The last place before the forms differ; where they differ from the start, the first one."""
    if len(texts) == 1:
        return None
    same = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False)))
    places = list(PLACE.finditer(texts[-1]))
    before = [place for place in places if place.end() <= same]
    found = before[-1] if before else places[0]
    return found[1] or found[2]


def whole(value: object) -> int | None:
    """How many there are, where a number is whole; a half takes the form of several."""
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else None
    text = str(value)
    return int(text.replace(",", "")) if WHOLE.fullmatch(text) else None
