"""监督工作台 and 督查察访: who looks after others' work has it on one page."""

from pathlib import Path

import pytest

from models.database import Database
from tests.integration.actions.year import Year, published
from tests.pages import Site


@pytest.fixture
def county(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "supervised", when="2019-03-01 09:00", folder=tmp_path)


@pytest.fixture
def pages(county: Year, tmp_path: Path) -> Site:
    return Site(county.database, tmp_path / "home", when="2019-03-05 09:00")


@pytest.mark.closes("O34")
def test_supervisor_has_his_desk_and_the_visits(county: Year, pages: Site) -> None:
    watcher = pages.signed_in("inspector")
    home = watcher.get("/", follow=False)
    assert home.location == "/overseeing"
    page = watcher.get("/overseeing")
    assert page.status == 200, page.said()
    assert "待复核销号的问题" in page.text
    assert page.html.index('href="/overseeing"') < page.html.index('href="/todo"'), "the home comes first"
    visits = watcher.get("/visits")
    assert "还没有督查计划" in visits.text
    assert f"/act/plan_visit?assessment={county.assessment}" in visits.html
    form = watcher.get("/act/plan_visit", assessment=county.assessment)
    assert "上报督查计划" in form.text


def test_refused_plan_keeps_what_was_typed(county: Year, pages: Site) -> None:
    watcher = pages.signed_in("inspector")
    page = watcher.do("plan_visit", {"assessment": county.assessment, "title": "春耕督查", "_back": "/visits"})
    assert page.status == 422
    assert 'value="春耕督查"' in page.html


def test_pages_ask_a_bounded_number_of_questions(pages: Site) -> None:
    watcher = pages.signed_in("inspector")
    for path in ("/overseeing", "/visits"):
        watcher.get(path)
        with pages.queries() as asked:
            assert watcher.get(path).status == 200
        assert len(asked) < 35, (path, len(asked))
