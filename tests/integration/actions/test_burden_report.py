"""The burden of a month: counted from what there is, a query each, on each database."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from actions.burden.counting import Messages
from actions.burden.report import UnitReport, report_on
from actions.delivering import deliver
from models.database import Database
from models.units import Office
from states.transport import Answer, Sent
from tests.integration.actions.year import Year, at, published
from workdays.periods import Period

MARCH = Period.month(2019, 3)


class Post:
    """Takes everything."""

    def send(self, message: object, target: str) -> Answer:  # noqa: ARG002 -- the shape of a transport
        return Sent("收到")


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Year:
    """A town's March: the plan asks once, the desk asks once more, urges once and beyond the cap once."""
    cap = "  late_start: exempt\n"
    rule = f"{cap}  burden: {{requests_per_month: 2, approved_by: [leader_in_charge]}}\n"
    year = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other={cap: rule})
    told: dict[str, Any] = {"assessment": year.assessment, "units": ["farming"], "reason": "县里要"}
    year.do("ask_units", "desk", "2019-03-11 10:00", **told, title="农机台账", due_on="2019-03-22")
    year.do("ask_units", "desk", "2019-03-12 10:00", **told, title="大户名单", due_on="2019-03-25",
            over_reason="今天要定补贴", approved_by="leader")  # fmt: skip
    (number, _) = (row.id for row in year.owed(kind="breakdown"))
    year.do("urge_obligations", "desk", "2019-03-13 10:00", obligations=[number])
    deliver(year.database, Post(), now=at("2019-03-13 10:05"))
    return year


def reports(year: Year, month: Period) -> list[UnitReport]:
    office = year.one(Office).id
    with year.database.read() as tx:
        return report_on(tx, office, month)


@pytest.mark.closes("R2.28", "W15")
def test_month_of_a_unit_says_what_was_asked_by_whom_and_beyond_the_cap(town: Year) -> None:
    (farming,) = reports(town, MARCH)

    assert (farming.unit.code, farming.cap, farming.is_over) == ("farming", 2, True)
    assert [(one.title, one.by, one.due) for one in farming.now.asked] == [
        ("3月进展情况", "方案定期报送", "3月29日（周五）17:00前"),
        ("农机台账", "党政办考核岗", "3月22日（周五）下班前"),
        ("大户名单", "党政办考核岗", "3月25日（周一）下班前"),
    ]
    assert [(one.title, one.reason, one.approved_by) for one in farming.beyond] == [
        ("大户名单", "今天要定补贴", "分管农业的镇领导")
    ]
    assert dict(farming.now.obligations) == {"breakdown": 2, "report": 2, "task": 2}
    assert (farming.now.reports, farming.now.figures, farming.now.urgings) == (2, 1, 1)
    # the desk of the publication, two requests, one urging; of the requests the second waited for a digest
    assert farming.now.messages.told >= farming.now.messages.arrived > 0


def test_month_is_set_beside_the_last_one_and_last_year(town: Year) -> None:
    (april,) = reports(town, Period.month(2019, 4))
    (next_year,) = reports(town, Period.month(2020, 3))

    assert (april.now.requests, april.last_month.requests, april.last_month.owed) == (0, 3, 6)
    assert (next_year.last_year.requests, next_year.last_year.urgings) == (3, 1)
    assert april.now.messages == Messages()


def test_questions_are_as_many_for_many_things_as_for_few(town: Year) -> None:
    few = questions(town)
    for number in range(6):
        town.do("ask_units", "desk", "2019-03-14 10:00", assessment=town.assessment, units=["farming"], reason="要",
                title=f"清单{number}", due_on="2019-03-22", over_reason="急", approved_by="leader")  # fmt: skip
    assert (questions(town), len(reports(town, MARCH)[0].now.asked)) == (few, 9)


def questions(year: Year) -> int:
    """How often the database is asked for one report."""
    said: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    office = year.one(Office).id
    with year.database.read() as tx:
        report_on(tx, office, MARCH)  # the directory and the scheme are read once in a process
        event.listen(tx, "before_cursor_execute", listen)
        report_on(tx, office, MARCH)
    return len(said)
