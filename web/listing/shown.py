"""A list as it is shown: everything that its template draws, worked out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from web.listing.asking import EXPORT, PAGE, Asking
from web.listing.cells import Cell
from web.listing.filters import Field

if TYPE_CHECKING:
    from web.listing.listing import Align, Phone, Tick


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. `href` sorts by it; `direction` is that of `aria-sort`, where it is sorted by."""

    key: str
    label: str
    align: "Align"
    phone: "Phone"
    is_exported: bool = True
    href: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`row` is what the cells were drawn from; `ticked` value and label of its box, where it has one."""

    row: Any
    cells: tuple[Cell, ...]
    tone: str = ""
    ticked: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A page that one can go to."""

    page: int
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a list, or the whole of it for printing."""

    title: str
    name: str
    heads: tuple[Head, ...]
    rows: tuple[ShownRow, ...]
    groups: tuple[tuple[Field, ...], ...]
    chosen: tuple[tuple[str, str], ...]
    total: int
    page: int
    pages: int
    size: int
    sized: tuple[Step, ...]
    sorts: Field
    is_whole: bool
    whole: str
    order: str
    default_order: str
    is_exportable: bool
    empty: str
    advice: str
    tick: "Tick | None"
    asking: Asking
    cleared: str
    steps: tuple[Step, ...]
    kept: tuple[tuple[str, str], ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every box of the form; those of one filter stand together."""
        return tuple(field for group in self.groups for field in group)

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen)

    @property
    def total_shown(self) -> str:
        return f"{self.total:,}"

    @property
    def first(self) -> int:
        """The number of the first row of this page, counted from one."""
        return (self.page - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def before(self) -> str:
        return self._at(self.page - 1) if self.page > 1 else ""

    @property
    def after(self) -> str:
        return self._at(self.page + 1) if self.page < self.pages else ""

    @property
    def paged(self) -> Iterator[Step | None]:
        """The pages offered, with nothing where some are left out."""
        yield from self.steps[:1]
        for left, right in pairwise(self.steps):
            if right.page > left.page + 1:
                yield None
            yield right

    def export(self, form: str) -> str:
        """The address of the same list as a file."""
        return self.asking.but(**{EXPORT: form}).address

    def cells(self, row: ShownRow) -> Iterator[tuple[Head, Cell]]:
        return zip(self.heads, row.cells, strict=True)

    def _at(self, page: int) -> str:
        return self.asking.but(**{PAGE: str(page)}).address
