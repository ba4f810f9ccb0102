"""What goes through a chain of review: tasks, reports, packages, letters."""

from sqlalchemy import or_, select

from models.assignments import Assignment
from models.letters import Letter
from models.packages import Package, PackageItem
from models.reports import Report
from models.windows import Period
from states.report import ReportState
from states.subjects import SubjectKind
from web.kernel.visit import Visit
from web.things.base import Query, of

K = SubjectKind


def assignment(visit: Visit) -> Query:
    task = Assignment.c
    return of(visit, Assignment, K.ASSIGNMENT, task.title, task.lead_unit_id.label("unit"), task.state)


def report(visit: Visit) -> Query:
    report = Report.c
    found = of(
        visit, Report, K.REPORT, Assignment.c.title, report.unit_id.label("unit"), report.state,
        Period.c.title.label("period"),
    )  # fmt: skip
    found = found.join(Assignment.t, Assignment.c.id == report.assignment_id)
    return found.join(Period.t, Period.c.id == report.period_id)


def verified(visit: Visit) -> Query:
    return report(visit).where(Report.c.state == ReportState.VERIFIED.value)


def package(visit: Visit) -> Query:
    package = Package.c
    return of(visit, Package, K.PACKAGE, package.title, package.unit_id.label("unit"), package.state)


def package_item(visit: Visit) -> Query:
    item = PackageItem.c
    seen = select(Package.c.id).where(visit.sees(K.PACKAGE))
    found = select(item.id, Assignment.c.title, item.unit_id.label("unit"))
    found = found.join(Report.t, Report.c.id == item.subject_id, isouter=True)
    found = found.join(
        Assignment.t,
        or_(
            (item.subject_kind == K.ASSIGNMENT.value) & (Assignment.c.id == item.subject_id),
            (item.subject_kind == K.REPORT.value) & (Assignment.c.id == Report.c.assignment_id),
        ),
    )
    return found.where(item.package_id.in_(seen))


def letter(visit: Visit) -> Query:
    letter = Letter.c
    return of(
        visit, Letter, K.LETTER, letter.title, letter.unit_id.label("unit"), letter.issuer_unit_id.label("issuer"),
        letter.state, letter.number.label("no"),
    )  # fmt: skip
