"""Every template keeps to the content policy, and every Chinese word in it can be said in English too."""

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import nodes

from tests.house import modules
from tests.unit.web.looks.templates import environment, sent, templates, untranslated

CHINESE = re.compile(r"[\u3400-\u9fff]")
NAME_OF_CHINESE = 'lang="zh-CN">中文</button>'
"""Who cannot read the page must find the way to his own language: it is called by its own name."""

AGAINST_THE_POLICY = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)|javascript:", re.IGNORECASE),
    "an event attribute": re.compile(r"(?:^|\s)(?:on[a-z]+|hx-on[:\w-]*)\s*=\s*[\"']", re.IGNORECASE),
    "a script in an htmx attribute": re.compile(
        r"\shx-(?:vals|headers|vars)\s*=\s*[\"']js:|\shx-trigger\s*=\s*[\"'][^\"']*\["
    ),
    "something from elsewhere": re.compile(r"\s(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "what old browsers draw wrong": re.compile(r"form-floating"),
}


@pytest.mark.parametrize("what", AGAINST_THE_POLICY)
def test_no_template_holds_what_the_policy_forbids(what: str) -> None:
    found = [
        f"{name}:{line} {match[0]}"
        for name, template in templates().items()
        for line, text in sent(template)
        for match in AGAINST_THE_POLICY[what].finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an inline style", '<p class="a" style="{}">'),
        ("an inline script", "<script>x()</script>"),
        ("an inline script", '<a href="javascript:x()">'),
        ("an event attribute", '<button class="a" onclick="x()">'),
        ("an event attribute", '<form hx-on:submit="x()">'),
        ("an event attribute", ' onchange="x()"'),
        ("a script in an htmx attribute", '<a hx-vals="js:{a: 1}">'),
        ("a script in an htmx attribute", '<a hx-trigger="click[ctrlKey]">'),
        ("something from elsewhere", '<img src="//example.test/a.png">'),
    ],
)
def test_what_the_policy_forbids_is_seen(what: str, text: str) -> None:
    assert AGAINST_THE_POLICY[what].search(text) is not None


def test_every_chinese_word_goes_through_gettext() -> None:
    found = [
        f"{name}:{line} {text.strip()}"
        for name, template in templates().items()
        for line, text in untranslated(template)
        if CHINESE.search(text.replace(NAME_OF_CHINESE, ""))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>待办</p>",
        '{{ words or "待办" }}',
        '{{ button(label="待办") }}',
        '{% set title = "待办" %}',
        '<a title="待办{{ n }}">',
        '{{ _("%(what)s", what="待办") }}',
    ],
)
def test_an_untranslated_word_is_seen(source: str) -> None:
    assert [text for _, text in untranslated(environment().parse(source)) if CHINESE.search(text)] != []


@pytest.mark.parametrize("source", ['{{ _("待办") }}', "{% trans n=n %}共{{ n }}项{% endtrans %}", "{# 待办 #}"])
def test_a_translated_word_passes(source: str) -> None:
    assert [text for _, text in untranslated(environment().parse(source)) if CHINESE.search(text)] == []


def test_nothing_is_said_to_be_safe() -> None:
    """What a person typed is escaped; what is drawn by us is marked where it is drawn."""
    found = [
        f"{name}:{each.lineno}"
        for name, template in templates().items()
        for each in template.find_all(nodes.Filter)
        if each.name == "safe"
    ] + [name for name, template in templates().items() if any(template.find_all(nodes.MarkSafe))]
    assert found == []


NEVER_SAID = ("系统检测到", "申辩", "代办", "能不能过审", "移送")
NEVER_TO_LEADERS = ("催办", "逾期")


def spoken() -> Iterator[tuple[str, str]]:
    """Where it stands, and every text of a template or of the pages' code."""
    for name, template in templates().items():
        for each in template.find_all((nodes.TemplateData, nodes.Const)):
            text = each.data if isinstance(each, nodes.TemplateData) else each.value
            yield from [(f"web/templates/{name}", text)] if isinstance(text, str) else []
    for path, tree in modules("web"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value


def test_words_are_those_of_officials() -> None:
    """O39; and leaders are reported to, never urged (O10)."""
    found = []
    for place, text in spoken():
        is_to_leaders = place.startswith(("web/leader/", "web/templates/leader/"))
        never = NEVER_SAID + (NEVER_TO_LEADERS if is_to_leaders else ())
        found += [f"{place}: {word}" for word in never if word in text]
    assert found == []
