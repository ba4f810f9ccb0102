"""What every review verb has to know: whose turn it is, who has said what, what was done since the thing came here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from actions.context import Act
from actions.facts import circumstances
from actions.reviewing.kinds import Reviewable, Shared
from actions.reviewing.seats import Decision, ballot_of, review_rows, running, step_rule
from actions.snapshots import as_kept, kept
from actions.subjects import Subject
from config.chains import DRAFT, Step
from models.journal import Journal
from models.packages import PackageItem
from models.types import Key
from states.ballots import Ballot
from states.course import RETURNS
from states.facts import AskedSeat, ReviewFacts, UrgeLimit
from states.rules import verb_of

# what counts as having acted on a thing: after one of these it is not recalled any more
ACTED = frozenset({"endorse", "decline", "reassign", "countersign", "consult", "give_opinion", "return_item"})

LINES = (
    select(Journal.c.act, Journal.c.recorded_at, Journal.c.before, Journal.c.after)
    .where(Journal.c.subject_kind == bindparam("b_kind"), Journal.c.subject_id == bindparam("b_subject", type_=Key))
    .order_by(Journal.c.id)
)

F = TypeVar("F", bound=ReviewFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the person says with a verb. `asked` and `hands_over` are post codes; `more` is for the kind's own facts."""

    words: str = ""
    return_to: str = DRAFT
    asked: str = ""
    hands_over: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


SILENT = Said()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The seats of the running attempt, and what is told to the machine."""

    seats: Sequence[Any]
    shared: Shared


def gather(act: Act, kind: Reviewable[Any], subject: Subject[Any], said: Said = SILENT) -> Gathered:
    """Everything that the shared guards look at, read in a few queries."""
    rows = review_rows(act, subject)
    step = step_rule(subject)
    seats = running(rows, step.code) if step is not None else []
    ballot = ballot_of(act, subject, step, seats) if step is not None else Ballot()
    since = list(_since_it_came(_lines(act, subject)))
    shared = {
        **circumstances(act, subject, words=said.words),
        "ballot": ballot,
        "return_to": said.return_to,
        "figures_changed": figures_changed(act, kind, subject),
        "acted_on": any(verb_of(line.act) in ACTED for line in since) or (step is None and _is_bound(act, subject)),
        "holders": _persons(act, ballot),
        "previous": _before(subject, step, rows),
        "asked": asked_seat(act, said.asked) if said.asked else None,
        "hands_over": said.hands_over,
        "urge_limit": _urge_limit(subject),
        "urged_at": tuple(line.recorded_at for line in since if line.act == "urge"),
        **said.more,
    }
    return Gathered(seats, shared)


def _urge_limit(subject: Subject[Any]) -> UrgeLimit:
    urging = subject.published.scheme.policy.urging
    return UrgeLimit(at_most=urging.per_month, hours_apart=urging.hours_apart)


def extended(facts: type[F], shared: Shared, **more: Any) -> F:
    """The facts of a kind: what is shared, and its own; what the caller said himself goes before what was read."""
    return facts(**{**more, **shared})


def figures_changed(act: Act, kind: Reviewable[Any], subject: Subject[Any]) -> bool:
    """Whether a figure or a target differs from what was returned; nothing was, and nothing differs."""
    if not subject.row.returned_by:
        return False
    returned = next((line for line in reversed(_lines(act, subject)) if verb_of(line.act) in RETURNS), None)
    before = kept(act, subject.kind.value, subject.id, until=returned.recorded_at if returned else None)
    if before is None:
        return False
    return bool(kind.figures(before) != kind.figures(as_kept(kind.content(act, subject))))


def asked_seat(act: Act, post: str) -> AskedSeat:
    """The post that somebody turns to, and who sits there today."""
    if post not in act.directory.post_ids:
        raise act.refused(f"没有编码为“{post}”的岗位")
    entry = act.directory.post(post)
    return AskedSeat(post=post, title=entry.title, persons=frozenset(one.id for one in act.directory.on_duty(entry.id)))


def _lines(act: Act, subject: Subject[Any]) -> Sequence[Any]:
    return act.tx.execute(LINES, {"b_kind": subject.kind.value, "b_subject": subject.id}).all()


def _is_bound(act: Act, subject: Subject[Any]) -> bool:
    """What the office has bound into a package and presented has been acted on."""
    query = select(PackageItem.c.id).where(
        PackageItem.c.subject_kind == subject.kind.value,
        PackageItem.c.subject_id == subject.id,
        PackageItem.c.state == "carried",
    )
    return act.tx.execute(query).first() is not None


def _since_it_came(lines: Sequence[Any]) -> Iterator[Any]:
    """The journal after the last change of state."""
    for line in reversed(lines):
        if _state(line.before) != _state(line.after):
            return
        yield line


def _state(told: Mapping[str, Any] | None) -> Any:
    return (told or {}).get("state")


def _persons(act: Act, ballot: Ballot) -> frozenset[int]:
    posts = {post for group in ballot.groups for post in group}
    return frozenset(one.id for post in posts for one in act.directory.on_duty(act.directory.post_ids[post]))


def _before(subject: Subject[Any], step: Step | None, rows: Sequence[Any]) -> frozenset[int]:
    """Who agreed in the nearest earlier step that somebody decided; before the first step, who submitted it."""
    if step is None or subject.chain is None:
        return frozenset()
    codes = [each.code for each in subject.chain.steps]
    for code in reversed(codes[: codes.index(step.code)]):
        agreed = {row.person_id for row in running(rows, code) if row.decision == Decision.AGREED}
        if agreed:
            return frozenset(agreed)
    return frozenset() if subject.facts.submitter is None else frozenset({subject.facts.submitter})
