"""What every page stands on: who comes in, what is refused and how, that nothing typed is lost."""

import pytest

from tests.integration.actions.year import Year
from tests.pages import Site


def test_visitor_is_sent_to_sign_in_and_back(site: Site) -> None:
    page = site.visitor().get("/act/announce", follow=False)
    assert page.status == 303
    assert page.location == "/sign-in?to=/act/announce"


def test_unknown_page_says_so_in_words(site: Site) -> None:
    page = site.visitor().get("/nowhere")
    assert page.status == 404
    assert "没有找到这个页面" in page.text


def test_we_answer(site: Site) -> None:
    assert site.visitor().get("/healthz").html == "ok"


def test_any_act_has_a_form_with_its_purpose_and_fields(site: Site) -> None:
    page = site.signed_in("desk").get("/act/announce", subject="会议通知")
    assert page.status == 200, page.said()
    assert "向单位发通知" in page.text
    assert 'value="会议通知"' in page.html
    assert "严禁上传、处理涉密文件资料" in page.text


def test_act_is_done_and_the_visitor_is_sent_on_with_its_sentence(site: Site) -> None:
    desk = site.signed_in("desk")
    told = {"office": "town", "subject": "会议通知", "text": "3月6日开会", "_back": "/act/announce"}
    done = desk.do("announce", told, follow=False)
    assert (done.status, done.location) == (303, "/act/announce"), done.said()
    shown = desk.get("/act/announce")
    assert "1" in shown.text
    assert "alert-success" in shown.html
    assert "alert-success" not in desk.get("/act/announce").html, "said once"


def test_refusal_tells_every_reason_and_keeps_what_was_typed(site: Site) -> None:
    page = site.signed_in("desk").do("announce", {"subject": "会议通知", "text": "3月6日开会<b>"})
    assert page.status == 422
    assert "请填写“考核主体编码”" in page.text
    assert "3月6日开会&lt;b&gt;" in page.html
    assert 'value="会议通知"' in page.html


def test_refusal_beside_the_form_is_a_part_alone(site: Site) -> None:
    page = site.signed_in("desk").do("announce", {"subject": "会议通知"}, part=True)
    assert page.status == 422
    assert "请填写“正文”" in page.text
    assert "<html" not in page.html


def test_what_a_post_may_not_do_is_refused_with_who_may(site: Site) -> None:
    told = {"office": "town", "subject": "会议通知", "text": "3月6日开会"}
    page = site.signed_in("farming_officer").do("announce", told)
    assert page.status == 422
    assert "可以办理的是" in page.text


@pytest.mark.parametrize("to", ["https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere.test", "javascript:x"])
def test_nobody_is_sent_elsewhere(site: Site, to: str) -> None:
    told = {"office": "town", "subject": to, "text": "3月6日开会", "_back": to, "_then": to}
    assert site.signed_in("desk").do("announce", told, follow=False).location == "/"


@pytest.mark.parametrize("token", ["", "wrong"])
def test_form_of_nobody_is_not_taken(site: Site, token: str) -> None:
    desk = site.signed_in("desk")
    desk.token = token
    assert desk.do("announce", {"office": "town", "subject": "x", "text": "y"}).status == 403


def test_token_of_another_session_is_not_taken(site: Site) -> None:
    desk, other = site.signed_in("desk"), site.signed_in("clerk")
    desk.token = other.token
    assert desk.do("announce", {"office": "town", "subject": "x", "text": "y"}).status == 403


def test_form_of_another_site_is_not_taken(site: Site) -> None:
    desk = site.signed_in("desk")
    desk.http.headers["Origin"] = "https://elsewhere.test"
    assert desk.do("announce", {"office": "town", "subject": "x", "text": "y"}).status == 403


def test_every_answer_says_what_a_browser_may_load(site: Site) -> None:
    for path in ("/healthz", "/nowhere", "/static/nothing.css"):
        headers = site.visitor().get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff"


def test_typed_for_another_is_marked_so(site: Site, town: Year) -> None:
    page = site.signed_in("clerk").do("fill_report", {"_for": "nobody", "report": "1"})
    assert "没有编码为“nobody”的人员" in page.text
    assert town.database is site.database
