"""The JSON schema of facts: it takes what the loader takes, refuses what it refuses, and speaks Chinese."""

import re

import jsonschema
import pytest

from config.loading import read_source
from config.schema import schema_of, schema_text
from config.scoring.factsheet import FactSheet
from config.tree import plain
from tests.house import ROOT
from tests.unit.config.test_guide import simple

GUIDE = (ROOT / "docs/scoring.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml facts\n(.*?)```", GUIDE, re.DOTALL)
SCHEMA = jsonschema.Draft202012Validator(schema_of(FactSheet))


def faults(text: str) -> list[str]:
    source, _ = read_source(text)
    return [fault.message for fault in SCHEMA.iter_errors(simple(plain(source.root)))]


def test_schema_file_is_current() -> None:
    text = (ROOT / "docs/facts.schema.json").read_text(encoding="utf-8")
    assert text == schema_text(FactSheet), "run `make docs`"


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(FactSheet))


def test_schema_accepts_every_example_and_the_sample() -> None:
    sample = (ROOT / "tests/fixtures/scoring/livelihood.yaml").read_text(encoding="utf-8")
    told = [text for text in EXAMPLES if text.strip() != "{}"]
    assert len(told) > 50
    assert [faults(text) for text in (*told, sample)] == [[]] * (len(told) + 1)


@pytest.mark.parametrize(
    "bad",
    [
        "figure: []",
        "figures: [{unit: 甲县}]",
        "figures: [{unit: 甲县, figure: 完成率, value: 多}]",
        "figures: [{unit: 甲县, figure: 完成率, period: 五月, value: 1}]",
        "findings: [{unit: 甲县, finding: 缺席, on: 2019-03-01, state: 了结}]",
        "nominations: [{unit: 甲县, nomination: workers, count: -1}]",
    ],
)
def test_schema_refuses_what_the_loader_refuses(bad: str) -> None:
    assert faults(bad) != []


def test_schema_speaks_chinese() -> None:
    silent = [
        f"{name}.{key}"
        for name, part in schema_of(FactSheet)["$defs"].items()
        for key, value in part.get("properties", {}).items()
        if not re.search(r"[一-鿿]", value.get("description", ""))
    ]
    assert silent == []
