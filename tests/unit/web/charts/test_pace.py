from datetime import date
from decimal import Decimal

import pytest

from config.figures import Comparator
from states.pace import Even, Whole, read
from tests.unit.web.charts.samples import WORDS, course
from web.charts.chart import Chart
from web.charts.pace import Figure, pace_chart, share_of
from web.kernel.numbers import said_figure

SOLID, HOLLOW = 'fill="#1a5a9e" stroke="#1a5a9e"', 'fill="#ffffff" stroke="#1a5a9e"'


def drawn(chart: Chart) -> str:
    return str(chart.drawing)


def test_curve_says_figure_share_pace_and_gap() -> None:
    chart = pace_chart(course(), WORDS)
    assert chart.says == (
        "截至8月底，累计完成3,200人（据单位上报），占年度目标6,000人的53.3%。序时进度66.7%，欠账800人。"
    )
    assert "欠账800人" in drawn(chart)
    assert chart.table.rows[7] == ("8月", "4,000人", "3,200人", "53.3%", "据单位上报")
    assert chart.table.rows[8] == ("9月", "4,500人", "—", "—", "—")


def test_reported_figures_are_hollow_and_verified_ones_solid() -> None:
    chart = pace_chart(course(), WORDS)
    assert drawn(chart).count(SOLID) == 6 + 1, "six months and the legend"
    assert drawn(chart).count(HOLLOW) == 2 + 1
    symbols = [each and each["symbol"] for each in chart.options["series"][1]["data"]]  # type: ignore[index, call-overload]
    assert symbols == ["circle"] * 6 + ["emptyCircle"] * 2 + [None] * 4


def test_verified_figure_at_pace_says_so() -> None:
    figures = [Figure(8, Decimal(4000), is_verified=True)]
    reading = read(Even(), target=Decimal(6000), actual=Decimal(4000), on=date(2019, 8, 31), is_verified=True)
    chart = pace_chart(course(figures=figures, reading=reading), WORDS)
    assert chart.says == "截至8月底，累计完成4,000人，占年度目标6,000人的66.7%。达到序时进度。"
    assert "欠账" not in drawn(chart)


def test_figure_that_should_stay_low_is_over_its_limit() -> None:
    target = Decimal("3.5")
    reading = read(Whole(), target=target, actual=Decimal("3.8"), on=date(2019, 8, 31), comparator=Comparator.AT_MOST)
    figures = [Figure(8, Decimal("3.8"), is_verified=True)]
    told = {"unit": "%", "target": target, "planned": {}, "figures": figures, "reading": reading}
    chart = pace_chart(course(should_stay_low=True, **told), WORDS)
    assert chart.says.endswith("超出0.3%。")


def test_year_without_figures_says_so() -> None:
    chart = pace_chart(course(figures=[], reading=None), WORDS)
    assert (chart.says, chart.is_empty) == ("尚无数据；年度目标6,000人。", True)


@pytest.mark.parametrize("target", [Decimal(0), Decimal(-5), Decimal("1E+20"), Decimal("0.0001")])
def test_any_target_is_drawn(target: Decimal) -> None:
    chart = pace_chart(course(target=target, planned={12: target}, reading=None), WORDS)
    assert chart.data
    assert "nan" not in drawn(chart)


@pytest.mark.parametrize(
    ("value", "said"),
    [("4000", "4,000"), ("3333.333333", "3,333.33"), ("0.005", "0.01"), ("1.50", "1.5"), ("1E+3", "1,000")],
)
def test_thirds_are_rounded_only_to_be_shown(value: str, said: str) -> None:
    assert said_figure(Decimal(value)) == said


def test_share_of_nothing_is_not_said() -> None:
    assert share_of(Decimal(1), Decimal(0)) == ""
    assert share_of(Decimal(1), Decimal(3)) == "33.3%"


def test_what_was_typed_is_never_markup() -> None:
    chart = pace_chart(course(title='<b>"x"</b>', unit="<i>"), WORDS)
    assert "<i>" not in drawn(chart)
    assert "&lt;i&gt;" in drawn(chart)
