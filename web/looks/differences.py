"""What changed between two texts, in pieces that a reader can follow: numbers and Latin words change whole."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Indel

Piece = tuple[str, str]
"""`same`, `old` or `new`, and a text."""

TOKEN = re.compile(r"\d[\d,.]*|[A-Za-z]+|.", re.DOTALL)
SHORTEST = 2
"""One character that happens to stand in both says nothing: it is shown with what changed around it."""


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The old text is the pieces without `new`, the new text those without `old`."""
    return tuple(_joined(_pieces(old, new)))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    steps = list(Indel.opcodes(before, after))
    for place, step in enumerate(steps):
        taken = "".join(before[step.src_start : step.src_end])
        put = "".join(after[step.dest_start : step.dest_end])
        if step.tag == "equal" and not _too_short(taken, first=place == 0, last=place == len(steps) - 1):
            yield "same", taken
        else:
            yield "old", taken
            yield "new", put


def _too_short(text: str, *, first: bool, last: bool) -> bool:
    return not first and not last and len(text) < SHORTEST and text.isalnum()


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece; between two that stay, all that went stands before all that came."""
    gone, come = "", ""
    for kind, text in pieces:
        if kind == "same" and text:
            yield from ((each, said) for each, said in (("old", gone), ("new", come)) if said)
            gone, come = "", ""
            yield kind, text
        elif kind == "old":
            gone += text
        else:
            come += text
    yield from ((each, said) for each, said in (("old", gone), ("new", come)) if said)
