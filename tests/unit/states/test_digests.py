"""What a digest names, in which order, and how it is counted."""

from typing import Any

from states.digests import Item, Tally, listed, tally, told_already
from tests.unit.states.office import at

NOW = at("2019-05-13 09:10")


def item(number: int, code: str = "reminder", **more: Any) -> Item:
    return Item(id=number, code=code, **{"decided_at": at("2019-05-13 09:00"), **more})


def ids(*items: Item) -> list[int]:
    return [each.id for each in listed(items, now=NOW)]


def test_urgent_first_then_overdue_then_asked_then_told_each_in_official_order() -> None:
    overdue, today = at("2019-05-10 17:00"), at("2019-05-13 17:00")
    told = item(1, "verified", position=0)
    asked = item(2, due_at=today, position=1)
    asked_of_second_unit = item(3, due_at=at("2019-05-13 12:00"), position=2)
    late_of_second_unit = item(4, "urge", due_at=overdue, position=2)
    late_of_first_unit = item(5, "urge", due_at=at("2019-05-12 17:00"), position=1)
    urgent = item(6, "verified", urgent=True)
    of_no_unit = item(7, due_at=overdue)

    assert ids(told, asked, asked_of_second_unit, late_of_second_unit, late_of_first_unit, urgent, of_no_unit) == [
        6,
        5,
        4,
        7,
        2,
        3,
        1,
    ]


def test_matter_that_is_asked_for_twice_is_named_once_by_the_latest() -> None:
    assert ids(item(1, matter=8), item(2, "urge", matter=8), item(3, matter=9)) == [2, 3]


def test_what_two_posts_of_one_person_are_told_in_the_same_words_is_named_once() -> None:
    same = {"said": "提醒\n农业站：请于3月15日办结。"}
    assert ids(item(1, matter=8, **same), item(2, matter=9, **same), item(3, matter=10, said="另一件")) == [2, 3]


def test_what_was_told_by_itself_this_morning_is_asked_for_no_more_in_the_digest() -> None:
    asked, other = item(1, matter=8), item(2, matter=9)
    told, urgent = item(3, "part_supplied", matter=8), item(4, matter=8, urgent=True)
    assert told_already([asked, other, told, urgent], matters={8}) == (asked,)


def test_what_is_told_of_a_matter_stands_beside_what_is_asked() -> None:
    assert ids(item(1, matter=8), item(2, "part_supplied", matter=8), item(3, "verified"), item(4, "verified")) == [
        1,
        2,
        3,
        4,
    ]


def test_counts_say_what_is_asked_overdue_due_today_and_told() -> None:
    items = [
        item(1, due_at=at("2019-05-13 17:00")),
        item(2, "urge", due_at=at("2019-05-10 17:00")),
        item(3, due_at=at("2019-05-14 17:00")),
        item(4),
        item(5, "list_overdue", due_at=at("2019-05-10 17:00")),
    ]
    assert tally(items, now=NOW) == Tally(asked=4, overdue=1, due_today=1, told=1)
