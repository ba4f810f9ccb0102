"""A shortfall is over: what was drafted because of it is not needed any more, and nothing more of it is served.

A draft ends as 不再需要, with the reason. What was signed keeps its number and waits for its 作废: it is not delivered.
What has reached its unit may be ended now. Whoever has it on his desk is told.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from actions.context import Act
from actions.firing import fire
from actions.letters.facts import PROVEN, facts_of, say_over
from actions.letters.loading import letter_of
from actions.letters.wording import kind_of_letter
from actions.subjects import Subject
from actions.telling import Told
from config.letters import LetterKind
from config.obligations import ObligationKind
from models.letters import Letter
from states.letters.facts import LetterFacts, LetterState
from states.letters.seats import desk
from states.rules import Await
from states.shortfall import ShortfallEnd

DROP = "drop"
SIGNED = frozenset({LetterState.ISSUED.value, LetterState.SEALED.value})
DROPPED = "文稿不再需要，不再送签、签发"
WITHHELD = "已签发，尚未送达：请办理作废，不再送达"
ENDS = {
    LetterKind.WARNING: "可以凭认定的数解除预警",
    LetterKind.ORDER: "收到反馈、复核后可以据此销号",
    LetterKind.TALK: "承诺落实情况反馈后可以据此办结",
}
UNPROVEN = "可以凭在库的材料了结"


def drop_letters(act: Act, shortfall: Any, *, outcome: ShortfallEnd) -> None:
    """By the clock: nobody decides that a shortfall is over, the figures do."""
    reason = say_over(shortfall.title, outcome)
    for row in letters_behind(act, shortfall.id):
        if row.closed_at is not None:
            continue
        subject = letter_of(act, row.id)
        if (DROP, subject.state) in subject.machine.table:
            _drop(act, subject, reason)
        else:
            proven = _ends(subject) if outcome in PROVEN else UNPROVEN
            then = WITHHELD if subject.state in SIGNED else proven
            _tell(act, subject, _desk(act, subject), reason, then)


def letters_behind(act: Act, shortfall_id: int) -> Sequence[Any]:
    """Every letter of a shortfall: what its ladder drafted, and what a person made of that."""
    own = select(Letter.c.id).where(Letter.c.shortfall_id == shortfall_id)
    made = select(Letter.c.id).where(Letter.c.origin_id.in_(own))
    query = select(Letter.t).where(
        or_(Letter.c.shortfall_id == shortfall_id, Letter.c.origin_id.in_(own), Letter.c.origin_id.in_(made))
    )
    return act.tx.execute(query.order_by(Letter.c.id)).all()


def _ends(subject: Subject[LetterFacts]) -> str:
    """How it may be ended now; what a talk has followed waits for no answer any more."""
    is_followed = subject.state == LetterState.TALK_PROPOSED
    return "可以凭认定的数销号" if is_followed else ENDS[LetterKind(subject.row.kind)]


def _drop(act: Act, subject: Subject[LetterFacts], reason: str) -> None:
    """Whoever was asked to sign it learns it too."""
    posts = [act.directory.post_ids[code] for code in sorted(subject.facts.awaited_posts)]
    fire(act, subject, DROP, facts_of(act, subject, words=reason))
    _tell(act, subject, tuple(dict.fromkeys((*_desk(act, subject), *posts))), reason, DROPPED)


def _desk(act: Act, subject: Subject[LetterFacts]) -> tuple[int, ...]:
    """Where it was written."""
    issuer = subject.facts.issuer_unit
    seats = Await(ObligationKind.LETTER, desk("" if issuer == act.directory.host_code else issuer))
    return tuple(act.directory.post_ids[code] for code in act.directory.seating.owing(seats, subject.facts))


def _tell(act: Act, subject: Subject[LetterFacts], posts: Sequence[int], reason: str, then: str) -> None:
    row = subject.row
    for post in posts:
        act.tell(
            Told(
                code="letter_unneeded",
                key=f"letter_unneeded:{subject.id}:{post}",
                post_id=post,
                words={
                    "what": kind_of_letter(subject),
                    "number": f"（{row.number}）" if row.number else "",
                    "subject": row.facts.get("subject", subject.title),
                    "unit": act.directory.units[row.unit_id].shown,
                    "reason": reason,
                    "then": then,
                },
                overrides=subject.published.texts,
                why=f"{reason}，当即告知",
            )
        )
