"""Findings and the problems behind them: secret until told, and never judged by the unit that they are about."""

from states.actors import Actor
from states.granted.rows import READ, Right, anyone, at
from states.granted.seats import ADDRESSED, CLOCK, DECIDERS, HANDLERS, IN_TURN, ISSUING_ROLES, OVERSEERS, K, R, S
from states.standing import Standing
from states.subjects import SubjectFacts

KNOWN = ("told", "disputed", "confirmed", "changed")
UNDISPUTED = ("drafted", "told", "confirmed", "changed")


def untold(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Until it is told, its own unit knows of it through no seat whatever (O26)."""
    hidden = subject.lead_unit not in subject.addressees
    if hidden and any(seat.unit == subject.lead_unit for seat in actor.seats):
        return "这件事还没有告知本单位"
    return None


def concerned(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Nobody registers, confirms or reviews what is held against, or for, his own unit (R1.8)."""
    if any(seat.unit == subject.lead_unit for seat in actor.seats):
        return "涉及您所在的单位，按回避要求请由其他单位的人办理"
    return None


def registrar(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Whoever registered it does not decide whether he was right."""
    if subject.submitter is not None and subject.submitter == actor.person_id:
        return "本条由您登记，对它的异议要由别人复核"
    return None


REGISTRARS = (*HANDLERS, *at(K.ASSESSOR, *ISSUING_ROLES))
KEEPERS = (*HANDLERS, *at(K.ISSUER, *ISSUING_ROLES))
FINDERS = (*HANDLERS, *at(K.OFFICE, R.SUPERVISION, R.DISCIPLINE, R.ASSESSOR), *at(K.ASSESSOR, *ISSUING_ROLES))
SPEAKERS = at(K.ADDRESSEE, R.DEPARTMENT_HEAD, R.RESPONSIBLE_PERSON, R.UNIT_OFFICE, R.LIAISON)
"""Whoever speaks for the unit: to give up its objection is not for the 承办人."""
REVIEWERS = (*IN_TURN, *HANDLERS, *DECIDERS)
SEEN = (*anyone(K.ISSUER, K.ADDRESSEE, K.AWAITED), *OVERSEERS)

FINDINGS: tuple[Right, ...] = (
    Right(READ, (S.FINDING, S.PROBLEM), SEEN, bars=(untold,)),
    Right("draft_finding", (S.FINDING,), REGISTRARS, bars=(concerned,)),
    Right("edit_finding", (S.FINDING,), KEEPERS, ("drafted",), (concerned,)),
    Right("tell", (S.FINDING,), KEEPERS, ("drafted",), (concerned,)),
    Right("object", (S.FINDING,), ADDRESSED, ("told",)),
    Right("accept", (S.FINDING,), SPEAKERS, ("told",)),
    Right("deem_confirmed", (S.FINDING,), CLOCK, ("told",)),
    Right("confirm_finding", (S.FINDING,), (*IN_TURN, *KEEPERS), ("told",), (concerned,)),
    Right("uphold", (S.FINDING,), REVIEWERS, ("disputed",), (concerned, registrar)),
    Right("change", (S.FINDING,), REVIEWERS, ("disputed",), (concerned, registrar)),
    Right("revoke", (S.FINDING,), REVIEWERS, ("disputed",), (concerned, registrar)),
    Right("excuse", (S.FINDING,), (*HANDLERS, *DECIDERS), KNOWN, (concerned,)),
    Right("mark_rectified", (S.FINDING,), KEEPERS, KNOWN, (concerned,)),
    Right("annul", (S.FINDING,), KEEPERS, UNDISPUTED, (concerned,)),
    Right("confirm_nil", (S.FINDING,), REGISTRARS, bars=(concerned,)),
    Right("record_paper_decision", (S.FINDING,), KEEPERS),
    Right("enter_for", (S.FINDING,), KEEPERS),
    Right("record_problem", (S.PROBLEM,), FINDERS, bars=(concerned,)),
    Right("confirm_problem", (S.PROBLEM,), KEEPERS, ("recorded",), (concerned,)),
    Right("dismiss_problem", (S.PROBLEM,), KEEPERS, bars=(concerned,)),
    Right("feed_back", (S.PROBLEM,), KEEPERS, ("confirmed",), (concerned,)),
    Right("report_rectification", (S.PROBLEM,), ADDRESSED, ("rectifying",)),
    Right("send_back_rectification", (S.PROBLEM,), (*IN_TURN, *KEEPERS), ("replied",), (concerned,)),
    Right("close_problem", (S.PROBLEM,), (*IN_TURN, *KEEPERS), ("replied",), (concerned,)),
    Right("enter_for", (S.PROBLEM,), KEEPERS),
)  # fmt: skip
