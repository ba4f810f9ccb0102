"""Deadlines: in an order that cannot be kept, unclear, with the year blotted out, past when the paper was signed."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from config.deadlines import DeadlineRule
from documents.notices.checkup.doubt import PaperDoubt, Topic, doubtful, noted, wrong
from documents.notices.deadlines import FoundDeadline
from documents.notices.findings import Findings

_ORDERED = re.compile(r"后|再|然后|汇总|转|送")
_MONTH = re.compile(r"\d{1,2}")


def doubts_of_dates(found: Findings) -> Iterator[PaperDoubt]:
    year = found.heading.year.value if found.heading.year else 0
    for before, after in pairwise(found.deadlines):
        yield from _order(before, after, year)
    for each in found.deadlines:
        yield from _unclear(each)
        yield from _open(each)
        yield from _past(each, found, year)
        yield from _unfinished(each, year)
    hidden = [each.words for each in found.deadlines if each.hides_year]
    if hidden:
        yield noted(Topic.DATES, f"{len(hidden)} 处日期的年份没有写出来", "照原件补上年份", *hidden)


def _day(rule: DeadlineRule | None, year: int) -> dt.date | None:
    """The day of a rule that names one; a year that is not written is that of the paper, or any."""
    if rule is None or rule.kind not in ("on", "in_year"):
        return None
    if rule.kind == "on":
        return rule.date
    try:
        return dt.date((year or 2000) + (rule.year == "next"), rule.month, rule.day)
    except ValueError:
        return None


def _order(before: FoundDeadline, after: FoundDeadline, year: int) -> Iterator[PaperDoubt]:
    """…于1月25日前报送，由牵头单位汇总后，于1月20日前送达: in one sentence the later step cannot be due first."""
    first, second = _day(before.rule, year), _day(after.rule, year)
    if first is None or second is None or before.what.spans != after.what.spans or second >= first:
        return
    between = before.what.value.partition(before.words.value)[2].partition(after.words.value)[0]
    if _ORDERED.search(between):
        yield wrong(
            Topic.DATES,
            f"后一步的期限“{after.words.value}”反而早于前一步的“{before.words.value}”",
            "核对两个日期，多半有一个印错了",
            before.words,
            after.words,
        )


def _unclear(each: FoundDeadline) -> Iterator[PaperDoubt]:
    if each.rule is not None or each.is_limit:
        return
    if each.is_recurring:
        yield noted(
            Topic.DATES,
            f"“{each.words.value}”只说多久一次，没有说到哪一天",
            "定一个日子，如 每月10日前；由本单位自己掌握的，写成例行工作",
            each.words,
        )
        return
    offers = "、".join(f"“{reading}”" for reading in each.readings)
    yield doubtful(
        Topic.DATES,
        f"期限“{each.words.value}”读不准：{each.why}",
        f"可以写作 {offers}" if offers else "写明到哪一天、几点，或者从哪件事算起几个工作日",
        each.words,
    )


def _open(each: FoundDeadline) -> Iterator[PaperDoubt]:
    rule = each.rule
    if rule is not None and rule.kind == "day_of_month" and rule.roll is None:
        yield noted(
            Topic.DATES,
            f"“{each.words.value}”遇到休息日怎么办没有写",
            "不写的，对下顺延、对上提前；要不同的，写明“遇节假日顺延”或“提前”",
            each.words,
        )


def _past(each: FoundDeadline, found: Findings, year: int) -> Iterator[PaperDoubt]:
    day, signed = _day(each.rule, year), found.heading.dated
    if day is not None and signed is not None and year and day < signed.value:
        yield noted(
            Topic.DATES,
            f"“{each.words.value}”早于成文日期（{signed.value:%Y-%m-%d}）",
            "已经过了的，只登记完成情况，不算逾期",
            each.words,
            signed,
        )


def _unfinished(each: FoundDeadline, year: int) -> Iterator[PaperDoubt]:
    """5月20日前报送1—5月的情况: the last month is not over yet."""
    day = _day(each.rule, year)
    if day is None or each.months is None:
        return
    if int(_MONTH.findall(each.months.value)[-1]) >= day.month:
        yield noted(
            Topic.DATES,
            f"“{each.words.value}”时{each.months.value}还没有过完，最后一个月的数不全",
            "写明数据截至何日；下一次报送时补全",
            each.words,
            each.months,
        )
