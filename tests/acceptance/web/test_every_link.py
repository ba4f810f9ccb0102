"""Whoever looks around in the demonstration may press every link: none leads into a page that is not there."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest

from actions.demonstrating import personas
from tests.browser import GROUP
from tests.demonstration import DAYS, demonstration
from tests.pages import HOST, Client, Page, Site

pytestmark = pytest.mark.xdist_group(GROUP)  # the worker that has loaded the county for the browser

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
ALIKE = 1
"""How many pages of one kind each person opens."""

KNOBS = frozenset({"sort", "size", "page", "all"})
"""How a list is turned: each is tried with the lists; here they would multiply with each other."""


@pytest.fixture(scope="module", params=DAYS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("demonstration")
    database, _ = demonstration(home, when=request.param)
    yield Site(database, home, when=request.param, settings={"demo": True})
    database.close()


def kind_of(path: str) -> str:
    """Pages of one kind differ in numbers alone; what is asked of one counts by its names."""
    asked = urlsplit(path)
    names = sorted(name for name, _ in parse_qsl(asked.query) if not name.startswith("_"))
    path = re.sub(r"(?<=^/results/of/)(\d+)/.*", "N/UNIT", asked.path)
    return re.sub(r"\d+", "N", path) + "?" + ",".join(names)


def links(at: str, page: Page) -> Iterator[str]:
    for found in LINK.findall(page.html):
        to = urlsplit(urljoin(HOST + at, unescape(found)))
        names = {name for name, _ in parse_qsl(to.query)}
        is_ours = f"{to.scheme}://{to.netloc}" == HOST and not to.path.startswith("/static")
        if is_ours and "export" not in names and not KNOBS & names:
            yield f"{to.path}?{to.query}" if to.query else to.path


def walk(client: Client) -> Iterator[tuple[str, str, Page]]:
    """From his home on: where a link stands, where it leads, what answers."""
    waiting, opened, seen = deque([("", "/")]), Counter[str](), set[str]()
    while waiting:
        stands, path = waiting.popleft()
        kind = kind_of(path)
        if path in seen or opened[kind] >= ALIKE:
            continue
        seen.add(path)
        opened[kind] += 1
        page = client.get(path)
        yield stands, path, page
        waiting.extend((path, link) for link in links(path, page))


def test_every_link_of_everybody_leads_somewhere(site: Site) -> None:
    with site.database.read() as tx:
        people = [each.person for each in personas(tx)]
    broken: list[str] = []
    opened = 0
    for person in people:
        for stands, path, page in walk(site.signed_in(person)):
            opened += 1
            if page.status >= 400:
                broken.append(f"{person}: {stands} → {path}: {page.said()[:200]}")
    assert not broken, "\n".join(broken)
    assert opened > 10 * len(people)
