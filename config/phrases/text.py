"""A phrase in one spelling: half-width, digits, no blanks; every character knows where it was written.

What stands in “quotes” is a name and stays as it is.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]
Found = re.Match[str]

_NAME = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")
_NUMERAL = "零〇○一二三四五六七八九十百两廿卅"
_COUNTED = r"年|月|日|号|天|个|周|季|时(?!间)|点|分|次|刻|旬|小时|工作日|自然日"
_IN_WORDS = re.compile(rf"(?<!统)[{_NUMERAL}]+(?=(?:[-、,至到和][{_NUMERAL}\d]+)*(?:{_COUNTED}))")
_DIGITS = {"零": 0, "〇": 0, "○": 0, "两": 2, **{word: n for n, word in enumerate("一二三四五六七八九", 1)}}
_DASHES = "—–―−~-"
_SAME = {"∶": ":"}


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` in one spelling; `spans[i]` is the part of `written` that its i-th character stands for."""

    written: str
    text: str
    spans: tuple[Span, ...]

    def part(self, start: int, end: int) -> str:
        """What the writer wrote there."""
        if start >= end or start >= len(self.spans):
            return ""
        return self.written[self.spans[start][0] : self.spans[end - 1][1]]


def wording_of(written: str) -> Wording:
    told = list(_digits(list(_letters(written))))
    return Wording(written, "".join(letter for letter, _ in told), tuple(span for _, span in told))


def same_spelling(name: str) -> str:
    return wording_of(name).text


def number(words: str) -> int:
    """二〇一九 is 2019, 十五 is 15, 一百二十 is 120."""
    words = words.replace("廿", "二十").replace("卅", "三十")
    if not re.search("[十百]", words):
        return int("".join(str(_DIGITS[word]) for word in words))
    hundreds, _, rest = words.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = 100 * number(hundreds) if hundreds else 0
    total += 10 * (number(tens.lstrip("零〇") or "一")) if ten else 0
    return total + (number(ones) if ones else 0)


def _letters(written: str) -> Iterator[tuple[str, Span]]:
    last = 0
    for name in _NAME.finditer(written):
        yield from _half_width(written, last, name.start())
        inner = f"“{name[0][1:-1]}”"
        yield from ((letter, (name.start() + n, name.start() + n + 1)) for n, letter in enumerate(inner))
        last = name.end()
    yield from _half_width(written, last, len(written))


def _half_width(written: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    for place in range(start, end):
        if written.startswith("元月", place):
            yield "1", (place, place + 1)
            continue
        for letter in unicodedata.normalize("NFKC", written[place]):
            if not letter.isspace():
                yield "-" if letter in _DASHES else _SAME.get(letter, letter), (place, place + 1)


def _digits(letters: list[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    text = "".join(letter for letter, _ in letters)
    names = [name.span() for name in _NAME.finditer(text)]
    last = 0
    for found in _IN_WORDS.finditer(text):
        start, end = found.span()
        if any(first <= start < after for first, after in names):
            continue
        yield from letters[last:start]
        whole = (letters[start][1][0], letters[end - 1][1][1])
        yield from ((digit, whole) for digit in str(number(found[0])))
        last = end
    yield from letters[last:]
