"""What an actor may see, as SQL: the filter that `states.permissions.scope` answers, turned into a where clause.

`select(Report.t).where(visible(scope(actor, SubjectKind.REPORT), SubjectKind.REPORT))` lists exactly the reports that
`may(actor, "read", …)` allows. Scopes name units and posts by code; here the codes of the office become ids.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, exists, false, not_, or_, select, type_coerce

from config.obligations import ObligationKind
from models.assignments import Assignment
from models.findings import NOTICE, Finding
from models.indicators import IndicatorUnit
from models.obligations import OPEN, Obligation
from models.posts import Post
from models.reports import Report
from models.reviews import Copy, Opinion
from models.ties import TIES, Ties
from models.units import Unit
from models.windows import Window
from states.actors import Relation
from states.scopes import All, AnyOf, InChargeOf, Nothing, PersonIs, PostIn, Scope, ToldOnly, UnitIn
from states.subjects import SubjectKind

Condition = ColumnElement[bool]
Ids = Select[tuple[int]]

# of several leads the first is the head (R2.6); the others take part as co-units do
PARTS = {Relation.CO_UNIT: ("co_unit", "lead"), Relation.ASSESSOR: ("assessor",)}


def visible(scope: Scope, kind: SubjectKind) -> Condition:
    """The condition on the table of this kind under which a row is within the scope."""
    ties = TIES[kind]
    match scope:
        case Nothing():
            return false()
        case AnyOf(parts):
            return or_(false(), *(visible(part, kind) for part in parts))
        case All(office):
            return ties.of_office(office)
        case UnitIn(office, relation, units):
            return and_(ties.of_office(office), _by_unit(ties, relation, _units(office, units)))
        case InChargeOf(office, units):
            return and_(ties.of_office(office), _by_unit(ties, Relation.LEAD, _units(office, units)))
        case PostIn(office, relation, posts):
            return and_(ties.of_office(office), _by_post(ties, relation, _posts(office, posts)))
        case ToldOnly(part, office, units):
            return and_(visible(part, kind), not_(ties.kept_from(_units(office, units))))
        case PersonIs(office, relation, person):
            return and_(ties.of_office(office), _by_person(ties, relation, person))


def _units(office: int, codes: Iterable[str]) -> Ids:
    return select(Unit.c.id).where(Unit.c.office_id == office, Unit.c.code.in_(sorted(codes)))


def _posts(office: int, codes: Iterable[str]) -> Ids:
    return select(Post.c.id).where(Post.c.office_id == office, Post.c.code.in_(sorted(codes)))


def _by_unit(ties: Ties, relation: Relation, units: Ids) -> Condition:
    if relation is Relation.LEAD:
        return ties.led_by(units)
    if relation is Relation.ISSUER:
        return ties.issued_by(units)
    if relation is Relation.ADDRESSEE:
        return ties.addressed_to(units)
    is_report = ties.kind is SubjectKind.REPORT
    if relation is Relation.SOURCE:
        return and_(_OWED_BY_SOURCE, Report.c.unit_id.in_(units)) if is_report else false()
    its, part = Assignment.t.alias(), IndicatorUnit.t.alias()
    takes_part = exists().where(
        part.c.indicator_id == its.c.indicator_id,
        part.c.segment == its.c.segment,
        part.c.part.in_(PARTS[relation]),
        part.c.unit_id.in_(units),
        *([part.c.unit_id != its.c.lead_unit_id] if relation is Relation.CO_UNIT else []),
    )
    found = _of_assignment(ties, its, takes_part)
    # a figure is delivered by its source alone: nobody supplies a part of it
    return and_(found, not_(_OWED_BY_SOURCE)) if is_report and relation is Relation.CO_UNIT else found


# documents are stored as canonical text, so that one pair of it can be looked for
_OWED_BY_SOURCE = exists(
    select(Window.c.id)
    .where(Window.c.id == Report.c.window_id, type_coerce(Window.c.rule, Text).contains('"owed_by":"source"'))
    .correlate(Report.t)
)


def _of_assignment(ties: Ties, its: Any, condition: Condition) -> Condition:
    """The condition holds of an assignment that the row belongs to."""
    return exists(select(its.c.id).where(ties.belongs_to(its), condition).correlate(ties.table))


def _by_post(ties: Ties, relation: Relation, posts: Ids) -> Condition:
    if relation is Relation.LEADER:
        its = Assignment.t.alias()
        return _of_assignment(ties, its, its.c.leader_post_id.in_(posts))
    if relation is Relation.AWAITED:
        return _awaited(ties, posts)
    asked = Opinion if relation is Relation.CONSULTED else Copy
    about = [asked.c.subject_kind == ties.kind.value, asked.c.subject_id == ties.table.c.id, asked.c.post_id.in_(posts)]
    if asked is Opinion:
        about.append(Opinion.c.closed_at.is_(None))
    return exists(select(asked.c.id).where(*about))


def _awaited(ties: Ties, posts: Ids) -> Condition:
    """One of the posts owes something about it. The reports of a window are owed together, as the window."""
    if ties.kind is SubjectKind.OBLIGATION:
        return and_(OPEN, Obligation.c.post_id.in_(posts))
    about = and_(Obligation.c.subject_kind == ties.kind.value, Obligation.c.subject_id == ties.table.c.id)
    if ties.kind is SubjectKind.ASSIGNMENT:
        # a figure is asked of its source through the report, and nothing else of the assignment is
        about = and_(about, Obligation.c.kind != ObligationKind.FIGURE.value)
    if ties.kind is SubjectKind.REPORT:
        together = and_(
            Obligation.c.subject_kind == SubjectKind.WINDOW.value,
            Obligation.c.subject_id == Report.c.window_id,
            Obligation.c.unit_id == Report.c.unit_id,
        )
        about = or_(about, together)
    if ties.kind is SubjectKind.FINDING:
        told = and_(Obligation.c.subject_kind == NOTICE, Obligation.c.subject_id == Finding.c.notice_id)
        about = or_(about, told)
    return exists(select(Obligation.c.id).where(OPEN, Obligation.c.post_id.in_(posts), about))


def _by_person(ties: Ties, relation: Relation, person: int) -> Condition:
    column = {
        Relation.SUBMITTER: ties.submitter,
        Relation.LAST_MOVER: ties.last_mover,
        Relation.SELF: ties.owner,
    }[relation]
    return false() if column is None else column == person
