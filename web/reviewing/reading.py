"""What a reviewer sees: the thing, how far it has come, who said what, what changed, and what he may do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import or_, select

from actions.assignments.cells import name_of
from actions.assignments.contents import breakdown_of
from actions.assignments.facts import written
from actions.context import Act
from actions.directory import Directory, PostEntry
from actions.looking import look, looked_at, offers_for
from actions.reviewing.gathering import SILENT
from actions.reviewing.moving import Held
from actions.reviewing.seats import VOTES, Decision, review_rows, running, step_rule
from actions.snapshots import as_kept
from config.chains import DRAFT
from config.roles import LEADERS
from models.journal import Journal
from models.reviews import Opinion
from models.snapshots import Snapshot
from states.chain import step_of
from states.doubts import Doubt
from states.engine import Offer
from states.subjects import SubjectKind
from web.kernel.visit import Visit

SUBMITS = ("submit_breakdown", "submit", "submit_nil", "submit_correction", "submit_package", "resubmit")
QUIET = ("consult", "countersign", "copy", "reassign")
"""What a reviewer may ask of others; it stands in a menu of its own."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One seat of a step. `said` is empty while it is still asked."""

    post: str
    person: str
    said: str
    words: str
    at: datetime | None
    on_paper: bool
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the chain. `stands`: past, here or ahead."""

    code: str
    label: str
    stands: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """加签: what was asked of whom, and what he answered."""

    post: str
    person: str
    question: str
    words: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Who sent it here, when, with which words; `entered_by`: who typed it for him (代录)."""

    post: str
    person: str
    at: datetime
    words: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A doubt with its 说明."""

    doubt: Doubt
    words: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A thing under review, as this person finds it now."""

    act: Act
    held: Held
    offers: Mapping[str, Offer]
    steps: tuple[ShownStep, ...]
    advice: tuple[Advice, ...]
    changes: Sequence[str]
    doubts: tuple[Explained, ...]
    handed_in: HandedIn | None
    round: int

    @property
    def subject(self) -> Any:
        return self.held.subject

    @property
    def state(self) -> str:
        """The label of the state that it stands in."""
        return str(self.subject.machine.states[self.subject.state].label)

    @property
    def unit(self) -> str:
        return self.act.directory.units[self.subject.lead_unit_id].shown

    @property
    def is_in_review(self) -> bool:
        return bool(step_of(self.subject.state))

    def offer(self, verb: str) -> Offer | None:
        """A verb that this person may do here, whatever else still stands against it."""
        found = self.offers.get(verb)
        return found if found is not None and found.permitted else None

    @property
    def decides(self) -> bool:
        return self.offer("approve") is not None

    @property
    def waits_on_leader(self) -> bool:
        """A leader is never urged (O10)."""
        return bool(self.subject.facts.awaited_roles & LEADERS)

    @property
    def hindrances(self) -> tuple[str, ...]:
        """Why agreeing would be refused now, whoever agrees in his turn."""
        found = self.offer("approve")
        return found.reasons if found is not None else ()

    @property
    def quiet(self) -> tuple[Offer, ...]:
        return tuple(found for verb in QUIET if (found := self.offer(verb)) is not None)

    @property
    def backs(self) -> list[tuple[str, str]]:
        """Where it may be sent back to: the writer, or an earlier step (A20)."""
        step, chain = step_rule(self.subject), self.subject.chain
        if step is None or chain is None:
            return [(DRAFT, "填报人")]
        labels = {DRAFT: "填报人", **{each.code: each.label for each in chain.steps}}
        return [(code, labels[code]) for code in step.may_return_to]


def reviewed(visit: Visit, kind: SubjectKind, number: int) -> Reviewed:
    act = look(visit.tx, by=visit.by, now=visit.now)
    holding = looked_at(act, kind, number, SILENT)
    return Reviewed(
        act=act,
        held=holding,
        offers={each.verb: each for each in offers_for(holding)},
        steps=tuple(_steps(act, holding)),
        advice=tuple(_advice(act, holding)),
        changes=changes_since(act, holding),
        doubts=tuple(_doubts(act, holding)),
        handed_in=_handed_in(act, holding),
        round=holding.subject.round,
    )


def _doubts(act: Act, holding: Held) -> list[Explained]:
    """What was doubtful when it was handed in, with what its writers said to it; the reviewer judges by it (O28)."""
    facts: Any = holding.facts
    if holding.subject.kind is SubjectKind.ASSIGNMENT:
        facts = SimpleNamespace(**written(act, holding.subject, breakdown_of(act.tx, holding.subject.row)))
    explanations: Mapping[str, str] = getattr(facts, "explanations", {})
    return [Explained(doubt, explanations.get(doubt.key, "")) for doubt in getattr(facts, "doubts", ())]


def _handed_in(act: Act, holding: Held) -> HandedIn | None:
    """The last time that it was handed in."""
    about = (Journal.c.subject_kind == holding.subject.kind.value, Journal.c.subject_id == holding.subject.id)
    # a resubmission is written down with the step that it went straight to
    by = or_(Journal.c.act.in_(SUBMITS), Journal.c.act.like("resubmit:%"))
    query = select(Journal.t).where(*about, by).order_by(Journal.c.id.desc()).limit(1)
    line = act.tx.execute(query).one_or_none()
    if line is None:
        return None
    post = act.directory.posts.get(line.post_id)
    return HandedIn(
        post=post.title if post is not None else "",
        person=name_of(act.directory, line.person_id),
        at=line.effective_at,
        words=line.reason,
        entered_by=name_of(act.directory, line.recorded_by),
    )


# How far it has come


def _steps(act: Act, holding: Held) -> list[ShownStep]:
    subject = holding.subject
    if subject.chain is None:
        return []
    rows = review_rows(act, subject)
    here = step_of(subject.state)
    codes = [step.code for step in subject.chain.steps]
    place = codes.index(here) if here in codes else -1
    found = []
    for position, step in enumerate(subject.chain.steps):
        voices = tuple(_voice(act.directory, row) for row in running(rows, step.code))
        passed = any(each.said for each in voices) and here != step.code and (place < 0 or position < place)
        stands = "here" if step.code == here else "past" if passed else "ahead"
        found.append(ShownStep(step.code, step.label, stands, voices))
    return found


def _voice(directory: Directory, row: Any) -> Voice:
    said = Decision(row.decision).label if row.decision else ""
    post = directory.posts.get(row.post_id)
    person = name_of(directory, row.person_id) if Decision(row.decision or Decision.SKIPPED) in VOTES else ""
    return Voice(
        post=post.title if post is not None else "",
        person=person,
        said=said,
        words=row.words if row.decision else "",
        at=row.decided_at,
        on_paper=row.via == "paper",
        on_behalf=row.via == "substitute",
    )


def _advice(act: Act, holding: Held) -> list[Advice]:
    about = (Opinion.c.subject_kind == holding.subject.kind.value, Opinion.c.subject_id == holding.subject.id)
    rows = act.tx.execute(select(Opinion.t).where(*about).order_by(Opinion.c.id))
    posts = act.directory.posts
    return [
        Advice(posts[row.post_id].title, name_of(act.directory, row.person_id), row.question, row.words, row.given_at)
        for row in rows
        if row.post_id in posts
    ]


# What changed


def changes_since(act: Act, holding: Held) -> Sequence[str]:
    """Against what was handed in before: in review the version before this one, else the one that was sent back."""
    subject = holding.subject
    query = select(Snapshot.c.content).where(
        Snapshot.c.subject_kind == subject.kind.value, Snapshot.c.subject_id == subject.id
    )
    kept = list(act.tx.scalars(query.order_by(Snapshot.c.version.desc()).limit(2)))
    now = as_kept(holding.kind.content(act, subject))
    before = next((content for content in kept if content != now), None)
    return holding.kind.says(act, subject, before, now) if before is not None else ()


# Whom one may turn to


def posts_to_ask(visit: Visit) -> list[tuple[str, list[PostEntry]]]:
    """Every post with somebody in it but one's own, by unit, in official order."""
    directory, own = visit.directory, {seat.post for seat in visit.actor.seats}
    by_unit: dict[int, list[PostEntry]] = {unit: [] for unit in directory.units}
    for post in directory.standing:
        if post.code not in own and directory.on_duty(post.id):
            by_unit[post.unit_id].append(post)
    return [(directory.units[unit].shown, posts) for unit, posts in by_unit.items() if posts]
