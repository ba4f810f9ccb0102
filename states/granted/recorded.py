"""What may be put down in another's name: typing what he wrote, recording what he signed."""

# 代录 (O17): what somebody wrote and sent in may be typed for him
TYPED = frozenset(
    {
        *("edit_breakdown", "submit_breakdown", "resubmit", "supply_part", "request_adjustment", "enter_self_score"),
        *("fill", "submit", "submit_nil", "correct", "submit_correction", "abandon_correction"),
        *("attach_evidence", "detach_evidence", "settle", "supply"),
        *("request_extension", "explain_lateness"),
        "propose_judgement",
        *("acknowledge", "begin_rectification", "reply", "commit"),
        "state_case",
        *("submit_self_check", "confirm_score", "dispute_score", "reply_opinion", "apply_reexamination"),
        *("object", "accept", "report_rectification"),
    }
)
# 线下签批补录 (O03): what somebody decided with his pen may be recorded with the sheet
SIGNED = frozenset(
    {
        *("approve", "endorse", "decline", "return_for_revision", "sign", "decide_adjustment", "withdraw", "reopen"),
        *("reassign", "countersign", "consult", "give_opinion", "verify", "allow_correction", "enter_score"),
        *("answer", "set_deduction", "sign_statement", "instruct"),
        *("witness_ballot", "seal_ballot", "confirm_judgement", "return_judgement"),
        *("decline_to_issue", "lift", "turn_into_order", "close_out"),
        *("send_back", "propose_talk", "close_talk", "void"),
        *("confirm_doubling", "return_proposal", "bring_into_force", "find_unfounded", "lift_veto"),
        *("accept_request", "refuse_request", "uphold", "grant_correction"),
        *("uphold", "change", "revoke", "excuse"),
    }
)
