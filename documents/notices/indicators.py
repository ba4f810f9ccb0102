"""An indicator as it was read: what the paper says of it, and where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from documents.notices.clause import Clause, ClauseKind
from documents.notices.leads import NOBODY, Charge
from documents.notices.passages import Passage, Told
from documents.notices.targets import FoundTarget


@dataclass(frozen=True, slots=True)
class ReadSegment:
    """【…（人事部牵头）】: a part of an indicator with a lead of its own."""

    title: Told[str]
    words: Told[str]
    charge: Charge
    targets: tuple[FoundTarget, ...] = ()


@dataclass(slots=True)
class ReadIndicator:
    """Grown while the paper is read, then left as it is.

    `number` is how it is numbered; `marked_out` stands where its points should be and is no number; `text` is what it
    asks for, `goal` the year's goal beside it; `repeated` are headers of it that a page break printed again, which says
    nothing where every row of a table names it (`is_filled_down`).
    """

    title: Told[str]
    words: Told[str]
    rank: float = 0
    number: Told[str] | None = None
    points: Told[Decimal] | None = None
    marked_out: Told[str] | None = None
    star: Told[str] | None = None
    charge: Charge = NOBODY
    text: Told[str] | None = None
    goal: Told[str] | None = None
    targets: tuple[FoundTarget, ...] = ()
    segments: tuple[ReadSegment, ...] = ()
    clauses: list[Clause] = field(default_factory=list)
    children: list["ReadIndicator"] = field(default_factory=list)
    repeated: list[Told[str]] = field(default_factory=list)
    shifted: list[Told[str]] = field(default_factory=list)
    is_filled_down: bool = False
    passage: Passage | None = field(default=None, repr=False, compare=False)
    rules: Passage | None = field(default=None, repr=False, compare=False)
    more: list[Passage] = field(default_factory=list, repr=False, compare=False)

    @property
    def is_leaf(self) -> bool:
        return not self.children

    @property
    def item_points(self) -> Decimal | None:
        """What its own items (0.1分 each) come to, where it has any."""
        priced = (ClauseKind.ITEM, ClauseKind.BANDS)
        items = [each.points[0].value for each in self.clauses if each.kind in priced and each.points]
        return sum(items, Decimal(0)) if items else None

    @property
    def worth(self) -> Decimal | None:
        """Its points; or those of its items or parts where it names none and they all do."""
        if self.points is not None:
            return self.points.value
        parts = [each.worth for each in self.children]
        known = [each for each in parts if each is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(parts) else self.item_points


def walked(roots: Iterable[ReadIndicator], level: int = 1) -> Iterator[tuple[int, ReadIndicator]]:
    """Every indicator with its level, each before its parts."""
    for root in roots:
        yield level, root
        yield from walked(root.children, level + 1)


def leaves(roots: Iterable[ReadIndicator]) -> Iterator[ReadIndicator]:
    return (each for _, each in walked(roots) if each.is_leaf)
