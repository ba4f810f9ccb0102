"""A good scheme, and the ways to spoil it at one marked place."""

from dataclasses import dataclass
from pathlib import Path

GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")
MARK = "▲"


@dataclass(frozen=True)
class Spoiled:
    """A text with something wrong in it, and where: the place of the mark."""

    text: str
    line: int
    column: int


def spoiled(old: str, new: str, *, base: str = GOOD) -> Spoiled:
    """`base` with the one occurrence of `old` replaced; `new` bears a ▲ where the trouble is."""
    assert base.count(old) == 1, f"{old!r} stands {base.count(old)} times in the scheme"
    marked = base.replace(old, new)
    before, found, after = marked.partition(MARK)
    assert found, "no ▲ in the replacement"
    assert MARK not in after, "more than one ▲ in the replacement"
    lines = before.split("\n")
    return Spoiled(before + after, len(lines), len(lines[-1]) + 1)
