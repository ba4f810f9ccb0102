"""A breakdown on its writer's desk: what may be written, what is missing, what is doubtful, what the co-units owe."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.assignments import Explanation
from models.database import Database
from models.items import Item, ItemOfficer, ItemTarget, Milestone
from models.journal import Journal
from tests.integration.actions.breakdowns import (
    ESTATES,
    FARMLAND,
    ROAD,
    ROAD_ITEM,
    SAFETY,
    TOWN_ITEM,
    handed_in,
    save,
    state,
    submit,
)
from tests.integration.actions.year import Year, at, published

Refusing = Callable[..., tuple[str, ...]]
BARE = {"content": "平整土地并修建灌排沟渠"}


@pytest.mark.closes("R0.9")
def test_breakdown_keeps_six_fields_and_several_officers(town: Year) -> None:
    item = {**TOWN_ITEM, "officers": ("farming_officer", "farming_responsible")}
    save(town, "2019-03-05 10:00", item)

    row = town.one(Item, assignment_id=town.assignment(FARMLAND))
    officers = [town.persons[code] for code in ("farming_officer", "farming_responsible")]
    assert (row.content, row.requirement, row.schedule) == (item["content"], item["requirement"], item["schedule"])
    assert row.responsible_id == town.persons["farming_responsible"]
    assert [one.person_id for one in town.rows(ItemOfficer, item_id=row.id)] == officers


@pytest.mark.closes("R0.14")
def test_blank_rows_of_the_template_are_ignored(town: Year) -> None:
    done = save(town, "2019-03-05 10:00", TOWN_ITEM, {}, {"content": "  ", "shares": ()}, {})
    assert len(done.details["items"]) == 1


def test_items_keep_their_ids_when_the_table_is_saved_again(town: Year) -> None:
    first = save(town, "2019-03-05 10:00", TOWN_ITEM, {**TOWN_ITEM, "content": "栽植农田林网", "shares": ()})
    one, two = first.details["items"]

    again = save(
        town,
        "2019-03-05 11:00",
        {**TOWN_ITEM, "id": two, "content": "栽植农田防护林", "shares": ()},
        {**TOWN_ITEM, "content": "整修机耕路"},
    )

    assert again.details["items"][0] == two
    assert [(row.id, row.removed_at) for row in town.rows(Item) if row.removed_at] == [(one, at("2019-03-05 11:00"))]
    assert [(row.content, row.position) for row in town.rows(Item) if not row.removed_at] == [
        ("栽植农田防护林", 0),
        ("整修机耕路", 1),
    ]


def test_saving_over_anothers_work_is_refused(town: Year, refused: Refusing) -> None:
    save(town, "2019-03-05 10:00", TOWN_ITEM, version=1)
    reasons = refused(
        town, "save_breakdown", "farming_officer", "2019-03-05 10:05",
        assignment=town.assignment(FARMLAND), items=[TOWN_ITEM], version=1,
    )  # fmt: skip
    assert reasons == ("别人刚刚改过这份分解，请刷新后再存",)


def test_every_unknown_name_is_told_at_once(town: Year, refused: Refusing) -> None:
    item = {
        **TOWN_ITEM, "leader": "king", "unit": "moon", "responsible": "nobody", "officers": ["none"],
        "shares": [{"target": "产量", "value": 1}], "id": 99,
    }  # fmt: skip
    reasons = refused(
        town, "save_breakdown", "farming_officer", "2019-03-05 10:00",
        assignment=town.assignment(FARMLAND), items=[item, {"schedule": "年底前"}],
    )  # fmt: skip
    assert reasons == (
        "第1行的编号99不是本任务现有的二级指标，请刷新后再存",
        "第2行没有写具体工作内容",
        "第1行的责任领导：没有编码或名称为“king”的岗位",
        "第1行的责任部（室）：没有编码或名称为“moon”的单位",
        "第1行的责任人：没有编码或名称为“nobody”的人员",
        "第1行的承办人：没有编码或名称为“none”的人员",
        "第1行：本任务没有名为“产量”的目标",
    )


@pytest.mark.closes("R0.17", "R2.6")
def test_only_the_lead_writes_its_breakdown(district: Year, refused: Refusing) -> None:
    """区交通局 only cooperates; 区住建局, listed first, leads."""
    reasons = refused(
        district, "save_breakdown", "transport_officer", "2019-04-01 10:00",
        assignment=district.assignment(ROAD), items=[ROAD_ITEM],
    )  # fmt: skip
    assert reasons == (
        "您现在的岗位不能办理，可以办理的是：牵头单位的承办人、牵头单位的责任人、牵头单位的部门负责人、牵头单位的联络员、"
        "牵头单位的单位办公室、牵头单位的统计部门",
    )


@pytest.mark.closes("R2.3", "W16")
def test_incomplete_breakdown_is_refused_with_every_missing_field(town: Year, refused: Refusing) -> None:
    done = save(town, "2019-03-05 10:00", BARE, {**TOWN_ITEM, "content": "栽植林网", "officers": (), "shares": ()})
    missing = ["目标要求", "进度安排", "责任领导", "责任部室", "责任人", "承办人"]
    assert done.details["missing"] == {"平整土地并修建灌排沟渠": missing, "栽植林网": ["承办人"]}

    reasons = refused(town, "submit_breakdown", "farming_officer", "2019-03-05 11:00", assignment=1)

    assert reasons == (
        f"第1项“平整土地并修建灌排沟渠”缺{'、'.join(missing)}；第2项“栽植林网”缺承办人",
        "请逐项说明：“建成面积”分解合计0亩，比目标800亩少800亩",
    )


FIVE = {
    "    chain: breakdown\n    ladder: late\n": """\
    chain: breakdown
    ladder: late
    requires: [target, progress, leader, department, responsible_person, officer, standard, time_limit]
"""
}


@pytest.mark.closes("R2.3")
def test_five_assignments_ask_for_standard_and_time_limit_too(
    database: Database, tmp_path: Path, refused: Refusing
) -> None:
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=FIVE)
    save(town, "2019-03-05 10:00", TOWN_ITEM)

    reasons = refused(town, "submit_breakdown", "farming_officer", "2019-03-05 11:00", assignment=1)
    assert reasons == ("第1项“平整土地并修建灌排沟渠”缺完成标准、完成时限",)

    save(town, "2019-03-05 12:00", {**TOWN_ITEM, "standard": "县级验收合格", "due_on": "2019-11-30"})
    assert submit(town, "2019-03-05 12:00").details["state"] == "review:head"


@pytest.mark.closes("R0.12")
def test_star_needs_overview_and_acceptance(district: Year, refused: Refusing) -> None:
    estates = district.assignment(ESTATES)
    item = {**ROAD_ITEM, "content": "更换管网并整治楼道", "shares": [{"target": "改造个数", "value": 46}]}
    save(district, "2019-04-01 10:00", item, title=ESTATES, by="housing_officer")
    told = {"assignment": estates, "without": ["transport"]}

    reasons = refused(district, "submit_breakdown", "housing_officer", "2019-04-01 11:00", **told)
    assert reasons == ("本指标缺指标综述、验收标准",)

    save(
        district, "2019-04-01 12:00", item, title=ESTATES, by="housing_officer",
        overview="建成年代久、设施老化的小区先改，群众受益面大", acceptance="46个小区全部通过竣工验收",
    )  # fmt: skip
    district.do("submit_breakdown", "housing_officer", "2019-04-01 13:00", **told)
    assert state(district, estates) == "review:head"


@pytest.mark.closes("R0.11", "E39", "O28")
@pytest.mark.parametrize(
    ("parts", "doubts"),
    [
        (["200", "420", "170"], ["“建成面积”分解合计790亩，比目标800亩少10亩"]),
        (["200", "420", "180"], []),
        (["200", "420", "190.5"], ["“建成面积”分解合计810.5亩，比目标800亩多10.5亩"]),
    ],
)
def test_sum_of_the_children_is_doubted_and_passes_with_an_explanation(
    town: Year, refused: Refusing, parts: list[str], doubts: list[str]
) -> None:
    items = [
        {**TOWN_ITEM, "content": content, "shares": [{"target": "建成面积", "value": value}]}
        for content, value in zip(("东片平整土地", "西片修建沟渠", "南片整修道路"), parts, strict=True)
    ]
    done = save(town, "2019-03-05 10:00", *items)
    assert [one["sentence"] for one in done.details["doubts"]] == doubts

    for one in done.details["doubts"]:
        reasons = refused(town, "submit_breakdown", "farming_officer", "2019-03-05 11:00", assignment=1)
        assert reasons == (f"请逐项说明：{one['sentence']}",)
        town.do(
            "explain_doubt", "farming_officer", "2019-03-05 12:00",
            kind="assignment", id=1, doubt=one["doubt"], words="差额由上级直接实施",
        )  # fmt: skip
    assert submit(town, "2019-03-05 13:00").details["state"] == "review:head"
    assert [(row.sentence, row.words) for row in town.rows(Explanation)] == [
        (one, "差额由上级直接实施") for one in doubts
    ]


@pytest.mark.closes("O28")
def test_explanation_does_not_outlive_the_numbers_that_it_explains(town: Year, refused: Refusing) -> None:
    short = {**TOWN_ITEM, "shares": [{"target": "建成面积", "value": "790"}]}
    doubt = save(town, "2019-03-05 10:00", short).details["doubts"][0]["doubt"]
    told = {"kind": "assignment", "id": 1, "doubt": doubt}
    town.do("explain_doubt", "farming_officer", "2019-03-05 10:10", **told, words="10亩由县里实施")
    save(town, "2019-03-05 10:20", {**short, "shares": [{"target": "建成面积", "value": "500"}]})

    reasons = refused(town, "submit_breakdown", "farming_officer", "2019-03-05 10:30", assignment=1)
    assert reasons == ("请逐项说明：“建成面积”分解合计500亩，比目标800亩少300亩",)


@pytest.mark.closes("R0.10")
def test_copied_text_is_doubted(town: Year, refused: Refusing) -> None:
    copied = {**TOWN_ITEM, "content": "新建高标准农田。"}
    done = save(town, "2019-03-05 10:00", copied)
    doubt = {"doubt": "copied_text:新建高标准农田。", "sentence": "“新建高标准农田。”与一级指标原文相似100%，疑似照抄"}
    assert done.details["doubts"] == [doubt]

    reasons = refused(town, "submit_breakdown", "farming_officer", "2019-03-05 11:00", assignment=1)
    assert reasons == (f"请逐项说明：{doubt['sentence']}",)


def test_a_doubt_that_does_not_exist_is_not_explained(town: Year, refused: Refusing) -> None:
    save(town, "2019-03-05 10:00", TOWN_ITEM)
    reasons = refused(
        town, "explain_doubt", "farming_officer", "2019-03-05 11:00",
        kind="assignment", id=1, doubt="short_sum:建成面积", words="说明",
    )  # fmt: skip
    assert reasons == ("“新建高标准农田”指标分解现在没有疑点“short_sum:建成面积”，现有的疑点：无",)


@pytest.mark.closes("R0.13", "D07")
def test_milestone_before_the_notice_is_done_and_never_overdue(town: Year) -> None:
    """In the notice of 4 March, a plan that was due on 20 February and was issued on the 18th."""
    milestones = [
        {"title": "出台实施方案", "due_on": "2019-02-20", "done_on": "2019-02-18", "words": "已印发"},
        {"title": "完成清表", "due_on": "2019-02-28", "words": "清表照片备查"},
        {"title": "完成一半", "due_on": "2019-06-30"},
    ]
    save(town, "2019-03-05 10:00", {**TOWN_ITEM, "milestones": milestones})
    submit(town, "2019-03-05 11:00")
    for by, when in (("farming_head", "2019-03-05 14:00"), ("leader", "2019-03-05 15:00")):
        town.do("approve", by, when, kind="assignment", id=1)
    for act in ("consolidate", "begin"):
        town.do(act, "desk", "2019-03-06 09:00", assignments=[1])

    rows = [(row.title, row.due_on, row.done_on) for row in town.rows(Milestone)]
    assert rows == [
        ("出台实施方案", date(2019, 2, 20), date(2019, 2, 18)),
        ("完成清表", date(2019, 2, 28), None),
        ("完成一半", date(2019, 6, 30), None),
    ]
    (owed,) = town.owed(kind="milestone")  # 30 June 2019 is a Sunday
    assert (owed.title, owed.due_at) == ("新建高标准农田：完成一半", at("2019-07-01 23:59:59.999999"))

    town.do("settle_duty", "farming_officer", "2019-06-20 09:00", obligation=owed.id, words="已完成420亩")
    assert town.one(Milestone, title="完成一半").done_on == date(2019, 6, 20)
    assert town.owed(kind="milestone") == []


def test_journal_keeps_what_was_changed_without_names(town: Year) -> None:
    (item,) = save(town, "2019-03-05 10:00", TOWN_ITEM).details["items"]
    save(town, "2019-03-05 10:20", {**TOWN_ITEM, "id": item, "shares": [{"target": "建成面积", "value": 790}]})

    last = town.rows(Journal, act="edit_breakdown")[-1]
    assert last.after == {"changes": [{"path": "items[1].shares.建成面积", "before": "800", "after": "790"}]}
    assert last.person_id == town.persons["farming_officer"]
    assert [row.value for row in town.rows(ItemTarget)] == [Decimal(790)]


def test_breakdown_is_not_edited_once_it_was_handed_in(town: Year, refused: Refusing) -> None:
    handed_in(town)
    reasons = refused(
        town, "save_breakdown", "farming_officer", "2019-03-05 12:00", assignment=town.assignment(FARMLAND), items=[]
    )
    assert reasons == ("指标任务在现在的状态下不能办理“填写分解内容”",)
    assert town.assignment(SAFETY) != town.assignment(FARMLAND)
