"""Papers for tests: a text as a file would give it, line by line."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from documents.notices.noise import noise_of
from documents.notices.normal import normalised
from documents.notices.paper import Paper, Place, Stretch

# The source documents are no part of the repository; where they lie beside it, the reader is held to them.
SEEDS = Path(__file__).parents[4].parent / "shared" / "seeds"


def paper_of(text: str, name: str = "通知.txt") -> Paper:
    return Paper(name, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text, tuple(_lines(text)))


def _lines(text: str) -> Iterator[Stretch]:
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        yield Stretch(start, start + len(line), Place(line=number))
        start += len(line) + 1


def plain(text: str) -> str:
    """A quote in one spelling, without blanks: as it is compared with what was read from it."""
    return re.sub(r"\s", "", normalised(text, noise_of(text)).text)
