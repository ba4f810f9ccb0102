"""What the clock does to what is done, missed, begun late, or ruled anew; and what survives a closed house."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from actions.acts import Refused
from actions.delivering import deliver
from actions.doors import Door
from actions.performing import perform
from models.assessments import Assessment
from models.journal import Journal
from models.outbox import InboxItem, OutboxMessage
from models.reports import Report
from models.windows import Window
from notifiers.folder import FolderNotifier
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.requirements.asking import bodies
from tests.acceptance.requirements.conftest import Copy
from tests.integration.actions.breakdowns import FARMLAND, SAFETY, approve, handed_in
from tests.integration.actions.year import Year, at, scheme_text


@pytest.mark.closes("A08")
def test_done_between_deciding_and_sending_is_told_no_more(town: Year, tmp_path: Path) -> None:
    """Reminders of both breakdowns are decided at nine; one comes in before they leave."""
    town.tick("2019-03-14 09:00")
    task = handed_in(town, "2019-03-14 09:05")
    counts = deliver(town.database, FolderNotifier(tmp_path / "sent"), now=at("2019-03-14 09:10"))

    reminders = [(row.body, row.state, row.reason) for row in town.told("reminder")]
    assert reminders == [
        (f"农业站：指标分解“{FARMLAND}”请于3月15日（周五）下班前办结。", "unwanted", "所涉事项已办结，不再发送"),
        (f"农业站：指标分解“{SAFETY}”请于3月15日（周五）下班前办结。", "sent", ""),
    ]
    letters = [row.message_id for row in town.rows(InboxItem)]
    assert sorted(letters) == [row.id for row in town.rows(OutboxMessage, state="sent") if row.kind != "digest"]
    assert (counts.unwanted, counts.sent) == (1, len({row.person_id for row in town.rows(InboxItem)}))

    for by in ("farming_head", "leader"):
        approve(town, by, "2019-03-14 14:00", task)
    for day in ("18", "19"):
        town.tick(f"2019-03-{day} 09:00")
    climbed = [body for kind in ("urge", "present_to_leader") for _, body in bodies(town, kind)]
    assert (len(climbed), [body for body in climbed if FARMLAND in body]) == (3, [])


@pytest.mark.closes("A12")
def test_newcomer_finds_what_is_open_and_nothing_of_the_past(town: Year) -> None:
    town.tick("2019-03-14 09:00")
    handed_in(town, "2019-03-14 10:00")
    term = {"office": town.office, "post": "farming_officer", "begins_on": "2019-03-15"}
    town.do("appoint", "desk", "2019-03-15 08:30", office=town.office,
            people=[{**term, "person": "newcomer", "name": "农业站新承办人"}])  # fmt: skip

    told = [(row.kind, row.body) for row in town.rows(OutboxMessage) if row.dedup_key.endswith(":newcomer")]
    assert told == [
        (
            "desk",
            f"农业站承办人：岗位由您担任，现有待办1项。\n1. 指标分解1项，请于3月15日（周五）下班前办结：“{SAFETY}”",
        )
    ]


@pytest.mark.closes("O25")
def test_year_that_starts_late_asks_for_what_is_past_with_a_new_date(copy: Copy) -> None:
    """Published on 10 June: what was due in May is asked for within five workdays, and nothing is overdue."""
    year = copy("shanxi-cjr-2019", when="2019-06-10 10:00")
    owed = year.owed()
    assert [row.title for row in owed if row.due_at is not None and row.due_at < at("2019-06-10 10:00")] == []
    new_dates = Counter((row.kind, row.due_at) for row in owed if row.title.endswith("（补报）"))
    assert new_dates == {
        ("breakdown", at("2019-06-17 23:59:59.999999")): 30,
        ("report", at("2019-06-17 23:59:59.999999")): 30,
        ("consolidation", at("2019-06-17 23:59:59.999999")): 2,
    }
    assert {row.original_due_at for row in owed if row.kind == "breakdown"} == {at("2019-05-13 17:00")}

    for day in ("10", "11", "12", "13"):
        year.tick(f"2019-06-{day} 16:00")
    assert (year.told("urge"), len(year.told("window_opened"))) == ([], 9)


@pytest.mark.closes("O25")
def test_year_that_starts_late_may_let_go_of_what_is_past(county: Year) -> None:
    """The notice came in September; the months up to July are let go of, not owed."""
    past = [row for row in county.rows(Window, code="monthly") if row.occasion <= "2019-07"]
    reports = [row for window in past for row in county.rows(Report, window_id=window.id)]
    assert ({row.state for row in past}, {(row.state, row.reason) for row in reports}) == (
        {"closed"},
        {("waived", "发布时期限已过，免追溯")},
    )
    assert {row.period for row in county.owed(kind="report") if row.period.startswith("monthly/2019-0")} == {
        "monthly/2019-08",
        "monthly/2019-09",
    }


def next_year(text: str) -> str:
    """The same town a year later, where nobody is urged before the third workday."""
    return (
        text.replace("scheme: tiny", "scheme: tiny-2020")
        .replace("2019", "2020")
        .replace("label: 催报, after: {n: 1}", "label: 催报, after: {n: 3}")
        .replace("label: 呈阅, after: {n: 2}", "label: 呈阅, after: {n: 4}")
    )


@pytest.mark.closes("O25")
def test_two_years_are_open_side_by_side(town: Year) -> None:
    perform(town.database, "publish", {"text": next_year(scheme_text("tiny"))}, door=Door(now=at("2020-01-06 09:00")))
    assert [(row.year, row.state) for row in town.rows(Assessment)] == [(2019, "running"), (2020, "running")]
    open_ones = Counter((row.assessment_id, row.kind) for row in town.owed())
    assert open_ones == {(year, kind): 2 for year in (1, 2) for kind in ("breakdown", "report")}


@pytest.mark.closes("A32")
def test_new_rules_leave_alone_what_runs_under_the_old_ones(town: Year) -> None:
    """The rules of 2020 are published while those of 2019 run: each year's late breakdowns climb by its own ladder."""
    perform(town.database, "publish", {"text": next_year(scheme_text("tiny"))}, door=Door(now=at("2019-03-11 09:00")))

    for day in ("2019-03-18", "2020-03-17", "2020-03-18", "2020-03-19"):
        town.tick(f"{day} 09:00")

    breakdowns = {row.id: row.assessment_id for row in town.owed(kind="breakdown")}
    urged = [row for row in town.rows(Journal, act="ladder.urge") if row.after["obligation_id"] in breakdowns]
    assert [(breakdowns[row.after["obligation_id"]], row.recorded_at.date()) for row in urged] == [
        (1, date(2019, 3, 18)),
        (1, date(2019, 3, 18)),
        (2, date(2020, 3, 19)),
        (2, date(2020, 3, 19)),
    ]


@pytest.mark.closes("A44")
def test_state_and_history_outlive_the_process(town: Year, shell: Shell) -> None:
    """What one process left half-way, another finds and carries on; every state that it passed is in the journal."""
    task = handed_in(town, "2019-03-05 10:00")
    approve(town, "farming_head", "2019-03-05 11:00", task)
    database = {"KAOHE_DATABASE_URL": town.database.shown}
    town.database.close()

    todo = shell("todo", "--as", "leader", "--as-of", "2019-03-06", "--json", environment=database).told["items"]
    assert [(each["kind"], each["subject"]) for each in todo] == [("review", {"kind": "assignment", "id": task})]
    data = f"kind: assignment\nid: {task}\n"
    said = shell("act", "approve", "--as", "leader", "--data", "-", "--json", stdin=data, environment=database)
    assert (said.code, said.told["summary"]) == (0, "已同意“新建高标准农田”指标分解，现为“待办公室汇总”")

    moves = [row for row in town.rows(Journal, subject_kind="assignment", subject_id=task) if row.after.get("state")]
    assert [(row.act, row.before["state"], row.after["state"]) for row in moves] == [
        ("issue", "issued", "breaking_down"),
        ("submit_breakdown", "breaking_down", "review:head"),
        ("approve", "review:head", "review:leader"),
        ("approve", "review:leader", "awaiting_consolidation"),
    ]


def test_next_year_does_not_take_the_code_of_this_year(town: Year) -> None:
    text = scheme_text("tiny").replace("2019", "2020")
    with pytest.raises(Refused) as refused:
        perform(town.database, "publish", {"text": text}, door=Door(now=at("2020-01-06 09:00")))
    assert refused.value.reasons == (
        "方案编码“tiny”的第1版已用于“某镇2019年度目标责任考核”，请换一个编码，或把 revision 加一",
    )
