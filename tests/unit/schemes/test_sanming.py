"""Seed 001 as a scheme, against answers written by hand from its table."""

from checks.checking import check
from checks.doubt import Severity
from checks.known_days import calendar_for
from config.readings import indicators_of, scored_by, verified_by
from config.scheme import OfficeSeat
from config.stages import By
from tests.unit.schemes.reading import shipped_scheme

SANMING = shipped_scheme("sanming-2022")
ROWS = {placed.indicator.code: placed.indicator for placed in indicators_of(SANMING) if placed.is_leaf}
EVERYBODY = ["办公室", "机关党办", "规划财务科", "思想政治和权益维护科", "移交安置和就业创业科"]


def names(codes: tuple[str, ...]) -> list[str]:
    return [SANMING.unit(code).name for code in codes]


def test_twenty_rows_and_five_instruments() -> None:
    counts = [len([code for code in ROWS if code.startswith(part)]) for part in ("B1", "B2.1", "B2.2", "B2.3", "B3")]
    assert (counts, [code for code in ROWS if code.startswith("E")]) == (
        [1, 4, 7, 7, 1],
        ["E1", "E2", "E3", "E4", "E5"],
    )


def test_points_stand_where_the_table_has_them() -> None:
    """R1.2: rows that share fifteen points have none of their own."""
    points = {placed.indicator.code: placed.indicator.points for placed in indicators_of(SANMING)}
    assert {code: of for code, of in points.items() if of is not None} == {
        "B1": 45, "B2": 45, "B2.1": 15, "B2.2": 15, "B2.3": 15, "B3": 10,
    }  # fmt: skip


def test_assessors_are_those_of_the_row() -> None:
    """R1.3, R1.7: outside, and never the owner."""
    assert {code: names(row.assessors) for code, row in ROWS.items() if code.startswith("B")} == {
        "B1": ["市人社局", "市政府督查室", "市委编办"],
        "B2.1.1": ["市直党工委"],
        "B2.1.2": ["市纪委监委"],
        "B2.1.3": ["市委宣传部"],
        "B2.1.4": ["市委组织部", "市委党校"],
        "B2.2.1": ["市委办", "市政府办"],
        "B2.2.2": ["市档案馆"],
        "B2.2.3": ["市司法局"],
        "B2.2.4": ["市财政局"],
        "B2.2.5": ["市审计局"],
        "B2.2.6": ["市应急局"],
        "B2.2.7": ["市卫健委"],
        "B2.3.1": ["市效能办"],
        "B2.3.2": ["市发改委"],
        "B2.3.3": ["12345政务服务便民热线中心"],
        "B2.3.4": ["e三明办"],
        "B2.3.5": ["市行政服务中心管委会"],
        "B2.3.6": ["市文明办"],
        "B2.3.7": ["市信访局"],
        "B3": ["市效能办"],
    }
    assert (SANMING.seat, verified_by(SANMING), scored_by(SANMING)) == (OfficeSeat.ASSESSED, By.SUPERIOR, By.SUPERIOR)


def test_owners_are_one_several_or_everybody() -> None:
    """R1.3: 各科室 have a task each, 各科室及直属各单位 too."""
    led = {code: names(row.leads) for code, row in ROWS.items() if row.leads}
    each = {code: names(row.assessed) for code, row in ROWS.items() if row.assessed}
    assert {code: many for code, many in led.items() if len(many) > 1} == {
        "B2.1.3": ["办公室", "机关党办"],
        "B2.2.6": ["办公室", "各直属单位"],
        "B2.3.1": ["办公室", "思想政治和权益维护科"],
    }
    assert {code for code, many in each.items() if many == EVERYBODY} == {"B1", "B2.2.1"}
    assert {code for code, many in each.items() if many == [*EVERYBODY, "各直属单位"]} == {
        "B3", "E1", "E2", "E3", "E4", "E5",
    }  # fmt: skip


def test_what_is_looked_at_and_the_goal_of_the_year_are_two_columns() -> None:
    """R1.1, R1.4: archives of 2021 in the assessment of 2022."""
    assert all(row.text and row.targets for row in ROWS.values())
    (goal,) = ROWS["B2.2.2"].targets
    assert ("2021" in ROWS["B2.2.2"].text, "2021年度" in goal.text) == (False, True)


def test_one_innovation_goes_up() -> None:
    """R1.6: everybody proposes one, the leader chooses which is sent."""
    (window,) = SANMING.windows
    assert window.package is not None
    assert (window.indicators, window.package.chain, window.package.upward) == (("B3",), "selecting", True)


def test_only_the_expected_doubts() -> None:
    """R1.8: of those who find problems one is the bureau itself. R1.14, R1.15: two readings not chosen."""
    finders = next(n for n, kind in enumerate(SANMING.scoring.findings) if kind.code == "typical_problem")
    own = SANMING.scoring.findings[finders].finder.index("bureau")
    assert [(doubt.severity, doubt.pointer) for doubt in check(SANMING, calendar=calendar_for(SANMING))] == [
        (Severity.WARNING, f"/scoring/findings/{finders}/finder/{own}"),
        (Severity.WARNING, "/scoring/rules/contest"),
        (Severity.WARNING, "/scoring/results/1/of/parts/0"),
    ]
