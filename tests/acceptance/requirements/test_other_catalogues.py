"""The catalogues of the city bureau and of the city that assesses its counties, once they are published."""

import pytest

from config.obligations import ObligationKind
from models.indicators import Indicator, Target
from models.obligations import Obligation
from models.units import Unit
from tests.acceptance.requirements.asking import led, units_of
from tests.acceptance.requirements.conftest import Copy
from tests.integration.actions.year import Year

SECTIONS = ["办公室", "机关党办", "规划财务科", "思想政治和权益维护科", "移交安置和就业创业科"]


COUNTIES = ["甲县（示例）", "乙县（示例）", "丙区（示例）", "丁园区（示例）"]


@pytest.fixture
def bureau(copy: Copy) -> Year:
    """The city bureau of 2022, some weeks before its sections have arranged who does what."""
    return copy("sanming-2022", when="2022-06-06 09:00")


@pytest.fixture
def city(copy: Copy) -> Year:
    return copy("city-county", when="2018-03-05 09:00")


@pytest.mark.closes("R1.1", "R1.2", "R1.3", "R1.4")
def test_a_row_keeps_its_columns_and_its_many_units(bureau: Year) -> None:
    rows = {row.code: row for row in bureau.rows(Indicator)}
    assert {code: row.points for code, row in rows.items() if row.points is not None} == {
        "B1": 45, "B2": 45, "B2.1": 15, "B2.2": 15, "B2.3": 15, "B3": 10,
    }  # fmt: skip
    archives = bureau.one(Target, indicator_id=rows["B2.2.2"].id)
    assert (rows["B2.2.2"].text, archives.text) == (
        "依法做好文件材料归档",
        "2021年度文件材料收集、整理、装订归档",
    )
    assert units_of(bureau, "B1", "assessor") == ["市人社局", "市政府督查室", "市委编办"]
    assert units_of(bureau, "B2.3.1", "lead") == ["办公室", "思想政治和权益维护科"]
    assert [lead for _, lead in led(bureau, "B1")] == SECTIONS
    assert [lead for _, lead in led(bureau, "B3")] == [*SECTIONS, "各直属单位"]


@pytest.mark.closes("R3.1", "R3.2", "R3.3", "R3.4")
def test_three_levels_an_assessor_for_each_block_two_kinds_of_unit_and_dates_inside_the_rules(city: Year) -> None:
    rows = {row.code: row for row in city.rows(Indicator)}
    assert [(rows[code].level, str(rows[code].points)) for code in ("orders", "office_work", "files")] == [
        (1, "16"),
        (2, "1"),
        (3, "0.3"),
    ]
    assert [units_of(city, code, "assessor") for code in ("orders", "integrity", "organising")] == [
        ["市委办公室", "市目标绩效督查室"],
        ["市纪委监委"],
        ["市委组织部"],
    ]
    assert [lead for _, lead in led(city, "social")] == COUNTIES

    # each county and park by the end of September, by the end of December, and four times in the year
    units = {row.id: row.name for row in city.rows(Unit)}
    owed: dict[str, list[tuple[str, str]]] = {}
    for row in city.rows(Obligation, kind=ObligationKind.DUTY.value):
        owed.setdefault(row.title.partition("（")[0], []).append((units[row.unit_id], row.deadline["due_on"]))
    assert owed == {
        title: [(name, day) for name in COUNTIES]
        for title, day in (
            ("科级主职干部集中轮训", "2018-09-30"),
            ("各类干部全覆盖培训", "2018-12-31"),
            ("本级组织监督检查，全年至少4次", "2018-12-31"),
        )
    }
