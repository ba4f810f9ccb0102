"""Whatever the day, every desk of the county has something on it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from actions.demonstrating import load_demonstration, personas
from models.assignments import Assignment
from models.database import Database
from models.evidence import EvidenceUse
from models.findings import Finding
from models.indicators import Indicator
from models.journal import Journal
from models.letters import Letter
from models.obligations import OPEN, Obligation
from models.pleas import Plea
from models.posts import Post
from models.reports import Report, ReportRow
from models.reviews import Review
from models.summaries import Summary
from states.subjects import SubjectKind
from states.summary import SummaryState
from tests.browser import GROUP
from tests.demonstration import DAYS, SHOWN, demonstration, moment
from web.care.changed import KEYS, state_label

pytestmark = pytest.mark.xdist_group(GROUP)  # the worker that has loaded the county for the browser

_USES = (
    select(EvidenceUse.c.evidence_id, Report.c.assignment_id)
    .join(Report.t, Report.c.id == EvidenceUse.c.subject_id)
    .where(EvidenceUse.c.subject_kind == SubjectKind.REPORT.value)
)
"""Which documents stand behind which tasks."""


@pytest.fixture(scope="module", params=DAYS)
def county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database, _ = demonstration(tmp_path_factory.mktemp("demonstration"), when=request.param)
    yield database
    database.close()


def owed_by(database: Database, post: str) -> set[str]:
    query = (
        select(Obligation.c.kind)
        .join(Post.t, Post.c.id == Obligation.c.post_id)
        .where(OPEN, Post.c.code == post, Obligation.c.opened_at.is_not(None))
    )
    with database.read() as tx:
        return set(tx.scalars(query))


def count(database: Database, query: object) -> int:
    with database.read() as tx:
        found: int = tx.execute(select(func.count()).select_from(query.subquery())).scalar_one()  # type: ignore[attr-defined]
        return found


def test_leader_officer_and_supervisor_find_work(county: Database) -> None:
    assert {"review"} <= owed_by(county, "leader_rural")
    assert {"revision"} <= owed_by(county, "labour_officer")
    assert owed_by(county, "water_head") & {"acknowledgement", "objection"}
    assert owed_by(county, "supervisor")
    assert {"decision"} <= owed_by(county, "committee_chair")
    assert {"letter"} <= owed_by(county, "office_desk")
    assert {"review"} <= owed_by(county, "office_head")


def test_drafted_letters_lie_with_the_office_and_one_waits_to_be_acknowledged(county: Database) -> None:
    drafts = select(Letter.c.id).where(Letter.c.kind == "warning", Letter.c.state == "drafting")
    assert count(county, drafts) >= 3
    assert count(county, select(Letter.c.id).where(Letter.c.kind == "warning", Letter.c.state == "delivered")) >= 1


def test_a_report_came_back_with_a_sentence(county: Database) -> None:
    returned = select(Review.c.id).where(Review.c.decision == "returned", Review.c.words.contains("见习单位"))
    assert count(county, returned) == 1


def test_a_finding_was_told_and_may_be_answered(county: Database) -> None:
    assert count(county, select(Finding.c.id).where(Finding.c.state == "told")) >= 1


def test_summaries_were_presented_and_reports_wait_to_be_verified(county: Database) -> None:
    assert count(county, select(Summary.c.id).where(Summary.c.state == SummaryState.ISSUED.value)) >= 1
    assert count(county, select(Report.c.id).where(Report.c.state == "submitted")) >= 1


def test_every_way_of_working_is_there_to_be_found(county: Database) -> None:
    with county.read() as tx:
        done = set(tx.scalars(select(Journal.c.act)))
        ways = {mark for marks in tx.scalars(select(Journal.c.marks)) for mark in marks}
        pleas = set(tx.execute(select(Plea.c.kind, Plea.c.state)).tuples())
        figures = tx.execute(select(ReportRow.c.reported_cumulative, ReportRow.c.verified_cumulative)).all()
        adjusted = list(tx.scalars(select(Journal.c.basis).where(Journal.c.act == "adjust_target")))
        uses = set(tx.execute(_USES).tuples())
    assert {"entered_for", "on_paper", "on_behalf"} <= ways
    assert {("extension", "granted"), ("extension", "refused")} <= pleas
    assert {"correction", "revoke", "uphold"} <= done
    assert any(one.verified_cumulative not in (None, one.reported_cumulative) for one in figures)
    assert any(one.reported_cumulative is not None and one.reported_cumulative % 1 for one in figures)
    assert adjusted
    assert all("示例" in basis for basis in adjusted)
    assert max(Counter(evidence for evidence, _ in uses).values()) >= 3


def test_everybody_on_the_sign_in_page_sits_at_a_desk(county: Database) -> None:
    with county.read() as tx:
        found = personas(tx)
    assert len(found) == 16
    assert len({each.person for each in found}) == 16
    assert all(each.hint and each.post for each in found)


def test_four_indicators_on_pace_wait_to_be_reported_where_a_window_is_open(tmp_path: Path) -> None:
    database, _ = demonstration(tmp_path)
    query = (
        select(Report.c.id)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .where(Indicator.c.code.in_(["D7", "D8", "D9", "D10"]), Report.c.state == "filling")
    )
    assert count(database, query) == 4
    database.close()


def test_what_was_loaded_is_found_again(tmp_path: Path) -> None:
    database, settings = demonstration(tmp_path)
    loaded = load_demonstration(database, evidence=settings.evidence, now=moment(SHOWN), history=False)
    assert [year.is_new for year in loaded.years] == [False, False, False]
    database.close()


def test_everything_that_the_journal_holds_has_a_name_for_people(county: Database) -> None:
    """Keys of ours are codes in Latin letters; what a scheme or a fact is called by stands as it is."""
    with county.read() as tx:
        rows = tx.execute(select(Journal.c.subject_kind, Journal.c.before, Journal.c.after).distinct()).all()
    keys = {key for _, *contents in rows for content in contents if isinstance(content, dict) for key in content}
    assert {key for key in keys if key.isascii() and key.isidentifier()} <= KEYS.keys()
    states = {(row.subject_kind, content["state"]) for row in rows for content in row[1:] if "state" in (content or {})}
    assert states
    assert not {each for each in states if state_label(*each) == each[1]}
