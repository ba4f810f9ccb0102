"""批示: on the page and with a pen; owed an answer where it names a date."""

from collections.abc import Callable
from typing import Any

import pytest

from models.assignments import Assignment
from models.instructions import Instruction
from tests.integration.actions.year import Year

Refused = Callable[..., tuple[str, ...]]
WHEN = "2019-03-05 09:00"


def owed(year: Year) -> list[Any]:
    return year.owed(subject_kind="instruction")


def task(year: Year) -> int:
    return int(year.rows(Assignment)[0].id)


def test_instruction_reaches_the_lead_and_is_owed_an_answer(town: Year) -> None:
    done = town.do("instruct", "leader", WHEN, assignment=task(town), words="请抓紧补齐欠账", due_on="2019-03-15")
    assert "3月15日" in done.summary
    (one,) = owed(town)
    assert one.title.startswith("办理批示：")
    told = town.told("instructed")
    assert {"请抓紧补齐欠账" in each.body for each in told} == {True}
    town.do("settle_duty", "farming_head", "2019-03-12 10:00", obligation=one.id, words="已补齐")
    assert owed(town) == []


def test_instruction_without_a_date_asks_nothing(town: Year) -> None:
    town.do("instruct", "leader", WHEN, assignment=task(town), words="很好，继续保持")
    assert owed(town) == []


@pytest.mark.closes("O03")
def test_pen_is_the_leaders_and_names_the_clerk(town: Year) -> None:
    scan = town.attach_loose("desk", WHEN, unit="office", title="批示件")
    town.do(
        "record_instruction", "desk", WHEN, assignment=task(town), words="请抓紧", leader="leader",
        signed_on="2019-03-04", scan=scan,
    )  # fmt: skip
    row = town.one(Instruction)
    assert row.person_id == town.persons["leader"]
    assert row.recorded_by == town.persons["desk"]
    assert str(row.given_at.date()) == "2019-03-04"


def test_only_who_leads_instructs(town: Year, refused: Refused) -> None:
    (reason,) = refused(town, "instruct", "farming_head", WHEN, assignment=task(town), words="x")
    assert "可以办理的是" in reason
    assert refused(town, "instruct", "leader", WHEN, assignment=task(town), words="x", due_on="2019-03-04") == (
        "反馈期限要晚于现在",
    )
