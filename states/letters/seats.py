"""The seats of a letter: who writes and delivers it, who gets it, who answers."""

from config.roles import Role
from config.seats import SeatOf, SeatRef
from states.seating import CLERKS

AT_ISSUER = (Role.ASSESSMENT_OFFICE, Role.SUPERVISION, Role.UNIT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD)


def desk(issuer: str) -> tuple[SeatRef, ...]:
    """The desk of the unit that issues: the office's own, or that of another one (督查室)."""
    if not issuer:
        return CLERKS
    return tuple(SeatRef(role=role, of=SeatOf.UNIT, unit=issuer) for role in AT_ISSUER)


def _addressed(*roles: Role) -> tuple[SeatRef, ...]:
    return tuple(SeatRef(role=role, of=SeatOf.CO_UNITS) for role in roles)


# Whoever a letter is addressed to stands to it as a co-unit: there may be one or many.
RECIPIENTS = _addressed(Role.LIAISON, Role.UNIT_OFFICE, Role.DEPARTMENT_HEAD, Role.RESPONSIBLE_PERSON, Role.OFFICER)
ANSWERERS = _addressed(Role.DEPARTMENT_HEAD, Role.RESPONSIBLE_PERSON, Role.LIAISON, Role.UNIT_OFFICE, Role.OFFICER)
