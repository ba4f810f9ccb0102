"""The desk of one breakdown: the indicator with its targets beside the sheet, and the check of what stands on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.acts import Refused
from actions.assignments.cells import suggestions
from actions.assignments.checking import Checked, as_typed, checked
from actions.assignments.contents import Breakdown, breakdown_of
from actions.assignments.drafting import Draft, said_of_the_whole, wrong
from actions.assignments.facts import required_of
from actions.assignments.loading import planned_of
from actions.assignments.naming import Named
from actions.context import Act
from actions.hearing import hear
from actions.looking import look, looked_at, offers_for
from actions.performing import find_act
from actions.reviewing.moving import Held
from config.indicators import BreakdownField
from config.roles import Role
from models.assignments import Assignment, Contribution
from models.indicators import Indicator
from models.obligations import OPEN, Obligation
from states.engine import Offer
from states.granted.seats import FILLERS, OPEN_BREAKDOWN
from states.obligations import ObligationKind
from states.permissions import may
from states.subjects import SubjectKind
from web.department.sheet import Column, Whole, columns_of, row_of, wholes_of
from web.department.typed import FormRow, Sent
from web.kernel.visit import Visit
from web.reviewing.reading import changes_since
from web.reviewing.returning import SentBack, sent_back


@dataclass(frozen=True, slots=True)
class Part:
    """配合单位 and its part. `owed`: the open obligation by which it may be asked for it."""

    code: str
    unit: str
    words: str
    given_at: datetime | None
    owed: int | None


@dataclass(frozen=True, slots=True)
class Workspace:
    act: Act
    held: Held
    offers: Mapping[str, Offer]
    breakdown: Breakdown
    above: Sequence[Any]
    neighbours: Sequence[Any]
    star: bool
    kind: str
    check: Checked
    columns: tuple[Column, ...]
    required: frozenset[BreakdownField]
    rows: tuple[FormRow, ...]
    wholes: tuple[Whole, ...]
    parts: tuple[Part, ...]
    suggestions: Mapping[str, Sequence[str]]
    may_edit: bool
    may_supply: bool
    typists: Sequence[tuple[str, str]]
    sent_back: SentBack | None
    changes: Sequence[str]

    @property
    def subject(self) -> Any:
        return self.held.subject

    @property
    def state(self) -> str:
        return str(self.subject.machine.states[self.subject.state].label)

    @property
    def lead(self) -> str:
        return self.act.directory.units[self.subject.lead_unit_id].shown

    @property
    def numeric(self) -> list[Any]:
        """The targets that are parted among the items."""
        return [target for target in self.breakdown.targets if target.value is not None]

    @property
    def is_open(self) -> bool:
        """The sheet can be written on: by its writers, or for them."""
        return self.may_edit or bool(self.typists)

    def offer(self, verb: str) -> Offer | None:
        found = self.offers.get(verb)
        return found if found is not None and found.permitted else None

    @property
    def hands_in(self) -> str:
        """The act by which it goes on from here."""
        return "resubmit" if self.subject.state == "returned" else "submit_breakdown"


def workspace(visit: Visit, number: int, *, typed: Sent | None = None) -> Workspace:
    act = look(visit.tx, by=visit.by, now=visit.now)
    holding = looked_at(act, SubjectKind.ASSIGNMENT, number)
    subject = holding.subject
    breakdown = breakdown_of(act.tx, subject.row)
    planned = planned_of(act, subject.published, subject.row)
    required = required_of(subject, planned)
    names = Named(act, breakdown)
    may_edit = may(act.actor, "edit_breakdown", subject.facts).ok
    return Workspace(
        act=act,
        held=holding,
        offers={each.verb: each for each in offers_for(holding)},
        breakdown=breakdown,
        above=_above(act, breakdown.indicator),
        neighbours=_neighbours(act, subject.row),
        star=planned.star,
        kind=_kind_label(subject, breakdown),
        check=checked(act, subject, breakdown, without=typed.without if typed is not None else ()),
        columns=tuple(columns_of(breakdown, required)),
        required=frozenset(required),
        rows=typed.rows if typed is not None else tuple(row_of(names, item) for item in breakdown.items),
        wholes=tuple(wholes_of(breakdown, required, typed.wholes if typed is not None else {})),
        parts=tuple(_parts(act, subject, planned.co_units)),
        suggestions=suggestions(act, subject.lead_unit_id),
        may_edit=may_edit,
        may_supply=may(act.actor, "supply_part", subject.facts).ok,
        typists=[] if may_edit else _typists(act, subject),
        sent_back=sent_back(act, SubjectKind.ASSIGNMENT, number) if subject.state == "returned" else None,
        changes=changes_since(act, holding) if subject.state == "returned" else (),
    )


# Around it


def _above(act: Act, indicator: Any) -> list[Any]:
    """The indicators above, from the top; the tree is read once."""
    query = select(Indicator.c.id, Indicator.c.parent_id, Indicator.c.title, Indicator.c.points)
    tree = {row.id: row for row in act.tx.execute(query.where(Indicator.c.assessment_id == indicator.assessment_id))}
    found: list[Any] = []
    at = indicator.parent_id
    while at is not None:
        found.insert(0, tree[at])
        at = tree[at].parent_id
    return found


def _neighbours(act: Act, row: Any) -> Sequence[Any]:
    """The other segments of the same indicator, and who leads them (R0.3)."""
    query = select(Assignment.c.id, Assignment.c.title, Assignment.c.lead_unit_id, Assignment.c.points).where(
        Assignment.c.indicator_id == row.indicator_id, Assignment.c.id != row.id
    )
    return act.tx.execute(query.order_by(Assignment.c.position, Assignment.c.id)).all()


def _kind_label(subject: Any, breakdown: Breakdown) -> str:
    kinds = subject.published.scheme.kinds
    return kinds[breakdown.indicator.kind].label if breakdown.indicator.kind in kinds else ""


def _parts(act: Act, subject: Any, codes: Sequence[str]) -> list[Part]:
    about = (SubjectKind.ASSIGNMENT.value, subject.id)
    given = select(Contribution.t).where(Contribution.c.subject_kind == about[0], Contribution.c.subject_id == about[1])
    rows = {row.unit_id: row for row in act.tx.execute(given)}
    asked = select(Obligation.c.id, Obligation.c.unit_id).where(
        OPEN,
        Obligation.c.subject_kind == about[0],
        Obligation.c.subject_id == about[1],
        Obligation.c.kind == ObligationKind.CO_UNIT_PART.value,
    )
    owed = {row.unit_id: row.id for row in act.tx.execute(asked)}
    units = [act.directory.unit(code) for code in codes if code in act.directory.unit_ids]
    return [
        Part(
            unit.code,
            unit.shown,
            rows[unit.id].words if unit.id in rows else "",
            rows[unit.id].given_at if unit.id in rows else None,
            owed.get(unit.id),
        )
        for unit in units
    ]


def _typists(act: Act, subject: Any) -> list[tuple[str, str]]:
    """代录: for whom this person may write; a person's code and name."""
    if subject.state not in OPEN_BREAKDOWN or not may(act.actor, "enter_for", subject.facts).ok:
        return []
    directory, writes = act.directory, {who.role for who in FILLERS}
    posts = [post for post in directory.standing if post.unit_id == subject.lead_unit_id and post.role in writes]
    posts.sort(key=lambda post: post.role is not Role.OFFICER)  # whoever usually writes it comes first
    found = {person.code: f"{post.title}（{person.name}）" for post in posts for person in directory.on_duty(post.id)}
    return list(found.items())


# While one types


@dataclass(frozen=True, slots=True)
class Live:
    """The check of what is typed. `faults`: what could not even be saved."""

    check: Checked | None
    faults: tuple[str, ...]


def live(visit: Visit, number: int, typed: Sent) -> Live:
    """The same check as at saving, of rows that nobody has saved; nothing is written and nothing is locked."""
    act = look(visit.tx, by=visit.by, now=visit.now)
    subject = looked_at(act, SubjectKind.ASSIGNMENT, number).subject
    try:
        draft: Any = hear(find_act("save_breakdown"), typed.data)
    except Refused as refused:
        return Live(None, tuple(map(act.spoken, refused.reasons)))
    return _checked(act, subject, draft, typed)


def _checked(act: Act, subject: Any, draft: Draft, typed: Sent) -> Live:
    names = Named(act, breakdown_of(act.tx, subject.row))
    breakdown = as_typed(names, draft.rows, said_of_the_whole(subject.row, draft))
    found = checked(act, subject, breakdown, explanations=typed.explanations, without=typed.without)
    return Live(found, tuple(map(act.spoken, wrong(draft, names))))
