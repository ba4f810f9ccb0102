"""Charts in a browser under the content policy: drawn, named, on paper, on a phone, without scripts, by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.responses import Response

from models.database import Database
from tests.browser import PHONE, OpenPage, accessible, fits, picture, served
from tests.exhibits import exhibit
from tests.pages import Site
from tests.unit.web.charts import samples
from tests.unit.web.charts.samples import WORDS
from web.charts.deadlines import deadline_months
from web.charts.pace import pace_chart
from web.charts.standing import standing_chart
from web.kernel.visit import Visit

BODY = """{% from "parts/charts.html" import chart, gantt, months_key with context %}
{{ months_key() }}
{% for each in charts %}{{ chart(each, 2) }}{% endfor %}
{{ gantt(milestones, 2) }}"""


@pytest.fixture(scope="module")
def address(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = Database(f"sqlite:///{migrated_file}")
    site = Site(database, tmp_path_factory.mktemp("charts"), when="2019-09-10 08:30")
    state, steps = samples.history()
    standing = standing_chart(samples.machine(), state, steps, title="城镇新增就业", name="one", words=WORDS)
    charts = [
        deadline_months(samples.deadlines(), WORDS),
        pace_chart(samples.course(), WORDS),
        pace_chart(samples.course(title="尚无数据", figures=[], reading=None), WORDS),
        samples.places(),
        samples.receipts(),
        samples.scores(),
        samples.states(),
        standing,
    ]

    def page(visit: Visit) -> Response:
        return visit.page(template, charts=charts, milestones=samples.milestones())

    template = exhibit(site.app, "/exhibits/charts", page, BODY, title="样张")
    with served(site.app) as address:
        yield address
    database.close()


def test_charts_can_be_seen_read_and_printed(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/exhibits/charts")
    page.wait_for_load_state("networkidle")
    assert page.locator(".chart-canvas").count() == 5, "the server draws the months, the states and the milestones"
    accessible(page)
    fits(page)
    picture(page, "charts")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    fits(page)
    picture(page, "charts-phone")
    page.set_viewport_size({"width": 760, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".chart-canvas").filter(visible=True).count() == 0
    assert page.locator(".chart-paper").filter(visible=True).count() == 4
    assert page.locator(".chart-drawing").filter(visible=True).count() == 3
    picture(page, "charts-paper")


def test_numbers_are_there_without_scripts(open_page: OpenPage, address: str) -> None:
    page = open_page(scripts=False)
    page.goto(f"{address}/exhibits/charts")
    picture(page, "charts-bare")
    assert page.locator("svg.pace").is_visible()
    assert page.locator(".chart-table table").filter(visible=True).count() == 4
    page.locator(".chart", has=page.locator("svg.pace")).get_by_text("看数据表").click()
    assert page.get_by_role("cell", name="3,200人").is_visible()


def test_pointer_is_told_the_exact_number(open_page: OpenPage, address: str) -> None:
    """Drawn on the canvas: nothing is put into the page that the content policy would have to let in."""
    page = open_page()
    page.goto(f"{address}/exhibits/charts")
    page.wait_for_load_state("networkidle")
    bars = page.locator(".chart", has_text="8月份报送情况").locator("canvas")
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box is not None
    before = bars.screenshot()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5)
    page.wait_for_timeout(300)
    assert bars.screenshot() != before


def test_day_with_deadlines_is_reached_by_keyboard(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/exhibits/charts")
    day = page.get_by_role("link", name="2019年9月12日 工作日：22项")
    day.focus()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/deadlines/2019-09-12"
