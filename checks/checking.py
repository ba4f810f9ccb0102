"""Everything doubtful in a scheme, asked once: the command, the editor and publishing all call `check`."""

from collections.abc import Mapping

from checks.authority import doubts_of_authority
from checks.burden import doubts_of_burden
from checks.carried import doubts_of_carried
from checks.dates import doubts_of_dates
from checks.doubt import Doubt, Severity, error
from checks.ladders import doubts_of_ladders
from checks.letters import doubts_of_letters
from checks.liability import doubts_of_liability
from checks.pace import doubts_of_pace
from checks.points import doubts_of_points
from checks.reach import doubts_of_reach
from checks.results import doubts_of_results
from checks.rules.rules import doubts_of_rules
from checks.seats import doubts_of_seats
from checks.spare import doubts_of_spare
from checks.texts import doubts_of_manners, doubts_of_texts
from checks.units import doubts_of_units
from checks.year import year_plan
from config.scheme import Scheme
from workdays.calendar import CalendarError, WorkCalendar
from workdays.naming import PeriodNeeded


def check(scheme: Scheme, *, calendar: WorkCalendar, templates: Mapping[str, str] | None = None) -> tuple[Doubt, ...]:
    """Every doubt once, errors first, otherwise in the order of the rooms that raise them. Pure.

    `templates` are the shipped messages by code; without them the office's own wording is not looked at.
    """
    doubts = [
        *doubts_of_units(scheme),
        *doubts_of_points(scheme),
        *doubts_of_seats(scheme),
        *doubts_of_liability(scheme),
        *doubts_of_ladders(scheme),
        *doubts_of_pace(scheme),
        *doubts_of_letters(scheme),
        *doubts_of_authority(scheme),
        *doubts_of_rules(scheme),
        *doubts_of_carried(scheme),
        *doubts_of_results(scheme),
        *doubts_of_spare(scheme),
        *doubts_of_manners(scheme),
        *(doubts_of_texts(scheme, templates) if templates is not None else ()),
        *_of_the_plan(scheme, calendar),
    ]
    order = {severity: place for place, severity in enumerate(Severity)}
    return tuple(sorted(dict.fromkeys(doubts), key=lambda doubt: order[doubt.severity]))


def has_errors(doubts: tuple[Doubt, ...]) -> bool:
    return any(doubt.severity is Severity.ERROR for doubt in doubts)


def _of_the_plan(scheme: Scheme, calendar: WorkCalendar) -> tuple[Doubt, ...]:
    try:
        plan = year_plan(scheme, calendar)
    except (CalendarError, PeriodNeeded) as refusal:
        return (error("/year", f"期限算不出来：{refusal}", "先导入这一年的工作日历"), *doubts_of_burden(scheme, ()))
    return (
        *doubts_of_dates(scheme, plan, calendar),
        *doubts_of_reach(scheme, plan, calendar),
        *doubts_of_burden(scheme, plan),
    )
