"""A few hundred units with texts, days and moments, and a list of them: what the tests of lists look at."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from config.units import UnitKind
from models.units import Office, Unit
from web.listing import cells
from web.listing.filters import DayRange, Search, UnitChoice, choice_of
from web.listing.listing import Column, Listing, Order
from web.listing.names import Names

COUNT = 137
NAMED = {3: "县民政局", 7: "单县分中心", 11: "100%满意_窗口", 13: '=HYPERLINK("x")', 17: "-县残联", 19: "<b>粗</b>"}


def settle(tx: Connection) -> int:
    """137 units; the same begin day, position and kind come often, some days are missing."""
    office = tx.execute(Office.t.insert().values(code="county", name="县考核办").returning(Office.c.id)).scalar_one()
    rows = [
        {
            "office_id": office,
            "code": f"u{place}",
            "name": NAMED.get(place, f"第{place:03}单位"),
            "kind": list(UnitKind)[place % len(UnitKind)].value,
            "position": place * 7 % 20,
            "began_on": date(2019, 1, 1) + timedelta(days=place * 13 % 40) if place % 5 else None,
            "aliases": [],
        }
        for place in range(COUNT)
    ]
    tx.execute(Unit.t.insert(), rows)
    return int(office)


def names(tx: Connection) -> Names:
    return Names.of((row.id, (row.name, row.short)) for row in tx.execute(select(Unit.t).order_by(Unit.c.position)))


def units(tx: Connection, **changes: Any) -> Listing:
    known = names(tx)
    listing = Listing(
        title="单位一览",
        statement=select(Unit.t),
        key=Unit.c.id,
        columns=(
            Column("name", "单位", cells.text("name"), sort=Unit.c.name),
            Column("kind", "类别", cells.word(lambda row: UnitKind(row.kind)), sort=Unit.c.kind),
            Column("began", "设立日期", cells.day("began_on"), sort=Unit.c.began_on, descends=True),
            Column("place", "序号", cells.number("position"), sort=Unit.c.position),
            Column("do", "办理", cells.own("code"), is_exported=False),
        ),
        order=Order((Unit.c.position,)),
        filters=(
            Search(texts=(Unit.c.name,), names={Unit.c.id: known}),
            UnitChoice("unit", "单位", Unit.c.id, known),
            choice_of("kind", "类别", Unit.c.kind, UnitKind),
            DayRange("began", "设立日期", Unit.c.began_on, of_moments=False),
        ),
        empty="还没有单位",
    )
    return replace(listing, **changes)
