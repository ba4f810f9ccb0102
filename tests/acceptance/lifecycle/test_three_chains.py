"""One task from the notice to the archive, by the same code under three review chains, on both databases.

Two real years, and one whose chain has five steps: one of them 会签 of all co-units, one two out of three. The rest of
each year is named as 缺报 or let off, so that one task is seen whole.
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.assignments import Assignment
from models.database import Database
from models.indicators import Target
from models.items import Item
from models.packages import Package, PackageItem
from models.posts import Post
from models.reports import Report, ReportRow
from models.reviews import Review
from models.verdicts import Score
from models.windows import Window
from tests.integration.actions.year import Year, published


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One assignment of a year and the desks that it crosses. `desks`: in the order in which they have to agree."""

    scheme: str
    published: str
    title: str
    unit: str
    leader: str
    desks: tuple[tuple[str, ...], ...]
    bound: tuple[str, ...]
    host: str
    office: str
    collecting: str
    window: str
    opens: str
    parts: tuple[str, ...] = ()
    occasion: str = ""

    @property
    def officer(self) -> str:
        return f"{self.unit}_officer"


SHANXI = Task(
    scheme="shanxi-cjr-2019",
    published="2019-05-05",
    title="实施5万名残疾预防重点干预和残疾儿童抢救性康复项目",
    unit="rehabilitation",
    leader="leader_rehabilitation",
    desks=(("rehabilitation_head",), ("leader_rehabilitation",)),
    bound=("principal_leader",),
    host="general_office",
    office="assessment_desk",
    collecting="collecting_desk",
    window="jan-may",
    opens="2019-05-06",
)
NINGSHAN = Task(
    scheme="ningshan-2019",
    published="2019-09-04",
    title="县考部门：完成城镇新增就业任务（示例）",
    unit="labour",
    leader="leader_livelihood",
    desks=(("labour_head",), ("leader_livelihood",)),
    bound=("county_office_head", "party_principal", "government_principal"),
    host="county_office",
    office="county_office_desk",
    collecting="county_collecting_desk",
    window="monthly",
    opens="2019-10-08",
    parts=("poverty_relief",),
    occasion="2019-09",
)
FIVE_STEPS = Task(
    scheme="five-steps",
    published="2019-03-26",
    title="建成北环路二期工程",
    unit="housing",
    leader="deputy_mayor",
    desks=(
        ("housing_head",),
        ("transport_head", "water_head"),
        ("deputy_mayor",),
        ("audit_head", "justice_head"),  # the two that carry it; the third is freed
        ("mayor",),
    ),
    bound=("assessment_head",),
    host="assessment",
    office="assessment_desk",
    collecting="collecting_desk",
    window="quarter",
    opens="2019-06-20",
    parts=("transport", "water"),
    occasion="2019-Q2",
)


@dataclass(slots=True)
class Played:
    """A task that is being played; the hour moves on with every act."""

    year: Year
    task: Task
    assignment: int
    day: str
    minute: int = 0

    def do(self, act: str, by: str, **data: Any) -> Any:
        self.minute += 1
        return self.year.do(act, by, f"{self.day} {9 + self.minute // 60:02}:{self.minute % 60:02}", **data)

    def review(self, verb: str, by: str, kind: str, number: int, **more: Any) -> Any:
        return self.do(verb, by, kind=kind, id=number, **more)

    @property
    def state(self) -> str:
        return str(self.year.one(Assignment, id=self.assignment).state)

    def desks(self, kind: str, number: int) -> list[str]:
        codes = {post.id: post.code for post in self.year.rows(Post)}
        return [codes[row.post_id] for row in self.year.owed(subject_kind=kind, subject_id=number, kind="review")]


@pytest.fixture(params=[SHANXI, NINGSHAN, FIVE_STEPS], ids=lambda task: task.scheme)
def played(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Played:
    task: Task = request.param
    year = published(database, task.scheme, when=f"{task.published} 09:00", folder=tmp_path)
    return Played(year, task, year.assignment(task.title), task.published)


@pytest.mark.closes("R0.15", "R2.7", "R2.7b", "A21", "O02")
def test_one_task_goes_from_the_notice_to_the_archive(played: Played) -> None:
    break_down(played)
    return_and_resubmit(played)
    agree(played)
    bind(played)
    report(played)
    judge_score_and_archive(played)

    assert played.state == "archived"
    assert played.year.owed(subject_kind="assignment", subject_id=played.assignment) == []


def break_down(played: Played) -> None:
    task, year = played.task, played.year
    indicator = year.one(Assignment, id=played.assignment)
    targets = year.rows(Target, indicator_id=indicator.indicator_id, segment=indicator.segment)
    item = {
        "content": "排出月度计划并逐级落实到人",
        "requirement": "年底前全部完成并通过验收",
        "standard": "台账齐全，验收合格",
        "schedule": "每季度完成四分之一",
        "due_on": "2019-12-20",
        "leader": task.leader,
        "unit": task.unit,
        "responsible": f"{task.unit}_responsible",
        "officers": [task.officer],
        "shares": [{"target": target.name, "value": target.value} for target in targets],
    }
    done = played.do("save_breakdown", task.officer, assignment=played.assignment, items=[item])
    assert done.details["doubts"] == []
    played.do("submit_breakdown", task.officer, assignment=played.assignment, without=task.parts)
    assert played.desks("assignment", played.assignment) == list(task.desks[0])


def return_and_resubmit(played: Played) -> None:
    """The head lets it pass, the next desk returns it, and it comes straight back there."""
    task, number = played.task, played.assignment
    played.review("approve", task.desks[0][0], "assignment", number)
    played.review("return_for_revision", task.desks[1][-1], "assignment", number, reason="进度安排再细一些")
    assert played.state == "returned"
    played.do("resubmit", task.officer, assignment=number)
    assert played.desks("assignment", number) == list(task.desks[1])


def agree(played: Played) -> None:
    for desks in played.task.desks[1:]:
        assert set(desks) <= set(played.desks("assignment", played.assignment))
        for by in desks:
            played.review("approve", by, "assignment", played.assignment)
    assert played.state == "awaiting_consolidation"
    said = {row.step: row.decision for row in played.year.rows(Review, subject_kind="assignment", decision="agreed")}
    assert len(said) == len(played.task.desks)


def bind(played: Played) -> None:
    """The office binds what it has, names what it lacks, has it approved, seals and sends it; the task begins."""
    task, year = played.task, played.year
    package = year.one(Package, kind="breakdown").id
    missing = [row.id for row in year.rows(PackageItem, package_id=package) if row.subject_id != played.assignment]
    played.do("name_missing", task.collecting, package=package, items=missing, words="未按期报来")
    played.do("consolidate_package", task.collecting, package=package)
    played.do("submit_package", task.collecting, package=package)
    for by in task.bound:
        assert by in played.desks("package", package)
        played.review("approve", by, "package", package)
    scan = year.attach_loose(task.collecting, f"{played.day} 15:00", unit=task.host, title="用印件")
    played.do("seal_package", task.collecting, package=package, sealed_on=played.day, scan=scan)
    played.do("send_up_package", task.collecting, package=package, how="纸质送达")
    if played.state == "submitted":
        played.do("record_receipt", task.collecting, package=package, receipted_at=f"{played.day}T16:00:00+08:00")
    assert played.state == "in_execution"


def report(played: Played) -> None:
    """One window is filled in, reviewed and judged; the other windows of the year are let off."""
    task, year = played.task, played.year
    played.day, played.minute = task.opens, 0
    year.tick(f"{task.opens} 08:00")
    window = year.one(Window, code=task.window, occasion=task.occasion)
    mine = year.rows(Report, assignment_id=played.assignment, window_id=window.id)
    for number, row in enumerate(mine, start=1):
        fill(played, row.id, done=Decimal(number))
    played.do("submit_report", task.officer, assignment=played.assignment, window=window.code, occasion=task.occasion)
    for row in mine:
        for by in played.desks("report", row.id):
            played.review("approve", by, "report", row.id)
        if task is FIVE_STEPS:
            played.do("verify_report", task.office, report=row.id)
    for row in year.rows(Report, assignment_id=played.assignment):
        if row.state in ("not_open", "filling"):
            played.do("waive_report", task.office, report=row.id, reason="本测试只走一次报送")


def fill(played: Played, number: int, *, done: Decimal) -> None:
    year, task = played.year, played.task
    told = {"cumulative": str(done), "progress": "按计划推进", "problems": "个别环节偏慢", "next_steps": "加派人手"}
    item = year.one(Item, assignment_id=played.assignment).id
    as_of = {"as_of": task.opens} if task is SHANXI else {}
    played.do("fill_report", task.officer, report=number, lines=[{"item": item, **told}], **as_of)
    year.attach(task.officer, f"{task.opens} 08:30", report=number, unit=task.unit)
    assert year.rows(ReportRow, report_id=number)[0].reported_cumulative == done


def judge_score_and_archive(played: Played) -> None:
    task, year, number = played.task, played.year, played.assignment
    played.day, played.minute = "2020-01-15", 0
    played.do("conclude", task.office, assignments=[number])
    (target,) = {row.name for row in year.rows(Target) if row.id in {line.target_id for line in year.rows(ReportRow)}}
    points = year.one(Assignment, id=number).points
    if task is FIVE_STEPS:
        played.do("verify", task.office, assignment=number, figures={target: "12.5"}, is_met=True)
    else:
        scan = year.attach_loose(task.collecting, "2020-01-15 08:00", unit=task.host, title="上级考核结果")
        played.do(
            "record_verdict", task.office, assignment=number, document_no="考〔2020〕1号", dated_on="2020-01-10",
            attachment=scan, figures={target: "50000"}, points=points, is_met=True,
        )  # fmt: skip
    played.do("enter_score", task.office, assignment=number, points=str(points if points is not None else 5))
    assert played.state == "scored"
    assert len(year.rows(Score, assignment_id=number)) == 1
    played.do("archive", task.office, assignments=[number])
