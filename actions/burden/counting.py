"""How often something happened to each unit in a month: one grouped query each, whatever the number of units."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Text, and_, case, func, select, type_coerce

from actions.burden.loads import Due, of_month
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
from models.reports import IN_WINDOWS, Report
from models.requests import Request, RequestFigure
from models.supervision import Visit, VisitPart, VisitState, VisitUnit
from models.windows import Period as Opened
from models.windows import Window
from states.report import ReportState
from workdays.periods import Period

By = Mapping[int, int]
WAIVED = ReportState.WAIVED.value
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


def kinds_of(due: Iterable[Due]) -> Mapping[int, Mapping[str, int]]:
    """By unit and kind, how many things fall due."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for each in due:
        found[each.unit_id][each.kind] += each.count
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


@dataclass(frozen=True, slots=True)
class Forms:
    """The windows of a month; of those whose reports ask for numbers, the periods."""

    windows: Sequence[int] = ()
    of_numbers: Sequence[int] = ()


def forms_in(tx: Connection, office_id: int, month: Period) -> Forms:
    years = select(Assessment.c.id).where(Assessment.c.office_id == office_id)
    query = (
        select(Window.c.id, Opened.c.id, case((ASKS_VALUE, 1), else_=0))
        .join(Opened.t, Opened.c.window_id == Window.c.id)
        .where(Window.c.assessment_id.in_(years), of_month(Window.c.due_at, month))
    )
    found = tx.execute(query.order_by(Opened.c.id)).tuples().all()
    return Forms(sorted({window for window, _, _ in found}), [period for _, period, asks in found if asks])


def reports_in(tx: Connection, forms: Forms) -> By:
    """How many report forms fall due, one for each task and period."""
    found: Counter[int] = Counter()
    for row in tx.execute(IN_WINDOWS.where(Report.c.state != WAIVED), {"windows": forms.windows}):
        found[row.unit_id] += row.many if row.round == 1 else 0
    return found


def figures_in(tx: Connection, office_id: int, month: Period, forms: Forms) -> By:
    """How many numbers are asked for: a target each in the reports that want numbers, and those asked for besides."""
    besides = (
        select(Request.c.unit_id, func.count())
        .join(RequestFigure.t, RequestFigure.c.request_id == Request.c.id)
        .where(Request.c.office_id == office_id, Request.c.month == month.code)
    )
    return _targets_of(tx, forms) + Counter(_counted(tx, besides.group_by(Request.c.unit_id)))


def _targets_of(tx: Connection, forms: Forms) -> Counter[int]:
    if not forms.of_numbers:
        return Counter()  # asked about no period, SQLite would still walk all targets
    target = and_(
        Target.c.indicator_id == Assignment.c.indicator_id,
        Target.c.segment == Assignment.c.segment,
        Target.c.value.is_not(None),
        Target.c.ended_on.is_(None),
    )
    query = (
        select(Report.c.unit_id, Report.c.period_id, func.count())
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(Target.t, target)
        .where(Report.c.period_id.in_(forms.of_numbers), Report.c.round == 1, Report.c.state != WAIVED)
        .group_by(Report.c.period_id, Report.c.unit_id)  # by unit alone, SQLite walks every report, so as not to sort
    )
    found: Counter[int] = Counter()
    for unit, _, count in tx.execute(query):
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
