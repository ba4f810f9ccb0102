"""However much there is: every page that is not about one thing asks as many questions of four times as much."""

from collections.abc import Iterator

import pytest

from tests.acceptance.web.openings import PAGES, Ground, Opening, people_of
from tests.browser import GROUP
from tests.demonstration import SHOWN, demonstration
from tests.doors import SLOT
from tests.multiplied import multiply
from tests.pages import Site

pytestmark = pytest.mark.xdist_group(GROUP)  # the worker that has loaded the county for the browser

TIMES = 4
MOST = 60
"""Questions that no page asks more of."""


@pytest.fixture
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A county of its own."""
    home = tmp_path_factory.mktemp("multiplied")
    database, _ = demonstration(home)
    site = Site(database, home, when=SHOWN, settings={"demo": True})
    yield Ground.of(site, "", people_of(site))
    database.close()


def asked(ground: Ground, opening: Opening) -> int:
    client = ground.clients[opening.person, opening.language]
    with ground.site.queries() as queries:
        answer = client.get(opening.path)
    assert answer.status == 200, (opening.path, answer.said())
    return len(queries)


def test_pages_ask_as_often_of_four_times_as_much(ground: Ground) -> None:
    lists = [page for page in PAGES if not SLOT.search(page.path)]
    openings = {page.path: next(ground.openings(page), None) for page in lists}
    assert all(openings.values()), [path for path, opening in openings.items() if opening is None]
    before = {opening: asked(ground, opening) for opening in openings.values() if opening is not None}
    multiply(ground.site.home / str(ground.site.database.url.database), TIMES)
    grown = {}
    for opening, count in before.items():
        more = asked(ground, opening)
        # what a process keeps for all pages is read anew, as the state that it was kept for has changed
        if more > count and (again := asked(ground, opening)) > count:
            grown[opening.path] = (opening.person, count, again)
    assert not grown
    assert max(before.values()) <= MOST, max(before.items(), key=lambda each: each[1])
