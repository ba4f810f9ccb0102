"""会签 counted: one, all, at least n; called-in seats; 转办."""

from itertools import product

import pytest

from config.chains import AtLeast, Together
from states.ballots import Ballot, Vote

A, B, C = (frozenset({post}) for post in "abc")
NUMBER = {"a": 1, "b": 2, "c": 3, "d": 4}


def ballot(mode: Together | AtLeast, votes: str, **more: object) -> Ballot:
    """`votes`: a letter agrees, a capital refuses."""
    cast = tuple(Vote(each.lower(), NUMBER[each.lower()], each.islower()) for each in votes)
    return Ballot(mode=mode, groups=(A, B, C), votes=cast, **more)  # type: ignore[arg-type]


TWO = AtLeast(at_least=2)


@pytest.mark.parametrize(
    ("mode", "votes", "passed", "failed"),
    [
        (Together.ONE, "", False, False),
        (Together.ONE, "b", True, False),
        (Together.ONE, "B", False, True),
        (Together.ALL, "ab", False, False),
        (Together.ALL, "abc", True, False),
        (Together.ALL, "aB", False, True),
        (TWO, "a", False, False),
        (TWO, "aC", False, False),
        (TWO, "Cab", True, False),
        (TWO, "AB", False, True),
    ],
)
def test_ballot_is_passed_failed_or_open(mode: Together | AtLeast, votes: str, passed: bool, failed: bool) -> None:
    found = ballot(mode, votes)
    assert (found.has_passed, found.has_failed) == (passed, failed)


def test_no_ballot_is_both_passed_and_failed() -> None:
    """Every way in which three seats can have spoken, against a count by hand."""
    modes = (Together.ALL, AtLeast(at_least=1), TWO, AtLeast(at_least=3))
    for mode, said in product(modes, product((None, True, False), repeat=3)):
        votes = "".join(
            post if agrees else post.upper() for post, agrees in zip("abc", said, strict=True) if agrees is not None
        )
        found = ballot(mode, votes)
        needed = mode.at_least if isinstance(mode, AtLeast) else 3
        assert found.has_passed == (said.count(True) >= needed)
        assert found.has_failed == (3 - said.count(False) < needed)


def test_called_in_seat_has_to_agree_whatever_the_mode() -> None:
    for mode in (Together.ONE, TWO):
        votes = "ab" if mode is TWO else "a"
        assert not ballot(mode, votes, added=frozenset("d")).has_passed
        assert ballot(mode, votes + "d", added=frozenset("d")).has_passed
        assert ballot(mode, votes + "D", added=frozenset("d")).has_failed


def test_missing_says_how_many_are_needed() -> None:
    assert [ballot(mode, "a", added=frozenset("d")).missing for mode in (Together.ONE, Together.ALL, TWO)] == [1, 3, 2]


def test_two_chairs_of_one_person_are_one_voice_where_persons_count() -> None:
    votes = (Vote("a", 1, True), Vote("b", 1, True))
    assert not Ballot(mode=TWO, groups=(A, B, C), votes=votes).has_passed
    assert Ballot(mode=Together.ALL, groups=(A, B), votes=votes).has_passed


def test_posts_of_one_group_speak_with_one_voice() -> None:
    """A25: one from each department."""
    groups = (frozenset({"a", "b"}), C)
    assert Ballot(mode=Together.ALL, groups=groups, votes=(Vote("b", 2, True), Vote("c", 3, True))).has_passed
    assert not Ballot(mode=Together.ALL, groups=groups, votes=(Vote("a", 1, True), Vote("b", 2, True))).has_passed


def test_handed_seat_is_the_other_posts_in_the_order_of_events() -> None:
    found = ballot(Together.ALL, "", added=frozenset("d")).handed("a", "x").handed("x", "y").handed("d", "z")
    assert (found.groups, found.added) == ((frozenset("y"), B, C), frozenset("z"))


def test_empty_ballot_never_passes() -> None:
    assert not Ballot(mode=Together.ALL).has_passed
