"""Sentences that the rooms below compose in Chinese, said in another language by templates with holes.

`暂不能{0}：{1}` stands in the catalogue as any text does; what a sentence puts into its holes is said in turn. The
template with the longest text of its own wins. What no template fits is taken apart at ； and 、, or stays as it is.
"""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from web.kernel.plurals import Forms

HAN = re.compile(r"[\u3400-\u9fff]")
HOLE = re.compile(r"\{(\d+)\}")
NUMBER = re.compile(r"[\d.,%+\-]*")
DAY = re.compile(
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:（周[一二三四五六日]）)?(?:(\d{1,2})(?:时(?!限)|:(\d\d))|下班(?=前))?"
)
"""A day, as notices write it: 5月13日（周一）17:00, 下班前."""
MONTH = re.compile(r"(\d{4})年(\d{1,2})月(?![—\d])")
QUOTED = re.compile("“[^”]*”?|[^“]+")
"""A text in pieces: what is quoted stays as it was written."""
FIRST, LAST = 0xE100, 0xE1FF
DATE = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
"""A date within a text that is being said: of the private use area, so that templates see one character."""
WHEN = re.compile(f"({DATE.pattern})(?:前|起|当日)?")
WITHIN = re.compile(f"(?<=[\\u3400-\\u9fff《])({DATE.pattern})|({DATE.pattern})前?(?=[\\u3400-\\u9fff])")
"""Beside other Chinese a date is part of a name, and stays as it was written."""
QUOTES = ("“", "《")
SEVERAL = ("；", "。")
NAMES = "、"
JOINTS = (("。", ". "), ("；", "; "), ("，", ", "), (NAMES, ", "), ("：", ": "))
NUMBERED = re.compile(r"(.+?) (\d+)")
"""进展报告 12."""
ASIDE = re.compile("([^（）]+)（([^（）]*)）")
"""进展报告第12号（2026-10）."""
POINTS = re.compile("[。；，、：（]")
COUNTED = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
"""Of quarters and half-years."""

ORDINARY = re.compile(r"[A-Z][a-z]+(?:[^A-Z]*)$")
"""A word that is written large only because it stands first."""
PROPER = frozenset(f"{day}day" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")) | {"Prefect"}

LONGEST = 2000
"""Longer texts are nobody's sentence."""
DEEPEST = 6
ENOUGH = 2
"""Characters that a template must have of its own; with fewer, only numbers go into its holes."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template: the texts between its holes, and how it is said."""

    literals: tuple[str, ...]
    said: Forms
    anchor: str
    weight: int

    def parts(self, text: str, known: Container[str]) -> list[str] | None:
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
        if not first and found[0].partition("：")[0] in known and "：" in found[0]:  # 延期申请：2026年10月…
            return None
        return found if self._takes(found, last) or (self.is_weak and all(part in known for part in found)) else None

    def _takes(self, found: list[str], last: str) -> bool:
        """Several sentences fit only into a hole at the end, behind a colon."""
        is_open = not last and self.literals[-2].endswith("：")
        if any(mark in part for part in (found[:-1] if is_open else found) for mark in SEVERAL):
            return False
        if self.weight >= ENOUGH:
            return True
        if len(found) == 1 and self.weight and not last:  # 缺…
            return not POINTS.search(found[0])
        return all(NUMBER.fullmatch(part) for part in found)

    @property
    def is_weak(self) -> bool:
        """牵头单位的承办人: with so little of its own, it takes what the catalogue knows."""
        return 0 < self.weight < ENOUGH

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
        if (exact := self.exact.get(text)) is not None:
            return exact.of({})
        if len(text) > LONGEST or not HAN.search(text):
            return text
        dates: list[re.Match[str]] = []
        marked = QUOTED.sub(lambda piece: _marked(piece[0], dates), text)
        said = WITHIN.sub(lambda found: _written(found[0], dates), self._say(marked, DEEPEST))
        return _begun(DATE.sub(lambda found: _dated(dates[ord(found[0]) - FIRST]), said))

    def _say(self, text: str, depth: int) -> str:
        if (exact := self.exact.get(text)) is not None:
            return exact.of({})
        if when := WHEN.fullmatch(text):
            return when[1]
        if not HAN.search(text) or depth == 0:
            return COUNTED.get(text, text)
        if text in COUNTED:
            return COUNTED[text]
        names = text.split(NAMES)
        if all(name in self.exact for name in names):
            return ", ".join(self.exact[name].of({}) for name in names)
        for each in self.all:
            if each.anchor in text and (parts := each.parts(text, self.exact)) is not None:
                return self._put(each, parts, depth - 1)
        return self._apart(text, depth - 1)

    def _put(self, template: Sentence, parts: list[str], depth: int) -> str:
        """What is quoted is a name: it is looked up, and not read as a sentence."""
        said = [
            self._name(part) if template.is_quoted(hole) else self._word(part, depth) for hole, part in enumerate(parts)
        ]
        shape = template.said.of({str(hole): part for hole, part in enumerate(said)})
        return HOLE.sub(lambda hole: said[int(hole[1])], shape)

    def _word(self, text: str, depth: int) -> str:
        """Within a sentence a word of the catalogue is written small."""
        names = text.split(NAMES)
        if all(name in self.exact for name in names):
            return ", ".join(small(self.exact[name].of({})) for name in names)
        return self._say(text, depth)

    def _name(self, text: str) -> str:
        found = self.exact.get(text)
        return text if found is None else found.of({})

    def _apart(self, text: str, depth: int) -> str:
        if (aside := ASIDE.fullmatch(text)) and (told := self._say(aside[1], depth)) != aside[1]:
            return f"{told} ({self._word(aside[2], depth)})"
        if (when := WHEN.match(text)) and when.end() < len(text):
            rest = text[when.end() :]
            said = self._word(rest.strip(), depth)
            return f"{when[1]} {said}" if rest[0].isspace() or not HAN.match(said) else text
        if (numbered := NUMBERED.fullmatch(text)) and numbered[1] in self.exact:
            return f"{self._name(numbered[1])} {numbered[2]}"
        for joint, said in JOINTS:
            if joint in text.strip(joint):
                parts = text.split(joint)
                say = self._word if joint == NAMES else self._say
                pieces = [say(part, depth) for part in parts]
                return said.join(pieces).strip() if pieces != parts else text
        return text


def _begun(said: str) -> str:
    """A sentence begins large; but a command is as it is typed."""
    return said if said.startswith("kaohe ") else f"{said[:1].upper()}{said[1:]}"


def small(word: str) -> str:
    """A word as it is written within a sentence."""
    return f"{word[0].lower()}{word[1:]}" if ORDINARY.match(word) and word not in PROPER else word


def _marked(piece: str, dates: list[re.Match[str]]) -> str:
    """With a mark for every date; what is quoted is a name."""
    if piece.startswith("“"):
        return piece

    def mark(found: re.Match[str]) -> str:
        if len(dates) > LAST - FIRST or _dated(found) == found[0]:
            return found[0]
        dates.append(found)
        return chr(FIRST + len(dates) - 1)

    return MONTH.sub(mark, DAY.sub(mark, DATE.sub("", piece)))


def _written(marked: str, dates: list[re.Match[str]]) -> str:
    return DATE.sub(lambda found: dates[ord(found[0]) - FIRST][0], marked)


def _dated(found: re.Match[str]) -> str:
    """27 September 2019, 27 September; a moment with its time; September 2019."""
    year, month, *rest = found.groups()
    try:
        shown = date(int(year or 2000), int(month), int(rest[0]) if rest else 1)
    except ValueError:
        return found[0]
    if not rest:
        return f"{shown:%B %Y}"
    _day, hour, minute = rest
    return f"{shown.day} {shown:%B}" + (f" {year}" if year else "") + (f" {hour}:{minute or '00'}" if hour else "")
