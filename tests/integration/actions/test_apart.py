"""三员分立: who administers the system does not audit it, nor stands in for who does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.looking import look
from checks.checking import check
from checks.known_days import calendar_for
from config.loading import load_scheme
from models.database import Database
from states.actors import Actor
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind
from tests.integration.actions.year import Year, at, published, scheme_text

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


THREE = POSTS + "  - {code: security, title: 安全管理员, unit: office, role: security_administrator}\n"
ALL = "policy:\n  separate: [administrator, security_administrator, auditor]\n"


@pytest.fixture
def three(sqlite_database: Database, tmp_path: Path) -> Year:
    """System, security and audit apart."""
    other = {"posts:\n": THREE, "policy:\n": ALL}
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)


def test_whoever_runs_the_system_gives_access_to_nobody(three: Year, refused: Callable[..., tuple[str, ...]]) -> None:
    own = {"office": three.office}
    one = {**own, "name": "新来的承办人", "person": "new", "post": "farming_officer", "begins_on": "2019-03-05"}
    left = ("本单位实行三员分立，人员、岗位和账号由安全管理员办理",)
    for by in ("admin", "desk"):
        assert refused(three, "appoint", by, MORNING, **own, people=[one]) == left
    assert refused(three, "reset_password", "admin", MORNING, **own, person="farming_officer") == left
    assert refused(three, "end_sessions", "admin", MORNING, **own, person="farming_officer") == left
    days = {"begins_on": "2019-03-05", "ends_on": "2019-03-08"}
    away = {**own, **days, "person": "farming_officer", "substitute": "farming_head"}
    assert refused(three, "appoint_substitute", "admin", MORNING, **away) == left
    assert three.do("appoint", "security", MORNING, **own, people=[one]).summary == "已登记任职1人次"
    assert three.do("reset_password", "security", MORNING, **own, person="farming_officer").details["password"]


def test_the_three_audit_administer_and_give_access_each_his_own(three: Year) -> None:
    about = SubjectFacts(kind=SubjectKind.OFFICE, office=1)
    acts = ("audit", "manage_people", "manage_tokens", "manage_calendar", "draft_scheme")
    found = {by: [act for act in acts if may(actor_of(three, by), act, about).ok] for by in THEM}
    assert found == {
        "admin": ["manage_calendar", "draft_scheme"],
        "security": ["manage_people", "manage_tokens"],
        "auditor": ["audit"],
    }


THEM = ("admin", "security", "auditor")


def actor_of(year: Year, by: str) -> Actor:
    with year.database.read() as tx:
        act = look(tx, by=year.persons[by], now=at(MORNING))
        act.enter(1)
        return act.actor


def test_security_administrator_without_the_others_is_a_doubt() -> None:
    def said(posts: str, policy: str) -> list[str]:
        text = scheme_text("tiny").replace("posts:\n", posts).replace("policy:\n", policy)
        scheme = load_scheme(text).scheme
        found = check(scheme, calendar=calendar_for(scheme))
        return [each.sentence for each in found if "安全管理员" in each.sentence]

    assert said(THREE, ALL) == []
    assert said(THREE, POLICY) == ["设了安全管理员，三员分立却没有写安全管理员：同一个人可以兼任"]
    assert said(POSTS, ALL) == ["三员分立写了安全管理员，却没有这个岗位：人员和账号仍由系统管理员办理"]
