"""加减分事项: the ledger as far as somebody may see it (O26), one finding whole, registering many at once."""

from collections.abc import Iterable

from starlette.responses import Response

from actions.findings.dossier import finding_dossier
from actions.findings.listing import Listed, listed_findings
from actions.looking import look
from actions.offering import offered
from actions.published import published_of
from actions.steps import steps_of
from config.roles import Role
from config.scoring.catalogue import FindingKind
from config.scoring.finders import finders_of, recorded_elsewhere
from config.scoring.words import FindingState
from models.findings import NOTICE
from states.permissions import may
from states.subjects import SubjectKind
from web.dealing.buttons import buttons
from web.dealing.years import Year, chosen, years_of
from web.kernel.access import About, roles
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.visit import Visit

READERS = (
    Role.ASSESSMENT_OFFICE,
    Role.ASSESSMENT_OFFICE_HEAD,
    Role.ASSESSOR,
    Role.SUPERVISION,
    Role.DISCIPLINE,
    Role.STATISTICS,
    Role.AUDITOR,
    Role.COMMITTEE,
    Role.UNIT_OFFICE,
    Role.DEPARTMENT_HEAD,
    Role.RESPONSIBLE_PERSON,
    Role.LIAISON,
    Role.OFFICER,
)
REGISTRARS = (
    Role.ASSESSMENT_OFFICE,
    Role.ASSESSMENT_OFFICE_HEAD,
    Role.ASSESSOR,
    Role.SUPERVISION,
    Role.DISCIPLINE,
    Role.STATISTICS,
    Role.DEPARTMENT_HEAD,
    Role.OFFICER,
    Role.RESPONSIBLE_PERSON,
    Role.LIAISON,
    Role.UNIT_OFFICE,
)

pages = Pages(
    navigation=[
        nav("加减分事项", "/findings", *READERS, group=Group.ASSESSING, waits=waits_for(SubjectKind.FINDING, NOTICE)),
    ]
)


@pages.get("/findings", access=roles(*READERS))
def ledger(visit: Visit) -> Response:
    """Of one year, filtered by unit, kind and state."""
    years = years_of(visit)
    year = chosen(visit, years)
    listed = listed_findings(visit.tx, year.id, now=visit.now, person_id=visit.by) if year is not None else []
    shown = [each for each in listed if _is_wanted(visit, each)]
    return visit.page(
        "dealing/findings.html",
        years=years,
        year=year,
        listed=listed,
        shown=shown,
        states=FindingState,
        may_register=year is not None and visit.has(*REGISTRARS) and bool(_kinds(visit, year)),
    )


def _is_wanted(visit: Visit, line: Listed) -> bool:
    told = {"unit": line.unit_code, "kind": line.kind, "state": line.state.value}
    return all(visit.query.get(name, "") in ("", value) for name, value in told.items())


@pages.get("/findings/{number:int}", access=About(SubjectKind.FINDING, "number"))
def finding(visit: Visit, number: int) -> Response:
    """What it said version by version, objections and answers, what can be done."""
    found = finding_dossier(visit.tx, number, now=visit.now, person_id=visit.by)
    subject, offers = offered(look(visit.tx, by=visit.by, now=visit.now), SubjectKind.FINDING, number)
    inside = found.finding.is_inside
    return visit.page(
        "dealing/finding.html",
        it=found,
        may_edit=may(visit.actor, "edit_finding", subject.facts).ok,
        buttons=buttons(SubjectKind.FINDING, number, offers, back=visit.request.url.path),
        steps=steps_of(visit.tx, {SubjectKind.FINDING.value: [number]}) if inside else [],
    )


@pages.get("/findings/new", access=roles(*REGISTRARS))
def register(visit: Visit) -> Response:
    """Rows that take what was pasted from a table; own unit left out (W10)."""
    years = years_of(visit)
    year = chosen(visit, years)
    kinds = _kinds(visit, year) if year is not None else []
    units = [unit for unit in visit.directory.units.values() if unit.stands and unit.id != visit.at.unit_id]
    attributes = _attributes(kinds)
    return visit.page("dealing/register.html", years=years, year=year, kinds=kinds, units=units, attributes=attributes)


def _attributes(kinds: Iterable[FindingKind]) -> dict[str, list[str]]:
    """What these kinds ask for besides, as 省级 or 市级, with all that may be said."""
    found: dict[str, dict[str, None]] = {}
    for kind in kinds:
        for code, values in kind.attributes.items():
            found.setdefault(code, {}).update(dict.fromkeys(values))
    return {code: list(values) for code, values in found.items()}


def _kinds(visit: Visit, year: Year) -> list[FindingKind]:
    """What the desk's unit may register in this year; the organising office everything."""
    scheme = published_of(visit.tx, year.id, day=visit.day).scheme
    elsewhere = recorded_elsewhere(scheme)
    return [
        kind
        for kind in scheme.scoring.findings
        if kind.code not in elsewhere and (visit.at.is_host or visit.at.unit_code in finders_of(scheme, kind))
    ]
