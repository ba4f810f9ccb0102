"""工作日历的调整, and by which ways people, units and other systems are told (渠道、接收方)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from starlette.responses import Response

from actions.acts import Done, Refused
from actions.doors import Door
from actions.performing import perform
from models.calendars import CalendarDay
from models.contacts import Contact
from models.listeners import listeners_of
from models.persons import Person
from models.vault import vault_of
from web.kernel.flashes import flash
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages, Posted
from web.kernel.visit import Visit
from web.year.access import OFFICE, SETTERS, allowed, demand
from web.year.people import channels_of, masked_address
from workdays.days import DayKind
from workdays.seed import is_announced

pages = Pages(navigation=[nav("工作日历", "/year/days", *SETTERS[:3], group=Group.SETTINGS)])
ROWS = 8
"""How many days the form takes at once."""


@pages.get("/year/days", access=OFFICE)
def days(visit: Visit) -> Response:
    return _days(visit)


def _days(visit: Visit, *, typed: Posted | None = None, seen: Done | None = None, refused: Refused | None = None,
          about: str = "") -> Response:  # fmt: skip
    demand(visit, "manage_calendar")
    provisional = _provisional(visit)
    return visit.page(
        "year/days.html",
        status=422 if refused else 200,
        overrides=_overrides(visit),
        waiting=[(year, is_announced(year)) for year in provisional],
        kinds=[kind for kind in DayKind if kind is not DayKind.MAKEUP_WORKDAY],
        rows=range(ROWS),
        typed=typed,
        seen=seen,
        refused=refused,
        about=about,
    )


def _overrides(visit: Visit) -> Sequence[Any]:
    """The office's own days, the newest word of each."""
    query = (
        select(CalendarDay.t, Person.c.name.label("by"))
        .outerjoin(Person.t, Person.c.id == CalendarDay.c.recorded_by)
        .where(CalendarDay.c.office_id == visit.at.office_id)
        .order_by(CalendarDay.c.date.desc(), CalendarDay.c.version.desc())
    )
    newest: dict[date, Any] = {}
    for row in visit.tx.execute(query):
        newest.setdefault(row.date, row)
    return [(DayKind(row.kind), row) for row in newest.values()]


def _provisional(visit: Visit) -> list[int]:
    """Years whose days still await the State Council's notice."""
    newest = (
        select(CalendarDay.c.date, func.max(CalendarDay.c.version).label("version"))
        .where(CalendarDay.c.office_id.is_(None))
        .group_by(CalendarDay.c.date)
        .subquery()
    )
    query = (
        select(CalendarDay.c.date)
        .join(newest, (newest.c.date == CalendarDay.c.date) & (newest.c.version == CalendarDay.c.version))
        .where(CalendarDay.c.office_id.is_(None), CalendarDay.c.provisional)
    )
    return sorted({day.year for day in visit.tx.scalars(query)})


@pages.post("/year/days", access=OFFICE)
def override(visit: Visit, posted: Posted) -> Response:
    """影响先看，再决定."""
    told = {"office": visit.at.office_code, "days": _told_days(posted), "source": posted.get("source")}
    return _changed(visit, posted, "override_days", told, about="days")


def _told_days(posted: Posted) -> list[dict[str, str]]:
    found = ({name: posted.get(f"days.{n}.{name}") for name in ("date", "kind", "name")} for n in range(ROWS))
    return [each for each in found if each["date"]]


@pages.post("/year/days/announce", access=OFFICE)
def announce(visit: Visit, posted: Posted) -> Response:
    told = {"office": visit.at.office_code, "year": posted.get("year")}
    return _changed(visit, posted, "announce_year", told, about=posted.get("year"))


def _changed(visit: Visit, posted: Posted, act: str, told: dict[str, Any], *, about: str) -> Response:
    apply = posted.get("apply") == "true"
    door = Door(now=visit.now, by=visit.by)
    try:
        done = perform(visit.surroundings.database, act, {**told, "apply": apply}, door=door)
    except Refused as refused:
        return _days(visit, typed=posted, refused=refused, about=about)
    if not apply:
        return _days(visit, typed=posted, seen=done, about=about)
    return flash(visit.redirect("/year/days"), "success", done.summary)


@pages.get("/year/channels", access=OFFICE)
def channels(visit: Visit) -> Response:
    """The channels of units, the systems that listen, and who has no channel at all."""
    demand(visit, "manage_listeners")
    directory, vault = visit.directory, vault_of(visit.tx)
    standing = [unit for unit in directory.units.values() if unit.stands]
    reached = set(visit.tx.scalars(select(Contact.c.person_id).where(Contact.c.is_active)))
    return visit.page(
        "year/channels.html",
        units=[(unit, found) for unit, found in _of_units(visit, standing) if found],
        everybody=standing,
        without=[person for person in directory.persons.values() if person.id not in reached],
        listeners=[(row, masked_address(vault, row.target)) for row in listeners_of(visit.tx, visit.at.office_id)],
        may_listen=allowed(visit, "manage_listeners"),
    )


def _of_units(visit: Visit, standing: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Every unit's channels, in one question."""
    found = channels_of(visit, units=[unit.id for unit in standing])
    return [(unit, [each for each in found if each.unit == unit.id]) for unit in standing]
