"""Permission at the door of an act that moves no state: the table of rights answers, the refusal says why."""

from dataclasses import replace

from actions.context import Act
from actions.facts import recorder
from states.actors import Decision
from states.permissions import may, may_record
from states.subjects import SubjectFacts


def allow(act: Act, verb: str, subject: SubjectFacts) -> Decision:
    """The decision that allows it, with seat and marks for the journal. Raises `Refused` with every reason.

    Where somebody types for another (代录), both need the right: the one to write, the other to type.
    """
    decision = decide(act, verb, subject)
    if decision.reasons:
        raise act.refused(*decision.reasons)
    return decision


def decide(act: Act, verb: str, subject: SubjectFacts) -> Decision:
    """The same, with the reasons told instead of raised."""
    decision = may(act.actor, verb, subject)
    clerk = recorder(act)
    if clerk is None:
        return decision
    reasons = (*decision.reasons, *may_record(clerk, verb, subject).reasons)
    return replace(decision, ok=not reasons, reasons=tuple(dict.fromkeys(reasons)))
