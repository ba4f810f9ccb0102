"""逾期名单 and 推进会材料: drawn up by the clock where the scheme asks for them, presented by the desk."""

from pathlib import Path

import pytest

from actions.summaries.drawing import draw_up
from config.loading import load_scheme
from config.problems import SchemeErrors
from models.database import Database
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.summaries import Summary
from states.summary import SummaryKind
from tests.acceptance.requirements.falling_short import report_jobs
from tests.integration.actions.year import Year, at, published, scheme_text

DESK = "county_office_desk"
GOLDEN = Path(__file__).parent / "golden"
DUTY = """  - code: {code}
    title: {title}
    post: county_office_desk
    every: month
    due: {{kind: offset, n: 5, unit: workdays, direction: after, anchor: {{kind: day_of_month, day: 15, month: next}}}}
    settled_by: {settled}
    to: [committee]
"""
DUTIES = "duties:\n" + DUTY.format(code="late-list", title="逾期名单", settled="overdue_list")
DUTIES += DUTY.format(code="material", title="推进会材料", settled="meeting_material")


@pytest.fixture
def county(sqlite_database: Database, tmp_path: Path) -> Year:
    """August: one department has come short, the others stay silent; a meeting was held on 12 September."""
    other = {"duties:\n": DUTIES}
    county = published(sqlite_database, "ningshan-2019", when="2019-09-04 09:00", folder=tmp_path, other=other)
    county.tick("2019-09-05 09:00")
    number = report_jobs(county, "2019-08", "500", when="2019-09-10 10:00")
    county.do("verify_report", DESK, "2019-09-11 10:00", report=number)
    decisions = [
        {"what": "排查就业缺口并逐户销号", "post": "labour_responsible", "due_on": "2019-09-16"},
        {"what": "向市统计局核对口径", "post": "statistics_desk", "due_on": "2019-09-30"},
    ]
    held = {"title": "第一次推进会", "held_on": "2019-09-12", "chaired_by": "考核委员会主任", "minutes": "会议纪要"}
    county.do("record_meeting", DESK, "2019-09-12 16:00", assessment=county.assessment, decisions=decisions, **held)
    for day in ("16", "17"):
        county.tick(f"2019-09-{day} 09:30")
    return county


def drawn(county: Year, kind: SummaryKind) -> Summary:
    assert draw_up(county.database, now=at("2019-09-17 09:30"), kinds=(kind,)) == {"drawn": 1, "renewed": 0}
    return county.one(Summary, kind=kind.value)


def written(name: str) -> str:
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.closes("R2.14")
def test_overdue_list_names_what_is_late_and_how_far_it_was_chased(county: Year) -> None:
    row = drawn(county, SummaryKind.OVERDUE)

    assert f"{row.title}\n{row.body}\n" == written("overdue_list")


@pytest.mark.closes("R2.19")
def test_material_for_a_meeting_tells_what_the_last_one_decided(county: Year) -> None:
    row = drawn(county, SummaryKind.MEETING)

    assert f"{row.title}\n{row.body}\n" == written("meeting_material")


def test_list_is_presented_and_its_duty_settled(county: Year) -> None:
    row = drawn(county, SummaryKind.OVERDUE)

    done = county.do("present_summary", DESK, "2019-09-17 10:00", summary=row.id)

    assert done.summary == "“2019年8月逾期名单”已呈报县考核委员会主任、县考核委员会副主任"
    assert county.one(Obligation, id=row.obligation_id).outcome == "done"
    assert {each.subject for each in county.rows(OutboxMessage, kind="summary_presented")} == {
        "【呈阅】2019年8月逾期名单"
    }
    assert draw_up(county.database, now=at("2019-09-18 09:30"), kinds=(SummaryKind.OVERDUE,))["renewed"] == 0


def test_duty_that_is_presented_says_to_whom() -> None:
    text = scheme_text("ningshan-2019").replace("duties:\n", DUTIES.replace("    to: [committee]\n", ""))

    with pytest.raises(SchemeErrors, match="要写明呈报给谁（to）"):
        load_scheme(text)
