"""A YAML text read into a tree that knows where everything stands.

Safe by construction: nothing is built from a tag, numbers never pass through binary floats, and what aliases would grow
into is counted before it grows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from config.pointers import pointer_of
from config.syntax import Spot, TextFault, Unreadable, yaml_fault
from config.yaml_text import ALIAS, DOCUMENT, MAPPING_END, SCALAR, SEQUENCE, SEQUENCE_END, events_of

MAX_DEPTH = 40
MAX_NODES = 100_000

_NULL = re.compile(r"~|null|Null|NULL|")
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# 0571 is a dialling code and 007 a code, not numbers: a leading zero keeps them text.
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+|[-+]?(?:0|[1-9][0-9]*)\.")
_MAX_DIGITS = 60


@dataclass(slots=True)
class Node:
    """A value of the text; `size` and `depth` are those it has once its aliases are written out."""

    start: Spot
    end: Spot
    size: int = 1
    depth: int = 1


@dataclass(slots=True)
class Scalar(Node):
    value: str | int | Decimal | bool | None = None


@dataclass(slots=True)
class Sequence(Node):
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(Node):
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Spot] = field(default_factory=dict)


def read_tree(text: str) -> tuple[Mapping, tuple[TextFault, ...]]:
    """The tree, and the faults that did not stop the reading (repeated keys)."""
    reader = _Reader(events_of(text))
    try:
        root = reader.document()
    except MarkedYAMLError as error:
        raise Unreadable(replace(yaml_fault(error, text), pointer=reader.pointer)) from error
    return root, tuple(reader.faults)


def plain(node: Node) -> Any:
    """Ordinary dicts, lists and scalars; every alias becomes a copy of its own."""
    if isinstance(node, Mapping):
        return {key: plain(child) for key, child in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(child) for child in node.items]
    return node.value if isinstance(node, Scalar) else None


def scalar_value(text: str) -> str | int | Decimal | bool | None:
    """What an unquoted scalar means by the core schema of YAML 1.2: `no` is a word, 0.2 is exactly 0.2."""
    if text in _BOOL:
        return _BOOL[text]
    if _NULL.fullmatch(text):
        return None
    if len(text) <= _MAX_DIGITS and _INT.fullmatch(text):
        return int(text)
    if len(text) <= _MAX_DIGITS and _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text


class _Reader:
    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._anchors: dict[str, Node] = {}
        self._open: set[str] = set()
        self._nodes = 0
        self._path: list[str | int] = []
        self.faults: list[TextFault] = []

    def document(self) -> Mapping:
        event = self._next_content()
        if event is None:
            raise self._refused(Spot(1, 1), "文件是空的", "至少要写 scheme、title、year、units、indicators 等")
        root = self._node(event, depth=1)
        if not isinstance(root, Mapping):
            raise self._refused(root.start, "方案的最外层要写成“键: 值”的形式", "例如第一行写 scheme: my-office-2019")
        extra = self._next_content()
        if extra is not None:
            raise self._refused(
                _spot(extra.start_mark), "一个文件只写一个方案，这里又开始了一个", "删去 --- 及其后的内容"
            )
        return root

    def _next_content(self) -> Any:
        """The first event of the next document's content; None at the end of the text, or for an empty document."""
        for event in self._events:
            if isinstance(event, DOCUMENT):
                content = next(self._events)
                blank = isinstance(content, SCALAR) and content.implicit[0] and not content.value
                return None if blank else content
        return None

    def _node(self, event: Any, *, depth: int) -> Node:
        if isinstance(event, ALIAS):
            return self._alias(event, depth=depth)
        spot = _spot(event.start_mark)
        if depth > MAX_DEPTH:
            raise self._refused(spot, f"嵌套超过 {MAX_DEPTH} 层", "方案不需要这样深的层次，请检查缩进或括号")
        anchor = getattr(event, "anchor", None)
        if anchor is None:
            return self._content(event, spot, depth=depth)
        self._open.add(anchor)
        self._anchors[anchor] = node = self._content(event, spot, depth=depth)
        self._open.discard(anchor)
        return node

    def _content(self, event: Any, spot: Spot, *, depth: int) -> Node:
        self._count(1, spot)
        tag = getattr(event, "tag", None)
        if tag is not None:
            sentence = f"不支持标签“{tag}”：方案里只写普通的文字、数字和日期"
            raise self._refused(spot, sentence, "删去 ! 开头的标签；文字以 ! 开头的要加引号")
        if isinstance(event, SCALAR):
            value = scalar_value(event.value) if event.implicit[0] and not event.style else event.value
            return Scalar(spot, _spot(event.end_mark), value=value)
        if isinstance(event, SEQUENCE):
            return self._sequence(spot, depth=depth)
        return self._mapping(spot, depth=depth)

    def _sequence(self, spot: Spot, *, depth: int) -> Sequence:
        node = Sequence(spot, spot)
        while not isinstance(event := next(self._events), SEQUENCE_END):
            self._path.append(len(node.items))
            self._adopt(node, child := self._node(event, depth=depth + 1))
            self._path.pop()
            node.items.append(child)
        node.end = _spot(event.end_mark)
        return node

    def _mapping(self, spot: Spot, *, depth: int) -> Mapping:
        node = Mapping(spot, spot)
        while not isinstance(event := next(self._events), MAPPING_END):
            key, key_spot = self._key(event)
            self._path.append(key)
            child = self._node(next(self._events), depth=depth + 1)
            if key in node.entries:
                first = node.keys[key]
                sentence = f"键“{key}”重复：第 {first.line} 行已经写过，后写的会被丢掉"
                self.faults.append(self._fault(key_spot, sentence, "删去一处，或改成不同的键"))
            else:
                self._adopt(node, child)
                node.entries[key], node.keys[key] = child, key_spot
            self._path.pop()
        node.end = _spot(event.end_mark)
        return node

    def _key(self, event: Any) -> tuple[str, Spot]:
        spot = _spot(event.start_mark)
        if not isinstance(event, SCALAR) or not event.value:
            raise self._refused(spot, "键要写成一个词", "例如 title: 名称")
        if event.value == "<<" and not event.style:
            raise self._refused(spot, "不支持合并键 <<", "把要合并的内容直接写出来")
        return event.value, spot

    def _alias(self, event: Any, *, depth: int) -> Node:
        spot = _spot(event.start_mark)
        if event.anchor in self._open:
            raise self._refused(spot, f"别名 *{event.anchor} 引用了包含它自己的内容，永远展不开", "改成直接写出内容")
        node = self._anchors.get(event.anchor)
        if node is None:
            raise self._refused(
                spot,
                f"别名 *{event.anchor} 没有对应的锚点 &{event.anchor}",
                "* 开头的文字要加引号；* 在 YAML 里表示别名",
            )
        self._count(node.size, spot, "别名层层引用会使文件无限膨胀；直接写出内容")
        if depth + node.depth > MAX_DEPTH + 1:
            raise self._refused(spot, f"展开别名后嵌套超过 {MAX_DEPTH} 层", "改成直接写出内容")
        return node

    def _count(self, size: int, spot: Spot, advice: str = "一个方案一个文件，去掉无关内容") -> None:
        self._nodes += size
        if self._nodes > MAX_NODES:
            raise self._refused(spot, f"内容展开后超过 {MAX_NODES} 项", advice)

    @property
    def pointer(self) -> str:
        """Where the reading stands."""
        return pointer_of(tuple(self._path))

    def _fault(self, spot: Spot, sentence: str, suggestion: str) -> TextFault:
        return TextFault(spot, sentence, suggestion, self.pointer)

    def _refused(self, spot: Spot, sentence: str, suggestion: str) -> Unreadable:
        return Unreadable(self._fault(spot, sentence, suggestion))

    @staticmethod
    def _adopt(parent: Node, child: Node) -> None:
        parent.size += child.size
        parent.depth = max(parent.depth, child.depth + 1)


def _spot(mark: Any) -> Spot:
    return Spot(mark.line + 1, mark.column + 1)
