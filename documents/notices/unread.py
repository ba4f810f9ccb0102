"""What of a paper was used, and what was not."""

from collections.abc import Iterable
from fractions import Fraction

from documents.notices.noise import Noise
from documents.notices.passages import Span

_LEAST = 2  # a 分 that was left over says nothing
_NO_MATTER = frozenset("|，。；：、（）()“”‘’《》,.;:!?！？-—_")


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, without overlap."""
    kept: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def unread_of(text: str, used: Iterable[Span], noise: Noise) -> tuple[Span, ...]:
    """The stretches that hold letters and were not used, without the blanks around them."""
    plain = _without(text, noise)
    gaps: list[Span] = []
    last = 0
    for start, end in [*merged(used), (len(text), len(text))]:
        gaps.extend(_lines(plain, last, start))
        last = max(last, end)
    return tuple(gaps)


def _without(text: str, noise: Noise) -> str:
    """The text with blanks where noise stands, as long as before."""
    kept, last = [], 0
    for start, end in noise.spans:
        kept += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*kept, text[last:]])


def _lines(text: str, start: int, end: int) -> Iterable[Span]:
    for line in text[start:end].split("\n"):
        after = start + len(line)
        first, last = after - len(line.lstrip()), start + len(line.rstrip())
        if letters_in(text, first, last) >= _LEAST:
            yield first, last
        start = after + 1


def letters_in(text: str, start: int, end: int) -> int:
    """Letters and digits: blanks and stops say nothing."""
    return sum(not (letter.isspace() or letter in _NO_MATTER) for letter in text[start:end])


def share_read(text: str, unread: Iterable[Span], noise: Noise) -> Fraction:
    """Of the letters that belong to the notice, the share that was used."""
    plain = _without(text, noise)
    whole = letters_in(plain, 0, len(plain))
    left = sum(letters_in(plain, *span) for span in unread)
    return Fraction(whole - left, whole) if whole else Fraction(0)
