"""A light that explains itself: every word of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from config.figures import Comparator
from states.lights import Aim, Explained, Figure
from states.pace import ByMilestones, ByMonth, Even, Light, Whole

CARE = Aim(name="托养服务人数", unit="人", value=Decimal(6000), plan=Even(), basis="第三项“提供托养服务”")
TODAY = date(2019, 9, 12)


def light(aim: Aim, actual: str | None, on: date, **more: Any) -> Explained:
    value = None if actual is None else Decimal(actual)
    return Explained(aim, Figure(period=f"{on:%Y-%m}", as_of=on, reported=value, **more), TODAY)


def test_letter_says_the_figure_as_officials_do() -> None:
    """O39, to the letter."""
    found = light(CARE, "3200", date(2019, 8, 31), verified=Decimal(3200), is_verified=True)
    assert (found.source, found.until) == ("经核", "8月底")
    assert found.fact == "完成3200人，占年度任务（6000人）的53.3%，低于序时进度（66.7%）13.3个百分点，欠账800人"


def test_light_tells_figure_day_plan_arithmetic_gap_and_rule() -> None:
    assert light(CARE, "3200", date(2019, 8, 31)).sentence == (
        "据单位上报，截至2019年8月31日完成3200人，占年度任务（6000人）的53.3%。"
        "全年均匀推进，应完成6000×8/12=4000人，欠800人：红灯，尚未核验（空心）。"
        "达到的为绿灯，欠账数不超过应完成数10%的为黄灯，超过的为红灯。"
    )


def test_verified_figure_counts_and_fills_the_light() -> None:
    found = light(CARE, "4100", date(2019, 8, 31), verified=Decimal(3900), is_verified=True)
    assert (found.reading.actual, found.light, found.reading.is_hollow) == (3900, Light.YELLOW, False)
    assert "黄灯。" in found.sentence


def test_no_figure_is_no_light_and_says_what_is_due() -> None:
    found = Explained(CARE, None, date(2019, 9, 12))
    assert found.light is Light.NONE
    assert found.sentence == "尚无数据。截至2019年9月12日全年均匀推进，应完成6000×8/12=4000人。"


@pytest.mark.parametrize(("on", "due"), [(date(2019, 5, 20), 2000), (date(2019, 5, 31), 2500)])
def test_month_that_has_not_ended_is_not_asked_for(on: date, due: int) -> None:
    """D03: on 20 May nobody owes what the end of May should bring."""
    assert light(CARE, "2000", on, is_partial=True).reading.expected == due


def test_january_that_has_not_ended_owes_nothing() -> None:
    assert light(CARE, "0", date(2019, 1, 20), is_partial=True).light is Light.GREEN


@pytest.mark.parametrize(
    ("plan", "words", "arithmetic"),
    [
        (Even(4, 9), "4月至9月均匀推进", "6000×5/6=5000人"),
        (ByMonth({6: Decimal("0.45"), 12: Decimal(1)}), "按逐月进度", "6000×45%=2700人"),
        (ByMilestones(((date(2019, 6, 30), Decimal("0.4")),)), "按进度节点", "6000×40%=2400人"),
        (Whole(), "全年任何时候都与目标值比", "目标6000人"),
    ],
)
def test_each_plan_shows_its_arithmetic(plan: Any, words: str, arithmetic: str) -> None:
    aim = Aim(name="人数", unit="人", value=Decimal(6000), plan=plan)
    found = light(aim, "1", date(2019, 8, 31))
    assert (found.plan, found.arithmetic) == (words, arithmetic)


def test_what_must_stay_low_is_over_its_limit_at_any_time() -> None:
    aim = Aim(name="事故起数", unit="起", value=Decimal(3), plan=Whole(), comparator=Comparator.AT_MOST)
    found = light(aim, "5", date(2019, 2, 28))
    assert (found.light, found.fact) == (Light.RED, "完成5起（年度目标3起），超出2起")
    assert "全年任何时候都不得超过目标值，不得超过目标3起" in found.sentence


def test_rate_lacks_points() -> None:
    aim = Aim(name="投资增速", unit="%", value=Decimal(10), plan=ByMonth({9: Decimal("0.85")}))
    assert light(aim, "8.2", date(2019, 9, 30)).fact == "完成8.2%（年度目标10%），欠0.3个百分点"
