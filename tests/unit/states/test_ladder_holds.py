"""What holds a ladder: a request, leave, 知道了; and how it goes on."""

from dataclasses import replace

from config.ladders import Ladder
from config.obligations import ObligationKind
from states.ladder import DueMoment, Standing, look, look_again
from states.pleas import Fed, Wish, against
from states.visits import VisitFacts
from states.visits import against as against_visit
from tests.unit.states.office import at
from tests.unit.states.test_ladder import DUE, OPENED, PLAIN
from workdays.calendar import WorkCalendar

FROZEN = replace(OPENED, frozen=True, frozen_until=at("2019-05-16 09:00"))


def told(standing: Standing, when: str, calendar: WorkCalendar, *, ladder: Ladder = PLAIN, due: DueMoment = DUE) -> str:
    """What one look sees."""
    seen = look(ladder, standing=standing, due=due, now=at(when), calendar=calendar)
    what = seen.rung.code if seen.rung else "remind" if seen.reminder else "-"
    return "lapsed" if seen.lapsed else "forgotten" if seen.forgotten else what


def test_pending_request_lets_reminders_through_and_lapses_at_its_moment(calendar: WorkCalendar) -> None:
    assert [told(FROZEN, f"2019-05-{when}", calendar) for when in ("09 09:00", "15 09:00", "16 08:59", "16 09:00")] == [
        "remind",
        "-",
        "-",
        "lapsed",
    ]
    after = look(PLAIN, standing=FROZEN, due=DUE, now=at("2019-05-16 09:00"), calendar=calendar).standing
    assert (after.frozen, told(after, "2019-05-16 09:05", calendar)) == (False, "urge")


def test_leave_holds_everything_and_ends_on_a_working_morning(calendar: WorkCalendar) -> None:
    """From Thursday 9 May to Friday the 17th: the next look is on Monday the 20th, the lowest rung first."""
    away = replace(OPENED, holds=((at("2019-05-09 00:00"), at("2019-05-18 09:00")),))
    assert look_again(PLAIN, standing=away, due=DUE, now=at("2019-05-05 16:00"), calendar=calendar) == at(
        "2019-05-20 09:00"
    )
    assert [told(away, f"2019-05-{when}", calendar) for when in ("09 09:00", "14 09:00", "20 09:00")] == [
        "-",
        "-",
        "urge",
    ]


def test_two_leaves_in_a_row_are_one_pause(calendar: WorkCalendar) -> None:
    spans = ((at("2019-05-14 00:00"), at("2019-05-16 09:00")), (at("2019-05-16 00:00"), at("2019-05-17 09:00")))
    away = replace(OPENED, reminded_at=at("2019-05-13 15:00"), holds=spans)
    assert look_again(PLAIN, standing=away, due=DUE, now=at("2019-05-13 16:00"), calendar=calendar) == at(
        "2019-05-17 09:00"
    )


def test_what_was_noted_comes_back_before_the_ladder_goes_on(calendar: WorkCalendar) -> None:
    quiet = replace(OPENED, quiet_until=at("2019-05-16 09:00"), acknowledged=1)
    assert [told(quiet, f"2019-05-{when}", calendar) for when in ("14 09:00", "15 09:00", "16 09:00")] == [
        "-",
        "-",
        "forgotten",
    ]
    after = look(PLAIN, standing=quiet, due=DUE, now=at("2019-05-16 09:00"), calendar=calendar)
    assert (after.standing.quiet_until, after.next_look_at) == (None, at("2019-05-16 09:00:00.000001"))


def test_what_is_remembered_is_read_again() -> None:
    standing = replace(
        FROZEN, quiet_until=at("2019-05-17 09:00"), acknowledged=1, round=2, excused=True, repeats=1, entry=0
    )
    read = Standing.read(standing.as_json(), opened_at=standing.opened_at, rung=0, rung_taken_at=None)
    assert read == standing
    now = at("2019-05-16 15:00")
    assert replace(standing, rung=3, rung_taken_at=at("2019-05-16 09:00")).anew(now) == replace(
        standing, reminded_at=now, rung=0, repeats=0, frozen=False, frozen_until=None, entry=None, round=3
    )


def test_new_date_is_refused_with_every_reason() -> None:
    wish = Wish(
        kind=ObligationKind.REVIEW,
        due_at=at("2019-05-13 17:00"),
        wanted=at("2019-05-13 17:00"),
        now=at("2019-05-14 09:00"),
        feeds=Fed("上报件", at("2019-05-10 17:00")),
        granted_before=2,
        at_most=2,
    )
    assert list(against(wish)) == [
        "审核不延期；本人不能办理的，请转办或指定代理人",
        "新的期限要晚于现在的期限（2019年5月13日（周一）17:00）",
        "新的期限要晚于现在",
        "“上报件”等着用，最迟2019年5月10日（周五）17:00，不能延到这以后",
        "这件事已经延期2次，不能再延",
    ]
    exact = replace(wish, kind=ObligationKind.REPORT, wanted=at("2019-05-20 17:00"), granted_before=0)
    assert list(against(replace(exact, feeds=Fed("上报件", at("2019-05-20 17:00"))))) == []


def test_visit_of_one_unit_to_itself_twice_a_month_is_refused() -> None:
    facts = VisitFacts(
        team=frozenset({"人社局"}),
        visited=frozenset({"人社局"}),
        visits_before={"人社局": 1},
        per_month=1,
        joint_only=True,
    )
    assert list(against_visit(facts)) == [
        "督查要由抽调相关单位组成的联合督查组进行，至少两个单位参加",
        "人社局不能督查本单位",
        "本月对人社局已安排督查1次，不能再安排（减负）",
    ]
