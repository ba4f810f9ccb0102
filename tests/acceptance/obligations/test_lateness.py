"""What lateness costs: proposed without an amount, set by the office, dropped where a reason was accepted (R2.8)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from models.lateness import Deduction
from models.obligations import Obligation
from models.posts import Post
from models.units import Unit
from tests.integration.actions.year import Year

Refused = Callable[..., tuple[str, ...]]
HEAD, DESK = "county_office_head", "county_office_desk"
# August's report of the first unit is due on 16 September; nobody hands it in
DAYS = ("17", "18", "19", "23", "26")


def late(county: Year) -> Any:
    """The first report of August, eight workdays late."""
    row = next(row for row in county.owed(kind="report") if row.period == "monthly/2019-08")
    county.tick("2019-09-17 09:00")
    for day in ("09-18", "09-19", "09-20", "09-23", "09-24", "09-25", "09-26", "09-27", "09-29", "09-30", "10-08"):
        county.tick(f"2019-{day} 09:00")
    return county.one(Obligation, id=row.id)


def officer(county: Year, row: Any) -> str:
    return str(county.one(Post, id=row.post_id).code)


@pytest.mark.closes("R2.8", "E10")
def test_deduction_is_proposed_without_an_amount_and_set_by_the_office(county: Year, refused: Refused) -> None:
    row = late(county)
    proposal = county.one(Deduction, obligation_id=row.id)
    assert (proposal.state, proposal.amount, proposal.basis) == ("proposed", None, "第三条")
    told = {"deduction": proposal.id, "amount": "0.5", "words": "首次迟报，情节较轻"}
    assert refused(county, "set_deduction", officer(county, row), "2019-10-08 10:00", **told) != ()

    county.do("set_deduction", DESK, "2019-10-08 11:00", **told)

    decided = county.one(Deduction, obligation_id=row.id)
    assert (decided.state, decided.amount) == ("set", Decimal("0.5"))
    assert refused(county, "drop_deduction", DESK, "2019-10-08 12:00", deduction=proposal.id, words="改主意") == (
        "这条扣分建议已定额，不再改动",
    )


def test_accepted_reason_keeps_the_lateness_and_drops_the_proposal(county: Year) -> None:
    row = late(county)
    plea = county.do("explain_lateness", officer(county, row), "2019-10-08 10:00", obligation=row.id,
                     words="上级系统停机三天").ids["plea"]  # fmt: skip
    county.do("accept_excuse", HEAD, "2019-10-08 15:00", plea=plea, words="属实")

    after = county.one(Obligation, id=row.id)
    assert (county.one(Deduction, obligation_id=row.id).state, after.standing["excused"]) == ("dropped", True)
    assert (after.settled_at, after.due_at) == (None, row.due_at)
    (answer,) = [one for one in county.told("plea_answered") if one.body.startswith(f"“{row.title}”")]
    assert answer.body == f"“{row.title}”的情况说明已认可，迟报照记，不提扣分建议。意见：属实。"


def test_reason_accepted_in_time_lets_nothing_be_proposed(county: Year, refused: Refused) -> None:
    row = next(row for row in county.owed(kind="report") if row.period == "monthly/2019-08")
    who = officer(county, row)
    assert refused(county, "explain_lateness", who, "2019-09-16 10:00", obligation=row.id, words="忙") == (
        "这件事没有迟，不需要说明",
    )
    plea = county.do("explain_lateness", who, "2019-09-17 10:00", obligation=row.id, words="系统停机").ids["plea"]
    county.do("accept_excuse", HEAD, "2019-09-17 15:00", plea=plea)
    late(county)

    assert county.rows(Deduction, obligation_id=row.id) == []
    units = {unit.id for unit in county.rows(Unit)}
    others = county.rows(Deduction)
    assert others != []
    assert {one.unit_id for one in others} <= units
    assert refused(county, "explain_lateness", who, "2019-10-08 10:00", obligation=row.id, words="再说明") == (
        "这件事的情况说明已经认可",
    )


def test_refused_reason_changes_nothing(county: Year) -> None:
    row = late(county)
    plea = county.do("explain_lateness", officer(county, row), "2019-10-08 10:00", obligation=row.id,
                     words="忘了").ids["plea"]  # fmt: skip
    county.do("refuse_excuse", HEAD, "2019-10-08 15:00", plea=plea, words="理由不成立")
    assert county.one(Deduction, obligation_id=row.id).state == "proposed"
