"""From a seat named by what it does to the posts that sit there."""

from dataclasses import replace

import pytest

from config.obligations import ObligationKind
from config.roles import Role
from config.seats import SeatRef
from states.rules import Await
from states.seating import COLLECTORS, WRITERS, Directory, PostFacts
from states.subjects import SubjectFacts, SubjectKind
from tests.unit.states.office import CO_UNIT, DIRECTORY, HOST, LEAD, OFFICE

TASK = SubjectFacts(kind=SubjectKind.ASSIGNMENT, office=OFFICE, lead_unit=LEAD, co_units=frozenset({CO_UNIT}))


def groups(written: object, directory: Directory = DIRECTORY) -> list[list[str]]:
    return [sorted(group) for group in directory.groups((SeatRef.model_validate(written),), TASK)]


@pytest.mark.parametrize(
    ("written", "posts"),
    [
        ("officer", [["kangfu_officer"]]),
        ("department_head", [["kangfu_deputy", "kangfu_head"]]),
        ("leader_in_charge", [["fenguan"]]),
        ({"role": "department_head", "of": "co_units"}, [["jiaojiu_head"]]),
        ({"role": "leader_in_charge", "of": "co_units"}, [["fenguan_b"]]),
        ({"role": "department_head", "unit": CO_UNIT}, [["jiaojiu_head"]]),
        ({"role": "leader_in_charge", "of": "office"}, [["fenguan"]]),
        ("committee", [["weiyuan_1"], ["weiyuan_2"], ["weiyuan_3"]]),
        ("unit_office", [["bangong_desk"]]),
        ("supervision", []),
    ],
)
def test_seat_means_these_posts(written: object, posts: list[list[str]]) -> None:
    assert groups(written) == posts


def test_every_co_unit_has_a_seat_of_its_own() -> None:
    finance = PostFacts(code="caizheng_head", unit="caizheng", role=Role.DEPARTMENT_HEAD)
    directory = replace(DIRECTORY, posts=(*DIRECTORY.posts, finance))
    task = replace(TASK, co_units=frozenset({CO_UNIT, "caizheng"}))
    ref = SeatRef.model_validate({"role": "department_head", "of": "co_units"})
    assert directory.groups((ref,), task) == (frozenset({"jiaojiu_head"}), frozenset({"caizheng_head"}))


def test_grant_counts_only_where_nobody_else_sits() -> None:
    """兼岗."""
    small = Directory(
        host_unit=HOST,
        posts=(
            PostFacts(code="solo", unit=LEAD, role=Role.OFFICER, grants=frozenset({Role.DEPARTMENT_HEAD})),
            PostFacts(code="head", unit=CO_UNIT, role=Role.DEPARTMENT_HEAD),
        ),
    )
    assert groups("department_head", small) == [["solo"]]
    with_head = replace(small, posts=(*small.posts, PostFacts(code="boss", unit=LEAD, role=Role.DEPARTMENT_HEAD)))
    assert groups("department_head", with_head) == [["boss"]]


def test_first_seat_that_exists_owes_unless_each_does() -> None:
    def owing(**more: bool) -> tuple[str, ...]:
        return DIRECTORY.owing(Await(ObligationKind.BREAKDOWN, WRITERS, **more), TASK)

    assert owing() == ("kangfu_officer",)
    assert owing(each=True) == ("kangfu_head", "kangfu_deputy", "kangfu_officer")
    nobody = replace(DIRECTORY, posts=tuple(each for each in DIRECTORY.posts if each.role is not Role.OFFICER))
    assert nobody.owing(Await(ObligationKind.BREAKDOWN, WRITERS), TASK) == ("kangfu_head", "kangfu_deputy")


def test_collecting_desk_collects_where_there_is_one() -> None:
    assert DIRECTORY.owing(Await(ObligationKind.CONSOLIDATION, COLLECTORS), TASK) == ("bangong_desk",)
