"""Who looks after the installation, and who audits: as the table of rights has it."""

from config.roles import Role
from states.permissions import may, scope
from states.scopes import Nothing
from states.subjects import SubjectFacts, SubjectKind
from web.kernel.access import roles
from web.kernel.errors import not_yours
from web.kernel.visit import Visit

KEEPERS = (Role.ADMINISTRATOR, Role.AUDITOR, Role.ASSESSMENT_OFFICE_HEAD, Role.ASSESSMENT_OFFICE)
READERS = roles(*KEEPERS, Role.UNIT_OFFICE, Role.DISCIPLINE)
MINDERS = roles(Role.ADMINISTRATOR, Role.AUDITOR)
DOORKEEPERS = roles(Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)


def audits(visit: Visit) -> bool:
    """Whether the whole journal of the office is his to read."""
    return may(visit.actor, "audit", SubjectFacts(kind=SubjectKind.OFFICE, office=visit.at.office_id)).ok


def demand_reader(visit: Visit) -> None:
    """Raises `Turned` where nothing of the journal may be read."""
    if not audits(visit) and isinstance(scope(visit.actor, SubjectKind.JOURNAL), Nothing):
        raise not_yours(visit.words("审计管理员、系统管理员、考核办"))
