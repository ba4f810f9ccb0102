"""How things are called, in which order units stand, and what is never said of a late report."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from actions.behaviours import SILENT
from actions.registry import registry
from actions.rehearsing.rehearsing import rehearse
from models.assignments import Assignment
from models.database import Database
from models.outbox import OutboxMessage
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.requirements.asking import bodies, refusal
from tests.integration.actions.breakdowns import FARMLAND
from tests.integration.actions.year import Year, published, scheme_text

OWN_WORDS = {
    "\nunits:\n": """
terms:
  assessment_office: 效能办
  officer: 经办人
  department: 承办科室
  leader_in_charge: 分管局领导
  lead_unit: 责任单位
  breakdown: 任务分解
  evidence: 佐证材料

units:
"""
}


@pytest.mark.closes("O38")
def test_office_is_spoken_to_in_its_own_terms(sqlite_database: Database, tmp_path: Path, shell: Shell) -> None:
    year = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=OWN_WORDS)
    task = year.assignment(FARMLAND)
    year.do(
        "save_breakdown", "farming_officer", "2019-03-05 09:00", assignment=task, items=[{"content": "平整连片耕地"}]
    )

    lacking, _ = refusal(year, "submit_breakdown", "farming_officer", "2019-03-05 10:00", assignment=task)
    (not_yours,) = refusal(year, "save_breakdown", "leader", "2019-03-05 10:00", assignment=task, items=[])
    year.tick("2019-03-18 09:00")
    year.tick("2019-03-20 09:00")
    no_evidence = refusal(
        year, "submit_report", "farming_officer", "2019-03-21 09:00", assignment=task, window="march"
    )[-1]

    assert lacking == "第1项“平整连片耕地”缺目标要求、进度安排、责任领导、承办科室、责任人、经办人"
    assert not_yours.startswith("您现在的岗位不能办理，可以办理的是：责任单位的经办人、责任单位的责任人")
    assert no_evidence == "2019年3月进展报告：缺佐证材料1份"
    urged = [body for _, body in bodies(year, "urge") if FARMLAND in body]
    assert urged == [
        f"农业站：任务分解“{FARMLAND}”应于3月15日（周五）下班前办结，截至目前尚未收到（逾期1个工作日），请抓紧。"
        "确有困难的，请及时与效能办联系。"
    ]
    assert bodies(year, "window_opened")[0][1].splitlines()[0].endswith("请同时报送佐证材料。")
    assert year.one(Assignment, id=task).state == "breaking_down"  # the code is nobody's to change

    text = scheme_text("tiny").replace("\nunits:\n", OWN_WORDS["\nunits:\n"])
    assert "各责任单位" in shell("calendar", shell.write("own.yaml", text)).out


SAID_OTHERWISE = re.compile("申辩|代办|移送|系统检测|能不能过审|预演|升级督办|督办升级")
TO_LEADERS = re.compile("催|逾期")


@pytest.mark.closes("O39")
def test_people_are_addressed_in_the_words_of_officials(county: Year) -> None:
    """A silent month, every message of it; and every act by its name, its purpose and its fields."""
    for day in ("09-04", "09-10", "09-17", "09-18", "09-19", "09-20", "09-23", "09-24", "09-26", "10-08"):
        county.tick(f"2019-{day} 09:00")
    told = county.rows(OutboxMessage)
    assert [row.body for row in told if SAID_OTHERWISE.search(row.subject + row.body)] == []
    leaders = {
        number for code, number in county.persons.items() if code.startswith(("leader_", "committee_", "party_p"))
    }
    to_leaders = [row for row in told if row.person_id in leaders]
    assert {row.kind for row in to_leaders} == {"present_to_leader"}
    assert [row.body for row in to_leaders if TO_LEADERS.search(row.subject + row.body)] == []

    acts = registry().values()
    labels = {act.name: act.label for act in acts}
    verbs = ("approve", "return_for_revision", "recall", "consult", "record_paper_decision")
    assert [labels[name] for name in verbs] == ["同意", "退回修改", "撤回", "加签", "线下签批补录"]
    fields = [field.description or "" for act in acts for field in act.data.model_fields.values()]
    words = [*labels.values(), *(act.purpose for act in acts), *fields]
    assert [word for word in words if SAID_OTHERWISE.search(word)] == []


@pytest.mark.closes("O19")
def test_lists_stand_in_official_order(province: Year, shell: Shell) -> None:
    """The catalogue begins with 机关党委; the federation's order puts 办公室 first, and so does every list."""
    first = province.rows(Assignment)[0]
    assert first.title == "党的政治建设和理论武装"
    database = {"KAOHE_DATABASE_URL": province.database.shown}
    todo = shell("todo", "--as-of", "2019-05-06", "--json", environment=database).told["items"]
    breakdowns = [each["unit"] for each in todo if each["kind"] == "breakdown"]
    assert [unit for unit, _ in groupby(breakdowns)] == [
        "办公室", "人事部", "康复部", "教育就业部", "维权部", "宣传文体部", "机关党委",
        "省残联信息中心", "省残疾人就业服务指导中心",
    ]  # fmt: skip

    silence = rehearse(scheme_text("five-steps"), behaviour=SILENT).silence
    assert [each.name for each in silence.units] == ["区考核办", "区住建局", "区交通局", "区水利局", "区自然资源局"]


PRESENT = "{code: present, act: present_to_leader, label: 呈阅, after: {n: 2}, audience: [leader_in_charge]}"
PAPERS = "\n".join(
    [
        "{code: warn, act: draft_warning, label: 预警提示单, after: {n: 2}, audience: [officer]}",
        "      - {code: order, act: draft_supervision, label: 督办单, after: {n: 3}, audience: [officer]}",
        "      - {code: talk, act: propose_talk, label: 提请约谈, after: {n: 4}, audience: [officer]}",
    ]
)


@pytest.mark.closes("O05")
def test_late_report_is_no_shortfall(shell: Shell) -> None:
    """No warning, supervision order or talk over a report or a review: a scheme that says so is not published."""
    text = scheme_text("tiny").replace(PRESENT, PAPERS)
    said = shell("check", shell.write("year.yaml", text), "--json")
    late = "“迟报”管的是指标分解、进展报送、补正、审核、核验、评分，不能"
    assert (said.code, [each["message"] for each in said.told["errors"]]) == (
        1,
        [f"{late}{paper}：迟报不是欠账" for paper in ("拟预警提示单", "拟督办单", "提请约谈")],
    )
    assert shell("publish", "year.yaml").err.endswith("\n3 处错误，什么也没有发布。\n")
