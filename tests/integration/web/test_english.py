"""In English a page holds no Chinese but data: names, titles, what the scheme quotes."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from sqlalchemy import select

from models.database import Database
from models.persons import Person
from models.tables import METADATA
from states.sessions import Language
from tests.integration.actions.year import Year
from tests.pages import TAGS, Client, Site

HAN = re.compile(r"[\u3400-\u9fff]+")
LINK = re.compile(r'href="(/[^"#]*)"')
ASIDE = ("/static", "/api", "/files", "/sign-out", "/help")
"""Files; and the handbooks, which are documents and written in Chinese."""
MARKED = re.compile('<span lang="zh-CN">(.*?)</span>')
"""Chinese that a template put into a text."""
PRIVATE = re.compile("[\ue000-\uf8ff]")
TO_PASS_ON = re.compile(r"<textarea.*?</textarea>", re.DOTALL)
"""What is written for others, who read Chinese."""
OWN_WORDS = ("考核", "中文")
"""The name of the product, and the way back to Chinese."""
PER_PERSON = 12


def data_of(database: Database) -> list[str]:
    """Every Chinese text that the database holds, the longest first."""
    found: set[str] = set()
    with database.read() as tx:
        for table in METADATA.tables.values():
            for row in tx.execute(select(table)).all():
                found |= set(_texts(row))
    return sorted((each for each in found if HAN.search(each)), key=len, reverse=True)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
        yield from (" ".join(line.split()) for line in value.splitlines())
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(key)
            yield from _texts(each)
    elif isinstance(value, list | tuple) or hasattr(value, "_mapping"):
        for each in value:
            yield from _texts(each)


def chinese_of(html: str, data: list[str]) -> list[str]:
    """What a page says in Chinese beside data."""
    text = unescape(TAGS.sub("\n", MARKED.sub(r"\1", TO_PASS_ON.sub("", html))))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = "\n".join(line for line in lines if HAN.search(line))
    for each in data:
        kept = kept.replace(each, "")
    return [line for line in kept.splitlines() if HAN.search(line)]


def walk(client: Client, start: str, most: int) -> Iterator[tuple[str, str]]:
    """The pages that a person comes to from the first, the nearest first."""
    waiting, seen = [start], {start}
    while waiting and most:
        path = waiting.pop(0)
        page = client.get(path)
        if "text/html" not in page.headers.get("content-type", ""):
            continue
        most -= 1
        yield path, page.html
        for href in map(unescape, LINK.findall(page.html)):
            if href not in seen and not href.startswith(ASIDE) and "export=" not in href:
                seen.add(href)
                waiting.append(href)


def left_in(site: Site, database: Database) -> dict[str, list[str]]:
    """What everybody's nearest pages say in Chinese."""
    data = [*data_of(database), *OWN_WORDS]
    with database.read() as tx:
        people = tx.scalars(select(Person.c.code).order_by(Person.c.code)).all()
    left: dict[str, list[str]] = {}
    for person in people:
        client = site.signed_in(person, language=Language.ENGLISH)
        for path, html in walk(client, "/", PER_PERSON):
            if path not in left and (chinese := chinese_of(html, data)):
                left[path] = chinese
    return left


def test_pages_in_english_hold_no_chinese_but_data(town: Year, site: Site) -> None:
    assert left_in(site, town.database) == {}


def test_what_is_chinese_in_an_english_page_says_so(town: Year, site: Site) -> None:
    english, chinese = site.signed_in("desk", language=Language.ENGLISH), site.signed_in("desk")
    page = english.get("/todo").html
    assert '<html lang="en">' in page
    assert 'lang="zh-CN">' in page
    shown = chinese.get("/todo").html
    assert '<html lang="zh-CN">' in shown
    assert "<span lang" not in shown
    assert not PRIVATE.search(page + shown)


def test_whoever_has_not_signed_in_chooses_the_language_too(site: Site) -> None:
    visitor = site.visitor()
    assert "人员编码" in visitor.get("/sign-in").text
    visitor.post("/language", {"language": "en", "_then": "/sign-in"})
    page = visitor.get("/sign-in")
    assert "Person code" in page.text
    assert chinese_of(page.html, list(OWN_WORDS)) == []


def test_the_choice_is_kept_with_the_sign_in_and_dates_follow_it(town: Year, site: Site) -> None:
    with town.database.read() as tx:
        person = tx.scalars(select(Person.c.code).order_by(Person.c.code)).first()
    assert person is not None
    client = site.signed_in(person)
    assert "2019年3月5日" in client.get("/account").text
    client.post("/language", {"language": "en", "_then": "/account"})
    page = client.get("/account").text
    assert "5 March 2019" in page
    assert "My account" in page
    client.post("/language", {"language": "zh", "_then": "/account"})
    assert "我的账号" in client.get("/account").text
