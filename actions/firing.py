"""Every change of state goes through here: permission, guards, compare-and-set, journal, obligations, messages.

1. The machine decides; a refusal carries every reason. 2. The row moves only if it still is as it was read. 3. The
journal says who moved it from where to where, and why. 4. The effects that the rules name are written: what is settled,
freed and opened, and who is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select, update

from actions.acts import Conflict
from actions.context import Act
from actions.obligating import Owed
from actions.signalling import raise_move
from actions.subjects import Subject
from actions.turns import Turn, tell_effects
from config.obligations import ObligationKind
from models.reviews import Opinion, Review
from models.types import Key, Moment
from models.writing import change_row, insert_rows
from states.chain import step_of
from states.effects import Effects, Opening, Settling, effects_of
from states.engine import decide
from states.facts import ReviewFacts
from states.rules import Await, Move, TransitionRefused
from states.timing import in_workdays, revision_due

F = TypeVar("F", bound=ReviewFacts)

CLOSE = tuple(
    update(table.t)
    .where(
        table.c.subject_kind == bindparam("b_kind"),
        table.c.subject_id == bindparam("b_subject", type_=Key),
        table.c.closed_at.is_(None),
    )
    .values(closed_at=bindparam("at", type_=Moment), version=table.c.version + 1)
    for table in (Review, Opinion)
)

_LATEST = select(func.max(Review.c.attempt)).where(
    Review.c.subject_kind == bindparam("b_kind"),
    Review.c.subject_id == bindparam("b_subject", type_=Key),
    Review.c.step == bindparam("b_step"),
)

BEFORE_HANDING_IN = frozenset({ObligationKind.REVIEW, ObligationKind.OPINION})


@dataclass(frozen=True, slots=True)
class Fired:
    """A move that was written: the row's new version, and the obligations that it opened."""

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
    basis: str = "",
    words: Mapping[str, Any] | None = None,
    content: Mapping[str, Any] | None = None,
) -> Fired:
    """Move the subject. `values` are further columns of its row; the words of the facts are the journal's reason.

    `words` fill what a message says besides, or instead of, what is known of the thing; `content` is what the journal
    keeps besides: what was handed in.

    Raises `Refused` with every unmet reason, `Conflict` where another was faster.
    """
    try:
        move = decide(subject.machine, trigger=trigger, state=subject.state, facts=facts)
    except TransitionRefused as refused:
        raise act.refused(*refused.reasons) from refused
    return apply(act, subject, move, facts, values=values, basis=basis, words=words, content=content)


def apply(
    act: Act,
    subject: Subject[F],
    move: Move[F],
    facts: F,
    *,
    values: Mapping[str, Any] | None = None,
    basis: str = "",
    words: Mapping[str, Any] | None = None,
    content: Mapping[str, Any] | None = None,
) -> Fired:
    """Write a move that was decided, and its effects."""
    effects = effects_of(move, facts, fellows_waiting=subject.joint.fellows_waiting if subject.joint else 0)
    _move(act, subject, move, effects, values or {})
    told = {name: value for name, value in (values or {}).items() if value is not None}
    act.record(
        subject.kind.value,
        subject.id,
        act=move.rule.trigger,
        assessment_id=subject.published.assessment_id,
        before={"state": move.source.code},
        after={"state": move.dest.code, **told, **(content or {})},
        reason=facts.words,
        basis=basis,
        decision=move.decision,
        marks=move.marks,
    )
    _settle(act, subject, (*effects.settle, *effects.free))
    if not move.stays and step_of(move.source.code):
        _end_step(act, subject)
    number = int((values or {}).get("round", subject.round))
    opened = [_open(act, subject, each, state=move.dest.code, number=number) for each in effects.open]
    turns = tuple(turn for some in opened for turn in some)
    tell_effects(act, subject, move, facts, effects.tell, turns, words=words or {})
    raise_move(act, subject, move)
    fired = Fired(move, subject.row.version + 1, tuple(turn.obligation_id for turn in turns))
    subject.after(act, subject, fired)
    return fired


def _move(act: Act, subject: Subject[F], move: Move[F], effects: Effects, values: Mapping[str, Any]) -> None:
    course = effects.course
    written = {
        "state": move.dest.code,
        "came_from": course.came_from,
        "returned_by": course.returned_by,
        "last_mover": course.last_mover,
        **values,
    }
    if not change_row(act.tx, subject.table.t, subject.id, version=subject.row.version, values=written):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))


# Obligations


def _settle(act: Act, subject: Subject[F], settlings: Iterable[Settling]) -> None:
    for each in settlings:
        posts = [act.directory.post_ids[code] for code in each.posts] if each.posts else None
        kind, number, period = _about(subject, each.kind)
        act.obligations.settle(kind, number, kinds=(each.kind,), posts=posts, period=period, outcome=each.outcome)


def _about(subject: Subject[F], kind: ObligationKind) -> tuple[str, int, str]:
    """What an obligation of this kind is about: the thing itself, or what it shares with its fellows."""
    joint = subject.joint
    if joint is not None and joint.kind is kind:
        return joint.subject_kind, joint.subject_id, joint.period
    return subject.kind.value, subject.id, ""


def _title(subject: Subject[F], kind: ObligationKind) -> str:
    joint = subject.joint
    return joint.title or subject.title if joint is not None and joint.kind is kind else subject.title


def _open(act: Act, subject: Subject[F], opening: Opening, *, state: str, number: int) -> list[Turn]:
    """Open what is awaited, and seat the reviewers of a step; whose turn it now is."""
    owed = [one for one in _owed(act, subject, opening) if not _stands(act, one)]
    turns = [Turn(one, found) for one, found in zip(owed, act.obligations.open(owed), strict=True)]
    if opening.awaits.kind is ObligationKind.REVIEW:
        _seat_reviewers(act, subject, opening, turns, step=step_of(state), number=number)
    return turns


def _owed(act: Act, subject: Subject[F], opening: Opening) -> list[Owed]:
    awaits = opening.awaits
    kind, number, period = _about(subject, awaits.kind)
    codes = opening.posts or _posts_owing(act, subject, awaits)
    deadline = subject.due.get(awaits.kind) if awaits.days is None else None
    return [
        Owed(
            kind=awaits.kind,
            unit_id=act.directory.post(code).unit_id,
            post_id=act.directory.post(code).id,
            subject_kind=kind,
            subject_id=number,
            period=period,
            title=_title(subject, awaits.kind),
            deadline=deadline,
            due_at=_due(act, subject, awaits.kind, awaits.days),
            assessment_id=subject.published.assessment_id,
            ladder=subject.ladder_for(awaits.kind),
        )
        for code in codes
    ]


def _posts_owing(act: Act, subject: Subject[F], awaits: Await) -> tuple[str, ...]:
    but = subject.barred.get(awaits.kind, frozenset())
    return act.directory.seating.owing(awaits, subject.facts, but=but)


def _due(act: Act, subject: Subject[F], kind: ObligationKind, days: int | None) -> datetime | None:
    """补正 is due some workdays after the return, never before the original date; a review before what it feeds."""
    if days is None:
        return None
    if kind is ObligationKind.REVISION:
        return revision_due(original=subject.feeds_due, returned_at=act.now, calendar=act.calendar, days=days)
    own = in_workdays(act.now, days, calendar=act.calendar)
    # what comes after the handing-in, as 核验 does, has its days whole
    feeds = subject.feeds_due if kind in BEFORE_HANDING_IN else None
    return min(own, feeds) if feeds is not None and feeds > act.now else own


def _stands(act: Act, owed: Owed) -> bool:
    """An obligation that fellows share is opened by the first of them."""
    return any(
        (row.kind, row.period, row.post_id) == (owed.kind.value, owed.period, owed.post_id)
        for row in act.obligations.about(owed.subject_kind, owed.subject_id)
    )


def _seat_reviewers(
    act: Act, subject: Subject[F], opening: Opening, turns: Iterable[Turn], *, step: str, number: int
) -> None:
    """A row for each seat: of a new attempt where the state was entered, of the running one where a seat was added."""
    attempt = latest_attempt(act, subject, step) + (0 if opening.posts else 1)
    rows = [
        {
            "office_id": act.office_id,
            "subject_kind": subject.kind.value,
            "subject_id": subject.id,
            "round": number,
            "step": step,
            "attempt": attempt,
            "unit_id": turn.owed.unit_id,
            "post_id": turn.owed.post_id,
            "obligation_id": turn.obligation_id,
            "asked_at": act.now,
            "words": "",
            "version": 0,
        }
        for turn in turns
    ]
    insert_rows(act.tx, Review.t, rows)


def _end_step(act: Act, subject: Subject[F]) -> None:
    """Nobody is asked any more: seats that did not speak stay empty, advice that did not come is not waited for."""
    for statement in CLOSE:
        act.tx.execute(statement, {"b_kind": subject.kind.value, "b_subject": subject.id, "at": act.now})


def latest_attempt(act: Act, subject: Subject[F], step: str) -> int:
    """The number of the last attempt at a step; 0 before the first."""
    about = {"b_kind": subject.kind.value, "b_subject": subject.id, "b_step": step}
    return act.tx.execute(_LATEST, about).scalar() or 0
