"""Chinese in an English page says that it is Chinese."""

from html.parser import HTMLParser

import pytest
from jinja2 import Environment
from markupsafe import Markup

from web.kernel.foreign import BEGIN, END, noted, told

PAGE = Environment(autoescape=True, finalize=noted)


def drawn(template: str, **values: object) -> str:
    return told(PAGE.from_string(template).render(**values))


@pytest.mark.parametrize(
    ("template", "page"),
    [
        ("<td>{{ unit }}</td>", '<td lang="zh-CN">康复部</td>'),
        ('<a href="/units/{{ unit }}">{{ unit }}</a>', '<a href="/units/康复部" lang="zh-CN">康复部</a>'),
        ("<p>Lead: {{ unit }}</p>", '<p>Lead: <span lang="zh-CN">康复部</span></p>'),
        ("<p>{{ unit }} and {{ unit }}</p>",
         '<p><span lang="zh-CN">康复部</span> and <span lang="zh-CN">康复部</span></p>'),
        ("<br>{{ unit }}</p>", '<br><span lang="zh-CN">康复部</span></p>'),
        ("<option>{{ unit }}</option>", '<option lang="zh-CN">康复部</option>'),
        ("<option>No. 1: {{ unit }}</option>", "<option>No. 1: 康复部</option>"),
        ("<svg><text>{{ unit }}</text><text>of {{ unit }}</text></svg>",
         '<svg><text lang="zh-CN">康复部</text><text>of 康复部</text></svg>'),
        ("<td>{{ plain }}</td>", "<td>Lead unit</td>"),
        ("<td>待办</td>", "<td>待办</td>"),
        ("<b>Lead</b>：{{ unit }}（{{ plain }}）。", '<b>Lead</b>: <span lang="zh-CN">康复部</span> (Lead unit). '),
        ('<td aria-label="Lead：{{ unit }}">—</td>', '<td aria-label="Lead: 康复部">—</td>'),
        ("<textarea>{{ unit }}：{{ plain }}。</textarea>", "<textarea>康复部：Lead unit。</textarea>"),
        ("<h1>{{ unit ~ ' · ' ~ ours }}</h1>", '<h1><span lang="zh-CN">康复部</span> · Score</h1>'),
        ("<p>{{ unit ~ '：（一）。' }}</p>", '<p lang="zh-CN">康复部：（一）。</p>'),
    ],
)  # fmt: skip
def test_what_is_put_in_is_marked_where_it_stands(template: str, page: str) -> None:
    assert drawn(template, unit="康复部", plain="Lead unit", ours=Markup("Score")) == page


def test_what_was_typed_stays_escaped_and_leaves_no_mark() -> None:
    page = drawn('<td title="{{ typed }}">{{ typed }}</td>', typed=f'中文"<b>{BEGIN}残{END}</b>')
    assert BEGIN not in page
    assert END not in page
    found: list[tuple[str, list[tuple[str, str | None]]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, attrs))

    Reader().feed(page)
    assert [tag for tag, _attributes in found] == ["td", "span", "span"]
    assert found[0][1] == [("title", '中文"<b>残</b>')]


def test_a_long_text_is_read_in_one_go() -> None:
    assert drawn("<p>{{ text }}</p>", text="中 1" * 40_000).count("lang=") == 1
