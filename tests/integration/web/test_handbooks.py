"""The help key: the handbook of the desk, the others beside it."""

from pathlib import Path

import pytest

from models.database import Database
from tests.pages import Site


@pytest.fixture
def site(sqlite_database: Database, tmp_path: Path) -> Site:
    return Site(sqlite_database, tmp_path, when="2026-11-12 09:10")


def test_visitor_reads_the_handbooks(site: Site) -> None:
    page = site.visitor().get("/help/leader")
    assert page.status == 200, page.said()
    for words in ("操作手册：分管领导", "领导呈阅", "同意报送"):
        assert words in page.text
    assert 'href="/help/office"' in page.html


def test_help_key_leads_somewhere(site: Site) -> None:
    assert "我的待办" in site.visitor().get("/help").text


def test_unknown_handbook_and_picture_are_not_found(site: Site) -> None:
    assert site.visitor().get("/help/nobody").status == 404
    assert site.visitor().get("/help/images/nobody.png").status == 404
