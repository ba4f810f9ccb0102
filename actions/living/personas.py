"""As whom a visitor looks around in the demonstration: one person for each kind of desk, and what to try there."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from config.roles import Role
from models.persons import Holding, Person
from models.posts import Post


@dataclass(frozen=True, slots=True)
class Persona:
    """One desk of the demonstration: the person's code and name, the post, and what is worth trying there."""

    role: Role
    person: str
    name: str
    post: str
    hint: str


_SHOWN = (
    ("linxi-labour_officer", "labour_officer", "报送本月四项重点量化指标；看被退回的报告、供几项指标用的材料"),
    ("linxi-labour_head", "labour_head", "审核本单位的报告，看本单位的得分和得分依据"),
    ("assessment_desk", "assessment_desk", "在被考核的单位里分解指标、归集印证材料"),
    ("collecting_desk", "collecting_desk", "看应收、已收、缺报和代录，汇总报送件，凭照片补录签批，登记报送"),
    ("linxi-leader_rural", "leader_rural", "三行呈阅；同意报送或退回修改，批延期申请"),
    ("linxi-government_principal", "government_principal", "看全县的进度、文书和考核结果"),
    ("linxi-office_desk", "office_desk", "核验报告，看核减和更正的，核对、送签预警提示单，看迟报、督办和得分"),
    ("linxi-office_head", "office_head", "签发文书，批准督查计划，核定扣分建议"),
    ("linxi-discipline_assessor", "discipline_assessor", "登记扣分事项，做零扣分确认，打印汇总表"),
    ("linxi-supervisor", "supervisor", "复核整改反馈，登记督查发现的问题，销号"),
    ("linxi-committee_chair", "committee_chair", "看月度汇总，审议考核结果和约谈提请"),
    ("linxi-discipline_desk", "discipline_desk", "查看全县办理情况和履历"),
    ("linxi-statistics_desk", "statistics_desk", "报送季度统计数据"),
    ("linxi-water_head", "water_head", "签收文书，核对告知的扣分事项，提出异议"),
    ("linxi-administrator", "administrator", "看年度设置、日历和全年模拟运行，办理人员交接"),
    ("linxi-auditor", "auditor", "检索履历，查验封存"),
)
"""Person, post of that person, and what to try: in the order in which the sign-in page lists them."""


def seated(tx: Connection) -> Iterator[Persona]:
    """Those of them who sit at their desks."""
    query = (
        select(Person.c.code.label("person"), Person.c.name, Post.c.code, Post.c.title, Post.c.role)
        .join(Holding.t, Holding.c.person_id == Person.c.id)
        .join(Post.t, Post.c.id == Holding.c.post_id)
        .where(Person.c.code.in_([person for person, _, _ in _SHOWN]))
        .order_by(Holding.c.id)
    )
    rows = {(row.person, row.code): row for row in tx.execute(query)}
    for person, post, hint in _SHOWN:
        if (row := rows.get((person, post))) is not None:
            yield Persona(Role(row.role), person, row.name, row.title, hint)
