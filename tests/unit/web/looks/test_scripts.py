"""Scripts run on the browsers that stand in the offices, and under a content policy without eval or inline styles."""

import re
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.unit.web.looks.scripts import code_of
from tests.unit.web.looks.templates import name_of

STATIC = ROOT / "web" / "static"
OURS = sorted((STATIC / "js").rglob("*.js"))
OTHERS = sorted((STATIC / "vendor").rglob("*.js"))
LONGEST = 300

BEYOND_ES2018 = {
    "optional chaining": re.compile(r"\?\.(?!\d)"),
    "nullish coalescing": re.compile(r"\?\?"),
    "logical assignment": re.compile(r"(?:\|\||&&)="),
    "catch without a name": re.compile(r"\bcatch\s*\{"),
    "a private name or a class field": re.compile(r"#\w+"),
    "a big integer": re.compile(r"(?<![\w.])\d+n\b"),
    "a number with underscores": re.compile(r"(?<![\w.])\d+_\d"),
    "a module": re.compile(r"\b(?:import|export)\b(?!\s*:)"),
}
BEYOND_CHROMIUM_86 = {
    "a static block": re.compile(r"\bstatic\s*\{"),
    "a private name looked for": re.compile(r"#\w+\s+in\b"),
    "a newer call": re.compile(
        r"\.(?:at|findLast|findLastIndex|toSorted|toReversed|toSpliced|groupBy|replaceChildren)\("
        r"|\b(?:structuredClone|Object\.hasOwn|Object\.groupBy|Promise\.withResolvers|crypto\.randomUUID)\b"
    ),
}
AGAINST_THE_POLICY = {
    "eval": re.compile(r"\beval\s*\(|\bnew\s+Function\b"),
    "text taken for markup": re.compile(r"\.(?:innerHTML|outerHTML)\b|\binsertAdjacentHTML\b|\bdocument\.write\b"),
    "an inline style": re.compile(r"\.style\b|\.cssText\b"),
}


def found(what: dict[str, re.Pattern[str]], script: Path) -> list[str]:
    code = code_of(script.read_text(encoding="utf-8"))
    return [
        f"{name}: {code[match.start() - 20 : match.end() + 20]}"
        for name, each in what.items()
        for match in each.finditer(code)
    ]


@pytest.mark.parametrize("script", OURS, ids=name_of)
def test_our_scripts_are_of_2018_and_keep_to_the_policy(script: Path) -> None:
    assert found(BEYOND_ES2018 | BEYOND_CHROMIUM_86 | AGAINST_THE_POLICY, script) == []
    assert "'use strict'" in script.read_text(encoding="utf-8")
    assert len(script.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("script", OTHERS, ids=name_of)
def test_scripts_of_others_run_on_old_browsers(script: Path) -> None:
    assert found(BEYOND_CHROMIUM_86, script) == []


@pytest.mark.parametrize(
    "code",
    [
        "a?.b", "a ?? b", "a ||= b", "try { x() } catch { y() }", "class A { #b = 1 }", "10n", "1_000",
        "import x from 'y'", "class A { static { x() } }", "a.at(-1)", "structuredClone(a)", "eval('x')",
        "new Function('x')", "a.innerHTML = b", "a.style.width = b",
    ],
)  # fmt: skip
def test_what_is_too_new_or_forbidden_is_seen(code: str, tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text(code, encoding="utf-8")
    assert found(BEYOND_ES2018 | BEYOND_CHROMIUM_86 | AGAINST_THE_POLICY, tmp_path / "one.js") != []


@pytest.mark.parametrize(
    "code",
    [
        "a ? .5 : b",
        "// a?.b",
        "/* import */ x",
        "'a ?? b'",
        "x = /a?.b/g",
        "`a?.b`",
        "try { x() } catch (e) { y() }",
        "a['#b']",
    ],
)
def test_what_only_looks_so_passes(code: str, tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text(code, encoding="utf-8")
    assert found(BEYOND_ES2018 | BEYOND_CHROMIUM_86 | AGAINST_THE_POLICY, tmp_path / "one.js") == []


def test_scripts_say_nothing_themselves() -> None:
    """Their words stand in the layout, where they are translated."""
    said = [name_of(each) for each in OURS if re.search(r"[\u3400-\u9fff]", each.read_text(encoding="utf-8"))]
    assert said == []


def test_scripts_ask_only_for_words_that_the_layout_has() -> None:
    layout = (ROOT / "web" / "templates" / "layout.html").read_text(encoding="utf-8")
    asked = {
        name
        for each in OURS
        for name in re.findall(r"\bsay\('([a-z-]+)'|'data-say-([a-z-]+)'", each.read_text(encoding="utf-8"))
        for name in name
        if name
    }
    assert asked - {"said"} == set(re.findall(r"data-say-([a-z-]+)=", layout))
