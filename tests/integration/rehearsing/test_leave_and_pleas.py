"""Small years in which somebody is away, asks for more time, or asks to be excused."""

from actions.rehearsing.rehearsal import Played
from tests.integration.rehearsing.conftest import Playing
from tests.integration.rehearsing.test_playing import acts, climbed, told

AWAY = "leave:\n  - {who: 农业站承办人, begins_on: 2019-03-27, ends_on: 2019-04-03"
PLEAS = """rules:
  - {who: 农业站, what: report, when: 晚4个工作日}
extensions:
  - {who: 农业站, indicator: A1, until: +2 workdays, why: 正在验收}
  - {who: 农业站, indicator: A2, until: 2019-04-08, why: 正在验收, answer: refused, words: 已提前通知}
excuses:
  - {who: 农业站, indicator: A2, ask: 晚1个工作日, why: 停电}
"""


def of_report(year: Played, title: str) -> list[tuple[str, str]]:
    """Rungs of one of the two reports."""
    return [
        (f"{each.at:%m-%d %H:%M}", each.label) for each in year.rungs if each.what == "进展报送" and title in each.title
    ]


def test_who_is_away_without_a_substitute_is_not_urged_and_hands_in_when_he_is_back(playing: Playing) -> None:
    year = playing("tiny", also=f"{AWAY}}}\n")

    assert acts(year, "approve_leave") == [("03-26 14:30", "农业站站长", "已准假至2019-04-03，2项应办事项暂停督办")]
    assert {moment for moment, _, _ in acts(year, "submit_report")} == {"04-04 10:00"}
    assert [each for each in climbed(year) if each[0] < "04-04"] == []


def test_substitute_does_what_the_absent_owes_until_he_comes_back_early(playing: Playing) -> None:
    year = playing("tiny", also=f"{AWAY.replace('03-27', '03-11')}, substitute: 农业站责任人, back_on: 2019-03-22}}\n")

    assert acts(year, "approve_leave", "end_leave") == [
        ("03-08 14:30", "农业站站长", "已准假至2019-04-03，由代理人办理"),
        ("03-22 10:00", "农业站承办人", "已销假，2019-03-22起照常"),
    ]
    assert told(year, "substitute_named") == [
        (
            "03-08 14:30",
            "农业站责任人",
            "农业站承办人自2019年3月11日（周一）至2019年4月3日（周三）请假（外出培训），期间他的应办事项由您代理，"
            "办理时记为受托办理。",
        )
    ]
    assert {person for _, person, _ in acts(year, "submit_breakdown")} == {"农业站责任人"}
    assert {person for _, person, _ in acts(year, "submit_report")} == {"农业站承办人"}
    assert (year.rungs, year.refusals) == ((), ())


def test_extension_that_is_granted_moves_the_ladder_and_one_refused_does_not(playing: Playing) -> None:
    year = playing("tiny", also=PLEAS)

    assert {moment for moment, _, _ in acts(year, "request_extension")} == {"03-28 10:00"}
    assert acts(year, "grant_extension", "refuse_extension") == [
        ("03-29 14:30", "党政办考核岗", "已同意“3月进展情况：新建高标准农田”延至4月2日（周二）下班前"),
        ("03-29 14:30", "党政办考核岗", "未同意“3月进展情况：农机安全检查”延期"),
    ]
    assert told(year, "plea_answered")[1][2] == (
        "“3月进展情况：农机安全检查”的延期申请未获同意，原期限不变。意见：已提前通知。"
    )
    assert of_report(year, "高标准农田")[:2] == [("04-03 09:00", "催报"), ("04-04 09:00", "呈阅")]
    assert of_report(year, "农机")[:2] == [("04-01 09:00", "催报"), ("04-02 09:00", "呈阅")]


def test_excuse_is_made_after_the_date_and_answered(playing: Playing) -> None:
    assert acts(playing("tiny", also=PLEAS), "explain_lateness", "accept_excuse") == [
        ("04-01 10:00", "农业站承办人", "已就“3月进展情况：农机安全检查”作情况说明，等待认可"),
        ("04-02 14:30", "党政办考核岗", "已认可“3月进展情况：农机安全检查”的情况说明"),
    ]


def test_extension_that_nobody_answers_lapses_and_who_is_on_time_explains_nothing(playing: Playing) -> None:
    asked = "extensions:\n  - {who: 农业站, indicator: A1, until: +2 workdays, why: 正在验收, answer: none}\n"
    year = playing("tiny", also=f"{asked}excuses:\n  - {{who: 农业站, indicator: A2, why: 停电}}\n")

    (lapsed,) = told(year, "plea_answered")
    assert lapsed[2] == "“3月进展情况：新建高标准农田”的延期申请在规定时间内没有答复，已失效，原期限不变。"
    assert [moment[:5] for moment, _, _ in acts(year, "submit_report")] == ["03-28", lapsed[0][:5]]
    assert acts(year, "explain_lateness") == []
