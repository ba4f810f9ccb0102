"""Real pictures of the pages for the READMEs and the handbooks: `make screenshots`.

The county is loaded as it stands at a fixed moment, somebody signs in at the door for each desk, and what the browser
shows is kept in docs/images. `--only officer letters` takes some of them, `--to FOLDER` keeps them elsewhere.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from actions.living.county import CODE
from models.assessments import Assessment
from models.assignments import Assignment
from models.indicators import Indicator
from tests.browser import ARGUMENTS, DESKTOP, PHONE, chromium, served
from tests.demonstration import demonstration, moment
from tests.pages import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TAKEN_AT = "2026-11-12 09:10"
"""A Thursday with an open window, late enough in the year for curves, letters and a published result."""

IMAGES = Path("docs/images")
LARGEST, ALTOGETHER = 200_000, 6_000_000
SHARES = (1, 0.9, 0.8, 0.7, 0.6)
DESK = "linxi-office_desk"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture. `path` may name {year}, {last_year} and {task}; `link`: the first link of this kind is followed."""

    name: str
    person: str
    path: str = "/"
    task: str = ""
    link: str = ""
    size: tuple[int, int] = DESKTOP


SHOTS = (
    Shot("sign-in", "", "/sign-in"),
    Shot("officer", "linxi-labour_officer"),
    Shot("officer-phone", "linxi-labour_officer", size=PHONE),
    Shot("report", "linxi-labour_officer", link="a[href^='/reports/window/']"),
    Shot("department", "linxi-labour_head"),
    Shot("breakdown", "linxi-labour_head", "/department", link="a[href^='/department/assignments/']"),
    Shot("leader", "linxi-leader_rural"),
    Shot("leader-phone", "linxi-leader_rural", size=PHONE),
    Shot("indicator", "linxi-leader_rural", "/assignments/{task}", task="B4"),
    Shot("unit-office", "collecting_desk"),
    Shot("office", DESK),
    Shot("verify", DESK, "/office/verify/next"),
    Shot("letters", DESK, "/office/letters"),
    Shot("letter", DESK, "/office/letters", link="a[href^='/letters/']"),
    Shot("summaries", DESK, "/office/summaries"),
    Shot("lights", DESK, "/office/lights"),
    Shot("results", DESK, "/results?year={last_year}"),
    Shot("score", "linxi-labour_head", "/results/of/{year}/labour"),
    Shot("assessing", "linxi-discipline_assessor"),
    Shot("finding", "linxi-water_head", "/findings", link="a[href^='/findings/']"),
    Shot("visits", "linxi-supervisor", "/visits"),
    Shot("supervision", "linxi-supervisor"),
    Shot("committee", "linxi-committee_chair"),
    Shot("year", "linxi-administrator", "/year"),
    Shot("calendar", "linxi-administrator", "/year/running/{year}/calendar"),
    Shot("wall", "linxi-administrator", "/year/running/{year}/wall"),
    Shot("auditor", "linxi-auditor"),
)


class NoPicture(Exception):
    """A page did not show what a picture should be taken of."""


def take(folder: Path, *, only: Sequence[str] = ()) -> list[Path]:
    """Take the pictures, all or some; where they are kept."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only this command needs it here

    folder.mkdir(parents=True, exist_ok=True)
    with county() as (site, places), served(site.app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS])
        wanted = [shot for shot in SHOTS if not only or shot.name in only]
        taken = [_taken(browser, address, shot, places, folder) for shot in wanted]
        browser.close()
    if sum(path.stat().st_size for path in folder.glob("*.png")) > ALTOGETHER:
        raise NoPicture(f"{folder} holds more than {ALTOGETHER} bytes of pictures")
    return taken


@contextmanager
def county() -> Iterator[tuple[Site, Mapping[str, int]]]:
    """The site as it stands at the moment, and what its addresses are made of."""
    with tempfile.TemporaryDirectory(prefix="kaohe-pictures-") as home:
        database, _ = demonstration(Path(home), when=TAKEN_AT)
        year = moment(TAKEN_AT).year
        query = select(Assessment.c.scheme_code, Assessment.c.id)
        tasks = (
            select(Indicator.c.code, Assignment.c.id)
            .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
            .join(Assessment.t, Assessment.c.id == Assignment.c.assessment_id)
            .where(Assessment.c.scheme_code == f"{CODE}-{year}")
        )
        with database.read() as tx:
            years = dict(tx.execute(query).tuples().all())
            places = dict(tx.execute(tasks).tuples().all())
        told = {**places, "year": years[f"{CODE}-{year}"], "last_year": years[f"{CODE}-{year - 1}"]}
        yield Site(database, Path(home), when=TAKEN_AT, settings={"demo": True}), told
        database.close()


def _taken(browser: "Browser", address: str, shot: Shot, places: Mapping[str, int], folder: Path) -> Path:
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    try:
        page = context.new_page()
        if shot.person:
            _come_in(page, address, shot.person)
        path = shot.path.format(task=places.get(shot.task, 0), year=places["year"], last_year=places["last_year"])
        _open(page, f"{address}{path}", shot)
        if shot.link:
            href = page.get_attribute(shot.link, "href")
            _open(page, f"{address}{href}", shot)
        return _kept(page, folder / f"{shot.name}.png", shot.size)
    finally:
        context.close()


def _kept(page: "Page", file: Path, size: tuple[int, int]) -> Path:
    """The picture; of a page with much in it, less of its length."""
    width, height = size
    for share in SHARES:
        page.screenshot(path=file, clip={"x": 0, "y": 0, "width": width, "height": height * share})
        if file.stat().st_size <= LARGEST:
            return file
    raise NoPicture(f"{file} is larger than {LARGEST} bytes")


def _come_in(page: "Page", address: str, person: str) -> None:
    page.goto(f"{address}/sign-in")
    page.click(f"button[name=person][value='{person}']")
    page.wait_for_load_state("networkidle")


def _open(page: "Page", address: str, shot: Shot) -> None:
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")
    if answer is None or not answer.ok:
        raise NoPicture(f"{shot.name}: {address} answers {answer.status if answer is not None else 'nothing'}")


def main() -> None:
    typed = argparse.ArgumentParser(description=__doc__)
    typed.add_argument("--only", nargs="*", default=[], choices=[shot.name for shot in SHOTS])
    typed.add_argument("--to", type=Path, default=IMAGES)
    said = typed.parse_args()
    for path in take(said.to, only=said.only):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
