"""A unit is renamed, merged, split: what is open goes on under the new name, what was done stays under the old one."""

from pathlib import Path

import pytest

from actions.acts import Refused
from models.assignments import Assignment
from models.database import Database
from models.obligations import Obligation
from models.reports import Report
from models.units import Unit
from tests.integration.actions.year import Year, at, published


@pytest.fixture
def year(database: Database, tmp_path: Path) -> Year:
    """One report handed in, the other still to do."""
    year = published(database, "upward", when="2019-03-04 09:00", folder=tmp_path)
    year.tick("2019-03-20 09:00")
    nil = year.report("农机安全检查", "2019-03").id
    year.do("submit_nil_report", "farming_officer", "2019-03-21 10:00", report=nil, reason="检查定在四月")
    return year


def rename(year: Year, by: str = "collector", when: str = "2019-03-25 09:00", **more: object) -> object:
    data = {
        "office": year.office,
        "kind": "rename",
        "unit": "farming",
        "to": [{"code": "agriculture", "name": "农业农村服务中心", "short": "农服中心"}],
        "effective_on": "2019-03-25",
        "document_no": "镇编〔2019〕2号",
    }
    return year.do("succeed_unit", by, when, **{**data, **more})


def test_renamed_unit_goes_on_with_its_people_and_its_open_matters(year: Year) -> None:
    rename(year)
    report = year.report("新建高标准农田", "2019-03").id
    year.do(
        "fill_report",
        "farming_officer",
        "2019-03-26 10:00",
        report=report,
        lines=[{"cumulative": "5", "progress": "已开工"}],
    )
    year.attach("farming_officer", "2019-03-26 10:05", report=report, unit="agriculture")
    year.do(
        "submit_report",
        "farming_officer",
        "2019-03-26 10:10",
        assignment=year.assignment("新建高标准农田"),
        window="march",
    )

    new = year.one(Unit, code="agriculture").id
    old = year.one(Unit, code="farming").id
    assert {row.lead_unit_id for row in year.rows(Assignment)} == {new}
    assert {row.unit_id for row in year.rows(Report)} == {old, new}
    assert {
        row.unit_id for row in year.rows(Obligation) if row.settled_at and row.settled_at < at("2019-03-25 00:00")
    } == {old}
    assert [row for row in year.owed() if row.unit_id == old] == []


def test_succession_needs_a_document_and_a_day_that_has_come(year: Year) -> None:
    before = year.dump()

    with pytest.raises(Refused) as refused:
        rename(year, effective_on="2019-04-01")

    assert refused.value.reasons == ("变更日期还没有到，请在变更之日办理",)
    assert year.dump() == before


def test_succession_is_not_for_everybody(year: Year) -> None:
    with pytest.raises(Refused):
        rename(year, by="farming_head")


def test_merged_unit_leaves_its_open_matters_to_the_posts_of_the_other(year: Year) -> None:
    rename(year, kind="merge", to=[{"code": "office"}])

    office = year.one(Unit, code="office").id
    owed = year.owed(kind="report")
    assert {row.unit_id for row in owed} == {office}
    assert {row.lead_unit_id for row in year.rows(Assignment)} == {office}


def test_split_needs_two_and_a_merger_needs_one_that_is_there(year: Year) -> None:
    with pytest.raises(Refused) as split:
        rename(year, kind="split")
    with pytest.raises(Refused) as merged:
        rename(year, kind="merge")

    assert split.value.reasons == ("分设要写明至少两个承接单位",)
    assert merged.value.reasons == ("没有编码为“agriculture”的单位可以承接",)
