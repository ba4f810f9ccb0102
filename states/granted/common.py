"""What may be seen, and review: the same for everything that is read or reviewed."""

from states.granted.rows import READ, REVIEWING, Right, anyone, at, submitter
from states.granted.seats import (
    ADMINISTRATORS,
    ASKED,
    CLERKS,
    CLOCK,
    FILLERS,
    HANDLERS,
    IN_TURN,
    INVOLVED,
    OVERSEERS,
    OWNED,
    REVIEWABLE,
    SECURITY,
    SENDERS,
    SENT_UP,
    K,
    R,
    S,
)

READING: tuple[Right, ...] = (
    Right(READ, (S.OFFICE, S.ASSESSMENT, S.INDICATOR, S.WINDOW, S.FIGURE), anyone(K.OFFICE)),
    Right(READ, OWNED, (*INVOLVED, *ASKED, *OVERSEERS)),
    Right(READ, (S.PACKAGE,), (*anyone(K.HOST), *ASKED, *OVERSEERS, *at(K.OFFICE, R.LEADER_IN_CHARGE))),
    Right(READ, (S.LETTER,), (*anyone(K.ISSUER, K.ADDRESSEE), *ASKED, *OVERSEERS)),
    Right(READ, (S.SCORE,), (*anyone(K.LEAD, K.IN_CHARGE, K.LEADER, K.ASSESSOR), *OVERSEERS)),
    Right(READ, (S.FACT,), (*anyone(K.LEAD, K.IN_CHARGE), *OVERSEERS)),
    # before its totals are sealed a round is nobody's business whom it is about
    Right(READ, (S.BALLOT,), (*anyone(K.ADDRESSEE), *OVERSEERS)),
    Right(READ, (S.JUDGEMENT,), (*anyone(K.AWAITED, K.SUBMITTER), *OVERSEERS)),
    Right(READ, (S.JOURNAL,), (*anyone(K.LEAD), *HANDLERS, *at(K.OFFICE, R.AUDITOR, R.DISCIPLINE))),
    Right(READ, (S.PERSON,), (*anyone(K.SELF), *HANDLERS, *ADMINISTRATORS, *SECURITY, *at(K.LEAD, R.UNIT_OFFICE))),
    Right(READ, (S.MESSAGE,), (*anyone(K.SELF), *HANDLERS, *ADMINISTRATORS, *at(K.OFFICE, R.AUDITOR))),
)  # fmt: skip

REVIEWS: tuple[Right, ...] = (
    Right("approve", REVIEWABLE, IN_TURN, (REVIEWING,), (submitter,)),
    Right("endorse", REVIEWABLE, IN_TURN, (REVIEWING,), (submitter,)),
    Right("decline", REVIEWABLE, IN_TURN, (REVIEWING,), (submitter,)),
    Right("return_for_revision", REVIEWABLE, IN_TURN, (REVIEWING,), (submitter,)),
    Right("skip", REVIEWABLE, CLOCK, (REVIEWING,)),
    Right("recall", REVIEWABLE, anyone(K.LAST_MOVER)),
    Right("reassign", REVIEWABLE, (*IN_TURN, *HANDLERS), (REVIEWING,)),
    Right("consult", REVIEWABLE, IN_TURN, (REVIEWING,)),
    Right("give_opinion", REVIEWABLE, anyone(K.CONSULTED), (REVIEWING,)),
    Right("countersign", REVIEWABLE, IN_TURN, (REVIEWING,)),
    Right("copy", REVIEWABLE, (*IN_TURN, *SENDERS, *HANDLERS)),
    Right("urge", SENT_UP, (*SENDERS, *FILLERS, *HANDLERS)),
    Right("record_paper_decision", (*SENT_UP, S.OBLIGATION), CLERKS),
    Right("enter_for", (*SENT_UP, S.OBLIGATION), CLERKS),
)  # fmt: skip
