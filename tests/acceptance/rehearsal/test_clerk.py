"""A year in which everything happens once that a clerk meets: exactly what he would have written, and why that day."""

import re

import pytest

from tests.acceptance.rehearsal.conftest import GOLDEN, Rehearse, Told
from tests.acceptance.rehearsal.test_golden import CALENDAR, YEARS, moment

pytestmark = pytest.mark.xdist_group("rehearsal")  # one worker plays each year once for all of them

SCHEME = "ningshan-2019"
BEHAVIOUR = GOLDEN / f"{SCHEME}.clerk.yaml"
NAME = f"{SCHEME}.clerk.txt"
EVERYDAY = frozenset(
    {
        *("window_opened", "to_review", "presented", "to_do", "desk", "clock_started"),
        *("verdict_recorded", "verified", "part_supplied", "waiting_on_desk", "reminder"),
    }
)
TOLD_OF = frozenset(
    {
        *("approve_leave", "end_leave", "request_extension", "grant_extension", "refuse_extension"),
        *("explain_lateness", "accept_excuse", "override_days", "submit_letter", "sign_letter", "seal_letter"),
        *("deliver_letter", "acknowledge_letter", "reply_to_letter", "send_back_reply", "ask_recheck"),
        *("lift_warning", "close_out_order", "hold_talk", "commit_to_rectify", "close_talk", "void_letter"),
    }
)
CLIMBED = frozenset(
    {
        *("urge", "tell_responsible", "present_to_leader", "list_overdue", "propose_deduction"),
        *("letter_drafted", "shortfall_listed", "reminder"),
    }
)
COUNTED = re.compile(r"依据.+(第\d+个工作日|期限当日|发现欠账当日)")


def lines_of(told: Told) -> list[str]:
    """Acts beside messages, in order of time; what every month brings is left to the other goldens."""
    acts = [
        f"{each['at'][:10]} {each['at'][11:16]} {each['person']} 办理“{each['label']}”：{each['summary']}"
        for each in told["acts"]
        if each["act"] in TOLD_OF
    ]
    messages = [
        f"{each['at'][:10]} {each['at'][11:16]} {each['person']}｜{each['body']}〔{each['why']}〕".replace("\n", " / ")
        for each in told["messages"]
        if each["kind"] not in EVERYDAY
    ]
    return sorted((*acts, *messages), key=lambda line: line[:16])


@pytest.mark.slow
@pytest.mark.closes("W7", "W17", "A07", "A09", "O06", "O24")
def test_year_in_which_everything_happens_once_is_as_it_was_read(rehearsed: Rehearse) -> None:
    told = rehearsed(SCHEME, str(BEHAVIOUR))

    assert lines_of(told) == (GOLDEN / NAME).read_text(encoding="utf-8").splitlines()
    assert told["refusals"] == []


@pytest.mark.slow
@pytest.mark.closes("A02", "A03")
def test_nothing_of_it_is_sent_on_a_rest_day(rehearsed: Rehearse) -> None:
    """31 January 2020 was to be worked until the holiday was made longer on the 27th."""
    days = {moment(each).date() for each in rehearsed(SCHEME, str(BEHAVIOUR))["arrivals"]}

    assert [day for day in sorted(days) if not CALENDAR.is_workday(day)] == []


@pytest.mark.slow
@pytest.mark.closes("W17")
@pytest.mark.parametrize(("scheme", "behaviour"), [*YEARS, (SCHEME, str(BEHAVIOUR))], ids=str)
def test_every_reminder_rung_and_letter_cites_its_rule_and_counts_its_workdays(
    rehearsed: Rehearse, scheme: str, behaviour: str
) -> None:
    messages = rehearsed(scheme, behaviour)["messages"]

    assert [each["body"] for each in messages if not each["why"]] == []
    assert [each["why"] for each in messages if each["kind"] in CLIMBED and not COUNTED.search(each["why"])] == []
