"""A breakdown by the words that people write, and its check before anything is saved."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.acts import REGISTERED
from actions.assignments.checking import Checked, as_typed, checked
from actions.assignments.contents import breakdown_of
from actions.assignments.drafting import Draft, said_of_the_whole
from actions.assignments.loading import assignment_of
from actions.assignments.naming import Named
from actions.context import begin
from actions.doors import Door
from models.items import Item, ItemOfficer
from tests.integration.actions.breakdowns import FARMLAND, ROAD, ROAD_ITEM, TOWN_ITEM, save
from tests.integration.actions.year import Year, at

Refusing = Callable[..., tuple[str, ...]]


def check(year: Year, title: str, *items: dict[str, Any], by: str, when: str = "2019-03-05 10:00", **more: Any) -> Any:
    """What a page would tell of rows that nobody has saved."""
    said = {name: more.pop(name) for name in ("explanations", "without") if name in more}
    draft = Draft(assignment=year.assignment(title), items=items, **more)
    door = Door(now=at(when), by=year.persons[by])
    with year.database.read() as tx:
        act = begin(tx, REGISTERED["save_breakdown"], door=door)
        subject = assignment_of(act, draft.assignment)
        names = Named(act, breakdown_of(act.tx, subject.row))
        typed = as_typed(names, draft.rows, said_of_the_whole(subject.row, draft))
        found: Checked = checked(act, subject, typed, **said)
        return found


def titles(year: Year) -> dict[str, str]:
    with year.database.read() as tx:
        act = begin(tx, REGISTERED["save_breakdown"], door=Door(now=at("2019-03-05 10:00")))
        assignment_of(act, year.assignment(FARMLAND))
        directory = act.directory
        return {code: directory.post(code).title for code in directory.post_ids} | {
            code: directory.unit(code).name for code in directory.unit_ids
        }


def test_names_and_titles_do_as_well_as_codes(town: Year) -> None:
    called = titles(town)
    people = f"{called['farming_officer']}  {called['farming_responsible']}、{called['farming_officer']}"
    item = {
        **TOWN_ITEM,
        "leader": called["leader"],
        "unit": called["farming"],
        "responsible": called["farming_responsible"],
        "officers": people,
    }
    save(town, "2019-03-05 10:00", item)

    row = town.one(Item)
    assert (row.responsible_id, row.unit_id is not None, row.leader_post_id is not None) == (
        town.persons["farming_responsible"], True, True,
    )  # fmt: skip
    assert [one.person_id for one in town.rows(ItemOfficer)] == [
        town.persons["farming_officer"],
        town.persons["farming_responsible"],
    ]


def test_a_name_that_two_bear_asks_for_the_code(town: Year, refused: Refusing) -> None:
    people = [
        {"office": town.office, "person": code, "name": "同名", "post": "farming_officer", "begins_on": "2019-01-01"}
        for code in ("one", "two")
    ]
    town.do("appoint", None, "2019-03-05 08:00", office=town.office, people=people)

    reasons = refused(
        town, "save_breakdown", "farming_officer", "2019-03-05 10:00",
        assignment=town.assignment(FARMLAND), items=[{**TOWN_ITEM, "officers": ["同名"]}],
    )  # fmt: skip
    assert reasons == ("第1行的承办人：有2个人员都叫“同名”，请改写编码",)


@pytest.mark.closes("W16", "R0.11")
def test_what_is_typed_is_checked_without_being_saved(town: Year) -> None:
    before = town.dump()
    short = {**TOWN_ITEM, "officers": (), "shares": ({"target": "建成面积", "value": "500"},)}
    found = check(town, FARMLAND, short, {}, by="farming_officer")

    assert [(one.number, one.title, one.fields) for one in found.lacking] == [(1, TOWN_ITEM["content"], ("承办人",))]
    assert [(one.name, one.total, one.gap, one.counts) for one in found.sums] == [("建成面积", 500, -300, True)]
    assert [each.doubt.key for each in found.doubts] == ["short_sum:建成面积"]
    assert len(found.reasons) == 2
    assert town.dump() == before


def test_a_typed_explanation_counts_in_the_check(town: Year) -> None:
    short = {**TOWN_ITEM, "shares": ({"target": "建成面积", "value": "500"},)}
    found = check(town, FARMLAND, short, by="farming_officer", explanations={"short_sum:建成面积": "其余由上年结转"})
    assert (found.reasons, found.open_doubts) == ((), ())


def test_parts_that_are_named_as_missing_count_in_the_check(district: Year) -> None:
    told = {"by": "housing_officer", "when": "2019-04-01 10:00"}
    first = check(district, ROAD, ROAD_ITEM, **told)
    assert len(first.parts_missing) == 2
    assert len(first.reasons) == 1
    assert check(district, ROAD, ROAD_ITEM, without=("transport", "water"), **told).reasons == ()
