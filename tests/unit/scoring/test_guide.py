"""Every example of the guide to rules gives what the guide says, and says why it gives nothing."""

import re
from pathlib import Path
from textwrap import indent

import pytest

from checks.doubt import Severity
from checks.rules.rules import doubts_of_rules
from config.loading import load_facts, load_scheme
from config.tables import SCORING, filled, places_in, tables_of
from scoring.asking import Case
from scoring.numbers import plain
from scoring.outcome import open_book
from scoring.refusals import Unscored
from scoring.sheets import facts_of
from scoring.worked import recomputed
from tests.house import ROOT
from tests.unit.scoring.office import SCHEME
from workdays.counts import lateness
from workdays.seed import seeded_calendar

GUIDE = (ROOT / "docs" / SCORING).read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"```yaml rule\n(?P<rule>.*?)```\n\n(?:```yaml scoring\n(?P<more>.*?)```\n\n)?```yaml facts\n(?P<facts>.*?)```\n\n"
    r"→ (?P<unit>\S+?)(?:：\*\*(?P<points>[^*]+)\*\*|不评分：(?P<says>[^\n]+))",
    re.DOTALL,
)
EXAMPLES = list(EXAMPLE.finditer(GUIDE))
CALENDAR = seeded_calendar(2018, 2020)


def name_of(example: re.Match[str]) -> str:
    (kind, *_) = re.findall(r"kind: (\w+)", example["rule"]) or ["figure"]
    return f"{kind}-{GUIDE.count(chr(10), 0, example.start()) + 1}"


def test_every_example_is_looked_at() -> None:
    assert GUIDE.count("```yaml rule\n") == len(EXAMPLES) > 50


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_example(example: re.Match[str], tmp_path: Path) -> None:
    more = indent(example["more"] or "", "  ")
    rule = indent(example["rule"], "        ")
    loaded = load_scheme(f"{SCHEME}{more}\n  indicators:\n    - indicator: one\n      of:\n{rule}\n")
    errors = [doubt for doubt in doubts_of_rules(loaded.scheme) if doubt.severity is Severity.ERROR]
    sheet_path = tmp_path / "事实.yaml"
    sheet_path.write_text(example["facts"], encoding="utf-8")
    facts, refused = facts_of(load_facts(sheet_path, loaded)[0], loaded.scheme)
    book = open_book(loaded.scheme, facts, lateness=lambda due, done, unit: lateness(due, done, unit, CALENDAR))
    case = Case(next(unit.code for unit in loaded.scheme.units if unit.name == example["unit"]), "2019")

    assert refused == ()
    if example["says"]:
        with pytest.raises(Unscored, match=re.escape(example["says"])):
            book.score("one", case)
        return
    assert errors == []
    worked = book.score("one", case)
    assert plain(recomputed(worked)) == plain(worked.value) == example["points"]


def test_guide_is_current() -> None:
    assert filled(GUIDE) == GUIDE, "run `make docs`"


def test_guide_has_every_table_once() -> None:
    assert sorted(places_in(GUIDE)) == sorted(tables_of(SCORING))


def test_links_inside_the_guide_lead_somewhere() -> None:
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', GUIDE))
    assert sorted(set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) - anchors) == []


def test_kinds_have_an_example_each() -> None:
    kinds = {place.partition(":")[2] for place in places_in(GUIDE) if place.startswith("rule:")}
    shown = set(re.findall(r"kind: (\w+)", "".join(example["rule"] for example in EXAMPLES)))
    assert kinds - shown == {"indicator"}  # shown by the totals
