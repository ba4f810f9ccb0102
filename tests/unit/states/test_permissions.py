"""Who may do what: the matrix of requirements 1.8 in its hard cases, and `may` against `scope`."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.roles import Role
from states.actors import Actor, Mark, Relation, Seat
from states.permissions import may, scope
from states.rights import READ, RIGHTS
from states.scopes import All, AnyOf, InChargeOf, Nothing, PersonIs, PostIn, UnitIn
from states.subjects import SubjectFacts, SubjectKind
from states.verbs import VERBS
from tests.unit.states.office import CLOCK, CO_UNIT, HOST, LEAD, OFFICE, PERSON, person

REPORT = SubjectFacts(
    kind=SubjectKind.REPORT,
    office=OFFICE,
    state="submitted",
    lead_unit=LEAD,
    co_units=frozenset({CO_UNIT}),
    assessors=frozenset({"renshe"}),
    leader_post="fenguan",
    submitter=PERSON["kangfu_officer"],
)
IN_REVIEW = replace(
    REPORT,
    state="review:head",
    awaited_posts=frozenset({"kangfu_head"}),
    awaited_roles=frozenset({Role.DEPARTMENT_HEAD}),
)


def allowed(act: str, subject: SubjectFacts, *codes: str) -> list[str]:
    return [code for code in codes if may(person(code), act, subject).ok]


def test_only_leads_report() -> None:
    """R0.17, 1.8: a cooperating unit does not report for an indicator that it does not lead."""
    filling = replace(REPORT, state="filling")
    people = ("kangfu_officer", "kangfu_head", "jiaojiu_officer", "fenguan", "bangong_desk")
    assert allowed("submit", filling, *people) == ["kangfu_officer", "kangfu_head"]


def test_cooperating_unit_supplies_its_part_and_sees_the_leads_state() -> None:
    filling = replace(REPORT, state="filling")
    assert allowed("supply_part", filling, "jiaojiu_officer", "kangfu_officer") == ["jiaojiu_officer"]
    assert may(person("jiaojiu_officer"), "read", filling).ok


def test_leader_in_charge_reads_his_line_and_changes_no_figure() -> None:
    assert allowed("read", REPORT, "fenguan", "fenguan_b") == ["fenguan"]
    assert not may(person("fenguan"), "fill", replace(REPORT, state="filling")).ok


def test_office_verifies_but_not_its_own_units_work() -> None:
    """1.8, R1.8, W10."""
    assert may(person("kaohe_desk"), "verify", REPORT).ok
    own = replace(REPORT, lead_unit=HOST)
    answer = may(person("kaohe_desk"), "verify", own)
    assert answer.reasons == ("本单位承担的指标不能由本单位核验、评分，请由其他考评单位办理",)
    assert may(person("kaohe_desk"), "record_verdict", own).ok  # the superior's word is recorded, not judged


def test_conflict_is_of_the_person_whichever_seat_he_uses() -> None:
    both = person("kaohe_desk", "jiaojiu_officer")
    assert not may(both, "verify", REPORT).ok


def test_own_unit_may_enter_what_the_superior_scored() -> None:
    own = replace(REPORT, kind=SubjectKind.ASSIGNMENT, state="awaiting_verdict", lead_unit=HOST)
    assert not may(person("kaohe_desk"), "enter_score", own).ok
    assert may(person("kaohe_desk"), "enter_score", replace(own, judged_by_superior=True)).ok


def test_assessing_unit_verifies_its_rows() -> None:
    """R1.7."""
    seat = Seat(post="renshe_1", unit="renshe", role=Role.ASSESSOR)
    assessor = Actor(person_id=1, office=OFFICE, host_unit=HOST, seats=(seat,))
    assert may(assessor, "verify", REPORT).ok
    assert not may(assessor, "verify", replace(REPORT, assessors=frozenset())).ok


def test_office_does_not_edit_a_departments_text() -> None:
    filling = replace(REPORT, state="filling")
    assert allowed("fill", filling, "bangong_desk", "kaohe_desk") == []
    assert allowed("enter_for", filling, "bangong_desk", "kaohe_desk", "fenguan") == ["bangong_desk", "kaohe_desk"]


def test_nothing_is_edited_after_it_left_the_desk() -> None:
    assert may(person("kangfu_officer"), "fill", REPORT).reasons == ("进展报告在现在的状态下不能办理“填报”",)


def test_clock_has_its_own_rights_and_no_others() -> None:
    assert may(CLOCK, "open", replace(REPORT, state="not_open")).ok
    assert may(CLOCK, "submit", replace(REPORT, state="filling")).reasons == (
        "您现在的岗位不能办理，可以办理的是：牵头单位的承办人、牵头单位的责任人、牵头单位的部门负责人、牵头单位的联络员、"
        "牵头单位的单位办公室、牵头单位的统计部门、数据提供单位的承办人、数据提供单位的责任人、数据提供单位的部门负责人、"
        "数据提供单位的联络员、数据提供单位的统计部门",
    )


def test_act_that_no_row_names_is_forbidden_to_all() -> None:
    for actor in (CLOCK, person("kaohe_head"), person("guanli")):
        answer = may(actor, "rewrite_history", REPORT)
        assert answer.reasons == ("没有规定谁可以对进展报告办理“rewrite_history”，因此不能办理",)


def test_other_office_is_another_world() -> None:
    stranger = replace(person("kaohe_head"), office=OFFICE + 1)
    assert may(stranger, "read", REPORT).reasons == ("这不属于您所在的考核主体",)


def test_administrator_runs_the_directory_and_sees_no_report() -> None:
    office = SubjectFacts(kind=SubjectKind.OFFICE, office=OFFICE)
    assert may(person("guanli"), "manage_people", office).ok
    assert not may(person("guanli"), "read", REPORT).ok
    assert not may(person("guanli"), "verify", REPORT).ok


def test_auditor_reads_everything_and_writes_nothing() -> None:
    journal = SubjectFacts(kind=SubjectKind.JOURNAL, office=OFFICE)
    assert may(person("shenji"), "read", journal).ok
    writes = [right for right in RIGHTS if right.act not in {READ, "audit", "see_all"}]
    roles = {who.role for right in writes for who in right.who}
    assert Role.AUDITOR not in roles


def test_substitute_acts_on_behalf_and_prefers_his_own_seat() -> None:
    stand_in = person("jiaojiu_head", on_behalf=("kangfu_head",))
    assert may(stand_in, "approve", IN_REVIEW).marks == {Mark.ON_BEHALF}
    both = replace(IN_REVIEW, awaited_posts=frozenset({"kangfu_head", "jiaojiu_head"}))
    answer = may(stand_in, "approve", both)
    assert (answer.seat and answer.seat.post, answer.marks) == ("jiaojiu_head", frozenset())


def test_dual_post_reviews_its_own_and_is_marked() -> None:
    """O08 兼岗: only where the scheme grants it."""
    officer = Seat(post="solo", unit=LEAD, role=Role.OFFICER)
    granted = replace(officer, grants=frozenset({Role.DEPARTMENT_HEAD}))
    mine = replace(IN_REVIEW, awaited_posts=frozenset({"solo"}), submitter=7)

    def solo(seat: Seat) -> Actor:
        return Actor(person_id=7, office=OFFICE, host_unit=HOST, seats=(seat,))

    assert not may(solo(officer), "approve", mine).ok
    answer = may(solo(granted), "approve", mine)
    assert (answer.ok, answer.marks) == (True, {Mark.DUAL_POST})


def test_recall_belongs_to_whoever_made_the_last_step() -> None:
    moved = replace(IN_REVIEW, last_mover=PERSON["kangfu_officer"])
    assert allowed("recall", moved, "kangfu_officer", "kangfu_head") == ["kangfu_officer"]


def test_every_row_names_somebody_and_says_each_act_once_in_a_state() -> None:
    assert [right.act for right in RIGHTS if not right.who] == []
    seen: dict[tuple[str, SubjectKind], list[tuple[str, ...]]] = {}
    for right in RIGHTS:
        for kind in right.kinds:
            seen.setdefault((right.act, kind), []).append(right.states)
    doubled = [
        (act, kind)
        for (act, kind), states in seen.items()
        if len(states) > 1 and (() in states or len(set(states)) < len(states))
    ]
    assert doubled == []


def test_every_act_has_a_chinese_name() -> None:
    assert {right.act for right in RIGHTS} == set(VERBS)


def test_reading_does_not_depend_on_the_state() -> None:
    """What may be seen becomes a where clause, which knows no state."""
    assert [right.states for right in RIGHTS if right.act == READ and right.states] == []


@pytest.mark.parametrize("kind", SubjectKind)
def test_everything_has_somebody_who_may_read_it(kind: SubjectKind) -> None:
    assert any(right.act == READ and kind in right.kinds for right in RIGHTS)


# `may` and `scope`

UNITS = st.sampled_from((HOST, LEAD, CO_UNIT, "caizheng", "tongji"))
POST_CODES = st.sampled_from(tuple(PERSON))
ROLES = st.sampled_from(tuple(Role))
OFFICES = st.sampled_from((OFFICE, OFFICE, OFFICE + 1))
PEOPLE = st.sampled_from((*PERSON.values(),))

seats = st.builds(
    Seat,
    post=POST_CODES,
    unit=UNITS,
    role=ROLES,
    in_charge_of=st.frozensets(UNITS, max_size=2),
    grants=st.frozensets(ROLES, max_size=2),
    via=st.sampled_from(("own", "substitute")),
)
actors = st.builds(
    Actor, person_id=PEOPLE, office=OFFICES, host_unit=st.just(HOST), seats=st.lists(seats, max_size=3).map(tuple)
)
subjects = st.builds(
    SubjectFacts,
    kind=st.sampled_from(tuple(SubjectKind)),
    office=OFFICES,
    state=st.sampled_from(("", "filling", "submitted", "review:head")),
    lead_unit=UNITS,
    co_units=st.frozensets(UNITS, max_size=2),
    assessors=st.frozensets(UNITS, max_size=2),
    source_unit=st.just("") | UNITS,
    leader_post=st.just("") | POST_CODES,
    awaited_posts=st.frozensets(POST_CODES, max_size=2),
    consulted_posts=st.frozensets(POST_CODES, max_size=2),
    copied_posts=st.frozensets(POST_CODES, max_size=2),
    submitter=st.none() | PEOPLE,
    last_mover=st.none() | PEOPLE,
    person=st.none() | PEOPLE,
)


@given(actor=actors, subject=subjects)
def test_what_may_be_read_is_what_the_scope_matches(actor: Actor, subject: SubjectFacts) -> None:
    assert scope(actor, subject.kind).matches(subject) == may(actor, READ, subject).ok


@pytest.mark.parametrize("kind", SubjectKind)
def test_scope_agrees_for_every_single_seat(kind: SubjectKind) -> None:
    """The whole grid of roles and relations, where chance might miss one."""
    for role, unit, relation in product(Role, (HOST, LEAD, CO_UNIT, "caizheng"), Relation):
        actor = Actor(
            person_id=5,
            office=OFFICE,
            host_unit=HOST,
            seats=(Seat(post="p", unit=unit, role=role, in_charge_of=frozenset({LEAD})),),
        )
        subject = SubjectFacts(
            kind=kind,
            office=OFFICE,
            lead_unit=LEAD if relation in (Relation.LEAD, Relation.IN_CHARGE) else "wai",
            co_units=frozenset({CO_UNIT} if relation is Relation.CO_UNIT else ()),
            assessors=frozenset({CO_UNIT} if relation is Relation.ASSESSOR else ()),
            source_unit=CO_UNIT if relation is Relation.SOURCE else "",
            leader_post="p" if relation is Relation.LEADER else "",
            awaited_posts=frozenset({"p"} if relation is Relation.AWAITED else ()),
            consulted_posts=frozenset({"p"} if relation is Relation.CONSULTED else ()),
            copied_posts=frozenset({"p"} if relation is Relation.COPIED else ()),
            person=5 if relation is Relation.SELF else None,
        )
        assert scope(actor, kind).matches(subject) == may(actor, READ, subject).ok


def test_scope_is_as_small_as_it_can_be() -> None:
    officer, overseer = person("kangfu_officer"), person("kaohe_desk")
    assert scope(CLOCK, SubjectKind.REPORT) == Nothing()
    assert scope(overseer, SubjectKind.REPORT) == All(OFFICE)
    assert scope(officer, SubjectKind.MESSAGE) == AnyOf((PersonIs(OFFICE, Relation.SELF, PERSON["kangfu_officer"]),))
    unit, post = frozenset({LEAD}), frozenset({"kangfu_officer"})
    assert scope(officer, SubjectKind.REPORT) == AnyOf(
        (
            *(UnitIn(OFFICE, each, unit) for each in (Relation.LEAD, Relation.CO_UNIT)),
            PostIn(OFFICE, Relation.LEADER, post),
            *(UnitIn(OFFICE, each, unit) for each in (Relation.ASSESSOR, Relation.SOURCE)),
            *(PostIn(OFFICE, each, post) for each in (Relation.AWAITED, Relation.CONSULTED, Relation.COPIED)),
        )
    )
    charge = InChargeOf(OFFICE, frozenset({LEAD, HOST}))
    leader = scope(person("fenguan"), SubjectKind.SCORE)
    assert isinstance(leader, AnyOf)
    assert charge in leader.parts
