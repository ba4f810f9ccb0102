"""Results: the office leads them through their steps, units answer for themselves, others than the ranked decide."""

from states.granted.rows import READ, Right, anyone, at, own_request, ranked, ranked_onlooker
from states.granted.seats import CLOCK, DECIDERS, HANDLERS, IN_TURN, OVERSEERS, K, R, S

IN_UNIT = (R.DEPARTMENT_HEAD, R.UNIT_OFFICE, R.LIAISON, R.RESPONSIBLE_PERSON, R.OFFICER)
RANKED = at(K.CO_UNIT, *IN_UNIT)
CONSULTED = at(K.ADDRESSEE, *IN_UNIT)
APPLICANTS = at(K.LEAD, *IN_UNIT)
ONLOOKERS = at(K.OFFICE, R.SUPERVISION, R.DISCIPLINE, R.AUDITOR)
DECIDED = ("committee", "approval")
UNDER_WAY = ("feedback", "opinions", "notice", "announcement")
DRAFTED = ("self_check", "marking", "consolidation")

RESULTS: tuple[Right, ...] = (
    Right(READ, (S.RESULT,), anyone(K.OFFICE)),  # that there is one; what it says is asked of `see_all`
    Right("see_all", (S.RESULT,), (*HANDLERS, *DECIDERS, *ONLOOKERS), bars=(ranked_onlooker,)),
    Right("try_out", (S.RESULT,), anyone(K.OFFICE)),
    Right("open_result", (S.RESULT,), HANDLERS),
    Right("compute_result", (S.RESULT,), HANDLERS, DRAFTED),
    Right("decide_tie", (S.RESULT,), HANDLERS, DRAFTED),
    Right("decide_order", (S.RESULT,), HANDLERS, DRAFTED),
    Right("submit_self_check", (S.RESULT,), RANKED),
    Right("end_self_check", (S.RESULT,), HANDLERS),
    Right("end_marking", (S.RESULT,), HANDLERS),
    Right("pass_on", (S.RESULT,), HANDLERS),
    Right("confirm_score", (S.RESULT,), RANKED),
    Right("dispute_score", (S.RESULT,), RANKED),
    Right("answer_dispute", (S.RESULT,), HANDLERS),
    Right("end_feedback", (S.RESULT,), HANDLERS),
    Right("reply_opinion", (S.RESULT,), (*CONSULTED, *HANDLERS)),
    Right("end_opinions", (S.RESULT,), HANDLERS),
    Right("approve", (S.RESULT,), IN_TURN, (*DECIDED, "correcting"), (ranked,)),
    Right("decline", (S.RESULT,), IN_TURN, ("correcting",), (ranked,)),
    Right("record_decision", (S.RESULT,), HANDLERS, DECIDED),
    Right("return_for_revision", (S.RESULT,), IN_TURN, DECIDED, (ranked,)),
    Right("return_for_revision", (S.RESULT,), HANDLERS, (*DECIDED, *UNDER_WAY)),
    Right("end_notice", (S.RESULT,), (*HANDLERS, *CLOCK)),
    Right("announce_result", (S.RESULT,), HANDLERS),
    Right("archive", (S.RESULT,), HANDLERS),
    Right("propose_correction", (S.RESULT,), HANDLERS),
    Right("record_paper_decision", (S.RESULT, S.REEXAMINATION), HANDLERS),
    Right("enter_for", (S.RESULT, S.REEXAMINATION), HANDLERS),
    Right(READ, (S.REEXAMINATION,), (*anyone(K.LEAD, K.AWAITED), *OVERSEERS)),
    Right("apply_reexamination", (S.REEXAMINATION,), APPLICANTS),
    Right("withdraw", (S.REEXAMINATION,), APPLICANTS),
    Right("accept_request", (S.REEXAMINATION,), IN_TURN, bars=(own_request,)),
    Right("refuse_request", (S.REEXAMINATION,), IN_TURN, bars=(own_request,)),
    Right("uphold", (S.REEXAMINATION,), IN_TURN, ("accepted",), bars=(own_request,)),
    Right("uphold", (S.REEXAMINATION,), HANDLERS, ("to_correct",), bars=(own_request,)),
    Right("grant_correction", (S.REEXAMINATION,), IN_TURN, bars=(own_request,)),
    Right("carry_out", (S.REEXAMINATION,), CLOCK),
)  # fmt: skip
