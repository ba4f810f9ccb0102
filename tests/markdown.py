"""Headings, links and fenced blocks of a Markdown page, as far as our pages use them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

FENCE = re.compile(
    r"(?:^<!-- not run in tests: (?P<why>[^\n]+?) -->\n+)?^```(?P<language>\w*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `why_not_run` is the reason in the comment `<!-- not run in tests: … -->` right above it."""

    language: str
    body: str
    why_not_run: str | None


def blocks(text: str) -> list[Block]:
    return [Block(found["language"], found["body"], found["why"]) for found in FENCE.finditer(text)]


def prose(text: str) -> str:
    return FENCE.sub("", text)


def headings(text: str) -> list[tuple[int, str]]:
    """Level and words of each heading."""
    return [(len(marks), words) for marks, words in re.findall(r"^(#+) (.+)$", prose(text), re.MULTILINE)]


def links(text: str) -> Iterator[str]:
    """Targets inside the tree, without their anchors."""
    for found in LINK.finditer(prose(text)):
        target = found["target"].partition("#")[0]
        if target and "://" not in target:
            yield target
