"""The negative list, its putting right, vetoes, and what the superior gave or took: nobody judges his own unit."""

from states.granted.rows import READ, Right, anyone, at, own_unit, submitter
from states.granted.seats import (
    ADDRESSED,
    ASKED,
    CLERKS,
    CLOCK,
    DECIDERS,
    FILLERS,
    HANDLERS,
    IN_TURN,
    OVERSEERS,
    K,
    R,
    S,
)

WATCHERS = (*HANDLERS, *at(K.OFFICE, R.SUPERVISION))
OWNERS = at(K.ISSUER, R.OFFICER, R.RESPONSIBLE_PERSON, R.DEPARTMENT_HEAD, R.UNIT_OFFICE, R.LIAISON)
OWNING_HEADS = at(K.ISSUER, R.RESPONSIBLE_PERSON, R.DEPARTMENT_HEAD, R.UNIT_OFFICE)

NEGATIVE: tuple[Right, ...] = (
    Right("list_item", (S.NEGATIVE,), HANDLERS),
    Right("warn_of_risk", (S.NEGATIVE,), WATCHERS),
    Right("ease_risk", (S.NEGATIVE,), WATCHERS),
    Right("report_occurrence", (S.NEGATIVE,), (*FILLERS, *anyone(K.CO_UNIT), *WATCHERS)),
    Right("clear_occurrence", (S.NEGATIVE,), HANDLERS, bars=(own_unit,)),
    Right("remove_item", (S.NEGATIVE,), HANDLERS, bars=(own_unit,)),
    Right("record_loss", (S.NEGATIVE,), HANDLERS),
    Right("correct_loss", (S.NEGATIVE,), HANDLERS),
    Right("apportion", (S.NEGATIVE,), HANDLERS, bars=(own_unit,)),
    Right("propose_doubling", (S.NEGATIVE,), HANDLERS, bars=(own_unit,)),
    Right("return_proposal", (S.NEGATIVE,), DECIDERS, bars=(own_unit, submitter)),
    Right("confirm_doubling", (S.NEGATIVE,), DECIDERS, bars=(own_unit, submitter)),
    Right("order_rectification", (S.RECTIFICATION,), WATCHERS),
    Right("reply", (S.RECTIFICATION,), FILLERS),
    Right("send_back", (S.RECTIFICATION,), (*IN_TURN, *HANDLERS), bars=(own_unit,)),
    Right("close_out", (S.RECTIFICATION,), IN_TURN, bars=(own_unit,)),
    Right("record_points", (S.ASSIGNMENT,), HANDLERS, bars=(own_unit,)),
    Right("adopt", (S.ASSIGNMENT,), HANDLERS),
)  # fmt: skip

VETOES: tuple[Right, ...] = (
    Right(READ, (S.VETO,), (*anyone(K.ISSUER, K.ADDRESSEE), *ASKED, *OVERSEERS)),
    Right("propose_veto", (S.VETO,), OWNERS, bars=(own_unit,)),
    Right("tell_veto", (S.VETO,), HANDLERS),
    Right("state_case", (S.VETO,), ADDRESSED),
    Right("lay_before_committee", (S.VETO,), (*HANDLERS, *CLOCK)),
    Right("withdraw_veto", (S.VETO,), OWNING_HEADS),
    Right("bring_into_force", (S.VETO,), DECIDERS, bars=(own_unit, submitter)),
    Right("find_unfounded", (S.VETO,), DECIDERS, bars=(own_unit, submitter)),
    Right("lift_veto", (S.VETO,), DECIDERS, bars=(own_unit,)),
    Right("record_paper_decision", (S.NEGATIVE, S.RECTIFICATION, S.VETO), CLERKS),
    Right("enter_for", (S.RECTIFICATION, S.VETO), CLERKS),
)  # fmt: skip
