"""The browser that watches: what must not happen on a page fails the test that opened it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests import browser as browsers
from tests.browser import PHONE, OpenPage, Watch, accessible, fits, served

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'"
BODIES = {
    "quiet": "<h1>目标责任考核</h1>",
    "abroad": "<h1>外网</h1><img src='http://192.0.2.1/logo.png' alt=''>",
    "named": "<h1>外网</h1><img src='http://pictures.example.test/logo.png' alt=''>",
    "inline": "<h1>脚本</h1><script>document.title = 'run'</script>",
    "styled": "<h1 style='color: red'>样式</h1>",
    "missing": "<h1>缺件</h1><script src='/nothing.js'></script>",
    "unlabelled": "<h1>表单</h1><input name='value'>",
    "wide": "<h1>宽</h1><table width='900'><tr><td>宽</td></tr></table>",
}


def answer(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in BODIES:
        return Response(status_code=204 if name == "favicon.ico" else 404)
    head = "<meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>页</title>"
    text = f"<!doctype html><html lang='zh-CN'><head>{head}</head><body><main>{BODIES[name]}</main></body></html>"
    return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(Starlette(routes=[Route("/{name:str}", answer, methods=["GET"])])) as address:
        yield address


def open_quietly(open_page: OpenPage, watch: Watch, url: str, **options: object) -> list[str]:
    """What the watch would have failed for."""
    page = open_page(**options)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    told = watch.untoward
    watch.allow(".")
    return told


def test_quiet_page_passes(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/quiet")
    accessible(page)
    fits(page)
    assert page.inner_text("h1") == "目标责任考核"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("abroad", "a request left the machine: http://192.0.2.1/logo.png"),
        ("named", "a request left the machine: http://pictures.example.test/logo.png"),
        ("inline", "content policy: script-src"),
        ("styled", "content policy: style-src"),
        ("missing", "status of 404"),
    ],
)
def test_what_must_not_happen_is_seen(open_page: OpenPage, watch: Watch, address: str, name: str, told: str) -> None:
    assert any(told in each for each in open_quietly(open_page, watch, f"{address}/{name}"))


def test_scripts_can_be_off(open_page: OpenPage, watch: Watch, address: str) -> None:
    assert open_quietly(open_page, watch, f"{address}/missing", scripts=False) == []


def test_serious_faults_of_access_are_found(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/unlabelled")
    with pytest.raises(AssertionError, match="label"):
        accessible(page)


def test_page_wider_than_a_phone_is_found(open_page: OpenPage, address: str) -> None:
    page = open_page(size=PHONE)
    page.goto(f"{address}/wide")
    with pytest.raises(AssertionError, match="pixels wider"):
        fits(page)


def test_loop_of_the_browser_is_nobody_elses(driven_browser: browsers.Driven) -> None:
    async def nothing() -> str:
        return "run"

    assert driven_browser.browser.is_connected()
    assert asyncio.run(nothing()) == "run"


def test_missing_chromium_fails_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("KAOHE_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(pytest.fail.Exception, match=r"Install one .* or set KAOHE_CHROMIUM"):
        browsers.chromium()


def test_chromium_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = tmp_path / "chrome"
    named.touch()
    monkeypatch.setenv("KAOHE_CHROMIUM", str(named))
    assert browsers.chromium() == str(named)
