"""The form of every act: nobody is asked for JSON, for a code, or for a number that he cannot know."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import NoneType

import pytest

from actions.acts import Registered
from actions.registry import registry
from config.walking import annotation_of, members
from models.database import Database
from tests.integration.actions.year import published
from tests.pages import Client, Site
from web.kernel.acting import SHOWN_ONCE
from web.kernel.own_pages import own_page
from web.things.table import THINGS

INPUT = re.compile(r'<(input|textarea|select)\b[^>]*\bname="([^"]+)"[^>]*>')
TYPE = re.compile(r'type="(\w+)"')
LABEL = re.compile(r"<(?:label|legend)[^>]*>(.*?)</(?:label|legend)>", re.DOTALL)
CODE = re.compile(r"编码|编号|代码|指针|JSON|SHA|kaohe ")
PRINTED = ("假条编号", "回执编号", "会议纪要编号", "发文字号")
"""Numbers that stand on a paper which the clerk has before him."""


def references(entry: Registered) -> Iterator[str]:
    """Fields that hold the number or the code of something that is in the books."""
    for name, info in entry.data.model_fields.items():
        said = info.description or ""
        kinds = {each for each in members(annotation_of(info)) if each is not NoneType}
        if (
            CODE.search(said)
            and not any(each in said for each in PRINTED)
            and "短码" not in said
            and kinds <= {int, str}
        ):
            yield name


def opened(html: str) -> set[str]:
    """The names of boxes into which anything can be typed."""
    found = set()
    for tag in INPUT.finditer(html):
        kind = TYPE.search(tag[0])
        if tag[1] == "textarea" or (tag[1] == "input" and (kind is None or kind[1] == "text")):
            found.add(tag[2].removesuffix("[]"))
    return found


def forms(desk: Client) -> Iterator[tuple[Registered, str]]:
    """The form of each act that has no page of its own; of the others, that their page is there."""
    for act, entry in registry().items():
        if act in SHOWN_ONCE:
            continue
        page = desk.get(f"/act/{act}", follow=False)
        if page.status == 303:
            assert page.location.partition("?")[0] in routes(desk.site), f"{act} leads to {page.location}"
            continue
        assert page.status == 200, f"{act}: {page.said()}"
        yield entry, page.html.split("<main", 1)[1].split("</main>", 1)[0]


def routes(site: Site) -> set[str]:
    return {page.path for page in site.app.state.pages if page.method == "GET"}


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> Client:
    """The clerk's desk of the town; which database is below makes no difference to what is asked."""
    published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
    return Site(sqlite_database, tmp_path / "home", when="2019-03-05 09:00").signed_in("desk")


@pytest.mark.closes("O39")
def test_no_form_asks_for_what_nobody_knows(office: Client) -> None:
    wrong = []
    for entry, html in forms(office):
        typed = opened(html)
        wrong += [f"{entry.name}: JSON" for _ in range(html.count(':json"'))]
        wrong += [f"{entry.name}: {name} is typed" for name in references(entry) if name in typed]
        labels = (unescape(re.sub(r"<[^>]+>", "", each)).strip() for each in LABEL.findall(html))
        wrong += [
            f"{entry.name}: “{label}”"
            for label in labels
            if CODE.search(label) and not any(each in label for each in PRINTED)
        ]
    assert not wrong, "\n".join(wrong)


def first_act(told: re.Pattern[str]) -> tuple[str, str]:
    """An act whose form is about such a thing, and the field that holds its number."""
    return next(
        (act, name)
        for act, entry in registry().items()
        for name, info in entry.data.model_fields.items()
        if told.search(f"{name} {info.description}") and own_page(act, {}) is None
    )


def test_every_kind_of_thing_can_be_asked_for(site: Site) -> None:
    desk = site.signed_in("desk")
    for thing in THINGS:
        act, name = first_act(thing.told)
        assert desk.get(f"/act/{act}").status == 200, act
        assert desk.get(f"/act/{act}", **{name: "1"}).status == 200, act
