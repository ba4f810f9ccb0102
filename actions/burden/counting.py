"""How often something happened to each unit in a month: one grouped query each, whatever the number of units."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, case, func, or_, select, type_coerce

from actions.burden.loads import LET_OFF, of_month
from actions.directory import Directory, directory_of
from config.windows import ReportField
from models.assessments import Assessment
from models.assignments import Assignment
from models.indicators import Target
from models.lateness import Urging
from models.letters import LetterUnit
from models.obligations import Obligation
from models.outbox import DIGEST, OutboxMessage
from models.posts import Post
from models.reports import Report
from models.requests import Request, RequestFigure
from models.supervision import Visit, VisitPart, VisitState, VisitUnit
from models.windows import Window
from states.report import ReportState
from workdays.periods import Period

By = Mapping[int, int]
STANDING = (VisitState.APPROVED.value, VisitState.MADE.value)
# documents are stored as canonical text, so that one word of a list in it can be looked for
ASKS_VALUE = type_coerce(Window.c.rule, Text).contains(f'"{ReportField.VALUE.value}"')


@dataclass(frozen=True, slots=True)
class Messages:
    """`told`: decided; `alone`: sent by themselves; `digested`: in `digests` of a morning instead."""

    told: int = 0
    alone: int = 0
    digested: int = 0
    digests: int = 0

    def __add__(self, other: "Messages") -> "Messages":
        return Messages(
            self.told + other.told,
            self.alone + other.alone,
            self.digested + other.digested,
            self.digests + other.digests,
        )

    @property
    def arrived(self) -> int:
        return self.alone + self.digests


def obligations_in(tx: Connection, office_id: int, month: Period) -> Mapping[int, Mapping[str, int]]:
    """By unit and kind, what falls due in the month; what was let off is no burden."""
    years = select(Assessment.c.id).where(Assessment.c.office_id == office_id)
    query = (
        select(Obligation.c.unit_id, Obligation.c.kind, func.count().label("count"))
        .where(
            Obligation.c.assessment_id.in_(years),
            of_month(Obligation.c.due_at, month),
            or_(Obligation.c.outcome.is_(None), Obligation.c.outcome.not_in(LET_OFF)),
        )
        .group_by(Obligation.c.unit_id, Obligation.c.kind)
    )
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for unit, kind, count in tx.execute(query).tuples():
        found[unit][kind] = count
    return found


def urgings_in(tx: Connection, office_id: int, month: Period) -> By:
    query = (
        select(Obligation.c.unit_id, func.count())
        .select_from(Urging.t)
        .join(Obligation.t, Obligation.c.id == Urging.c.obligation_id)
        .where(Urging.c.office_id == office_id, Urging.c.month == month.code)
    )
    return _counted(tx, query.group_by(Obligation.c.unit_id))


def visits_in(tx: Connection, office_id: int, month: Period) -> By:
    query = (
        select(VisitUnit.c.unit_id, func.count())
        .join(Visit.t, Visit.c.id == VisitUnit.c.visit_id)
        .where(
            Visit.c.office_id == office_id,
            Visit.c.planned_on.between(month.start, month.end),
            Visit.c.state.in_(STANDING),
            VisitUnit.c.part == VisitPart.VISITED.value,
        )
    )
    return _counted(tx, query.group_by(VisitUnit.c.unit_id))


def letters_in(tx: Connection, office_id: int, month: Period) -> By:
    query = select(LetterUnit.c.unit_id, func.count()).where(
        LetterUnit.c.office_id == office_id, of_month(LetterUnit.c.delivered_at, month)
    )
    return _counted(tx, query.group_by(LetterUnit.c.unit_id))


def reports_in(tx: Connection, office_id: int, month: Period) -> By:
    """How many report forms fall due, one for each task and period."""
    return _counted_of_windows(tx, select(*_OF_WINDOWS).where(*_falling_due(office_id, month)))


def figures_in(tx: Connection, office_id: int, month: Period) -> By:
    """How many numbers are asked for: a target each in the reports that want numbers, and those asked for besides."""
    target = and_(
        Target.c.indicator_id == Assignment.c.indicator_id,
        Target.c.segment == Assignment.c.segment,
        Target.c.value.is_not(None),
        Target.c.ended_on.is_(None),
    )
    planned = (
        select(*_OF_WINDOWS)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(Target.t, target)
        .where(*_falling_due(office_id, month, ASKS_VALUE))
    )
    besides = (
        select(Request.c.unit_id, func.count())
        .join(RequestFigure.t, RequestFigure.c.request_id == Request.c.id)
        .where(Request.c.office_id == office_id, Request.c.month == month.code)
    )
    return _counted_of_windows(tx, planned) + Counter(_counted(tx, besides.group_by(Request.c.unit_id)))


def _falling_due(office_id: int, month: Period, *of_windows: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """The reports of the windows that fall due in the month: few windows, which lead to their reports."""
    years = select(Assessment.c.id).where(Assessment.c.office_id == office_id)
    windows = select(Window.c.id).where(
        Window.c.assessment_id.in_(years), of_month(Window.c.due_at, month), *of_windows
    )
    return Report.c.window_id.in_(windows), Report.c.round == 1, Report.c.state != ReportState.WAIVED.value


_OF_WINDOWS = (Report.c.window_id, Report.c.unit_id, func.count())


def _counted_of_windows(tx: Connection, query: Any) -> Counter[int]:
    """By window first: grouped by unit alone, SQLite walks every report there is, so as not to sort."""
    found: Counter[int] = Counter()
    for _, unit, count in tx.execute(query.group_by(Report.c.window_id, Report.c.unit_id)):
        found[unit] += count
    return found


def messages_in(tx: Connection, office_id: int, month: Period) -> Mapping[int, Messages]:
    """By unit: its group's, those of its posts, and what its people were told as persons."""
    place = func.coalesce(OutboxMessage.c.unit_id, Post.c.unit_id)
    is_digest, is_sent = OutboxMessage.c.kind == DIGEST, OutboxMessage.c.state == "sent"
    carried = OutboxMessage.c.digest_id.is_not(None)
    query = (
        select(
            place,
            OutboxMessage.c.person_id,
            how_many(~is_digest),
            how_many(~is_digest, is_sent, ~carried),
            how_many(is_sent, carried),
            how_many(is_digest, is_sent),
        )
        .outerjoin(Post.t, Post.c.id == OutboxMessage.c.post_id)
        .where(OutboxMessage.c.office_id == office_id, of_month(OutboxMessage.c.created_at, month))
        .group_by(place, OutboxMessage.c.person_id)
    )
    seats = seats_of_people(directory_of(tx, office_id, day=month.end))
    found: defaultdict[int, Messages] = defaultdict(Messages)
    for unit, person, *counts in tx.execute(query):
        if (at := unit or seats.get(person)) is not None:
            found[at] += Messages(*counts)
    return found


def how_many(*conditions: Any) -> Any:
    return func.sum(case((and_(*conditions), 1), else_=0))


def seats_of_people(directory: Directory) -> By:
    """Where each person sits, by his first post in official order."""
    found: dict[int, int] = {}
    for post, people in directory.holders.items():
        for person in people:
            found.setdefault(person, directory.posts[post].unit_id)
    return found


def _counted(tx: Connection, query: Any) -> By:
    return dict(tx.execute(query).tuples().all())
