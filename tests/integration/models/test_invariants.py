"""What the schema itself does not allow, on both databases."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from models.assignments import Assignment
from models.base import Row
from models.database import Database
from models.evidence import Evidence, EvidenceUse, EvidenceVersion
from models.items import Item
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.packages import Package
from models.persons import Holding
from models.posts import Post
from models.reports import Report
from models.reviews import Review
from models.units import Unit
from models.verdicts import Score, Verdict
from tests.office import NOON, Ground, lay_ground, put


def obligation(ground: Ground, **more: Any) -> dict[str, Any]:
    return {
        "office_id": ground.office,
        "assessment_id": ground.assessment,
        "kind": "report",
        "unit_id": ground.unit,
        "post_id": ground.post,
        "subject_kind": "window",
        "subject_id": ground.window,
        "period": "2019-06",
        "opened_at": NOON,
        **more,
    }


def package(ground: Ground, **more: Any) -> dict[str, Any]:
    owner = {"office_id": ground.office, "assessment_id": ground.assessment, "unit_id": ground.unit}
    return {**owner, "kind": "report", "period": "2019-06", "title": "6月报送件", "state": "collecting", **more}


def review(ground: Ground, **more: Any) -> dict[str, Any]:
    seat = {"office_id": ground.office, "unit_id": ground.unit, "post_id": ground.post}
    return {**seat, "subject_kind": "report", "subject_id": ground.report, "step": "head", "asked_at": NOON, **more}


def report(ground: Ground, **more: Any) -> dict[str, Any]:
    place = {"window_id": ground.window, "period_id": ground.period, "assignment_id": ground.assignment}
    owner = {"office_id": ground.office, "assessment_id": ground.assessment, "unit_id": ground.unit}
    return {**place, **owner, "state": "filling", **more}


def verdict(ground: Ground, **more: Any) -> dict[str, Any]:
    said = {"document_no": "晋考办〔2020〕1号", "dated_on": date(2020, 1, 15), "recorded_at": NOON}
    return {"office_id": ground.office, "assignment_id": ground.assignment, **said, **more}


def score(ground: Ground, **more: Any) -> dict[str, Any]:
    place = {"office_id": ground.office, "assignment_id": ground.assignment}
    return {**place, "kind": "self", "points": Decimal("11.5"), "entered_at": NOON, **more}


def unit(ground: Ground, **more: Any) -> dict[str, Any]:
    return {"office_id": ground.office, "code": "jiaojiu", "name": "教就部", "kind": "department", **more}


def message(ground: Ground, **more: Any) -> dict[str, Any]:
    told = {"kind": "reminder", "subject": "提醒", "body": "请报送", "created_at": NOON, "send_after": NOON}
    return {"office_id": ground.office, "dedup_key": "reminder:1", **told, **more}


ONE_AT_A_TIME = [
    pytest.param(Obligation, obligation, {"settled_at": NOON, "outcome": "done"}, id="open obligation"),
    pytest.param(Package, package, {"closed_at": NOON}, id="open package"),
    pytest.param(Review, review, {"closed_at": NOON, "attempt": 2}, id="open review"),
    pytest.param(Report, report, {"round": 2}, id="report of a round"),
    pytest.param(Verdict, verdict, {"replaced_at": NOON}, id="sitting verdict"),
    pytest.param(Score, score, {"replaced_at": NOON}, id="sitting score"),
    pytest.param(Unit, unit, {"ended_on": date(2019, 6, 30)}, id="living unit"),
    pytest.param(OutboxMessage, message, {"dedup_key": "reminder:2"}, id="message key"),
]


@pytest.mark.parametrize(("table", "row", "apart"), ONE_AT_A_TIME)
def test_second_row_of_the_same_kind_is_refused(
    database: Database, table: type[Row], row: Any, apart: dict[str, Any]
) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        put(tx, table, **row(ground, **apart))
        if table is Report:  # the ground holds one of round 1
            tx.execute(delete(table.t).where(table.c.id == ground.report))
        put(tx, table, **row(ground))
        with pytest.raises(IntegrityError), tx.begin_nested():
            put(tx, table, **row(ground))


WRONG = [
    pytest.param(Report, report, {"state": "lost"}, id="unknown report state"),
    pytest.param(Report, report, {"round": 2, "state": "review"}, id="review without step"),
    pytest.param(Package, package, {"state": "review"}, id="unknown package state"),
    pytest.param(Obligation, obligation, {"kind": "wish"}, id="unknown obligation"),
    pytest.param(Obligation, obligation, {"outcome": "forgotten"}, id="unknown outcome"),
    pytest.param(Obligation, obligation, {"post_id": 99}, id="nobody's post"),
    pytest.param(Unit, unit, {"kind": "club"}, id="unknown kind of unit"),
    pytest.param(OutboxMessage, message, {"state": "posted"}, id="unknown message state"),
    pytest.param(Score, score, {"kind": "guess"}, id="unknown kind of score"),
]


@pytest.mark.parametrize(("table", "row", "wrong"), WRONG)
def test_row_outside_the_known_words_is_refused(
    database: Database, table: type[Row], row: Any, wrong: dict[str, Any]
) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        with pytest.raises(IntegrityError), tx.begin_nested():
            put(tx, table, **row(ground, **wrong))


def test_review_states_of_any_chain_are_accepted(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        for table, number in ((Assignment, ground.assignment), (Report, ground.report)):
            tx.execute(update(table.t).where(table.c.id == number).values(state="review:two_of_three"))


def test_holding_ends_after_it_begins(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        who = {"office_id": ground.office, "person_id": ground.person, "post_id": ground.post, "recorded_at": NOON}
        put(tx, Holding, **who, begins_on=date(2019, 1, 1), ends_on=date(2019, 1, 1))
        with pytest.raises(IntegrityError), tx.begin_nested():
            put(tx, Holding, **who, begins_on=date(2019, 2, 1), ends_on=date(2019, 1, 31))


def test_row_that_others_point_to_cannot_be_deleted(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        put(tx, Item, office_id=ground.office, assignment_id=ground.assignment)
        for table, number in ((Assignment, ground.assignment), (Post, ground.post), (Unit, ground.unit)):
            if table is Post:
                put(tx, Obligation, **obligation(ground))
            with pytest.raises(IntegrityError), tx.begin_nested():
                tx.execute(delete(table.t).where(table.c.id == number))


def test_evidence_is_never_empty_and_stands_once_in_a_place(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        evidence = put(tx, Evidence, office_id=ground.office, unit_id=ground.unit, title="培训签到表", created_at=NOON)
        version = {"office_id": ground.office, "evidence_id": evidence, "hash": "ab", "media_type": "application/pdf"}
        with pytest.raises(IntegrityError), tx.begin_nested():
            put(tx, EvidenceVersion, **version, number=1, size=0, file_name="签到表.pdf", stored_at=NOON)
        use = {"office_id": ground.office, "evidence_id": evidence, "subject_kind": "report", "subject_id": 1}
        put(tx, EvidenceUse, **use, added_at=NOON, removed_at=NOON)
        put(tx, EvidenceUse, **use, added_at=NOON)
        with pytest.raises(IntegrityError), tx.begin_nested():
            put(tx, EvidenceUse, **use, added_at=NOON)
