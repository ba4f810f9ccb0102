"""A scheme's text changed at one place, letter for letter the same everywhere else: comments, order and layout stay.

The text itself is cut at the very spots of the tree, as rolling does, for writing it anew would wrap its lines. What
comes out is read again: if it does not say exactly what was meant, the change is refused and nothing is lost.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

from config.errors import KaoheError
from config.loading import read_source
from config.pointers import steps_of
from config.source import Source
from config.spans import Spans
from config.tree import Mapping, Node, plain
from config.tree import Sequence as Listed
from config.written import written

BY_HAND = "这一处的写法特别，请在 YAML 里直接改"


class PatchRefused(KaoheError):
    """The place is not there, or is written in a way that only a person should touch."""

    def __init__(self, pointer: str, reason: str) -> None:
        self.pointer, self.reason = pointer, reason
        super().__init__(f"{pointer}：{reason}")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. `put` writes a value, also where none stands yet or behind the last of a list; `cut` takes the
    thing away; `move` shifts an entry of a list by `value` places."""

    pointer: str
    op: Literal["put", "cut", "move"] = "put"
    value: Any = None


@dataclass(frozen=True, slots=True)
class Splice:
    """Letters from one offset to another, and what stands there afterwards."""

    start: int
    end: int
    text: str


def patched(text: str, edits: Sequence[Edit]) -> str:
    """The text with all the edits. Raises `PatchRefused`, or `SchemeErrors` for a text that cannot be read."""
    waiting = [*edits]
    while waiting:
        together = _together(waiting)
        text = _done(text, waiting[:together])
        del waiting[:together]
    return text


def _together(edits: Sequence[Edit]) -> int:
    """How many of the first edits do not disturb each other: values written at places of which none lies in another.

    What is put behind the last of a list changes where the next one goes, so lists are told entry by entry.
    """
    seen: list[str] = []
    for number, edit in enumerate(edits):
        pointer = edit.pointer
        if pointer.rpartition("/")[2].isdecimal():
            pointer = pointer.rpartition("/")[0]
        near = any(pointer.startswith(each) or each.startswith(pointer) for each in seen)
        if edit.op != "put" or near:
            return max(number, 1)
        seen.append(pointer)
    return len(edits)


def _done(text: str, edits: Sequence[Edit]) -> str:
    source, _ = read_source(text)
    wanted = deepcopy(plain(source.root))
    splices: list[Splice] = []
    for edit in edits:
        splices.extend(_splices(source, edit))
        _apply(wanted, edit)
    # what is added behind the same place keeps its order: the last of equal starts is spliced first
    splices.reverse()
    for splice in sorted(splices, key=lambda each: -each.start):
        text = text[: splice.start] + splice.text + text[splice.end :]
    again, faults = read_source(text)
    if faults or plain(again.root) != wanted:
        raise PatchRefused(edits[0].pointer, BY_HAND)
    return text


def _splices(source: Source, edit: Edit) -> list[Splice]:
    place = _Place(source, edit.pointer)
    if edit.op == "put":
        return [place.put(edit.value)]
    return [place.cut()] if edit.op == "cut" else place.move(int(edit.value))


def _apply(data: Any, edit: Edit) -> None:
    """The same change of the plain data: what the text has to say afterwards."""
    *above, last = steps_of(edit.pointer)
    for step in above:
        data = data[int(step) if isinstance(data, list) else step]
    if isinstance(data, list):
        place = int(last)
        if edit.op == "put" and place < len(data):
            data[place] = edit.value
        elif edit.op == "put":
            data.append(edit.value)
        else:
            moved = data.pop(place)
            if edit.op == "move":
                data.insert(place + int(edit.value), moved)
    elif edit.op == "put":
        data[last] = edit.value
    else:
        del data[last]


class _Place:
    """Where an edit bears on: the thing, what it stands in, and the letters of both."""

    def __init__(self, source: Source, pointer: str) -> None:
        self.spans, self.pointer, self.text = Spans(source), pointer, source.text
        steps = steps_of(pointer)
        if not steps:
            raise PatchRefused(pointer, BY_HAND)
        self.step = steps[-1]
        parent: Node | None = source.root
        for step in steps[:-1]:
            parent = _child(parent, step)
        if not isinstance(parent, Mapping | Listed):
            raise PatchRefused(pointer, "上一级没有写成这样的内容")
        self.parent: Mapping | Listed = parent
        self.node = _child(parent, self.step)

    def put(self, value: Any) -> Splice:
        spans = self.spans
        if self.node is None:
            return self._added(value)
        in_flow = spans.is_flow(self.parent)
        start, end = spans.of(self.node)
        new = written(value)
        if start == end:
            return Splice(start, end, f" {new}")
        if not in_flow and spans.is_block(self.node) and isinstance(self.parent, Mapping):
            start = spans.after_key(self.parent.keys[self.step], self.step, before=start)
            new = f" {new}"
        return Splice(start, end, new)

    def _added(self, value: Any) -> Splice:
        spans, is_list = self.spans, isinstance(self.parent, Listed)
        children = spans.children(self.parent)
        if isinstance(self.parent, Listed) and self.step != str(len(children)):
            raise PatchRefused(self.pointer, "没有这一项")
        in_flow = spans.is_flow(self.parent)
        new = written(value)
        new = new if is_list else f"{written(self.step)}: {new}"
        if in_flow:
            at = spans.of(children[-1])[1] if children else spans.offset(self.parent.start) + 1
            return Splice(at, at, f", {new}" if children else new)
        at = spans.line_end(spans.of(self.parent)[1])
        indent = " " * (self.parent.start.column - 1)
        return Splice(at, at, f"\n{indent}{'- ' if is_list else ''}{new}")

    def cut(self) -> Splice:
        spans = self.spans
        if self.node is None:
            raise PatchRefused(self.pointer, "这里本来就没有写")
        children = spans.children(self.parent)
        if len(children) == 1:
            return self._emptied()
        place = next(number for number, each in enumerate(children) if each is self.node)
        if spans.is_flow(self.parent):
            begins = [spans.begin_in(self.parent, number) for number in range(len(children))]
            end = spans.of(self.node)[1]
            return (
                Splice(begins[place], begins[place + 1], "")
                if place + 1 < len(children)
                else Splice(spans.of(children[place - 1])[1], end, "")
            )
        start = spans.begin_in(self.parent, place)
        if self.text[spans.line_start(start) : start].strip():
            raise PatchRefused(self.pointer, BY_HAND)
        return Splice(spans.line_start(start), self._past_line(spans.of(self.node)[1]), "")

    def _emptied(self) -> Splice:
        """Nothing is left of it: an empty list is written as one."""
        spans = self.spans
        start, end = spans.of(self.parent)
        new = "[]" if isinstance(self.parent, Listed) else "{}"
        if spans.is_flow(self.parent):
            return Splice(start, end, new)
        line = spans.line_start(start)
        before = self.text[:line].rstrip("\n")
        if self.text[line:start].strip() or not before.rstrip().endswith(":"):
            raise PatchRefused(self.pointer, BY_HAND)
        return Splice(len(before.rstrip()), end, f" {new}")

    def move(self, by: int) -> list[Splice]:
        spans, children = self.spans, self.spans.children(self.parent)
        here = int(self.step) if self.step.isdecimal() else -1
        there = here + by
        if self.node is None or not isinstance(self.parent, Listed) or not 0 <= there < len(children):
            raise PatchRefused(self.pointer, "不能再往前（后）移")
        if spans.is_flow(self.parent):
            chunks = [spans.of(each) for each in children]
        else:
            chunks = [self._chunk(number) for number in range(len(children))]
        order = [*range(len(children))]
        order.insert(there, order.pop(here))
        ended = [self.text[slice(*chunk)].removesuffix("\n") for chunk in chunks]
        return [
            Splice(start, end, ended[other] + ("\n" if self.text[start:end].endswith("\n") else ""))
            for (start, end), other in zip(chunks, order, strict=True)
            if ended[other] != self.text[start:end].removesuffix("\n")
        ]

    def _chunk(self, place: int) -> tuple[int, int]:
        """The lines of an entry of a list, with the comment lines right above it."""
        spans = self.spans
        start = spans.line_start(spans.begin_in(self.parent, place))
        if self.text[start : spans.begin_in(self.parent, place)].strip():
            raise PatchRefused(self.pointer, BY_HAND)
        first = spans.line_start(spans.of(self.parent)[0])
        while start > first and self.text[spans.line_start(start - 1) : start].lstrip().startswith("#"):
            start = spans.line_start(start - 1)
        return start, self._past_line(spans.of(spans.children(self.parent)[place])[1])

    def _past_line(self, at: int) -> int:
        end = self.spans.line_end(at)
        return min(end + 1, len(self.text))


def _child(node: Node | None, step: str) -> Node | None:
    if isinstance(node, Mapping):
        return node.entries.get(step)
    if isinstance(node, Listed) and step.isdecimal() and int(step) < len(node.items):
        return node.items[int(step)]
    return None
