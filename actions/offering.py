"""What could be done now with a thing that has a state, or why not: for the kinds that no chain of review carries.

What a person still has to write (a reason, what changes) is taken as written: a button that opens a form must not be
refused for want of what the form asks for.
"""

from collections.abc import Callable
from typing import Any

from actions.ballots.loading import ballot_of
from actions.ballots.loading import facts_of as ballot_facts
from actions.context import Act
from actions.facts import circumstances
from actions.findings.loading import finding_of
from actions.findings.moving import facts_of as finding_facts
from actions.judgements.loading import facts_of as judgement_facts
from actions.judgements.loading import judgement_of
from actions.negative.facts import facts_of as negative_facts
from actions.negative.loading import item_of, rectification_of
from actions.problems.loading import facts_of as problem_facts
from actions.problems.loading import problem_of
from actions.results.facts import facts_of as result_facts
from actions.results.facts import replies_of
from actions.results.loading import request_of, result_of
from actions.subjects import Subject
from actions.vetoes.loading import facts_of as veto_facts
from actions.vetoes.loading import veto_of
from states.engine import Offer, offers
from states.negative import RectificationFacts
from states.results.request import RequestFacts
from states.subjects import SubjectKind

WRITTEN = "（待填写）"


Load = Callable[[Act, int], Subject[Any]]
Tell = Callable[[Act, Subject[Any]], Any]


def _finding(act: Act, subject: Subject[Any]) -> Any:
    return finding_facts(act, subject, words=WRITTEN, alters=True, has_approver=True)


def _problem(act: Act, subject: Subject[Any]) -> Any:
    return problem_facts(act, subject, words=WRITTEN, has_evidence=True, has_due=True)


def _negative(act: Act, subject: Subject[Any]) -> Any:
    return negative_facts(act, subject, words=WRITTEN)


def _rectification(act: Act, subject: Subject[Any]) -> Any:
    return RectificationFacts(**circumstances(act, subject, words=WRITTEN), has_due=True, has_evidence=True)


def _veto(act: Act, subject: Subject[Any]) -> Any:
    return veto_facts(act, subject, words=WRITTEN, is_explained=True)


def _result(act: Act, subject: Subject[Any]) -> Any:
    """Whoever is asked speaks for the unit in which he sits; the number of the minutes, and why a result stands
    although scores have moved, are what its forms ask for."""
    own = {seat.unit for seat in act.actor.seats}
    asked = next((each for each in replies_of(act, subject.row) if each.body in own), None)
    units = act.directory.units
    unit = "" if asked is None else asked.body if asked.unit_id is None else units[asked.unit_id].shown
    return result_facts(act, subject, words=WRITTEN, unit=unit, has_document=True, moved=())


def _request(act: Act, subject: Subject[Any]) -> Any:
    return RequestFacts(**circumstances(act, subject, words=WRITTEN))


def _ballot(act: Act, subject: Subject[Any]) -> Any:
    return ballot_facts(act, subject, words=WRITTEN)


def _judgement(act: Act, subject: Subject[Any]) -> Any:
    return judgement_facts(act, subject, words=WRITTEN)


KINDS: dict[SubjectKind, tuple[Load, Tell]] = {
    SubjectKind.FINDING: (finding_of, _finding),
    SubjectKind.PROBLEM: (problem_of, _problem),
    SubjectKind.NEGATIVE: (item_of, _negative),
    SubjectKind.RECTIFICATION: (rectification_of, _rectification),
    SubjectKind.VETO: (veto_of, _veto),
    SubjectKind.RESULT: (result_of, _result),
    SubjectKind.REEXAMINATION: (request_of, _request),
    SubjectKind.BALLOT: (ballot_of, _ballot),
    SubjectKind.JUDGEMENT: (judgement_of, _judgement),
}


def offered(act: Act, kind: SubjectKind, number: int) -> tuple[Subject[Any], tuple[Offer, ...]]:
    """The thing as this person finds it, and every verb of its state."""
    load, tell = KINDS[kind]
    subject = load(act, number)
    return subject, offers(subject.machine, state=subject.state, facts=tell(act, subject))
