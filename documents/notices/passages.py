"""A passage: letters in one spelling, each of which knows where in the paper it was written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Value = TypeVar("Value")
Value_co = TypeVar("Value_co", covariant=True)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told(Generic[Value_co]):
    """A value that was read, and the stretches of the paper that say it, letter for letter."""

    value: Value_co
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Passage:
    """`text[i]` stands for `source[starts[i]:ends[i]]`. Between two letters noise may have been left out.

    A `joint` is where the passage goes on elsewhere in the paper: a cell that a page break cut in two.
    """

    source: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    joints: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int | None = None) -> "Passage":
        """The letters from `start` to before `end`, without blanks around them."""
        last = len(self.text) if end is None else end
        while start < last and self.text[start].isspace():
            start += 1
        while last > start and self.text[last - 1].isspace():
            last -= 1
        return self.cut(start, last)

    def cut(self, start: int, end: int) -> "Passage":
        """The letters from `start` to before `end`, blanks and all."""
        joints = tuple(at - start for at in self.joints if start < at < end)
        return Passage(self.source, self.text[start:end], self.starts[start:end], self.ends[start:end], joints)

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        last = len(self.text) if end is None else end
        cuts = [start, *(at for at in self.joints if start < at < last), last]
        return tuple((self.starts[a], self.ends[b - 1]) for a, b in pairwise(cuts) if b > a)

    def told(self, value: Value, start: int = 0, end: int | None = None) -> Told[Value]:
        return Told(value, self.spans(start, end))

    def found(self, match: re.Match[str], group: str | int = 0) -> Told[str]:
        """What a pattern found, as it was normalised."""
        return self.told(match[group], match.start(group), match.end(group))

    def gap(self, at: int) -> str:
        """What the writer wrote between the letter before `at` and the letter at `at`: blanks, noise or nothing."""
        return self.source[self.ends[at - 1] : self.starts[at]] if 0 < at < len(self.text) else ""

    def split(self, pattern: re.Pattern[str]) -> Iterator["Passage"]:
        last = 0
        for found in pattern.finditer(self.text):
            yield self.part(last, found.start())
            last = found.end()
        yield self.part(last)


def joined(parts: Iterable[Passage], *, is_elsewhere: bool = False) -> Passage:
    """One passage of several; `is_elsewhere` where other things stand between them in the paper."""
    kept = [each for each in parts if each.text]
    if len(kept) == 1:
        return kept[0]
    joints: list[int] = []
    length = 0
    for each in kept:
        if length and is_elsewhere:
            joints.append(length)
        joints.extend(length + at for at in each.joints)
        length += len(each.text)
    return Passage(
        kept[0].source if kept else "",
        "".join(each.text for each in kept),
        tuple(at for each in kept for at in each.starts),
        tuple(at for each in kept for at in each.ends),
        tuple(joints),
    )
