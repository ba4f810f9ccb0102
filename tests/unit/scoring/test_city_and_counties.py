"""Worked examples E11–E26 of the catalogue of deductions, on the rules as the document has them."""

from datetime import date
from fractions import Fraction

import pytest

from scoring.asking import Case
from scoring.book import Book
from scoring.facts import Facts, FigureFact, FindingFact, ImportedFact
from scoring.outcome import open_book
from scoring.refusals import Unscored
from scoring.worked import recomputed
from tests.unit.schemes.reading import fixture_scheme

YEAR = "2018"


def book(*found: FindingFact, rate: str | None = None, **more: str) -> Book:
    figures = {"info_rate": rate, **more}
    return open_book(
        fixture_scheme("city-county"),
        Facts(
            findings=found,
            figures=[
                FigureFact("county_a", code, YEAR, verified=Fraction(value))
                for code, value in figures.items()
                if value is not None
            ],
        ),
    )


def points(of: Book, indicator: str, unit: str = "county_a") -> Fraction:
    worked = of.score(indicator, Case(unit, YEAR))
    assert recomputed(worked) == worked.value
    return worked.value


def happened(kind: str, times: int = 1, level: str = "", problem: str = "", nth: int = 0) -> FindingFact:
    attributes = {"level": level} if level else {}
    ref = f"{kind}-{level}-{problem}-{nth}"
    return FindingFact(ref, "county_a", kind, date(2018, 5, 1 + nth), Fraction(times), problem, attributes=attributes)


def d(number: str) -> Fraction:
    return Fraction(number)


def test_e11_and_e12_decisions_and_tasks() -> None:
    assert (
        points(book(happened("absent", 3), happened("no_progress_told", 2), happened("decided_undone")), "decisions")
        == 0
    )
    assert points(book(happened("task_untold", 2), happened("task_undone")), "tasks") == 1


@pytest.mark.parametrize(
    ("rate", "deducted"),
    [
        *(("100", "0"), ("99.99", "0.2"), ("75", "0.2"), ("74.99", "0.4"), ("50", "0.4"), ("49.99", "0.6")),
        *(("25", "0.6"), ("24.99", "0.8"), ("0", "0.8"), (None, "2")),
    ],
)
def test_e13_information(rate: str | None, deducted: str) -> None:
    assert points(book(rate=rate), "information") == 2 - d(deducted)


def test_e14_and_e15_information_with_findings() -> None:
    faults = (happened("info_unwritten", 2), happened("info_late"), happened("info_wrong"))
    assert points(book(*faults, rate="83"), "information") == d("1.45")
    urgent = (happened("urgent_hidden", 2), happened("instruction_missed"))
    assert points(book(*urgent, rate="100"), "information") == 2 - d("0.6")


def test_e16_to_e18_documents() -> None:
    of = book(
        happened("file_signed_late", 7),
        happened("file_spread"),
        happened("file_unreturned"),
        happened("document_faulty", 4),
        happened("filing_faulty", 3),
        happened("filing_perfunctory"),
    )
    assert points(of, "files") == 0
    assert points(of, "documents") == d("0.1")
    assert points(of, "filing") == d("0.24")
    assert points(of, "office_work") == d("0.34")


def test_e19_duty() -> None:
    assert points(book(happened("duty_absent", 2)), "duty") == 0
    assert points(book(happened("duty_absent", 3)), "duty") == 0


def test_e20_the_same_problem_of_team_and_members() -> None:
    of = book(
        happened("team_liable", level="检查、通报", problem="P"),
        happened("member_liable", level="纪律处分", problem="P"),
        happened("member_liable", level="通报、诫勉", problem="P"),
        happened("member_liable", 2, level="通报、诫勉", problem="Q"),
    )
    assert points(of, "responsibility") == 4 - d("0.30")


@pytest.mark.parametrize(("checks", "score"), [("4", "1"), ("2", "0.5"), ("0", "0"), ("6", "1")])
def test_e21_inspections(checks: str, score: str) -> None:
    assert points(book(inspections=checks), "inspections") == d(score)


def test_e22_and_e23_offences() -> None:
    of = book(
        happened("official_offence", level="轻处分"),
        happened("official_offence", level="重处分"),
        happened("assembly_offence", level="刑事处罚"),
    )
    assert points(of, "lawful") == d("1.75")
    liable = book(
        happened("inspectors_liable", level="通报、诫勉"), happened("inspectors_liable", level="组织调整或组织处理")
    )
    assert points(liable, "discipline") == 3 - d("0.07")


def test_e25_and_e26_results_of_others() -> None:
    scheme = fixture_scheme("city-county")
    imported = [ImportedFact("county_a", "expert_review", d("87")), ImportedFact("district_c", "phone_poll", d("5.4"))]
    of = open_book(scheme, Facts(imported=imported))
    assert points(of, "expert") == d("0.87")
    assert points(of, "social", "district_c") == points(of, "social", "park_d") == d("5.4")
    corrected = open_book(
        scheme, Facts(imported=[*imported, ImportedFact("district_c", "phone_poll", d("5.2"), "更正")])
    )
    assert points(corrected, "social", "park_d") == d("5.2")


def test_what_was_cut_off_waits_for_a_person() -> None:
    with pytest.raises(Unscored, match="甲县（示例）“基层组织其余各项”还没有人给分"):
        points(book(), "rest")
