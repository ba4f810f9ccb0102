"""Signals, not walls: sums, copied text, falling figures."""

from decimal import Decimal

import pytest

from config.policy import CopiedText
from states.doubts import (
    Doubt,
    copied_text,
    falling_cumulative,
    jumping_period,
    repeated_text,
    sum_of_children,
    unexplained,
)

LIMITS = CopiedText()
PARENT = "实施5万名残疾预防重点干预和残疾儿童抢救性康复项目"


def parts(*numbers: str) -> list[Decimal]:
    return [Decimal(each) for each in numbers]


def test_children_that_fall_short_are_doubted() -> None:
    """E39, R0.11: 2000+42000+5000 against 50000."""
    doubt = sum_of_children(parts("2000", "42000", "5000"), target=Decimal(50000), unit="名", about="康复服务")
    assert doubt == Doubt("short_sum", "“康复服务”分解合计49000名，比目标50000名少1000名", "康复服务")


def test_children_that_make_up_the_target_pass() -> None:
    """E39: with 6000."""
    assert sum_of_children(parts("2000", "42000", "6000"), target=Decimal(50000), unit="名", about="康复服务") is None


def test_more_than_the_target_is_doubted_too() -> None:
    """层层加码 (O28)."""
    doubt = sum_of_children(parts("30000", "20000.50"), target=Decimal(50000), unit="元", about="经费")
    assert doubt == Doubt("over_sum", "“经费”分解合计50000.5元，比目标50000元多0.5元", "经费")


def test_sums_of_28_digits_stay_exact() -> None:
    big = "9999999999999999999999999999"
    doubt = sum_of_children(parts(big, big, "0.01"), target=Decimal(big), unit="元", about="经费")
    assert doubt is not None
    assert doubt.sentence.endswith("多9999999999999999999999999999.01元")


@pytest.mark.parametrize(
    ("child", "code"),
    [
        (PARENT, "copied_text"),
        ("实施 5 万名残疾预防重点干预，和残疾儿童抢救性康复项目。", "copied_text"),
        ("残疾儿童抢救性康复项目", "cut_text"),
        ("残疾儿童抢救性康复项目，残疾预防重点干预", "cut_text"),
        ("为0—6岁残疾儿童2000名提供抢救性康复", None),
        ("组织各市筛查诊断42000人，建立台账", None),
        ("6月底前印发实施方案，培训定点机构", None),
        ("", None),
    ],
)
def test_copied_and_cut_text_is_doubted(child: str, code: str | None) -> None:
    """R0.10: 不能直接照抄、机械肢解一级指标."""
    doubt = copied_text(PARENT, child, limits=LIMITS, about="第1项")
    assert (doubt and doubt.code) == code


def test_limits_of_copied_text_are_the_schemes() -> None:
    child = "为0—6岁残疾儿童2000名提供抢救性康复"
    strict = CopiedText(ratio=Decimal(10), partial=Decimal(95))
    doubt = copied_text(PARENT, child, limits=strict, about="第2项")
    assert doubt is not None
    assert doubt.code == "copied_text"


def test_falling_cumulative_figure_needs_a_reason() -> None:
    doubt = falling_cumulative(Decimal(310), before=Decimal("320.0"), unit="人", about="托养服务")
    assert doubt == Doubt("falling_cumulative", "“托养服务”本次累计310人，低于上期累计320人", "托养服务")
    assert falling_cumulative(Decimal(320), before=Decimal("320.0"), unit="人", about="托养服务") is None


def test_only_words_explain_a_doubt() -> None:
    doubts = (Doubt("short_sum", "少", "甲"), Doubt("short_sum", "少", "乙"), Doubt("over_sum", "多"))
    told = {"short_sum:甲": "由省直承担", "short_sum:乙": " ", "over_sum": "留有余地"}
    assert unexplained(doubts, told) == (doubts[1],)


def test_month_of_several_times_the_usual_is_asked_about() -> None:
    told = jumping_period(Decimal(400), earlier=[Decimal(100), Decimal(80)], unit="人", about="新增就业")

    assert told is not None
    assert told.sentence == "“新增就业”本期完成400人，是此前各期平均（90人）的4.4倍"
    assert jumping_period(Decimal(270), earlier=[Decimal(100), Decimal(80)], unit="人", about="新增就业") is None


@pytest.mark.parametrize("earlier", [[], [Decimal(1)], [Decimal(0), Decimal(0)], [Decimal(5), Decimal(-5)]])
def test_without_a_habit_nothing_jumps(earlier: list[Decimal]) -> None:
    assert jumping_period(Decimal(1000), earlier=earlier, unit="人", about="新增就业") is None


@pytest.mark.parametrize(
    ("now", "before", "is_same"),
    [
        ("举办招聘会3场，走访企业12家", "举办招聘会3场，走访企业12家。", True),
        ("举办招聘会5场，新增岗位四百个", "走访企业12家，解决用工两百人", False),
        ("正在推进", "正在推进", False),
        ("", "", False),
    ],
)
def test_words_of_last_time_are_noticed(now: str, before: str, is_same: bool) -> None:
    assert (repeated_text(now, before=before, about="进展情况") is not None) is is_same
