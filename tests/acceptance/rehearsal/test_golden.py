"""Every message of both shipped years, on time and silent, as it was read line by line (W17)."""

import datetime as dt
import re
from collections import Counter

import pytest

from tests.acceptance.rehearsal.conftest import DIGESTS, Rehearse, Told, digests_of, golden, lines_of
from workdays.seed import seeded_calendar

pytestmark = pytest.mark.xdist_group("rehearsal")  # one worker plays each year once for all of them

SCHEMES = ("shanxi-cjr-2019", "ningshan-2019")
YEARS = [(scheme, behaviour) for scheme in SCHEMES for behaviour in ("on-time", "silent")]
CALENDAR = seeded_calendar(2018, 2020)
LEADERS = re.compile(r"会领导$|会主要领导|县级领导（示例）$|县委主要领导|县政府主要领导|县考核委员会(主任|副主任)")
URGING = re.compile("催|逾期|督促")
TITLES = re.compile("“.*?”")  # an indicator may be called 督促检查
SCREEN = 600

each_year = pytest.mark.parametrize(("scheme", "behaviour"), YEARS)
each_scheme = pytest.mark.parametrize("scheme", SCHEMES)


def moment(each: Told) -> dt.datetime:
    return dt.datetime.fromisoformat(each["at"])


@pytest.mark.slow
@each_year
@pytest.mark.closes("W17")
def test_every_message_of_the_year_is_as_it_was_read(rehearsed: Rehearse, scheme: str, behaviour: str) -> None:
    assert lines_of(rehearsed(scheme, behaviour)) == golden(scheme, behaviour).read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
@each_year
@pytest.mark.closes("A05", "A06")
def test_every_digest_of_the_year_is_as_it_was_read(rehearsed: Rehearse, scheme: str, behaviour: str) -> None:
    told = rehearsed(scheme, behaviour)

    kept = golden(scheme, behaviour, kept=DIGESTS).read_text(encoding="utf-8").splitlines()
    assert digests_of(told) == kept
    assert [each for each in told["arrivals"] if len(each["body"]) > SCREEN] == []
    assert [each for each in told["arrivals"] if len(each["short"]) > 70] == []


@pytest.mark.slow
@each_year
@pytest.mark.closes("A05")
def test_nobody_is_disturbed_more_often_than_he_can_live_with(rehearsed: Rehearse, scheme: str, behaviour: str) -> None:
    """One digest a working morning; beside it at most what was the first of its kind on that day."""
    told = rehearsed(scheme, behaviour)
    mornings = Counter((each["person"], each["at"][:10]) for each in told["arrivals"] if each["at"][11:16] == "09:10")
    days = Counter((each["person"], each["at"][:10]) for each in told["arrivals"])

    assert set(mornings.values()) == {1}
    assert max(days.values()) <= 3
    assert len(told["arrivals"]) == told_of(told) + sum(not each["together"] for each in told["messages"])


def told_of(told: Told) -> int:
    """How many mornings brought somebody something."""
    return len({(each["person"], each["at"]) for each in told["messages"] if each["together"]})


@pytest.mark.slow
@each_year
@pytest.mark.closes("A02", "A03")
def test_nothing_is_sent_on_a_rest_day_or_at_night(rehearsed: Rehearse, scheme: str, behaviour: str) -> None:
    moments = [moment(each) for each in rehearsed(scheme, behaviour)["arrivals"]]

    assert [each for each in moments if not CALENDAR.is_workday(each.date())] == []
    assert [each for each in moments if not dt.time(8) <= each.time() < dt.time(20)] == []


@pytest.mark.slow
@each_year
@pytest.mark.closes("O10")
def test_leaders_are_reported_to_and_never_urged(rehearsed: Rehearse, scheme: str, behaviour: str) -> None:
    told = rehearsed(scheme, behaviour)
    to_leaders = [each for each in told["messages"] if LEADERS.search(each["person"])]
    arrived = [each for each in told["arrivals"] if LEADERS.search(each["person"])]

    assert {each["kind"] for each in to_leaders} == ({"presented"} if behaviour == "on-time" else {"present_to_leader"})
    said = [each["subject"] + each["body"] + each.get("short", "") for each in [*to_leaders, *arrived]]
    assert [words for words in said if URGING.search(TITLES.sub("", words))] == []


@pytest.mark.slow
@each_year
@pytest.mark.closes("O39")
def test_no_message_speaks_like_a_machine(rehearsed: Rehearse, scheme: str, behaviour: str) -> None:
    told = rehearsed(scheme, behaviour)["messages"]

    assert [line for each in told if any(word in (line := each["subject"] + each["body"]) for word in MACHINE)] == []


MACHINE = ("系统检测到", "升级", "代办", "申辩", "None", "{", "}", "city_feedback")


@pytest.mark.slow
@each_scheme
def test_year_in_which_all_are_on_time_climbs_no_rung_and_meets_no_refusal(rehearsed: Rehearse, scheme: str) -> None:
    told = rehearsed(scheme)

    assert (told["rungs"], told["refusals"]) == ([], [])
    silent = rehearsed(scheme, "silent")
    assert told["silence"]["messages"] == len(silent["messages"])
    assert told["silence"]["arrivals"] == len(silent["arrivals"])


@pytest.mark.slow
def test_shanxi_ends_with_everything_settled_and_archived(rehearsed: Rehearse) -> None:
    told = rehearsed("shanxi-cjr-2019")

    assert told["open"] == []
    assert told["acts"][-1]["act"] == "archive"
    assert told["acts"][-1]["summary"] == "已归档30项"


@pytest.mark.slow
def test_ningshan_leaves_open_only_the_scores_whose_rules_are_still_to_come(rehearsed: Rehearse) -> None:
    assert [each[:6] for each in rehearsed("ningshan-2019")["open"]] == ["县考核办评分"] * 11


@pytest.mark.slow
def test_whole_year_takes_seconds(rehearsed: Rehearse) -> None:
    """15 s on two idle cores, of which it computes about ten; twice the limit on a busy machine."""
    assert rehearsed("shanxi-cjr-2019")["cpu"] < 30
