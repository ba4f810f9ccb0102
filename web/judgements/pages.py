"""`/judgements`: what is asked of whom, what was proposed with its reason, who confirmed it."""

from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from actions.evidence.shelves import shelf_of
from actions.judgements.slots import slots_of
from actions.looking import look
from actions.offering import offered
from actions.published import published_of
from actions.steps import steps_of
from config.roles import Role
from models.judgements import Judgement, JudgementVersion
from models.units import Unit
from scoring.numbers import plain
from states.judgement import JudgementState
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind
from web.dealing.buttons import buttons
from web.dealing.years import Year, chosen, years_of
from web.kernel.access import About, roles
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.things.thing import seat_of
from workdays.periods import Period, PeriodError

GIVERS = (Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.ASSESSOR)
READERS = (*GIVERS, Role.DEPARTMENT_HEAD, Role.RESPONSIBLE_PERSON, Role.OFFICER, Role.UNIT_OFFICE, Role.LIAISON,
           Role.SUPERVISION, Role.DISCIPLINE, Role.STATISTICS, Role.COMMITTEE, Role.PRINCIPAL_LEADER,
           Role.LEADER_IN_CHARGE, Role.AUDITOR)  # fmt: skip
SHELF = 60

pages = Pages(
    navigation=[nav("酌定打分", "/judgements", *GIVERS, group=Group.ASSESSING, waits=waits_for(SubjectKind.JUDGEMENT))]
)


@pages.get("/judgements", access=roles(*READERS))
def judgements(visit: Visit) -> Response:
    years = years_of(visit)
    year = chosen(visit, years)
    slots = slots_of(published_of(visit.tx, year.id, day=visit.day).scheme) if year is not None else {}
    about = SubjectFacts(kind=SubjectKind.ASSESSMENT, office=visit.at.office_id)
    return visit.page(
        "judgements/judgements.html",
        years=years,
        year=year,
        slots={code: rule.label or code for code, rule in slots.items()},
        rows=_rows(visit, year) if year is not None else [],
        States=JudgementState,
        say_period=say_period,
        may_ask=bool(slots) and may(visit.actor, "ask_judgements", about).ok,
    )


def _rows(visit: Visit, year: Year) -> list[Any]:
    """With the points that were proposed last."""
    own, version = Judgement.c, JudgementVersion.c
    newest = select(version.id).where(version.judgement_id == own.id).order_by(version.ordinal.desc()).limit(1)
    query = (
        select(own.id, own.slot, own.period, own.state, Unit.c.name.label("unit"), version.points)
        .join(Unit.t, Unit.c.id == own.unit_id)
        .join(JudgementVersion.t, version.id == newest.correlate(Judgement.t).scalar_subquery(), isouter=True)
        .where(own.assessment_id == year.id, visit.sees(SubjectKind.JUDGEMENT))
        .order_by(own.slot, own.period, Unit.c.position)
    )
    return list(visit.tx.execute(query))


@pages.get("/judgements/{number:int}", access=About(SubjectKind.JUDGEMENT, "number"))
def judgement(visit: Visit, number: int) -> Response:
    act = look(visit.tx, by=visit.by, now=visit.now)
    subject, offers = offered(act, SubjectKind.JUDGEMENT, number)
    query = select(JudgementVersion.t).where(JudgementVersion.c.judgement_id == number)
    versions = visit.tx.execute(query.order_by(JudgementVersion.c.ordinal.desc())).all()
    rule = subject.place.rule
    return visit.page(
        "judgements/judgement.html",
        subject=subject,
        state=subject.machine.states[subject.state].label,
        unit=visit.directory.units[subject.lead_unit_id],
        rule=rule,
        bounds=(plain(rule.least), plain(rule.most)),
        versions=[(each, _seat(visit, each.proposed_by), _seat(visit, each.decided_by)) for each in versions],
        say_period=say_period,
        may_propose=any(offer.verb == "propose_judgement" and offer.ok for offer in offers),
        shelf=[each.piece for each in shelf_of(visit.tx, {visit.at.unit_id}, most=SHELF)],
        buttons=buttons(SubjectKind.JUDGEMENT, number, offers, back=visit.request.url.path),
        steps=steps_of(visit.tx, {SubjectKind.JUDGEMENT.value: [number]}),
    )


def _seat(visit: Visit, person: int | None) -> str:
    return seat_of(visit, person) if person is not None else ""


def say_period(code: str) -> str:
    try:
        return Period.parse(code).label if code else "全年"
    except PeriodError:
        return code
