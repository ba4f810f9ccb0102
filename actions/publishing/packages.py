"""What will go upward (报送件): prepared with the year, one for the breakdown and one for each window that has one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.obligating import Owed
from actions.publishing.catalogue import Codes
from actions.publishing.late_start import ruling_on
from actions.publishing.schedule import Opened
from checks.planned import Planned, Stage
from config.obligations import ObligationKind
from config.packages import PackageRule
from config.scheme import Scheme
from models.assignments import Assignment
from models.feeds import BREAKDOWN
from models.packages import Package, PackageItem
from models.reports import Report
from models.writing import insert_rows
from states.package import PackageState
from states.report import ReportState
from states.rules import Await
from states.seating import COLLECTORS
from states.subjects import SubjectFacts, SubjectKind


def prepare_packages(
    act: Act, scheme: Scheme, plan: Iterable[Planned], windows: Sequence[Opened], codes: Codes
) -> list[Owed]:
    """Packages with the items they wait for, and the obligation to gather each."""
    by_window = {(one.planned.code, one.planned.occasion): one for one in windows}
    owed: list[Owed] = []
    for planned in plan:
        if not planned.is_package:
            continue
        window = by_window.get((planned.code, planned.occasion)) if planned.stage is Stage.WINDOW else None
        if window is not None and window.ruling.exempt:
            continue
        rule = _rule(scheme, window)
        package_id = _write(act, scheme, planned, rule, window, codes)
        items = _reports(act, window.id) if window is not None else _assignments(act, codes)
        insert_rows(act.tx, PackageItem.t, [_item(codes, package_id, *item, place) for place, item in enumerate(items)])
        owed += _owed(act, scheme, planned, package_id, window, codes)
    act.obligations.open(owed)
    return owed


def _rule(scheme: Scheme, window: Opened | None) -> PackageRule:
    rule = window.window.window.package if window is not None else scheme.stages.breakdown.package
    if rule is None:
        raise ValueError("a planned package has a rule")
    return rule


def _write(act: Act, scheme: Scheme, planned: Planned, rule: PackageRule, window: Opened | None, codes: Codes) -> int:
    row = {
        "office_id": codes.office_id,
        "assessment_id": codes.assessment_id,
        "unit_id": codes.units[scheme.office.unit],
        "kind": planned.code if window is not None else BREAKDOWN,
        "period": planned.occasion,
        "window_id": window.id if window is not None else None,
        "to_unit_id": codes.units.get(planned.to) if planned.to else None,
        "title": planned.title,
        "rule": rule.model_dump(mode="json"),
        "seal_kind": rule.seal.value,
        "state": PackageState.COLLECTING.value,
        "round": 0,
        "returned_by": "",
        "came_from": "",
        "version": 0,
    }
    (number,) = insert_rows(act.tx, Package.t, [row])
    return number


def _assignments(act: Act, codes: Codes) -> list[tuple[str, int, int]]:
    query = select(Assignment.c.id, Assignment.c.lead_unit_id).where(Assignment.c.assessment_id == codes.assessment_id)
    found = act.tx.execute(query.order_by(Assignment.c.position))
    return [(SubjectKind.ASSIGNMENT.value, row.id, row.lead_unit_id) for row in found]


def _reports(act: Act, window_id: int) -> list[tuple[str, int, int]]:
    query = select(Report.c.id, Report.c.unit_id).where(
        Report.c.window_id == window_id, Report.c.state == ReportState.NOT_OPEN.value
    )
    return [(SubjectKind.REPORT.value, row.id, row.unit_id) for row in act.tx.execute(query.order_by(Report.c.id))]


def _item(codes: Codes, package_id: int, kind: str, number: int, unit_id: int, position: int) -> Mapping[str, Any]:
    return {
        "office_id": codes.office_id,
        "package_id": package_id,
        "subject_kind": kind,
        "subject_id": number,
        "unit_id": unit_id,
        "position": position,
        "state": "awaited",
        "words": "",
    }


def _owed(
    act: Act, scheme: Scheme, planned: Planned, package_id: int, window: Opened | None, codes: Codes
) -> Iterable[Owed]:
    ruling = ruling_on(planned.deadline.due_at, scheme.policy, now=act.now, calendar=act.calendar, needed=True)
    subject = SubjectFacts(kind=SubjectKind.PACKAGE, office=act.office_id, lead_unit=act.directory.host_code)
    for post in act.directory.seating.owing(Await(ObligationKind.CONSOLIDATION, COLLECTORS), subject):
        yield Owed(
            kind=ObligationKind.CONSOLIDATION,
            unit_id=act.directory.post(post).unit_id,
            post_id=codes.posts[post],
            subject_kind=SubjectKind.PACKAGE.value,
            subject_id=package_id,
            title=f"{planned.title}{ruling.mark}",
            deadline=planned.deadline,
            backfilled=ruling.due_at if ruling.backfilled else None,
            assessment_id=codes.assessment_id,
            opens_at=window.planned.opens_at if window is not None else None,
            ladder=scheme.ladders[planned.ladder] if planned.ladder else None,
        )
