"""A whole year through the real acts: broken down, reviewed, returned, sent up, reported, verified, scored, archived.

Three review chains, both seats, both databases, one code: whoever owes something does it, and that is enough to lead
everybody through the year.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from actions.ticking import tick
from config.roles import Role
from models.assignments import Assignment
from models.journal import Journal
from models.outbox import OutboxMessage
from models.packages import Package
from models.persons import Holding
from models.posts import Post
from models.reports import Report
from models.sealing import verify
from models.verdicts import Score, Verdict
from tests.acceptance.lifecycle.people import People
from tests.integration.actions.year import Year, at
from tests.profiles import FULL
from tests.years import BOTH, PublishedYears

BEGUN = ("issued", "breaking_down")
ENDED = ("awaiting_consolidation", "submitted", "in_execution", "awaiting_verdict", "scored", "archived")
TWO_STEPS = ("review:head", "returned", "review:head", "review:leader", "returned", "review:leader")
FIVE_STEPS = (
    *("review:head", "returned", "review:head"),
    # 会签 of two co-units: each of them sends it back once, and has it again without the steps before
    *("review:countersign", "returned", "review:countersign", "returned", "review:countersign"),
    *("review:leader", "returned", "review:leader"),
    # two of three: the first objection is only noted, the second sends it back
    *("review:panel", "returned", "review:panel"),
    *("review:signing", "returned", "review:signing"),
)

YEARS = [
    pytest.param(
        "shanxi-cjr-2019",
        "2019-05-05 09:00",
        ("实施“阳光家园计划”和省彩票公益金残疾人托养服务项目", "离退休干部工作"),
        TWO_STEPS,
        marks=pytest.mark.closes("R0.15", "R0.17", "O01", "O02", "A21"),
        id="shanxi-assessed",
    ),
    pytest.param(
        "ningshan-2019",
        "2019-09-04 09:00",
        ("县考部门：完成固定资产投资任务（示例）", "县考部门：工作创新和亮点培育（示例）"),
        TWO_STEPS,
        marks=pytest.mark.closes("R2.7b", "R2.12", "O21", "A21"),
        id="ningshan-both",
    ),
    pytest.param(
        "five-steps",
        "2019-03-26 09:00",
        ("建成北环路二期工程", "沿线征收", "老旧小区改造"),
        FIVE_STEPS,
        marks=pytest.mark.closes("A20", "A21", "A25", "O29"),
        id="five-steps",
    ),
]

LIVED = [
    pytest.param(*year.values, on, marks=year.marks, id=f"{year.id}-{on}")
    for year in YEARS
    for on in (BOTH if FULL or year.id == "five-steps" else BOTH[:1])
]
"""Every year on SQLite, the one with the longest chain on PostgreSQL too; `make faults` lives every year on both."""


@pytest.mark.faults
@pytest.mark.parametrize(("name", "when", "busy", "chain", "on"), LIVED)
def test_whoever_owes_does_it_and_the_year_is_done(
    published_years: PublishedYears,
    keep: ExitStack,
    tmp_path: Path,
    name: str,
    when: str,
    busy: Sequence[str],
    chain: tuple[str, ...],
    on: str,
) -> None:
    year = published_years.copy(name, when=when, on=on, folder=tmp_path, keep=keep, durable=False)
    people = People(year, name, at(when), busy=chosen(year, busy))

    people.live(until=at("2020-02-10 10:00"))
    people.archive()
    tick(year.database, now=people.now)

    assert trail(year, people.busy[0]) == (*BEGUN, *chain, *ENDED)
    assert {year.one(Assignment, id=number).state for number in people.busy} == {"archived"}
    assert [row for row in year.owed() if people.is_busy_with(row)] == []
    assert {row.state for row in year.rows(Package)} <= {"receipted", "sent"}
    assert reports_of(year, people.busy) <= {"verified", "submitted"}
    assert {row.assignment_id for row in year.rows(Score) if row.replaced_at is None} == set(people.busy)
    assert len(year.rows(Verdict)) == len(people.busy)
    assert to_leaders(year, ("催", "逾期")) == []
    with year.database.read() as connection:
        sealed = verify(connection)
    assert (sealed.ok, sealed.unsealed) == (True, 0)


def chosen(year: Year, titles: Sequence[str]) -> tuple[int, ...]:
    """The named ones; with full counts everybody is busy, the named first."""
    named = [year.assignment(title) for title in titles]
    others = [row.id for row in year.rows(Assignment) if row.id not in named] if FULL else []
    return (*named, *others)


def trail(year: Year, assignment: int) -> tuple[str, ...]:
    """Every state that it stood in, as the journal tells."""
    moves = [
        (row.before["state"], row.after["state"])
        for row in year.rows(Journal, subject_kind="assignment", subject_id=assignment)
        if row.before and "state" in row.before and row.before["state"] != row.after["state"]
    ]
    assert [before for before, _ in moves[1:]] == [after for _, after in moves[:-1]]
    return (moves[0][0], *(after for _, after in moves))


def reports_of(year: Year, busy: Sequence[int]) -> set[str]:
    return {row.state for row in year.rows(Report) if row.assignment_id in busy and row.state != "waived"}


def to_leaders(year: Year, words: Sequence[str]) -> list[Any]:
    """What was told to a leader with one of these words in it (O10)."""
    roles = (Role.LEADER_IN_CHARGE.value, Role.PRINCIPAL_LEADER.value, Role.COMMITTEE.value)
    seats = select(Holding.c.person_id).join(Post.t, Post.c.id == Holding.c.post_id).where(Post.c.role.in_(roles))
    query = select(OutboxMessage.t).where(OutboxMessage.c.person_id.in_(seats))
    with year.database.read() as tx:
        told = tx.execute(query).all()
    assert told != []
    return [row for row in told if any(word in row.subject + row.body for word in words)]


def test_obligations_of_the_silent_stay_open_and_climb(
    published_years: PublishedYears, keep: ExitStack, tmp_path: Path
) -> None:
    """Those who do nothing hold up nobody else: what they owe is named as missing and stays theirs."""
    when = "2019-03-26 09:00"
    year = published_years.copy("five-steps", when=when, on="sqlite", folder=tmp_path, keep=keep, durable=False)
    people = People(year, "five-steps", at(when), busy=chosen(year, ("沿线征收",))[:1])

    people.live(until=at("2019-07-10 10:00"))
    tick(year.database, now=at("2019-07-12 10:00"))

    silent = year.assignment("老旧小区改造")
    owed = {(row.kind, row.period): row.rung for row in year.owed(subject_id=silent, subject_kind="assignment")}
    assert {key: rung for key, rung in owed.items() if rung} == {
        ("breakdown", ""): 2,
        ("co_unit_part", ""): 2,
        ("report", "quarter/2019-Q2"): 2,
    }
    assert {row.state for row in year.rows(Package) if row.kind == "breakdown"} == {"receipted"}
    assert people.acts.count("name_missing") >= 1
