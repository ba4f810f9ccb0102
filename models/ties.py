"""How the rows of each kind are tied to an office, a lead unit, assignments and persons."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, exists, false, func, or_, select

from models.assessments import Assessment
from models.assignments import Assignment
from models.ballots import BallotRound, BallotUnit
from models.base import Row
from models.evidence import Evidence, EvidenceUse
from models.facts import StatedFact
from models.figures import FigureDefinition
from models.findings import Finding, Problem
from models.indicators import Indicator
from models.items import Item
from models.journal import Journal
from models.judgements import Judgement
from models.letters import Letter, LetterUnit
from models.negative import NegativeItem, NegativeRectification
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.packages import Package
from models.persons import Holding, Person, Substitution
from models.posts import Post
from models.reports import Report, ReportRow
from models.results import Result, ReviewRequest
from models.shortfalls import Shortfall
from models.units import Office
from models.verdicts import Score
from models.vetoes import Veto
from models.windows import Window
from states.balloting.facts import BallotState
from states.subjects import SubjectKind

Condition = ColumnElement[bool]
Ids = Select[tuple[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Conditions on the table of one kind. A kind that has no such tie never matches by it."""

    kind: SubjectKind
    table: Table
    office: Callable[[int], Condition] | None = None
    lead: Callable[[Ids], Condition] | None = None
    issuer: Callable[[Ids], Condition] | None = None
    addressees: Callable[[Ids], Condition] | None = None
    assignment: Callable[[Any], Condition] | None = None  # the row belongs to this (aliased) assignment
    secret: Callable[[Ids], Condition] | None = None  # about one of these units, which does not know of it yet
    submitter: ColumnElement[Any] | None = None
    last_mover: ColumnElement[Any] | None = None
    owner: ColumnElement[Any] | None = None

    def of_office(self, office: int) -> Condition:
        return self.office(office) if self.office is not None else self.table.c.office_id == office

    def led_by(self, units: Ids) -> Condition:
        return self.lead(units) if self.lead is not None else false()

    def issued_by(self, units: Ids) -> Condition:
        return self.issuer(units) if self.issuer is not None else false()

    def addressed_to(self, units: Ids) -> Condition:
        return self.addressees(units) if self.addressees is not None else false()

    def kept_from(self, units: Ids) -> Condition:
        return self.secret(units) if self.secret is not None else false()

    def belongs_to(self, its: Any) -> Condition:
        return self.assignment(its) if self.assignment is not None else false()


def _assignment_of(row: type[Row]) -> ColumnElement[Any]:
    """The assignment that a row with `subject_kind` and `subject_id` speaks of, directly or through its report."""
    told, number = row.c.subject_kind, row.c.subject_id
    report = select(Report.c.assignment_id).where(Report.c.id == number)
    shortfall = select(Shortfall.c.assignment_id).where(Shortfall.c.id == number)
    item = select(Item.c.assignment_id).where(Item.c.id == number)
    line = (
        select(Report.c.assignment_id)
        .join(ReportRow.t, ReportRow.c.report_id == Report.c.id)
        .where(ReportRow.c.id == number)
    )
    # Explicitly, because SQLAlchemy by itself looks only one query further out.
    return case(
        (told == "assignment", number),
        (told == "report", report.correlate(row.t).scalar_subquery()),
        (told == "shortfall", shortfall.correlate(row.t).scalar_subquery()),
        (told == "item", item.correlate(row.t).scalar_subquery()),
        (told == "report_row", line.correlate(row.t).scalar_subquery()),
    )


def _lead_of(row: type[Row]) -> ColumnElement[Any]:
    """The lead of what the row speaks of; where that has none, the unit that the row itself names."""
    its = Assignment.t.alias()
    lead = select(its.c.lead_unit_id).where(its.c.id == _assignment_of(row)).correlate(row.t)
    sender = select(Package.c.unit_id).where(row.c.subject_kind == "package", Package.c.id == row.c.subject_id)
    return func.coalesce(lead.scalar_subquery(), sender.correlate(row.t).scalar_subquery(), row.c.unit_id)


def _score_lead(units: Ids) -> Condition:
    its = Assignment.t.alias()
    return exists(select(its.c.id).where(its.c.id == Score.c.assignment_id, its.c.lead_unit_id.in_(units)))


def _shortfall_lead(units: Ids) -> Condition:
    its = Assignment.t.alias()
    return exists(select(its.c.id).where(its.c.id == Shortfall.c.assignment_id, its.c.lead_unit_id.in_(units)))


def _used_by(its: Any) -> Condition:
    use = select(EvidenceUse.c.id).where(EvidenceUse.c.evidence_id == Evidence.c.id, EvidenceUse.c.removed_at.is_(None))
    return exists(use.where(_assignment_of(EvidenceUse) == its.c.id).correlate(Evidence.t, its))


def _evidence_lead(units: Ids) -> Condition:
    """The unit that brought it, and every lead that uses it (W13)."""
    its = Assignment.t.alias()
    user = select(its.c.id).where(_used_by(its), its.c.lead_unit_id.in_(units)).correlate(Evidence.t)
    return or_(Evidence.c.unit_id.in_(units), exists(user))


def _reached(units: Ids) -> Condition:
    """The units that a letter has been delivered to."""
    reached = select(LetterUnit.c.id).where(
        LetterUnit.c.letter_id == Letter.c.id, LetterUnit.c.delivered_at.is_not(None), LetterUnit.c.unit_id.in_(units)
    )
    return exists(reached.correlate(Letter.t))


def _item_lead(units: Ids) -> Condition:
    its = Assignment.t.alias()
    return exists(select(its.c.id).where(its.c.id == NegativeItem.c.assignment_id, its.c.lead_unit_id.in_(units)))


def _item_of(its: Any) -> Condition:
    """The item that is put right belongs to this assignment."""
    item = select(NegativeItem.c.id).where(
        NegativeItem.c.id == NegativeRectification.c.item_id, NegativeItem.c.assignment_id == its.c.id
    )
    return exists(item.correlate(NegativeRectification.t, its))


def _rated(units: Ids) -> Condition:
    """Whom a round is about, once its totals are sealed."""
    rated = select(BallotUnit.c.id).where(
        BallotUnit.c.round_id == BallotRound.c.id,
        BallotRound.c.state == BallotState.SEALED.value,
        BallotUnit.c.unit_id.in_(units),
    )
    return exists(rated.correlate(BallotRound.t))


def _person_of(office: int) -> Condition:
    holds = exists(select(Holding.c.id).where(Holding.c.person_id == Person.c.id, Holding.c.office_id == office))
    stands_in = select(Substitution.c.id).where(
        Substitution.c.substitute_id == Person.c.id, Substitution.c.office_id == office
    )
    return or_(holds, exists(stands_in))


def _person_in(units: Ids) -> Condition:
    return exists(
        select(Holding.c.id)
        .join(Post.t, Post.c.id == Holding.c.post_id)
        .where(Holding.c.person_id == Person.c.id, Post.c.unit_id.in_(units))
    )


def _reviewed() -> tuple[Ties, ...]:
    """What has a life of its own."""
    kind = SubjectKind
    return (
        Ties(
            kind=kind.ASSIGNMENT,
            table=Assignment.t,
            lead=Assignment.c.lead_unit_id.in_,
            assignment=lambda its: its.c.id == Assignment.c.id,
            submitter=Assignment.c.submitted_by,
            last_mover=Assignment.c.last_mover,
        ),
        Ties(
            kind=kind.REPORT,
            table=Report.t,
            lead=Report.c.unit_id.in_,
            assignment=lambda its: its.c.id == Report.c.assignment_id,
            submitter=Report.c.submitted_by,
            last_mover=Report.c.last_mover,
        ),
        Ties(
            kind=kind.PACKAGE,
            table=Package.t,
            lead=Package.c.unit_id.in_,
            submitter=Package.c.submitted_by,
            last_mover=Package.c.last_mover,
        ),
        Ties(
            kind=kind.LETTER,
            table=Letter.t,
            lead=Letter.c.unit_id.in_,
            issuer=Letter.c.issuer_unit_id.in_,
            addressees=_reached,
            submitter=Letter.c.submitted_by,
            last_mover=Letter.c.last_mover,
        ),
        Ties(kind=kind.RESULT, table=Result.t, submitter=Result.c.submitted_by, last_mover=Result.c.last_mover),
        Ties(
            kind=kind.REEXAMINATION,
            table=ReviewRequest.t,
            lead=ReviewRequest.c.unit_id.in_,
            submitter=ReviewRequest.c.submitted_by,
            last_mover=ReviewRequest.c.last_mover,
        ),
    )


def _negative() -> tuple[Ties, ...]:
    """What must not happen. A veto is its unit's to read once the unit was told."""
    kind = SubjectKind
    return (
        Ties(
            kind=kind.NEGATIVE,
            table=NegativeItem.t,
            lead=_item_lead,
            assignment=lambda its: its.c.id == NegativeItem.c.assignment_id,
        ),
        Ties(
            kind=kind.RECTIFICATION,
            table=NegativeRectification.t,
            lead=NegativeRectification.c.unit_id.in_,
            assignment=_item_of,
        ),
        Ties(
            kind=kind.VETO,
            table=Veto.t,
            lead=Veto.c.unit_id.in_,
            issuer=Veto.c.owner_unit_id.in_,
            addressees=lambda units: and_(Veto.c.told_at.is_not(None), Veto.c.unit_id.in_(units)),
        ),
    )


def _told_of(row: type[Finding] | type[Problem], units: Ids) -> Condition:
    return and_(row.c.told_at.is_not(None), row.c.unit_id.in_(units))


def _untold_of(row: type[Finding] | type[Problem], units: Ids) -> Condition:
    return and_(row.c.told_at.is_(None), row.c.unit_id.in_(units))


def _found() -> tuple[Ties, ...]:
    """What its own unit learns of when it is told."""
    return tuple(
        Ties(
            kind=kind,
            table=row.t,
            lead=row.c.unit_id.in_,
            issuer=row.c.issuer_unit_id.in_,
            addressees=partial(_told_of, row),
            secret=partial(_untold_of, row),
        )
        for kind, row in ((SubjectKind.FINDING, Finding), (SubjectKind.PROBLEM, Problem))
    )


def _ties() -> tuple[Ties, ...]:
    kind = SubjectKind
    return (
        Ties(kind=kind.OFFICE, table=Office.t, office=lambda office: Office.c.id == office),
        Ties(kind=kind.ASSESSMENT, table=Assessment.t),
        Ties(kind=kind.INDICATOR, table=Indicator.t),
        Ties(kind=kind.WINDOW, table=Window.t),
        Ties(kind=kind.FIGURE, table=FigureDefinition.t),
        *_reviewed(),
        *_negative(),
        *_found(),
        Ties(kind=kind.EVIDENCE, table=Evidence.t, lead=_evidence_lead, assignment=_used_by),
        Ties(
            kind=kind.OBLIGATION,
            table=Obligation.t,
            lead=lambda units: _lead_of(Obligation).in_(units),
            assignment=lambda its: its.c.id == _assignment_of(Obligation),
        ),
        Ties(
            kind=kind.SHORTFALL,
            table=Shortfall.t,
            lead=_shortfall_lead,
            assignment=lambda its: its.c.id == Shortfall.c.assignment_id,
        ),
        Ties(
            kind=kind.SCORE,
            table=Score.t,
            lead=_score_lead,
            assignment=lambda its: its.c.id == Score.c.assignment_id,
        ),
        Ties(kind=kind.FACT, table=StatedFact.t, lead=StatedFact.c.unit_id.in_),
        Ties(kind=kind.BALLOT, table=BallotRound.t, addressees=_rated, last_mover=BallotRound.c.last_mover),
        Ties(
            kind=kind.JUDGEMENT,
            table=Judgement.t,
            submitter=Judgement.c.submitted_by,
            last_mover=Judgement.c.last_mover,
        ),
        Ties(
            kind=kind.JOURNAL,
            table=Journal.t,
            lead=lambda units: _lead_of(Journal).in_(units),
            assignment=lambda its: its.c.id == _assignment_of(Journal),
        ),
        Ties(kind=kind.PERSON, table=Person.t, office=_person_of, lead=_person_in, owner=Person.c.id),
        Ties(kind=kind.MESSAGE, table=OutboxMessage.t, owner=OutboxMessage.c.person_id),
    )


TIES = {ties.kind: ties for ties in _ties()}
