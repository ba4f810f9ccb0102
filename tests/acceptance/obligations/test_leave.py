"""请假: with a substitute the work is his; without one it stands still, and goes on as after an outage."""

from collections.abc import Callable
from typing import Any

import pytest

from models.journal import Journal
from models.obligations import Obligation
from models.persons import Substitution
from tests.acceptance.obligations.told import told_of
from tests.integration.actions.year import Year, at

Refused = Callable[..., tuple[str, ...]]
OFFICER, HEAD = "farming_officer", "farming_head"
LEAVE: dict[str, Any] = {
    "person": OFFICER,
    "begins_on": "2019-03-14",
    "ends_on": "2019-03-19",
    "reason": "探亲",
}
TITLE = "新建高标准农田"


def leave(year: Year, when: str = "2019-03-13 10:00", by: str = HEAD, **more: Any) -> int:
    done = year.do("approve_leave", by, when, office=year.office, **{**LEAVE, **more})
    return done.ids["leave"]


@pytest.mark.closes("A07")
def test_ladder_stands_still_and_goes_on_at_the_end(any_town: Year) -> None:
    town = any_town
    leave(town)
    for day in range(14, 23):
        town.tick(f"2019-03-{day} 09:00")

    # due on Friday the 15th; back on Wednesday the 20th: the lowest rung that was missed, the next keeps its distance
    assert told_of(town, TITLE, "reminder") == []
    assert told_of(town, TITLE, "urge") == ["03-20 09:00"]
    assert told_of(town, TITLE, "present_to_leader") == ["03-21 09:00"] * 2
    (line,) = town.rows(Journal, act="approve_leave")
    assert (line.person_id, line.after["ends_on"]) == (town.persons[HEAD], "2019-03-19")


@pytest.mark.closes("A14")
def test_with_a_substitute_nothing_is_paused(town: Year) -> None:
    leave(town, substitute="farming_responsible")
    town.tick("2019-03-14 09:00")

    assert [row.person_id for row in town.told("reminder")] == [town.persons["farming_responsible"]] * 2
    town.do("take_note", "farming_responsible", "2019-03-14 10:00", obligation=town.owed(kind="breakdown")[0].id)
    assert town.rows(Journal, act="take_note")[0].via == "substitute"


@pytest.mark.closes("A14")
@pytest.mark.parametrize("begins", ["2019-03-18", "2019-03-19"])
def test_substitute_who_comes_later_ends_the_pause_on_his_day(town: Year, begins: str) -> None:
    """Appointed on the 18th, a Monday, for that day or for the next; the leave lasts until the 22nd."""
    leave(town, ends_on="2019-03-22")
    town.tick("2019-03-18 09:00")
    told = {"person": OFFICER, "substitute": "farming_responsible", "begins_on": begins, "ends_on": "2019-03-22"}
    town.do("appoint_substitute", "desk", "2019-03-18 09:30", office=town.office, **told)

    for when in ("2019-03-18 10:00", "2019-03-19 09:00"):
        town.tick(when)

    first = "03-18 10:00" if begins == "2019-03-18" else "03-19 09:00"
    assert told_of(town, TITLE, "urge") == [first]


def test_second_holder_ends_the_pause_of_a_post(town: Year) -> None:
    leave(town, ends_on="2019-03-22")
    town.tick("2019-03-18 09:00")
    newcomer = {"office": town.office, "person": "newcomer", "name": "新来的承办人", "post": OFFICER}
    town.do("appoint", "desk", "2019-03-18 09:30", office=town.office, people=[{**newcomer, "begins_on": "2019-03-18"}])

    town.tick("2019-03-18 10:00")

    assert set(told_of(town, TITLE, "urge")) == {"03-18 10:00"}


def test_who_is_back_early_is_reminded_again(town: Year) -> None:
    number = leave(town)
    town.do("end_leave", OFFICER, "2019-03-14 16:00", leave=number, ends_on="2019-03-14")
    for day in ("15", "18"):
        town.tick(f"2019-03-{day} 09:00")

    assert told_of(town, TITLE, "reminder") == ["03-15 09:00"]
    assert told_of(town, TITLE, "urge") == ["03-18 09:00"]


def test_nobody_lets_himself_go(town: Year, refused: Refused) -> None:
    assert refused(
        town, "approve_leave", HEAD, "2019-03-13 10:00", office=town.office, **{**LEAVE, "person": HEAD}
    ) == ("不能给本人准假，请由别人批准",)
    leave(town)
    assert refused(town, "approve_leave", HEAD, "2019-03-13 11:00", office=town.office, **LEAVE) == (
        "这段时间已经请过假",
    )


def test_pause_never_passes_what_waits_for_it(province: Year) -> None:
    """The breakdown is wanted on 16 May for the package of the 20th: the pause ends that morning."""
    row = province.rows(Obligation, kind="breakdown")[0]
    office, person = province.office, next(code for code in province.persons if code == "rehabilitation_officer")
    province.do("approve_leave", "rehabilitation_head", "2019-05-08 10:00", office=office, person=person,
                begins_on="2019-05-09", ends_on="2019-05-31", reason="进修")  # fmt: skip
    mine = [one for one in province.owed(kind="breakdown") if one.post_id == row.post_id]
    assert {one.next_look_at for one in mine} <= {at("2019-05-16 09:00"), row.next_look_at}


@pytest.mark.closes("A14")
def test_substitute_who_is_asked_says_yes_or_no(town: Year, refused: Refused) -> None:
    told: dict[str, Any] = {"person": OFFICER, "begins_on": "2019-03-13", "asks": True}
    number = town.do("appoint_substitute", OFFICER, "2019-03-12 10:00", office=town.office,
                     substitute="farming_responsible", **told).ids["substitution"]  # fmt: skip
    (asked,) = town.told("substitute_asked")
    assert asked.person_id == town.persons["farming_responsible"]
    town.tick("2019-03-14 09:00")
    assert {row.person_id for row in town.told("reminder")} == {town.persons[OFFICER]}

    assert refused(town, "accept_substitution", HEAD, "2019-03-14 10:00", substitution=number) != ()
    town.do("accept_substitution", "farming_responsible", "2019-03-14 10:00", substitution=number)
    town.tick("2019-03-18 09:00")
    assert {row.person_id for row in town.told("urge")} == {town.persons["farming_responsible"]}
    assert refused(town, "decline_substitution", "farming_responsible", "2019-03-18 10:00", substitution=number,
                   words="忙") == ("这次代理不需要答复，或已经答复",)  # fmt: skip
    assert town.one(Substitution, id=number).accepted_at == at("2019-03-14 10:00")
