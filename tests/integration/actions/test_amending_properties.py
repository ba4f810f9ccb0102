"""Any change of a running year: what was met stays byte for byte, what is open stays, moves or ends with its line."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from actions.acts import Refused
from models.journal import Journal
from models.obligations import Obligation
from tests.integration.actions.year import Year, at, scheme_text
from tests.profiles import cases
from tests.years import BOTH, PublishedYears

SCHEME, BEGUN = "ningshan-2019", "2019-09-04 09:00"
DESK = "county_office_desk"
Edit = Callable[[dict[str, Any], int], None]


@cache
def _written() -> str:
    return json.dumps(YAML(typ="safe").load(scheme_text(SCHEME)), ensure_ascii=False, default=str)


def _of(entries: list[dict[str, Any]], code: str) -> dict[str, Any]:
    return next(each for each in entries if each["code"] == code)


def _monthly_day(scheme: dict[str, Any], n: int) -> None:
    _of(scheme["windows"], "monthly")["due"]["day"] = 5 + n % 24


def _monthly_opens(scheme: dict[str, Any], n: int) -> None:
    _of(scheme["windows"], "monthly")["opens"]["day"] = 1 + n % 4


def _fewer_months(scheme: dict[str, Any], n: int) -> None:
    _of(scheme["windows"], "monthly-narrative")["for_each"]["months"] = [*range(1, 9 + n % 4)]


def _another_window(scheme: dict[str, Any], n: int) -> None:
    window = dict(_of(scheme["windows"], "quarter-plan"), code="besides", for_each={"months": [9 + n % 4]})
    window |= {
        "title": "{period}专项工作情况",
        "due": {"kind": "last_workday", "of": "month"},
        "fields": ["time_limit"],
    }
    others = [each for each in scheme["windows"] if each["code"] != "besides"]
    scheme["windows"] = [*others, {name: each for name, each in window.items() if name != "package"}]


def _summary_later(scheme: dict[str, Any], n: int) -> None:
    _of(scheme["duties"], "monthly-summary")["due"]["n"] = 1 + n % 8


def _no_circular(scheme: dict[str, Any], _n: int) -> None:
    scheme["duties"] = [each for each in scheme["duties"] if each["code"] != "veto-discipline"]


def _softer_ladder(scheme: dict[str, Any], n: int) -> None:
    scheme["ladders"]["late"]["reminders"] = [{"n": 1 + n % 3}]


def _another_target(scheme: dict[str, Any], n: int) -> None:
    jobs = next(each for each in _tasks(scheme["indicators"]) if each.get("targets"))
    target = next((each for each in jobs["targets"] if isinstance(each, dict) and "value" in each), None)
    if target is not None:
        target["value"] = 100 + n


def _another_task(scheme: dict[str, Any], n: int) -> None:
    tasks = _tasks(scheme["indicators"])
    task = {"code": f"N{n % 3}", "title": f"新增任务{n % 3}", "kind": tasks[0].get("kind") or "quantitative",
            "leads": ["labour"], "example": True, "targets": ["完成"]}  # fmt: skip
    scheme["indicators"] = [*scheme["indicators"], task]


def _fewer_tasks(scheme: dict[str, Any], n: int) -> None:
    group = next(each for each in scheme["indicators"] if len(each.get("children", [])) > 3)
    gone = group["children"].pop(2 + n % 2)["code"]
    for window in scheme["windows"]:
        window["indicators"] = [code for code in window.get("indicators", []) if code != gone]


def _more_days(scheme: dict[str, Any], n: int) -> None:
    scheme["policy"]["revision_days"] = 3 + n % 4


EDITS: tuple[Edit, ...] = (
    _monthly_day, _monthly_opens, _fewer_months, _another_window, _summary_later, _no_circular, _softer_ladder,
    _another_target, _another_task, _fewer_tasks, _more_days,
)  # fmt: skip


def _tasks(indicators: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [leaf for each in indicators for leaf in (_tasks(each["children"]) if each.get("children") else [each])]


@dataclass(frozen=True)
class Course:
    """When, from which day on, what is changed, and what had been done by then."""

    day: int
    since: int
    edits: tuple[tuple[int, int], ...]
    met: int
    feedback: bool

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(BEGUN) + timedelta(days=self.day)

    @property
    def when(self) -> str:
        return f"{self.now:%Y-%m-%d %H:%M}"

    @property
    def told(self) -> dict[str, Any]:
        scheme = json.loads(_written())
        scheme["revision"] = 2
        for place, n in self.edits:
            EDITS[place](scheme, n)
        since = (self.now + timedelta(days=self.since)).date().isoformat()
        return {"text": json.dumps(scheme, ensure_ascii=False), "effective_on": since, "basis": "会议纪要〔2019〕3号"}


COURSES = st.builds(
    Course,
    day=st.integers(1, 100),
    since=st.integers(-15, 25),
    edits=st.lists(st.tuples(st.integers(0, len(EDITS) - 1), st.integers(0, 40)), min_size=1, max_size=4).map(tuple),
    met=st.integers(0, 6),
    feedback=st.booleans(),
)


@pytest.mark.parametrize("on", BOTH)
@settings(max_examples=cases(2, full=150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(course=COURSES)
def test_any_change_touches_nothing_that_was_met(
    on: str, course: Course, published_years: PublishedYears, tmp_path: Path
) -> None:
    with ExitStack() as keep:
        year = published_years.copy(SCHEME, when=BEGUN, on=on, folder=tmp_path, keep=keep, durable=False)
        live(year, course)
        before, owed = year.dump(), year.rows(Obligation)
        seen = attempt(year, course, apply=False)
        assert year.dump() == before
        done = attempt(year, course, apply=True)
        if isinstance(seen, Refused) or isinstance(done, Refused):
            assert (year.dump(), str(seen)) == (before, str(done))
            return
        assert seen.details == done.details
        account_for(owed, year, course)
        after = year.dump()
        attempt(year, course, apply=True)
        assert year.dump() == after
        year.tick(f"{course.now + timedelta(days=3):%Y-%m-%d %H:%M}")


def live(year: Year, course: Course) -> None:
    """Until the change: the clock looks, the feedback of a month comes, some duties are let off."""
    year.tick(course.when)
    if course.feedback:
        moment = f"{course.now - timedelta(hours=1):%Y-%m-%dT%H:%M}+08:00"
        told = {"assessment": year.assessment, "event": "city_feedback", "period": "2019-08", "happened_at": moment}
        year.do("record_event", DESK, course.when, **told)
    for row in year.owed(kind="duty")[: course.met]:
        year.do("waive_obligation", DESK, course.when, obligation=row.id, reason="已并入专题会")


def attempt(year: Year, course: Course, *, apply: bool) -> Any:
    try:
        return year.do("amend_year", DESK, course.when, **course.told, apply=apply)
    except Refused as refused:
        return refused


def account_for(before: list[Any], year: Year, course: Course) -> None:
    """Every row that stood: the same, or with a line of the journal that says what became of it."""
    now = {row.id: row for row in year.rows(Obligation)}
    told = {row.subject_id for row in year.rows(Journal, act="amend_year", subject_kind="obligation")}
    moment = at(course.when)
    for row in before:
        after = now[row.id]
        if row.settled_at is not None:
            assert after == row
        elif after != row:
            assert row.id in told, (row.title, row.due_at, after.due_at)
            assert after.settled_at is None or after.outcome == "withdrawn"
            if after.due_at != row.due_at and after.settled_at is None and after.due_at is not None:
                assert after.due_at > moment
