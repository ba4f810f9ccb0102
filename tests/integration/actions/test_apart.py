"""三员分立: who administers the system does not audit it, nor stands in for who does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checks.checking import check
from checks.known_days import calendar_for
from config.loading import load_scheme
from models.database import Database
from tests.integration.actions.year import Year, published, scheme_text

MORNING = "2019-03-05 09:00"
POSTS = (
    "posts:\n"
    "  - {code: admin, title: 系统管理员, unit: office, role: administrator}\n"
    "  - {code: auditor, title: 审计管理员, unit: office, role: auditor}\n"
)
POLICY = "policy:\n  separate: [administrator, auditor]\n"
APART = {"posts:\n": POSTS, "policy:\n": POLICY}
REASON = "本单位实行三员分立，“{}”不能同时担任系统管理员、审计管理员"


@pytest.fixture
def apart(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=APART)


def test_one_person_never_holds_two(apart: Year, refused: Callable[..., tuple[str, ...]]) -> None:
    own = {"office": apart.office}
    one = {**own, "name": "系统管理员", "person": "admin", "post": "auditor", "begins_on": "2019-03-05"}
    assert refused(apart, "appoint", "desk", MORNING, **own, people=[one]) == (REASON.format("admin"),)
    both = [{**one, "person": "new", "name": "新人", "post": post} for post in ("admin", "auditor")]
    assert refused(apart, "appoint", "desk", MORNING, **own, people=both) == (REASON.format("new"),)
    days = {"begins_on": "2019-03-05", "ends_on": "2019-03-08"}
    stand_in = {**own, **days, "person": "auditor", "substitute": "admin"}
    assert refused(apart, "appoint_substitute", "desk", MORNING, **stand_in) == (REASON.format("admin"),)
    assert refused(apart, "approve_leave", "desk", MORNING, **stand_in, reason="病假") == (REASON.format("admin"),)
    move = {"person": "auditor", "effective_on": "2019-03-05", "moves": [{"post": "auditor", "to": "admin"}]}
    assert refused(apart, "hand_over", "desk", MORNING, **own, **move) == (REASON.format("admin"),)


def test_others_are_not_concerned(apart: Year) -> None:
    one = {"name": "党政办联络员", "person": "clerk", "post": "auditor", "begins_on": "2019-03-05"}
    done = apart.do("appoint", "desk", MORNING, office=apart.office, people=[{"office": apart.office, **one}])
    assert done.summary == "已登记任职1人次"


def test_a_post_that_has_both_is_an_error_of_the_scheme() -> None:
    posts = POSTS.replace("role: auditor}", "role: auditor, grants: [administrator]}")
    text = scheme_text("tiny").replace("posts:\n", posts).replace("policy:\n", POLICY)
    scheme = load_scheme(text).scheme
    found = [(each.pointer, each.severity.value) for each in check(scheme, calendar=calendar_for(scheme))]
    assert ("/posts/1/grants", "error") in found
