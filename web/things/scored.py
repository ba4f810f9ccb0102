"""What scores are made of: findings, problems, the negative list, vetoes, ballots, judgements, results."""

from typing import Any

from sqlalchemy import select

from actions.judgements.slots import slots_of
from actions.published import published_of
from actions.scoring.sheets import Line, said_to_people
from models.assignments import Assignment
from models.ballots import BallotRound
from models.carried import SuperiorPoints
from models.facts import SITTING, StatedFact
from models.findings import Finding, FindingVersion, Problem
from models.judgements import Judgement
from models.negative import NegativeItem, NegativeRectification
from models.results import Result, ResultReply, ReviewRequest
from models.vetoes import Veto
from states.subjects import SubjectKind
from web.kernel.visit import Visit
from web.things.base import Query, of

K = SubjectKind


def finding(visit: Visit) -> Query:
    finding, version = Finding.c, FindingVersion.c
    newest = select(version.id).where(version.finding_id == finding.id).order_by(version.number.desc()).limit(1)
    found = of(
        visit, Finding, K.FINDING, finding.kind.label("title"), finding.assessment_id, finding.unit_id.label("unit"),
        finding.state, version.happened_on.label("on"), version.basis, version.matter.label("words"),
    )  # fmt: skip
    return found.join(FindingVersion.t, version.id == newest.correlate(Finding.t).scalar_subquery())


def finding_name(visit: Visit, row: Any) -> str:
    scheme = published_of(visit.tx, row.assessment_id, day=visit.day).scheme
    return next((each.name for each in scheme.scoring.findings if each.code == row.title), row.title)


def problem(visit: Visit) -> Query:
    problem = Problem.c
    return of(
        visit, Problem, K.PROBLEM, problem.title, problem.unit_id.label("unit"), problem.state,
        problem.found_on.label("on"), problem.due_on.label("due"), problem.matter.label("words"),
    )  # fmt: skip


def negative(visit: Visit) -> Query:
    item = NegativeItem.c
    found = of(
        visit, NegativeItem, K.NEGATIVE, item.title, Assignment.c.lead_unit_id.label("unit"), item.state,
        item.happened_on.label("on"), item.basis, item.happening.label("words"),
    )  # fmt: skip
    return found.join(Assignment.t, Assignment.c.id == item.assignment_id)


def rectification(visit: Visit) -> Query:
    own = NegativeRectification.c
    found = of(
        visit, NegativeRectification, K.RECTIFICATION, NegativeItem.c.title, own.unit_id.label("unit"), own.state,
        own.due_on.label("due"), own.asked.label("words"),
    )  # fmt: skip
    return found.join(NegativeItem.t, NegativeItem.c.id == own.item_id)


def veto(visit: Visit) -> Query:
    veto = Veto.c
    return of(
        visit, Veto, K.VETO, veto.name.label("title"), veto.unit_id.label("unit"), veto.state,
        veto.happened_on.label("on"), veto.basis, veto.facts.label("words"),
    )  # fmt: skip


def result(visit: Visit) -> Query:
    return of(visit, Result, K.RESULT, Result.c.title, Result.c.state, Result.c.due_at.label("due"))


def request(visit: Visit) -> Query:
    asked = ReviewRequest.c
    found = of(
        visit, ReviewRequest, K.REEXAMINATION, Result.c.title, asked.unit_id.label("unit"), asked.state,
        asked.requested_at.label("on"), asked.reason.label("words"),
    )  # fmt: skip
    return found.join(Result.t, Result.c.id == asked.result_id)


def reply(visit: Visit) -> Query | None:
    reply = ResultReply.c
    if not visit.at.is_host:
        return None
    found = select(
        reply.id, Result.c.title, reply.unit_id.label("unit"), reply.replied_at.label("on"), reply.words
    ).join(Result.t, Result.c.id == reply.result_id)
    return found.where(reply.office_id == visit.at.office_id, reply.agrees.is_(False), visit.sees(K.RESULT))


def ballot(visit: Visit) -> Query:
    ballot = BallotRound.c
    return of(visit, BallotRound, K.BALLOT, ballot.title, ballot.state, ballot.held_on.label("on"))


def judgement(visit: Visit) -> Query:
    own = Judgement.c
    return of(
        visit, Judgement, K.JUDGEMENT, own.slot.label("title"), own.assessment_id, own.unit_id.label("unit"),
        own.state, own.period,
    )  # fmt: skip


def slot_name(visit: Visit, row: Any) -> str:
    slot = slots_of(published_of(visit.tx, row.assessment_id, day=visit.day).scheme).get(row.title)
    return slot.label or row.title if slot is not None else row.title


def fact(visit: Visit) -> Query:
    return of(visit, StatedFact, K.FACT, *StatedFact.t.c[1:], StatedFact.c.unit_id.label("unit")).where(SITTING)


def fact_name(visit: Visit, row: Any) -> str:
    scheme = published_of(visit.tx, row.assessment_id, day=visit.day).scheme
    return said_to_people(scheme, Line.of(row, visit.directory.units[row.unit_id].code))


def superior_points(visit: Visit) -> Query | None:
    given = SuperiorPoints.c
    if not visit.at.is_host:
        return None
    found = select(
        given.id, Assignment.c.title, Assignment.c.lead_unit_id.label("unit"), given.document_no.label("no"),
        given.points.label("value"), given.words,
    ).join(Assignment.t, Assignment.c.id == given.assignment_id)  # fmt: skip
    return found.where(given.office_id == visit.at.office_id, given.replaced_at.is_(None), visit.sees(K.ASSIGNMENT))
