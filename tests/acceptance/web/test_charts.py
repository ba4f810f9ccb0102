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
from web.charts.deadlines import deadline_months, deadline_strip
from web.charts.pace import pace_chart
from web.charts.standing import standing_chart
from web.kernel.visit import Visit

BODY = """{% from "parts/charts.html" import chart, gantt, months_key with context %}
{% if key %}{{ months_key() }}{% endif %}
{% for each in charts %}{{ chart(each, 2) }}{% endfor %}
{% if milestones %}{{ gantt(milestones, 2) }}{% endif %}"""


@pytest.fixture(scope="module")
def address(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = Database(f"sqlite:///{migrated_file}")
    site = Site(database, tmp_path_factory.mktemp("charts"), when="2019-09-10 08:30")
    state, steps = samples.history()
    standing = standing_chart(samples.machine(), state, steps, title="城镇新增就业", name="one", words=WORDS)
    shown = {
        "months": [deadline_months(samples.deadlines(), WORDS)],
        "strip": [deadline_strip(samples.deadlines(), WORDS)],
        "pace": [pace_chart(samples.course(), WORDS), pace_chart(samples.course(figures=[], reading=None), WORDS)],
        "ranking": [samples.places()],
        "bars": [samples.receipts(), samples.scores()],
        "shares": [samples.states()],
        "standing": [standing],
        "gantt": [],
    }
    for name, charts in shown.items():
        show(site, name, charts)
    with served(site.app) as address:
        yield address
    database.close()


def show(site: Site, name: str, charts: list[object]) -> None:
    def page(visit: Visit) -> Response:
        milestones = samples.milestones() if name == "gantt" else None
        return visit.page(template, charts=charts, milestones=milestones, key=name == "months")

    template = exhibit(site.app, f"/{name}", page, BODY, title="样张")


@pytest.mark.parametrize(
    ("name", "canvases"),
    [
        ("months", 0),
        ("strip", 1),
        ("pace", 1),
        ("ranking", 1),
        ("bars", 2),
        ("shares", 1),
        ("standing", 0),
        ("gantt", 0),
    ],
)
def test_chart_can_be_seen_read_and_printed(open_page: OpenPage, address: str, name: str, canvases: int) -> None:
    page = open_page()
    page.goto(f"{address}/{name}")
    page.wait_for_load_state("networkidle")
    assert page.locator(".chart-canvas").count() == canvases
    accessible(page)
    fits(page)
    picture(page, f"chart-{name}")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    fits(page)
    picture(page, f"chart-{name}-phone")
    page.set_viewport_size({"width": 760, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".chart-paper, .chart-drawing svg, .gantt table").first.is_visible()
    assert page.locator(".chart-canvas").filter(visible=True).count() == 0
    picture(page, f"chart-{name}-paper")


@pytest.mark.parametrize("name", ["pace", "ranking", "shares"])
def test_numbers_are_there_without_scripts(open_page: OpenPage, address: str, name: str) -> None:
    page = open_page(scripts=False)
    page.goto(f"{address}/{name}")
    picture(page, f"chart-{name}-bare")
    if name == "pace":
        assert page.locator("svg.pace").first.is_visible()
        page.get_by_text("看数据表").first.click()
    assert page.locator("table").first.is_visible()


def test_pointer_is_told_the_exact_number(open_page: OpenPage, address: str) -> None:
    """Drawn on the canvas: nothing is put into the page that the content policy would have to let in."""
    page = open_page()
    page.goto(f"{address}/bars")
    page.wait_for_load_state("networkidle")
    box = page.locator("canvas").first.bounding_box()
    assert box is not None
    before = page.locator("canvas").first.screenshot()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5)
    page.wait_for_timeout(300)
    assert page.locator("canvas").first.screenshot() != before


def test_day_with_deadlines_is_reached_by_keyboard(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/months")
    day = page.get_by_role("link", name="2019年9月12日 工作日：22项")
    day.focus()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/deadlines/2019-09-12"
