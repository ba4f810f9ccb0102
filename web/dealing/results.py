"""考核结果: how far it has come, the tables, one unit's page with its 得分依据, replay as of a moment."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select
from starlette.responses import Response

from actions.context import Act
from actions.looking import look
from actions.offering import offered
from actions.published import published_of
from actions.results.corrections import Correction, corrections_of
from actions.results.decided import decided_by, decided_in
from actions.results.papers import asked_still
from actions.results.reading import View, read_result
from actions.results.requesting import may_apply
from actions.results.sight import sight
from actions.scoring.reckoning import reckon
from actions.subjects import Subject
from config.roles import Role
from config.zone import SHANGHAI
from documents.results import BY_POINTS, IN_ORDER, Row, name_of, table
from documents.scores import Outline, Say, outline
from models.evidence import Evidence, EvidenceVersion
from models.results import Result
from scoring.combining import BONUSES, DEDUCTIONS
from scoring.differing import differences, stands
from states.engine import Offer
from states.results.seeing import seen
from states.subjects import SubjectKind
from web.dealing.buttons import Button, Buttons, buttons, form_button, word_button
from web.dealing.findings import READERS
from web.dealing.ties import sharing_of, ties_of
from web.dealing.years import Periods, Year, chosen, periods_scored, years_of
from web.kernel.access import About, roles
from web.kernel.errors import badly_asked, not_found
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.visit import Visit

ON_THE_PAGE, ON_PAPER = "decide_result", "record_decided_result"
"""What a leader decides with a pen, the office records (O03)."""
SEEING = (*READERS, Role.LEADER_IN_CHARGE, Role.PRINCIPAL_LEADER, Role.ADMINISTRATOR)

TAKEN_ALONG = ("as_of", "effective", "version")

RESULTS = waits_for(SubjectKind.RESULT, SubjectKind.REEXAMINATION)

pages = Pages(navigation=[nav("考核结果", "/results", *SEEING, group=Group.ASSESSING, waits=RESULTS)])


@pages.get("/results", access=roles(*SEEING))
def results(visit: Visit) -> Response:
    """The year's tables, as far as this reader may see them (O27)."""
    years = years_of(visit)
    year = chosen(visit, years)
    if year is None:
        return visit.page("dealing/no_results.html")
    periods = periods_scored(visit, year)
    period = periods.asked(visit)
    view = _view(visit, year.id, period.code)
    held = _held(visit, view)
    offers = held.offers if held is not None else ()
    by_points = visit.query.get("order", "points") == "points"
    return visit.page(
        "dealing/results.html",
        years=years,
        year=year,
        periods=periods.all,
        period=period,
        along=_along(visit, year, periods),
        view=view,
        tables=_tables(view, by_points=by_points),
        by_points=by_points,
        order=BY_POINTS if by_points else IN_ORDER,
        codes={unit.name: unit.code for unit in view.scheme.units},
        buttons=_buttons(visit, held),
        ties=ties_of(offers, view),
        sharing=sharing_of(offers, view, decided_in(held.subject.row if held is not None else None)),
        may_open=visit.at.is_host,
        sees_all=sight(visit.actor, published_of(visit.tx, year.id, day=visit.day), is_published=False).everything,
        asked=len(asked_still(view)),
        corrections=_corrections(visit, view, year.id),
        totals={code: name_of(view.scheme, code) for code in view.outcome.results},
        replayed=_moment(visit, "as_of"),
    )


def _tables(view: View, *, by_points: bool) -> list[tuple[str, str, list[Row]]]:
    return [
        (code, name_of(view.scheme, code), table(view.outcome, view.scheme, code, by_points=by_points))
        for code in view.outcome.results
    ]


@dataclass(frozen=True, slots=True)
class Held:
    """The result as this reader finds it, with what could be done about it."""

    act: Act
    subject: Subject[Any]
    offers: tuple[Offer, ...]


def _held(visit: Visit, view: View) -> Held | None:
    if view.result is None:
        return None
    act = look(visit.tx, by=visit.by, now=visit.now)
    return Held(act, *offered(act, SubjectKind.RESULT, view.result))


def _buttons(visit: Visit, held: Held | None) -> Buttons:
    if held is None:
        return Buttons()
    act, subject, number = held.act, held.subject, held.subject.id
    found = buttons(SubjectKind.RESULT, number, held.offers, back=visit.place)
    more: list[Button] = []
    if visit.at.is_host and any(each.act == ON_THE_PAGE for each in found.others):
        more.append(form_button(ON_PAPER, {"result": number}, back=visit.place))
    if may_apply(act, subject, visit.at.unit_code):
        about = {"result": number, "unit": visit.at.unit_code}
        more.append(word_button("apply_for_reexamination", about, asks="reason"))
    return replace(found, ready=(*found.ready, *more))


def _corrections(visit: Visit, view: View, year: int) -> list[Correction]:
    """What was published and then corrected is everybody's; what waits for consent, of those who see everything."""
    if view.result is None or view.version is None:
        return []
    published = published_of(visit.tx, year, day=visit.day)
    own = sight(visit.actor, published, is_published=False)
    return corrections_of(visit.tx, published, view.result, sees_waiting=own.everything)


def _along(visit: Visit, year: Year, periods: Periods) -> str:
    """What the links of the page take along: which period, and which past state is looked at."""
    told = {name: visit.query[name] for name in TAKEN_ALONG if visit.query.get(name)}
    period = periods.asked(visit)
    return urlencode({"year": year.id, **({} if period == periods.usual else {"period": period.code}), **told})


def _view(visit: Visit, year: int, period: str = "") -> View:
    """As it stands; or, for whoever sees everything, as it stood when less was known, or under the rules of a day."""
    version = visit.query.get("version", "")
    since = _moment(visit, "since")
    view = read_result(
        visit.tx, year, now=visit.now, person_id=visit.by, since=since, period=period,
        version=int(version) if version.isdecimal() else None,
    )  # fmt: skip
    as_of, effective = _moment(visit, "as_of"), _day(visit, "effective")
    if as_of is None and effective is None:
        return view
    own = sight(visit.actor, published_of(visit.tx, year, day=visit.day), is_published=False)
    if not own.everything:  # what was known at a moment was not told to everybody, whatever came of it
        raise badly_asked("按过去的时点重算，只有考核办和监督岗位可以")
    decided = decided_by(visit.tx, year, period, visit.now)
    found = reckon(visit.tx, year, today=visit.day, as_of=as_of, effective=effective, period=period, decided=decided)
    changed = tuple(differences(seen(found.outcome, found.scheme, view.sight), view.outcome))
    return _replaced(view, found.scheme, found.outcome, as_of or visit.now, changed)


def _replaced(view: View, scheme: Any, outcome: Any, worked_at: datetime, changed: tuple[Any, ...]) -> View:
    told = {name: getattr(view, name) for name in View.__dataclass_fields__}
    told |= {"scheme": scheme, "outcome": outcome, "worked_at": worked_at, "changed": changed, "version": None}
    return View(**told)


def _moment(visit: Visit, name: str) -> datetime | None:
    text = visit.query.get(name, "")
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise badly_asked(f"“{text}”不是时刻，写作 2026-03-31T17:00") from None


def _day(visit: Visit, name: str) -> date | None:
    text = visit.query.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise badly_asked(f"“{text}”不是日期，写作 2026-03-31") from None


@pages.get("/results/of/{year:int}/{unit}", access=roles(*SEEING))
def unit_result(visit: Visit, year: int, unit: str) -> Response:
    """「这分怎么扣的」: one unit's totals, each with clause, facts and arithmetic."""
    found = next((each for each in years_of(visit) if each.id == year), None)
    if found is None:
        raise not_found("考核年度")
    periods = periods_scored(visit, found)
    period = periods.asked(visit)
    view = _view(visit, year, period.code)
    totals = {code: some[unit] for code, some in view.outcome.results.items() if unit in some}
    if not totals:
        raise not_found("得分")
    return visit.page(
        "dealing/unit_result.html",
        year=found,
        back=_along(visit, found, periods),
        view=view,
        unit=view.scheme.unit(unit),
        totals=[_total(view, code, unit, total, say=visit.words.within) for code, total in totals.items()],
        awards=_awards(view, unit),
        DEDUCTIONS=DEDUCTIONS,
        BONUSES=BONUSES,
    )


def _total(view: View, code: str, unit: str, total: Any, *, say: Say) -> dict[str, Any]:
    worked = total.worked
    return {
        "name": name_of(view.scheme, code),
        "standing": stands(view.outcome, code, unit),
        "value": total.value,
        "reasons": total.reasons,
        "applied": [each.said for each in total.applied],
        "outline": _begun(outline(worked, view.scheme, say=say)) if worked is not None else None,
    }


def _begun(step: Outline) -> Outline:
    """Every heading is a line of its own, and begins large where a language has large letters."""
    heading = f"{step.heading[:1].upper()}{step.heading[1:]}"
    return replace(step, heading=heading, parts=tuple(map(_begun, step.parts)))


def _awards(view: View, unit: str) -> list[tuple[str, bool, str]]:
    """Each award with the reason why it was given or not."""
    return [
        (awarded.award.name, each.is_given, each.because)
        for awarded in view.outcome.awards.values()
        for each in awarded.considered
        if each.unit == unit
    ]


@pages.get("/results/{number:int}", access=About(SubjectKind.RESULT, "number"))
def result(visit: Visit, number: int) -> Response:
    """Where messages and to-dos lead: the year of the result."""
    year, period = visit.tx.execute(select(Result.c.assessment_id, Result.c.period).where(Result.c.id == number)).one()
    return visit.redirect(f"/results?year={year}&period={period}")


@pages.get("/reexaminations/{number:int}", access=About(SubjectKind.REEXAMINATION, "number"))
def reexamination(visit: Visit, number: int) -> Response:
    """A unit's request, and the answer that is owed to it."""
    subject, offers = offered(look(visit.tx, by=visit.by, now=visit.now), SubjectKind.REEXAMINATION, number)
    return visit.page(
        "dealing/reexamination.html",
        subject=subject,
        state=subject.machine.states[subject.state].label,
        unit=visit.directory.units[subject.lead_unit_id].name,
        proof=_proof(visit, subject.row.evidence_version_id),
        buttons=buttons(SubjectKind.REEXAMINATION, number, offers, back=visit.request.url.path),
    )


def _proof(visit: Visit, version: int | None) -> Any:
    """The document that came with the request, for whoever may read it."""
    query = select(EvidenceVersion.c.id, Evidence.c.title).join(
        EvidenceVersion.t, EvidenceVersion.c.evidence_id == Evidence.c.id
    )
    return visit.tx.execute(query.where(EvidenceVersion.c.id == version, visit.sees(SubjectKind.EVIDENCE))).first()
