"""The labels that Word counts by itself and writes in front of a paragraph: they stand in no run of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.notices.extraction.counting import written
from documents.notices.extraction.package import child, is_on, local, said

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_NO_BLANK = re.compile(r"[、．。，：；）】〕》\s]$|^$")
"""After a Chinese mark the eye sees no gap of its own."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Level:
    """How paragraphs of one depth are counted. `restarts`: the depth whose next step begins this one anew."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    in_digits: bool = False
    restarts: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list as paragraphs refer to it: whose counters it shares, and where it begins them anew."""

    counters: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    based_on: str
    number: tuple[str, int | None] | None


@dataclass
class Numbering:
    """Counts as Word does, paragraph after paragraph."""

    lists: dict[str, Numbered]
    styles: dict[str, Style]
    default: str = ""
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def style_of(self, properties: etree._Element | None) -> str:
        return said(child(properties, "pStyle")) or self.default

    def name_of(self, properties: etree._Element | None) -> str:
        style = self.styles.get(self.style_of(properties))
        return style.name if style else ""

    def label(self, properties: etree._Element | None) -> str:
        """What stands in front of the paragraph whose properties these are; counts it."""
        found = self._list_of(properties)
        if found is None:
            return ""
        number, depth = found
        numbered = self.lists[number]
        level = numbered.levels[depth]
        counts = self._counted(number, numbered, depth)
        text = self._text(numbered, level, counts)
        return text if level.suffix == "nothing" or _NO_BLANK.search(text) else f"{text} "

    def _list_of(self, properties: etree._Element | None) -> tuple[str, int] | None:
        style = self.style_of(properties)
        number, depth = self._from_style(style)
        direct = child(properties, "numPr")
        if direct is not None:
            number = said(child(direct, "numId")) or number
            depth = _whole(said(child(direct, "ilvl")), depth)
        if number not in self.lists:
            return None
        if depth is None:
            levels = self.lists[number].levels
            depth = next((at for at, level in enumerate(levels) if level.style and level.style == style), 0)
        return number, min(max(depth, 0), _LEVELS - 1)

    def _from_style(self, style: str) -> tuple[str, int | None]:
        for _ in range(_DEEPEST):
            found = self.styles.get(style)
            if found is None:
                break
            if found.number is not None:
                return found.number
            style = found.based_on
        return "", None

    def _counted(self, number: str, numbered: Numbered, depth: int) -> list[int | None]:
        counts = self.counts.setdefault(numbered.counters, [None] * _LEVELS)
        if number not in self.begun:
            self.begun.add(number)
            for at in numbered.starts:
                counts[at] = None
        starts = {at: numbered.starts.get(at, level.start) for at, level in enumerate(numbered.levels)}
        for above in range(depth):
            counts[above] = starts[above] if counts[above] is None else counts[above]
        before = counts[depth]
        counts[depth] = starts[depth] if before is None else before + 1
        for below in range(depth + 1, _LEVELS):
            asked = numbered.levels[below].restarts
            if asked is None or depth < asked:
                counts[below] = None
        return counts

    @staticmethod
    def _text(numbered: Numbered, level: Level, counts: list[int | None]) -> str:
        if level.kind == "bullet":
            return _PRIVATE.sub("•", level.text)

        def number(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            kind = "decimal" if level.in_digits else numbered.levels[at].kind
            return written(counts[at] or 0, kind) if counts[at] is not None else ""

        return _PLACE.sub(number, level.text)


def numbering_of(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    found, default = _styles(styles)
    return Numbering(_lists(numbering, found), found, default)


def _styles(tree: etree._Element | None) -> tuple[dict[str, Style], str]:
    found, default = {}, ""
    for each in tree if tree is not None else ():
        code = said(each, "styleId") or ""
        if local(each) != "style" or not code:
            continue
        number = child(each, "pPr", "numPr")
        numbered = None
        if number is not None:
            numbered = (said(child(number, "numId")) or "", _whole(said(child(number, "ilvl")), None))
        found[code] = Style(said(child(each, "name")) or "", said(child(each, "basedOn")) or "", numbered)
        if said(each, "type") == "paragraph" and said(each, "default") in ("1", "true", "on"):
            default = code
    return found, default


def _lists(tree: etree._Element | None, styles: dict[str, Style]) -> dict[str, Numbered]:
    if tree is None:
        return {}
    patterns = {said(each, "abstractNumId") or "": each for each in tree if local(each) == "abstractNum"}
    numbers = {said(each, "numId") or "": each for each in tree if local(each) == "num"}
    found = {}
    for code, number in numbers.items():
        pattern = said(child(number, "abstractNumId")) or ""
        # A list that takes another's look names a style, which names the list that has it.
        linked = said(child(patterns.get(pattern), "numStyleLink"))
        style = styles.get(linked) if linked else None
        if style is not None and style.number is not None:
            pattern = said(child(numbers.get(style.number[0]), "abstractNumId")) or pattern
        if pattern in patterns and code != "0":
            found[code] = _numbered(number, pattern, patterns[pattern])
    return found


def _numbered(number: etree._Element, pattern: str, levels: etree._Element) -> Numbered:
    found = dict(_levels(levels))
    starts = {}
    for each in number:
        if local(each) == "lvlOverride":
            at = _whole(said(each, "ilvl"), 0) or 0
            found |= dict(_levels(each))
            start = _whole(said(child(each, "startOverride")), None)
            if start is not None:
                starts[at] = start
    return Numbered(pattern, tuple(found.get(at, Level()) for at in range(_LEVELS)), starts)


def _levels(tree: etree._Element) -> Iterator[tuple[int, Level]]:
    for each in tree:
        at = _whole(said(each, "ilvl"), None)
        if local(each) == "lvl" and at is not None and 0 <= at < _LEVELS:
            yield (
                at,
                Level(
                    start=_whole(said(child(each, "start")), 1) or 0,
                    kind=_kind(each),
                    text=said(child(each, "lvlText")) or "",
                    suffix=said(child(each, "suff")) or "tab",
                    in_digits=is_on(child(each, "isLgl")),
                    restarts=_whole(said(child(each, "lvlRestart")), None),
                    style=said(child(each, "pStyle")) or "",
                ),
            )


def _kind(level: etree._Element) -> str:
    """Newer kinds of counting stand beside an older one, which old programs understand."""
    told = child(level, "numFmt")
    return said(told if told is not None else child(level, "AlternateContent", "Fallback", "numFmt")) or "decimal"


def _whole(text: str | None, otherwise: int | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else otherwise
