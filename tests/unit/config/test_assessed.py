"""An indicator on which several units are assessed alike gives each of them a task of its own."""

import json

import pytest

from config.loading import SchemeErrors, load_scheme
from config.readings import assignments_of
from config.scheme import Scheme
from tests.unit.config.altering import GOOD
from tests.unit.schemes.reading import fixture_scheme


def test_each_unit_has_the_whole_of_it() -> None:
    tasks = [task for task in assignments_of(fixture_scheme("livelihood")) if task.indicator == "jobs"]
    assert [(task.lead, task.code, task.points, task.other_leads) for task in tasks] == [
        (unit, f"jobs@{unit}", 12, ()) for unit in "abcde"
    ]
    assert {task.path for task in tasks} == {("任务完成", "就业和创业")}
    assert {task.targets[0].name for task in tasks} == {"完成率"}


def test_what_is_kept_and_read_again_is_the_same() -> None:
    scheme = fixture_scheme("livelihood")
    kept = json.loads(json.dumps(scheme.model_dump(mode="json")))
    assert "@" not in json.dumps(kept["indicators"])
    assert Scheme.model_validate(kept) == scheme


def test_a_lead_of_its_own_comes_first() -> None:
    text = GOOD.replace("    points: 60\n", "    points: 60\n    assessed: [县教育局, 县民政局]\n", 1)
    scheme = load_scheme(text).scheme
    assert [task.code for task in assignments_of(scheme)] == [
        task.code for task in assignments_of(load_scheme(GOOD).scheme)
    ]


def test_leads_and_assessed_exclude_each_other() -> None:
    text = GOOD.replace("        leads:", "        assessed: [县教育局]\n        leads:", 1)
    with pytest.raises(SchemeErrors, match="就不写 leads 和 segments"):
        load_scheme(text)
