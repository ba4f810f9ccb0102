"""The things of a published year by id, as players speak of them: posts, assignments, windows, reports, packages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from actions.publishing.schedule import window_key
from config.readings import PlannedAssignment, assignments_of
from config.roles import Role
from config.scheme import Scheme
from config.windows import ReportField
from models.assessments import Assessment
from models.assignments import Assignment
from models.indicators import Indicator
from models.packages import Package
from models.posts import Post
from models.reports import Report
from models.units import Unit
from models.windows import Period, Window
from states.subjects import SubjectKind

AHEAD = frozenset({ReportField.NEXT_STEPS, ReportField.TIME_LIMIT})


@dataclass(frozen=True, slots=True)
class PostPlace:
    code: str
    role: Role
    unit: str


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """One window. `ends_on` is the last day of its last period; `is_plan`: it asks for what is to come."""

    id: int
    code: str
    occasion: str
    title: str
    ends_on: date
    is_plan: bool


@dataclass(frozen=True, slots=True)
class ReportPlace:
    assignment_id: int
    window_id: int
    unit: str
    period: str
    ends_on: date
    is_partial: bool


@dataclass(frozen=True, slots=True)
class PackagePlace:
    """`chain`: the code of its review chain, empty where nobody approves it."""

    window_id: int | None
    period: str
    chain: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything of a year stands; none of it changes while the year is played."""

    units: Mapping[int, str]  # their codes
    posts: Mapping[int, PostPlace]
    assignments: Mapping[int, PlannedAssignment]
    windows: Mapping[int, WindowPlace]
    reports: Mapping[int, ReportPlace]
    packages: Mapping[int, PackagePlace]

    def window(self, key: str) -> WindowPlace | None:
        """The window by the name that obligations give it."""
        return next((each for each in self.windows.values() if window_key(each.code, each.occasion) == key), None)

    def assignment(self, code: str) -> int:
        """The number of a task. Raises KeyError where the year has none of this code."""
        return {planned.code: number for number, planned in self.assignments.items()}[code]

    def indicator_of(self, subject_kind: str, subject_id: int) -> str:
        """The code of the assignment that a thing belongs to; empty where it belongs to none."""
        if subject_kind == SubjectKind.REPORT.value and subject_id in self.reports:
            subject_id = self.reports[subject_id].assignment_id
        elif subject_kind != SubjectKind.ASSIGNMENT.value:
            return ""
        planned = self.assignments.get(subject_id)
        return planned.code if planned is not None else ""

    def period_of(self, row: Any) -> str:
        """The period that an obligation is about, as schemes write it."""
        if row.subject_kind == SubjectKind.REPORT.value and row.subject_id in self.reports:
            return self.reports[row.subject_id].period
        if row.subject_kind == SubjectKind.PACKAGE.value and row.subject_id in self.packages:
            return self.packages[row.subject_id].period
        window = self.window(row.period)
        return window.occasion if window is not None else str(row.period)


def read_places(tx: Connection, scheme: Scheme, assessment_id: int) -> Places:
    return Places(
        units=_units(tx, assessment_id),
        posts=_posts(tx, assessment_id),
        assignments=_assignments(tx, scheme, assessment_id),
        windows=_windows(tx, scheme, assessment_id),
        reports=_reports(tx, assessment_id),
        packages=_packages(tx, assessment_id),
    )


def _units(tx: Connection, assessment_id: int) -> dict[int, str]:
    office = select(Assessment.c.office_id).where(Assessment.c.id == assessment_id)
    query = select(Unit.c.id, Unit.c.code).where(Unit.c.office_id.in_(office))
    return dict(tx.execute(query).tuples().all())


def _posts(tx: Connection, assessment_id: int) -> dict[int, PostPlace]:
    office = select(Assessment.c.office_id).where(Assessment.c.id == assessment_id)
    query = (
        select(Post.c.id, Post.c.code, Post.c.role, Unit.c.code.label("unit"))
        .join(Unit.t, Unit.c.id == Post.c.unit_id)
        .where(Post.c.office_id.in_(office), Post.c.ended_on.is_(None))
    )
    return {row.id: PostPlace(row.code, Role(row.role), row.unit) for row in tx.execute(query)}


def _assignments(tx: Connection, scheme: Scheme, assessment_id: int) -> dict[int, PlannedAssignment]:
    planned = {(each.indicator, each.segment or ""): each for each in assignments_of(scheme)}
    query = (
        select(Assignment.c.id, Indicator.c.code, Assignment.c.segment)
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .where(Assignment.c.assessment_id == assessment_id)
        .order_by(Assignment.c.position)
    )
    return {row.id: planned[row.code, row.segment] for row in tx.execute(query)}


def _windows(tx: Connection, scheme: Scheme, assessment_id: int) -> dict[int, WindowPlace]:
    last = func.max(Period.c.ends_on).label("ends_on")
    query = (
        select(Window.c.id, Window.c.code, Window.c.occasion, Window.c.title, last)
        .join(Period.t, Period.c.window_id == Window.c.id)
        .where(Window.c.assessment_id == assessment_id)
        .group_by(Window.c.id, Window.c.code, Window.c.occasion, Window.c.title)
    )
    plans = {rule.code for rule in scheme.windows if set(rule.fields) <= AHEAD}
    return {
        row.id: WindowPlace(row.id, row.code, row.occasion, row.title, row.ends_on, row.code in plans)
        for row in tx.execute(query)
    }


def _reports(tx: Connection, assessment_id: int) -> dict[int, ReportPlace]:
    query = (
        select(
            Report.c.id, Report.c.assignment_id, Report.c.window_id, Unit.c.code.label("unit"),
            Period.c.code.label("period"), Period.c.ends_on, Period.c.is_partial,
        )
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Unit.t, Unit.c.id == Report.c.unit_id)
        .where(Report.c.assessment_id == assessment_id)
        .order_by(Report.c.id)
    )  # fmt: skip
    return {
        row.id: ReportPlace(
            row.assignment_id, row.window_id, row.unit, row.period.removesuffix("+"), row.ends_on, row.is_partial
        )
        for row in tx.execute(query)
    }


def _packages(tx: Connection, assessment_id: int) -> dict[int, PackagePlace]:
    query = select(Package.c.id, Package.c.window_id, Package.c.period, Package.c.rule).where(
        Package.c.assessment_id == assessment_id
    )
    return {row.id: PackagePlace(row.window_id, row.period, row.rule.get("chain") or "") for row in tx.execute(query)}
