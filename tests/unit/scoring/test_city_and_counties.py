"""Seed 003 scored: E11–E26, on the scheme as it is shipped."""

from datetime import date

import pytest

from config.readings import indicators_of
from documents.scores import explain
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import FigureFact, FindingFact, ImportedFact
from scoring.outcome import open_book
from scoring.refusals import Unscored
from tests.unit.schemes.reading import shipped_scheme
from tests.unit.scoring import yearly
from tests.unit.scoring.yearly import d, example, known, outcome, points

CITY, COUNTY, DISTRICT, PARK = "city-county", "county_a", "district_c", "park_d"


def happened(kind: str, times: int = 1, *, problem: str = "", nth: int = 0, **attributes: str) -> FindingFact:
    return yearly.happened(COUNTY, kind, times, on=date(2018, 5, 1 + nth), problem=problem, nth=nth, **attributes)


def book(*findings: FindingFact, **figures: str) -> Book:
    facts = (FigureFact(COUNTY, code, "2018", verified=d(value)) for code, value in figures.items())
    return yearly.book(CITY, *findings, *facts)


def scored(indicator: str, *findings: FindingFact, **figures: str) -> object:
    return points(book(*findings, **figures), indicator, COUNTY)


def test_e11_decisions_down_to_nothing() -> None:
    found = (happened("absent", 3), happened("progress_untold", 2), happened("decided_undone"))
    assert scored("decisions", *found) == 0
    assert scored("decisions", *found[:2]) == d("1.5")


def test_e12_two_late_one_undone() -> None:
    assert scored("tasks", happened("task_untold", 2), happened("task_undone")) == 1


@pytest.mark.parametrize(("reading", "score"), [({}, "1.5"), ({"same_task": "highest"}, "2")])
def test_e12_one_task_both_late_and_undone(reading: dict[str, str], score: str) -> None:
    """O36: both 2.5, or the dearest 2."""
    both = (happened("task_untold", problem="交办20号"), happened("task_undone", problem="交办20号"))
    assert points(yearly.book(CITY, *both, **reading), "tasks", COUNTY) == d(score)


@pytest.mark.parametrize(
    ("rate", "deducted"),
    [
        *(("100", "0"), ("99.99", "0.2"), ("75", "0.2"), ("74.99", "0.4"), ("50", "0.4"), ("49.99", "0.6")),
        *(("25", "0.6"), ("24.99", "0.8")),
    ],
)
def test_e13_bands_of_information(rate: str, deducted: str) -> None:
    assert scored("information", info_rate=rate) == 2 - d(deducted)


def test_e13_nothing_filed_and_nothing_used() -> None:
    """O36: 0 % with material filed is the lowest band; nothing filed is another thing."""
    assert scored("information") == 0
    assert scored("information", info_rate="0") == d("1.2")


def test_e14_information_with_faults() -> None:
    faults = (happened("info_unwritten", 2), happened("info_late"), happened("info_wrong"))
    assert scored("information", *faults, info_rate="83") == d("1.45")


def test_e15_urgent_information() -> None:
    urgent = (happened("urgent_hidden", 2), happened("instruction_missed"))
    assert scored("information", *urgent, info_rate="100") == 2 - d("0.6")


FILES = (happened("file_signed_late", 7), happened("file_spread"), happened("file_unreturned"))
PAPERS = (happened("document_faulty", 4), happened("filing_faulty", 3), happened("filing_perfunctory"))


def test_e16_files_with_a_cap_inside() -> None:
    assert scored("files", *FILES) == 0
    assert scored("files", FILES[0]) == d("0.2")  # seven times 0.02 would be 0.14


def test_e17_documents_and_filing() -> None:
    assert scored("documents", *PAPERS) == d("0.1")
    assert scored("filing", *PAPERS) == d("0.24")


def test_e18_office_work_is_the_sum() -> None:
    assert scored("office_work", *FILES, *PAPERS) == d("0.34")


@pytest.mark.parametrize("times", [2, 3])
def test_e19_duty_down_to_nothing(times: int) -> None:
    assert scored("duty", happened("duty_absent", times)) == 0


LIABLE = (
    happened("team_liable", problem="P", level="检查、通报"),
    happened("member_liable", problem="P", level="纪律处分"),
    happened("member_liable", problem="P", level="通报、诫勉"),
    happened("member_liable", 2, problem="Q", level="通报、诫勉"),
)


@pytest.mark.parametrize(
    ("reading", "deducted"),
    [
        ({}, "0.30"),
        ({"same_problem": "highest_across_sides"}, "0.30"),
        ({"same_problem": "highest"}, "0.25"),
        ({"same_problem": "higher_side"}, "0.35"),
    ],
)
def test_e20_the_same_problem_of_team_and_members(reading: dict[str, str], deducted: str) -> None:
    """O11."""
    assert points(yearly.book(CITY, *LIABLE, **reading), "responsibility", COUNTY) == 4 - d(deducted)


@pytest.mark.parametrize(("checks", "score"), [("4", "1"), ("2", "0.5"), ("0", "0"), ("6", "1")])
def test_e21_at_least_four_checks(checks: str, score: str) -> None:
    assert scored("inspections", inspections=checks) == d(score)


def test_e22_offences() -> None:
    found = (
        happened("official_offence", level="轻处分"),
        happened("official_offence", level="重处分"),
        happened("assembly_offence", level="刑事处罚"),
    )
    assert scored("lawful", *found) == d("1.75")


def test_e23_inspectors_liable() -> None:
    found = (
        happened("inspectors_liable", level="通报、诫勉"),
        happened("inspectors_liable", level="组织调整或组织处理"),
    )
    assert scored("supervision", *found) == 3 - d("0.07")


@pytest.mark.parametrize(("rate", "score"), [("98", "0.2"), ("97.99", "0.1"), ("92", "0.1"), ("91.99", "0")])
def test_e24_tiers_of_training(rate: str, score: str) -> None:
    """92 stands in two bands as printed: the upper is taken. The other five clauses are worth 0.8."""
    tier = FigureFact(COUNTY, "training_rate", "2018", verified=d(rate))
    of = open_book(shipped_scheme(CITY), example(CITY).facts.with_more(known(tier)))
    assert points(of, "training", COUNTY) == d("0.8") + d(score)


def test_e25_expert_mark_of_a_hundred_as_one_point() -> None:
    assert points(yearly.book(CITY, ImportedFact(COUNTY, "expert_score", d("87"))), "expert", COUNTY) == d("0.87")


def test_e26_a_park_has_what_its_district_has() -> None:
    first = ImportedFact(DISTRICT, "phone_score", d("5.4"))
    of = yearly.book(CITY, first)
    assert (points(of, "social", DISTRICT), points(of, "social", PARK)) == (d("5.4"), d("5.4"))
    corrected = yearly.book(CITY, first, ImportedFact(DISTRICT, "phone_score", d("5.2"), "更正"))
    assert points(corrected, "social", PARK) == d("5.2")


def test_what_was_cut_off_waits_for_a_person() -> None:
    with pytest.raises(Unscored, match="甲县（示例）“城市基层其余各条（原文截断）”还没有人给分"):
        scored("towns_cut")


def test_the_visible_points_are_sixty_two() -> None:
    """A county that met everything: all that can be had, without the slots of what was cut off."""
    full = {placed.indicator.code: placed.indicator.points for placed in indicators_of(shipped_scheme(CITY))}
    assert sum(full[code] or 0 for code in ("orders", "integrity", "organising")) == 62
    places = [(each.unit, each.place) for each in outcome(example(CITY)).standings["counties"].placed]
    assert places == [("district_c", 1), ("county_a", 2), ("county_b", 3)]


def test_a_deduction_quotes_its_clause() -> None:
    """R3.5: why this costs anything, what happened, who found it."""
    of = example(CITY)
    said = explain(of.score("information", Case(COUNTY, "2018")), of.scheme)
    for line in (
        "信息工作：1.45 分 = 基本分 2 − 扣分 0.55",
        "依据 《市对县保证目标考评细则》 信息工作：“未完成信息约稿的，每次扣0.1分”",
        "2018-05-08 未完成信息约稿：2 次［信息1；市委办公室发现］",
    ):
        assert line in said


def test_a_clause_of_the_checklist_quotes_itself() -> None:
    of = example(CITY)
    said = explain(of.score("cadres", Case(COUNTY, "2018")), of.scheme)
    assert "档案管理队伍和数字化：0" in said
    assert "“直部门干部档案数字化建设（0.2分）”" in said
