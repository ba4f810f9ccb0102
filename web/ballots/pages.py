"""`/ballots`: rounds of ballots. Who voted how is nowhere; that a bundle was typed is shown, what was typed is not."""

from typing import Any

from sqlalchemy import func, select
from starlette.responses import Response

from actions.ballots.book import FIRST, SECOND, Bundle
from actions.ballots.closing import said_of
from actions.ballots.paper import WHOLE
from actions.context import Act
from actions.looking import look
from actions.offering import offered
from actions.published import published_of
from actions.results.sight import sight
from actions.steps import steps_of
from actions.subjects import Subject
from config.roles import Role
from models.ballots import BallotGroup, BallotRound
from states.balloting.facts import BallotState
from states.engine import Offer
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind
from web.dealing.buttons import buttons
from web.dealing.years import Year, chosen, years_of
from web.kernel.access import About, roles
from web.kernel.errors import not_found
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.visit import Visit

COUNTERS = (Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.SUPERVISION, Role.DISCIPLINE, Role.COMMITTEE)
READERS = (*COUNTERS, Role.UNIT_OFFICE, Role.PRINCIPAL_LEADER, Role.AUDITOR, Role.STATISTICS, Role.DEPARTMENT_HEAD)
WAITS = waits_for(SubjectKind.BALLOT)
TYPING = ("enter_bundle", "settle_difference", "reject_bundle")

pages = Pages(navigation=[nav("投票打分", "/ballots", *COUNTERS, group=Group.ASSESSING, waits=WAITS)])


@pages.get("/ballots", access=roles(*READERS))
def ballots(visit: Visit) -> Response:
    years = years_of(visit)
    year = chosen(visit, years)
    scheme = published_of(visit.tx, year.id, day=visit.day).scheme if year is not None else None
    ratings = {each.code: each.name for each in scheme.scoring.ratings if each.ballots} if scheme is not None else {}
    about = SubjectFacts(kind=SubjectKind.BALLOT, office=visit.at.office_id)
    return visit.page(
        "ballots/ballots.html",
        years=years,
        year=year,
        ratings=ratings,
        rounds=_rounds(visit, year) if year is not None else [],
        States=BallotState,
        may_plan=bool(ratings) and may(visit.actor, "plan_ballot", about).ok,
    )


def _rounds(visit: Visit, year: Year) -> list[Any]:
    """With how many are on the rosters, went out and came back."""
    ballot, group = BallotRound.c, BallotGroup.c
    counted = (func.sum(group.roster), func.sum(group.issued), func.sum(group.returned))
    query = (
        select(ballot.id, ballot.title, ballot.rating, ballot.state, ballot.held_on,
               *(each.label(name) for each, name in zip(counted, ("roster", "issued", "returned"), strict=True)))
        .join(BallotGroup.t, group.round_id == ballot.id, isouter=True)
        .where(ballot.assessment_id == year.id, visit.sees(SubjectKind.BALLOT))
        .group_by(ballot.id, ballot.title, ballot.rating, ballot.state, ballot.held_on)
        .order_by(ballot.id.desc())
    )  # fmt: skip
    return list(visit.tx.execute(query))


@pages.get("/ballots/{number:int}", access=About(SubjectKind.BALLOT, "number"))
def ballot(visit: Visit, number: int) -> Response:
    act, subject, offers = _held(visit, number)
    book = subject.place
    path = visit.request.url.path
    ready = {offer.verb for offer in offers if offer.ok or (offer.verb in TYPING and offer.permitted)}
    return visit.page(
        "ballots/ballot.html",
        subject=subject,
        state=subject.machine.states[subject.state].label,
        book=book,
        units=[visit.directory.units[each.unit_id].name for each in book.units],
        bundles=[(bundle, _typed(bundle)) for bundle in book.bundles],
        ready=ready,
        whole=WHOLE,
        totals=_totals(visit, act, subject),
        buttons=buttons(SubjectKind.BALLOT, number, offers, back=path),
        steps=steps_of(visit.tx, {SubjectKind.BALLOT.value: [number]}),
    )


def _held(visit: Visit, number: int) -> tuple[Act, Subject[Any], tuple[Offer, ...]]:
    act = look(visit.tx, by=visit.by, now=visit.now)
    return act, *offered(act, SubjectKind.BALLOT, number)


def _typed(bundle: Bundle) -> str:
    if bundle.is_settled:
        return "已核对"
    if bundle.is_disputed:
        return "两遍不一致，待核定"
    return "第一遍已录" if FIRST in bundle.entries else "待录"


def _totals(visit: Visit, act: Act, subject: Subject[Any]) -> list[str]:
    """Once sealed: all of it for who oversees the year, its own for a rated unit."""
    if subject.state != BallotState.SEALED.value:
        return []
    own = sight(visit.actor, subject.published, is_published=False)
    return said_of(act, subject, units={code for code in subject.place.codes if own.may_see(code)})


@pages.get("/ballots/{number:int}/bundles/{bundle:int}", access=About(SubjectKind.BALLOT, "number"))
def bundle(visit: Visit, number: int, bundle: int) -> Response:
    """One bundle to type, or where its two entries differ to settle by the paper."""
    _, subject, offers = _held(visit, number)
    book = subject.place
    found = next((each for each in book.bundles if each.row.id == bundle), None)
    settles = found is not None and found.is_disputed
    verb = "settle_difference" if settles else "enter_bundle"
    if found is None or not any(offer.verb == verb and offer.permitted for offer in offers):
        raise not_found("票包")
    units = visit.directory.units
    rated = [(each.code, units[each.unit_id].name) for each in book.units if not settles or each.code in found.apart]
    return visit.page(
        "ballots/bundle.html",
        whole=WHOLE,
        subject=subject,
        book=book,
        bundle=found,
        act=verb,
        rated=rated,
        is_second=FIRST in found.entries and SECOND not in found.entries,
        differences=[(units_name(rated, each.unit), each) for each in found.differences] if settles else [],
    )


def units_name(rated: list[tuple[str, str]], code: str) -> str:
    return next((name for each, name in rated if each == code), code)
