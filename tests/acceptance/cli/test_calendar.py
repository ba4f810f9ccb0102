"""`kaohe calendar`: the dates of the five documents, as a person and as a program sees them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.acceptance.cli.conftest import Shell

Deadlines = Callable[[str], list[dict[str, Any]]]

SHANXI, NINGSHAN = "shanxi-cjr-2019", "ningshan-2019"
END = "T23:59:59.999999+08:00"


@pytest.fixture(scope="session")
def deadlines(tmp_path_factory: pytest.TempPathFactory, warm_console: str) -> Deadlines:
    """The deadlines of a shipped year; each year is asked for once."""
    folder = tmp_path_factory.mktemp("calendar")
    kept: dict[str, list[dict[str, Any]]] = {}

    def of(scheme: str) -> list[dict[str, Any]]:
        if scheme not in kept:
            kept[scheme] = Shell(folder, folder / "home", warm_console)("calendar", scheme, "--json").told["deadlines"]
        return kept[scheme]

    return of


def dated(deadlines: list[dict[str, Any]], **wanted: Any) -> list[tuple[Any, ...]]:
    """Period, day named, hour and last moment of those that match."""
    return [
        (each["period"], each["due_on"], each["cutoff"], each["due_at"])
        for each in deadlines
        if all(each[key] == value for key, value in wanted.items())
    ]


def test_answer_is_one_object_with_its_schema(shell: Shell) -> None:
    told = shell("calendar", SHANXI, "--json").told
    assert (told["schema"], told["scheme"], told["year"]) == ("kaohe.calendar/1", SHANXI, 2019)


@pytest.mark.closes("D01", "A41")
def test_breakdown_is_due_at_its_hour(deadlines: Deadlines) -> None:
    breakdown = next(each for each in deadlines(SHANXI) if each["kind"] == "breakdown")
    keys = ("due_on", "cutoff", "due_at", "inclusive", "whom", "rule", "basis", "provisional")
    assert {key: breakdown[key] for key in keys} == {
        "due_on": "2019-05-13",
        "cutoff": "17:00",
        "due_at": "2019-05-13T17:00:00+08:00",
        "inclusive": True,
        "whom": "各牵头单位",
        "rule": {"kind": "on", "date": "2019-05-13", "cutoff": "17:00", "roll": "forward", "inclusive": True},
        "basis": {
            "document": "notice",
            "clause": "第一条第3项",
            "quote": "将电子版于5月13日下午17点前报送办公室邮箱",
        },
        "provisional": False,
    }


@pytest.mark.closes("D02")
def test_formal_document_may_leave_until_the_end_of_the_day(deadlines: Deadlines) -> None:
    formal = dated(deadlines(SHANXI), stage="breakdown", is_package=True)
    assert formal == [(None, "2019-05-20", None, f"2019-05-20{END}")]


@pytest.mark.closes("D03", "R0.18")
def test_first_window_covers_five_months_and_may_is_partial(deadlines: Deadlines) -> None:
    window = next(each for each in deadlines(SHANXI) if each["code"] == "jan-may" and not each["is_package"])
    assert (window["due_at"], window["opens_at"]) == ("2019-05-20T17:00:00+08:00", "2019-05-05T00:00:00+08:00")
    assert [(each["code"], each["is_partial"]) for each in window["periods"]] == [
        ("2019-01", False),
        ("2019-02", False),
        ("2019-03", False),
        ("2019-04", False),
        ("2019-05", True),
    ]
    june = next(each for each in deadlines(SHANXI) if each["period"] == "2019-06")
    assert june["completes"] == ["2019-05"]


@pytest.mark.closes("D04")
def test_office_sends_up_by_the_fifth_of_june(deadlines: Deadlines) -> None:
    assert dated(deadlines(SHANXI), code="jan-may", is_package=True) == [
        ("2019-01..05", "2019-06-05", None, f"2019-06-05{END}")
    ]


@pytest.mark.closes("D05", "D06", "R0.19", "A03")
def test_monthly_reports_fall_due_on_the_last_workday_but_september(deadlines: Deadlines) -> None:
    days = {period: due_on for period, due_on, _, _ in dated(deadlines(SHANXI), code="monthly", kind="report")}
    assert days == {
        "2019-06": "2019-06-28",
        "2019-07": "2019-07-31",
        "2019-08": "2019-08-30",
        "2019-09": "2019-09-27",
        "2019-10": "2019-10-31",
        "2019-11": "2019-11-29",
        "2019-12": "2019-12-31",
    }


@pytest.mark.closes("D08", "A42")
def test_fifteenth_on_a_rest_day_is_judged_on_the_next_workday(deadlines: Deadlines) -> None:
    moved = [
        (each["period"], each["due_on"], each["due_at"], each["remind_on"])
        for each in deadlines(NINGSHAN)
        if each["code"] == "monthly" and each["due_on"] != each["judged_on"]
    ]
    assert moved == [
        ("2019-05", "2019-06-15", f"2019-06-17{END}", "2019-06-14"),
        ("2019-08", "2019-09-15", f"2019-09-16{END}", "2019-09-12"),
        ("2019-11", "2019-12-15", f"2019-12-16{END}", "2019-12-13"),
    ]


@pytest.mark.closes("D09", "O21")
def test_statistics_wait_for_the_city_and_are_not_late_before(deadlines: Deadlines) -> None:
    found = [each for each in deadlines(NINGSHAN) if each["kind"] == "figure" and each["period"] == "2019-09"]
    assert [(each["whom"], each["due_at"], each["status"], each["waits_for"]) for each in found] == [
        ("各数据提供单位", None, "waiting_event", "city_feedback")
    ]


@pytest.mark.closes("D10")
def test_office_has_duties_of_its_own_every_month_and_quarter(deadlines: Deadlines) -> None:
    summary = [each for each in deadlines(NINGSHAN) if each["code"] == "monthly-summary"]
    assert [each["period"] for each in summary] == [f"2019-{month:02}" for month in range(1, 13)]
    assert {(each["kind"], each["whom"]) for each in summary} == {("duty", "县考核办工作岗")}
    circular = [each for each in deadlines(NINGSHAN) if each["code"] == "quarterly-circular"]
    assert [each["period"] for each in circular] == ["2019-Q1", "2019-Q2", "2019-Q3", "2019-Q4"]


@pytest.mark.closes("D11", "O24")
def test_quarterly_plan_and_result_are_two_things_without_a_date_yet(shell: Shell) -> None:
    said = shell("calendar", NINGSHAN).out
    lines = [line for line in said.splitlines() if "第四季度共性指标" in line and "各责任部门" in line]
    assert [line.split()[:2] for line in lines] == [
        ["未知，待上级通知", "2019年第四季度共性指标工作计划"],
        ["未知，待上级通知", "2019年第四季度共性指标完成情况"],
    ]


@pytest.mark.closes("D12")
def test_self_check_is_owed_every_month_by_the_responsible_person(deadlines: Deadlines) -> None:
    found = [each for each in deadlines(NINGSHAN) if each["kind"] == "self_check"]
    assert (len(found), found[0]["whom"], found[0]["due_on"]) == (12, "各责任部门责任人", "2019-01-31")


@pytest.mark.closes("D13")
def test_term_of_a_supervision_order_is_chosen_when_it_is_issued(deadlines: Deadlines) -> None:
    found = [each for each in deadlines(NINGSHAN) if each["code"] == "shortfall-supervision"]
    assert [(each["title"], each["status"], each["due_at"]) for each in found] == [("督办单的回复", "at_issue", None)]


DUTIES = """
duties:
  - {code: inspections, title: 全年至少4次, post: desk, every: year, due: {kind: at_least, times: 4, per: year}}
  - {code: half-year, title: 9月底前, post: desk, every: year, due: {kind: in_year, month: 9, day: 30}}
  - code: idle
    title: 暂存满六个月
    post: desk
    every: year
    due: {kind: offset, n: 6, unit: months, direction: after, anchor: {kind: on, date: 2019-02-28}, roll: none}
  - code: urgent
    title: 收到后24小时
    post: desk
    every: year
    due: {kind: offset, n: 24, unit: hours, direction: after, anchor: {event: notice_received}}
"""


@pytest.mark.closes("D14")
def test_counted_ageing_and_relative_limits_have_their_dates(shell: Shell, tiny: str) -> None:
    told = shell("calendar", shell.write("year.yaml", tiny + DUTIES), "--json").told
    found = {each["code"]: (each["due_at"], each["status"]) for each in told["deadlines"] if each["kind"] == "duty"}
    assert found == {
        "inspections": (f"2019-12-31{END}", "fixed"),
        "half-year": (f"2019-09-30{END}", "fixed"),
        "idle": (f"2019-08-28{END}", "fixed"),
        "urgent": (None, "waiting_event"),
    }


IMPOSSIBLE = """\
  verification: {by: office, days: 3, due: {kind: in_year, month: 1, day: 25, year: next}}
  scoring: {due: {kind: in_year, month: 1, day: 20, year: next}}
"""


@pytest.mark.closes("D15")
def test_dates_in_an_impossible_order_are_flagged(shell: Shell, tiny: str) -> None:
    year = shell.write("year.yaml", tiny.replace("  verification: {by: office, days: 3}\n", IMPOSSIBLE))
    assert [each["message"] for each in shell("calendar", year, "--json").told["doubts"]] == [
        "“评分”2020年1月20日（周一）截止，早于它所依据的“全年认定”（2020年2月3日（周一））"
    ]
    checked = shell("check", year)
    line = tiny.splitlines().index("  verification: {by: office, days: 3}") + 2
    assert (checked.code, f"year.yaml:{line}:13: 错误：“评分”2020年1月20日" in checked.out) == (1, True)


@pytest.mark.closes("D16")
def test_year_that_nobody_has_announced_is_provisional(shell: Shell, tiny: str) -> None:
    year = shell.write("year.yaml", tiny.replace("2019", "2027").replace("tiny", "far"))
    told = shell("calendar", year, "--json").told
    assert told["provisional_years"] == [2027]
    assert [(each["due_on"], each["provisional"]) for each in told["deadlines"]] == [
        ("2027-03-15", True),
        ("2027-03-29", True),
    ]
    said = shell("calendar", year).out
    assert said.splitlines()[1].strip().startswith("2027年放假安排尚未公布：标“暂定”的日期")
    assert "3月15日 周一 24:00 暂定" in said


@pytest.mark.closes("D17")
def test_sunday_that_is_worked_is_marked(shell: Shell) -> None:
    told = shell("calendar", SHANXI, "--json").told
    day = next(each for each in told["days"] if each["date"] == "2019-05-05")
    assert (day["kind"], day["name"]) == ("makeup_workday", "劳动节")
    assert "2019年5月　放假 1—4日 劳动节　调休上班 5日（周日）" in shell("calendar", SHANXI).out


@pytest.mark.closes("E09")
@pytest.mark.parametrize(
    ("roll", "due_at", "is_late"),
    [
        ("none", f"2019-09-15{END}", True),
        ("forward", f"2019-09-16{END}", False),
        ("back", f"2019-09-12{END}", True),
    ],
)
def test_august_data_filed_on_the_sixteenth(shell: Shell, tiny: str, roll: str, due_at: str, is_late: bool) -> None:
    window = f"""
  - code: august
    title: 8月数据
    periods: ["2019-08"]
    due: {{kind: day_of_month, day: 15, month: next, roll: {roll}}}
    chain: report

ladders:"""
    year = shell.write("year.yaml", tiny.replace("\nladders:", window))
    found = next(each for each in shell("calendar", year, "--json").told["deadlines"] if each["code"] == "august")
    filed = datetime.fromisoformat("2019-09-16T09:00:00+08:00")
    assert (found["due_at"], filed > datetime.fromisoformat(found["due_at"])) == (due_at, is_late)


@pytest.mark.closes("O35")
def test_upward_dates_come_earlier_and_others_later(shell: Shell, tiny: str) -> None:
    """The same Sunday, 2019-09-15: what goes to the superior is due on Thursday the 12th, the rest on Monday."""
    superior = "superior: {code: city, name: 市考核办}\n\ndocuments:"
    package = "    package: {due: 2019-09-15, upward: true, to: office}\n    fields: [value, progress]"
    text = tiny.replace("documents:", superior, 1).replace("    fields: [value, progress]", package)
    text = text.replace('      date: 2019-03-29\n      cutoff: "17:00"\n', "      date: 2019-09-15\n")
    told = shell("calendar", shell.write("year.yaml", text), "--json").told
    march = [
        (each["is_package"], each["due_on"], each["due_at"]) for each in told["deadlines"] if each["code"] == "march"
    ]
    assert march == [
        (True, "2019-09-15", f"2019-09-12{END}"),
        (False, "2019-09-15", f"2019-09-16{END}"),
    ]
    assert "9月15日遇休息日，9月16日截止，按9月12日提醒" in shell("calendar", "year.yaml").out


def test_page_shows_clauses_and_the_exact_cut_off(shell: Shell) -> None:
    lines = shell("calendar", SHANXI).out.splitlines()
    assert [line.split()[:4] for line in lines if line.startswith("5月")] == [
        ["5月13日", "周一", "17:00", "指标分解"],
        ["5月20日", "周一", "17:00", "1—5月分月日常进展情况"],
        ["5月20日", "周一", "24:00", "指标分解结果上报"],
    ]
    assert "于6月5日前上报省考核办" in "".join(lines)


def test_bad_scheme_is_refused_with_its_place(shell: Shell) -> None:
    said = shell("calendar", shell.write("bad.yaml", "scheme: a\ntitle： x\n"), "--json")
    assert (said.code, said.out) == (1, "")
    assert said.err == "bad.yaml:2:6: 键后面用了全角冒号“：”。改成半角冒号加一个空格，如 title: 名称\n"


def test_chart_is_one_page_of_its_own(shell: Shell) -> None:
    assert shell("calendar", NINGSHAN, "--chart", "挂图.html").code == 0
    page = (shell.folder / "挂图.html").read_text(encoding="utf-8")
    assert (page.count("<svg"), "A3 landscape" in page) == (1, True)
    assert all(f">{month}月</text>" in page for month in range(1, 13))
    assert "市考指标完成情况 8家（15日顺延）" in page
    again = shell("calendar", NINGSHAN, "--chart", "挂图.html")
    assert (again.code, "已经存在" in again.err) == (1, True)


def test_chart_is_refused_as_another_kind_of_file(shell: Shell) -> None:
    refused = shell("calendar", NINGSHAN, "--chart", "挂图.docx")
    assert (refused.code, "挂图只能存为 .html、.svg 文件" in refused.err) == (1, True)


@pytest.mark.closes("A41")
def test_months_show_rest_make_up_and_due_days(shell: Shell) -> None:
    lines = shell("calendar", NINGSHAN, "--months").out.splitlines()
    september = lines[lines.index("9月　中秋节13—15日　29日上班") :]
    assert september[1].split() == ["一", "二", "三", "四", "五", "六", "日"]
    assert september[4].split() == ["9", "10", "11", "12", "13休", "14休", "15休"]
    assert september[5].split() == ["16截", "17截", "18", "19截", "20", "21", "22"]
    assert september[6].split() == ["23", "24", "25", "26截", "27", "28", "29班"]
    assert september[8] == "16日　市考指标完成情况 8家（15日顺延）"
