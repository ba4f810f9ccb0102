"""What a reader found in a notice, held against what a careful clerk wrote down: part by part, nothing rounded up."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from documents.notices.deadlines import FoundDeadline
from documents.notices.indicators import ReadIndicator
from documents.notices.noise import noise_of
from documents.notices.normal import normalised
from documents.notices.reading import Reading

ANSWERS = Path(__file__).parent / "answers"
_BLANK = re.compile(r"[\s　]+")
_NUMBER = re.compile(r"^(?:第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十\d]+(?:\.\d+)?[)）、.．])")
_WIDE = str.maketrans("（），：；．", "(),:;.")


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the answers the reader got, and which it did not."""

    right: int
    asked: int
    wrong: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.right / self.asked if self.asked else 1.0


def answers(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ANSWERS / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def plain(text: str) -> str:
    """Without blanks and the width of brackets; `1.` or （一） before it is how it is counted, not its name."""
    bare = _BLANK.sub("", text).translate(_WIDE)
    return _NUMBER.sub("", bare) or bare


@dataclass(frozen=True, slots=True)
class Seen:
    """An indicator that was read, with the one above it."""

    indicator: ReadIndicator
    above: str

    @property
    def title(self) -> str:
        return plain(self.indicator.title.value)


def _walked(roots: Iterable[ReadIndicator], above: str = "") -> Iterator[Seen]:
    for root in roots:
        yield Seen(root, above)
        yield from _walked(root.children, plain(root.title.value))


def _matched(asked: Sequence[dict[str, Any]], seen: Sequence[Seen]) -> list[tuple[dict[str, Any], Seen | None]]:
    """Each answer with the indicator read that begins so under the right one; each indicator once."""
    left, pairs = list(seen), []
    for each in asked:
        title, above = plain(each["title"]), plain(each["under"] or "")
        found = next((one for one in left if _is(one.title, title) and _is_under(one.above, above)), None)
        if found is not None:
            left.remove(found)
        pairs.append((each, found))
    return pairs


def _is(read: str, asked: str) -> bool:
    return read.startswith(asked) or (len(read) >= 4 and asked.startswith(read))


def _is_under(read: str, asked: str) -> bool:
    return _is(read, asked) if asked and read else not asked and not read


def compare(reading: Reading, asked: dict[str, Any]) -> dict[str, Rate]:
    """Rates by part. `indicators` are those found in their place, `extra` says that there are no others."""
    seen = [*_walked(reading.indicators)]
    pairs = _matched(asked["indicators"], seen)
    known = [(each, one) for each, one in pairs if one is not None]
    return {
        "indicators": _rate((each["title"], one is not None) for each, one in pairs),
        "extra": _rate((one.title, any(one is found for _, found in pairs)) for one in seen),
        "points": _rate((each["title"], one is not None and _points(one, each)) for each, one in pairs),
        "leads": _rate(
            (
                f"{each['title']}: {_leads(one) if one else None}",
                one is not None and _leads(one) == _plain(each["leads"]),
            )
            for each, one in pairs
            if "leads" in each
        ),
        "assessors": _rate(
            (f"{each['title']}: {_assessors(one)}", _assessors(one) == _plain(each["assessors"]))
            for each, one in known
            if "assessors" in each
        ),
        "stars": _rate((each["title"], bool(one.indicator.star) == each.get("starred", False)) for each, one in known),
        "deadlines": _rate((each["quote"], _deadline(reading, each)) for each in asked["deadlines"]),
        "doubts": _rate((" ".join(map(str, each)), _doubt(reading, each)) for each in asked["doubts"]),
        "heading": _rate(_heading(reading, asked)),
    }


def _rate(found: Iterable[tuple[str, bool]]) -> Rate:
    told = [*found]
    return Rate(sum(ok for _, ok in told), len(told), tuple(name for name, ok in told if not ok))


def _plain(names: Iterable[str]) -> list[str]:
    return [plain(each) for each in names]


def _points(one: Seen, asked: dict[str, Any]) -> bool:
    points = one.indicator.points
    expected = None if asked["points"] is None else Decimal(str(asked["points"]))
    return (points.value if points else None) == expected


def _leads(one: Seen) -> list[str]:
    """Its own leads and those of its segments, in the order of the paper, each once."""
    charges = [one.indicator.charge, *(each.charge for each in one.indicator.segments)]
    told = sorted((unit for charge in charges for unit in charge.leads), key=lambda unit: unit.start)
    return list(dict.fromkeys(plain(unit.value) for unit in told))


def _assessors(one: Seen) -> list[str]:
    return [plain(unit.value) for unit in one.indicator.charge.assessors]


def _deadline(reading: Reading, asked: dict[str, Any]) -> bool:
    """Found where it stands; what it means is held by `test_deadlines_mean_what_they_say`."""
    return bool(deadlines_at(reading, asked["quote"]))


def deadlines_at(reading: Reading, quote: str) -> list[FoundDeadline]:
    return [each for each in reading.deadlines if _overlaps(plain(quote), plain(each.words.value))]


def _overlaps(asked: str, read: str) -> bool:
    return asked in read or read in asked


def _doubt(reading: Reading, asked: Sequence[str]) -> bool:
    """One doubt shows all of these words, in its sentence or in the letters that it quotes."""
    for each in reading.doubts:
        quotes = [reading.quote(span) for span in each.spans]
        spelled = [normalised(quote, noise_of(quote)).text for quote in quotes]
        shown = plain("|".join((each.sentence, each.suggestion, *quotes, *spelled)))
        if all(plain(str(words)) in shown for words in asked):
            return True
    return False


def _heading(reading: Reading, asked: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    heading = reading.heading
    for name, told in (("title", heading.title), ("number", heading.no), ("dated", heading.dated)):
        quote = "".join(reading.quote(span) for span in told.spans) if told else None
        value = told.value if told else None
        expected = asked[name]
        yield name, (value is None) if expected is None else plain(expected) in (plain(str(value)), plain(quote or ""))
