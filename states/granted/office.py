"""Obligations, figures, people, the office itself."""

from states.granted.rows import Right, anyone, at, left_to, oneself, own_unit, submitter
from states.granted.seats import (
    ADMINISTRATORS,
    APPROVERS,
    CLOCK,
    DECIDERS,
    FILLERS,
    HANDLERS,
    HEADS,
    IN_TURN,
    ISSUING_ROLES,
    SECURITY,
    SOURCES,
    K,
    R,
    S,
)

OWN = left_to(R.SECURITY_ADMINISTRATOR, "人员、岗位和账号", R.ADMINISTRATOR, R.UNIT_OFFICE, R.ASSESSMENT_OFFICE,
              R.ASSESSMENT_OFFICE_HEAD)  # fmt: skip
STAND_INS = left_to(R.SECURITY_ADMINISTRATOR, "人员、岗位和账号", R.ADMINISTRATOR)
WORKERS = at(K.OFFICE, *ISSUING_ROLES)
KEEPERS = (*ADMINISTRATORS, *SECURITY)
AUDIT = left_to(R.AUDITOR, "履历查阅", R.ADMINISTRATOR)

OFFICE: tuple[Right, ...] = (
    Right("settle", (S.OBLIGATION,), (*IN_TURN, *HANDLERS)),
    Right("request_extension", (S.OBLIGATION,), (*IN_TURN, *FILLERS)),
    Right("explain_lateness", (S.OBLIGATION,), (*IN_TURN, *FILLERS)),
    Right("withdraw_request", (S.OBLIGATION,), (*IN_TURN, *anyone(K.SUBMITTER))),
    Right("answer", (S.OBLIGATION,), IN_TURN, bars=(submitter,)),
    Right("take_note", (S.OBLIGATION,), IN_TURN),
    Right("urge", (S.OBLIGATION,), (*at(K.LEAD, R.DEPARTMENT_HEAD, R.UNIT_OFFICE, R.LIAISON), *HANDLERS)),
    Right("waive", (S.OBLIGATION,), HANDLERS),
    Right("sign_statement", (S.OBLIGATION,), IN_TURN),
    Right("set_deduction", (S.OBLIGATION,), HANDLERS, bars=(own_unit,)),
    Right("supply", (S.FIGURE,), (*SOURCES, *HANDLERS)),
    Right("define", (S.FIGURE,), HANDLERS),
    Right("record_peers", (S.FIGURE,), HANDLERS),
    Right("pause", (S.SHORTFALL,), (*HEADS, *DECIDERS)),
    Right("resume", (S.SHORTFALL,), (*HEADS, *DECIDERS)),
    Right("edit", (S.PERSON,), (*anyone(K.SELF), *KEEPERS, *CLOCK), bars=(OWN,)),
    Right("appoint_substitute", (S.PERSON,), (*anyone(K.SELF), *HANDLERS, *KEEPERS), bars=(STAND_INS,)),
    Right("answer_substitution", (S.PERSON,), anyone(K.SELF)),
    Right("approve_leave", (S.PERSON,), APPROVERS, bars=(oneself,)),
    Right("end_leave", (S.PERSON,), (*anyone(K.SELF), *APPROVERS)),
    Right("reset_password", (S.PERSON,), (*KEEPERS, *CLOCK), bars=(OWN,)),  # the console gives the first one
    Right("end_sessions", (S.PERSON,), (*anyone(K.SELF), *KEEPERS, *CLOCK), bars=(OWN,)),
    Right("mark_read", (S.MESSAGE,), anyone(K.SELF)),
    Right("resend", (S.MESSAGE,), (*HANDLERS, *ADMINISTRATORS)),
    Right("manage_people", (S.OFFICE,), (*HANDLERS, *KEEPERS, *CLOCK), bars=(OWN,)),  # the console seats the first ones
    Right("manage_listeners", (S.OFFICE,), (*HANDLERS, *ADMINISTRATORS, *CLOCK)),
    Right("draft_scheme", (S.OFFICE,), (*HANDLERS, *ADMINISTRATORS)),
    Right("manage_tokens", (S.OFFICE,), (*KEEPERS, *CLOCK), bars=(OWN,)),
    Right("manage_calendar", (S.OFFICE,), (*HANDLERS, *ADMINISTRATORS)),
    Right("manage_units", (S.OFFICE,), (*HEADS, *ADMINISTRATORS)),
    Right("record_event", (S.OFFICE,), HANDLERS),
    Right("announce", (S.OFFICE,), HANDLERS),
    Right("note_forwarded", (S.OFFICE,), (*HANDLERS, *at(K.OFFICE, R.UNIT_OFFICE, R.LIAISON))),
    Right("ask_units", (S.OFFICE,), HANDLERS),
    Right("fill_superior_table", (S.OFFICE,), HANDLERS),
    Right("handle_returned_books", (S.OFFICE,), (*HANDLERS, *CLOCK)),
    Right("exchange_books", (S.OFFICE,), (*WORKERS, *KEEPERS, *CLOCK)),
    Right("plan_visit", (S.OFFICE,), (*at(K.OFFICE, R.SUPERVISION, R.DEPARTMENT_HEAD), *HANDLERS)),
    Right("decide_visit", (S.OFFICE,), (*at(K.OFFICE, R.SUPERVISION), *DECIDERS, *HEADS), bars=(submitter,)),
    Right("record_visit", (S.OFFICE,), (*at(K.OFFICE, R.SUPERVISION), *HANDLERS)),
    Right("record_liaison", (S.OFFICE,), (*FILLERS, *HANDLERS)),
    Right("record_meeting", (S.OFFICE,), HANDLERS),
    Right("audit", (S.OFFICE, S.JOURNAL), at(K.OFFICE, R.AUDITOR, R.ADMINISTRATOR), bars=(AUDIT,)),
    Right("keep_time", (S.OFFICE,), CLOCK),
)  # fmt: skip
