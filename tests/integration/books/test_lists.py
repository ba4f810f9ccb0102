"""名册, 台账, 打分表: whose lines are things of their own."""

from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from actions.books.previewing import Standing
from models.findings import Finding, FindingVersion
from models.journal import Journal
from models.judgements import JudgementVersion
from models.persons import Holding, Person
from states.books import BookKind
from tests.integration.actions.ledger import DESK, WHEN, drafted
from tests.integration.actions.year import Year
from tests.integration.ballots.voting import BEGINS
from tests.integration.books.exchange import exported, given_back, imported, place_of, put, seen, worked_in
from tests.years import BOTH, SQLITE, PublishedYears

NOW = "2019-03-05 10:00"


def carried(year: Year, kind: BookKind, by: str, when: str, how: Any, **asked: Any) -> Any:
    """Exported, worked in, given back, looked at."""
    content = worked_in(exported(year, kind, by, when, **asked), how)
    return seen(year, given_back(year, content, by, when), by, when)


def _leave(_page: Any) -> None:
    """Nobody touches it."""


def row_after(page: Any, heading: str) -> int:
    """So many rows below the headings is the first empty line."""
    number = 1
    while True:
        if page.cell(*place_of(page, heading, number)).value is None:
            return number
        number += 1


@pytest.mark.closes("A35")
def test_new_appointments_are_written_into_the_empty_lines_of_the_roster(town: Year) -> None:
    def seat(page: Any) -> None:
        row = row_after(page, "岗位")
        for heading, value in (
            ("岗位", "农业站承办人"), ("人员编码", "0012"), ("姓名", "新来的承办人"), ("何日起任", "2019年4月1日"),
            ("任职文号", "镇任〔2019〕3号"),
        ):  # fmt: skip
            put(page, heading, row, value)

    found = carried(town, BookKind.ROSTER, "desk", NOW, seat)
    assert (found.standing, [edit.after["person"] for edit in found.edits]) == (Standing.READY, ["0012"])
    imported(town, found, "desk", NOW)
    person = town.one(Person, code="0012")
    holding = town.one(Holding, person_id=person.id)
    assert (person.name, str(holding.begins_on), holding.document_no) == (
        "新来的承办人",
        "2019-04-01",
        "镇任〔2019〕3号",
    )
    again = carried(town, BookKind.ROSTER, "desk", "2019-03-06 10:00", _leave)
    assert again.standing is Standing.SAME


def test_a_roster_with_faults_names_every_cell_and_changes_nothing(town: Year) -> None:
    def seat(page: Any) -> None:
        row = row_after(page, "岗位")
        put(page, "岗位", row, "农业站承办员")
        put(page, "人员编码", row, "clerk")
        put(page, "姓名", row + 1, "没有编码的人")

    found = carried(town, BookKind.ROSTER, "desk", NOW, seat)
    assert [fault.message for fault in found.faults] == [
        "“农业站承办员”不在可选的范围内，是不是“农业站承办人”", "“岗位”没有填", "“人员编码”没有填", "“何日起任”没有填",
    ]  # fmt: skip
    assert len(town.rows(Journal, act="appoint")) == len(town.rows(Holding))


@pytest.fixture(params=BOTH)
def city(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("ledger", when="2019-03-01 09:00", on=request.param, folder=tmp_path, keep=keep)


@pytest.fixture(params=BOTH)
def county(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("voting", when=BEGINS, on=SQLITE, folder=tmp_path, keep=keep)


def test_new_findings_are_registered_from_the_ledger_and_drafts_are_said_better(city: Year) -> None:
    (number,) = drafted(city)

    def write(page: Any) -> None:
        put(page, "事由", 1, "防汛物资清点逾期三天")
        for heading, value in (
            ("单位", "甲县"), ("事项", "未按要求参加会议"), ("发生日期", "6月14日"), ("次数", 2),
            ("事由", "=两次未到会"),
        ):  # fmt: skip
            put(page, heading, 2, value)
        page.cell(*place_of(page, "事由", 2)).data_type = "s"

    found = carried(city, BookKind.FINDINGS, DESK, WHEN, write, assessment=city.assessment)
    assert (found.standing, [edit.is_new for edit in found.edits]) == (Standing.READY, [False, True])
    imported(city, found, DESK, WHEN)
    assert [row.matter for row in city.rows(FindingVersion, finding_id=number)] == [
        "防汛物资清点到期未办结", "防汛物资清点逾期三天"
    ]  # fmt: skip
    new = city.rows(Finding)[-1]
    said = city.one(FindingVersion, finding_id=new.id)
    assert (new.kind, said.times, said.matter, str(said.happened_on)) == (
        "absent", Decimal(2), "=两次未到会", "2019-06-14"
    )  # fmt: skip
    taken = given_back(city, worked_in(exported(city, BookKind.FINDINGS, DESK, WHEN, assessment=city.assessment),
                                       _leave), DESK, WHEN)  # fmt: skip
    assert seen(city, taken, DESK, WHEN).standing is Standing.SAME


def test_what_a_finding_lacks_is_told_by_its_cell(city: Year) -> None:
    def write(page: Any) -> None:
        put(page, "单位", 1, "丙县")
        put(page, "事项", 1, "班子被问责")
        put(page, "发生日期", 1, "2019-06-14")
        put(page, "事由", 1, "履职不力")

    found = carried(city, BookKind.FINDINGS, DESK, WHEN, write, assessment=city.assessment)
    assert [fault.message for fault in found.faults] == ["“丙县”不在可选的范围内，请从列表中选"]


def test_a_unit_sees_nothing_in_the_ledger_of_what_it_was_not_told(city: Year) -> None:
    drafted(city)

    def look(page: Any) -> None:
        assert page.cell(*place_of(page, "事由", 1)).value is None

    worked_in(exported(city, BookKind.FINDINGS, "county_a_officer", WHEN, assessment=city.assessment), look)


def test_points_written_into_the_score_sheet_are_proposed(county: Year) -> None:
    def score(page: Any, points: str = "8.5") -> None:
        at = next(row[0].row for row in page.iter_rows(max_col=2) if row[1].value == "自评打分")
        head, column = place_of(page, "提出的得分")
        page.cell(at, column).value = points
        page.cell(at, place_of(page, "理由")[1]).value = "全年任务完成"
        assert head < at

    by = "qu_head"
    found = carried(county, BookKind.SCORES, by, "2019-11-02 09:00", score, assessment=county.assessment)
    assert found.standing is Standing.READY, found.faults
    imported(county, found, by, "2019-11-02 09:00")
    assert [row.points for row in county.rows(JudgementVersion)] == [Decimal("8.5")]
    beyond = carried(
        county, BookKind.SCORES, by, "2019-11-02 10:00", lambda page: score(page, "11"), assessment=county.assessment
    )
    assert beyond.standing is Standing.WRONG
