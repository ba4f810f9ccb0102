"""Who cannot go on is told why, what to do and where to go, whatever happened."""

from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

import web.app
from config.roles import Role
from models.database import Database
from tests.integration.actions.year import published
from tests.pages import HOST, Client, Site
from web.kernel.access import Public, roles
from web.kernel.errors import Turned
from web.kernel.pages import Pages
from web.kernel.visit import Visit

ADVICE = {
    403: "确需办理的，请与考核办或者系统管理员联系",
    404: "请从首页的列表进入",
    405: "回到首页",
    409: "请返回上一页并刷新",
    413: "登记为纸质备查",
    422: "补充以后再提交",
    429: "请稍等片刻再试",
    503: "请过一会儿返回上一页再试",
}


@pytest.fixture
def site(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A town whose pages turn everybody away, and one that breaks."""
    rooms = Pages()

    @rooms.get("/turned/{status:int}", access=Public())
    def turned(_visit: Visit, status: int) -> Response:
        raise Turned(status, "暂不能打开", ("第一条<b>", "第二条"))

    @rooms.get("/broken", access=Public())
    def broken(_visit: Visit) -> Response:
        raise ZeroDivisionError

    @rooms.get("/leaders-only", access=roles(Role.LEADER_IN_CHARGE))
    def leaders_only(visit: Visit) -> Response:
        return visit.page("errors/turned.html")

    monkeypatch.setattr(web.app, "ROOMS", (*web.app.ROOMS, rooms))
    town = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
    return Site(town.database, tmp_path / "home", when="2019-03-05 09:00")


def test_each_kind_says_why_and_what_to_do(site: Site) -> None:
    desk = site.signed_in("desk")
    for status, advice in ADVICE.items():
        page = desk.get(f"/turned/{status}")
        assert page.status == status
        assert "<h1>暂不能打开</h1>" in page.html
        assert '<ol class="why"><li>第一条&lt;b&gt;</li><li>第二条</li></ol>' in page.html
        assert advice in page.text
        assert "严禁上传、处理涉密文件资料" in page.text


def test_who_has_no_right_is_told_who_may(site: Site) -> None:
    page = site.signed_in("farming_officer").get("/leaders-only")
    assert page.status == 403
    assert "可以打开的是：分管领导" in page.text


def test_fault_of_ours_has_a_number_to_quote(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    page = site.signed_in("desk").get("/broken")
    assert page.status == 500
    assert "把上面的编号告诉系统管理员" in page.text
    [logged] = [record for record in caplog.records if record.name == "kaohe.web"]
    assert logged.args is not None
    assert str(tuple(logged.args)[-1]) in page.text


def test_beside_a_form_the_reasons_stand_alone(site: Site) -> None:
    page = site.signed_in("desk").get("/turned/409", part=True)
    assert (page.status, page.text) == (409, "暂不能打开 第一条<b> 第二条")
    assert "<html" not in page.html


def test_too_much_at_once_is_said_in_words(site: Site) -> None:
    page = site.signed_in("desk").post("/do/announce", {"text": "字" * 400_000}, files={"file": ("a.txt", b"")})
    assert page.status == 413
    assert "一个填写框最多1MB" in page.text


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_without_a_database_it_still_says_what_to_do(site: Site, part: bool) -> None:
    site.database.close()
    Path(site.database.url.database or "").write_bytes(b"this is no database at all" * 100)
    client = Client(site, TestClient(site.app, base_url=HOST, raise_server_exceptions=False))
    client.http.cookies.set("kaohe", "x" * 43)
    page = client.get("/", part=part)
    assert page.status == 503
    assert "系统暂时不能使用" in page.text
    assert "告诉系统管理员" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert ("<html" in page.html) is not part


TYPED = {
    "report": "7",
    "words": "写了一个下午的说明：\n第一段<b>",
    "password": "很 秘密",
    "_back": "/reports/7",
    "_token": "",
}


def test_who_was_signed_out_meanwhile_gets_back_what_he_had_typed(site: Site) -> None:
    page = site.visitor().post("/do/submit_report", TYPED)
    assert page.status == 401
    assert "写了一个下午的说明：\n第一段&lt;b&gt;" in page.html
    assert "很 秘密" not in page.html
    assert 'href="/sign-in?to=/reports/7"' in page.html, "back to where the form stood"


def test_form_of_another_site_is_not_shown_here(site: Site) -> None:
    http = site.visitor().http
    answer = http.post("/do/submit_report", data=TYPED, headers={"Origin": "https://elsewhere.example.test"})
    assert answer.status_code == 403
    assert "写了一个下午" not in answer.text


def test_form_of_a_session_that_has_ended_gives_its_text_back(site: Site) -> None:
    client = site.signed_in("desk")
    page = client.post("/do/submit_report", TYPED)
    assert page.status == 403
    assert "写了一个下午的说明" in page.text


def test_beside_a_form_whoever_is_signed_out_is_led_to_another_window(site: Site) -> None:
    page = site.visitor().post("/do/submit_report", TYPED, part=True)
    assert page.status == 401
    assert 'target="_blank"' in page.html
