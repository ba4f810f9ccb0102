"""Whose home this is."""

from config.roles import Role
from web.kernel.access import Roles, roles

DESKS = (Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD)
OFFICE: Roles = roles(*DESKS)
VERIFIERS: Roles = roles(*DESKS, Role.UNIT_OFFICE, Role.ASSESSOR, Role.DEPARTMENT_HEAD)
"""Who verifies at all; of which report, its own rights say."""
