"""得分测算 on its page: what is supposed is chosen and typed, and nothing of it is kept."""

from pathlib import Path

import pytest

from models.database import Database
from tests.integration.results.office import DESK, Office, ready
from tests.pages import Site

SUPPOSED = {"unit": "c", "figures.houses": "100"}


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> Office:
    found = ready(sqlite_database, tmp_path)
    found.facts("2019-12-20 09:00")
    return found


@pytest.fixture
def pages(office: Office, tmp_path: Path) -> Site:
    return Site(office.year.database, tmp_path / "home", when="2020-01-10 09:00")


@pytest.mark.closes("W5")
def test_office_sees_points_and_places_side_by_side(office: Office, pages: Site) -> None:
    desk = pages.signed_in(DESK)
    indicator = housing(pages)
    form = desk.get("/results/try", unit="c", indicator=indicator)
    assert "96%（2019年度）" in form.text
    assert "JSON" not in form.text
    held = office.year.dump()
    page = desk.get("/results/try", **{**SUPPOSED, "indicator": indicator})
    assert "增加 1.2 分" in page.text
    assert "96 → 100" in page.text
    assert "随之变化的其他单位" in page.text
    assert office.year.dump() == held


def test_unit_tries_its_own_alone_and_sees_no_places(pages: Site) -> None:
    officer = pages.signed_in("c_officer")
    page = officer.get("/results/try", **{**SUPPOSED, "indicator": housing(pages)})
    assert "增加 1.2 分" in page.text
    assert "名次" not in page.text
    assert "丁县" not in page.text
    stranger = pages.signed_in("a_head").get("/results/try", **{**SUPPOSED, "indicator": housing(pages)})
    assert 'value="c"' not in stranger.html
    assert "丙县" not in stranger.text


def test_what_cannot_be_read_is_told_and_kept(pages: Site) -> None:
    told = {**SUPPOSED, "indicator": housing(pages), "figures.houses": "很多"}
    page = pages.signed_in(DESK).get("/results/try", **told)
    assert "暂不能得分测算" in page.text
    assert 'value="很多"' in page.html


def housing(pages: Site) -> str:
    html = pages.signed_in(DESK).get("/results/try", unit="c").html
    return html.split(">保障性住房<")[0].rsplit('value="', 1)[1].split('"')[0]
