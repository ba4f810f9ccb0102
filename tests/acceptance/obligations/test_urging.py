"""催办 by hand: ticked, counted by the month, limited, never addressed to a leader."""

from collections.abc import Callable

import pytest

from models.lateness import Urging
from tests.acceptance.obligations.told import told_of
from tests.integration.actions.breakdowns import handed_in
from tests.integration.actions.year import Year

Refused = Callable[..., tuple[str, ...]]
DESK = "desk"


@pytest.mark.closes("A27", "A28", "A30")
def test_urging_is_counted_and_limited_thing_by_thing(any_town: Year) -> None:
    town = any_town
    one, other = (row.id for row in town.owed(kind="breakdown"))
    for day in ("11", "12", "13"):
        town.do("urge_obligations", DESK, f"2019-03-{day} 10:00", obligations=[one], words="请抓紧")
    done = town.do("urge_obligations", DESK, "2019-03-14 10:00", obligations=[one, other, 4711])

    assert (done.summary, dict(done.details)) == (
        "已催办1件，2件没有催",
        {
            "urged": [other],
            "not_urged": {
                str(one): ["本月已催办3次，达到上限，请当面沟通"],
                "4711": ["没有编号为 4711 的应办事项"],
            },
        },
    )
    assert [(row.obligation_id, row.month) for row in town.rows(Urging)] == [(one, "2019-03")] * 3 + [
        (other, "2019-03")
    ]
    assert told_of(town, "第3次", "urged_by_hand") == ["03-13 10:00"]


def test_not_twice_within_a_day_and_anew_in_the_next_month(town: Year, refused: Refused) -> None:
    (number, _) = (row.id for row in town.owed(kind="report"))
    town.do("urge_obligations", DESK, "2019-03-29 10:00", obligations=[number])
    assert refused(town, "urge_obligations", DESK, "2019-03-29 15:00", obligations=[number]) == (
        "24小时内已催办过，03月30日10:00后方可再次催办",
    )
    done = town.do("urge_obligations", DESK, "2019-04-01 10:00", obligations=[number])
    assert (done.summary, told_of(town, "第1次", "urged_by_hand")) == ("已催办1件", ["03-29 10:00", "04-01 10:00"])


@pytest.mark.closes("O10")
def test_leader_is_never_urged_by_hand(town: Year) -> None:
    task = handed_in(town, "2019-03-14 10:00")
    town.do("approve", "farming_head", "2019-03-14 11:00", kind="assignment", id=task)
    (review,) = town.owed(kind="review")
    before = len(town.told("waiting_on_desk"))
    town.do("urge_obligations", DESK, "2019-03-18 10:00", obligations=[review.id])

    told = town.told("waiting_on_desk")[before:]
    assert [row.person_id for row in told] == [town.persons["clerk"]]
    assert town.told("urged_by_hand") == []


def test_urging_under_review_counts_too(town: Year) -> None:
    task = handed_in(town, "2019-03-14 10:00")
    town.do("urge", "farming_officer", "2019-03-18 10:00", kind="assignment", id=task, words="请审")
    (review,) = town.owed(kind="review")
    assert [(row.obligation_id, row.words) for row in town.rows(Urging)] == [(review.id, "请审")]
