"""延期: asked for, granted, refused, withdrawn, forgotten; the ladder stands still and goes on where it stood."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.delivering import deliver
from actions.doors import PaperSignature
from actions.recording import Recorded, RecordingNotifier
from models.journal import Journal
from models.obligations import Obligation
from models.pleas import Plea
from models.posts import Post
from tests.acceptance.obligations.told import told_of
from tests.integration.actions.breakdowns import SAFETY, handed_in
from tests.integration.actions.year import Year, at

Refused = Callable[..., tuple[str, ...]]
OFFICER, HEAD, DESK = "farming_officer", "farming_head", "desk"


def breakdown(year: Year, place: int = 0) -> Any:
    return year.rows(Obligation, kind="breakdown")[place]


def ask(year: Year, when: str = "2019-03-14 10:00", until: str = "2019-03-20", *, by: str = OFFICER) -> int:
    done = year.do("request_extension", by, when, obligation=breakdown(year).id, until=until, reason="等上级口径")
    return done.ids["plea"]


TITLE = "新建高标准农田"


@pytest.mark.closes("W7")
def test_granted_extension_moves_the_date_and_keeps_the_old_one(any_town: Year) -> None:
    town = any_town
    plea = ask(town)
    (decision,) = town.owed(kind="decision")
    assert (decision.title, decision.due_at) == (
        f"延期申请：指标分解：{TITLE}"[:5] + decision.title[5:],
        decision.due_at,
    )
    town.do("grant_extension", DESK, "2019-03-14 15:00", plea=plea, words="抓紧")

    row = breakdown(town)
    assert (row.due_at, row.original_due_at) == (at("2019-03-20 23:59:59.999999"), at("2019-03-15 23:59:59.999999"))
    assert (town.owed(kind="decision"), town.one(Plea).state) == ([], "granted")
    for day in ("15", "18", "19", "20", "21", "22"):
        town.tick(f"2019-03-{day} 09:00")
    assert told_of(town, TITLE, "reminder") == ["03-19 09:00"]
    assert told_of(town, TITLE, "urge") == ["03-21 09:00"]
    assert told_of(town, SAFETY, "urge") == ["03-18 09:00"]


def test_what_was_urged_before_is_urged_anew_after_the_new_date(town: Year) -> None:
    town.tick("2019-03-18 09:00")
    plea = ask(town, "2019-03-18 10:00")
    town.do("grant_extension", DESK, "2019-03-18 15:00", plea=plea)
    for day in ("19", "20", "21", "22"):
        town.tick(f"2019-03-{day} 09:00")

    assert told_of(town, TITLE, "urge") == ["03-18 09:00", "03-21 09:00"]
    assert told_of(town, TITLE, "present_to_leader") == ["03-22 09:00"] * 2


def test_new_date_is_not_reminded_of_in_the_same_breath(town: Year) -> None:
    """The reminder of the new date would have lain before the answer: the answer told him the date."""
    plea = ask(town, "2019-03-18 10:00", until="2019-03-19")
    town.do("grant_extension", DESK, "2019-03-18 15:00", plea=plea)
    for moment in ("18 15:05", "19 09:00", "20 09:00"):
        town.tick(f"2019-03-{moment}")

    assert told_of(town, TITLE, "reminder") == []
    assert told_of(town, TITLE, "urge") == ["03-20 09:00"]


@pytest.mark.closes("A09")
def test_pending_request_freezes_all_but_reminders_and_lapses(any_town: Year) -> None:
    town = any_town
    ask(town, "2019-03-13 10:00", until="2019-03-25")
    for day in ("14", "18", "19"):
        town.tick(f"2019-03-{day} 09:00")
        town.tick(f"2019-03-{day} 09:05")

    # asked on Wednesday, three workdays for the answer: lapsed on Tuesday morning
    assert told_of(town, TITLE, "reminder") == ["03-14 09:00"]
    assert told_of(town, TITLE, "urge") == ["03-19 09:05"]
    assert told_of(town, SAFETY, "urge") == ["03-18 09:00"]
    assert town.one(Plea).state == "lapsed"
    assert [row.outcome for row in town.rows(Obligation, kind="decision")] == ["lapsed"]
    assert told_of(town, TITLE, "plea_answered") == ["03-19 09:00"]
    assert len([row for row in town.rows(Journal) if row.act == "lapse_extension"]) == 1


def test_refused_goes_on_where_it_stood(town: Year) -> None:
    town.tick("2019-03-18 09:00")
    plea = ask(town, "2019-03-18 10:00")
    town.tick("2019-03-20 09:00")
    town.do("refuse_extension", DESK, "2019-03-20 10:00", plea=plea, words="上级期限不变")
    town.tick("2019-03-20 10:05")

    assert breakdown(town).due_at == at("2019-03-15 23:59:59.999999")
    assert told_of(town, TITLE, "present_to_leader") == ["03-20 10:05"] * 2
    (answer,) = town.told("plea_answered")
    assert answer.body == f"“{breakdown(town).title}”的延期申请未获同意，原期限不变。意见：上级期限不变。"


def test_withdrawn_request_is_nobodys_to_do_any_more(town: Year, refused: Refused) -> None:
    plea = ask(town)
    town.do("withdraw_request", OFFICER, "2019-03-14 11:00", plea=plea)

    assert town.owed(kind="decision") == []
    assert refused(town, "grant_extension", DESK, "2019-03-14 12:00", plea=plea) == ("这份申请已撤回，不能再办理",)
    town.tick("2019-03-18 09:00")
    assert told_of(town, TITLE, "urge") == ["03-18 09:00"]


def test_handed_in_before_the_answer_leaves_nothing_to_decide(town: Year, refused: Refused) -> None:
    plea = ask(town, "2019-03-14 09:00")
    handed_in(town, "2019-03-14 10:00")

    assert (town.one(Plea).state, town.owed(kind="decision")) == ("moot", [])
    assert refused(town, "refuse_extension", DESK, "2019-03-14 12:00", plea=plea, words="不必") == (
        "这份申请事项已办结，不需答复，不能再办理",
    )


def test_refusals_name_every_reason(town: Year, refused: Refused) -> None:
    number = breakdown(town).id
    assert refused(town, "request_extension", OFFICER, "2019-03-18 10:00", obligation=number,
                   until="2019-03-14", reason="忙") == (
        "新的期限要晚于现在的期限（2019年3月15日（周五）23:59）",
        "新的期限要晚于现在",
    )  # fmt: skip
    ask(town)
    assert refused(town, "request_extension", HEAD, "2019-03-14 11:00", obligation=number,
                   until="2019-03-22", reason="忙") == ("这件事已有一份延期申请在等答复",)  # fmt: skip
    plea = town.one(Plea).id
    assert refused(town, "grant_extension", OFFICER, "2019-03-14 11:00", plea=plea) == (
        "您现在的岗位不能办理，可以办理的是：当前办理岗位（考核办）",
    )


def test_same_thing_is_put_off_twice_at_most(town: Year, refused: Refused) -> None:
    for day in ("20", "22"):
        town.do("grant_extension", DESK, "2019-03-14 15:00", plea=ask(town, until=f"2019-03-{day}"))

    assert refused(town, "request_extension", OFFICER, "2019-03-14 16:00", obligation=breakdown(town).id,
                   until="2019-03-26", reason="还没好") == ("这件事已经延期2次，不能再延",)  # fmt: skip


def test_review_is_not_put_off(town: Year, refused: Refused) -> None:
    handed_in(town, "2019-03-14 10:00")
    (review,) = town.owed(kind="review")
    assert refused(town, "request_extension", HEAD, "2019-03-14 11:00", obligation=review.id,
                   until="2019-03-26", reason="出差")[0] == (
        "审核不延期；本人不能办理的，请转办或指定代理人"
    )  # fmt: skip


@pytest.mark.closes("O24")
def test_extension_never_passes_what_it_feeds_less_the_time_that_takes(province: Year, refused: Refused) -> None:
    """The breakdown leaves on 20 May; the chain of the package takes two workdays."""
    row = breakdown(province)
    (post,) = (one.code for one in province.rows(Post, id=row.post_id))
    assert refused(province, "request_extension", post, "2019-05-10 10:00", obligation=row.id,
                   until="2019-05-20", reason="口径未明") == (
        "“指标分解结果上报”等着用，最迟2019年5月16日（周四）23:59，不能延到这以后",
    )  # fmt: skip
    province.do("request_extension", post, "2019-05-10 10:00", obligation=row.id, until="2019-05-14", reason="口径未明")
    assert province.one(Plea).asked_due_at == at("2019-05-14 23:59:59.999999")


@pytest.mark.closes("O03")
def test_answer_may_be_given_with_the_pen(town: Year) -> None:
    year = town
    plea = ask(year)
    pen = PaperSignature(leader=year.persons[DESK], signed_at=at("2019-03-14 14:00"), words="同意")
    year.do("grant_extension", "clerk", "2019-03-14 16:00", paper=pen, plea=plea, words="同意")

    (line,) = [row for row in year.rows(Journal) if row.act == "grant_extension"]
    assert (line.person_id, line.recorded_by, line.via) == (year.persons[DESK], year.persons["clerk"], "paper")


def test_what_was_decided_before_the_new_date_and_not_yet_sent_stays_at_home(town: Year) -> None:
    """Urged at nine, for the digest of ten past; meanwhile the desk grants more time."""
    town.tick("2019-03-18 09:00")
    plea = ask(town, "2019-03-18 09:02")
    town.do("grant_extension", DESK, "2019-03-18 09:05", plea=plea)
    book: list[Recorded] = []
    now = at("2019-03-18 09:10")
    deliver(town.database, RecordingNotifier(now, book), now=now)

    urged = {row.body[: row.body.index("”")].partition("“")[2]: row for row in town.told("urge")}
    assert (urged[TITLE].state, urged[TITLE].reason) == ("unwanted", "期限已经改变，按原期限写的不再发送")
    assert urged[SAFETY].state == "sent"
    assert [each for each in book if TITLE in each.message.body and "催报" in each.message.body] == []
