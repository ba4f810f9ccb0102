"""知道了: left in peace for some days; what nothing came of comes back."""

from collections.abc import Callable

import pytest

from tests.acceptance.obligations.told import told_of
from tests.integration.actions.breakdowns import FARMLAND, handed_in
from tests.integration.actions.year import Year

Refused = Callable[..., tuple[str, ...]]
OFFICER = "farming_officer"
TITLE = "新建高标准农田"


def breakdown(year: Year) -> int:
    return next(int(row.id) for row in year.owed(kind="breakdown") if TITLE in row.title)


@pytest.mark.closes("A08", "A09")
def test_what_was_noted_and_forgotten_comes_back(town: Year, refused: Refused) -> None:
    town.tick("2019-03-18 09:00")
    number = breakdown(town)
    town.do("take_note", OFFICER, "2019-03-18 10:00", obligation=number, words="正在汇总")
    for day in ("19", "20", "21"):
        town.tick(f"2019-03-{day} 09:00")
        town.tick(f"2019-03-{day} 09:05")

    # noted on Monday, quiet on Tuesday and Wednesday
    assert told_of(town, TITLE, "urge") == ["03-18 09:00"]
    assert told_of(town, TITLE, "forgotten") == ["03-21 09:00"]
    assert told_of(town, TITLE, "present_to_leader") == ["03-21 09:05"] * 2
    (told,) = town.told("forgotten")
    assert told.body == (
        f"农业站：指标分解“{TITLE}”您已知悉，2个工作日过去仍未办结，请于3月15日（周五）下班前办结；确有困难的，请申请延期。"
    )
    assert refused(town, "take_note", OFFICER, "2019-03-21 10:00", obligation=number) == (
        "已经说过1次“知道了”，请办结，或申请延期",
    )


def test_noted_and_done_is_never_heard_of_again(town: Year) -> None:
    town.do("take_note", OFFICER, "2019-03-13 10:00", obligation=breakdown(town))
    town.tick("2019-03-14 09:00")
    assert told_of(town, FARMLAND, "reminder") == []
    handed_in(town, "2019-03-14 10:00")
    for day in ("15", "18", "19"):
        town.tick(f"2019-03-{day} 09:00")

    assert (told_of(town, FARMLAND, "forgotten"), told_of(town, f"指标分解“{FARMLAND}”", "urge")) == ([], [])


def test_quiet_ends_the_morning_after_the_due_day(town: Year) -> None:
    town.do("take_note", OFFICER, "2019-03-15 10:00", obligation=breakdown(town))
    town.tick("2019-03-18 09:00")
    town.tick("2019-03-18 09:05")

    assert (told_of(town, TITLE, "forgotten"), told_of(town, TITLE, "urge")) == (["03-18 09:00"], ["03-18 09:05"])


def test_only_who_owes_it_says_so(town: Year, refused: Refused) -> None:
    assert refused(town, "take_note", "desk", "2019-03-14 10:00", obligation=breakdown(town)) == (
        "您现在的岗位不能办理，可以办理的是：当前办理岗位（承办人）",
    )
