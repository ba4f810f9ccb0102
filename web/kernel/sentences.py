"""Sentences that the rooms below compose in Chinese, said in another language by templates with holes.

`暂不能{0}：{1}` stands in the catalogue as any text does; what a sentence puts into its holes is said in turn. The
template with the longest text of its own wins. What no template fits is taken apart at ； and 、, or stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from web.kernel.plurals import Forms

HAN = re.compile(r"[\u3400-\u9fff]")
HOLE = re.compile(r"\{(\d+)\}")
NUMBER = re.compile(r"[\d.,%+\-]*")
DAY = re.compile(
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:（周[一二三四五六日]）)?(?:(\d{1,2})(?:时|:(\d\d))|下班)?(?:前(?!的))?"
)
"""A day, as notices write it: 5月13日（周一）17:00前, 下班前."""
MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
QUOTED = re.compile("“[^”]*”?|[^“]+")
"""A text in pieces: what is quoted stays as it was written."""
DATE = re.compile(f"{DAY.pattern}|{MONTH.pattern}")
QUOTES = ("“", "《")
SEVERAL = ("；", "。")
NAMES = "、"
JOINTS = (("。", ". "), ("；", "; "), ("，", ", "), (NAMES, ", "), ("：", ": "))

LONGEST = 2000
"""Longer texts are nobody's sentence."""
DEEPEST = 6
DECEMBER = 12
ENOUGH = 2
"""Characters that a template must have of its own; with fewer, only numbers go into its holes."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template: the texts between its holes, and how it is said."""

    literals: tuple[str, ...]
    said: Forms
    anchor: str
    weight: int

    def parts(self, text: str) -> list[str] | None:
        """What stands in the holes, if the text is one of these sentences: in one go, however many holes there are."""
        first, *between, last = self.literals
        if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
            return None
        found, at, end = [], len(first), len(text) - len(last)
        for literal in between:
            place = text.find(literal, at, end)
            if place < 0:
                return None
            found.append(text[at:place])
            at = place + len(literal)
        found.append(text[at:end])
        return found if self._takes(found, last) else None

    def _takes(self, found: list[str], last: str) -> bool:
        """Several sentences fit only into a hole at the end, behind a colon."""
        is_open = not last and self.literals[-2].endswith("：")
        if any(mark in part for part in (found[:-1] if is_open else found) for mark in SEVERAL):
            return False
        if self.weight >= ENOUGH or (len(found) == 1 and self.weight and not last):  # 待…审核, 缺…
            return True
        return all(NUMBER.fullmatch(part) for part in found)

    def is_quoted(self, hole: int) -> bool:
        return self.literals[hole].endswith(QUOTES)


def sentence(msgid: str, said: Forms) -> Sentence:
    literals = tuple(HOLE.split(msgid)[::2])
    weight = sum(len(HAN.findall(literal)) for literal in literals)
    return Sentence(literals, said, max(literals, key=len), weight)


class Sentences:
    """All templates of a catalogue."""

    def __init__(self, catalogue: Mapping[str, Forms]) -> None:
        self.exact = {msgid: said for msgid, said in catalogue.items() if said.texts[0]}
        found = (sentence(msgid, said) for msgid, said in self.exact.items() if HOLE.search(msgid))
        self.all = sorted(found, key=lambda each: (-each.weight, -sum(map(len, each.literals)), each.literals))
        self.say: Callable[[str], str] = lru_cache(maxsize=4096)(self._say_whole)

    def _say_whole(self, text: str) -> str:
        return QUOTED.sub(_dates, self._say(text, DEEPEST)) if len(text) <= LONGEST else text

    def _say(self, text: str, depth: int) -> str:
        if (exact := self.exact.get(text)) is not None:
            return exact.of({})
        if not HAN.search(text) or DATE.fullmatch(text):
            return text
        if depth == 0:
            return text
        names = text.split(NAMES)
        if all(name in self.exact for name in names):
            return ", ".join(self.exact[name].of({}) for name in names)
        for each in self.all:
            if each.anchor in text and (parts := each.parts(text)) is not None:
                return self._put(each, parts, depth - 1)
        return self._apart(text, depth - 1)

    def _put(self, template: Sentence, parts: list[str], depth: int) -> str:
        """What is quoted is a name: it is looked up, and not read as a sentence."""
        said = [
            self._name(part) if template.is_quoted(hole) else self._say(part, depth) for hole, part in enumerate(parts)
        ]
        shape = template.said.of({str(hole): part for hole, part in enumerate(said)})
        return HOLE.sub(lambda hole: said[int(hole[1])], shape)

    def _name(self, text: str) -> str:
        found = self.exact.get(text)
        return text if found is None else found.of({})

    def _apart(self, text: str, depth: int) -> str:
        if (day := DAY.match(text)) and day.end() < len(text):
            return f"{day[0]} {self._say(text[day.end() :].strip(), depth)}"
        for joint, said in JOINTS:
            if joint in text.strip(joint):
                parts = text.split(joint)
                told = [self._say(part, depth) for part in parts]
                return said.join(told).strip() if told != parts else text
        return text


def _dates(piece: re.Match[str]) -> str:
    return piece[0] if piece[0].startswith("“") else MONTH.sub(_month, DAY.sub(_day, piece[0]))


def _day(found: re.Match[str]) -> str:
    """27 September 2019, 27 September; a moment with its time."""
    year, month, day, hour, minute = found.groups()
    try:
        shown = date(int(year or 2000), int(month), int(day))
    except ValueError:
        return found[0]
    return f"{shown.day} {shown:%B}" + (f" {year}" if year else "") + (f" {hour}:{minute or '00'}" if hour else "")


def _month(found: re.Match[str]) -> str:
    year, month = found.groups()
    return f"{date(int(year), int(month), 1):%B %Y}" if 1 <= int(month) <= DECEMBER else found[0]
