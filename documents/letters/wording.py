"""From the text of a letter, as a person wrote or changed it, to its parts: addressee, headings, paragraphs."""

import re
from collections.abc import Iterable, Iterator

from documents.letters.model import Block, Heading, Paragraph

_FIRST = re.compile(r"[一二三四五六七八九十]+、")
_SECOND = re.compile(r"（[一二三四五六七八九十]+）")
_STOPS = "。；！？"
LONGEST_HEADING = 40
LONGEST_ADDRESSEE = 60


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def addressed(lines: list[str]) -> tuple[str, list[str]]:
    """The line that says to whom, where the text begins with one, and the rest."""
    if lines and lines[0].endswith(("：", ":")) and len(lines[0]) <= LONGEST_ADDRESSEE:
        return lines[0], lines[1:]
    return "", lines


def blocks_of(lines: Iterable[str]) -> tuple[Block, ...]:
    """一、 and （一） that stand alone are headings; everything else is a paragraph."""
    return tuple(_block(line) for line in lines)


def _block(line: str) -> Block:
    alone = len(line) <= LONGEST_HEADING and not line.endswith(tuple(_STOPS))
    if alone and _FIRST.match(line):
        return Heading(line, 1)
    return Heading(line, 2) if alone and _SECOND.match(line) else Paragraph(line)


def named_parts(lines: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """口径：… and 依据：… with their names; a line without one has an empty name."""
    known = tuple(names)
    for line in lines:
        name, colon, rest = line.partition("：")
        yield (name, rest) if colon and name in known else ("", line)
