"""The ladder for late things, a list of fears: the exact moment, outages, rest days, extensions, provisional years."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.ladders import Ladder
from config.policy import Messages
from states.ladder import DueMoment, Hours, Look, Standing, first_look, look, look_again
from tests.unit.states.office import at
from workdays.calendar import WorkCalendar
from workdays.deadline import due_at
from workdays.seed import seeded_calendar


def rung(code: str, act: str, label: str, n: int, audience: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "act": act, "label": label, "after": {"n": n}, "audience": [audience], **more}


# 催报 → 报告责任人 → 呈阅 → 逾期名单 → 扣分建议
REPEAT = {"every": {"n": 4, "unit": "hours"}, "at_most": 2}
LATE = Ladder.model_validate(
    {
        "label": "迟报",
        "applies_to": ["report"],
        "reminders": [{"n": 2, "at": "09:00"}, {"n": 0, "at": "15:00"}],
        "rungs": [
            rung("urge", "urge", "催报", 1, "officer", repeat=REPEAT),
            rung("tell", "tell_responsible", "报告责任人", 2, "responsible_person"),
            rung("present", "present_to_leader", "呈阅", 3, "leader_in_charge"),
            rung("list", "list_overdue", "逾期名单", 5, "unit_office"),
            rung("deduct", "propose_deduction", "扣分建议", 8, "assessment_office"),
        ],
    }
)
PLAIN = LATE.model_copy(update={"rungs": (LATE.rungs[0].model_copy(update={"repeat": None}), *LATE.rungs[1:])})
HOURS = Ladder.model_validate(
    {
        "label": "按小时",
        "applies_to": ["report"],
        "reminders": [{"n": 4, "unit": "hours"}],
        "rungs": [
            rung("at_once", "urge", "即催", 0, "officer"),
            rung("day", "urge", "超24小时", 24, "officer", after={"n": 24, "unit": "hours"}),
        ],
    }
)

# D01: 2019-05-13 17:00, a Monday; opened on the working Sunday of the notice
DUE = DueMoment(due_at=at("2019-05-13 17:00"))
OPENED = Standing(opened_at=at("2019-05-05 16:00"))


def walk(
    ladder: Ladder, due: DueMoment, standing: Standing, calendar: WorkCalendar, *, until: datetime, **options: Any
) -> list[tuple[str, str]]:
    """What a clock that is never late sees, look by look."""
    seen = []
    now = first_look(ladder, due=due, opened_at=standing.opened_at, calendar=calendar)
    while now is not None and now <= until:
        step = look(ladder, standing=standing, due=due, now=now, calendar=calendar, **options)
        assert step.next_look_at is None or step.next_look_at > now
        what = step.rung.code + ("+" * step.again) if step.rung else "remind" if step.reminder else "-"
        seen.append((f"{now:%m-%d %H:%M}", what))
        standing, now = step.standing, step.next_look_at
    return seen


def test_silence_meets_every_step_once(calendar: WorkCalendar) -> None:
    assert walk(PLAIN, DUE, OPENED, calendar, until=at("2019-12-31 00:00")) == [
        ("05-09 09:00", "remind"),
        ("05-13 15:00", "remind"),
        ("05-14 09:00", "urge"),
        ("05-15 09:00", "tell"),
        ("05-16 09:00", "present"),
        ("05-20 09:00", "list"),
        ("05-23 09:00", "deduct"),
    ]


def test_repeats_come_between_rungs_and_have_an_end(calendar: WorkCalendar) -> None:
    seen = walk(LATE, DUE, OPENED, calendar, until=at("2019-05-16 23:00"))
    assert seen[2:] == [
        ("05-14 09:00", "urge"),
        ("05-14 13:00", "urge+"),
        ("05-14 17:00", "urge++"),
        ("05-15 09:00", "tell"),
        ("05-16 09:00", "present"),
    ]


def test_nothing_more_is_expected_after_the_last_rung(calendar: WorkCalendar) -> None:
    standing = replace(OPENED, rung=4, rung_taken_at=at("2019-05-20 09:00"))
    last = look(PLAIN, standing=standing, due=DUE, now=at("2019-05-23 09:00"), calendar=calendar)
    assert (last.rung and last.rung.code, last.next_look_at) == ("deduct", None)


# The exact moment


@pytest.mark.parametrize(
    ("now", "taken"),
    [
        (at("2019-05-13 17:00"), None),
        (at("2019-05-13 17:00") + timedelta(microseconds=1), "at_once"),
    ],
)
def test_due_moment_itself_is_on_time(calendar: WorkCalendar, now: datetime, taken: str | None) -> None:
    standing = replace(OPENED, reminded_at=at("2019-05-13 13:00"))
    step = look(HOURS, standing=standing, due=DUE, now=now, calendar=calendar)
    assert (step.rung and step.rung.code) == taken


def test_hours_are_counted_from_the_due_moment(calendar: WorkCalendar) -> None:
    assert walk(HOURS, DUE, OPENED, calendar, until=at("2019-05-31 00:00")) == [
        ("05-13 13:00", "remind"),
        ("05-13 17:00", "at_once"),
        ("05-14 17:00", "day"),
    ]


def test_settled_is_never_looked_at_again(calendar: WorkCalendar) -> None:
    settled = replace(OPENED, settled=True)
    assert look(LATE, standing=settled, due=DUE, now=at("2019-06-30 10:00"), calendar=calendar) == Look(
        standing=settled, next_look_at=None
    )


def test_repeated_look_at_the_same_moment_does_nothing(calendar: WorkCalendar) -> None:
    now = at("2019-05-14 09:00")
    first = look(PLAIN, standing=OPENED, due=DUE, now=now, calendar=calendar)
    again = look(PLAIN, standing=first.standing, due=DUE, now=now, calendar=calendar)
    assert (first.rung and first.rung.code, again.rung, again.reminder) == ("urge", None, None)
    assert again.next_look_at == first.next_look_at == at("2019-05-15 09:00")


# Reminders aim at the workday before the day that the notice names


def test_reminder_aims_before_the_break_while_lateness_waits_for_the_roll(calendar: WorkCalendar) -> None:
    """D08, O35: 2019-09-15 is the last day of the 中秋 break: remind for 09-12, late after 09-16."""
    due = DueMoment(due_at=due_at(date(2019, 9, 16)), remind_on=date(2019, 9, 12))
    seen = walk(PLAIN, due, Standing(opened_at=at("2019-09-01 09:00")), calendar, until=at("2019-09-19 00:00"))
    assert seen == [
        ("09-10 09:00", "remind"),
        ("09-12 15:00", "remind"),
        ("09-17 09:00", "urge"),
        ("09-18 09:00", "tell"),
    ]


def test_hours_of_a_reminder_aim_at_the_same_day(calendar: WorkCalendar) -> None:
    """Four hours before the end of 09-12, not of the 16th."""
    due = DueMoment(due_at=due_at(date(2019, 9, 16)), remind_on=date(2019, 9, 12))
    opened = Standing(opened_at=at("2019-09-01 09:00"))
    seen = walk(HOURS, due, opened, calendar, until=at("2019-09-16 23:00"))
    assert seen == [("09-12 19:59", "remind")]


def test_reminders_know_no_grace(calendar: WorkCalendar) -> None:
    """Asked for until 05-13 17:00, late after 05-16 17:00: nobody is asked to hand in by a moment that is past."""
    due = DueMoment(due_at=at("2019-05-16 17:00"), remind_on=date(2019, 5, 13), before_grace=at("2019-05-13 17:00"))
    seen = walk(HOURS, due, OPENED, calendar, until=at("2019-05-17 23:00"))
    assert seen == [("05-13 13:00", "remind"), ("05-16 17:00", "at_once"), ("05-17 17:00", "day")]
    missed = look(HOURS, standing=OPENED, due=due, now=at("2019-05-14 09:00"), calendar=calendar)
    assert missed.reminder is None


def test_make_up_saturday_is_a_day_like_any_other(calendar: WorkCalendar) -> None:
    """2019-10-12 is a working Saturday."""
    due = DueMoment(due_at=at("2019-10-11 17:00"))
    seen = walk(PLAIN, due, Standing(opened_at=at("2019-10-08 16:00")), calendar, until=at("2019-10-14 23:00"))
    assert [one for one in seen if one[1] != "remind"] == [("10-12 09:00", "urge"), ("10-14 09:00", "tell")]


def test_natural_days_before_fall_back_to_a_workday(calendar: WorkCalendar) -> None:
    ladder = LATE.model_copy(update={"reminders": (LATE.reminders[0].model_copy(update={"unit": "days", "n": 1}),)})
    assert first_look(ladder, due=DUE, opened_at=OPENED.opened_at, calendar=calendar) == at("2019-05-10 09:00")


def test_window_opened_after_a_reminder_does_not_make_up_for_it(calendar: WorkCalendar) -> None:
    late_opening = at("2019-05-10 10:00")
    assert first_look(LATE, due=DUE, opened_at=late_opening, calendar=calendar) == at("2019-05-13 15:00")


def test_reminders_end_with_the_due_moment(calendar: WorkCalendar) -> None:
    evening = LATE.model_copy(update={"reminders": (LATE.reminders[0].model_copy(update={"n": 0, "at": "18:00"}),)})
    assert walk(evening, DUE, OPENED, calendar, until=at("2019-05-15 00:00"))[0] == ("05-14 09:00", "urge")


# Rest days


def test_nothing_happens_on_a_rest_day(calendar: WorkCalendar) -> None:
    """A2: the ladder is not spent before anybody sees it."""
    due = DueMoment(due_at=at("2019-05-10 17:00"))
    saturday = look(PLAIN, standing=OPENED, due=due, now=at("2019-05-11 10:00"), calendar=calendar)
    assert (saturday.rung, saturday.next_look_at) == (None, at("2019-05-13 09:00"))


def test_hours_that_end_on_a_rest_day_wait_for_the_morning(calendar: WorkCalendar) -> None:
    due = DueMoment(due_at=at("2019-05-10 17:00"))
    standing = replace(OPENED, rung=1, rung_taken_at=at("2019-05-10 17:00"))
    friday = look(HOURS, standing=standing, due=due, now=at("2019-05-10 18:00"), calendar=calendar)
    assert friday.next_look_at == at("2019-05-13 09:00")


def test_office_that_works_on_rest_days_may_say_so(calendar: WorkCalendar) -> None:
    due = DueMoment(due_at=at("2019-05-10 17:00"))
    standing = replace(OPENED, rung=1, rung_taken_at=at("2019-05-10 17:00"))
    hours = Hours(rest_days=True)
    step = look(HOURS, standing=standing, due=due, now=at("2019-05-11 17:00"), calendar=calendar, hours=hours)
    assert step.rung == HOURS.rungs[1]


def test_rungs_come_in_time_for_the_digest_of_the_morning(calendar: WorkCalendar) -> None:
    """The hour of a reminder is the reminder's own: what is said of lateness leaves on the day it is counted for."""
    early = Hours.of(Messages(digest_at="08:30"))
    afternoon = PLAIN.model_copy(update={"reminders": (LATE.reminders[0].model_copy(update={"at": "15:00"}),)})
    seen = walk(afternoon, DUE, OPENED, calendar, until=at("2019-05-15 23:00"), hours=early)
    assert seen == [("05-09 15:00", "remind"), ("05-14 08:30", "urge"), ("05-15 08:30", "tell")]


# Outages


def test_after_an_outage_only_the_lowest_missed_rung_is_taken(calendar: WorkCalendar) -> None:
    """The clock stood still from the due moment until 05-22: four rungs have passed by."""
    back = look(PLAIN, standing=OPENED, due=DUE, now=at("2019-05-22 10:30"), calendar=calendar)
    assert (back.rung and back.rung.code, back.standing.rung) == ("urge", 1)
    seen = [("05-22 10:30", "urge")]
    standing, now = back.standing, back.next_look_at
    while now is not None:
        step = look(PLAIN, standing=standing, due=DUE, now=now, calendar=calendar)
        seen.append((f"{now:%m-%d %H:%M}", step.rung.code if step.rung else "-"))
        standing, now = step.standing, step.next_look_at
    # one, one, two and three workdays apart, as the ladder has it
    assert seen == [
        ("05-22 10:30", "urge"),
        ("05-23 09:00", "tell"),
        ("05-24 09:00", "present"),
        ("05-28 09:00", "list"),
        ("05-31 09:00", "deduct"),
    ]


def test_of_missed_reminders_only_the_latest_is_sent(calendar: WorkCalendar) -> None:
    back = look(LATE, standing=OPENED, due=DUE, now=at("2019-05-13 16:00"), calendar=calendar)
    assert (back.reminder, back.next_look_at) == (LATE.reminders[1], at("2019-05-14 09:00"))


def test_reminder_missed_until_after_the_due_moment_is_dropped(calendar: WorkCalendar) -> None:
    back = look(LATE, standing=OPENED, due=DUE, now=at("2019-05-13 18:00"), calendar=calendar)
    assert (back.reminder, back.rung, back.next_look_at) == (None, None, at("2019-05-14 09:00"))


def test_outage_that_ends_on_a_rest_day_waits_for_monday(calendar: WorkCalendar) -> None:
    back = look(PLAIN, standing=OPENED, due=DUE, now=at("2019-05-18 10:00"), calendar=calendar)
    assert (back.rung, back.next_look_at) == (None, at("2019-05-20 09:00"))


# Provisional years, extensions


def test_provisional_moment_reminds_but_climbs_nothing(calendar: WorkCalendar) -> None:
    due = DueMoment(due_at=at("2027-05-14 17:00"), provisional=True)
    standing = Standing(opened_at=at("2027-05-04 10:00"))
    assert walk(PLAIN, due, standing, calendar, until=at("2027-12-31 00:00")) == [
        ("05-12 09:00", "remind"),
        ("05-14 15:00", "remind"),
    ]
    late = look(PLAIN, standing=standing, due=due, now=at("2027-06-30 10:00"), calendar=calendar)
    assert (late.rung, late.next_look_at) == (None, None)


def test_pending_extension_freezes_rungs_and_lets_reminders_through(calendar: WorkCalendar) -> None:
    frozen = replace(OPENED, frozen=True)
    reminded = look(PLAIN, standing=frozen, due=DUE, now=at("2019-05-09 09:00"), calendar=calendar)
    assert reminded.reminder == PLAIN.reminders[0]
    late = look(PLAIN, standing=frozen, due=DUE, now=at("2019-05-22 09:00"), calendar=calendar)
    assert (late.rung, late.next_look_at) == (None, None)


def test_refused_extension_goes_on_where_it_stood(calendar: WorkCalendar) -> None:
    standing = replace(OPENED, rung=1, rung_taken_at=at("2019-05-14 09:00"), frozen=True)
    thawed = replace(standing, frozen=False)
    step = look(PLAIN, standing=thawed, due=DUE, now=at("2019-05-22 09:00"), calendar=calendar)
    assert (step.rung and step.rung.code, step.next_look_at) == ("tell", at("2019-05-23 09:00"))


# What is remembered


def test_standing_survives_its_row() -> None:
    standing = Standing(
        opened_at=at("2019-05-05 16:00"),
        reminded_at=at("2019-05-09 09:00"),
        rung=1,
        rung_taken_at=at("2019-05-14 09:00"),
        repeats=2,
        repeated_at=at("2019-05-14 17:00"),
        frozen=True,
    )
    read = Standing.read(
        standing.as_json(), opened_at=standing.opened_at, rung=standing.rung, rung_taken_at=standing.rung_taken_at
    )
    assert read == standing
    assert Standing(opened_at=standing.opened_at).as_json() == {}


# Whatever the clock does

CALENDAR = seeded_calendar(2018, 2021)


@given(
    gaps=st.lists(st.integers(1, 60 * 24 * 6), min_size=1, max_size=40),
    due_hours=st.integers(0, 24 * 40),
    ladder=st.sampled_from((LATE, PLAIN, HOURS)),
)
def test_no_rung_is_taken_twice_skipped_or_early(gaps: list[int], due_hours: int, ladder: Ladder) -> None:
    opened = at("2019-04-20 10:00")
    due = DueMoment(due_at=opened + timedelta(hours=due_hours))
    standing, now, taken = Standing(opened_at=opened), opened, []
    for gap in gaps:
        now += timedelta(minutes=gap)
        step = look(ladder, standing=standing, due=due, now=now, calendar=CALENDAR)
        if step.rung or step.reminder:
            assert CALENDAR.is_workday(now.date())
        if step.reminder:
            assert now <= due.due_at
        if step.rung and not step.again:
            assert now > due.due_at
            taken.append(step.rung.code)
        assert step.next_look_at is None or step.next_look_at > now
        standing = step.standing
    assert taken == [rung.code for rung in ladder.rungs][: len(taken)]


@given(due_hours=st.integers(0, 24 * 40), ladder=st.sampled_from((LATE, PLAIN, HOURS)))
def test_looking_only_when_told_to_misses_nothing(due_hours: int, ladder: Ladder) -> None:
    """Every other hour, or only at `next_look_at`: the same steps in the same order."""
    opened = at("2019-04-25 10:00")
    due = DueMoment(due_at=opened + timedelta(hours=due_hours))
    until = due.due_at + timedelta(days=30)
    assert steps(ladder, due, opened, until, every=None) == steps(
        ladder, due, opened, until, every=timedelta(minutes=30)
    )


def steps(ladder: Ladder, due: DueMoment, opened: datetime, until: datetime, *, every: timedelta | None) -> list[str]:
    seen: list[str] = []
    standing = Standing(opened_at=opened)
    now = first_look(ladder, due=due, opened_at=opened, calendar=CALENDAR) if every is None else opened
    while now is not None and now <= until:
        step = look(ladder, standing=standing, due=due, now=now, calendar=CALENDAR)
        if step.rung or step.reminder:
            seen.append(step.rung.code + "+" * step.again if step.rung else "remind")
        standing, now = step.standing, step.next_look_at if every is None else now + every
    return seen


# Shortfalls: what is due, is due from the opening


BEHIND = Ladder.model_validate(
    {
        "label": "欠账",
        "for_shortfalls": True,
        "rungs": [
            rung("warning", "draft_warning", "预警提示单", 0, "department_head"),
            rung("order", "draft_supervision", "督办单", 10, "department_head"),
            rung("talk", "propose_talk", "提请约谈", 20, "committee"),
        ],
    }
)
FELL = Standing(opened_at=at("2019-09-10 10:00"))
SINCE = DueMoment(due_at=FELL.opened_at)


def climb(standing: Standing, calendar: WorkCalendar, *, until: str = "2019-12-31 00:00") -> list[tuple[str, str]]:
    """Rung by rung, by a clock that is never late."""
    seen, now = [], look_again(BEHIND, standing=standing, due=SINCE, now=FELL.opened_at, calendar=calendar)
    while now is not None and now <= at(until):
        step = look(BEHIND, standing=standing, due=SINCE, now=now, calendar=calendar)
        assert step.standing.rung >= standing.rung
        if step.rung is not None:
            seen.append((f"{now:%m-%d %H:%M}", step.rung.code))
        standing, now = step.standing, step.next_look_at
    return seen


def test_shortfall_climbs_from_its_opening(calendar: WorkCalendar) -> None:
    assert climb(FELL, calendar) == [("09-10 10:00", "warning"), ("09-25 09:00", "order"), ("10-14 09:00", "talk")]


def test_rung_that_is_entered_directly_leaves_out_those_below_and_the_next_keeps_its_distance(
    calendar: WorkCalendar,
) -> None:
    assert climb(FELL.entering(1, at=FELL.opened_at), calendar) == [("09-10 10:00", "order"), ("09-25 09:00", "talk")]


def test_rung_that_comes_next_anyway_is_taken_at_once(calendar: WorkCalendar) -> None:
    warned = replace(FELL, rung=1, rung_taken_at=FELL.opened_at)
    entering = warned.entering(1, at=at("2019-09-16 09:30"))
    assert climb(entering, calendar) == [("09-16 09:30", "order"), ("09-29 09:00", "talk")]


def test_ladder_of_a_shortfall_holds_while_a_figure_waits_for_verification(calendar: WorkCalendar) -> None:
    assert climb(replace(FELL, rung=1, rung_taken_at=FELL.opened_at).froze(held=True), calendar) == []


def test_pause_ends_by_itself_and_what_it_held_comes_then(calendar: WorkCalendar) -> None:
    warned = replace(FELL, rung=1, rung_taken_at=FELL.opened_at).paused(at("2019-10-15 09:00"))
    assert climb(warned, calendar) == [("10-15 09:00", "order"), ("10-29 09:00", "talk")]
    assert Standing.read(warned.as_json(), opened_at=FELL.opened_at, rung=1, rung_taken_at=FELL.opened_at) == warned
