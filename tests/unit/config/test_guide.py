"""The guide and the JSON schema say what the models say, and every example in the guide works."""

import json
import re
from decimal import Decimal
from io import StringIO
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from checks.checking import check
from checks.doubt import Severity
from config.loading import SchemeErrors, load_scheme, read_source
from config.schema import schema_text, scheme_schema
from config.schemes import find_scheme, shipped
from config.tables import SCHEMES, filled, places_in, tables, tables_of
from config.tree import plain
from documents.messages import shipped_templates
from tests.house import ROOT
from tests.unit.config.altering import GOOD, spoiled
from workdays.seed import seeded_calendar

GUIDE = (ROOT / "docs/schemes.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
WHOLE = EXAMPLES[0]
SCHEMA = jsonschema.Draft202012Validator(scheme_schema())


def with_example(example: str) -> str:
    """The whole scheme of the guide, with the parts of one example in place of its own."""
    yaml = YAML()
    whole = yaml.load(WHOLE)
    whole.update(yaml.load(example))
    out = StringIO()
    yaml.dump(whole, out)
    return out.getvalue()


def simple(data: Any) -> Any:
    """As JSON has it: the schema knows no Decimal."""
    if isinstance(data, dict):
        return {key: simple(value) for key, value in data.items()}
    if isinstance(data, list):
        return [simple(value) for value in data]
    return float(data) if isinstance(data, Decimal) else data


def test_guide_is_current() -> None:
    assert filled(GUIDE) == GUIDE, "run `make docs`"


def test_seats_that_hold_by_default_are_named_in_chinese() -> None:
    told = filled(GUIDE)
    assert "Role." not in told
    assert "`assessment_office_head` 考核办负责人、`assessment_office` 考核办、`unit_office` 单位办公室" in told


def test_guide_has_every_table_once() -> None:
    assert sorted(places_in(GUIDE)) == sorted(tables_of(SCHEMES))


def test_links_inside_the_guide_lead_somewhere() -> None:
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', GUIDE))
    assert sorted(set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) - anchors) == []


def test_every_key_is_explained_in_chinese() -> None:
    rows = [row for table in tables().values() for row in table.splitlines() if row.startswith("| `")]
    silent = [row for row in rows if not re.search(r"[一-鿿]", row.split("|")[2])]
    assert silent == []


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.split(":")[0] for example in EXAMPLES])
def test_example_is_a_scheme_without_errors(example: str) -> None:
    scheme = load_scheme(with_example(example)).scheme
    doubts = check(scheme, calendar=seeded_calendar(2025, 2027), templates=shipped_templates())
    assert [doubt.sentence for doubt in doubts if doubt.severity is Severity.ERROR] == []


def test_the_small_scheme_raises_no_doubt() -> None:
    assert check(load_scheme(WHOLE).scheme, calendar=seeded_calendar(2025, 2027)) == ()


def test_the_error_shown_in_the_guide_is_the_error_that_is_told() -> None:
    bad = spoiled("    title: 民生工作", "    ▲tilte: 民生工作")
    with pytest.raises(SchemeErrors) as raised:
        load_scheme(bad.text, name="我的方案.yaml")
    (shown,) = re.findall(r"```text\n(.*?)\n```", GUIDE, re.DOTALL)
    told = [str(problem).partition(": ")[2] for problem in raised.value.problems]
    assert shown.partition(": ")[2] in told


def test_schema_file_is_current() -> None:
    assert (ROOT / "docs/scheme.schema.json").read_text(encoding="utf-8") == schema_text(), "run `make docs`"


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize("name", shipped())
def test_schema_accepts_the_shipped_schemes(name: str) -> None:
    source, _ = read_source(find_scheme(name))
    assert list(SCHEMA.iter_errors(simple(plain(source.root)))) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.split(":")[0] for example in EXAMPLES])
def test_schema_accepts_the_examples(example: str) -> None:
    source, _ = read_source(with_example(example))
    assert list(SCHEMA.iter_errors(simple(plain(source.root)))) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("evidence: required", "zhengming: required"),
        ("evidence: required", "evidence: must"),
        ("points: 25", "points: -25"),
        ("reviewers: leader_in_charge, days: 2", "reviewers: leader, days: 2"),
        ("due: 2026-03-13 17:00", "due: the 13th"),
        ("code: A1", "code: 学前"),
    ],
)
def test_schema_refuses_what_the_loader_refuses(good: str, bad: str) -> None:
    source, _ = read_source(GOOD.replace(good, bad))
    assert list(SCHEMA.iter_errors(simple(plain(source.root)))) != []


def test_schema_speaks_chinese() -> None:
    silent = [
        f"{name}.{key}"
        for name, part in scheme_schema()["$defs"].items()
        for key, value in part.get("properties", {}).items()
        if not re.search(r"[一-鿿]", value.get("description", ""))
    ]
    assert silent == []
