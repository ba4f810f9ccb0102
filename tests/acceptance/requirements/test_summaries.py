"""一月一汇总，一季一通报: drawn up by the clock when everything was due, checked and presented by the desk."""

import json
from datetime import UTC

import pytest
from sqlalchemy import select

from actions.summaries.drawing import draw_up
from models.journal import Journal
from models.letters import Letter
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.summaries import Summary
from states.summary import SummaryKind
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.requirements.asking import refusal
from tests.acceptance.requirements.falling_short import JOBS, report_jobs
from tests.integration.actions.year import Year, at

DESK = "county_office_desk"
MONTHLY = (SummaryKind.MONTHLY,)


@pytest.fixture
def september(county: Year) -> Year:
    """August is reported by one department on time; the others stay silent."""
    county.tick("2019-09-05 09:00")
    report_jobs(county, "2019-08", "100", when="2019-09-10 10:00")
    return county


def drawn(year: Year, when: str, kinds: tuple[SummaryKind, ...] = MONTHLY) -> dict[str, int]:
    return draw_up(year.database, now=at(when), kinds=kinds)


@pytest.mark.closes("D10", "R2.14", "R2.15")
def test_month_is_summed_up_once_everything_was_due_and_presented_by_the_desk(september: Year) -> None:
    before_due = drawn(september, "2019-09-16 09:30")
    on_the_morning = drawn(september, "2019-09-17 09:30")
    again = drawn(september, "2019-09-17 09:40")
    at_night, next_day = drawn(september, "2019-09-18 07:00"), drawn(september, "2019-09-18 09:30")

    assert [each.get("drawn") for each in (before_due, on_the_morning, again, at_night)] == [0, 1, 0, 0]
    assert next_day["renewed"] == 1
    (row,) = september.rows(Summary)
    assert (row.title, row.period, row.state) == ("2019年8月考核指标进展汇总", "2019-08", "draft")
    lines = row.body.splitlines()
    assert lines[0] == "呈县考核委员会主任、副主任："
    assert lines[1].startswith("截至2019年9月18日（周三）09:30，应报")
    assert "其中按时1项、迟报0项、未报" in lines[1]
    assert any(JOBS in line and "据单位上报" in line for line in lines)

    done = september.do("present_summary", DESK, "2019-09-18 10:00", summary=row.id)

    assert done.summary == "“2019年8月考核指标进展汇总”已呈报县考核委员会主任、县考核委员会副主任"
    (row,) = september.rows(Summary)
    assert row.state == "issued"
    assert september.one(Obligation, id=row.obligation_id).outcome == "done"
    told = [each.subject for each in september.rows(OutboxMessage, kind="summary_presented")]
    assert told == ["【呈阅】2019年8月考核指标进展汇总"] * 2
    assert drawn(september, "2019-09-19 09:30")["renewed"] == 0


def test_summary_that_a_person_changed_is_left_as_he_wrote_it(september: Year) -> None:
    drawn(september, "2019-09-17 09:30")
    (row,) = september.rows(Summary)

    september.do("edit_summary", DESK, "2019-09-17 10:00", summary=row.id, body="情况正常，另见附表。")
    kept = drawn(september, "2019-09-18 09:30")
    (edited,) = september.rows(Summary)
    september.do("redraw_summary", DESK, "2019-09-18 10:00", summary=row.id)
    (redrawn,) = september.rows(Summary)

    assert (kept, edited.body) == ({"drawn": 0, "renewed": 0}, "情况正常，另见附表。")
    assert redrawn.body.startswith("呈县考核委员会主任、副主任：\n截至2019年9月18日（周三）10:00")
    assert redrawn.contents["as_of"] == "2019-09-18T10:00:00+08:00"
    with september.database.read() as tx:
        acts = tx.scalars(select(Journal.c.act).where(Journal.c.act.like("%summary"))).all()
    assert acts == ["edit_summary", "redraw_summary"]


def test_summary_is_touched_by_nobody_else(september: Year) -> None:
    drawn(september, "2019-09-17 09:30")
    (row,) = september.rows(Summary)
    for act, told in (("edit_summary", {"body": "好"}), ("redraw_summary", {}), ("present_summary", {})):
        assert refusal(september, act, "labour_officer", "2019-09-17 10:00", summary=row.id, **told)
    assert september.rows(Summary) == [row]


@pytest.mark.closes("R2.16")
def test_quarter_becomes_the_draft_of_a_circular_once(september: Year) -> None:
    kinds = (SummaryKind.QUARTERLY,)
    first, second = drawn(september, "2019-10-16 09:30", kinds), drawn(september, "2019-10-17 09:30", kinds)

    (row,) = september.rows(Summary)
    (letter,) = september.rows(Letter)
    assert (first["drawn"], second) == (1, {"drawn": 0, "renewed": 0})
    assert (row.period, row.state, row.letter_id) == ("2019-Q3", "as_circular", letter.id)
    assert (letter.kind, letter.title) == ("circular", "2019年第三季度考核指标进展情况通报")
    assert september.one(Obligation, id=row.obligation_id).settled_at is None

    number, when = letter.id, "2019-10-17 10:00"
    september.do("submit_letter", DESK, when, letter=number)
    september.do("approve", "county_office_head", when, kind="letter", id=number)
    september.do("sign_letter", "committee_chair", when, letter=number, document_no="宁考发〔2019〕示例1号")
    scan = september.attach_loose(DESK, when, unit="county_office", title="用印件")
    september.do("seal_letter", DESK, when, letter=number, sealed_on="2019-10-17", scan=scan)
    september.do("deliver_letter", DESK, "2019-10-17 16:00", letter=number, how="系统")

    assert september.one(Obligation, id=row.obligation_id).outcome == "done"


def test_nothing_is_drawn_up_on_a_rest_day_and_on_a_make_up_sunday_it_is(september: Year) -> None:
    assert drawn(september, "2019-09-21 09:30") == {"drawn": 0, "renewed": 0}
    assert drawn(september, "2019-09-29 09:30")["drawn"] == 1


def test_morning_is_the_office_s_whatever_zone_the_clock_tells(september: Year) -> None:
    half_past_nine = at("2019-09-17 09:30").astimezone(UTC)
    assert draw_up(september.database, now=half_past_nine, kinds=MONTHLY)["drawn"] == 1


def test_summaries_are_drawn_and_read_at_the_console(september: Year, shell: Shell) -> None:
    database = {"KAOHE_DATABASE_URL": str(september.database.shown)}
    listed = shell("summaries", "--draw", "--as-of", "2019-09-17 09:30", "--json", environment=database)
    (item,) = json.loads(listed.out)["items"]

    shown = shell("summaries", str(item["id"]), environment=database)
    missing = shell("summaries", "99", environment=database)

    assert (item["title"], item["state"]) == ("2019年8月考核指标进展汇总", "draft")
    assert shown.out.startswith("2019年8月考核指标进展汇总\n\n呈县考核委员会主任、副主任：")
    assert (missing.code, missing.err) == (1, "没有编号为 99 的汇总，请先运行 kaohe summaries 查看编号\n")
