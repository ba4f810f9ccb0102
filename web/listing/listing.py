"""A list, declared: which rows, which columns, which filters, in which order; run against what the reader asks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from web.kernel.words import Words
from web.listing.asking import ALL, PAGE, SIZE, SORT, Asking, Params
from web.listing.cells import Draw, Exported, Look
from web.listing.filters import Asked, Field, Filter, Kind
from web.listing.shown import Head, Shown, ShownRow, Step

SIZES = (20, 50, 100, 200)
PRINTED_AT_MOST = 3000
"""Rows that one page can hold and a printer should; more are exported."""
EXPORTED_AT_MOST = 100_000
CHUNK = 500


class Align(StrEnum):
    START = "start"
    CENTER = "center"
    END = "end"


class Phone(StrEnum):
    """What becomes of a column where a row is a card: its heading, a line of it, or nothing."""

    HEADING = "heading"
    LINE = "line"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Column:
    """`sort` makes it sortable; `descends` lets the first click show the greatest first."""

    key: str
    label: str
    draw: Draw
    sort: ColumnElement[Any] | None = None
    descends: bool = False
    is_exported: bool = True
    align: Align = Align.START
    phone: Phone = Phone.LINE


@dataclass(frozen=True, slots=True)
class Order:
    """The order that a list has by itself. `says`: what stands above it, as 按得分排序."""

    by: Sequence[ColumnElement[Any]]
    says: str = "按规范序列，排名不分先后"


@dataclass(frozen=True, slots=True)
class Tick:
    """A box before every row, for acts on several: sent with the form `form` as `name`, at most `at_most` at a time."""

    name: str
    form: str
    value: Callable[[Any], str]
    label: Callable[[Any], str]
    may: Callable[[Any], bool] = lambda _row: True
    at_most: int = 100


Read = Callable[[Connection, Sequence[Any]], Sequence[Any]]


def as_found(_tx: Connection, rows: Sequence[Any]) -> Sequence[Any]:
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """`statement` already carries what the reader may see; `key` tells its rows apart and settles every order.

    `read` completes the rows of one page in queries of its own, so many for a page whatever its length. `name` keeps
    several lists of one page apart. `tone` marks a row: good, warn or bad. `empty` and `advice` are said where there is
    nothing at all: that there is nothing, and what to do or to wait for.
    """

    title: str
    statement: Select[Any]
    key: ColumnElement[Any]
    columns: tuple[Column, ...]
    order: Order
    filters: tuple[Filter, ...] = ()
    empty: str = "目前没有内容"
    advice: str = ""
    name: str = ""
    read: Read = as_found
    tick: Tick | None = None
    tone: Callable[[Any], str] = lambda _row: ""
    sizes: Sequence[int] = SIZES

    def run(self, tx: Connection, params: Params, *, words: Words | None = None, path: str = "") -> Shown:
        """One page of the list, in two queries and those of `read`."""
        words = words or Words()
        asking = self._asking(params, path)
        asked = self._asked(asking, words)
        total = self._count(tx, asked)
        whole = asking.is_whole and total <= PRINTED_AT_MOST
        size = max(total, 1) if whole else asking.size(self.sizes)
        pages = max(-(-total // size), 1)
        page = min(max(asking.page, 1), pages) if not whole else 1
        found = tx.execute(self._ordered(asked, asking).limit(size).offset((page - 1) * size)).all() if total else []
        rows = tuple(self._row(row, words) for row in self.read(tx, found))
        return Shown(
            title=words.say(self.title),
            name=self.name or "list",
            heads=self._heads(asking, rows, words),
            rows=rows,
            groups=tuple(each.fields for each in asked),
            chosen=tuple(each.words for each in asked if each.words),
            total=total,
            page=page,
            pages=pages,
            size=size,
            sized=tuple(Step(each, asking.but(**{SIZE: str(each)}).address) for each in self.sizes),
            sorts=Field(Kind.SELECT, asking.name(SORT), words("排序"), self._sort_value(asking), self._sorts(words)),
            is_whole=whole,
            whole=asking.but(**{ALL: "1"}).address if total <= PRINTED_AT_MOST else "",
            order=self._order_words(asking, words),
            default_order=words.say(self.order.says),
            is_exportable=total <= EXPORTED_AT_MOST,
            empty=words.say(self.empty),
            advice=words.say(self.advice),
            tick=self.tick,
            asking=asking,
            cleared=asking.without(*(key for each in self.filters for key in each.keys)).address,
            steps=tuple(Step(each, asking.but(**{PAGE: str(each)}).address) for each in _near(page, pages)),
            kept=asking.kept(*(key for each in self.filters for key in each.keys), SORT),
        )

    def rows(self, tx: Connection, params: Params, *, words: Words) -> Iterator[tuple[Exported, ...]]:
        """Every row that the filters leave, in the reader's order: what an export holds."""
        asking = self._asking(params, "")
        statement = self._ordered(self._asked(asking, words), asking)
        draws = [column.draw for column in self.columns if column.is_exported]
        with tx.execute(statement.execution_options(yield_per=CHUNK)) as found:
            for chunk in found.partitions():
                for row in self.read(tx, chunk):
                    yield tuple(draw(row, words).value for draw in draws)

    def count(self, tx: Connection, params: Params, *, words: Words) -> int:
        return self._count(tx, self._asked(self._asking(params, ""), words))

    def said(self, params: Params, *, words: Words) -> tuple[tuple[tuple[str, str], ...], str]:
        """The filters in words, and the order."""
        asking = self._asking(params, "")
        chosen = tuple(each.words for each in self._asked(asking, words) if each.words)
        return chosen, self._order_words(asking, words)

    def _asking(self, params: Params, path: str) -> Asking:
        return Asking.of(params, prefix=f"{self.name}." if self.name else "", path=path)

    def _asked(self, asking: Asking, words: Words) -> tuple[Asked, ...]:
        return tuple(each.read(asking, words) for each in self.filters)

    def _filtered(self, asked: Sequence[Asked]) -> Select[Any]:
        return self.statement.where(*(each.where for each in asked if each.where is not None))

    def _count(self, tx: Connection, asked: Sequence[Asked]) -> int:
        keys = self._filtered(asked).with_only_columns(self.key, maintain_column_froms=True).order_by(None)
        return tx.execute(select(func.count()).select_from(keys.subquery())).scalar_one()

    def _ordered(self, asked: Sequence[Asked], asking: Asking) -> Select[Any]:
        column, descends = self._sorted(asking)
        chosen = []
        if column is not None and column.sort is not None:
            chosen = [(column.sort.desc() if descends else column.sort.asc()).nulls_last()]
        return self._filtered(asked).order_by(None).order_by(*chosen, *self.order.by, self.key)

    def _sorted(self, asking: Asking) -> tuple[Column | None, bool]:
        key, descends = asking.sort
        return next((each for each in self.columns if each.key == key and each.sort is not None), None), descends

    def _order_words(self, asking: Asking, words: Words) -> str:
        column, descends = self._sorted(asking)
        if column is None:
            return words.say(self.order.says)
        said = words.say(column.label)
        way = words("降序") if descends else words("升序")
        return words("按%(column)s排序（%(way)s）", column=said, way=way)

    def _heads(self, asking: Asking, rows: Sequence[ShownRow], words: Words) -> tuple[Head, ...]:
        """A column of numbers stands at the end, its head too."""
        numbers = {at for row in rows for at, cell in enumerate(row.cells) if cell.look is Look.NUMBER}
        heads = (self._head(each, asking, words) for each in self.columns)
        return tuple(replace(head, align=Align.END) if at in numbers else head for at, head in enumerate(heads))

    def _sort_value(self, asking: Asking) -> str:
        column, descends = self._sorted(asking)
        return "" if column is None else f"-{column.key}" if descends else column.key

    def _sorts(self, words: Words) -> tuple[tuple[str, str], ...]:
        """Every way to sort, for where the heads of the columns are not seen."""
        ways = (("", words("升序")), ("-", words("降序")))
        return tuple(
            (f"{sign}{column.key}", f"{words.say(column.label)} {way}")
            for column in self.columns
            if column.sort is not None
            for sign, way in ways
        )

    def _head(self, column: Column, asking: Asking, words: Words) -> Head:
        label = words.say(column.label)
        if column.sort is None:
            return Head(column.key, label, column.align, column.phone, column.is_exported)
        # First click, second click, and the third goes back to the order of the list.
        steps = [f"-{column.key}", column.key] if column.descends else [column.key, f"-{column.key}"]
        now = self._sort_value(asking)
        after = dict(zip(["", *steps], [*steps, ""], strict=True)).get(now, steps[0])
        direction = "" if now not in steps else "descending" if now.startswith("-") else "ascending"
        href = asking.but(**{SORT: after}).address
        return Head(column.key, label, column.align, column.phone, column.is_exported, href, direction)

    def _row(self, row: Any, words: Words) -> ShownRow:
        tick = self.tick
        ticked = (tick.value(row), tick.label(row)) if tick is not None and tick.may(row) else None
        return ShownRow(row, tuple(each.draw(row, words) for each in self.columns), self.tone(row), ticked)


def _near(page: int, pages: int) -> tuple[int, ...]:
    """The pages that are offered: both ends and those beside this one."""
    wanted = {1, pages, *range(page - 2, page + 3)}
    return tuple(sorted(each for each in wanted if 1 <= each <= pages))
