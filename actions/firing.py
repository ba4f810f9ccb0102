"""Every change of state goes through here: permission, guards, compare-and-set, journal, obligations, messages.

1. The machine decides; a refusal carries every reason. 2. The row moves only if it still is as it was read. 3. The
journal says who moved it from where to where, and why. 4. What the old state awaited is settled, what the new state
awaits is opened. 5. Whose turn it is now is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from actions.acts import Conflict
from actions.context import Act
from actions.obligating import Owed
from actions.subjects import Subject
from actions.telling import LEADERS, Told
from actions.wording import say_asked
from config.obligations import ObligationKind
from models.reviews import Review
from models.writing import change_row, insert_rows
from states.chain import step_of
from states.engine import decide
from states.facts import ReviewFacts
from states.obligations import Outcome
from states.rules import Await, Move, State, TransitionRefused
from workdays.deadline import due_at

F = TypeVar("F", bound=ReviewFacts)

# how the obligations of the state that is left have ended, by verb
OUTCOMES = {
    "recall": Outcome.RECALLED,
    "return_for_revision": Outcome.RETURNED,
    "withdraw": Outcome.WITHDRAWN,
    "waive": Outcome.WAIVED,
    "skip": Outcome.SKIPPED,
}


@dataclass(frozen=True, slots=True)
class Fired:
    """A move that was written: the row's new version and the obligations that it opened."""

    move: Move[Any]
    version: int
    opened: tuple[int, ...] = ()


def fire(
    act: Act,
    subject: Subject[F],
    trigger: str,
    facts: F,
    *,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
    basis: str = "",
    quiet: bool = False,
) -> Fired:
    """Move the subject. `values` are further columns of its row; `quiet` leaves the telling to the caller.

    Raises `Refused` with every unmet reason, `Conflict` where another was faster.
    """
    try:
        move = decide(subject.machine, trigger=trigger, state=subject.state, facts=facts)
    except TransitionRefused as refused:
        raise act.refused(*refused.reasons) from refused
    return apply(act, subject, move, values=values, reason=reason, basis=basis, quiet=quiet)


def apply(
    act: Act,
    subject: Subject[F],
    move: Move[F],
    *,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
    basis: str = "",
    quiet: bool = False,
) -> Fired:
    """Write a move that was decided."""
    row = subject.row
    written = {"state": move.dest.code, **_history(act, subject, move), **(values or {})}
    if not change_row(act.tx, subject.table.t, subject.id, version=row.version, values=written):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))
    act.record(
        subject.kind.value,
        subject.id,
        act=move.rule.trigger,
        assessment_id=subject.published.assessment_id,
        before={"state": move.source.code},
        after={"state": move.dest.code, **_plain(values)},
        reason=reason,
        basis=basis,
        decision=move.decision,
        marks=move.marks,
    )
    if move.stays:
        return Fired(move, row.version + 1)
    leave(act, subject, move)
    opened = arrive(act, subject, move.dest, quiet=quiet)
    return Fired(move, row.version + 1, opened)


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (values or {}).items() if value is not None}


def _history(act: Act, subject: Subject[F], move: Move[F]) -> dict[str, Any]:
    """Where the thing came from, and to whom an answer goes directly. The clock's steps cannot be recalled."""
    if move.stays:
        return {}
    told: dict[str, Any] = {"came_from": move.source.code, "last_mover": act.person_id}
    if move.rule.verb in ("return_for_revision", "record_superior_return"):
        return told | {"returned_by": move.source.code}
    if move.dest.code == subject.row.returned_by:
        return told | {"returned_by": ""}
    return told


def leave(act: Act, subject: Subject[F], move: Move[F]) -> None:
    """What the old state awaited is over: done by whoever acted, freed for the others (A23)."""
    awaits = move.source.awaits
    if awaits is None:
        return
    outcome = OUTCOMES.get(move.rule.verb, Outcome.DONE)
    if awaits.joint:
        _leave_joint(act, subject, outcome)
        return
    mine = {act.directory.post_ids[move.decision.seat.post]} if move.decision.seat else set()
    rows = act.obligations.about(subject.kind.value, subject.id)
    open_ones = [row for row in rows if row.kind == awaits.kind.value]
    acted = [row.id for row in open_ones if row.post_id in mine] or [row.id for row in open_ones]
    act.obligations.end(acted, outcome=outcome)
    act.obligations.end([row.id for row in open_ones if row.id not in acted], outcome=Outcome.FREED)


def _leave_joint(act: Act, subject: Subject[F], outcome: Outcome) -> None:
    """One obligation for all fellows: it ends when the last of them leaves."""
    joint = subject.joint
    if joint is not None and not joint.fellows_waiting:
        act.obligations.settle(joint.subject_kind, joint.subject_id, period=joint.period, outcome=outcome)


def arrive(act: Act, subject: Subject[F], state: State, *, quiet: bool = False) -> tuple[int, ...]:
    """Open what the new state awaits, write the seats of a review step, tell those whose turn it is."""
    awaits = state.awaits
    if awaits is None:
        return ()
    owed = _owed(act, subject, awaits)
    if awaits.joint:
        owed = [one for one in owed if not _stands(act, one)]
    ids = act.obligations.open(owed)
    if step_of(state.code):
        _seat_reviewers(act, subject, step_of(state.code), owed, ids)
    if not quiet:
        for one, obligation_id in zip(owed, ids, strict=True):
            _tell_turn(act, subject, state, one, obligation_id)
    return tuple(ids)


def _stands(act: Act, owed: Owed) -> bool:
    return any(
        (row.kind, row.period, row.post_id) == (owed.kind.value, owed.period, owed.post_id)
        for row in act.obligations.about(owed.subject_kind, owed.subject_id)
    )


def _owed(act: Act, subject: Subject[F], awaits: Await) -> list[Owed]:
    directory = act.directory
    joint = subject.joint if awaits.joint else None
    deadline = subject.due.get(awaits.kind) if awaits.days is None else None
    return [
        Owed(
            kind=awaits.kind,
            unit_id=directory.post(code).unit_id,
            post_id=directory.post(code).id,
            subject_kind=joint.subject_kind if joint else subject.kind.value,
            subject_id=joint.subject_id if joint else subject.id,
            period=joint.period if joint else "",
            title=subject.title,
            deadline=deadline,
            due_at=_within(act, awaits.days, subject.feeds_due) if awaits.days is not None else None,
            assessment_id=subject.published.assessment_id,
            ladder=subject.ladder_for(awaits.kind),
        )
        for code in directory.seating.owing(awaits, subject.facts)
    ]


def _within(act: Act, days: int, feeds_due: datetime | None) -> datetime:
    """So many workdays from now, but not after the moment for which it is needed while that can still be kept."""
    own = due_at(act.calendar.add_workdays(act.now.date(), days) if days else act.now.date())
    return min(own, feeds_due) if feeds_due is not None and feeds_due > act.now else own


def _seat_reviewers(act: Act, subject: Subject[F], step: str, owed: list[Owed], ids: list[int]) -> None:
    """One row per seat of this attempt; deciding, handing on and freeing are written there."""
    attempt = 1 + max(
        act.tx.scalars(
            Review.t.select()
            .with_only_columns(Review.c.attempt)
            .where(
                Review.c.subject_kind == subject.kind.value, Review.c.subject_id == subject.id, Review.c.step == step
            )
        ),
        default=0,
    )
    insert_rows(
        act.tx,
        Review.t,
        [
            {
                "office_id": act.office_id,
                "subject_kind": subject.kind.value,
                "subject_id": subject.id,
                "round": subject.row.round if hasattr(subject.row, "round") else 0,
                "step": step,
                "attempt": attempt,
                "unit_id": one.unit_id,
                "post_id": one.post_id,
                "obligation_id": obligation_id,
                "asked_at": act.now,
                "words": "",
                "version": 0,
            }
            for one, obligation_id in zip(owed, ids, strict=True)
        ],
    )


def _tell_turn(act: Act, subject: Subject[F], state: State, owed: Owed, obligation_id: int) -> None:
    """Tell whose turn it is. A leader is handed the thing, and his 联络员 knows that it lies there (O10)."""
    post = act.directory.posts[owed.post_id]
    desk = [post.id] + ([post.liaison_id] if post.role in LEADERS and post.liaison_id is not None else [])
    for place in desk:
        act.tell(
            Told(
                code="to_review" if owed.kind is ObligationKind.REVIEW else "to_do",
                key=f"turn:{obligation_id}:{place}",
                post_id=place,
                words={
                    "unit": act.directory.units[subject.lead_unit_id].shown,
                    "step": state.label.removeprefix("待"),
                    "what": subject.what,
                    "subject": subject.title,
                    "due": say_asked(owed),
                    "reader": post.title,
                },
                overrides=subject.published.scheme.texts,
                wanted_while=obligation_id,
            )
        )
