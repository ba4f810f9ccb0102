"""A form that cannot list everything says so, and looks for the rest by a word."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.integration.actions.negative_office import DESK, NOTICE, SCHEME
from tests.integration.actions.year import Year
from tests.pages import Site
from tests.years import SQLITE, PublishedYears
from web.things import thing


@pytest.fixture
def office(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy(SCHEME, when=NOTICE, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


def test_form_says_that_not_all_are_listed_and_looks_for_the_older(
    office: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thing, "MOST", 1)
    site = Site(office.database, tmp_path / "home", when="2019-11-05 09:00")
    desk = site.signed_in(DESK)
    for title in ("台账不全", "标志缺失"):
        told = {"unit": "reform", "source": "inspection", "found_on": "2019-11-01", "title": title, "matter": title}
        done = desk.do("record_problem", {"assessment": office.assessment, **told, "_then": "/problems"})
        assert done.status == 200, done.said()
    page = desk.get("/act/feed_back_problem")
    assert "标志缺失" in page.text, page.said()
    assert "台账不全" not in page.text
    assert "只列出最近的，更早的没有列在这里" in page.text
    assert 'form="find"' in page.html
    assert 'id="find"' in page.html
    found = desk.get("/act/feed_back_problem", _find="台账")
    assert "台账不全" in found.text
    assert "标志缺失" not in found.text
    again = desk.post("/act/feed_back_problem", {"_find": "台账", "due_on": "2019-11-29", "_then": "/problems"})
    assert "台账不全" in again.text, again.said()
    assert 'value="2019-11-29"' in again.html, "what was typed before stays"
    assert 'value="台账"' in again.html
    assert desk.post("/act/nothing", {"_find": "台账"}).status == 404
    monkeypatch.setattr(thing, "MOST", 400)
    assert "只列出最近的" not in desk.get("/act/feed_back_problem").text
