"""Who sets up years: the office that runs the assessment and its administrators, as the table of rights has it."""

from config.roles import Role
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind
from web.kernel.access import roles
from web.kernel.errors import not_yours
from web.kernel.visit import Visit

SETTERS = (Role.ADMINISTRATOR, Role.ASSESSMENT_OFFICE_HEAD, Role.ASSESSMENT_OFFICE, Role.UNIT_OFFICE)
OFFICE = roles(*SETTERS)
SEATERS = (*SETTERS[:3], Role.SECURITY_ADMINISTRATOR)
PEOPLE = roles(*SETTERS, Role.SECURITY_ADMINISTRATOR)


def demand(visit: Visit, verb: str, kind: SubjectKind = SubjectKind.OFFICE) -> None:
    """Raises `Turned`: a 单位办公室 opens what it may do only where it runs the assessment itself."""
    if not allowed(visit, verb, kind):
        if verb == "manage_people" and visit.actor.is_apart:
            raise not_yours(visit.words("安全管理员（本单位实行三员分立）"))
        raise not_yours(visit.words("考核办、系统管理员"))


def allowed(visit: Visit, verb: str, kind: SubjectKind = SubjectKind.OFFICE) -> bool:
    return may(visit.actor, verb, SubjectFacts(kind=kind, office=visit.at.office_id)).ok
