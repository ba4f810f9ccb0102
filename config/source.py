"""The text of a scheme and where everything in it stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from config.pointers import steps_of
from config.syntax import Spot, TextFault, Unreadable
from config.tree import Mapping, Node, Scalar, Sequence

MAX_LENGTH = 2_000_000
_MAX_BYTES = 4 * MAX_LENGTH  # no letter takes more than four
_QUOTE = 80
# What YAML itself calls unprintable.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a scheme: line and column from 1, and its text."""

    line: int
    column: int
    quote: str


@dataclass(frozen=True, slots=True)
class Source:
    """A scheme as it was written. `name` is the file's name, or 方案 for a text without a file."""

    name: str
    text: str
    root: Mapping
    lines: tuple[str, ...] = field(repr=False)

    def offset(self, spot: Spot) -> int:
        """How many characters stand before a spot."""
        return self._starts[spot.line - 1] + spot.column - 1

    @property
    def _starts(self) -> tuple[int, ...]:
        return _line_starts(self.text)


@lru_cache(maxsize=8)
def _line_starts(text: str) -> tuple[int, ...]:
    """The offset of every line, with one more after the last."""
    return (0, *accumulate(len(line) for line in text.splitlines(keepends=True)))


def node_at(source: Source, steps: Iterable[str | int]) -> Node | None:
    """The value that these steps lead to, if it is written."""
    node: Node = source.root
    for step in steps:
        found = child_of(node, step)
        if found is None:
            return None
        node = found[0]
    return node


def locate(source: Source, pointer: str) -> Place:
    """The place of a JSON pointer: a scalar stands where it begins; a mapping, a list or nothing where its key does.

    A pointer to something that is not written stands where its nearest written ancestor does.
    """
    node, spot = _walk(source.root, steps_of(pointer))
    if isinstance(node, Scalar) and node.start != node.end:
        return place_at(source, node.start, until=node.end)
    return place_at(source, spot)


def locate_key(source: Source, pointer: str) -> Place:
    """The place of the key itself, for a key that should not be there."""
    _, spot = _walk(source.root, steps_of(pointer))
    return place_at(source, spot)


def place_at(source: Source, spot: Spot, *, until: Spot | None = None) -> Place:
    """The spot, and what stands there: up to `until`, or to the end of the line."""
    line = source.lines[spot.line - 1] if spot.line <= len(source.lines) else ""
    end = until.column - 1 if until and until.line == spot.line else None
    quote = line[spot.column - 1 : end].strip()
    return Place(spot.line, spot.column, quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…")


def child_of(node: Node, step: str | int) -> tuple[Node, Spot] | None:
    """The part that a step leads to, and the spot of its key or, in a list, of itself."""
    if isinstance(node, Mapping) and (key := str(step)) in node.entries:
        return node.entries[key], node.keys[key]
    if isinstance(node, Sequence) and str(step).isdecimal() and int(step) < len(node.items):
        item = node.items[int(step)]
        return item, item.start
    return None


def _walk(root: Node, steps: tuple[str | int, ...]) -> tuple[Node, Spot]:
    node, spot = root, root.start
    for step in steps:
        found = child_of(node, step)
        if found is None:
            break
        node, spot = found
    return node, spot


def text_of(raw: bytes) -> str:
    """The text of a file: UTF-8, with or without its mark."""
    if len(raw) > _MAX_BYTES:
        raise _too_big()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _refused(1, 1, "文件是 UTF-16 编码，只认 UTF-8", "在编辑器里“另存为”，编码选 UTF-8")
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
        kind = "看来是 GBK（GB18030）编码，" if _is_gbk(raw) else ""
        raise _refused(
            line, column, f"文件不是 UTF-8 编码：{kind}从这里起读不出文字", "在编辑器里“另存为”，编码选 UTF-8"
        ) from error
    return checked(text)


def checked(text: str) -> str:
    """The text, if it is not too long and nothing invisible hides in it."""
    if len(text) > MAX_LENGTH:
        raise _too_big()
    odd = _UNPRINTABLE.search(text)
    if odd is None:
        return text
    before = text[: odd.start()]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    raise _refused(line, column, f"这里有看不见的控制字符（U+{ord(odd[0]):04X}）", "删去它，重新输入这一行")


def file_text(path: Path) -> str:
    """The text of a file, of which no more is read than a scheme may have."""
    with path.open("rb") as file:
        return text_of(file.read(_MAX_BYTES + 1))


def _too_big() -> Unreadable:
    return _refused(1, 1, f"文件太大：超过 {MAX_LENGTH} 个字", "一个方案一个文件，去掉无关内容")


def _is_gbk(raw: bytes) -> bool:
    try:
        return any("一" <= letter <= "鿿" for letter in raw.decode("gb18030"))
    except UnicodeDecodeError:
        return False


def _refused(line: int, column: int, sentence: str, suggestion: str) -> Unreadable:
    return Unreadable(TextFault(Spot(line, column), sentence, suggestion))
