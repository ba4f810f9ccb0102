"""配合材料: what the co-units owe the lead, and how it goes on without them."""

from collections.abc import Callable

import pytest

from models.assignments import Contribution
from tests.integration.actions.breakdowns import ROAD, ROAD_ITEM, bodies, desks, save, state, submit
from tests.integration.actions.year import Year, at

Refusing = Callable[..., tuple[str, ...]]


@pytest.mark.closes("O29")
def test_co_units_owe_their_part_and_the_lead_may_go_without_it_by_name(district: Year, refused: Refusing) -> None:
    road = district.assignment(ROAD)
    save(district, "2019-04-01 10:00", ROAD_ITEM, title=ROAD, by="housing_officer")
    assert desks(district, road, "co_unit_part") == ["transport_officer", "water_officer"]

    reasons = refused(district, "submit_breakdown", "housing_officer", "2019-04-01 11:00", assignment=road)
    assert reasons == ("区交通局、区水利局尚未提供配合材料，请催办，或注明未提供",)

    part = {"kind": "assignment", "id": road, "words": "管线迁改由我局6月底前完成"}
    district.do("supply_part", "transport_officer", "2019-04-02 09:00", **part)
    assert desks(district, road, "co_unit_part") == ["water_officer"]
    assert bodies(district, "part_supplied") == [
        ("housing_officer", "区交通局已提供“建成北环路二期工程”指标分解的配合材料：管线迁改由我局6月底前完成")
    ]

    submit(district, "2019-04-02 10:00", title=ROAD, by="housing_officer", without=["water"])
    assert state(district, road) == "review:head"
    assert (desks(district, road, "co_unit_part"), bodies(district, "part_named_missing")) == (
        [],
        [("water_officer", "区住建局已报送“建成北环路二期工程”指标分解，并注明贵单位尚未提供配合材料。")],
    )
    assert [(row.words, row.given_at) for row in district.rows(Contribution)] == [
        ("管线迁改由我局6月底前完成", at("2019-04-02 09:00")),
        ("", None),
    ]


def test_a_unit_that_does_not_cooperate_supplies_no_part(district: Year, refused: Refusing) -> None:
    reasons = refused(
        district, "supply_part", "land_officer", "2019-04-01 10:00",
        kind="assignment", id=district.assignment(ROAD), words="材料",
    )  # fmt: skip
    assert reasons == ("您现在的岗位不能办理，可以办理的是：配合单位",)
