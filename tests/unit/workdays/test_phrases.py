"""Deadlines in the words of real notices: read right, or refused with the closest readings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from config.deadlines import RuleBase
from config.events import EVENT_NAMES
from config.loading import load_scheme
from config.schemes import find_scheme
from config.zone import SHANGHAI
from tests.unit.workdays.rules import rule
from workdays.calendar import WorkCalendar
from workdays.deadline import Deadline
from workdays.periods import Period
from workdays.phrases import PhraseRefused, read_phrase, write_phrase
from workdays.resolving import resolve

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Real:
    said: str
    source: str
    rule: dict[str, Any]
    period: str
    due: str
    events: dict[str, str] = field(default_factory=dict)
    happened: dict[str, str | date] = field(default_factory=dict)


@dataclass(frozen=True)
class Miss:
    said: str
    part: str
    reason: str
    closest: list[str]


def table(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = YAML(typ="safe").load((HERE / name).read_text(encoding="utf-8"))
    return rows


REAL = [Real(**row) for row in table("real_phrases.yaml")]
MISSES = [Miss(**row) for row in table("near_misses.yaml")]


def last_moment(deadline: Deadline) -> str:
    if deadline.due_at is None:
        return deadline.status
    whole_day = deadline.due_at.microsecond > 0
    return f"{deadline.judged_on} 24:00" if whole_day else f"{deadline.due_at:%Y-%m-%d %H:%M}"


def when(moment: str | date) -> date | datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI) if isinstance(moment, str) else moment


def test_the_tables_are_large_enough() -> None:
    documents = [each for each in REAL if not each.source.startswith("通行写法")]
    assert len({(each.said, each.source) for each in documents}) >= 80
    assert len({each.said for each in MISSES}) >= 60


@pytest.mark.parametrize("real", REAL, ids=[f"{each.said} {each.period}" for each in REAL])
def test_phrase_of_a_real_document_is_read(real: Real, calendar: WorkCalendar) -> None:
    read = read_phrase(real.said, events={**EVENT_NAMES, **real.events})
    assert read == rule(**real.rule)
    happened = {code: when(moment) for code, moment in real.happened.items()}
    deadline = resolve(read, calendar=calendar, period=Period.parse(real.period), events=happened)
    assert last_moment(deadline) == real.due


@pytest.mark.parametrize("real", REAL, ids=[f"{each.said} {each.period}" for each in REAL])
def test_phrase_of_a_real_document_is_written_and_read_again(real: Real) -> None:
    events = {**EVENT_NAMES, **real.events}
    read = read_phrase(real.said, events=events)
    assert read_phrase(write_phrase(read, events=events), events=events) == read


@pytest.mark.parametrize("miss", MISSES, ids=[each.said for each in MISSES])
def test_near_miss_is_refused_with_the_closest_readings(miss: Miss) -> None:
    with pytest.raises(PhraseRefused) as raised:
        read_phrase(miss.said)
    refused = raised.value
    assert (refused.part, refused.reason) == (miss.part, miss.reason)
    assert miss.said[refused.place :].startswith(miss.part)
    assert [each.phrase for each in refused.closest] == miss.closest
    assert [read_phrase(each.phrase) for each in refused.closest] == [each.rule for each in refused.closest]


def test_refusal_names_the_part_the_reason_and_the_readings() -> None:
    with pytest.raises(PhraseRefused) as raised:
        read_phrase("收到后3日内")
    assert str(raised.value) == (
        "“收到后3日内”读不准：“3日”没有说是工作日还是自然日。是不是："
        "①“收到通知”后3个工作日内"
        " {kind: offset, n: 3, unit: workdays, direction: after, anchor: {event: notice_received}} "
        "②“收到通知”后3个自然日内"
        " {kind: offset, n: 3, unit: days, direction: after, anchor: {event: notice_received}}"
    )


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("于当月最后一个工作日前报送", "当月最后1个工作日前"),
        ("每季度终了后５个工作日内", "当季末后5个工作日内"),
        ("五月十三日下午五点半之前", "当年5月13日17:30前"),
        ("5月13号17时30分以前", "当年5月13日17:30前"),
        ("当月倒数第二个工作日前", "当月末提前2个工作日，当日起算"),
        ("9月最后一个工作日前", "当年9月30日提前1个工作日，当日起算"),
        ("元月底前", "当年1月31日前"),
        ("下月5日前", "次月5日前"),
        ("季后15日前", "当季末后15个自然日内"),
        ("每月25日前，6月、9月提前两个工作日", "每月25日前；6、9月为当月25日提前2个工作日"),
        ("每月25日17:00前；9月提前两个工作日", "当月25日17:00前；9月为当月25日提前2个工作日17:00前"),
        (
            "每月15日前，遇节假日顺延；9月推迟3个工作日",
            "当月15日前，遇休息日顺延；9月为当月15日后3个工作日内，遇休息日顺延",
        ),
        ("当月15日前；各月17:00截止，遇休息日提前", "当月15日17:00前，遇休息日提前"),
        ("次月15日前，宽限期为3个工作日", "次月15日前（宽限3个工作日）"),
        ("“当月最后一个工作日前，遇休息日提前”后3个工作日内", "当月最后一个工作日（遇休息日提前）后3个工作日内"),
        ("“notice_received”后3个工作日内", "收到通知后3个工作日内"),
        ("5月下旬内", "5月31日前"),
        ("2月底前", "2月29日前"),
    ],
)
def test_other_words_for_the_same_rule(said: str, same: str) -> None:
    assert read_phrase(said) == read_phrase(same)


@pytest.mark.parametrize(
    ("scheme", "quote", "said", "period"),
    [
        ("shanxi-cjr-2019", "将电子版于5月13日下午17点前报送办公室邮箱", "于5月13日下午17点前报送办公室邮箱", "2019"),
        (
            "shanxi-cjr-2019",
            "须在2019年5月20日前完成指标任务分解并形成正式文件报送省考核办",
            "须在2019年5月20日前完成指标任务分解并形成正式文件报送省考核办",
            "2019",
        ),
        ("shanxi-cjr-2019", "于5月20日17:00前将牵头指标任务1—5月的分月日常进展情况", "于5月20日17:00前", "2019-01..05"),
        ("shanxi-cjr-2019", "于6月5日前上报省考核办", "于6月5日前上报省考核办", "2019-01..05"),
        ("shanxi-cjr-2019", "于当月最后一个工作日前报送电子版", "于当月最后一个工作日前报送电子版", "2019-08"),
        (
            "ningshan-2019",
            "于每月15日前向县考核办提供上月市考指标完成情况",
            "于每月15日前向县考核办提供上月市考指标完成情况",
            "2019-08",
        ),
        ("ningshan-2019", "跟踪督查督办，发现问题限期整改落实", "限期整改落实", "2019"),
    ],
)
def test_words_quoted_as_basis_say_what_the_shipped_rule_says(
    scheme: str, quote: str, said: str, period: str, calendar: WorkCalendar
) -> None:
    shipped = quoted_rule(scheme, quote)
    assert said in quote
    asked = Period.parse(period)
    expected, found = (resolve(each, calendar=calendar, period=asked) for each in (shipped, read_phrase(said)))
    assert (found.status, found.due_at, found.remind_on) == (expected.status, expected.due_at, expected.remind_on)


@pytest.mark.parametrize(
    ("scheme", "quote", "said"),
    [
        ("shanxi-cjr-2019", "9月的材料提前两天报送", "9月的材料提前两天报送"),
        ("ningshan-2019", "统计部门应在市上评估反馈后第一时间向县考核办提供数据", "应在市上评估反馈后第一时间"),
    ],
)
def test_words_quoted_as_basis_that_leave_a_choice_are_refused(scheme: str, quote: str, said: str) -> None:
    """What the shipped scheme marks as 〔推断〕 is a choice of the office, not of the reader."""
    assert quoted_rule(scheme, quote)
    with pytest.raises(PhraseRefused):
        read_phrase(said)


def quoted_rule(scheme: str, quote: str) -> Any:
    return next(
        each for each in rules_in(load_scheme(find_scheme(scheme)).scheme) if each.basis and each.basis.quote == quote
    )


def rules_in(part: Any) -> Iterator[RuleBase]:
    if isinstance(part, RuleBase):
        yield part
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from rules_in(getattr(part, name))
    elif isinstance(part, dict | tuple | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from rules_in(inner)
