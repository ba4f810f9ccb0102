"""Which letters of a scheme's text a part of its tree takes up."""

import re

from config.source import Source
from config.syntax import Spot
from config.tree import Mapping, Node, Scalar, Sequence

_ANCHOR = re.compile(r"&\S+\s+")


class Spans:
    """From nodes to offsets. A block ends with its last content, not with the blank lines and comments behind it."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text

    def offset(self, spot: Spot) -> int:
        return self.source.offset(spot)

    def of(self, node: Node) -> tuple[int, int]:
        """From its first letter to behind its last."""
        start = self._content(node)
        if isinstance(node, Scalar):
            end = self.offset(node.end)
            return start, start + len(self.text[start:end].rstrip())
        if self.is_flow(node) or not (children := self.children(node)):
            return start, self.offset(node.end)
        return start, self.of(children[-1])[1]

    def _content(self, node: Node) -> int:
        start = self.offset(node.start)
        anchor = _ANCHOR.match(self.text, start)
        return anchor.end() if anchor else start

    def is_flow(self, node: Node) -> bool:
        """Whether it is written in brackets."""
        return not isinstance(node, Scalar) and self.text[self._content(node)] in "[{"

    def is_block(self, node: Node) -> bool:
        return not isinstance(node, Scalar) and not self.is_flow(node)

    def children(self, node: Node) -> list[Node]:
        if isinstance(node, Mapping):
            return [*node.entries.values()]
        return node.items if isinstance(node, Sequence) else []

    def begin_in(self, parent: Node, place: int) -> int:
        """Where an entry begins: at its key, at the dash of a list, or in brackets at itself."""
        if isinstance(parent, Mapping):
            return self.offset([*parent.keys.values()][place])
        start = self.offset(self.children(parent)[place].start)
        return start if self.is_flow(parent) else self.text.rindex("-", 0, start)

    def after_key(self, key: Spot, name: str, *, before: int) -> int:
        """Behind the colon of a key whose value begins on a line of its own; where comments stand between, there."""
        colon = self.text.index(":", self.offset(key) + len(name))
        return colon + 1 if not self.text[colon + 1 : before].strip() else before

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found
