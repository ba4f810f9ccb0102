"""A running year's scheme is changed: what was met stays, what is open follows, those concerned are told once."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from actions.acts import Done, Refused
from actions.published import published_of
from models.amendments import Amendment
from models.assignments import Assignment
from models.database import Database
from models.indicators import Indicator, Target
from models.journal import Journal
from models.obligations import Obligation
from models.posts import Post
from models.reports import Report
from models.schemes import SchemeVersion
from models.units import Unit
from models.windows import Window
from tests.integration.actions.breakdowns import approve, handed_in, state
from tests.integration.actions.year import Year, at, published, scheme_text
from tests.years import BOTH, SQLITE, PublishedYears

BEGUN = "2019-03-04 09:00"
BASIS = "镇政〔2019〕9号"
NEW_TASK = """
  - code: A3
    title: 春耕备耕
    kind: common
    leads: [农业站]
    assessors: [镇党政办]
    targets: [完成春耕]

stages:
"""
APRIL = """
  - code: april
    title: 4月进展情况
    periods: ["2019-04"]
    due: {kind: on, date: 2019-04-29}
    chain: report
    ladder: late
    fields: [progress]

ladders:
"""


@pytest.fixture(params=BOTH)
def town(request: pytest.FixtureRequest, published_years: PublishedYears, tmp_path: Path, keep: ExitStack) -> Year:
    """On both databases."""
    return published_years.copy("tiny", when=BEGUN, on=request.param, folder=tmp_path, keep=keep, durable=False)


@pytest.fixture
def village(published_years: PublishedYears, tmp_path: Path, keep: ExitStack) -> Year:
    """The same on SQLite alone: what asks nothing of the database."""
    return published_years.copy("tiny", when=BEGUN, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


def edited(*changes: tuple[str, str], revision: int = 2, text: str | None = None) -> str:
    found = text if text is not None else scheme_text("tiny")
    for said, instead in (("revision: 1", f"revision: {revision}"), *changes):
        assert said in found
        found = found.replace(said, instead)
    return found


def amend(year: Year, text: str, when: str = "2019-03-05 10:00", *, since: str = "", by: str = "desk",
          apply: bool = True) -> Done:  # fmt: skip
    since = since or when[:10]
    return year.do("amend_year", by, when, text=text, effective_on=since, basis=BASIS, apply=apply)


def dues(year: Year, **where: Any) -> list[tuple[str, Any]]:
    return [(row.title, row.due_at) for row in year.owed(**where)]


EARLIER = ("date: 2019-03-29", "date: 2019-03-28")


def test_look_changes_nothing_and_says_everything(town: Year) -> None:
    before = town.dump()

    done = amend(town, edited(EARLIER), apply=False)

    assert town.dump() == before
    assert done.summary == (
        "若变更（尚未改动）：自2019年3月5日（周二）起执行第2版，2项应办事项改期，0项不再办理，新增0项，告知1个岗位"
    )
    assert [one["title"] for one in done.details["moved"]] == [
        "3月进展情况：新建高标准农田",
        "3月进展情况：农机安全检查",
    ]
    assert [(each["where"], each["before"], each["after"]) for each in done.details["changes"]][1:] == [
        ("报送　“3月进展情况”　何时前报送", "2019年3月29日17:00前", "2019年3月28日17:00前")
    ]


def test_date_moves_and_its_unit_is_told_once(town: Year) -> None:
    amend(town, edited(EARLIER))

    assert {due for _, due in dues(town, kind="report")} == {at("2019-03-28 17:00")}
    (window,) = town.rows(Window)
    assert window.due_at == at("2019-03-28 17:00")
    (told,) = town.told("year_amended")
    assert told.body == (
        "农业站：某镇2019年度目标责任考核自2019年3月5日（周二）起有变更，与贵单位有关的如下：\n"
        "1. “3月进展情况”（2项）的期限由3月29日（周五）17:00前改为3月28日（周四）17:00前\n"
        "依据：镇政〔2019〕9号。已经办结的事项不变。"
    )


def test_journal_keeps_before_after_basis_and_effective_day(town: Year) -> None:
    amend(town, edited(EARLIER), since="2019-03-10")

    year, *moved = town.rows(Journal, act="amend_year")
    assert (year.subject_kind, year.basis, year.effective_at) == ("assessment", BASIS, at("2019-03-10 00:00"))
    assert (year.before["revision"], year.after["revision"]) == (1, 2)
    assert [each["pointer"] for each in year.after["changes"]] == ["/revision", "/windows/march/due"]
    assert [(row.subject_kind, row.before["due_at"], row.after["due_at"]) for row in moved] == [
        ("obligation", "2019-03-29T17:00:00+08:00", "2019-03-28T17:00:00+08:00")
    ] * 2
    assert [(row.ordinal, row.basis) for row in town.rows(Amendment)] == [(1, BASIS)]
    assert [row.revision for row in town.rows(SchemeVersion)] == [1, 2]


def test_same_file_again_does_nothing(town: Year) -> None:
    amend(town, edited(EARLIER))
    before = town.dump()

    done = amend(town, edited(EARLIER), "2019-03-06 10:00")

    assert (done.summary, town.dump()) == ("与现行方案相同，没有可以变更的", before)


def test_what_was_met_and_what_was_due_before_stay(village: Year) -> None:
    task = village.assignment("农机安全检查")
    report = village.report("农机安全检查", "2019-03")
    village.do("waive_report", "desk", "2019-03-05 09:30", report=report.id, reason="已在会上报过")
    met = village.rows(Obligation, subject_id=task, kind="report")

    amend(village, edited(("date: 2019-03-15", "date: 2019-03-20"), EARLIER), since="2019-03-18")

    assert village.rows(Obligation, subject_id=task, kind="report") == met
    assert {due.date().isoformat() for _, due in dues(village, kind="breakdown")} == {"2019-03-15"}
    assert dues(village, kind="report") == [("3月进展情况：新建高标准农田", at("2019-03-28 17:00"))]


@pytest.mark.closes("A32")
def test_running_ladder_stays_frozen_and_what_has_not_begun_takes_the_new_one(village: Year) -> None:
    ladder = ("label: 迟报\n", "label: 迟报从严\n")

    amend(village, edited(ladder))

    labels = {(row.kind, row.ladder["label"]) for row in village.owed()}
    assert labels == {("breakdown", "迟报"), ("report", "迟报从严")}
    (told,) = village.told("year_amended")
    assert "督办阶梯按变更后的执行，已经开始的照旧办完" in told.body


def test_date_is_never_moved_into_the_past(village: Year) -> None:
    """三月二十二日改为三月二十一日截止：已经过去的日子不能要求，按补报另给日期，也不晚于原来的。"""
    amend(village, edited(("date: 2019-03-29", "date: 2019-03-21")), "2019-03-22 10:00")

    (row, _) = village.owed(kind="report")
    assert (row.due_at, row.original_due_at) == (at("2019-03-29 17:00"), at("2019-03-21 17:00"))
    village.tick("2019-03-25 09:00")
    assert not village.told("urge") or all("3月进展" not in one.subject for one in village.told("urge"))


@pytest.mark.closes("O25")
def test_new_task_and_new_window_are_asked_for_as_in_a_year_that_starts_late(town: Year) -> None:
    done = amend(town, edited(("\nstages:\n", NEW_TASK), ("\nladders:\n", APRIL)), "2019-03-21 10:00")

    assert [(one["title"], str(one["due_at"].date()), one["backfilled"]) for one in done.details["opened"]] == [
        ("春耕备耕（补报）", "2019-03-28", True),
        ("4月进展情况：新建高标准农田", "2019-04-29", False),
        ("4月进展情况：农机安全检查", "2019-04-29", False),
        ("4月进展情况：春耕备耕", "2019-04-29", False),
        ("3月进展情况：春耕备耕", "2019-03-29", False),
    ]
    assert [row.code for row in town.rows(Indicator)] == ["A1", "A2", "A3"]
    assert town.one(Assignment, title="春耕备耕").state == "breaking_down"


def test_window_of_a_past_month_is_not_asked_of_a_new_task_where_the_year_lets_it_off(village: Year) -> None:
    amend(village, edited(("\nstages:\n", NEW_TASK)), "2019-04-02 10:00")

    task = village.assignment("春耕备耕")
    assert [row.state for row in village.rows(Report, assignment_id=task)] == ["waived"]
    assert [
        (row.kind, row.outcome) for row in village.rows(Obligation, subject_id=task, subject_kind="assignment")
    ] == [
        ("breakdown", None),
        ("report", "exempt_late_start"),
    ]


def test_task_that_is_given_up_is_withdrawn(town: Year) -> None:
    text = edited(("points: 60", "points: 100"))
    start = text.index("  - code: A2")
    amend(town, text[:start] + text[text.index("\nstages:\n") :], "2019-03-21 10:00")

    assert town.one(Assignment, title="农机安全检查").state == "withdrawn"
    assert dues(town, kind="report") == [("3月进展情况：新建高标准农田", at("2019-03-29 17:00"))]
    (told,) = town.told("year_amended")
    assert "不再办理“农机安全检查”、“3月进展情况”" in told.body


def test_target_is_another_from_a_day_on_and_keeps_what_it_was(town: Year) -> None:
    amend(town, edited(("value: 800", "value: 900")), since="2019-03-10")

    standing, former = [row for row in town.rows(Target) if row.name == "建成面积"]
    assert (standing.value, str(standing.began_on), standing.revision, standing.basis) == (900, "2019-03-10", 2, BASIS)
    assert (former.value, str(former.ended_on), former.revision) == (800, "2019-03-09", 1)
    (told,) = town.told("year_amended")
    assert "“新建高标准农田”的“建成面积”由800亩改为900亩" in told.body


def test_post_that_owes_something_is_not_given_up(village: Year) -> None:
    line = "  - {code: farming_officer, title: 农业站承办人, unit: farming, role: officer}\n"
    with pytest.raises(Refused, match="岗位“农业站承办人”还有4项未办，不能撤"):
        amend(village, edited((line, "")))
    spare = "  - {code: farming_responsible, title: 农业站责任人, unit: farming, role: responsible_person}\n"
    amend(village, edited((spare, "")))
    assert str(village.one(Post, code="farming_responsible").ended_on) == "2019-03-04"


def test_every_reason_is_told_at_once_with_its_line_and_the_way(
    village: Year, refused: Callable[..., tuple[str, ...]]
) -> None:
    text = edited(
        ("name: 农业站}", "name: 农业中心}"),
        ("leads: [农业站]", "leads: [镇党政办]"),
        ("unit: 亩, comparator", "unit: 公顷, comparator"),
        ("  verification: {by: office, days: 3}", "  verification: {by: superior, days: 3}"),
        revision=1,
    )
    reasons = refused(village, "amend_year", "desk", "2019-03-05 10:00", text=text, effective_on="2020-12-01",
                      basis=BASIS, apply=True)  # fmt: skip

    assert [reason.partition("：")[2] or reason for reason in reasons] == [
        "由谁认定，运行中不能改；留待下一年度的方案",
        "现行的是第1版，变更后的方案还写着第1版；把 revision 改为 2",
        "目标“建成面积”的计量单位、方向、口径不能改：前后的数比不得；另写一个目标，换一个名称，原来的删去",
        "“农业站”更名为“农业中心”要有日期和文号；先办理“机构变更”（succeed_unit），方案里写登记后的名称",
        "“新建高标准农田”的牵头单位不能直接换：原牵头单位“农业站”名下已有履历；"
        "单位撤并的，办理“机构变更”（succeed_unit）；改由别家牵头的，撤去这项，另立编码下达",
        "“农机安全检查”的牵头单位不能直接换：原牵头单位“农业站”名下已有履历；"
        "单位撤并的，办理“机构变更”（succeed_unit）；改由别家牵头的，撤去这项，另立编码下达",
    ]
    assert all(reason.startswith("第") for reason in reasons)


def test_only_the_office_changes_a_year(village: Year, refused: Callable[..., tuple[str, ...]]) -> None:
    told = {"text": edited(EARLIER), "effective_on": "2019-03-05", "basis": BASIS, "apply": True}
    reasons = refused(village, "amend_year", "farming_head", "2019-03-05 10:00", **told)
    assert len(reasons) == 1


def test_later_change_starts_from_the_one_before(village: Year) -> None:
    """Moved by the first, moved back by the second; nothing of the first is lost on the way."""
    first = edited(EARLIER, ("\nladders:\n", APRIL))
    second = first.replace("revision: 2", "revision: 3").replace("date: 2019-04-29", "date: 2019-04-26")
    amend(village, first)
    amend(village, second, "2019-03-06 10:00")

    assert {due.date().isoformat() for _, due in dues(village, kind="report")} == {"2019-03-28", "2019-04-26"}
    assert [row.ordinal for row in village.rows(Amendment)] == [1, 2]


def test_rules_count_from_their_day_on(village: Year) -> None:
    """退回后补正的天数：生效之前退回的按原来的，之后的按新的。"""
    amend(village, edited(("policy:\n", "policy:\n  revision_days: 4\n")), since="2019-03-20")

    with village.database.read() as tx:
        days = [
            published_of(tx, village.assessment, day=at(f"2019-03-{day} 09:00").date()).scheme.policy.revision_days
            for day in ("19", "20")
        ]
    assert days == [2, 4]


def test_paper_under_review_goes_on_by_the_chain_that_it_began_with(village: Year) -> None:
    """分管领导审阅取消时，正在分管领导手上的件由他审完；以后的件不再经过他。"""
    task = handed_in(village)
    approve(village, "farming_head", "2019-03-06 10:00", task)
    step = "      - {code: leader, label: 分管领导审阅, reviewers: [leader_in_charge], days: 1, "
    step += "may_return_to: [draft, head]}\n"
    amend(village, edited((step, "")), "2019-03-06 11:00")

    approve(village, "leader", "2019-03-06 15:00", task)

    assert state(village, task) == "awaiting_consolidation"


def test_renamed_unit_is_followed_by_the_scheme(sqlite_database: Database, tmp_path: Path) -> None:
    """机构变更登记以后，方案改用新的名称；没有登记的不认。"""
    chief = ("posts:\n", "posts:\n  - {code: chief, title: 党政办主任, unit: office, role: assessment_office_head}\n")
    year = published(sqlite_database, "tiny", when=BEGUN, folder=tmp_path, other=dict([chief]))
    to = [{"code": "farming", "name": "农业中心"}]
    told = {"office": year.office, "kind": "rename", "unit": "farming", "to": to, "document_no": "镇编〔2019〕1号"}
    year.do("succeed_unit", "chief", "2019-03-06 10:00", effective_on="2019-03-06", **told)

    renamed = (("name: 农业站}", "name: 农业中心}"), ("leads: [农业站]", "leads: [农业中心]"))
    amend(year, edited(EARLIER, chief, *renamed), "2019-03-07 10:00")

    assert {due for _, due in dues(year, kind="report")} == {at("2019-03-28 17:00")}
    assert {row.name for row in year.rows(Unit, code="farming")} == {"农业站", "农业中心"}
