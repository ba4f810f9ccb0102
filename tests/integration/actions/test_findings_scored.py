"""The ledger as scoring reads it: secret until told, counted once, and replayed as of any past moment."""

import random
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.findings.listing import Listed, listed_findings
from actions.findings.storing import findings_as_stored
from actions.published import published_of
from models.findings import FindingNil
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import Facts, FindingFact
from tests.integration.actions.ledger import (
    BESIDE,
    COUNTY,
    DESK,
    HEAD,
    WHEN,
    drafted,
    finding,
    paper,
    refusal,
    told,
    written,
)
from tests.integration.actions.year import Year, at
from tests.profiles import cases
from tests.years import BOTH, SQLITE, PublishedYears

PUBLISHED = "2019-03-01 09:00"
Refusing = Callable[..., tuple[str, ...]]


@pytest.fixture(params=BOTH)
def city(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("ledger", when=PUBLISHED, on=request.param, folder=tmp_path, keep=keep)


@pytest.fixture
def here(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    """The same on SQLite alone."""
    return published_years.copy("ledger", when=PUBLISHED, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


@pytest.fixture
def refused() -> Refusing:
    return refusal


def stored(year: Year, when: str | None = None) -> list[FindingFact]:
    with year.database.read() as tx:
        return findings_as_stored(tx, year.assessment, as_of=at(when) if when else None)


def score(year: Year, indicator: str, when: str | None = None, *, unit: str = "county_a") -> Fraction:
    with year.database.read() as tx:
        scheme = published_of(tx, year.assessment).scheme
    return Book(scheme, Facts(findings=stored(year, when))).score(indicator, Case(unit, "2019")).value


def seen(year: Year, person: str, when: str = "2019-06-18 09:00") -> list[Listed]:
    with year.database.read() as tx:
        return listed_findings(tx, year.assessment, now=at(when), person_id=year.persons[person])


def test_score_is_replayed_as_of_three_moments(city: Year) -> None:
    (number,) = told(city, written(times="2"))
    city.do("object_to_finding", COUNTY, "2019-06-18 10:00", finding=number, words="只有1件")
    city.do("decide_objection", HEAD, "2019-06-20 10:00", finding=number, decision="changed", words="属实", times="1")
    city.do("annul_finding", HEAD, "2019-06-28 10:00", finding=number, words="上级改期")

    moments = ("2019-06-19 09:00", "2019-06-20 10:00", "2019-06-28 10:00")
    assert [score(city, "tasks", moment) for moment in moments] == [4, 2, 4]
    assert [str(fact.times) for moment in moments for fact in stored(city, moment)] == ["2", "1", "1"]
    assert stored(city, "2019-06-16 09:00") == []
    assert score(city, "tasks") == 4


def test_what_counts_says_who_found_it_what_proves_it_and_who_settled_it(here: Year) -> None:
    (number,) = told(here)
    here.do("accept_findings", COUNTY, "2019-06-18 10:00", findings=[number])
    (fact,) = stored(here)
    known = fact.known
    assert (known.finder, known.evidence, known.verified_by) == ("市目标绩效督查室", ("交办单",), "甲县无异议")
    assert (fact.ref, fact.unit, fact.kind, score(here, "tasks")) == ("第1号事项", "county_a", "undone", 2)


def test_excused_finding_stays_on_record_and_does_not_count(here: Year) -> None:
    (number,) = told(here)
    here.do("accept_findings", COUNTY, "2019-06-18 10:00", findings=[number])
    excuse = {"approver": "市考评委员会", "words": "遇特大洪水", "evidence": [paper(here, title="批复")]}
    here.do("excuse_finding", HEAD, "2019-06-19 10:00", finding=number, **excuse)
    assert (score(here, "tasks", "2019-06-19 09:59"), score(here, "tasks")) == (2, 4)


def test_rectified_is_said_to_scoring(here: Year, refused: Refusing) -> None:
    (number,) = told(here)
    data = {"finding": number, "on": "2019-06-17", "words": "督查岗现场复核"}
    here.do("mark_rectified", DESK, "2019-06-18 10:00", **data)
    (fact,) = stored(here)
    assert fact.is_rectified
    early = {**data, "on": "2019-06-01"}
    assert refused(here, "mark_rectified", DESK, "2019-06-18 11:00", **early) == (
        "整改到位的日期早于发生的日期",
        "已经登记在2019-06-17整改到位",
    )


def _agree(year: Year, number: int, when: str) -> None:
    year.do("accept_findings", COUNTY, when, findings=[number])


def _objected(decision: str) -> Callable[[Year, int, str], None]:
    def end(year: Year, number: int, when: str) -> None:
        more = {"matter": "核减后"} if decision == "changed" else {}
        year.do("object_to_finding", COUNTY, when, finding=number, words="不属实")
        year.do("decide_objection", HEAD, when, finding=number, decision=decision, words="复核", **more)

    return end


def _agree_and_annul(year: Year, number: int, when: str) -> None:
    _agree(year, number, when)
    year.do("annul_finding", HEAD, when, finding=number, words="重复登记")


ENDS: Mapping[str, Callable[[Year, int, str], None]] = {
    "agreed": _agree,
    "upheld": _objected("upheld"),
    "changed": _objected("changed"),
    "revoked": _objected("revoked"),
    "annulled": _agree_and_annul,
}
COUNTS = {"agreed", "upheld", "changed"}


# O26: secret until told


def test_draft_is_seen_where_it_was_written_and_never_by_its_unit(here: Year) -> None:
    (number,) = drafted(here, written(informant="12345热线转办"))

    assert seen(here, COUNTY) == seen(here, BESIDE) == seen(here, "discipline_desk") == []
    (line,) = seen(here, DESK)
    assert (line.drafted_by, line.informant) == ("督查室工作岗", "12345热线转办")
    assert [row for row in here.told("finding_told") if row] == []

    here.do("tell_findings", DESK, WHEN, findings=[number])
    (line,) = seen(here, COUNTY)
    assert (line.number, line.drafted_by, line.informant) == (1, "", "")
    assert seen(here, BESIDE) == []
    (message,) = here.told("finding_told")
    assert "12345" not in message.body


def test_annulled_draft_was_never_there_for_its_unit(here: Year) -> None:
    (number,) = drafted(here)
    here.do("annul_finding", DESK, "2019-06-17 10:00", finding=number, words="查无实据")
    assert seen(here, COUNTY) == []
    assert here.told("finding_altered") == []
    assert finding(here, number).number is None
    (later,) = told(here, when="2019-06-17 11:00")
    assert finding(here, later).number == 1


def test_other_assessors_do_not_write_into_this_one(here: Year, refused: Refusing) -> None:
    data: dict[str, Any] = {"assessment": here.assessment, "findings": [written()]}
    (reason,) = refused(here, "draft_findings", "discipline_desk", WHEN, **data)
    assert reason.startswith("您现在的岗位不能办理")
    own = [written(kind="team_liable", attributes={"level": "通报"})]
    number = here.do("draft_findings", "discipline_desk", WHEN, **{**data, "findings": own}).ids["finding"]
    (line,) = seen(here, "discipline_desk")
    assert (line.id, line.issuer) == (number, "市纪委监委")


# scheme that lets a person confirm


def test_where_silence_says_nothing_somebody_confirms(city: Year) -> None:
    (number,) = told(city, written(kind="info_late"), by=DESK)
    assert city.tick("2019-06-21 00:00").confirmed == 0
    (owed,) = city.owed(kind="confirmation")
    assert city.owed(kind="objection") == []
    assert (owed.title, str(owed.due_at)[:10]) == ("甲县：第1号“信息迟报”", "2019-06-28")
    assert city.tick("2019-06-22 00:00").confirmed == 0
    city.do("confirm_findings", DESK, "2019-06-24 09:00", findings=[number])
    assert city.owed(kind="confirmation") == []
    assert score(city, "tasks") == Fraction("3.9")


def test_agreement_brings_the_confirmation_forward(here: Year, refused: Refusing) -> None:
    (number,) = told(here, written(kind="info_late"))
    here.do("accept_findings", COUNTY, "2019-06-18 10:00", findings=[number])
    assert (finding(here, number).state, len(here.owed(kind="confirmation"))) == ("told", 1)
    assert here.owed(kind="objection") == []
    (reason,) = refused(here, "accept_findings", COUNTY, "2019-06-18 11:00", findings=[number])
    assert reason == "本单位已经表示无异议"
    here.do("confirm_findings", HEAD, "2019-06-18 12:00", findings=[number])
    assert (finding(here, number).state, here.owed(kind="objection")) == ("confirmed", [])


# 零扣分确认


def test_assessor_confirms_that_there_is_nothing(here: Year, refused: Refusing) -> None:
    drafted(here, written(kind="absent"))
    data = {"assessment": here.assessment, "kinds": ["absent", "未按时完成交办事项"], "period": "2019"}
    done = here.do("confirm_nil", DESK, "2019-06-18 09:00", **data)
    assert done.summary == "零扣分确认3项，1项不列入"
    assert done.details["left"] == {"甲县：未按要求参加会议": "已有登记（2019-06-14）"}
    (first, *_) = refused(here, "confirm_nil", DESK, "2019-06-18 10:00", **data)
    assert first == "甲县：未按要求参加会议：已有登记（2019-06-14）"

    drafted(here, written(unit="乙", kind="absent"), when="2019-06-19 09:00")
    (ended,) = [row for row in here.rows(FindingNil) if row.replaced_at is not None]
    assert (ended.kind, ended.replaced_why) == ("absent", "此后有登记")


def test_nobody_confirms_nothing_about_his_own_unit(here: Year, refused: Refusing) -> None:
    data = {"assessment": here.assessment, "kinds": ["absent"], "period": "2019-06", "units": ["office"]}
    assert refused(here, "confirm_nil", DESK, "2019-06-18 09:00", **data) == (
        "市目标绩效督查室：未按要求参加会议：涉及您所在的单位，按回避要求请由其他单位的人办理",
    )


@settings(
    max_examples=cases(3, full=40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(sorted(ENDS)), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_replay_is_what_was_live(
    published_years: PublishedYears, tmp_path: Path, ends: list[str], order: random.Random
) -> None:
    """Whatever becomes of several findings, in whatever order: every past score is found again."""
    with ExitStack() as keep:
        year = published_years.copy("ledger", when=PUBLISHED, on=SQLITE, folder=tmp_path, keep=keep, durable=False)
        numbers = told(year, *(written(kind="absent", on="2019-06-1" + str(n)) for n in range(len(ends))))
        steps = [(number, end) for number, end in zip(numbers, ends, strict=True)]
        order.shuffle(steps)
        live = {"2019-06-17 23:00": score(year, "tasks")}
        for hour, (number, end) in enumerate(steps, start=9):
            ENDS[end](year, number, f"2019-06-18 {hour:02}:00")
            live[f"2019-06-18 {hour:02}:30"] = score(year, "tasks")
        assert {moment: score(year, "tasks", moment) for moment in live} == live
        assert score(year, "tasks") == 4 - Fraction(1, 2) * sum(end in COUNTS for end in ends)
