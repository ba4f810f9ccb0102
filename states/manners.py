"""How each kind of message goes by default, and whether it asks its reader for something.

What the clock finds, and what is good to know, waits for the morning and arrives in one digest. What is given back to
a person or taken from him goes at once in working hours: he may be sitting over it. Of what is laid before a person the
first of a day goes at once, so that nothing waits for a morning; it brings him to his desk, where the others lie. A
scheme may choose otherwise for any of them (`policy.messages.manners`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from config.manners import Manner
from config.policy import Messages


@dataclass(frozen=True, slots=True)
class Kind:
    """`asks`: the reader has something to do; the digest counts it among his to-dos."""

    manner: Manner
    asks: bool


ASKED_AT_ONCE = Kind(Manner.AT_ONCE, asks=True)
TOLD_AT_ONCE = Kind(Manner.AT_ONCE, asks=False)
LAID = Kind(Manner.FIRST, asks=True)
ASKED = Kind(Manner.DIGEST, asks=True)
TOLD = Kind(Manner.DIGEST, asks=False)

KINDS: Mapping[str, Kind] = {
    # what the clock finds
    "window_opened": ASKED,
    "reminder": ASKED,
    "urge": ASKED,
    "forgotten": ASKED,
    "tell_responsible": ASKED,
    "present_to_leader": TOLD,
    "list_overdue": TOLD,
    "shortfall_told": ASKED,
    "shortfall_presented": TOLD,
    "shortfall_listed": TOLD,
    "propose_deduction": ASKED,
    "letter_drafted": ASKED,
    # what is laid before somebody
    "desk": ASKED,
    "to_do": LAID,
    "to_review": LAID,
    "presented": LAID,
    "waiting_on_desk": LAID,
    "plea_asked": LAID,
    "task_assigned": LAID,
    "material_asked": LAID,
    "summary_drawn": ASKED,
    "summary_presented": TOLD,
    "substitute_asked": ASKED_AT_ONCE,
    "plea_answered": TOLD_AT_ONCE,
    "reassigned": ASKED_AT_ONCE,
    "consulted": ASKED_AT_ONCE,
    "letter_delivered": ASKED_AT_ONCE,
    "verify_urgently": ASKED_AT_ONCE,
    "returned": ASKED_AT_ONCE,
    "returned_to_step": ASKED_AT_ONCE,
    "urged_by_hand": ASKED_AT_ONCE,
    # what is taken from him again
    "recalled": TOLD_AT_ONCE,
    "withdrawn": TOLD_AT_ONCE,
    "letter_voided": TOLD_AT_ONCE,
    "letter_unneeded": TOLD_AT_ONCE,
    "freed": TOLD,
    "vote_closed": TOLD,
    "changed": TOLD,
    # what changes his dates
    "clock_started": ASKED_AT_ONCE,
    "dates_changed": TOLD,
    "year_amended": TOLD_AT_ONCE,
    # what is good to know
    "adjustment_decided": TOLD,
    "copied": TOLD,
    "letter_copied": TOLD,
    "announcement": TOLD_AT_ONCE,
    "channel_test": Kind(Manner.URGENT, asks=False),
    "entered_for": TOLD,
    "paper_recorded": TOLD,
    "part_supplied": TOLD,
    "part_named_missing": TOLD,
    "verdict_recorded": TOLD,
    "verified": TOLD,
}

UNLISTED = ASKED_AT_ONCE
"""A kind that nobody has placed yet waits for nothing."""

LOUDNESS = (Manner.DIGEST, Manner.FIRST, Manner.AT_ONCE, Manner.URGENT)


def kind_of(code: str) -> Kind:
    return KINDS.get(code, UNLISTED)


def manner_of(code: str, *, policies: Iterable[Messages]) -> Manner:
    """As the schemes say, or else as usual; of several schemes the quietest."""
    return min((each.manners.get(code, kind_of(code).manner) for each in policies), key=LOUDNESS.index)
