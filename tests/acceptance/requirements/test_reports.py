"""A month's report as its unit sees it."""

from datetime import date
from decimal import Decimal

import pytest

from models.indicators import Target
from tests.integration.actions.year import Year


@pytest.mark.closes("O22")
def test_line_of_a_report_has_every_column(county: Year) -> None:
    """900 new jobs are the year's target. After 500 by August, September closes with 600 of the 675 that are due."""
    county.tick("2019-10-08 09:00")
    august, september = (
        county.report("县考部门：完成城镇新增就业任务（示例）", f"2019-{month}") for month in ("08", "09")
    )
    words = {"progress": "举办招聘会3场", "problems": "返乡人员登记不全", "next_steps": "逐村核对"}
    before = {"cumulative": "500", **words}
    county.do("fill_report", "labour_officer", "2019-10-09 09:00", report=august.id, lines=[before])

    typed = {"period": "100", "year_on_year": "4.5", "city_rank": 3, "completes_on": "2019-12-20", **words}
    done = county.do("fill_report", "labour_officer", "2019-10-09 10:00", report=september.id, lines=[typed])

    assert done.details["lines"] == [
        {
            "title": "新增就业人数",
            "annual_target": Decimal(900),
            "period": Decimal(100),
            "cumulative": Decimal(600),
            "share": Decimal("66.7"),
            "pace": Decimal(75),
            "gap": Decimal(75),
            "previous_cumulative": Decimal(500),
            "year_on_year": Decimal("4.5"),
            "city_rank": 3,
            **words,
            "completes_on": date(2019, 12, 20),
        }
    ]


def test_rate_is_measured_against_its_whole_target(province: Year) -> None:
    """A rate does not grow by twelfths: what is lacking is lacking to the target itself."""
    province.tick("2019-05-05 11:00")
    report = province.report("实施残疾人精准康复服务行动", "2019-01")
    rate = province.one(Target, name="基本康复服务率").id
    lines = [{"target": rate, "cumulative": "71.25", "progress": "已全面筛查"}]

    done = province.do("fill_report", "rehabilitation_officer", "2019-05-06 09:00", report=report.id, lines=lines)

    (line,) = done.details["lines"]
    assert (line["share"], line["pace"], line["gap"]) == (Decimal("89.1"), None, Decimal("8.75"))
