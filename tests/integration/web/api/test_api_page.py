"""docs/api.md: every request that it shows is answered as it shows."""

import json
import re
from collections.abc import Iterator

from states.tokens import TokenScope
from tests.house import ROOT
from tests.integration.actions.year import Year
from tests.integration.web.api.conftest import System
from tests.markdown import blocks
from tests.pages import Site

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
SCOPES = ["obligations", "reports", "scores", "facts", "findings", "act:announce"]


def requests() -> Iterator[tuple[str, str, dict[str, str], str, str | None]]:
    """Method, path, headers and body of each, and the answer that the page shows below it."""
    found = blocks(PAGE)
    for block, following in zip(found, [*found[1:], None], strict=True):
        if block.language != "http":
            continue
        shown = following.body if following is not None and following.language == "json" else None
        head, _, body = block.body.partition("\n\n")
        if body:
            first, *headers = head.splitlines()
            yield (*_line(first), dict(line.split(": ") for line in headers), body, shown)
        else:
            yield from ((*_line(line), {}, "", shown) for line in block.body.splitlines())


def _line(line: str) -> tuple[str, str]:
    method, path = line.split(" ")
    return method, path


def test_every_request_is_answered_as_the_page_says(site: Site, town: Year) -> None:
    told = {"office": "town", "name": "统计平台", "person": "desk", "scopes": SCOPES}
    done = town.do("issue_token", "keeper", "2019-03-04 09:10", **told)
    calling = System(site.visitor().http, str(done.details["secret"]))
    count = 0
    for method, path, headers, body, shown in requests():
        sent = {**calling.headers, **headers, **({"Content-Type": "application/json"} if body else {})}
        answer = calling.http.request(method, path, content=body.encode(), headers=sent)
        if shown is None:
            assert answer.status_code == 200, (path, answer.text)
        else:
            assert answer.json() == json.loads(shown), path
        count += 1
    assert count == PAGE.count("GET /api/v1/") - PAGE.count("`GET /api/v1/") + PAGE.count("POST /api/v1/")


def test_the_page_names_every_scope_and_every_status(site: Site, town: Year) -> None:
    for scope in TokenScope:
        assert f"`{scope.value}` {scope.label}" in PAGE
    document = json.dumps(site.visitor().http.get("/api/v1/openapi.json").json()["paths"])
    answered = set(re.findall(r'"(\d{3})": \{"description"', document)) - {"200"}
    assert answered <= set(re.findall(r"\b[45]\d\d\b", PAGE))
