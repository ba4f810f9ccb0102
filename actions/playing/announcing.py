"""A holiday that is announced late: until then the days are counted as they had been told, from then on anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from actions.behaving.written import ChangedDay, LateHoliday
from actions.calendars import tell_days
from actions.playing.cast import Player
from actions.playing.errands import Errand, clerks
from actions.playing.hours import RECORDING, at
from actions.playing.stage import Stage
from config.scheme import Scheme
from models.database import Database
from workdays.days import DayKind, DayRow
from workdays.seed import seed_rows


def tell_the_days_before(database: Database, scheme: Scheme, holidays: Sequence[LateHoliday], *, now: datetime) -> None:
    """The years as they stood before the announcements."""
    changed = {day.date: day for each in holidays for day in each.days}
    years = sorted({scheme.year, *(day.year for day in changed)})
    with database.write() as tx:
        tell_days(
            tx,
            [_before(row, changed.get(row.date)) for year in years for row in seed_rows(year)],
            office_id=None,
            now=now,
        )


def _before(row: DayRow, changed: ChangedDay | None) -> DayRow:
    return row if changed is None else replace(row, kind=DayKind(changed.was.value), name="")


def announcement(stage: Stage, holiday: LateHoliday) -> Errand:
    """调整工作日历 on the day of the announcement, be it a rest day: what would change is looked at first."""
    moment = at(holiday.announced_on, RECORDING)
    return Errand(max(moment, stage.begins_at), clerks(stage)[0], partial(_announce, stage, holiday))


def _announce(stage: Stage, holiday: LateHoliday, by: Player, now: datetime) -> None:
    data: dict[str, Any] = {
        "office": stage.scheme.office.code,
        "days": [{"date": day.date, "kind": day.kind.value, "name": day.name} for day in holiday.days],
        "source": holiday.source,
    }
    if stage.do("override_days", data, by=by, now=now) is not None:
        stage.do("override_days", {**data, "apply": True}, by=by, now=now)
        stage.count_days_again()
