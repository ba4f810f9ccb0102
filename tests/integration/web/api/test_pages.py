"""The administrator's page of other systems, and the reference."""

import re

from models.entrance import ApiToken
from tests.integration.actions.year import Year
from tests.integration.web.api.conftest import system
from tests.pages import Site


def test_an_administrator_gives_a_token_that_is_shown_once(site: Site, town: Year) -> None:
    keeper = site.signed_in("keeper")
    assert "还没有发放过接口令牌" in keeper.get("/connections").text
    told = {"name": "统计平台", "person": "desk", "scopes": "obligations", "acts": "announce", "days": "30"}
    shown = keeper.post("/connections/tokens", told)
    secret = re.search(r'class="once"[^>]*>(kaohe_[\w-]+)<', shown.html)
    assert secret is not None, shown.said()
    row = town.one(ApiToken)
    assert (row.scopes, (row.expires_at - row.created_at).days) == (["act:announce", "obligations"], 30)
    page = keeper.get("/connections")
    assert "统计平台" in page.text
    assert secret[1] not in page.html
    calling = site.visitor().http.get("/api/v1/me", headers={"Authorization": f"Bearer {secret[1]}"})
    assert calling.json()["name"] == "统计平台"
    done = keeper.do("revoke_token", {"office": "town", "name": "统计平台", "_back": "/connections"})
    assert "已作废“统计平台”的接口令牌" in done.text
    assert site.visitor().http.get("/api/v1/me", headers=calling.request.headers).status_code == 401


def test_a_refusal_keeps_what_was_typed(site: Site) -> None:
    told = {"name": "统计<平台>", "person": "nobody", "scopes": "scores", "acts": "announce reset_password"}
    page = site.signed_in("keeper").post("/connections/tokens", told)
    assert page.status == 422
    for reason in ("“nobody”不在本考核主体任职", "“reset_password”不能由外部系统办理"):
        assert reason in page.text
    assert 'value="统计&lt;平台&gt;"' in page.html
    assert 'value="announce reset_password"' in page.html
    assert re.search(r'value="scores"[^>]*checked', page.html)


def test_listeners_are_shown_without_their_addresses(site: Site, town: Year) -> None:
    target = "json://127.0.0.1:9/hook?secret=0123456789abcdef01234567"
    keeper = site.signed_in("keeper")
    told = {"office": "town", "name": "大数据局", "target": target, "events[]": "kaohe.report.*"}
    keeper.do("set_listener", told)
    page = keeper.get("/connections")
    assert "大数据局 kaohe.report.*" in page.text
    assert "0123456789abcdef" not in page.html


def test_only_an_administrator_sees_them(site: Site) -> None:
    assert site.signed_in("desk").get("/connections").status == 403
    assert site.signed_in("desk").post("/connections/tokens", {"name": "x"}).status == 403


def test_the_reference_tells_every_route_of_the_document(site: Site, town: Year) -> None:
    page = site.signed_in("desk").get("/api/docs")
    document = system(site, town).http.get("/api/v1/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} /api{path}</code>" in page.html
            assert operation["summary"] in page.text
            for parameter in operation.get("parameters", ()):
                assert f"<code>{parameter['name']}</code>" in page.html
    assert "findings.unit" in page.text
    assert "milestone 节点" in page.text or "breakdown" in page.text
    assert "://" not in re.sub(r"secret=[^<]*|jsons?://|prefect://", "", page.text)
