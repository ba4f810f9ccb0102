"""What the county's notice of 2019 asks of its departments, and of the office itself."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from models.assignments import Assignment
from models.database import Database
from models.indicators import Indicator
from models.items import Item, ItemOfficer
from models.journal import Journal
from models.obligations import Obligation
from models.packages import Package
from models.persons import Person
from models.posts import Post
from models.reports import Report
from models.units import Unit
from models.verdicts import Score
from models.windows import Window
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.requirements.asking import bodies, refusal, units_of
from tests.integration.actions.year import Year, published, scheme_text

JOBS = "县考部门：完成城镇新增就业任务（示例）"
NEW = "县考部门：新增指标对接落实（示例）"
NEGATIVE = "县考部门：负面清单不发生扣分（示例）"
COMMON = "县考部门：工作创新和亮点培育（示例）"
DESK = "county_office_desk"


def item(unit: str, leader: str, **more: Any) -> dict[str, Any]:
    return {
        "content": "逐项建账并落实到岗到人",
        "requirement": "逐项落实",
        "standard": "有台账、有验收单",
        "schedule": "每月推进，12月中旬完成",
        "due_on": "2019-12-20",
        "leader": leader,
        "unit": unit,
        "responsible": f"{unit}_responsible",
        "officers": [f"{unit}_officer"],
        **more,
    }


@pytest.mark.closes("R2.1")
def test_each_kind_of_indicator_has_its_own_strategy(county: Year) -> None:
    """共性 owes plan and result of the quarter, 新增 is described first, 负面清单 and 一票否决 only deduct."""
    kinds = {row.code: row.kind for row in county.rows(Indicator) if row.code.startswith("D")}
    assert [kinds[f"D{number}"] for number in range(2, 8)] == [
        "quantitative", "bonus", "common", "new", "negative", "veto",
    ]  # fmt: skip

    for title, unit, leader, lacking in (
        (NEW, "labour", "leader_livelihood", "本指标缺统计口径、赋分标准、考评方式"),
        (NEGATIVE, "environment", "leader_safety", "本指标缺对标自查、改进完善措施"),
    ):
        number, officer = county.assignment(title), f"{unit}_officer"
        county.do("save_breakdown", officer, "2019-09-05 09:00", assignment=number, items=[item(unit, leader)])
        assert lacking in refusal(county, "submit_breakdown", officer, "2019-09-05 10:00", assignment=number)

    deducts = "负面清单只扣分，得分1应不大于0"
    found = {row.title: row.id for row in county.rows(Assignment)}
    refused = {title: refusal(county, "enter_score", DESK, "2019-09-05 09:00", assignment=number, points="1")
               for title, number in found.items()}  # fmt: skip
    assert [title for title, reasons in refused.items() if deducts in reasons] == [
        NEGATIVE, "党风廉政", "平安建设", "生态环境保护", "安全生产", "脱贫攻坚",
    ]  # fmt: skip
    quarterly = {row.subject_id for row in county.rows(Obligation) if row.period.startswith("quarter")}
    assert quarterly == {found[COMMON]}


@pytest.mark.closes("R2.1")
@pytest.mark.parametrize(("strategy", "is_too_much"), [("quantitative", True), ("bonus", False)])
def test_only_a_bonus_may_pass_what_the_indicator_is_worth(
    sqlite_database: Database, tmp_path: Path, strategy: str, is_too_much: bool
) -> None:
    other = {"strategy: quantitative": f"strategy: {strategy}"}
    town = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)
    number = town.assignment("新建高标准农田")
    reasons = refusal(town, "enter_score", "desk", "2019-03-05 09:00", assignment=number, points="66")
    assert ("得分66超过60分" in reasons) is is_too_much


@pytest.mark.closes("R2.2")
def test_what_the_city_asks_of_the_county_is_linked_to_what_the_county_asks_of_departments(county: Year) -> None:
    rows = {row.id: row for row in county.rows(Indicator)}
    above = {row.code: rows[row.parent_id].code for row in rows.values() if row.code.startswith("D")}
    assert above == {f"D{number}": f"U{number}" for number in range(1, 8)}
    assert units_of(county, "U", "assessor") == ["市考核系统"]
    assert {tuple(units_of(county, code, "assessor")) for code in above} == {("县考核办",)}


@pytest.mark.closes("R2.5")
def test_one_leader_one_department_one_team_for_each_task(county: Year) -> None:
    tasks = county.rows(Assignment)
    leaders = {post.id: post.title for post in county.rows(Post)}
    departments = {unit.id: unit.name for unit in county.rows(Unit)}
    assert [(row.title, departments[row.lead_unit_id], leaders[row.leader_post_id]) for row in tasks[:3]] == [
        ("县考部门：完成固定资产投资任务（示例）", "县发改局（示例）", "分管经济工作的县级领导（示例）"),
        (JOBS, "县人社局（示例）", "分管民生工作的县级领导（示例）"),
        ("县考部门：旅游发展争先进位（示例）", "县文旅局（示例）", "分管经济工作的县级领导（示例）"),
    ]
    assert all(row.leader_post_id and row.lead_unit_id for row in tasks)
    teams = Counter(row.subject_id for row in county.owed(kind="breakdown"))
    assert teams == {row.id: 1 for row in tasks}


@pytest.mark.closes("R2.4")
def test_leader_section_and_person_are_named_or_nothing_is_handed_in(county: Year) -> None:
    """They are called as the county calls them: 主抓领导、主抓股室、主抓人员."""
    number = county.assignment(JOBS)
    whole = item("labour", "leader_livelihood", shares=[{"target": "新增就业人数", "value": 900}])
    nobody = {name: value for name, value in whole.items() if name not in ("unit", "responsible", "officers")}
    county.do("save_breakdown", "labour_officer", "2019-09-05 09:00", assignment=number, items=[nobody])
    told: dict[str, Any] = {"assignment": number, "without": ["poverty_relief"]}
    assert refusal(county, "submit_breakdown", "labour_officer", "2019-09-05 09:10", **told) == (
        "第1项“逐项建账并落实到岗到人”缺主抓股室、主抓领导、主抓人员",
    )

    county.do("save_breakdown", "labour_officer", "2019-09-05 10:00", assignment=number, items=[whole])
    county.do("submit_breakdown", "labour_officer", "2019-09-05 10:10", **told)
    row = county.one(Item, assignment_id=number, removed_at=None)
    people = {person.id: person.name for person in county.rows(Person)}
    (officer,) = county.rows(ItemOfficer, item_id=row.id)
    assert (people[row.responsible_id], people[officer.person_id]) == (
        "县人社局主抓领导（示例）",
        "县人社局主抓人员（示例）",
    )


@pytest.mark.closes("R2.7")
def test_chain_of_liability_has_somebody_at_every_step(shell: Shell) -> None:
    """The principal leaders answer for all, the leader in charge first, the head of the department directly."""
    text = scheme_text("ningshan-2019")
    assert [
        row for row in shell("check", "ningshan-2019", "--json").told["doubts"] if "/liability" in row["pointer"]
    ] == []

    gap = text.replace("    in_charge_of: [labour, poverty_relief]\n", "    in_charge_of: [poverty_relief]\n")
    doubts = shell("check", shell.write("gap.yaml", gap), "--json").told["doubts"]
    assert [(row["message"], row["basis"]["quote"]) for row in doubts if "/liability" in row["pointer"]] == [
        (
            "“县人社局（示例）”牵头的指标没有“第一责任人”：没有这样的分管领导岗位",
            "分管县级领导为所负责指标的第一责任人",
        )
    ]


@pytest.mark.closes("R2.9")
def test_plan_result_and_evidence_of_a_quarter_go_up_to_the_city(county: Year) -> None:
    county.tick("2019-10-08 09:00")
    number, officer, when = county.assignment(COMMON), "reform_officer", "2019-10-09 09:00"
    plan: dict[str, Any] = {"assignment": number, "window": "quarter-plan", "occasion": "2019-Q4"}
    result: dict[str, Any] = {"assignment": number, "window": "quarter-result", "occasion": "2019-Q3"}
    assert refusal(county, "submit_report", officer, when, **plan)[0].endswith("缺下步措施")
    assert refusal(county, "submit_report", officer, when, **result)[1] == "2019年第三季度进展报告：缺印证材料1份"

    lines = {
        "quarter-plan": {"next_steps": "每月培育一个亮点"},
        "quarter-result": {"progress": "两项入选", "problems": "无"},
    }
    for told in (plan, result):
        report = quarterly(county, told["window"], told["occasion"])
        county.do("fill_report", officer, "2019-10-10 09:00", report=report, lines=[lines[told["window"]]])
        county.attach(officer, "2019-10-10 10:00", report=report, unit="reform")
        county.do("submit_report", officer, "2019-10-10 11:00", **told)
        county.do("approve", "reform_head", "2019-10-10 12:00", kind="report", id=report)
        assert sent_up(county, told["window"], told["occasion"]) == "receipted"


def quarterly(year: Year, window: str, occasion: str) -> int:
    number = year.one(Window, code=window, occasion=occasion).id
    return int(year.one(Report, window_id=number).id)


def sent_up(year: Year, kind: str, period: str) -> str:
    """The package of a quarter, by the desks of the office to the city's receipt; its state."""
    package, desk = year.one(Package, kind=kind, period=period).id, "county_collecting_desk"
    year.do("consolidate_package", desk, "2019-10-11 09:00", package=package)
    year.do("submit_package", desk, "2019-10-11 10:00", package=package)
    year.do("approve", "county_office_head", "2019-10-11 11:00", kind="package", id=package)
    year.do("send_up_package", desk, "2019-10-11 14:00", package=package, how="市考核系统")
    year.do("record_receipt", desk, "2019-10-12 09:00", package=package, receipted_at="2019-10-11T16:00+08:00")
    return str(year.one(Package, id=package).state)


@pytest.mark.closes("R2.10")
def test_self_check_is_owed_every_month_and_settled_by_the_words_of_the_one_responsible(county: Year) -> None:
    owed = county.rows(Obligation, kind="self_check", post_id=_post(county, "labour_responsible"))
    assert [row.period for row in owed if row.settled_at is None] == ["2019-09", "2019-10", "2019-11", "2019-12"]
    county.tick("2019-09-27 09:00")
    reports = county.rows(Report)
    reminder = (
        "labour_responsible",
        "县人社局（示例）：自查“按月自查指标进度（2019年9月）”请于9月30日（周一）下班前办结。",
    )
    assert reminder in bodies(county, "reminder")
    (september,) = [row for row in owed if row.period == "2019-09"]
    told: dict[str, Any] = {"obligation": september.id, "checked": "新增就业完成82%，略快于进度", "finding": "clean"}
    county.do("sign_self_check", "labour_responsible", "2019-09-29 09:00", **told)

    assert county.one(Obligation, id=september.id).outcome == "done"
    assert county.rows(Journal, act="sign_self_check")[-1].reason == "新增就业完成82%，略快于进度"
    assert county.rows(Report) == reports


@pytest.mark.closes("R2.11")
def test_figures_come_with_their_analysis_and_are_traced_to_a_person(county: Year) -> None:
    county.tick("2019-09-04 10:00")
    report = county.report(JOBS, "2019-08").id
    line = {"cumulative": "500", "progress": "举办招聘会3场"}
    county.do("fill_report", "labour_officer", "2019-09-10 09:00", report=report, lines=[line])
    told: dict[str, Any] = {"assignment": county.assignment(JOBS), "window": "monthly", "occasion": "2019-08"}
    assert refusal(county, "submit_report", "labour_officer", "2019-09-10 10:00", **told) == (
        "2019年8月进展报告：第1项“新增就业人数”缺存在问题及原因分析、下步措施",
    )

    analysed = {**line, "problems": "返乡人员登记不全", "next_steps": "逐村核对"}
    county.do("fill_report", "labour_officer", "2019-09-10 11:00", report=report, lines=[analysed])
    county.do("submit_report", "labour_officer", "2019-09-10 12:00", **told)
    entries = [row for row in county.rows(Journal, subject_kind="report", subject_id=report) if row.person_id]
    assert [(row.act, row.person_id) for row in entries] == [
        (act, county.persons["labour_officer"])
        for act in ("fill", "submit")  # one sitting, one line
    ]
    typed, handed_in = (row.after["lines"][0] for row in entries)
    assert typed["cumulative"] == handed_in["reported_cumulative"] == "500"
    assert (handed_in["problems"], handed_in["next_steps"]) == ("返乡人员登记不全", "逐村核对")


@pytest.mark.closes("E10")
def test_late_report_leads_to_a_proposal_whose_amount_is_left_open(county: Year) -> None:
    """August is due on Monday 16 September after the holiday; eight workdays later it is still not in."""
    for day in ("09-04", "09-17", "09-18", "09-19", "09-23", "09-26", "09-27", "09-29"):
        county.tick(f"2019-{day} 09:00")

    proposed = [(reader, body) for reader, body in bodies(county, "propose_deduction") if JOBS in body]
    assert proposed == [
        (
            "county_office_head",
            f"县人社局（示例）进展报送“2019年8月市考指标完成情况：{JOBS}”应于9月15日（周日）下班前（遇休息日顺延至9月16日）办结，"
            "至今尚未收到（逾期8个工作日）。已于9月23日（周一）列入逾期名单。扣分建议的分值留空，由县考核办根据情节确定。"
            "依据：第三条“于每月15日前向县考核办提供上月市考指标完成情况”",
        )
    ]
    assert county.rows(Score) == []


def _post(year: Year, code: str) -> int:
    return int(year.one(Post, code=code).id)
