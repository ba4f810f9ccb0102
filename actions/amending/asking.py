"""What is new under a changed plan: windows, reports and duties that nobody owed before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from actions.amending.change import UNBEGUN, Change
from actions.obligating import Owed
from actions.publishing.beginning import begin_breakdown, owe_co_unit_parts
from actions.publishing.catalogue import Given
from actions.publishing.duties import owe_duties
from actions.publishing.late_start import ruling_on
from actions.publishing.packages import prepare_packages
from actions.publishing.schedule import Opened, owe_reports, tell_windows, window_key
from checks.amended import key_of
from checks.planned import Stage
from config.windowing import windows_of
from models.duties import Duty
from models.obligations import Obligation
from models.packages import PackageItem
from models.reports import Report
from models.windows import Period
from models.writing import change_row, insert_rows
from states.subjects import SubjectKind
from states.window import WindowState


def begin_tasks(change: Change) -> list[Owed]:
    """Tasks that were given only now are broken down as in a year that starts late."""
    act, fresh = change.act, change.catalogue.fresh
    if not fresh:
        return []
    return [
        *begin_breakdown(act, change.scheme, change.after, fresh, change.codes),
        *owe_co_unit_parts(act, change.scheme, change.after, fresh, change.codes),
    ]


def ask_reports(change: Change) -> list[Owed]:
    """Of new windows everybody, of standing ones whoever was not asked; and what of it goes upward."""
    act, codes, given = change.act, change.codes, change.catalogue.given
    partial = _partial(change)
    added = tell_windows(act, change.scheme, change.new, codes, partial=partial)
    standing = tuple(_standing_windows(change))
    fresh = {one.id for one in change.catalogue.fresh}
    living = {key_of(each) for each in change.living}
    told = {(row.window_id, row.assignment_id, row.unit_id) for row in change.standing.reports}

    def asks(window: Opened, one: Given, unit_id: int) -> bool:
        known = (window.id, one.id, unit_id) in told
        return not known and (one.id in fresh or key_of(window.planned) in living)

    owed = owe_reports(act, change.scheme, (*added, *standing), given, codes, asks=asks)
    _join_packages(change, standing)
    packages = [each for each in change.new if each.is_package]
    return [*owed, *prepare_packages(act, change.scheme, packages, (*added, *standing), codes)]


def _partial(change: Change) -> dict[str, int]:
    ids = [row.id for row in change.standing.windows.values()]
    query = select(Period.c.code, Period.c.id).where(Period.c.window_id.in_(ids), Period.c.is_partial)
    return dict(change.act.tx.execute(query).tuples().all())


def _standing_windows(change: Change) -> Iterator[Opened]:
    """Windows that are there and can still be filled, as the new rules have them."""
    rules = {one.code: one for one in windows_of(change.scheme)}
    periods: dict[int, dict[str, int]] = defaultdict(dict)
    ids = [row.id for row in change.standing.windows.values()]
    query = select(Period.t).where(Period.c.window_id.in_(ids)).order_by(Period.c.position)
    for each in change.act.tx.execute(query):
        periods[each.window_id][each.code] = each.id
    for planned in change.after:
        row = change.standing.windows.get(window_key(planned.code, planned.occasion))
        if planned.stage is not Stage.WINDOW or planned.is_package or row is None or change.is_too_early(planned):
            continue
        code = f"{planned.code}-{planned.occasion}" if planned.occasion else planned.code
        if code not in rules or row.state == WindowState.CLOSED.value:
            continue
        ruling = ruling_on(
            planned.deadline.due_at, change.scheme.policy, now=change.act.now, calendar=change.act.calendar
        )
        is_open = row.state == WindowState.OPEN.value
        yield Opened(row.id, planned, rules[code], periods[row.id], ruling, is_open=is_open)


def _join_packages(change: Change, windows: Sequence[Opened]) -> None:
    """What is asked besides goes into the packages that have not left."""
    tx = change.act.tx
    for package in change.standing.packages:
        if package.sent_at is not None:
            continue
        items = tx.execute(select(PackageItem.t).where(PackageItem.c.package_id == package.id)).all()
        known = {row.subject_id for row in items}
        fresh = [each for each in _items(change, package, windows) if each[1] not in known]
        first = max((row.position for row in items), default=-1) + 1
        insert_rows(
            tx, PackageItem.t, [_item(change, package.id, *each, first + place) for place, each in enumerate(fresh)]
        )


def _items(change: Change, package: Any, windows: Sequence[Opened]) -> Iterable[tuple[str, int, int]]:
    if package.window_id is None:
        units = change.codes.units
        return [(SubjectKind.ASSIGNMENT.value, one.id, units[one.planned.lead]) for one in change.catalogue.fresh]
    if package.window_id not in {window.id for window in windows}:
        return []
    query = select(Report.c.id, Report.c.unit_id).where(
        Report.c.window_id == package.window_id, Report.c.state.in_(UNBEGUN)
    )
    rows = change.act.tx.execute(query.order_by(Report.c.id))
    return [(SubjectKind.REPORT.value, row.id, row.unit_id) for row in rows]


def _item(change: Change, package_id: int, kind: str, number: int, unit_id: int, position: int) -> dict[str, Any]:
    return {
        "office_id": change.codes.office_id,
        "package_id": package_id,
        "subject_kind": kind,
        "subject_id": number,
        "unit_id": unit_id,
        "position": position,
        "state": "awaited",
        "words": "",
    }


def ask_duties(change: Change) -> list[Owed]:
    """Each occasion to come, of whoever owes it now and did not before."""
    codes = {row.id: code for code, row in change.standing.duties.items()}
    query = select(Obligation.c.subject_id, Obligation.c.period, Obligation.c.post_id).where(
        Obligation.c.assessment_id == change.codes.assessment_id, Obligation.c.subject_kind == "duty"
    )
    asked = {(codes[row.subject_id], row.period, row.post_id) for row in change.act.tx.execute(query)}
    coming = [
        each
        for each in change.living
        if each.stage is Stage.DUTY and (each.deadline.due_at is None or each.deadline.due_at >= change.threshold)
    ]
    _rewrite_duties(change)
    known = {code: row.id for code, row in change.standing.duties.items()}
    return owe_duties(change.act, change.scheme, coming, change.codes, known=known, asked=asked)


def _rewrite_duties(change: Change) -> None:
    """A duty that goes on is as the new rules have it."""
    for rule in change.scheme.duties:
        row = change.standing.duties.get(rule.code)
        wanted = {"title": rule.title, "rule": rule.model_dump(mode="json")}
        if row is not None and (row.title, row.rule) != (wanted["title"], wanted["rule"]):
            change_row(change.act.tx, Duty.t, row.id, version=row.version, values=wanted)
