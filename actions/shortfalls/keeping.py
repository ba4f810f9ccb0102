"""The clock keeps the lights as they are reckoned: those whose figures or targets have changed, and no others."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, select

from actions.clockwork import Counts, Round
from actions.context import Act
from actions.published import Published, published_of
from actions.shortfalls.tracking import Tracked, tracked_of
from config.zone import SHANGHAI
from models.assignments import Assignment
from models.claiming import claimed
from models.lights import STALE, KeptLight, LightDue
from models.writing import insert_rows
from states.pace import Light

Kept = dict[str, Any]
DAY = timedelta(days=1)


def kept_of(published: Published, each: Tracked) -> Kept:
    """What is kept of a target's light, with the days on which it is this one."""
    verified = [one for one in each.periods if one.figure is not None and one.figure.is_verified]
    turns = [*(one.since for one in each.values), *(one.since for one in published.editions)]
    known = [day for day in turns if day is not None]
    return {
        "assignment_id": each.assignment_id,
        "target_id": each.target_id,
        "begins_on": max((day for day in known if day <= each.today), default=None),
        "ends_on": min((day - DAY for day in known if day > each.today), default=None),
        "light": each.latest.light.value,
        "verified": verified[-1].light.value if verified else Light.NONE.value,
        "verified_on": verified[-1].as_of if verified else None,
        "months": {f"{one.as_of:%Y-%m}": one.light.value for one in verified},
    }


def reckoned(tx: Connection, assignments: Sequence[Any], *, today: date) -> Iterator[Kept]:
    """What is to be kept of these assignments, given as rows; targets without a figure have nothing."""
    for year, own in groupby(sorted(assignments, key=_year), key=_year):
        published = published_of(tx, year, day=today)
        shared = {"office_id": published.office_id, "assessment_id": year}
        for each in tracked_of(tx, published.scheme, [row.id for row in own], today=today):
            if each.periods:
                yield {**shared, **kept_of(published, each)}


def _year(row: Any) -> int:
    return int(row.assessment_id)


def _stale(tx: Connection, now: datetime, limit: int, **which: Any) -> Sequence[Any]:
    values = {"today": _day(now), "limit": limit}
    return claimed(tx, STALE, values, key=Assignment.c.id, **which)


def _keep(act: Act, rows: Sequence[Any]) -> Counts:
    """What becomes due while this reads stays due: only what was seen before is done with."""
    numbers = [row.id for row in rows]
    seen = list(act.tx.scalars(select(LightDue.c.id).where(LightDue.c.assignment_id.in_(numbers))))
    lights = [*reckoned(act.tx, rows, today=_day(act.now))]
    act.tx.execute(delete(KeptLight.t).where(KeptLight.c.assignment_id.in_(numbers)))
    insert_rows(act.tx, KeptLight.t, lights)
    act.tx.execute(delete(LightDue.t).where(LightDue.c.id.in_(seen)))
    return {}


def _day(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


LIGHTS = Round("light", _stale, _keep)
