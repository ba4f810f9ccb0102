"""Roles (角色): what a post does in an assessment."""

from config.labels import Labelled


class Role(Labelled):
    """角色。A post has one; a small unit's post may be granted others (兼岗)."""

    OFFICER = "officer", "承办人"
    RESPONSIBLE_PERSON = "responsible_person", "责任人"
    DEPARTMENT_HEAD = "department_head", "部门负责人"
    LEADER_IN_CHARGE = "leader_in_charge", "分管领导"
    PRINCIPAL_LEADER = "principal_leader", "主要领导"
    UNIT_OFFICE = "unit_office", "单位办公室"
    LIAISON = "liaison", "联络员"
    ASSESSMENT_OFFICE = "assessment_office", "考核办"
    ASSESSMENT_OFFICE_HEAD = "assessment_office_head", "考核办负责人"
    SUPERVISION = "supervision", "督查室"
    COMMITTEE = "committee", "考核委员会"
    ASSESSOR = "assessor", "考评单位"
    DISCIPLINE = "discipline", "纪检监察"
    STATISTICS = "statistics", "统计部门"
    ADMINISTRATOR = "administrator", "系统管理员"
    SECURITY_ADMINISTRATOR = "security_administrator", "安全管理员"
    AUDITOR = "auditor", "审计管理员"
    SUPERIOR = "superior", "上级考核机关"
    CLOCK = "clock", "时钟"


# 三员分立: who runs the system, who gives access to it, who audits both.
APART = (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)

# They are reported to and never urged (O10).
LEADERS = frozenset({Role.LEADER_IN_CHARGE, Role.PRINCIPAL_LEADER, Role.COMMITTEE})

# Nobody can hold these: the superior is outside and never signs in, the clock is no person.
UNHELD = frozenset({Role.SUPERIOR, Role.CLOCK})
