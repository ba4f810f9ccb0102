"""Bands: 75%-100%（含75%，不含100%），扣0.2分; 98%以上得0.2分、92%—98%得0.1分、92%以下得0分."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from documents.notices.amounts import NUMBER, decimal_of
from documents.notices.passages import Passage, Told

_UNIT = r"%|分|个百分点|名|人|次|件|项|户|家|天|万元|元"
_DASH = r"[-—–～~至到]{1,2}"
_BOUNDS = r"(?:（(?P<bounds>[^（）]{1,24})）)?"
EARNS = ("得", "计", "记", "给")
_VERB = r"(?P<verb>扣减|扣除|扣|减|得|加|计|记|给)"
_PRICE = rf"(?:{_VERB}(?:其)?(?P<points>{NUMBER})(?:分|%)|(?P<none>不得分|不计分|不扣分))"
_THEN = rf"(?:的|时|之间|间|区间)?[，,：]?(?:的)?{_PRICE}"
_RANGE = re.compile(rf"(?P<low>{NUMBER})(?:{_UNIT})?{_DASH}(?P<high>{NUMBER})(?P<unit>{_UNIT})?{_BOUNDS}{_THEN}")
_SIDE = re.compile(
    rf"(?P<before>不低于|不少于|不足|低于|少于|达到|达|超过|高于|未达到|≥|≤|<|>)?(?P<number>{NUMBER})(?P<unit>{_UNIT})"
    rf"(?P<after>及?以上|及?以下|以内)?{_BOUNDS}{_THEN}"
)
_ABOVE, _BELOW = frozenset({"不低于", "不少于", "达到", "达", "≥"}), frozenset({"不足", "低于", "少于", "未达到", "<"})
_NEAR = 40


@dataclass(frozen=True, slots=True)
class FoundBand:
    """From `low` to `high`. Whether a bound belongs to the band is None where the text does not say."""

    low: Told[Decimal] | None
    high: Told[Decimal] | None
    has_low: bool | None
    has_high: bool | None
    unit: str
    points: Told[Decimal]
    adds: bool
    earns: bool
    words: Told[str]
    start: int
    end: int


Listed = tuple[Told[str], Told[str] | None, tuple[FoundBand, ...]]


def bands_in(passage: Passage) -> Iterator[Listed]:
    """Each list of bands: its words, what is looked at, the bands in the order of the text."""
    group: list[FoundBand] = []
    for band in _bands(passage):
        if group and not _belongs(passage.text, group[-1], band):
            yield from _listed(passage, group)
            group = []
        group.append(band)
    yield from _listed(passage, group)


def settled(bands: tuple[FoundBand, ...]) -> tuple[FoundBand, ...]:
    """A number that one band says is in it is not in the next: 80%—90%（含80%）, 80%以下."""
    return tuple(
        replace(
            band,
            has_low=_settled(band.has_low, band.low, [(each.high, each.has_high) for each in bands]),
            has_high=_settled(band.has_high, band.high, [(each.low, each.has_low) for each in bands]),
        )
        for band in bands
    )


def _settled(
    known: bool | None, bound: Told[Decimal] | None, others: list[tuple[Told[Decimal] | None, bool | None]]
) -> bool | None:
    if known is not None or bound is None:
        return known
    said = [has for other, has in others if other is not None and other.value == bound.value and has is not None]
    return not said[0] if said else None


def _listed(passage: Passage, group: list[FoundBand]) -> Iterator[Listed]:
    """One line alone is a band only where it says from where to where."""
    if len(group) > 1 or (group and group[0].low and group[0].high and group[0].low != group[0].high):
        start, end = _begin(passage.text, group[0].start), group[-1].end
        yield (
            passage.told(passage.text[start:end], start, end),
            _looked_at(passage, start, group[0].start),
            tuple(group),
        )


def _begin(text: str, end: int) -> int:
    """Where the sentence of a place begins."""
    return max((text.rfind(stop, max(0, end - 120), end) + 1 for stop in "。；，、："), default=0)


def _looked_at(passage: Passage, start: int, end: int) -> Told[str] | None:
    part = passage.part(start, end)
    name = part.text.removesuffix("的").removesuffix("在").removesuffix("达到")
    return part.told(name, 0, len(name)) if name else None


def _belongs(text: str, last: FoundBand, band: FoundBand) -> bool:
    between = text[last.end : band.start]
    return len(between) <= _NEAR and "。" not in between and not re.search(r"[扣加得减]\d", between)


def _bands(passage: Passage) -> Iterator[FoundBand]:
    ranged, sided = _RANGE.search(passage.text), _SIDE.search(passage.text)
    while ranged or sided:
        is_range = ranged is not None and (sided is None or ranged.start() <= sided.start())
        found = ranged if is_range else sided
        if found is None:
            return
        if is_range:
            yield _range(passage, found)
        else:
            yield _side(passage, found)
        ranged = _RANGE.search(passage.text, found.end()) if ranged and ranged.start() < found.end() else ranged
        sided = _SIDE.search(passage.text, found.end()) if sided and sided.start() < found.end() else sided


def _range(passage: Passage, found: re.Match[str]) -> FoundBand:
    low, high = decimal_of(found["low"]), decimal_of(found["high"])
    first, second = ("low", "high") if low <= high else ("high", "low")
    bounds = found["bounds"] or ""
    return _band(
        passage,
        found,
        passage.told(min(low, high), *found.span(first)),
        passage.told(max(low, high), *found.span(second)),
        _has(bounds, found[first]),
        _has(bounds, found[second]),
    )


def _has(bounds: str, number: str) -> bool | None:
    """含75%，不含100%: whether this bound is in."""
    if not bounds:
        return None
    if re.search(rf"不(?:含|包括|包含)[^含]*?(?<![\d.]){re.escape(number)}(?![\d.])", bounds):
        return False
    return True if re.search(rf"(?<!不)(?:含|包括|包含)[^不]*?(?<![\d.]){re.escape(number)}(?![\d.])", bounds) else None


def _side(passage: Passage, found: re.Match[str]) -> FoundBand:
    number = passage.told(decimal_of(found["number"]), *found.span("number"))
    before, after, bounds = found["before"] or "", found["after"] or "", found["bounds"] or ""
    is_in = False if "不含" in bounds else True if "含" in bounds else None
    if before in _ABOVE or after.endswith("以上") or before in ("超过", "高于", ">"):
        is_in = False if before in ("超过", "高于", ">") else True if before in _ABOVE else is_in
        return _band(passage, found, number, None, is_in, None)
    if not (before or after):
        return _band(passage, found, number, number, True, True)
    is_in = False if before in _BELOW else is_in
    return _band(passage, found, None, number, None, is_in)


def _band(
    passage: Passage,
    found: re.Match[str],
    low: Told[Decimal] | None,
    high: Told[Decimal] | None,
    has_low: bool | None,
    has_high: bool | None,
) -> FoundBand:
    return FoundBand(
        low,
        high,
        has_low,
        has_high,
        found["unit"] or "",
        passage.told(decimal_of(found["points"] or "0"), *found.span("points" if found["points"] else "none")),
        found["verb"] not in ("扣减", "扣除", "扣", "减") and found["none"] != "不扣分",
        found["verb"] in EARNS or found["none"] in ("不得分", "不计分"),
        passage.found(found),
        found.start(),
        found.end(),
    )
