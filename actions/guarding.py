"""Permission at the door of an act that moves no state: the table of rights answers, the refusal says why."""

from actions.context import Act
from states.actors import Decision
from states.permissions import may
from states.subjects import SubjectFacts


def allow(act: Act, verb: str, subject: SubjectFacts) -> Decision:
    """The decision that allows it, with seat and marks for the journal. Raises `Refused` with every reason."""
    decision = may(act.actor, verb, subject)
    if not decision.ok:
        raise act.refused(*decision.reasons)
    return decision
