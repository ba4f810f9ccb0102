"""What people put in by hand for a score: ballots (O30), and points that one proposes and another confirms (P10)."""

from states.granted.rows import Right, at, own_unit, proposer, rated_unit
from states.granted.seats import DECIDERS, HANDLERS, HEADS, IN_TURN, K, R, S

WITNESSES = (*at(K.OFFICE, R.DISCIPLINE, R.SUPERVISION), *HEADS)
TYPISTS = (
    *HANDLERS,
    *at(K.HOST, R.OFFICER, R.RESPONSIBLE_PERSON, R.LIAISON),
    *at(K.OFFICE, R.DISCIPLINE, R.SUPERVISION),
)

BALLOTS: tuple[Right, ...] = (
    Right("plan_ballot", (S.BALLOT,), HANDLERS),
    Right("edit_ballot", (S.BALLOT,), HANDLERS),
    Right("settle_roster", (S.BALLOT,), HANDLERS),
    Right("reopen_roster", (S.BALLOT,), HANDLERS),
    Right("issue_ballots", (S.BALLOT,), HANDLERS),
    Right("register_returns", (S.BALLOT,), HANDLERS),
    Right("enter_bundle", (S.BALLOT,), TYPISTS),
    Right("settle_difference", (S.BALLOT,), TYPISTS, bars=(rated_unit,)),
    Right("reject_bundle", (S.BALLOT,), (*HANDLERS, *WITNESSES)),
    Right("witness_ballot", (S.BALLOT,), WITNESSES, bars=(rated_unit,)),
    Right("seal_ballot", (S.BALLOT,), HEADS),
    Right("void", (S.BALLOT,), (*HEADS, *DECIDERS)),
    Right("record_paper_decision", (S.BALLOT,), HANDLERS),
)  # fmt: skip

JUDGEMENTS: tuple[Right, ...] = (
    Right("ask_judgements", (S.ASSESSMENT,), HANDLERS),
    Right("propose_judgement", (S.JUDGEMENT,), IN_TURN),
    Right("confirm_judgement", (S.JUDGEMENT,), IN_TURN, bars=(own_unit, proposer)),
    Right("return_judgement", (S.JUDGEMENT,), IN_TURN, bars=(own_unit, proposer)),
    Right("withdraw", (S.JUDGEMENT,), (*HEADS, *DECIDERS), bars=(own_unit,)),
    Right("record_paper_decision", (S.JUDGEMENT,), HANDLERS),
    Right("enter_for", (S.JUDGEMENT,), HANDLERS),
)  # fmt: skip
