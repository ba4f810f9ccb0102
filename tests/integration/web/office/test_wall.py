"""大屏: what hangs on the wall shows verified figures alone, in official order, to those whose wall it is."""

import json
import re

import pytest

from tests.acceptance.requirements.falling_short import JOBS, VISITS, report_jobs, verified
from tests.integration.actions.year import Year
from tests.pages import Client, Site


@pytest.mark.closes("A33")
def test_nothing_is_on_the_wall_before_it_was_verified(county: Year, desk: Client) -> None:
    before = desk.get("/screen")
    assert before.status == 200, before.said()
    assert "没有滞后的指标" in before.text
    assert "数据为经核验的认定值" not in before.text

    verified(county, int(county.report(JOBS, "2019-08").id), when="2019-09-12 08:20", cumulative="480")

    after = desk.get("/screen")
    assert "欠120人" in after.text, after.said()
    assert "数据为经核验的认定值，截至2019年8月31日" in after.text
    assert "data-chart" not in after.html, "one month is no course"


def test_wall_counts_what_is_in_and_what_is_due(desk: Client) -> None:
    page = desk.get("/screen")
    assert "2019年度目标责任考核进展" in page.text
    assert "本月应报" in page.text
    assert "2 已报送" in page.text
    assert "各单位进度（排名不分先后）" in page.text
    assert "<nav" not in page.html


def test_course_is_drawn_from_the_second_month_on(county: Year, site: Site) -> None:
    verified(county, int(county.report(JOBS, "2019-08").id), when="2019-09-12 08:20")
    county.tick("2019-10-10 09:00")
    verified(county, report_jobs(county, "2019-09", "700", when="2019-10-10 10:00"), when="2019-10-10 11:00")
    page = site.at("2019-10-11 08:00").signed_in("county_office_desk").get("/screen")
    found = re.search(r"data-chart='([^']+)'", page.html)
    assert found is not None
    chart = json.loads(found[1])
    assert chart["xAxis"]["data"] == ["8月", "9月"]
    assert [sum(counts) for counts in zip(*(each["data"] for each in chart["series"]), strict=True)] == [1, 1]


def test_unit_has_no_wall(site: Site) -> None:
    assert site.signed_in("labour_officer").get("/screen").status == 403


def test_wall_asks_as_often_whatever_was_reported(county: Year, site: Site, desk: Client) -> None:
    """Before the clock has kept the lights that moved, and after."""
    verified(county, int(county.report(JOBS, "2019-08").id), when="2019-09-12 08:20")
    desk.get("/screen")
    with site.queries() as one:
        desk.get("/screen")
    verified(county, int(county.report(VISITS, "2019-08").id), when="2019-09-12 08:21")
    with site.queries() as both:
        desk.get("/screen")
    county.tick("2019-09-12 08:25")
    with site.queries() as kept:
        desk.get("/screen")
    assert len(kept) < len(both) == len(one) <= 30
