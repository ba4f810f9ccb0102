"""我的待办, one duty, and the messages: what is there, what leads where, what is refused."""

import re

import pytest
from sqlalchemy import update

from actions.delivering import deliver
from models.obligations import Obligation
from models.outbox import InboxItem
from models.persons import Holding, Substitution
from models.pleas import Plea
from models.posts import Post
from models.windows import Window
from states.transport import Message, Sent
from tests.integration.actions.year import Year, at
from tests.pages import Client, Site
from web.officer import messages
from web.officer.reading import When, when_due

WHO = "farming_officer"


class Nowhere:
    """Only the in-house inbox is delivered to."""

    def send(self, message: Message, target: str) -> Sent:  # noqa: ARG002 -- the shape of every channel
        return Sent("")


@pytest.fixture
def opened(town: Year) -> Year:
    """The window of March is open and its message delivered."""
    town.tick("2019-03-20 09:00")
    deliver(town.database, Nowhere(), now=at("2019-03-20 09:05"))
    return town


def officer(site: Site, when: str) -> Client:
    return site.at(when).signed_in(WHO)


@pytest.mark.closes("A11")
def test_desk_shows_by_day_what_is_owed_and_leads_to_it(opened: Year, site: Site) -> None:
    page = officer(site, "2019-03-21 09:00").get("/todo")

    assert page.status == 200, page.said()
    (window,) = opened.rows(Window)
    assert f'href="/reports/window/{window.id}"' in page.html
    assert "3月进展情况（2项）" in page.text
    assert "新建高标准农田" in page.text
    assert "2019年3月29日17:00 剩余6个工作日" in page.text


@pytest.mark.closes("A41")
def test_what_is_late_today_and_later_stands_apart() -> None:
    now = at("2019-03-27 10:00")  # a Wednesday
    assert [when_due(due, now) for due in (
        at("2019-03-27 09:59"), at("2019-03-27 17:00"), at("2019-03-28 17:00"), at("2019-03-31 23:59"),
        at("2019-04-01 00:00"), None,
    )] == [When.LATE, When.TODAY, When.TOMORROW, When.THIS_WEEK, When.LATER, When.UNDATED]  # fmt: skip


def test_late_is_said_to_the_officer_and_never_to_a_leader(opened: Year, site: Site) -> None:
    late = officer(site, "2019-03-30 09:00").get("/todo")
    assert "逾期 4件" in late.text
    page = site.signed_in("leader").get("/todo")
    assert "逾期" not in page.text
    assert "催办" not in page.text


def test_nothing_to_do_says_when_the_next_window_opens(town: Year, site: Site) -> None:
    page = site.at("2019-03-05 09:00").signed_in("farming_responsible").get("/todo")

    assert "现在没有待办" in page.text
    assert "下一件：3月进展情况，2019年3月20日开始填报，2019年3月29日17:00前报送" in page.text


def test_extension_is_asked_for_and_waits_for_its_answer(opened: Year, site: Site) -> None:
    (one, _) = opened.owed(kind="report")
    client = officer(site, "2019-03-21 09:00")

    done = client.do("request_extension", {"obligation": one.id, "until": "2019-04-02", "reason": "等口径",
                                           "_back": f"/todo/{one.id}"})  # fmt: skip

    assert done.status == 200, done.said()
    assert "延期申请 待答复" in done.text
    assert "撤回申请" in done.text
    assert "延期申请待答复（拟延至2019年4月2日）" in client.get("/todo").text


def test_whoever_is_asked_answers_on_the_page_of_the_duty(opened: Year, site: Site) -> None:
    (one, other) = opened.owed(kind="report")
    for duty in (one, other):
        opened.do("request_extension", WHO, "2019-03-21 09:00", obligation=duty.id, until="2019-04-02", reason="等口径")
    (first, second) = opened.rows(Plea)
    asked = opened.owed(kind="decision")
    decider = next(code for code, number in opened.persons.items() if number in _holders(opened, asked[0].post_id))
    client = site.at("2019-03-21 10:00").signed_in(decider)
    assert f"/todo/{one.id}" in client.get("/todo").html
    page = client.get(f"/todo/{one.id}")
    assert "同意延期" in page.text
    assert "同意延期" not in officer(site, "2019-03-21 10:00").get(f"/todo/{one.id}").text
    done = client.do("grant_extension", {"plea": first.id, "_back": f"/todo/{one.id}"})
    assert "延期申请 已同意" in done.text, done.said()
    client.do("refuse_extension", {"plea": second.id, "words": "口径已明确"})
    page = officer(site, "2019-03-21 11:00").get(f"/todo/{other.id}")
    assert "延期申请 未同意" in page.text
    assert "口径已明确" in page.text


def _holders(year: Year, post: int) -> set[int]:
    return {row.person_id for row in year.rows(Holding, post_id=post)}


@pytest.mark.closes("O12")
def test_link_of_a_message_leads_straight_to_the_window(opened: Year, site: Site) -> None:
    told = next(row for row in opened.told("window_opened") if row.person_id == opened.persons[WHO])
    (window,) = opened.rows(Window)
    client = officer(site, "2019-03-21 09:00")

    assert client.get(f"/m/{told.id}", follow=False).location == f"/reports/window/{window.id}"
    assert site.signed_in("desk").get(f"/m/{told.id}").status == 404
    turned = site.visitor().get(f"/m/{told.id}", follow=False)
    assert turned.location == f"/sign-in?to=/m/{told.id}"


@pytest.mark.closes("O10", "O12")
def test_who_is_only_told_is_led_to_what_he_may_read_or_reads_the_message(opened: Year, site: Site) -> None:
    told = next(row for row in opened.told("window_opened") if row.person_id == opened.persons[WHO])
    (leader,) = (row for row in opened.rows(Post) if row.code == "leader")
    owed = update(Obligation.t).where(Obligation.c.id == told.wanted_while_id)
    client = officer(site, "2019-03-21 09:00")

    with opened.database.write() as tx:  # as a 联络员 is copied: it lies on the leader's desk
        tx.execute(owed.values(post_id=leader.id, unit_id=leader.unit_id))
    thing = client.get(f"/m/{told.id}", follow=False)
    assert thing.location.startswith("/assignments/"), thing.said()
    assert client.get(thing.location).status == 200

    with opened.database.write() as tx:  # and is about what only the leader reads
        tx.execute(owed.values(subject_kind="visit"))
    page = client.get(f"/m/{told.id}", follow=False)
    assert page.status == 200, page.said()
    assert told.body in page.html
    assert "这件事由别人办理" in page.text


def test_messages_are_read_by_their_reader_alone(opened: Year, site: Site) -> None:
    client = officer(site, "2019-03-21 09:00")
    page = client.get("/messages")
    assert "3月进展情况" in page.text
    assert "未阅" in page.text
    item = next(row for row in opened.rows(InboxItem) if row.person_id == opened.persons[WHO])

    site.signed_in("desk").do("mark_read", {"items[]": item.id})
    assert opened.one(InboxItem, id=item.id).read_at is None

    done = client.do("mark_read", {"items[]": item.id, "_back": "/messages"})
    assert "已阅1条" in done.text, done.said()
    assert opened.one(InboxItem, id=item.id).read_at == at("2019-03-21 09:00")
    client.do("mark_read", {"_back": "/messages"})
    assert "没有未阅的消息" in client.get("/messages", unread="1").text


def test_desk_asks_as_many_questions_whatever_lies_on_it(opened: Year, site: Site) -> None:
    def asked(person: str) -> int:
        client = site.signed_in(person)
        client.get("/todo")  # the rules and the directory are read once and kept
        with site.queries() as told:
            assert client.get("/todo").status == 200
        return len(told)

    site.at("2019-03-21 09:00")
    full = asked(WHO)
    for row in opened.owed(kind="report")[1:]:
        opened.do("request_extension", WHO, "2019-03-21 08:00", obligation=row.id, until="2019-04-02", reason="等口径")
    assert asked(WHO) == full
    assert full <= 30


def test_older_messages_are_behind_a_link(opened: Year, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MOST", 1)
    client = officer(site, "2019-03-21 09:00")
    first = client.get("/messages")
    found = re.search(r'href="(/messages\?before=\d+)"', first.html)
    assert found is not None, first.said()
    assert client.get(found[1]).text.count("已阅") > 0
    assert client.get("/messages?before=99999999999999999999999").status == 200


@pytest.mark.closes("A14")
def test_whoever_is_asked_to_stand_in_answers_on_his_own_page(town: Year, site: Site) -> None:
    told = {"office": town.office, "person": WHO, "substitute": "farming_responsible", "asks": True, "reason": "出差"}
    for begins in ("2019-03-05", "2019-03-12"):
        town.do("appoint_substitute", WHO, "2019-03-04 11:00", **told, begins_on=begins, ends_on=begins)
    asked = site.at("2019-03-05 09:00").signed_in("farming_responsible")
    page = asked.get("/todo")
    assert "2019年3月5日起，至2019年3月5日（出差）" in page.text
    first, second = town.rows(Substitution)
    refused = asked.do("decline_substitution", {"substitution": second.id, "words": "", "_back": "/todo"})
    assert "写明理由" in refused.text
    asked.do("decline_substitution", {"substitution": second.id, "words": "当日有会", "_back": "/todo"})
    page = asked.do("accept_substitution", {"substitution": first.id, "_back": "/todo", "_then": "/todo"})
    assert "请您代理" not in page.text
    assert "受托办理" in page.text or page.html.count('name="desk"') > 1, "his other desk is offered"
    (accepted, declined) = town.rows(Substitution)
    assert accepted.accepted_at is not None
    assert declined.declined_at is not None
