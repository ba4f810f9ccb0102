"""The seats of a review step as they are kept: who was asked in this attempt, who handed on to whom, who said what."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from actions.context import Act
from actions.subjects import Subject
from config.chains import Step
from config.labels import Labelled
from models.reviews import Review
from models.types import Key
from states.actors import Mark
from states.ballots import Ballot, Vote
from states.chain import step_of


class Decision(Labelled):
    """What a seat said, or what became of it."""

    AGREED = "agreed", "同意"
    DECLINED = "declined", "不同意"
    RETURNED = "returned", "退回修改"
    REASSIGNED = "reassigned", "已转办"
    SKIPPED = "skipped", "自动跳过"


VOTES = {Decision.AGREED: True, Decision.DECLINED: False, Decision.RETURNED: False}


# built once, so that SQLAlchemy finds them in its cache without reading them anew
SEATS = (
    select(Review.t)
    .where(Review.c.subject_kind == bindparam("b_kind"), Review.c.subject_id == bindparam("b_subject", type_=Key))
    .order_by(Review.c.id)
)
SPOKEN = (
    "decision", "words", "returned_to", "person_id", "via", "decided_at", "recorded_at", "recorded_by", "paper",
    "closed_at",
)  # fmt: skip
SAY = (
    update(Review.t)
    .where(Review.c.id == bindparam("b_id", type_=Key))
    .values(version=Review.c.version + 1, **{name: bindparam(name, type_=Review.c[name].type) for name in SPOKEN})
)


def review_rows(act: Act, subject: Subject[Any]) -> Sequence[Any]:
    """Every seat that was ever asked about a thing, in order."""
    return act.tx.execute(SEATS, {"b_kind": subject.kind.value, "b_subject": subject.id}).all()


def running(rows: Iterable[Any], step: str) -> list[Any]:
    """The seats of the last attempt at a step."""
    asked = [row for row in rows if row.step == step]
    last = max((row.attempt for row in asked), default=0)
    return [row for row in asked if row.attempt == last]


def step_rule(subject: Subject[Any]) -> Step | None:
    """The step of the chain that the thing stands in."""
    code = step_of(subject.state)
    steps = subject.chain.steps if subject.chain is not None else ()
    return next((step for step in steps if step.code == code), None)


def ballot_of(act: Act, subject: Subject[Any], step: Step, seats: Sequence[Any]) -> Ballot:
    """The ballot of the running attempt: groups as they were seated, seats handed on, seats called in, votes."""
    codes = {post.id: post.code for post in act.directory.posts.values()}
    standing = [row for row in seats if row.post_id in codes]
    asked = frozenset(codes[row.post_id] for row in standing)
    groups = (group & asked for group in act.directory.seating.groups(step.reviewers, subject.facts))
    ballot = Ballot(
        mode=step.mode,
        groups=tuple(group for group in groups if group),
        added=frozenset(codes[row.post_id] for row in standing if row.called_in_by is not None),
    )
    for old, new in _handed(standing, codes):
        ballot = ballot.handed(old, new)
    for row in standing:
        if row.decision in VOTES:
            ballot = ballot.with_vote(Vote(codes[row.post_id], row.person_id, VOTES[Decision(row.decision)]))
    return ballot


def _handed(seats: Sequence[Any], codes: dict[int, str]) -> list[tuple[str, str]]:
    """转办, in order: from which post to which."""
    by_id = {row.id: row for row in seats}
    return [
        (codes[by_id[row.reassigned_from_id].post_id], codes[row.post_id])
        for row in seats
        if row.reassigned_from_id in by_id
    ]


def open_seat(act: Act, seats: Sequence[Any], post: str) -> Any | None:
    """The seat of a post that has not spoken yet in this attempt."""
    post_id = act.directory.post_ids.get(post)
    return next((row for row in seats if row.post_id == post_id and row.closed_at is None), None)


def say(
    act: Act,
    seat: Any,
    decision: Decision,
    *,
    words: str = "",
    marks: Collection[Mark] = (),
    returned_to: str | None = None,
) -> None:
    """Write what a seat said, by which door, signed when and typed by whom."""
    values = {
        "decision": decision.value,
        "words": words,
        "returned_to": returned_to,
        "person_id": act.person_id,
        "via": act.via(marks),
        "decided_at": act.effective_at,
        "recorded_at": act.now,
        "recorded_by": act.door.recorded_by,
        "paper": paper_of(act),
        "closed_at": act.now,
    }
    act.tx.execute(SAY, {"b_id": seat.id, **values})


def paper_of(act: Act) -> dict[str, Any] | None:
    """The signed sheet behind a decision (O03)."""
    paper = act.door.paper
    if paper is None:
        return None
    return {"code": paper.code, "signed_at": paper.signed_at, "words": paper.words, "scan": paper.scan}
