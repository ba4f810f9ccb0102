"""A whole year of each foreign document in one run: totals, places and grades of all its units."""

import pytest

from scoring.numbers import plain
from scoring.outcome import Outcome, work_out
from scoring.worked import recomputed
from tests.unit.foreign.documents import NAMES, document


def outcome_of(name: str) -> Outcome:
    of = document(name)
    return work_out(of.book(), of.period)


@pytest.mark.parametrize("name", NAMES)
def test_every_total_follows_from_its_explanation(name: str) -> None:
    totals = [total for of_result in outcome_of(name).results.values() for total in of_result.values()]
    assert len(totals) >= 3
    for total in totals:
        assert total.worked is not None, total.reasons
        assert recomputed(total.worked) == total.worked.value


@pytest.mark.parametrize(
    ("name", "ranking", "expected"),
    [
        # 乙县：扣5（调研）、5（责任书）、2（信访）、3（命案减半）、8（两抢）、5（药物）、2（第49条）、5.5；加15、4、5
        # 丙区：扣3、5、10、5.5、3、4、6、1、2、4、10、2、2、10、5、5、6、6、2.5、2、16，合110
        ("county", "counties", {"county_a": (1, "1000"), "county_b": (2, "988.5"), "county_c": (3, "890")}),
        # 戊市：扣5、3、10、13.6（8起命案16÷10，加超平均2起12）、1（10÷10）、5、2、10，合49.6
        ("county", "cities", {"city_d": (1, "1000"), "city_e": (2, "950.4")}),
        # 甲镇：100－1（第18项3分而两款合计2分）；乙镇：99－2－3－2－2－1＋3.5＋10；丙乡：99－3－5－2－3－4－2
        ("towns", "places", {"town_b": (1, "102.5"), "town_a": (2, "99"), "town_c": (3, "80")}),
        # 华东：92.5×0.7＋92.3×0.3；华南：94.5×0.7＋94×0.3；西部：99×0.7＋97×0.3
        (
            "enterprise",
            "places",
            {"north": (1, "100"), "west": (2, "98.4"), "south": (3, "94.35"), "east": (4, "92.44")},
        ),
        # 市乙局：70＋15.25；市丙局：73.6＋19.25；市丁局：70.5＋14.95
        (
            "bureau",
            "bureaus",
            {"bureau_a": (1, "100"), "bureau_c": (2, "92.85"), "bureau_d": (3, "85.45"), "bureau_b": (4, "85.25")},
        ),
        # 西区：54＋19＋19.45；北县：51＋18＋18.7；南县：57＋16＋14.3；中县：48＋17＋18.7
        (
            "bureau",
            "districts",
            {
                "district_a": (1, "99.5"),
                "district_b": (2, "92.45"),
                "district_d": (3, "87.7"),
                "district_c": (4, "87.3"),
                "district_e": (5, "83.7"),
            },
        ),
        # 丁：109.5＋27；乙：101.4＋6＋3；丙：65.75
        (
            "bank",
            "places",
            {"branch_d": (1, "136.5"), "branch_a": (2, "132"), "branch_b": (3, "110.4"), "branch_c": (4, "65.75")},
        ),
        # 乙：(35＋44＋32.5)×1.05＋1－0.5；丙：(33＋36＋31)×1.2 封在100；丁：28＋40＋30－2
        (
            "profits",
            "annual",
            {"group_b": (1, "117.58"), "group_a": (2, "110"), "group_c": (3, "100"), "group_d": (4, "96")},
        ),
        # 乙：44＋23；甲：40＋20；丁：42＋18；丙：38＋20
        ("profits", "term", {"group_b": (1, "67"), "group_a": (2, "60"), "group_d": (2, "60"), "group_c": (4, "58")}),
    ],
)
def test_units_are_ranked_in_one_run(name: str, ranking: str, expected: dict[str, tuple[int, str]]) -> None:
    ranked = outcome_of(name).standings[ranking].ranked
    assert {each.unit: (each.place, plain(each.value)) for each in ranked if each.value is not None} == expected


def test_a_bureau_in_the_last_three_is_not_graded_excellent() -> None:
    grades = {one.unit: one.grade for one in outcome_of("bureau").grades["bureaus"]}
    assert grades == {"bureau_a": "优秀", "bureau_b": "良好", "bureau_c": "优秀", "bureau_d": "良好"}


def test_branches_are_graded_by_their_place_among_all() -> None:
    grades = {one.unit: one.grade for one in outcome_of("bank").grades["places"]}
    assert grades == {"branch_d": "二级", "branch_a": "二级", "branch_b": "三级", "branch_c": "四级"}
