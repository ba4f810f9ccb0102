"""Lights that are kept: whatever happens, what a page counts is what would be reckoned from the figures."""

from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from actions.acts import Refused
from actions.health import Finding, Level
from actions.shortfalls.keeping import reckoned
from actions.shortfalls.lights import count_lights, lights_of, running_years, standing_now
from actions.shortfalls.sampling import examine_lights
from actions.shortfalls.tracking import HANDED_IN
from models.assignments import Assignment
from models.lights import FIGURES, KeptLight, LightDue
from models.reports import ReportRow
from states.pace import Light
from tests.acceptance.requirements.falling_short import DESK, JOBS, VISITS, WORDS
from tests.integration.actions.year import Year, at, scheme_text
from tests.profiles import cases
from tests.years import BOTH, SQLITE, PublishedYears

BEGUN = "2019-09-04 09:00"
MONTHS = ("2019-08", "2019-09", "2019-10")
UNITS = {JOBS: "labour", VISITS: "tourism"}
EDITS = (
    ("value: 900, unit: 人", "value: 700, unit: 人"),
    ("value: 120, unit: 万人次", "value: 96, unit: 万人次"),
    ("yellow_within: 10", "yellow_within: 40"),
)


def shown(year: Year, today: date) -> dict[tuple[int, int], Any]:
    """What pages count, by assignment and target."""
    with year.database.read() as tx:
        standing = standing_now(tx, running_years(tx), today=today)
        return {(row.assignment_id, row.target_id): tuple(row) for row in tx.execute(select(standing))}


def true(year: Year, today: date) -> dict[tuple[int, int], Any]:
    """The same reckoned for every assignment that there is."""
    with year.database.read() as tx:
        found = reckoned(tx, tx.execute(select(Assignment.t)).all(), today=today)
        names = [column.name for column in standing_now(tx, running_years(tx), today=today).c]
        return {(each["assignment_id"], each["target_id"]): tuple(each[name] for name in names) for each in found}


class History:
    """A county in which things happen, at a moment that only grows; what is refused does not happen."""

    def __init__(self, year: Year) -> None:
        self.year, self.days, self.edits = year, 0, 0
        self.changes: list[tuple[str, str]] = []

    @property
    def now(self) -> str:
        return f"{date(2019, 9, 5) + timedelta(days=self.days)} 10:00"

    def do(self, act: str, by: str, **data: Any) -> None:
        try:
            self.year.do(act, by, self.now, **data)
        except Refused:
            return

    def strikes(self) -> None:
        self.year.tick(self.now)

    def passes(self, days: int) -> None:
        self.days += days

    def reports(self, title: str, month: str, figure: int) -> None:
        number, unit = int(self.year.report(title, month).id), UNITS[title]
        self.do("fill_report", f"{unit}_officer", report=number, lines=[{"cumulative": str(figure), **WORDS}])
        about = {"assignment": self.year.assignment(title), "window": "monthly", "occasion": month}
        self.do("submit_report", f"{unit}_officer", **about)
        self.do("approve", f"{unit}_head", kind="report", id=number)

    def judges(self, title: str, month: str, figure: int | None) -> None:
        number = int(self.year.report(title, month).id)
        rows = self.year.rows(ReportRow, report_id=number) if figure is not None else []
        lines = [{"row": row.id, "cumulative": str(figure), "words": "按台账核实"} for row in rows]
        self.do("verify_report", DESK, report=number, lines=lines)

    def returns(self, title: str, month: str) -> None:
        number = int(self.year.report(title, month).id)
        self.do("return_for_revision", DESK, kind="report", id=number, reason="数据与台账不符")

    def corrects(self, title: str, month: str) -> None:
        number = int(self.year.report(title, month).id)
        self.do("allow_correction", DESK, report=number, reason="同意更正")
        self.do("correct_report", f"{UNITS[title]}_officer", report=number, reason="统计口径有误")

    def amends(self, edit: tuple[str, str], later: int) -> None:
        """From a day on, which may be to come."""
        self.edits += 1
        self.changes.append(edit)
        text = scheme_text("ningshan-2019").replace("revision: 1", f"revision: {self.edits + 1}")
        for said, instead in self.changes:
            text = text.replace(said, instead)
        since = (date.fromisoformat(self.now[:10]) + timedelta(days=later)).isoformat()
        self.do("amend_year", DESK, text=text, effective_on=since, basis="宁考委〔2019〕9号", apply=True)


TITLES, OCCASIONS = st.sampled_from(sorted(UNITS)), st.sampled_from(MONTHS)
FIGURE = st.integers(0, 900)
STEPS = st.one_of(
    st.tuples(st.just("strikes")),
    st.tuples(st.just("passes"), st.sampled_from([1, 7, 30])),
    st.tuples(st.just("reports"), TITLES, OCCASIONS, FIGURE),
    st.tuples(st.just("judges"), TITLES, OCCASIONS, st.one_of(st.none(), FIGURE)),
    st.tuples(st.just("returns"), TITLES, OCCASIONS),
    st.tuples(st.just("corrects"), TITLES, OCCASIONS),
    st.tuples(st.just("amends"), st.sampled_from(EDITS), st.sampled_from([0, 20])),
)
BEGINNING = [
    ("strikes",),
    ("reports", JOBS, "2019-08", 500),
    ("reports", VISITS, "2019-08", 90),
    ("judges", JOBS, "2019-08", None),
    ("strikes",),
]


@pytest.mark.hypothesis
@settings(max_examples=cases(4, full=400))
@given(steps=st.lists(STEPS, min_size=4, max_size=12))
def test_what_is_kept_is_what_would_be_reckoned_after_any_history(
    steps: list[Any], published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with ExitStack() as keep:
        folder: Path = tmp_path_factory.mktemp("lights")
        year = published_years.copy("ningshan-2019", when=BEGUN, on=SQLITE, folder=folder, keep=keep, durable=False)
        history = History(year)
        for name, *told in [*BEGINNING, *steps]:
            getattr(history, name)(*told)
            today = date.fromisoformat(history.now[:10])
            assert shown(year, today) == true(year, today), (name, told)
        for day in (today + timedelta(days=25), today - timedelta(days=25)):
            assert shown(year, day) == true(year, day), day
        history.strikes()
        assert year.rows(LightDue) == []


@pytest.mark.parametrize("on", BOTH)
def test_figure_that_moves_is_reckoned_until_the_clock_has_kept_it(
    on: str, published_years: PublishedYears, tmp_path: Path, keep: ExitStack
) -> None:
    year = published_years.copy("ningshan-2019", when=BEGUN, on=on, folder=tmp_path, keep=keep, durable=False)
    history = History(year)
    history.strikes()
    history.reports(JOBS, "2019-08", 500)
    today = date(2019, 9, 5)
    assert year.rows(KeptLight) == []
    assert [row.assignment_id for row in year.rows(LightDue)] == [year.assignment(JOBS)]
    assert shown(year, today) == true(year, today) != {}

    history.strikes()
    (kept,) = year.rows(KeptLight)
    assert (kept.light, kept.verified, kept.months, kept.ends_on) == ("red", "none", {}, None)
    history.amends(("value: 900, unit: 人", "value: 700, unit: 人"), 20)
    history.strikes()
    (kept,) = year.rows(KeptLight)
    assert (kept.light, kept.begins_on, kept.ends_on) == ("red", None, date(2019, 9, 24))
    history.passes(30)
    history.judges(JOBS, "2019-08", 640)
    for moment in (today, date(2019, 10, 5)):
        assert shown(year, moment) == true(year, moment) != {}
    history.strikes()
    (kept,) = year.rows(KeptLight)
    assert (kept.light, kept.verified, kept.begins_on) == ("green", "green", date(2019, 9, 25))
    assert (kept.months, kept.verified_on) == ({"2019-08": "green"}, date(2019, 8, 31))


def test_counts_are_those_of_the_list(published_years: PublishedYears, tmp_path: Path, keep: ExitStack) -> None:
    """The page and `kaohe lights` say the same, before the clock has come and after."""
    year = published_years.copy("ningshan-2019", when=BEGUN, on=SQLITE, folder=tmp_path, keep=keep, durable=False)
    history = History(year)
    for name, *told in BEGINNING[:-1]:
        getattr(history, name)(*told)
    for _ in range(2):
        with year.database.read() as tx:
            years, today = running_years(tx), at(history.now).date()
            listed = [each.light.light for one in years for each in lights_of(tx, one, today=today)]
            counts = count_lights(tx, years, standing_now(tx, years, today=today))
        assert counts == {light: listed.count(light) for light in Light}
        assert sum(counts.values()) == 3
        history.strikes()


def test_triggers_name_the_states_whose_figures_count() -> None:
    assert f"({', '.join(repr(state) for state in HANDED_IN)})" == FIGURES


def test_doctor_compares_what_is_kept_with_a_reckoning(published_years: PublishedYears, tmp_path: Path) -> None:
    with ExitStack() as keep:
        year = published_years.copy("ningshan-2019", when=BEGUN, on=SQLITE, folder=tmp_path, keep=keep, durable=False)
        history = History(year)
        for name, *told in BEGINNING:
            getattr(history, name)(*told)

        def finding() -> Finding:
            with year.database.read() as tx:
                [found] = examine_lights(tx, now=at(history.now))
            return found

        assert finding().level is Level.WELL
        task = year.assignment(VISITS)
        with year.database.write() as tx:
            kept = KeptLight.c.assignment_id == task
            tx.execute(update(KeptLight.t).where(kept).values(light=Light.NONE.value))
        assert (finding().level, f"1 项与重新计算的不一致：{VISITS}" in finding().words) == (Level.PROBLEM, True)
        with year.database.write() as tx:
            tx.execute(delete(KeptLight.t).where(kept))
        assert finding().level is Level.PROBLEM  # a light that should be there and is not
        history.judges(VISITS, "2019-08", None)
        assert finding().level is Level.WELL  # it waits for the clock, and pages reckon it
        history.strikes()
        assert finding().level is Level.WELL
