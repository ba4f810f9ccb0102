"""Who may have signed the sheet that a clerk records: whoever the table of rights lets decide about this very thing."""

from collections.abc import Mapping, Sequence

from actions.acts import Refused
from actions.looking import look
from actions.offering import offered
from states.permissions import may
from states.subjects import SubjectKind
from web.kernel.visit import Visit

DECIDED: Mapping[str, tuple[SubjectKind, tuple[str, ...]]] = {
    "result": (SubjectKind.RESULT, ("approve",)),
    "finding": (SubjectKind.FINDING, ("uphold", "change", "revoke", "excuse")),
    "veto": (SubjectKind.VETO, ("bring_into_force", "find_unfounded", "lift_veto")),
    "item": (SubjectKind.NEGATIVE, ("confirm_doubling", "return_proposal")),
}
"""By the field that names the thing: its kind, and what can be decided about it with a pen."""


def signers_of(visit: Visit, given: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Their codes; none where the form does not say what it is about."""
    for name, (kind, verbs) in DECIDED.items():
        number = next(iter(given.get(name, ())), "")
        if number.isdecimal():
            return _of(visit, kind, int(number), verbs)
    return frozenset()


def _of(visit: Visit, kind: SubjectKind, number: int, verbs: Sequence[str]) -> frozenset[str]:
    directory = visit.directory
    try:
        subject, _ = offered(look(visit.tx, by=visit.by, now=visit.now), kind, number)
    except Refused:  # there is no such thing
        return frozenset()
    holders = {one for post in directory.standing for one in directory.holders.get(post.id, ())}
    actors = {one: directory.actor(one) for one in holders}
    return frozenset(
        directory.persons[one].code
        for one, actor in actors.items()
        if any(may(actor, verb, subject.facts).ok for verb in verbs)
    )
