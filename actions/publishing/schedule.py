"""Windows, periods, reports and duties of a year, and the obligations that they are.

The whole year is written at publication: what opens later is on the calendar already, but on nobody's desk. One window
of one assignment is one obligation over all its periods, with a report for each period.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.context import Act
from actions.obligating import Owed, stored_deadline
from actions.publishing.catalogue import Codes, Given
from actions.publishing.late_start import Ruling, ruling_on
from checks.planned import Planned, Stage
from config.obligations import ObligationKind
from config.scheme import Scheme
from config.windowing import PlannedWindow, asked_by, owers_of, windows_of
from models.reports import Report
from models.windows import Period, Window
from models.writing import insert_rows
from states.report import ReportState
from states.rules import Await
from states.seating import writers
from states.subjects import SubjectFacts, SubjectKind
from states.window import WindowState
from workdays.periods import Period as Span


@dataclass(frozen=True, slots=True)
class Opened:
    """A window as written: its id, its periods' ids by code, and how a late start was ruled."""

    id: int
    planned: Planned
    window: PlannedWindow
    periods: Mapping[str, int]
    ruling: Ruling
    is_open: bool = False  # it stood already, and is being filled


Asks = Callable[[Opened, Given, int], bool]


def _everything(_window: Opened, _given: Given, _unit: int) -> bool:
    return True


def window_key(code: str, occasion: str) -> str:
    """How an obligation names its window: `monthly/2019-06`."""
    return f"{code}/{occasion}" if occasion else code


def tell_windows(
    act: Act, scheme: Scheme, plan: Iterable[Planned], codes: Codes, *, partial: Mapping[str, int] | None = None
) -> tuple[Opened, ...]:
    """Windows and their periods. A partial period points at nothing; the one that completes it points back.

    `partial`: the partial periods of windows that stand already.
    """
    planned = [one for one in plan if one.stage is Stage.WINDOW and not one.is_package]
    rules = {one.code: one for one in windows_of(scheme)}
    rulings = [ruling_on(one.deadline.due_at, scheme.policy, now=act.now, calendar=act.calendar) for one in planned]
    windows = [rule_of(one, rules) for one in planned]
    ids = insert_rows(
        act.tx,
        Window.t,
        [
            window_row(one, window, ruling, codes, place)
            for place, (one, window, ruling) in enumerate(zip(planned, windows, rulings, strict=True))
        ],
    )
    opened = []
    completed: dict[str, int] = dict(partial or {})
    for number, one, window, ruling in zip(ids, planned, windows, rulings, strict=True):
        periods = insert_rows(act.tx, Period.t, list(_period_rows(one, number, codes, completed)))
        names = [*(each.code for each in one.periods), *(f"{code}+" for code in one.completes if code in completed)]
        by_code = dict(zip(names, periods, strict=True))
        completed |= {each.code: by_code[each.code] for each in one.periods if each.is_partial}
        opened.append(Opened(number, one, window, by_code, ruling))
    return tuple(opened)


def rule_of(planned: Planned, rules: Mapping[str, PlannedWindow]) -> PlannedWindow:
    """A window of `for_each` is named by code and period in the scheme's own reading."""
    return rules.get(f"{planned.code}-{planned.occasion}") or rules[planned.code]


def window_row(planned: Planned, window: PlannedWindow, ruling: Ruling, codes: Codes, position: int) -> dict[str, Any]:
    rule = window.window
    return {
        "office_id": codes.office_id,
        "assessment_id": codes.assessment_id,
        "code": planned.code,
        "occasion": planned.occasion,
        "title": planned.title,
        "position": position,
        "opens_at": planned.opens_at,
        "due_at": ruling.due_at,
        "deadline": stored_deadline(planned.deadline),
        "provisional": planned.deadline.provisional,
        "rule": {
            "chain": rule.chain,
            "ladder": rule.ladder,
            "evidence": rule.evidence.value,
            "fields": [field.value for field in rule.fields],
            "partial": rule.partial.value,
            "owed_by": rule.owed_by.value,
            "package": rule.package is not None,
        },
        "state": (WindowState.CLOSED if ruling.exempt else WindowState.NOT_OPEN).value,
        "version": 0,
    }


def _period_rows(
    planned: Planned, window_id: int, codes: Codes, completed: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    for place, each in enumerate(planned.periods):
        yield _period_row(window_id, codes, each.code, each.label, each.period.start, each.period.end, place) | {
            "is_partial": each.is_partial
        }
    spans = {each.code: each for each in planned.periods}
    for place, code in enumerate((code for code in planned.completes if code in completed), start=len(spans)):
        begun = Span.parse(code)
        yield _period_row(window_id, codes, f"{code}+", f"{begun.label}补全", begun.start, begun.end, place) | {
            "completes_id": completed[code]
        }


def _period_row(
    window_id: int, codes: Codes, code: str, title: str, begins_on: Any, ends_on: Any, position: int
) -> dict[str, Any]:
    return {
        "office_id": codes.office_id,
        "window_id": window_id,
        "code": code,
        "title": title,
        "begins_on": begins_on,
        "ends_on": ends_on,
        "position": position,
        "is_partial": False,
        "completes_id": None,
    }


def owe_reports(
    act: Act,
    scheme: Scheme,
    opened: Sequence[Opened],
    given: Sequence[Given],
    codes: Codes,
    *,
    asks: Asks = _everything,
) -> list[Owed]:
    """Reports of every window, and one obligation per window, assignment and owing unit. `asks`: of whom what."""
    by_code = {one.planned.code: one for one in given}
    reports: list[dict[str, Any]] = []
    owed: list[Owed] = []
    for window in opened:
        for planned in asked_by(scheme, window.window.window):
            for unit in owers_of(scheme, window.window.window, planned):
                one = by_code[planned.code]
                if asks(window, one, codes.units[unit]):
                    reports += _report_rows(window, one, codes.units[unit], codes)
                    owed += _owed_reports(act, scheme, window, one, unit, codes)
    insert_rows(act.tx, Report.t, reports)
    act.obligations.open(owed)
    return owed


def _report_rows(window: Opened, given: Given, unit_id: int, codes: Codes) -> list[dict[str, Any]]:
    begun = ReportState.FILLING if window.is_open else ReportState.NOT_OPEN
    state = ReportState.WAIVED if window.ruling.exempt else begun
    return [
        {
            "office_id": codes.office_id,
            "assessment_id": codes.assessment_id,
            "window_id": window.id,
            "period_id": period_id,
            "assignment_id": given.id,
            "unit_id": unit_id,
            "round": 1,
            "state": state.value,
            "submissions": 0,
            "returned_by": "",
            "came_from": "",
            "counts_as_unfiled": False,
            "reason": window.ruling.words if window.ruling.exempt else "",
            "version": 0,
        }
        for period_id in window.periods.values()
    ]


def _owed_reports(act: Act, scheme: Scheme, window: Opened, given: Given, unit: str, codes: Codes) -> Iterator[Owed]:
    planned = window.planned
    kind = planned.kind or ObligationKind.REPORT
    for post in writers_of(act, unit, kind):
        yield Owed(
            kind=kind,
            unit_id=codes.units[unit],
            post_id=codes.posts[post],
            subject_kind=SubjectKind.ASSIGNMENT.value,
            subject_id=given.id,
            period=window_key(planned.code, planned.occasion),
            title=f"{planned.title}：{given.planned.title}{window.ruling.mark}",
            deadline=planned.deadline,
            backfilled=window.ruling.due_at if window.ruling.backfilled else None,
            exempt=window.ruling.exempt,
            assessment_id=codes.assessment_id,
            opens_at=planned.opens_at,
            ladder=scheme.ladders[planned.ladder] if planned.ladder else None,
        )


def writers_of(act: Act, unit: str, kind: ObligationKind = ObligationKind.REPORT) -> tuple[str, ...]:
    """The posts of a unit that write: its 承办人, else whoever stands nearest; figures, who keeps them."""
    subject = SubjectFacts(kind=SubjectKind.ASSIGNMENT, office=act.office_id, lead_unit=unit)
    return act.directory.seating.owing(Await(kind, writers(kind)), subject)
