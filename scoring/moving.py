"""What moved a score: two workings of the same total set side by side (得分测算, and the difference of two moments)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.worked import Worked


@dataclass(frozen=True, slots=True)
class Moved:
    """A named step whose number changed while nothing named beneath it explains why; None where it is not there."""

    path: tuple[str, ...]
    before: Fraction | None
    after: Fraction | None


def moved(before: Worked, after: Worked) -> tuple[Moved, ...]:
    """The deepest named steps that changed, in the order of the working."""
    return tuple(_moved(before, after, (before.label,))) if before.value != after.value else ()


def _moved(before: Worked, after: Worked, path: tuple[str, ...]) -> Iterator[Moved]:
    found = list(_below(before, after, path))
    if found:
        yield from found
    else:
        yield Moved(path, before.value, after.value)


def _below(before: Worked, after: Worked, path: tuple[str, ...]) -> Iterator[Moved]:
    old, new = _named(before), _named(after)
    for label in dict.fromkeys((*old, *new)):
        olds, news = old.get(label, []), new.get(label, [])
        for one, other in zip(olds, news, strict=False):
            if one.value != other.value:
                yield from _moved(one, other, (*path, label))
        yield from (Moved((*path, label), gone.value, None) for gone in olds[len(news) :])
        yield from (Moved((*path, label), None, come.value) for come in news[len(olds) :])


def _named(worked: Worked) -> dict[str, list[Worked]]:
    """The nearest named steps below, by name, in their order."""
    found: defaultdict[str, list[Worked]] = defaultdict(list)
    _collect(worked.parts, found)
    return found


def _collect(parts: Sequence[Worked], found: defaultdict[str, list[Worked]]) -> None:
    for part in parts:
        if part.label:
            found[part.label].append(part)
        else:
            _collect(part.parts, found)
