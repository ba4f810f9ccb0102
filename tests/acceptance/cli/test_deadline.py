"""`kaohe deadline`: the words of a notice as a rule and as moments, for a person and for a program."""

import pytest

from tests.acceptance.cli.conftest import Shell

SHANXI = "6—8，10—12月于当月最后一个工作日前，9月提前两个工作日"


@pytest.mark.closes("D05", "D06")
def test_words_become_the_moments_of_a_year(shell: Shell) -> None:
    told = shell("deadline", SHANXI, "--period", "2019", "--json").told
    assert (told["schema"], told["words"]) == (
        "kaohe.deadline/1",
        "当月最后一个工作日前；9月为当月最后一个工作日提前2个工作日",
    )
    days = [each["judged_on"] for each in told["falls"][5:]]
    assert days == ["2019-06-28", "2019-07-31", "2019-08-30", "2019-09-27", "2019-10-31", "2019-11-29", "2019-12-31"]
    september = told["falls"][8]
    assert (september["workday_of_month"], september["workdays_in_month"]) == (19, 21)


def test_a_person_sees_words_rule_and_moments(shell: Shell) -> None:
    said = shell("deadline", "每月15日前提供上月情况", "--period", "2019-08", environment={"COLUMNS": "120"})
    assert said.code == 0
    lines = [line.split() for line in said.out.splitlines() if line]
    assert lines[0] == ["次月15日前"]
    assert " ".join(lines[1]) == "{kind: day_of_month, day: 15, month: next}"
    assert lines[3] == [
        *("2019年8月", "9月16日", "周一", "24:00", "第10个，共21个"),
        "9月15日遇休息日，9月16日截止，按9月12日提醒",
    ]


def test_a_scheme_lends_its_calendar_and_its_policy(shell: Shell) -> None:
    told = shell("deadline", "次月15日前", "--scheme", "ningshan-2019", "--json").told
    assert told["year"] == 2019
    assert told["falls"][7]["rule"]["roll"] == "forward"
    assert told["falls"][7]["judged_on"] == "2019-09-16"


def test_doubtful_words_are_refused_with_the_closest_readings(shell: Shell) -> None:
    told = shell("deadline", "收到后3日内", "--json")
    assert told.code == 1
    assert told.told["refused"] == {"part": "3日", "place": 3, "reason": "没有说是工作日还是自然日"}
    assert [each["rule"]["unit"] for each in told.told["closest"]] == ["workdays", "days"]
    said = shell("deadline", "收到后3日内")
    assert said.code == 1
    assert "“收到通知”后3个工作日内" in said.out


def test_a_period_that_does_not_exist_is_refused(shell: Shell) -> None:
    said = shell("deadline", "当月末前", "--period", "2019-13")
    assert (said.code, said.out) == (1, "")
    assert "2019年13月" in said.err
