"""One report to be read, and the receipt of what was handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.evidence.shelves import Edition, editions_of
from actions.looking import look, looked_at, offers_for
from actions.reports.disputing import last_entry
from actions.reports.requesting import leave_is_given, request_of
from actions.reports.sheets import Sheet
from actions.results.moved import Motion, corrected_reports, motion_of
from actions.results.sight import sight
from config.zone import SHANGHAI
from models.journal import Journal
from models.persons import Person
from models.posts import Post
from models.snapshots import Snapshot
from states.engine import Offer
from states.permissions import may
from states.report import ReportState
from states.rules import verb_of
from states.subjects import SubjectKind
from states.verbs import label_of
from web.kernel.visit import Visit
from web.kernel.words import Words

SHOWN = 3
"""Of how many corrections the page tells what they moved."""
FIGURES = "correction"
"""Beside the act of a correction the journal tells of the figures."""
QUIET = frozenset({"fill"})
"""What the history of a report leaves out: that somebody saved his draft is no event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the history."""

    at: datetime
    what: str
    who: str
    on_behalf: str
    entered_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`offers`: every verb of its state, with what speaks against it now. `entered_by`: who typed it (代录).

    What was verified is corrected by leave: before it `may_ask`, with it `may_correct`.
    """

    sheet: Sheet
    offers: dict[str, Offer]
    may_fill: bool
    entered_by: str
    may_ask: bool
    may_correct: bool
    asked: Any | None
    may_object: bool
    history: Sequence[Event]
    editions: Mapping[int, Sequence[Edition]]
    motions: Sequence[Motion]
    sees_all: bool

    def offered(self, verb: str) -> bool:
        """Whether this person could do it, as far as the table of rights and the state go."""
        return verb in self.offers and self.offers[verb].permitted


def view_of(visit: Visit, sheet: Sheet) -> View:
    act = look(visit.tx, by=visit.by, now=visit.now)
    holding = looked_at(act, SubjectKind.REPORT, sheet.id)
    history = history_of(visit, SubjectKind.REPORT, sheet.id)
    entry, leave = last_entry(act, sheet.id), leave_is_given(act, sheet.id)
    clerk = visit.directory.persons.get(entry.recorded_by) if entry is not None else None
    published = act.published(sheet.row.assessment_id)
    own = sight(visit.actor, published, is_published=False)
    motions = [
        motion_of(visit.tx, published, sheet.row.assignment_id, each, sight=own)
        for each in corrected_reports(visit.tx, sheet.id)[:SHOWN]
    ]
    return View(
        sheet=sheet,
        offers={offer.verb: offer for offer in offers_for(holding)},
        may_fill=sheet.is_open and may(visit.actor, "fill", sheet.facts.subject).ok,
        entered_by=clerk.name if clerk is not None else "",
        may_ask=may(visit.actor, "request_correction", sheet.facts.subject).ok and not leave,
        may_correct=sheet.row.state == ReportState.SUBMITTED or (sheet.row.state == ReportState.VERIFIED and leave),
        asked=request_of(act, sheet.id),
        may_object=clerk is not None and may(visit.actor, "object_to_entry", sheet.facts.subject).ok,
        history=history,
        motions=[each for each in motions if each.changed or own.everything],
        sees_all=own.everything,
        editions=editions_of(visit.tx, [used.piece.id for used in sheet.evidence if not used.piece.is_paper]),
    )


def history_of(visit: Visit, kind: SubjectKind, number: int) -> list[Event]:
    """What was done with it, by posts, the oldest first."""
    clerk = Person.t.alias("clerk")
    query = (
        select(
            Journal.c.act,
            Journal.c.recorded_at,
            Journal.c.reason,
            Journal.c.via,
            Journal.c.before,
            Journal.c.after,
            Post.c.title,
            Person.c.name.label("absent"),
            clerk.c.name.label("clerk"),
        )
        .outerjoin(Post.t, Post.c.id == Journal.c.post_id)
        .outerjoin(Person.t, Person.c.id == Journal.c.on_behalf_of)
        .outerjoin(clerk, clerk.c.id == Journal.c.recorded_by)
        .where(Journal.c.subject_kind == kind.value, Journal.c.subject_id == number)
        .order_by(Journal.c.id)
    )
    return [_event(row, visit.words) for row in visit.tx.execute(query) if verb_of(row.act) not in QUIET]


def _event(row: Any, words: Words) -> Event:
    return Event(
        at=row.recorded_at.astimezone(SHANGHAI),
        what=words("更正的数") if row.act == FIGURES else label_of(row.act),
        who=row.title or "",
        on_behalf=row.absent or "",
        entered_by=(row.clerk or "") if row.via == "entered_for" else "",
        reason=_corrected(row, words) if row.act == FIGURES else row.reason,
    )


def _corrected(row: Any, words: Words) -> str:
    """What the figure was and what it becomes; why stands with the act beside it."""
    was, becomes = (row.before or {}).get("figure", ""), (row.after or {}).get("figure", "")
    who = (row.after or {}).get("responsible", "")
    return words("原数%(was)s，更正数%(becomes)s；责任人：%(who)s", was=was, becomes=becomes, who=who)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One report that arrived: when this version of it did, and whether the first was in time."""

    sheet: Sheet
    at: datetime
    number: int
    was_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """`waiting`: what has not left the desk."""

    sent: Sequence[Sent]
    waiting: Sequence[Sheet]
    title: str
    due_at: datetime | None

    @property
    def at(self) -> datetime | None:
        return max((each.at for each in self.sent), default=None)


def receipt_of(visit: Visit, found: Sequence[Sheet]) -> Receipt:
    taken = select(Snapshot.c.subject_id, Snapshot.c.version, Snapshot.c.taken_at).where(
        Snapshot.c.subject_kind == SubjectKind.REPORT.value, Snapshot.c.subject_id.in_([sheet.id for sheet in found])
    )
    last = {row.subject_id: row for row in visit.tx.execute(taken.order_by(Snapshot.c.version))}
    sent = [_sent(sheet, last[sheet.id]) for sheet in found if not sheet.is_open and sheet.id in last]
    place = found[0].place
    return Receipt(
        sent=sent,
        waiting=[sheet for sheet in found if sheet.is_open],
        title=place.window_title,
        due_at=place.due_at.astimezone(SHANGHAI) if place.due_at is not None else None,
    )


def _sent(sheet: Sheet, snapshot: Any) -> Sent:
    first, due = sheet.row.first_submitted_at, sheet.place.due_at
    return Sent(
        sheet=sheet,
        at=snapshot.taken_at.astimezone(SHANGHAI),
        number=snapshot.version,
        was_late=first is not None and due is not None and first > due,
    )
