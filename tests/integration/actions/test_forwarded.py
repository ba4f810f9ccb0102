"""A text that was pasted into a group by hand counts as an urging."""

from collections.abc import Callable

import pytest

from models.journal import Journal
from models.lateness import Urging
from tests.integration.actions.year import Year

Refusing = Callable[..., tuple[str, ...]]


@pytest.mark.closes("O12")
def test_a_text_sent_by_hand_counts_once_a_day(town: Year) -> None:
    town.tick("2019-03-05 09:00")
    first = town.do("note_forwarded", "desk", "2019-03-05 10:00", office=town.office, kind="breakdown")
    owed = [row.id for row in town.owed(kind="breakdown")]
    assert sorted(first.details["counted"]) == sorted(owed)
    assert [(row.month, row.words) for row in town.rows(Urging)] == [("2019-03", "转发稿")] * len(owed)
    assert town.rows(Journal, act="note_forwarded")[0].after["counted"] == first.details["counted"]

    again = town.do("note_forwarded", "desk", "2019-03-05 15:00", office=town.office, kind="breakdown")
    assert (again.details["counted"], len(town.rows(Urging))) == ([], len(owed))
    assert "不重复计数" in again.summary


def test_nothing_to_say_and_nobody_who_may_are_refused(town: Year, refused: Refusing) -> None:
    told = {"office": town.office}
    assert refused(town, "note_forwarded", "desk", "2019-03-05 10:00", kind="talk", **told) == (
        "没有要催办的，不需要转发",
    )
    (reason,) = refused(town, "note_forwarded", "farming_officer", "2019-03-05 10:00", kind="breakdown", **told)
    assert reason.startswith("您现在的岗位不能办理")
    assert refused(town, "note_forwarded", "desk", "2019-03-05 10:00", unit="moon", **told) == (
        "没有编码为“moon”的单位",
    )
