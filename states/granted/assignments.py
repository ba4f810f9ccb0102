"""The year and its assignments."""

from states.granted.rows import Right, anyone, at, own_unit, submitter
from states.granted.seats import (
    ADMINISTRATORS,
    CLOCK,
    DECIDERS,
    FILLERS,
    HANDLERS,
    HEADS,
    OFFICE_RETURNS,
    OPEN_BREAKDOWN,
    VERIFIERS,
    K,
    R,
    S,
)

YEAR: tuple[Right, ...] = (
    Right("publish", (S.ASSESSMENT,), (*HANDLERS, *ADMINISTRATORS, *CLOCK)),
    Right("start", (S.ASSESSMENT,), (*HANDLERS, *CLOCK)),
    Right("amend", (S.ASSESSMENT,), (*HANDLERS, *ADMINISTRATORS)),
    Right("close", (S.ASSESSMENT,), HANDLERS),
    Right("reopen", (S.ASSESSMENT,), HEADS),
    Right("archive", (S.ASSESSMENT,), HANDLERS),
    Right("take_archive", (S.ASSESSMENT,), HANDLERS),  # it holds what only the office may see
)  # fmt: skip

ASSIGNMENTS: tuple[Right, ...] = (
    Right("issue", (S.INDICATOR, S.ASSIGNMENT), (*HANDLERS, *CLOCK)),
    Right("request_signature", (S.ASSIGNMENT,), (*HANDLERS, *CLOCK)),
    Right("sign", (S.ASSIGNMENT,), at(K.LEAD, R.DEPARTMENT_HEAD, R.RESPONSIBLE_PERSON)),
    Right("start_breakdown", (S.ASSIGNMENT,), (*FILLERS, *HANDLERS, *CLOCK)),
    Right("edit_breakdown", (S.ASSIGNMENT,), FILLERS, OPEN_BREAKDOWN),
    Right("submit_breakdown", (S.ASSIGNMENT,), FILLERS),
    Right("resubmit", (S.ASSIGNMENT,), FILLERS),
    Right("return_for_revision", (S.ASSIGNMENT,), (*HANDLERS, *CLOCK), OFFICE_RETURNS),
    Right("consolidate", (S.ASSIGNMENT,), (*HANDLERS, *CLOCK)),
    Right("send_up", (S.ASSIGNMENT,), (*HANDLERS, *CLOCK)),
    Right("begin", (S.ASSIGNMENT,), (*HANDLERS, *CLOCK)),
    Right("request_adjustment", (S.ASSIGNMENT,), FILLERS),
    Right("decide_adjustment", (S.ASSIGNMENT,), DECIDERS),
    Right("instruct", (S.ASSIGNMENT,), (*DECIDERS, *anyone(K.IN_CHARGE, K.LEADER))),
    # the clock: a changed scheme no longer has it
    Right("withdraw", (S.ASSIGNMENT,), (*HEADS, *DECIDERS, *CLOCK)),
    Right("conclude", (S.ASSIGNMENT,), (*FILLERS, *HANDLERS, *CLOCK)),
    Right("verify", (S.ASSIGNMENT,), VERIFIERS, bars=(own_unit, submitter)),
    Right("record_verdict", (S.ASSIGNMENT,), HANDLERS),
    Right("enter_score", (S.ASSIGNMENT,), VERIFIERS, bars=(own_unit,)),
    Right("enter_self_score", (S.ASSIGNMENT,), FILLERS, ("in_execution", "awaiting_verdict")),
    Right("reopen", (S.ASSIGNMENT,), HEADS),
    Right("archive", (S.ASSIGNMENT,), (*HANDLERS, *CLOCK)),
    Right("take_pack", (S.ASSIGNMENT,), (*anyone(K.LEAD, K.IN_CHARGE, K.LEADER), *HANDLERS, *DECIDERS)),
    Right("supply_part", (S.ASSIGNMENT, S.REPORT), anyone(K.CO_UNIT), (*OPEN_BREAKDOWN, "filling")),
)  # fmt: skip
