"""The table of rights (requirements 1.8): who may do which act to which thing. What no row allows is forbidden.

A row without `states` holds in every state; `review:*` stands for every step of a chain. `bars` refuse a person who
would otherwise be allowed, and say why.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from config.roles import Role
from states.actors import Actor, Relation, Who
from states.standing import Standing
from states.subjects import SubjectFacts, SubjectKind

Bar = Callable[[Actor, Standing, SubjectFacts], str | None]

READ = "read"
REVIEWING = "review:*"


def submitter(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:
    """Owner and reviewer are two persons (A13), unless the scheme grants the post 兼岗 (O08)."""
    if subject.submitter is None or subject.submitter != actor.person_id or standing.dual:
        return None
    return "本件由您送审，不能由您本人审核；确需一人兼办的，须在方案中准许该岗位兼岗"


def own_unit(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Nobody verifies or scores what his own unit answers for (1.8, R1.8). To record the superior is not to judge."""
    if subject.judged_by_superior:
        return None
    if any(seat.unit in {subject.lead_unit, *subject.co_units} for seat in actor.seats):
        return "本单位承担的指标不能由本单位核验、评分，请由其他考评单位办理"
    return None


def oneself(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Nobody lets himself go."""
    return "不能给本人准假，请由别人批准" if subject.person == actor.person_id else None


@dataclass(frozen=True, slots=True)
class Right:
    """One row of the matrix."""

    act: str
    kinds: tuple[SubjectKind, ...]
    who: tuple[Who, ...]
    states: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()

    def holds_in(self, state: str) -> bool:
        return not self.states or any(_fits(pattern, state) for pattern in self.states)


def _fits(pattern: str, state: str) -> bool:
    return state.startswith(pattern[:-1]) if pattern.endswith("*") else state == pattern


def at(relation: Relation, *roles: Role) -> tuple[Who, ...]:
    return tuple(Who(role, relation) for role in roles)


def anyone(*relations: Relation) -> tuple[Who, ...]:
    return tuple(Who(None, relation) for relation in relations)


K, R, S = Relation, Role, SubjectKind

CLOCK = at(K.OFFICE, R.CLOCK)
FILLERS = at(K.LEAD, R.OFFICER, R.RESPONSIBLE_PERSON, R.DEPARTMENT_HEAD, R.LIAISON, R.UNIT_OFFICE, R.STATISTICS)
SOURCES = at(K.SOURCE, R.OFFICER, R.RESPONSIBLE_PERSON, R.DEPARTMENT_HEAD, R.LIAISON, R.STATISTICS)
HANDLERS = at(K.HOST, R.UNIT_OFFICE, R.ASSESSMENT_OFFICE, R.ASSESSMENT_OFFICE_HEAD)
OWN_PAPERS = at(K.LEAD, R.ASSESSMENT_OFFICE, R.ASSESSMENT_OFFICE_HEAD)  # scans, and what the superior sent
HEADS = at(K.HOST, R.UNIT_OFFICE, R.ASSESSMENT_OFFICE_HEAD)
CLERKS = (
    *HANDLERS,
    *at(K.HOST, R.LIAISON),
    *at(K.LEAD, R.UNIT_OFFICE, R.LIAISON),
)  # who may type what others wrote or signed on paper
DECIDERS = at(K.OFFICE, R.COMMITTEE, R.PRINCIPAL_LEADER)
VERIFIERS = (*HANDLERS, *at(K.ASSESSOR, R.ASSESSOR, R.DEPARTMENT_HEAD))
APPROVERS = (*at(K.LEAD, R.DEPARTMENT_HEAD, R.UNIT_OFFICE), *anyone(K.IN_CHARGE), *HANDLERS)  # of leave
ADMINISTRATORS = at(K.OFFICE, R.ADMINISTRATOR)
OVERSEERS = (
    *at(K.OFFICE, R.PRINCIPAL_LEADER, R.COMMITTEE, R.SUPERVISION, R.DISCIPLINE, R.STATISTICS, R.AUDITOR),
    *at(K.OFFICE, R.ASSESSMENT_OFFICE, R.ASSESSMENT_OFFICE_HEAD),
    *at(K.HOST, R.UNIT_OFFICE),
)
ISSUERS = at(K.ISSUER, R.UNIT_OFFICE, R.ASSESSMENT_OFFICE, R.ASSESSMENT_OFFICE_HEAD, R.SUPERVISION)
ISSUING_HEADS = at(K.ISSUER, R.UNIT_OFFICE, R.ASSESSMENT_OFFICE_HEAD, R.SUPERVISION)
ADDRESSED = at(K.ADDRESSEE, R.OFFICER, R.RESPONSIBLE_PERSON, R.DEPARTMENT_HEAD, R.LIAISON, R.UNIT_OFFICE, R.STATISTICS)
IN_TURN = anyone(K.AWAITED)
JUDGES = (*IN_TURN, *ISSUERS)
ASKED = anyone(K.AWAITED, K.CONSULTED, K.COPIED)
INVOLVED = anyone(K.LEAD, K.CO_UNIT, K.IN_CHARGE, K.LEADER, K.ASSESSOR, K.SOURCE)
SENDERS = anyone(K.SUBMITTER, K.LAST_MOVER)

SENT_UP = (S.ASSIGNMENT, S.REPORT, S.PACKAGE)
REVIEWABLE = (*SENT_UP, S.LETTER)
OWNED = (S.ASSIGNMENT, S.REPORT, S.EVIDENCE, S.OBLIGATION, S.SHORTFALL)
OPEN_REPORT = ("filling", "returned", "correcting")
OPEN_BREAKDOWN = ("breaking_down", "returned")
OPEN_LETTER = ("drafting", "returned")
UNANSWERED = ("delivered", "received", "rectifying", "sent_back")
OFFICE_RETURNS = ("awaiting_consolidation", "submitted", "in_execution")

# 代录 (O17): what somebody wrote and sent in may be typed for him
TYPED = frozenset(
    {
        *("edit_breakdown", "submit_breakdown", "resubmit", "supply_part", "request_adjustment", "enter_self_score"),
        *("fill", "submit", "submit_nil", "correct", "submit_correction", "abandon_correction"),
        *("attach_evidence", "detach_evidence", "settle", "supply"),
        *("request_extension", "explain_lateness"),
        *("acknowledge", "begin_rectification", "reply", "commit"),
    }
)
# 线下签批补录 (O03): what somebody decided with his pen may be recorded with the sheet
SIGNED = frozenset(
    {
        *("approve", "endorse", "decline", "return_for_revision", "sign", "decide_adjustment", "withdraw", "reopen"),
        *("reassign", "countersign", "consult", "give_opinion", "verify", "allow_correction", "enter_score"),
        *("answer", "set_deduction", "sign_statement"),
        *("decline_to_issue", "lift", "turn_into_order", "close_out", "send_back", "propose_talk", "void"),
    }
)

RIGHTS: tuple[Right, ...] = (
    # what may be seen
    Right(READ, (S.OFFICE, S.ASSESSMENT, S.INDICATOR, S.WINDOW, S.FIGURE), anyone(K.OFFICE)),
    Right(READ, OWNED, (*INVOLVED, *ASKED, *OVERSEERS)),
    Right(READ, (S.PACKAGE,), (*anyone(K.HOST), *ASKED, *OVERSEERS, *at(K.OFFICE, R.LEADER_IN_CHARGE))),
    Right(READ, (S.LETTER,), (*anyone(K.ISSUER, K.ADDRESSEE), *ASKED, *OVERSEERS)),
    Right(READ, (S.SCORE,), (*anyone(K.LEAD, K.IN_CHARGE, K.LEADER, K.ASSESSOR), *OVERSEERS)),
    Right(READ, (S.JOURNAL,), (*anyone(K.LEAD), *HANDLERS, *at(K.OFFICE, R.AUDITOR, R.DISCIPLINE))),
    Right(READ, (S.PERSON,), (*anyone(K.SELF), *HANDLERS, *ADMINISTRATORS, *at(K.LEAD, R.UNIT_OFFICE))),
    Right(READ, (S.MESSAGE,), (*anyone(K.SELF), *ADMINISTRATORS, *at(K.OFFICE, R.AUDITOR))),
    # review, the same for everything that is reviewed
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
    # the year
    Right("publish", (S.ASSESSMENT,), (*HANDLERS, *CLOCK)),
    Right("start", (S.ASSESSMENT,), (*HANDLERS, *CLOCK)),
    Right("close", (S.ASSESSMENT,), HANDLERS),
    Right("reopen", (S.ASSESSMENT,), HEADS),
    Right("archive", (S.ASSESSMENT,), HANDLERS),
    # the assignment
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
    Right("withdraw", (S.ASSIGNMENT,), (*HEADS, *DECIDERS)),
    Right("conclude", (S.ASSIGNMENT,), (*FILLERS, *HANDLERS, *CLOCK)),
    Right("verify", (S.ASSIGNMENT,), VERIFIERS, bars=(own_unit, submitter)),
    Right("record_verdict", (S.ASSIGNMENT,), HANDLERS),
    Right("enter_score", (S.ASSIGNMENT,), VERIFIERS, bars=(own_unit,)),
    Right("enter_self_score", (S.ASSIGNMENT,), FILLERS, ("in_execution", "awaiting_verdict")),
    Right("reopen", (S.ASSIGNMENT,), HEADS),
    Right("archive", (S.ASSIGNMENT,), (*HANDLERS, *CLOCK)),
    Right("supply_part", (S.ASSIGNMENT, S.REPORT), anyone(K.CO_UNIT), (*OPEN_BREAKDOWN, "filling")),
    # the window and its reports
    Right("open", (S.WINDOW, S.REPORT), (*HANDLERS, *CLOCK)),
    Right("close", (S.WINDOW,), (*HANDLERS, *CLOCK)),
    Right("reopen", (S.WINDOW,), HANDLERS),
    Right("fill", (S.REPORT,), (*FILLERS, *SOURCES), OPEN_REPORT),
    Right("submit", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("submit_nil", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("resubmit", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("return_for_revision", (S.REPORT,), (*VERIFIERS, *CLOCK), ("submitted", "nil")),
    Right("complete", (S.REPORT,), (*FILLERS, *SOURCES, *CLOCK)),
    Right("waive", (S.REPORT,), HANDLERS),
    Right("restore", (S.REPORT,), HANDLERS),
    Right("verify", (S.REPORT,), VERIFIERS, bars=(own_unit, submitter)),
    Right("record_verdict", (S.REPORT,), HANDLERS),
    Right("correct", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("allow_correction", (S.REPORT,), VERIFIERS, bars=(own_unit,)),
    Right("submit_correction", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("abandon_correction", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("attach_evidence", (S.REPORT,), (*FILLERS, *SOURCES, *anyone(K.CO_UNIT)), OPEN_REPORT),
    Right("attach_evidence", (S.EVIDENCE,), (*FILLERS, *SOURCES, *anyone(K.CO_UNIT), *OWN_PAPERS), OPEN_REPORT),
    Right("detach_evidence", (S.REPORT, S.EVIDENCE), (*FILLERS, *SOURCES), OPEN_REPORT),
    # the package
    Right("consolidate", (S.PACKAGE,), HANDLERS),
    Right("collect_again", (S.PACKAGE,), HANDLERS),
    Right("submit_package", (S.PACKAGE,), HANDLERS),
    Right("resubmit", (S.PACKAGE,), HANDLERS),
    Right("return_item", (S.PACKAGE,), (*HANDLERS, *IN_TURN)),
    Right("seal", (S.PACKAGE,), HANDLERS),
    Right("send_up", (S.PACKAGE,), HANDLERS),
    Right("record_receipt", (S.PACKAGE,), HANDLERS),
    Right("record_superior_return", (S.PACKAGE,), HANDLERS),
    # letters: whoever they are about learns of them when they reach him
    Right("draft_letter", (S.LETTER,), (*ISSUERS, *CLOCK)),
    Right("edit_letter", (S.LETTER,), ISSUERS, OPEN_LETTER),
    Right("edit_letter", (S.LETTER,), IN_TURN, (REVIEWING,)),
    Right("submit_letter", (S.LETTER,), ISSUERS),
    Right("resubmit", (S.LETTER,), ISSUERS),
    Right("urge", (S.LETTER,), (*SENDERS, *ISSUERS)),
    Right("record_paper_decision", (S.LETTER,), ISSUERS),
    Right("enter_for", (S.LETTER,), (*ISSUERS, *at(K.ADDRESSEE, R.UNIT_OFFICE, R.LIAISON))),
    Right("decline_to_issue", (S.LETTER,), ISSUING_HEADS, OPEN_LETTER),
    Right("decline_to_issue", (S.LETTER,), IN_TURN, (REVIEWING,)),
    Right("seal", (S.LETTER,), ISSUERS),
    Right("deliver", (S.LETTER,), ISSUERS),
    Right("acknowledge", (S.LETTER,), ADDRESSED),
    Right("begin_rectification", (S.LETTER,), ADDRESSED),
    Right("reply", (S.LETTER,), ADDRESSED),
    Right("ask_recheck", (S.LETTER,), ISSUERS),
    Right("lift", (S.LETTER,), ISSUERS, ("delivered", "received"), (own_unit,)),
    Right("lift", (S.LETTER,), JUDGES, ("replied",), (own_unit,)),
    Right("turn_into_order", (S.LETTER,), (*ISSUERS, *CLOCK), ("delivered", "received"), (own_unit,)),
    Right("turn_into_order", (S.LETTER,), (*JUDGES, *CLOCK), ("replied",), (own_unit,)),
    Right("close_out", (S.LETTER,), IN_TURN, ("under_review",), (own_unit,)),
    Right("close_out", (S.LETTER,), ISSUERS, ("talk_proposed",), (own_unit,)),
    Right("send_back", (S.LETTER,), ISSUERS, ("replied",), (own_unit,)),
    Right("send_back", (S.LETTER,), IN_TURN, ("under_review",), (own_unit,)),
    Right("propose_talk", (S.LETTER,), (*ISSUERS, *CLOCK), UNANSWERED, (own_unit,)),
    Right("propose_talk", (S.LETTER,), (*JUDGES, *CLOCK), ("replied", "under_review"), (own_unit,)),
    Right("hold_talk", (S.LETTER,), ISSUERS),
    Right("commit", (S.LETTER,), (*ADDRESSED, *ISSUERS)),
    Right("close_talk", (S.LETTER,), ISSUERS, bars=(own_unit,)),
    Right("void", (S.LETTER,), (*ISSUING_HEADS, *DECIDERS)),
    # obligations, figures, people, the office itself
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
    Right("edit", (S.PERSON,), (*anyone(K.SELF), *ADMINISTRATORS, *CLOCK)),
    Right("appoint_substitute", (S.PERSON,), (*anyone(K.SELF), *HANDLERS, *ADMINISTRATORS)),
    Right("answer_substitution", (S.PERSON,), anyone(K.SELF)),
    Right("approve_leave", (S.PERSON,), APPROVERS, bars=(oneself,)),
    Right("end_leave", (S.PERSON,), (*anyone(K.SELF), *APPROVERS)),
    Right("mark_read", (S.MESSAGE,), anyone(K.SELF)),
    Right("manage_people", (S.OFFICE,), (*HANDLERS, *ADMINISTRATORS, *CLOCK)),  # the console seats the first ones
    Right("manage_listeners", (S.OFFICE,), (*HANDLERS, *ADMINISTRATORS, *CLOCK)),
    Right("manage_calendar", (S.OFFICE,), (*HANDLERS, *ADMINISTRATORS)),
    Right("manage_units", (S.OFFICE,), (*HEADS, *ADMINISTRATORS)),
    Right("record_event", (S.OFFICE,), HANDLERS),
    Right("announce", (S.OFFICE,), HANDLERS),
    Right("ask_units", (S.OFFICE,), HANDLERS),
    Right("plan_visit", (S.OFFICE,), (*at(K.OFFICE, R.SUPERVISION, R.DEPARTMENT_HEAD), *HANDLERS)),
    Right("decide_visit", (S.OFFICE,), (*at(K.OFFICE, R.SUPERVISION), *DECIDERS, *HEADS), bars=(submitter,)),
    Right("record_visit", (S.OFFICE,), (*at(K.OFFICE, R.SUPERVISION), *HANDLERS)),
    Right("record_liaison", (S.OFFICE,), (*FILLERS, *HANDLERS)),
    Right("record_meeting", (S.OFFICE,), HANDLERS),
    Right("audit", (S.OFFICE, S.JOURNAL), at(K.OFFICE, R.AUDITOR, R.ADMINISTRATOR)),
    Right("keep_time", (S.OFFICE,), CLOCK),
)  # fmt: skip


def _key(right: Right) -> str:
    return right.act


_BY_ACT: dict[str, tuple[Right, ...]] = {act: tuple(rows) for act, rows in groupby(sorted(RIGHTS, key=_key), key=_key)}


@lru_cache(maxsize=4096)
def rows_for(act: str, *, kind: SubjectKind, state: str) -> tuple[Right, ...]:
    """The rows that speak of this act on this kind of thing in this state; a qualified verb is asked by its verb."""
    verb = act.partition(":")[0]
    return tuple(row for row in _BY_ACT.get(verb, ()) if kind in row.kinds and row.holds_in(state))


def is_known(act: str, *, kind: SubjectKind) -> bool:
    """Whether the act exists for this kind of thing, in whatever state."""
    return any(kind in row.kinds for row in _BY_ACT.get(act.partition(":")[0], ()))


def who_may(act: str, *, kind: SubjectKind, state: str) -> tuple[Who, ...]:
    """Who the table allows, in its order and without repetition."""
    return tuple(dict.fromkeys(who for row in rows_for(act, kind=kind, state=state) for who in row.who))
