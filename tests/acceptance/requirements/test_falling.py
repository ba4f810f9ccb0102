"""A cumulative figure below that of the period before is a doubt: it passes with a written 说明 (O28)."""

from pathlib import Path

import pytest

from actions.acts import Refused
from models.database import Database
from tests.integration.actions.year import Year, published

TITLE = "实施“阳光家园计划”和省彩票公益金残疾人托养服务项目"
OFFICER = "education_employment_officer"
DOUBT = "低于上期累计20"


def reasons(year: Year) -> list[str]:
    with pytest.raises(Refused) as refused:
        year.do(
            "submit_report",
            OFFICER,
            "2019-05-08 15:00",
            assignment=year.assignment(TITLE),
            window="jan-may",
        )
    return [reason for reason in refused.value.reasons if DOUBT in reason]


@pytest.mark.closes("O28")
@pytest.mark.parametrize("written", ["in the row", "to the doubt"])
def test_falling_figure_passes_with_a_written_reason(database: Database, tmp_path: Path, written: str) -> None:
    year = published(database, "shanxi-cjr-2019", when="2019-05-05 09:00", folder=tmp_path)
    year.tick("2019-05-06 09:00")
    january, february = (year.report(TITLE, f"2019-0{month}").id for month in (1, 2))
    line = {"progress": "已发放"}
    year.do("fill_report", OFFICER, "2019-05-07 10:00", report=january, lines=[{**line, "cumulative": "20"}])
    told = {"report": february, "lines": [{**line, "cumulative": "18"}]}
    done = year.do("fill_report", OFFICER, "2019-05-07 10:10", **told)

    (doubt,) = done.details["doubts"]
    assert doubt["sentence"] == "“托养服务人数”本次累计18名，低于上期累计20名"
    (reason,) = reasons(year)
    assert doubt["sentence"] in reason
    if written == "in the row":
        told["lines"][0]["falling_reason"] = "1月重复登记2人"
        year.do("fill_report", OFFICER, "2019-05-08 09:00", **told)
    else:
        about = {"kind": "report", "id": february, "doubt": doubt["doubt"]}
        year.do("explain_doubt", OFFICER, "2019-05-08 09:00", **about, words="1月重复登记2人")

    assert reasons(year) == []
