"""康复部承办人 and four indicators: February is verified, March has just been asked for."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from actions.delivering import deliver
from models.database import Database
from states.transport import Message, Sent
from tests.browser import served
from tests.integration.actions.year import Year, at, published
from tests.pages import Site
from web.kernel.entering import SESSION_COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Page

WHO = "kangfu_officer"
FEBRUARY = {"精准康复服务": "1000", "辅助器具适配": "200", "残疾儿童康复救助": "40", "家庭无障碍改造": "100"}


class Inbox:
    """Only the in-house inbox is delivered to."""

    def send(self, message: Message, target: str) -> Sent:  # noqa: ARG002 -- the shape of every channel
        return Sent("")


@pytest.fixture
def year(sqlite_database: Database, tmp_path: Path) -> Year:
    year = published(sqlite_database, "four", when="2019-01-20 09:00", folder=tmp_path)
    year.store = type(year.store)(tmp_path / "home" / "evidence")
    year.tick("2019-02-01 09:00")
    for title, cumulative in FEBRUARY.items():
        report = year.report(title, "2019-02").id
        year.do("fill_report", WHO, "2019-02-26 10:00", report=report, lines=[{"cumulative": cumulative}])
        year.attach(WHO, "2019-02-26 10:05", report=report, unit="kangfu", title=f"{title}台账")
        year.do("submit_reports", WHO, "2019-02-26 10:10", reports=[report])
    year.tick("2019-03-01 09:00")
    deliver(year.database, Inbox(), now=at("2019-03-01 09:05"))
    return year


@pytest.fixture
def site(year: Year, tmp_path: Path) -> Site:
    return Site(year.database, tmp_path / "home", when="2019-03-27 09:00")


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site.app) as address:
        yield address


def enter(page: "Page", site: Site, address: str, who: str = WHO) -> None:
    """The session stands: signing in is another page's business."""
    cookie = site.signed_in(who).http.cookies[SESSION_COOKIE]
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": cookie, "url": address}])
