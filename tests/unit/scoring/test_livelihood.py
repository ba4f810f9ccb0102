"""Seed 004 scored: E27–E38, on the scheme as it is shipped."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from config.scheme import Scheme
from scoring.awarding import check_nominations
from scoring.book import Book
from scoring.facts import AnswerFact, FigureFact, ImportedFact, JudgementFact
from scoring.outcome import Outcome
from scoring.refusals import Unscored
from tests.unit.schemes.reading import shipped_scheme
from tests.unit.scoring.yearly import book, d, example, happened, outcome, points, total

MINSHENG = "minsheng"
COUNTIES = ("a", "b", "c", "d", "e", "zone")
PILOTS = ("a", "b")
FIGURES = tuple(figure.code for figure in shipped_scheme(MINSHENG).figures)
SLOTS = {"funds": d("3.5"), "leadership": d("1"), "measures": d("1"), "breakdown": d("0.5")}
WHOLE = {"each_two_percent": "whole"}


def rate(unit: str, figure: str, value: str) -> FigureFact:
    return FigureFact(unit, f"{figure}_rate", "2012", verified=d(value))


def rates(figure: str, **values: str) -> list[FigureFact]:
    return [rate(unit, figure, value) for unit, value in values.items()]


def known_of(unit: str, whole: str = "100", changed: Mapping[str, str] | None = None) -> list[Any]:
    """A county whose rates are all 100: 88 points come from its tasks, the rest from how it was organised."""
    unsaid = [code for code in FIGURES if code != "pension_rate" or unit in PILOTS]
    values = dict.fromkeys(unsaid, "100") | {f"{figure}_rate": value for figure, value in (changed or {}).items()}
    poll = min(d(whole) - 88, d("6"))
    facts: list[Any] = [FigureFact(unit, code, "2012", verified=d(value)) for code, value in values.items()]
    facts += [AnswerFact(unit, "poverty_done", "完成"), ImportedFact(unit, "poll", poll)]
    left = d(whole) - 88 - poll
    for slot, most in SLOTS.items():
        facts.append(JudgementFact(unit, slot, min(left, most), "实地检查"))
        left -= min(left, most)
    return facts if unit in PILOTS else [*facts, JudgementFact(unit, "pension", d("2"), "准备充分")]


def year(totals: str, scheme: str | Scheme = MINSHENG, **changed: Mapping[str, str]) -> Outcome:
    """The totals of the six, in their order, and the rates that are not 100."""
    wanted = zip(COUNTIES, totals.split(), strict=True)
    facts = [fact for unit, whole in wanted for fact in known_of(unit, whole, changed.get(unit))]
    return outcome(book(scheme, *facts, **WHOLE))


def test_e27_without_bonus_no_more_than_the_base() -> None:
    of = book(MINSHENG, rate("a", "insurance", "130"), rate("a", "pension", "130"), **WHOLE)
    assert points(of, "insurance", "a") == 8


@pytest.mark.parametrize(("unit", "score"), [("a", "14.4"), ("b", "13.2"), ("c", "12")])
def test_e28_bonus_against_the_best(unit: str, score: str) -> None:
    assert points(book(MINSHENG, *rates("jobs", a="160", b="130", c="100"), **WHOLE), "jobs", unit) == d(score)


def test_e28_the_group_is_counties_and_zone_and_who_has_no_task_is_outside() -> None:
    """O36."""
    others = rates("jobs", a="160", b="130")
    assert points(book(MINSHENG, *others, rate("zone", "jobs", "180"), **WHOLE), "jobs", "a") == d("13.8")
    assert points(book(MINSHENG, *others, **WHOLE), "jobs", "a") == d("14.4")


def test_e29_nobody_over_and_only_one() -> None:
    assert points(book(MINSHENG, *rates("jobs", a="100", b="90"), **WHOLE), "jobs", "a") == 12
    assert points(book(MINSHENG, *rates("jobs", a="101", b="100"), **WHOLE), "jobs", "a") == d("14.4")


@pytest.mark.parametrize(("reading", "score"), [("whole", "9.6"), ("proportional", "9.3"), ("started", "9.0")])
def test_e30_three_readings_of_each_two_percent(reading: str, score: str) -> None:
    assert points(book(MINSHENG, rate("a", "jobs", "91"), each_two_percent=reading), "jobs", "a") == d(score)


def test_e30_not_scored_before_one_is_chosen() -> None:
    """O36: every reading is shown, none is taken."""
    with pytest.raises(Unscored, match=r"还没有选定：满2%才算 2\.4、按比例 2\.7、不足2%按2% 3；选定写在 chosen 里"):
        points(book(MINSHENG, rate("a", "jobs", "91")), "jobs", "a")


@pytest.mark.parametrize("value", ["76", "70", "0"])
def test_e31_no_more_than_sixty_percent_is_lost(value: str) -> None:
    assert points(book(MINSHENG, rate("a", "jobs", value), **WHOLE), "jobs", "a") == d("4.8")


def test_e31_nor_where_it_cannot_be_counted() -> None:
    undone = AnswerFact("a", "poverty_done", "未完成")
    of = book(MINSHENG, undone, JudgementFact("a", "poverty", d("3.6"), "两个村没有动工"), **WHOLE)
    assert points(of, "poverty", "a") == d("2.4")


def test_e32_short_by_one_percent_costs_nothing_yet_bars() -> None:
    assert points(book(MINSHENG, rate("a", "jobs", "99"), **WHOLE), "jobs", "a") == 12
    best = year("99 90 90 90 90 90", a={"jobs": "99"})
    assert [each.said for each in best.results["total"]["a"].applied] == ["有工作指标未完成任务，不达标"]
    assert "a" not in best.awards["overall"].winners


@pytest.mark.parametrize(("reading", "lost"), [({}, 3), ({"same_matter": "highest"}, 2)])
def test_e33_criticised_at_two_levels(reading: dict[str, str], lost: int) -> None:
    """O36: the same matter at two levels costs 3, or only the dearer 2."""
    matters = [
        happened("c", "criticised", on=date(2012, 6, 20), problem="资金拨付", level=level)
        for level in ("省委省政府或国家部委", "市委市政府或省直主管部门")
    ]
    worked = total(book(MINSHENG, *known_of("c", "96"), *matters, **WHOLE, **reading), "c").worked
    assert worked is not None
    assert worked.value == 96 - lost


def test_e34_the_total() -> None:
    """5.5 + 5.4 + 85.2 − 3."""
    short = {"jobs": "94", "relief": "96"}  # three steps of 0.6 and two of 0.5
    facts = [fact for fact in known_of("a", "88", short) if not isinstance(fact, JudgementFact | ImportedFact)]
    facts += [ImportedFact("a", "poll", d("5.4"))]
    facts += [JudgementFact("a", slot, most, "检查") for slot, most in {**SLOTS, "leadership": d("0.5")}.items()]
    facts += [
        happened("a", "criticised", on=date(2012, 3, 1), level=level)
        for level in ("省委省政府或国家部委", "市委市政府或省直主管部门")
    ]
    of = book(MINSHENG, *facts, **WHOLE)
    assert [points(of, code, "a") for code in ("organising", "opinion", "tasks")] == [d("5.5"), d("5.4"), d("85.2")]
    worked = total(of, "a").worked
    assert worked is not None
    assert worked.value == d("93.1")


def test_e35_the_unfinished_is_passed_over() -> None:
    awarded = year("96 98 95 94 90 89", b={"housing": "99"}).awards["overall"]
    assert awarded.winners == ("a", "c", "d")
    assert [(each.unit, each.because) for each in awarded.considered if not each.is_given] == [
        ("b", "有工作指标未完成任务，不达标，名次顺移，由下一名递补")
    ]


JOBS: dict[str, Mapping[str, str]] = {
    "a": {"jobs": "160"},
    "b": {"jobs": "130", "housing": "99"},
    "c": {"jobs": "115"},
    "e": {"jobs": "103"},
}


def test_e36_the_single_award_slides_past_the_overall_winner() -> None:
    """B is barred from the overall award only, and has met this project."""
    done = year("96 95 95 94 90 89", **JOBS)
    assert done.awards["overall"].winners == ("a", "c", "d")
    assert done.awards["best_jobs"].winners == ("b",)
    assert done.awards["best_jobs"].considered[0].because == (
        "已得综合先进单位（县、开发区），不重复，名次顺移，由下一名递补"
    )


@pytest.mark.parametrize(("asks", "winner"), [(True, "e"), (False, "b")])
def test_e36_whether_the_project_itself_must_be_met(asks: bool, winner: str) -> None:
    """O36: of two who did not get the overall award, B stands first, but its jobs are at 99 %."""
    scheme = shipped_scheme(MINSHENG)
    if not asks:
        awards = tuple(
            each.model_copy(update={"when": None}) if each.code == "best_jobs" else each
            for each in scheme.scoring.awards
        )
        scoring = scheme.scoring.model_copy(update={"awards": awards})
        scheme = scheme.model_copy(update={"scoring": scoring})
    jobs: dict[str, Mapping[str, str]] = {"b": {"jobs": "99"}, "e": {"jobs": "97"}, "zone": {"jobs": "95"}}
    if asks:
        jobs["e"] = {"jobs": "100"}
    assert year("96 98 95 94 90 89", scheme, **jobs).awards["best_jobs"].winners == (winner,)


def test_e37_no_last_place_when_all_finished() -> None:
    assert year("96 98 95 94 90 89").awards["bottom"].refused == ("不设：各县、开发区都完成了任务",)
    assert year("96 98 95 94 90 89", b={"housing": "99"}).awards["bottom"].winners == ("zone",)


def test_e38_nominations_of_thirty_nine() -> None:
    """O36: more is refused, fewer wants a reason."""
    (nomination,) = shipped_scheme(MINSHENG).scoring.nominations
    assert sum(nomination.quotas.values()) == 39
    full = {unit: (count, "") for unit, count in nomination.quotas.items()}
    assert check_nominations(nomination, full, {}) == ()
    assert check_nominations(nomination, {"human": (4, "")}, {}) == ("“先进个人”human推荐了 4 个，名额 3 个，多报不收",)
    assert check_nominations(nomination, {"zone": (1, "")}, {}) == (
        "“先进个人”zone推荐了 1 个，名额 2 个，少报要写放弃的理由",
    )
    assert check_nominations(nomination, {"zone": (1, "只有一人符合")}, {}) == ()


def test_new_rural_pensions_are_a_task_of_the_pilots_only() -> None:
    """R4.4: elsewhere what was prepared is judged, and nobody is unfinished for want of a figure."""
    of = book(MINSHENG, rate("a", "pension", "96"), JudgementFact("c", "pension", d("1.5"), "方案已定"), **WHOLE)
    assert (points(of, "pension", "a"), points(of, "pension", "c")) == (d("1.8"), d("1.5"))
    assert year("96 98 95 94 90 89").results["total"]["c"].applied == ()


def test_departments_mark_themselves_and_the_office_confirms() -> None:
    """R4.10: the slot says who proposes and who confirms; the eight of them have eight places (O37)."""
    of: Book = example(MINSHENG)
    (rule,) = (each for each in of.scoring.indicators if each.indicator == "tasks")
    assert (rule.of.proposes.role.value, rule.of.confirms.role.value) == ("department_head", "assessment_office")
    awarded = outcome(of).awards["overall_departments"]
    assert len(awarded.winners) == len(of.scoring.groups[1].units) == 8


def test_the_example_is_scored_whole() -> None:
    done = outcome(example(MINSHENG))
    assert [each.unit for each in done.standings["counties"].placed] == ["b", "a", "d", "zone", "c", "e"]
    assert done.refused == {}
    assert done.awards["overall"].winners == ("a", "d", "zone")


def test_no_county_has_a_total_before_the_reading_is_chosen() -> None:
    of = example(MINSHENG)
    totals = outcome(Book(of.scheme, replace(of.facts, chosen={}))).results["total"]
    assert [unit for unit, each in totals.items() if each.worked is None] == list(COUNTIES)
