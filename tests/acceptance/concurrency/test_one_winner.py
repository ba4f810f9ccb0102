"""Many at once on one thing: exactly one wins, the others read why not, and what follows happened once."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from actions.acts import Done, Refused
from actions.doors import Door
from actions.performing import perform
from config.loading import load_scheme
from models.assessments import Assessment
from models.journal import Journal
from models.persons import Holding, Person
from models.reports import Report
from models.reviews import Review
from tests.acceptance.histories.history import is_chinese
from tests.acceptance.histories.truths import Seen, lies, seen
from tests.acceptance.lifecycle.people import People
from tests.faults.crowds import together
from tests.integration.actions.year import at, scheme_text
from tests.years import BOTH, PublishedYears, roster_of

NOW = at("2019-03-27 10:00")
WHEN = {"tiny": "2019-03-04 09:00", "five-steps": "2019-03-26 09:00"}
ROUNDS = range(4)

Attempt = Callable[[], Done | Refused]


@pytest.fixture(params=BOTH)
def copied(
    request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path
) -> Callable[[str], People]:
    def make(name: str) -> People:
        year = published_years.copy(name, when=WHEN[name], on=request.param, folder=tmp_path, keep=keep, durable=False)
        return People(year, name, at(WHEN[name]), agreeable=True)

    return make


def attempt(people: People, act: str, by: str, **data: Any) -> Attempt:
    """An act that may be refused; anything else that is raised fails the test."""
    door = Door(now=people.now, by=people.year.persons[by])

    def knock() -> Done | Refused:
        try:
            return perform(people.year.database, act, data, door=door)
        except Refused as refused:
            return refused

    return knock


def race(*attempts: Attempt) -> tuple[list[Done], list[Refused]]:
    answers = together(*attempts)
    losers = [each for each in answers if isinstance(each, Refused)]
    assert all(loser.reasons and all(map(is_chinese, loser.reasons)) for loser in losers)
    return [each for each in answers if isinstance(each, Done)], losers


def assert_true(people: People, start: Seen) -> None:
    assert lies(seen(people.year), start=start, scheme=people.scheme) == []


def submitted(people: People, number: int) -> int:
    """A report that waits for its head."""
    people.busy = (number,)
    people.now = at("2019-03-21 10:00")
    people.year.tick("2019-03-20 09:00")
    report = next(row.id for row in people.year.rows(Report) if row.assignment_id == number)
    people.bring("report", report, to="review:head")
    return int(report)


@pytest.mark.closes("A23")
def test_eight_approvals_at_once_are_one(copied: Callable[[str], People]) -> None:
    people = copied("tiny")
    start, report = seen(people.year), submitted(people, 1)

    winners, losers = race(*(attempt(people, "approve", "farming_head", kind="report", id=report) for _ in range(8)))

    assert (len(winners), len(losers)) == (1, 7)
    assert (
        Counter(row.act for row in people.year.rows(Journal, subject_kind="report", subject_id=report))["approve"] == 1
    )
    assert_true(people, start)


@pytest.mark.parametrize("attempt_number", ROUNDS)
def test_one_of_several_decisions_wins(copied: Callable[[str], People], attempt_number: int) -> None:
    people = copied("tiny")
    start, report = seen(people.year), submitted(people, 1)
    about = {"kind": "report", "id": report}

    winners, losers = race(
        attempt(people, "approve", "farming_head", **about),
        attempt(people, "return_for_revision", "farming_head", **about, reason="数字不全"),
        attempt(people, "recall", "farming_officer", **about),
        attempt(people, "reassign", "farming_head", **about, post="farming_responsible"),
    )

    assert (len(winners), len(losers)) == (1, 3)
    state = people.of("report", report).state
    assert state in ("submitted", "returned", "filling", "review:head")
    assert_true(people, start)


@pytest.mark.closes("A25")
def test_panel_that_votes_at_once_passes_with_two(copied: Callable[[str], People]) -> None:
    people = copied("five-steps")
    start = seen(people.year)
    people.busy = (people.year.assignment("沿线征收"),)
    people.bring("assignment", people.busy[0], to="review:panel")
    about = {"kind": "assignment", "id": people.busy[0]}

    heads = ("finance_head", "audit_head", "justice_head")
    winners, losers = race(*(attempt(people, "approve", head, **about) for head in heads))

    assert (len(winners), len(losers)) == (2, 1)
    assert people.of("assignment", people.busy[0]).state == "review:signing"
    assert Counter(row.decision for row in people.year.rows(Review, step="panel")) == {"agreed": 2, None: 1}
    assert_true(people, start)


@pytest.mark.parametrize("attempt_number", ROUNDS)
def test_two_co_units_that_agree_at_once_both_count(copied: Callable[[str], People], attempt_number: int) -> None:
    people = copied("five-steps")
    start = seen(people.year)
    people.busy = (people.year.assignment("建成北环路二期工程"),)
    people.bring("assignment", people.busy[0], to="review:countersign")
    about = {"kind": "assignment", "id": people.busy[0]}

    winners, _ = race(*(attempt(people, "approve", head, **about) for head in ("transport_head", "water_head")))

    assert len(winners) == 2
    assert people.of("assignment", people.busy[0]).state == "review:leader"
    assert_true(people, start)


@pytest.mark.parametrize("attempt_number", ROUNDS)
def test_what_is_owed_for_all_together_is_opened_once(copied: Callable[[str], People], attempt_number: int) -> None:
    """Two breakdowns reach the office in the same moment: it owes one consolidation."""
    people = copied("tiny")
    start = seen(people.year)
    people.busy = (1, 2)
    for number in people.busy:
        people.bring("assignment", number, to="review:head")
        people.do("approve", people.of_code("farming_head"), kind="assignment", id=number)

    winners, _ = race(*(attempt(people, "approve", "leader", kind="assignment", id=number) for number in people.busy))

    assert len(winners) == 2
    assert len(people.year.owed(kind="consolidation")) == 1
    assert_true(people, start)


@pytest.mark.parametrize("attempt_number", ROUNDS)
def test_what_is_owed_for_all_together_is_settled_by_the_last(
    copied: Callable[[str], People], attempt_number: int
) -> None:
    people = copied("tiny")
    start = seen(people.year)
    people.busy = (1, 2)
    for number in people.busy:
        people.bring("assignment", number, to="review:leader")
        people.do("approve", people.of_code("leader"), kind="assignment", id=number)

    winners, _ = race(*(attempt(people, "consolidate", "desk", assignments=[number]) for number in people.busy))

    assert len(winners) == 2
    assert people.year.owed(kind="consolidation") == []
    assert_true(people, start)


@pytest.mark.parametrize("attempt_number", ROUNDS)
def test_last_periods_handed_in_at_once_settle_what_was_owed_together(
    published_years: PublishedYears, keep: ExitStack, tmp_path: Path, attempt_number: int
) -> None:
    """Five months, five writers, one obligation: whichever of them is the last."""
    when = "2019-05-05 09:00"
    year = published_years.copy("shanxi-cjr-2019", when=when, on="postgresql", folder=tmp_path, keep=keep)
    people = People(year, "shanxi-cjr-2019", at("2019-05-06 10:00"))
    start = seen(year)
    assignment = year.assignment("离退休干部工作")
    year.tick("2019-05-06 09:00")
    reports = [row.id for row in year.rows(Report, assignment_id=assignment) if row.state == "filling"]

    nil = [attempt(people, "submit_nil_report", "personnel_officer", report=one, reason="无进展") for one in reports]
    winners, _ = race(*nil)

    assert (len(reports), len(winners)) == (5, 5)
    assert year.owed(kind="report", subject_id=assignment, period="jan-may") == []
    assert_true(people, start)


@pytest.mark.parametrize("attempt_number", ROUNDS)
def test_report_let_off_while_its_window_opens_stays_let_off(
    copied: Callable[[str], People], attempt_number: int
) -> None:
    people = copied("tiny")
    start, now = seen(people.year), at("2019-03-20 09:00")
    people.now = now
    report = people.year.report("农机安全检查", "2019-03").id

    def open_it() -> Done:
        people.year.tick("2019-03-20 09:00")
        return Done("")

    race(attempt(people, "waive_report", "desk", report=report, reason="任务推迟"), open_it)

    assert people.of("report", report).state == "waived"
    assert_true(people, start)


def test_many_ticked_in_opposite_order_all_pass(copied: Callable[[str], People]) -> None:
    people = copied("tiny")
    start = seen(people.year)
    reports = [submitted(people, number) for number in (1, 2)]
    items = [{"kind": "report", "id": one} for one in reports]

    winners, _ = race(
        attempt(people, "approve_many", "farming_head", items=items),
        attempt(people, "approve_many", "farming_head", items=items[::-1]),
    )

    assert {people.of("report", one).state for one in reports} == {"submitted"}
    assert sum(result["ok"] for done in winners for result in done.details["results"]) == 2
    assert_true(people, start)


@pytest.mark.parametrize("on", BOTH)
def test_year_published_twice_at_once_stands_once(
    published_years: PublishedYears, keep: ExitStack, tmp_path: Path, on: str
) -> None:
    year = published_years.copy("tiny", when=WHEN["tiny"], on=on, folder=tmp_path, keep=keep)
    text = scheme_text("five-steps")
    console = People(year, "tiny", NOW)

    def publish() -> Done | Refused:
        try:
            return perform(year.database, "publish", {"text": text}, door=Door(now=console.now))
        except Refused as refused:
            return refused

    winners, losers = race(publish, publish, publish)

    assert (len(winners), len(losers)) == (1, 2)
    assert len(year.rows(Assessment)) == 2


def test_roster_registered_twice_at_once_stands_once(copied: Callable[[str], People]) -> None:
    people = copied("tiny")
    roster = roster_of(load_scheme(scheme_text("tiny")).scheme)
    fresh = [{**one, "begins_on": "2019-03-26"} for one in roster["people"]]

    def register() -> Done | Refused:
        door = Door(now=NOW, by=people.year.persons["desk"])
        try:
            return perform(people.year.database, "appoint", {**roster, "people": fresh}, door=door)
        except Refused as refused:
            return refused

    winners, losers = race(register, register, register)

    assert (len(winners), len(losers)) == (1, 2)
    assert len(people.year.rows(Holding)) == 2 * len(people.year.rows(Person))
