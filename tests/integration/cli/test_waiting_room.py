"""While the sample years are played, whoever opens the address sees how far they are."""

import httpx

from cli.embedded import free_port
from cli.site import HEALTH, SiteAddress
from cli.waiting_room import waiting_room

HOST = "127.0.0.1"


def ask(address: SiteAddress, path: str) -> httpx.Response:
    return httpx.get(f"{address.site}{path}", trust_env=False)


def test_progress_is_shown_and_is_no_health() -> None:
    address = SiteAddress(HOST, free_port(18000))
    with waiting_room(address) as tell:
        assert "正在准备" in ask(address, "/").text
        tell(30, 120, "样例年度 2026年03月")
        page = ask(address, "/sign-in")
        assert (page.status_code, page.headers["content-type"]) == (503, "text/html; charset=utf-8")
        assert '<progress id="far" max="120" value="30">' in page.text
        assert "样例年度 2026年03月" in page.text
        health = ask(address, HEALTH)
        assert (health.status_code, health.json()["done"]) == (503, 30)
        script = ask(address, "/static/js/waiting.js")
        assert (script.status_code, script.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
        assert ask(address, "/static/../waiting_room.py").status_code == 503


def test_address_is_free_again_when_the_years_stand() -> None:
    address = SiteAddress(HOST, free_port(18000))
    for _ in range(2):
        with waiting_room(address):
            assert ask(address, "/").status_code == 503
    assert free_port(address.port) == address.port
