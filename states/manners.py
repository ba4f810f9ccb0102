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
    """`asks`: the reader has something to do; the digest counts it among his to-dos.

    `urges`: it presses its reader; a leader is never told it (O10). `reports`: it is how a leader is spoken to.
    """

    manner: Manner
    asks: bool
    urges: bool = False
    reports: bool = False


ASKED_AT_ONCE = Kind(Manner.AT_ONCE, asks=True)
TOLD_AT_ONCE = Kind(Manner.AT_ONCE, asks=False)
LAID = Kind(Manner.FIRST, asks=True)
ASKED = Kind(Manner.DIGEST, asks=True)
TOLD = Kind(Manner.DIGEST, asks=False)
URGED = Kind(Manner.DIGEST, asks=True, urges=True)
URGED_AT_ONCE = Kind(Manner.AT_ONCE, asks=True, urges=True)
REPORTED = Kind(Manner.DIGEST, asks=False, reports=True)
LAID_BEFORE_LEADER = Kind(Manner.FIRST, asks=True, reports=True)

URGING_WORDS = ("催", "逾期", "尽快", "抓紧", "督促")
"""Words that no leader is addressed with."""

KINDS: Mapping[str, Kind] = {
    # what the clock finds
    "window_opened": ASKED,
    "reminder": URGED,
    "urge": URGED,
    "forgotten": URGED,
    "tell_responsible": URGED,
    "present_to_leader": REPORTED,
    "list_overdue": Kind(Manner.DIGEST, asks=False, urges=True),
    "year_end": TOLD,
    "shortfall_told": URGED,
    "shortfall_presented": REPORTED,
    "shortfall_listed": TOLD,
    "propose_deduction": URGED,
    "letter_drafted": ASKED,
    # what is laid before somebody
    "desk": ASKED,
    "desk_of_leader": Kind(Manner.DIGEST, asks=True, reports=True),
    "to_do": LAID,
    "to_review": LAID,
    "presented": LAID_BEFORE_LEADER,
    "laid_before_leader": LAID_BEFORE_LEADER,
    "waiting_on_desk": LAID,
    "plea_asked": LAID,
    "task_assigned": LAID,
    "judgement_asked": LAID,
    "material_asked": LAID,
    "instructed": ASKED_AT_ONCE,
    "summary_drawn": ASKED,
    "summary_presented": REPORTED,
    "substitute_asked": ASKED_AT_ONCE,
    "substitute_named": TOLD_AT_ONCE,
    "plea_answered": TOLD_AT_ONCE,
    "reassigned": ASKED_AT_ONCE,
    "consulted": ASKED_AT_ONCE,
    "letter_delivered": ASKED_AT_ONCE,
    "negative_risk": ASKED_AT_ONCE,
    "veto_told": ASKED_AT_ONCE,
    "verify_urgently": URGED_AT_ONCE,
    "returned": ASKED_AT_ONCE,
    "judgement_returned": ASKED_AT_ONCE,
    "returned_to_step": ASKED_AT_ONCE,
    "urged_by_hand": URGED_AT_ONCE,
    "finding_told": ASKED_AT_ONCE,
    "finding_disputed": LAID,
    "finding_objected": TOLD_AT_ONCE,
    "finding_decided": TOLD_AT_ONCE,
    "problem_told": ASKED_AT_ONCE,
    "problem_replied": LAID,
    "result_fed_back": ASKED_AT_ONCE,
    "result_opinion_asked": ASKED_AT_ONCE,
    "result_dispute_answered": TOLD_AT_ONCE,
    "result_published": TOLD_AT_ONCE,
    "result_corrected": TOLD_AT_ONCE,
    "reexamination_decided": TOLD_AT_ONCE,
    # what is taken from him again
    "finding_altered": TOLD_AT_ONCE,
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
    # who comes in under his name
    "password_reset": TOLD_AT_ONCE,
    # what must not come in
    "material_withheld": TOLD_AT_ONCE,
    "token_issued": TOLD_AT_ONCE,
    # what is good to know
    "adjustment_decided": TOLD,
    "copied": TOLD,
    "letter_copied": TOLD,
    "announcement": TOLD_AT_ONCE,
    "channel_test": Kind(Manner.URGENT, asks=False),
    "entered_for": TOLD,
    "entry_disputed": ASKED_AT_ONCE,
    "paper_recorded": TOLD,
    "finding_confirmed": TOLD,
    "problem_ended": TOLD,
    "part_supplied": TOLD,
    "part_named_missing": TOLD,
    "points_carried": TOLD,
    "veto_decided": TOLD_AT_ONCE,
    "verdict_recorded": TOLD,
    "result_recorded": TOLD,
    "verified": TOLD,
    "score_moved": TOLD,
}

UNLISTED = ASKED_AT_ONCE
"""A kind that nobody has placed yet waits for nothing."""

LOUDNESS = (Manner.DIGEST, Manner.FIRST, Manner.AT_ONCE, Manner.URGENT)


def kind_of(code: str) -> Kind:
    return KINDS.get(code, UNLISTED)


def manner_of(code: str, *, policies: Iterable[Messages]) -> Manner:
    """As the schemes say, or else as usual; of several schemes the quietest."""
    return min((each.manners.get(code, kind_of(code).manner) for each in policies), key=LOUDNESS.index)
