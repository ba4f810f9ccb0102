"""A browser for tests: Chromium as it is installed, watched by every test that uses it.

A request that leaves the machine, an error on the console or a breach of the content policy fails the test.

    def test_list_is_sorted(open_page: OpenPage) -> None:
        page = open_page()                      # 1366 × 768
        page = open_page(size=PHONE)            # 360 × 780, touched
        page = open_page(scripts=False)         # JavaScript off
        page.goto(address)
        accessible(page)                        # axe: nothing serious
        picture(page, "list")                   # KAOHE_PICTURES=folder keeps it

A refusal's status is an error on the console too; a test that expects one says `watch.allow("status of 422")`.
"""

import asyncio
import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

OpenPage = Callable[..., "Page"]
DESKTOP, PHONE = (1366, 768), (360, 780)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--lang=zh-CN",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a name is never looked up outside
)
GROUP = "browser"
PATIENCE = 10_000
"""Milliseconds that a step of a test may take; the machine may be busy."""

TELL_BREACHES = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  `content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile || ""}:${event.lineNumber}`));
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker drives the one browser: `-m browser` are its tests."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(GROUP))


def chromium() -> str:
    """Where Chromium is: KAOHE_CHROMIUM, else the first that the PATH knows."""
    told = os.environ.get("KAOHE_CHROMIUM")
    found = told if told and Path(told).is_file() else next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        also = f" and for KAOHE_CHROMIUM={told}" if told else ""
        pytest.fail(
            f"No Chromium: looked for {', '.join(NAMES)} on the PATH{also}. "
            "Install one (Debian: apt-get install chromium fonts-noto-cjk) or set KAOHE_CHROMIUM to its path.",
            pytrace=False,
        )
    return found


@dataclass(slots=True)
class Driven:
    """Playwright's loop counts as running on this thread while the browser lives: other tests must not see it."""

    browser: "Browser"
    loop: asyncio.AbstractEventLoop

    @contextmanager
    def at_work(self) -> Iterator["Browser"]:
        asyncio._set_running_loop(self.loop)
        try:
            yield self.browser
        finally:
            asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def driven_browser() -> Iterator[Driven]:
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 -- only tests of the browser need it

    path = chromium()
    expect.set_options(timeout=PATIENCE)
    playwright = sync_playwright().start()
    loop = asyncio.get_running_loop()
    browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS])
    asyncio._set_running_loop(None)
    driven = Driven(browser, loop)
    yield driven
    with driven.at_work():
        browser.close()
        playwright.stop()


@pytest.fixture
def browser(driven_browser: Driven) -> "Iterator[Browser]":
    with driven_browser.at_work() as browser:
        yield browser


@dataclass(slots=True)
class Watch:
    """What happened in the browser that must not."""

    allowed: list[re.Pattern[str]] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)

    def allow(self, *patterns: str) -> None:
        """What this test expects on the console."""
        self.allowed += map(re.compile, patterns)

    def over(self, context: "BrowserContext") -> None:
        context.add_init_script(TELL_BREACHES)
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", lambda message: self._said(message.type, message.text, message.location))
        context.on("weberror", lambda error: self.happened.append(f"uncaught: {error.error}"))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self.happened.append(f"a request left the machine: {url}")

    def _said(self, kind: str, text: str, location: Any) -> None:
        if kind == "error":
            self.happened.append(f"console: {text} ({location.get('url', '')}:{location.get('lineNumber', '')})")

    @property
    def untoward(self) -> list[str]:
        return [each for each in self.happened if not any(allowed.search(each) for allowed in self.allowed)]


@pytest.fixture
def watch(browser: "Browser") -> Iterator[Watch]:
    watch = Watch()
    yield watch
    if watch.untoward:
        pytest.fail("In the browser:\n" + "\n".join(dict.fromkeys(watch.untoward)), pytrace=False)


@pytest.fixture
def open_page(browser: "Browser", watch: Watch) -> Iterator[OpenPage]:
    """Pages in contexts of their own: nobody is signed in, nothing is remembered."""
    contexts = []

    def open_one(*, size: tuple[int, int] = DESKTOP, scripts: bool = True, **options: Any) -> "Page":
        width, height = size
        is_phone = width < 600
        context = browser.new_context(
            viewport={"width": width, "height": height},
            is_mobile=is_phone,
            has_touch=is_phone,
            java_script_enabled=scripts,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@contextmanager
def served(app: Any) -> Iterator[str]:
    """An application on a port of its own, 127.0.0.1; its address."""
    import uvicorn  # noqa: PLC0415 -- only tests of the browser need it

    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, name="served", daemon=True)
    thread.start()
    patience = threading.Event()
    while not server.started:
        if not thread.is_alive():
            pytest.fail("The application did not start", pytrace=False)
        patience.wait(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def accessible(page: "Page", *, within: str = "", but: tuple[str, ...] = ()) -> None:
    """axe finds nothing serious on the page, or within a part of it. `but`: rules left out, for a reason."""
    import axe_playwright_python  # noqa: PLC0415 -- only tests of the browser need it

    source = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in but}}
    told = json.dumps([within or None, options])
    found = page.evaluate(f"() => {{ const [at, how] = {told}; return axe.run(at || document, how); }}")
    serious = [
        f"{each['id']}: {each['help']}\n    " + "\n    ".join(node["html"][:200] for node in each["nodes"][:5])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == [], "\n".join(serious)


def fits(page: "Page") -> None:
    """Nothing makes the page scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"the page is {wide} pixels wider than its window"


def picture(page: "Page", name: str, *, whole: bool = True) -> None:
    """Kept where KAOHE_PICTURES names a folder, to be looked at."""
    folder = os.environ.get("KAOHE_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)
