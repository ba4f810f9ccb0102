from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.unit.workdays.rules import LAST, at, rule
from workdays.calendar import WorkCalendar
from workdays.periods import Period
from workdays.phrases import say_rule
from workdays.resolving import resolve
from workdays.wording import say_day, say_deadline, say_hour, say_moment, say_request

FEEDBACK = {"city_feedback": "市上评估反馈"}
AFTER_FEEDBACK: dict[str, Any] = {"kind": "offset", "n": 2, "unit": "workdays", "direction": "after"}


def test_days_and_hours_are_said_as_offices_write_them() -> None:
    assert say_day(date(2019, 5, 13)) == "2019年5月13日（周一）"
    assert say_day(date(2019, 5, 5), year=False) == "5月5日（周日）"
    assert [say_hour(cutoff) for cutoff in ("17:00", "24:00", None)] == ["17:00前", "24:00前", "下班前"]
    assert say_moment(datetime(2019, 5, 13, 9, 0, tzinfo=UTC)) == "2019年5月13日（周一）17:00"


@pytest.mark.parametrize(
    ("written", "due", "request_by"),
    [
        (
            {"kind": "on", "date": "2019-05-13", "cutoff": "17:00"},
            "2019年5月13日（周一）17:00前",
            "2019年5月13日（周一）17:00前",
        ),
        ({"kind": "on", "date": "2019-05-20"}, "2019年5月20日（周一）下班前", "2019年5月20日（周一）下班前"),
        (
            {"kind": "on", "date": "2019-09-15"},
            "2019年9月15日（周日）下班前（遇休息日顺延至9月16日）",
            "2019年9月12日（周四）下班前",
        ),
        (
            {"kind": "on", "date": "2019-09-15", "roll": "back"},
            "2019年9月15日（周日）下班前（遇休息日提前到9月12日）",
            "2019年9月12日（周四）下班前",
        ),
        (
            {"kind": "on", "date": "2019-05-21", "inclusive": False},
            "2019年5月20日（周一）下班前",
            "2019年5月20日（周一）下班前",
        ),
        (
            {"kind": "on", "date": "2027-01-29"},
            "2027年1月29日（周五）下班前（暂定）",
            "2027年1月29日（周五）下班前（暂定）",
        ),
        (
            {"kind": "on", "date": "2027-05-01", "cutoff": "12:00"},
            "2027年5月1日（周六）12:00前（遇休息日顺延至5月3日，暂定）",
            "2027年4月30日（周五）12:00前（暂定）",
        ),
        ({"kind": "at_issue"}, "制发时确定", "制发时确定"),
        ({"kind": "unknown"}, "未知，待上级通知", "未知，待上级通知"),
        (
            {**AFTER_FEEDBACK, "anchor": {"event": "city_feedback"}},
            "待“市上评估反馈”登记后起算",
            "待“市上评估反馈”登记后起算",
        ),
    ],
)
def test_a_deadline_is_said_in_full_and_asked_for_by_a_workday(
    calendar: WorkCalendar, written: dict[str, Any], due: str, request_by: str
) -> None:
    """O35: reminders aim at the last workday before, and say 下班前 where the notice gives no hour."""
    found = resolve(rule(**written), calendar=calendar)
    assert (say_deadline(found, events=FEEDBACK), say_request(found, events=FEEDBACK)) == (due, request_by)


def test_a_deadline_of_this_year_may_leave_the_year_out(calendar: WorkCalendar) -> None:
    due = resolve(rule("day_of_month", day=15, month="next"), period=Period.month(2019, 8), calendar=calendar)
    assert say_request(due, year=False) == "9月12日（周四）下班前"
    assert say_deadline(due, year=False) == "9月15日（周日）下班前（遇休息日顺延至9月16日）"


def test_hours_are_said_to_the_minute(calendar: WorkCalendar) -> None:
    day = rule("offset", n=24, unit="hours", direction="after", anchor={"event": "issued"})
    due = resolve(day, calendar=calendar, events={"issued": at("2019-05-13 09:30:20")})
    assert say_deadline(due) == "2019年5月14日（周二）09:30前"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"kind": "on", "date": "2019-05-13", "cutoff": "17:00"}, "2019年5月13日17:00前"),
        ({"kind": "day_of_month", "day": 15, "month": "next", "roll": "back"}, "次月15日前，遇休息日提前"),
        ({"kind": "day_of_month", "day": 15, "inclusive": False, "roll": "none"}, "当月15日前，不含当日，遇休息日不变"),
        (LAST, "当月最后一个工作日前"),
        (
            {"kind": "last_workday", "of": "quarter", "which": "next", "roll": "forward"},
            "次季最后一个工作日前，遇休息日顺延",
        ),
        ({"kind": "end_of", "of": "half_year"}, "当半年末前"),
        ({"kind": "in_year", "month": 1, "day": 25, "year": "next"}, "次年1月25日前"),
        (
            {**AFTER_FEEDBACK, "anchor": {"event": "city_feedback"}, "cutoff": "17:00"},
            "“市上评估反馈”后2个工作日内17:00前",
        ),
        (
            {**AFTER_FEEDBACK, "anchor": {"event": "received"}, "count_from": "same_day"},
            "“received”后2个工作日内，当日起算",
        ),
        (
            {**AFTER_FEEDBACK, "anchor": {"kind": "end_of", "of": "quarter"}, "n": 5},
            "当季末后5个工作日内",
        ),
        (
            {"kind": "offset", "n": 24, "unit": "hours", "direction": "after", "anchor": {"kind": "unknown"}},
            "“未知，待上级通知”后24小时内",
        ),
        (
            {
                "kind": "by_month",
                "default": LAST,
                "months": {9: {"kind": "offset", "n": 2, "unit": "workdays", "direction": "before", "anchor": LAST}},
                "cutoff": "17:00",
            },
            "当月最后一个工作日前；9月为当月最后一个工作日提前2个工作日；各月17:00截止",
        ),
        ({"kind": "at_issue"}, "制发时确定"),
        ({"kind": "at_least", "times": 4}, "全年至少4次"),
        ({"kind": "at_least", "times": 1, "per": "quarter"}, "每季度至少1次"),
    ],
)
def test_a_rule_is_said_as_a_notice_would(written: dict[str, Any], said: str) -> None:
    assert say_rule(rule(**written), events=FEEDBACK) == said
