"""Sentences and tables that commands print."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from rich.text import Text

from actions.checkup import Remark, summed_up
from actions.delivering import DeliveryCounts
from actions.ran import delivery_words, tick_words
from actions.rehearsing.rehearsal import Arrival, Counted, Rehearsal, SentMessage, Silence
from actions.ticking import TickCounts
from checks.dating import with_local_days
from checks.doubt import Severity
from cli.acting import numbered
from cli.auditing import sentences
from cli.calendar_pages import cut_off, days_off, how_it_moved, provisional_banner, quoted
from cli.checking import said
from cli.rehearsal import recipient
from cli.rehearsal import summary as rehearsal_summary
from cli.speaking import answer, cut_off_hour
from config.deadlines import DayOfMonth, OnDate
from config.loading import load_scheme
from config.schemes import find_scheme
from config.zone import SHANGHAI
from models.sealing import Anchor, Bad, Verified
from workdays.calendar import WorkCalendar
from workdays.periods import Period
from workdays.resolving import resolve
from workdays.seed import seeded_calendar


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return seeded_calendar(2019, 2019)


# Answers


def test_answer_is_one_object_with_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    moment = datetime(2019, 5, 13, 9, tzinfo=UTC)
    answer("kaohe.test/1", {"at": moment, "on": date(2019, 5, 13), "points": Decimal("0.10"), "单位": "镇"})
    assert json.loads(capsys.readouterr().out) == {
        "schema": "kaohe.test/1",
        "at": "2019-05-13T17:00:00+08:00",
        "on": "2019-05-13",
        "points": "0.10",
        "单位": "镇",
    }


def test_answer_refuses_what_has_no_form() -> None:
    with pytest.raises(TypeError, match="set has no form in an answer"):
        answer("kaohe.test/1", {"codes": {"a"}})


def test_day_without_an_hour_ends_at_24() -> None:
    end = datetime.combine(date(2019, 5, 20), time.max, tzinfo=SHANGHAI)
    assert [cut_off_hour(end), cut_off_hour(datetime(2019, 5, 13, 9, tzinfo=UTC))] == ["24:00", "17:00"]


def test_reasons_are_numbered_beyond_the_twentieth() -> None:
    lines = numbered(tuple(f"原因{number}" for number in range(1, 23)))
    assert (lines[0], lines[19], lines[21]) == ("  ① 原因1", "  ⑳ 原因20", "  （22） 原因22")


# check


def test_remark_shows_place_text_and_remedy() -> None:
    remark = Remark(Severity.ERROR, "year.yaml", 3, 7, "/year", "不是年份", "写四位数字", "二〇一九")
    assert said(remark).plain == "year.yaml:3:7: 错误：不是年份\n    │ 二〇一九\n    → 写四位数字"


@pytest.mark.parametrize(
    ("severities", "sentence"),
    [
        ([], "没有发现错误和疑点。"),
        ([Severity.WARNING, Severity.NOTE], "没有错误；1 处疑点，1 处提示，请人判断。"),
        ([Severity.ERROR, Severity.ERROR, Severity.WARNING], "2 处错误，1 处疑点。"),
    ],
)
def test_summary_counts_by_gravity(severities: list[Severity], sentence: str) -> None:
    assert summed_up([Remark(each, "f", 1, 1, "", "", "", "") for each in severities]) == sentence


# calendar


def test_month_tells_its_days_off_and_make_up_workdays(calendar: WorkCalendar) -> None:
    assert days_off(date(2019, 9, 1), calendar).plain == "放假 13—15日 中秋节　调休上班 29日（周日）　"
    assert days_off(date(2019, 2, 1), calendar).plain == "调休上班 2—3日（周六、周日）　放假 4—10日 春节　"
    assert days_off(date(2019, 7, 1), calendar) == Text()


def test_cut_off_is_the_judged_day(calendar: WorkCalendar) -> None:
    moved = resolve(
        DayOfMonth(kind="day_of_month", day=15, month="next"), calendar=calendar, period=Period.month(2019, 8)
    )
    worked = resolve(OnDate(kind="on", date=date(2019, 5, 5), cutoff="17:00"), calendar=calendar)
    kept = resolve(OnDate(kind="on", date=date(2019, 5, 1), roll="none"), calendar=calendar)
    assert [cut_off(each, calendar).plain for each in (moved, worked, kept)] == [
        "9月16日 周一 24:00",
        "5月5日 周日 17:00 调休上班",
        "5月1日 周三 24:00 劳动节",
    ]
    assert [how_it_moved(each) for each in (moved, worked, kept)] == [
        "9月15日遇休息日，9月16日截止，按9月12日提醒",
        "",
        "",
    ]


def test_provisional_days_have_a_banner(calendar: WorkCalendar) -> None:
    assert provisional_banner([]) == ""
    far = seeded_calendar(2027, 2027)
    due = resolve(OnDate(kind="on", date=date(2027, 3, 5)), calendar=far)
    assert cut_off(due, far).plain == "3月5日 周五 24:00 暂定"


def test_local_days_of_a_scheme_overrule_the_seed(calendar: WorkCalendar) -> None:
    scheme = load_scheme(find_scheme("shanxi-cjr-2019")).scheme
    assert with_local_days(calendar, scheme).overrides == ()


def test_date_without_a_clause_says_so() -> None:
    scheme = load_scheme(find_scheme("shanxi-cjr-2019")).scheme
    assert quoted(None, scheme).plain == "文件没有写明"


# tick, deliver, audit


def test_tick_says_only_what_it_did() -> None:
    assert tick_words(asdict(TickCounts())) == "没有到点的事（查看 0 项）。"
    assert tick_words(asdict(TickCounts(opened=1, looked=4, reminded=3, sealed=9))) == (
        "开启填报 1 次，提醒 3 条，封存履历 9 行（查看 4 项）。"
    )


def test_delivery_says_only_what_happened() -> None:
    assert delivery_words(asdict(DeliveryCounts())) == "没有要发的消息。"
    assert delivery_words(asdict(DeliveryCounts(sent=2, failed=1))) == "送达 2 条，未能送达 1 条，原因见 kaohe doctor。"


def test_audit_names_the_first_bad_row() -> None:
    fine = Verified(sealed=7, unsealed=2, first_bad=None, last=Anchor(3, "ab"))
    bad = Verified(sealed=4, unsealed=0, first_bad=Bad("已封存的记录不见了", journal_id=5, seal_id=2), last=None)
    assert sentences(fine, anchors=0) == [
        "已封存 7 行，逐行核对无误；未封存 2 行。",
        "未封存的由下一次 tick 封存。",
        "库外还没有留存封存点。",
        "最后封存点：第 3 号 ab",
    ]
    assert sentences(bad, anchors=1)[1] == "履历被改动：第 5 行，第 2 号封存，已封存的记录不见了。"


# rehearse


def message(*, person: str = "", posts: tuple[str, ...] = ()) -> SentMessage:
    at = datetime(2019, 5, 13, 9, tzinfo=SHANGHAI)
    return SentMessage(at=at, person=person, posts=posts, unit="", kind="reminder", subject="", body="", why="")


def arrival(hour: int, count: int) -> Arrival:
    at = datetime(2019, 5, 13, hour, 10, tzinfo=SHANGHAI)
    return Arrival(at=at, person="甲", subject="", body="", short="", count=count)


def test_recipient_is_named_by_post() -> None:
    assert recipient(message(person="康复部承办人", posts=("康复部承办人",))) == "康复部承办人"
    assert recipient(message(person="甲", posts=("康复部承办人", "康复部责任人"))) == "甲（康复部承办人、康复部责任人）"
    assert recipient(message(person="甲")) == "甲"


def test_rehearsal_ends_with_what_silence_would_cost() -> None:
    begins, ends = datetime(2019, 5, 5, tzinfo=SHANGHAI), datetime(2020, 1, 31, tzinfo=SHANGHAI)
    rungs = (Counted("催报", 12), Counted("呈阅", 9))
    silence = Silence(obligations=12, messages=40, arrivals=16, rungs=rungs, units=(Counted("康复部", 21),), persons=())
    played = Rehearsal(
        scheme="s", title="t", year=2019, behaviour="on-time", begins_at=begins, ends_at=ends,
        messages=(message(), message(), message()), arrivals=(arrival(9, 2), arrival(14, 1)),
        acts=(), refusals=(), rungs=(), silence=silence, open=("归档",),
    )  # fmt: skip
    assert rehearsal_summary(played) == [
        "共 3 条消息，并成 2 条送达（每人每天最多 2 条），办理 0 件，督办 0 级，年末未办结 1 项。",
        "如果都不报：12 项逾期，40 条消息，并成 16 条，阶梯：催报 12、呈阅 9。",
        "　　各单位：康复部 21。",
    ]
