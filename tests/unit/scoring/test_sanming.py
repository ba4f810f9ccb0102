"""Seed 001 scored: E01–E07, on the scheme as it is shipped."""

from datetime import date

import pytest

from scoring.facts import AnswerFact, FindingFact, ImportedFact
from scoring.refusals import Unscored
from tests.unit.scoring.yearly import book, d, example, happened, points, rated, ruled, total

SANMING, BUREAU = "sanming-2022", "bureau"
VERDICTS = {
    "business_score": "43.2",
    "party_score": "14.1",
    "lawful_score": "13.8",
    "efficiency_score": "14.6",
    "innovation_score": "8.5",
}


def imported(**values: str) -> list[ImportedFact]:
    return [ImportedFact(BUREAU, source, d(value)) for source, value in values.items()]


def found(kind: str, *times: str, **attributes: str) -> list[FindingFact]:
    return [
        happened(BUREAU, kind, each, on=date(2022, 5, 1 + nth), nth=nth, **attributes) for nth, each in enumerate(times)
    ]


def contest(place: str) -> list[AnswerFact]:
    return [AnswerFact(BUREAU, "took_part", "是"), AnswerFact(BUREAU, "contest_place", place)]


def test_e01_leaders_sixty_and_forty() -> None:
    marks = rated(BUREAU, "leadership", {"市委、市政府领导": "92", "市人大、市政协领导": "88"})
    assert points(book(SANMING, marks), "E1", BUREAU) == d("90.4")


def test_e02_questionnaire_and_network_poll() -> None:
    assert points(book(SANMING, *imported(questionnaire="85", network_poll="90")), "E2", BUREAU) == 87


def test_e03_commendations_up_to_five() -> None:
    assert points(book(SANMING, *found("commended", "1.5", "2", "3")), "E3", BUREAU) == 5
    assert points(book(SANMING, *found("commended", "1.5", "2")), "E3", BUREAU) == d("3.5")


def test_e04_site_inspection_down_to_ten() -> None:
    assert points(book(SANMING, *found("typical_problem", *["1.5"] * 8)), "E4", BUREAU) == -10
    assert points(book(SANMING, *found("typical_problem", *["1.5"] * 6)), "E4", BUREAU) == -9


@pytest.mark.parametrize(("order", "sum_of_both"), [({}, "-0.5"), ({"bottom_order": "last_least"}, "0.5")])
def test_e05_second_and_last_in_the_province(order: dict[str, str], sum_of_both: str) -> None:
    """Which of the last three loses 1.5 is not said: the last, unless the office chooses otherwise."""
    places = [*found("province_top", "1", place="第二名"), *found("province_bottom", "1", place="最后一名")]
    assert ruled(book(SANMING, *places, **order), "province", BUREAU) == d(sum_of_both)


def test_e06_taking_part_and_third_place() -> None:
    assert ruled(book(SANMING, *contest("第三名"), contest="stacking"), "contest", BUREAU) == d("0.3")
    assert ruled(book(SANMING, *contest("第三名"), contest="highest"), "contest", BUREAU) == d("0.2")
    with pytest.raises(Unscored, match=r"还没有选定：参赛和名次都加 0\.3、只取高的 0\.2"):
        ruled(book(SANMING, *contest("第三名")), "contest", BUREAU)


def test_e07_the_hundred_points() -> None:
    of = book(SANMING, *imported(**VERDICTS))
    assert points(of, "B2", BUREAU) == d("42.5")
    hundred = total(of, BUREAU, "hundred").worked
    assert hundred is not None
    assert hundred.value == d("94.2")


@pytest.mark.parametrize(("composition", "said"), [("indicators_only", "97"), ("weighted", "94.8")])
def test_the_total_is_composed_as_the_office_chooses(composition: str, said: str) -> None:
    """R1.15: 94.2, or 94.2×60% + 90.4×20% + 87×20% = 92; each with +5 − 2 − 0.5 + 0.3."""
    worked = total(example(SANMING, composition=composition), BUREAU).worked
    assert worked is not None
    assert worked.value == d(said)


def test_no_total_before_the_composition_is_chosen() -> None:
    of = book(SANMING, *imported(**VERDICTS), *contest("第三名"), contest="stacking")
    refused = total(of, BUREAU)
    assert refused.worked is None
    assert refused.reasons == (
        "总分怎么合成有几种读法，还没有选定：只看指标考核，领导评价、公众评议另行公布 94.2、"
        "指标考核60%、领导评价20%、公众评议20% （不评分）；选定写在 chosen 里"
        "（composition：indicators_only、weighted）",
    )
