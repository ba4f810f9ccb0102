"""A package as an act holds it: what it waits for, what is in, what was sent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.facts import circumstances
from actions.planning import plan_of
from actions.published import Published
from actions.rules_of import rules_for
from actions.subjects import Subject, waiting_on
from config.obligations import ObligationKind
from config.packages import PackageRule
from models.assignments import Assignment
from models.packages import Package, PackageItem
from models.reports import Report
from models.windows import Period
from models.writing import lock_row
from states.assignment import AssignmentState
from states.engine import Machine
from states.package import PackageFacts
from states.report import ReportState
from states.subjects import SubjectFacts, SubjectKind
from states.year import YearMachines
from workdays.deadline import Deadline

# in these states an item has reached the office
IN_ASSIGNMENT = frozenset(
    {
        AssignmentState.AWAITING_CONSOLIDATION.value,
        AssignmentState.SUBMITTED.value,
        AssignmentState.IN_EXECUTION.value,
    }
)
IN_REPORT = frozenset(
    {ReportState.SUBMITTED.value, ReportState.NIL.value, ReportState.VERIFIED.value, ReportState.WAIVED.value}
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """One item of a package, as it stands now."""

    id: int
    subject_kind: str
    subject_id: int
    unit_id: int
    title: str
    state: str
    subject_state: str
    subject_version: int

    @property
    def is_in(self) -> bool:
        ready = IN_ASSIGNMENT if self.subject_kind == SubjectKind.ASSIGNMENT.value else IN_REPORT
        return self.subject_state in ready

    @property
    def is_out(self) -> bool:
        """Sent back to its unit and not returned yet."""
        return self.state == "returned" and not self.is_in

    @property
    def is_named_missing(self) -> bool:
        return self.state == "missing"


def package_of(act: Act, package_id: int) -> Subject[PackageFacts]:
    """The package, locked for this act. Raises `Refused` when there is none."""
    row = lock_row(act.tx, Package.t, package_id)
    if row is None:
        raise act.refused(f"没有编号为 {package_id} 的报送件")
    published = act.published(row.assessment_id)
    rule = PackageRule.model_validate(row.rule)
    machine, scheme = rules_for(published, row, lambda machines: _machine(machines, rule))
    deadline = _deadline(act, published, row)
    return Subject(
        kind=SubjectKind.PACKAGE,
        table=Package,
        row=row,
        machine=machine,
        facts=_subject_facts(act, row, machine),
        title=row.title,
        what=SubjectKind.PACKAGE.label,
        published=published,
        lead_unit_id=row.unit_id,
        chain=scheme.chains[rule.chain] if rule.chain else None,
        due={kind: deadline for kind in (ObligationKind.CONSOLIDATION, ObligationKind.SEND_UP) if deadline},
        feeds_due=deadline.due_at if deadline else None,
        ladder=rule.ladder,
    )


def _machine(machines: YearMachines, rule: PackageRule) -> Machine[PackageFacts] | None:
    is_known = rule.chain is None or rule.chain in machines.scheme.chains
    return machines.package(rule) if is_known else None


def _deadline(act: Act, published: Published, row: Any) -> Deadline | None:
    """By when it has to leave: the plan's own date of this package."""
    found = (
        one.deadline
        for one in plan_of(act, published)
        if one.is_package and one.code == row.kind and one.occasion == row.period
    )
    return next(found, None)


def _subject_facts(act: Act, row: Any, machine: Machine[PackageFacts]) -> SubjectFacts:
    awaits = machine.states[row.state].awaits
    waiting = waiting_on(act, SubjectKind.PACKAGE, row.id, awaits=awaits.kind if awaits else None, joint=None)
    return SubjectFacts(
        kind=SubjectKind.PACKAGE,
        office=act.office_id,
        state=row.state,
        lead_unit=act.directory.units[row.unit_id].code,
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        consulted_posts=waiting.consulted,
        copied_posts=waiting.copied,
        submitter=row.submitted_by,
        last_mover=row.last_mover,
    )


def items_of(act: Act, package_id: int) -> tuple[Gathered, ...]:
    """What the package is made of, in order."""
    rows = act.tx.execute(
        select(PackageItem.t).where(PackageItem.c.package_id == package_id).order_by(PackageItem.c.position)
    ).all()
    subjects = {
        **_assignments(act, [row.subject_id for row in rows if row.subject_kind == SubjectKind.ASSIGNMENT.value]),
        **_reports(act, [row.subject_id for row in rows if row.subject_kind == SubjectKind.REPORT.value]),
    }
    return tuple(_gathered(row, *subjects[row.subject_kind, row.subject_id]) for row in rows)


def _gathered(row: Any, title: str, state: str, version: int) -> Gathered:
    return Gathered(row.id, row.subject_kind, row.subject_id, row.unit_id, title, row.state, state, version)


Told = dict[tuple[str, int], tuple[str, str, int]]


def _assignments(act: Act, ids: Sequence[int]) -> Told:
    query = select(Assignment.c.id, Assignment.c.title, Assignment.c.state, Assignment.c.version)
    found = act.tx.execute(query.where(Assignment.c.id.in_(ids)))
    return {(SubjectKind.ASSIGNMENT.value, row.id): (row.title, row.state, row.version) for row in found}


def _reports(act: Act, ids: Sequence[int]) -> Told:
    query = (
        select(Report.c.id, Assignment.c.title, Period.c.title.label("period"), Report.c.state, Report.c.version)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .where(Report.c.id.in_(ids))
    )
    return {
        (SubjectKind.REPORT.value, row.id): (f"{row.title}（{row.period}）", row.state, row.version)
        for row in act.tx.execute(query)
    }


def facts_of(act: Act, subject: Subject[PackageFacts], *, words: str = "", **more: Any) -> PackageFacts:
    """The facts with which a package's machine is asked outside a review."""
    return PackageFacts(**circumstances(act, subject, words=words), **contents_of(act, subject), **more)


def contents_of(act: Act, subject: Subject[PackageFacts]) -> dict[str, Any]:
    """What is in, what is missing, what was named as 缺报, what was sent back."""
    items = items_of(act, subject.id)
    return {
        "expected": len(items),
        "collected": sum(item.is_in for item in items),
        "missing": tuple(item.title for item in items if not item.is_in and item.state != "returned"),
        "named": frozenset(item.title for item in items if item.is_named_missing),
        "out": tuple(item.title for item in items if item.is_out),
    }
