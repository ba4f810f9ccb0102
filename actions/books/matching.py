"""Which book a file is: by its stamp; else, of a report, by the unit that its name or its top line names (O17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.directory import UnitEntry
from documents.books.reading import Returned
from documents.books.stamps import Stamp
from documents.workbooks.layout import squeezed
from models.books import IssuedBook
from models.reports import Report
from models.windows import Window
from states.books import BookKind
from states.window import WindowState


@dataclass(frozen=True, slots=True)
class Matched:
    """`issued`: the export that it is. `unit` and `window`: what it seems to be, where it bears no stamp. `why` not."""

    issued: Any = None
    unit: int | None = None
    window: int | None = None
    why: str = ""


def matched(act: Act, returned: Returned, name: str) -> Matched:
    """Raises UnreadableWorkbook where the file cannot be read at all."""
    stamp = returned.stamp
    if stamp is not None:
        return _by_stamp(act, stamp)
    texts = [name, *(text for title in returned.sheets[:3] for text in returned.first_texts(title))]
    unit = _unit_named(act, texts)
    if unit is None:
        return Matched(why="表里没有版本戳，文件名和表头里也找不到单位名称")
    windows = _windows(act, unit.id)
    if len(windows) != 1:
        said = "目前没有开放的报送" if not windows else "目前开放的报送不止一次"
        return Matched(unit=unit.id, why=f"表里没有版本戳，像是{unit.shown}的，{said}，分不清是哪一次的")
    latest = (
        select(IssuedBook.t)
        .where(
            IssuedBook.c.office_id == act.office_id,
            IssuedBook.c.kind == BookKind.REPORT.value,
            IssuedBook.c.key == f"{windows[0]}:{unit.id}",
        )
        .order_by(IssuedBook.c.id.desc())
        .limit(1)
    )
    return Matched(act.tx.execute(latest).one_or_none(), unit.id, windows[0])


def _by_stamp(act: Act, stamp: Stamp) -> Matched:
    query = select(IssuedBook.t).where(IssuedBook.c.id == stamp.book, IssuedBook.c.office_id == act.office_id)
    row = act.tx.execute(query).one_or_none()
    if row is None or row.seal != stamp.seal:
        return Matched(why="版本戳不是本系统的，可能是从别处导出的表")
    return Matched(row, row.unit_id)


def _unit_named(act: Act, texts: Iterable[str]) -> UnitEntry | None:
    """The unit with the longest name among the texts, where it is one."""
    whole = squeezed(" ".join(texts))
    found: list[tuple[int, UnitEntry]] = []
    for unit in act.directory.units.values():
        names = [squeezed(name) for name in (unit.name, unit.short, *unit.aliases) if name]
        long = max((len(name) for name in names if name in whole), default=0)
        if unit.stands and long > 1:
            found.append((long, unit))
    found.sort(key=lambda each: -each[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _windows(act: Act, unit: int) -> list[int]:
    """The open windows in which this unit owes reports."""
    query = (
        select(Window.c.id)
        .where(
            Window.c.office_id == act.office_id,
            Window.c.state == WindowState.OPEN.value,
            Window.c.id.in_(select(Report.c.window_id).where(Report.c.unit_id == unit)),
        )
        .order_by(Window.c.id)
    )
    return list(act.tx.scalars(query))
