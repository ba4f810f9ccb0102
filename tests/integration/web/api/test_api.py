"""What other systems are told and may bring: within the token, within what its person sees, once for each key."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from actions.directory import directory_of
from models.entrance import ApiAnswer, ApiToken
from models.journal import Journal
from models.obligations import Obligation
from models.results import Result, ResultLine, ResultVersion
from models.scoping import visible
from models.units import Unit
from states.permissions import scope
from states.subjects import SubjectKind
from tests.integration.actions.year import Year, at, scheme_text
from tests.integration.web.api.conftest import EVERYTHING, System, system
from tests.office import put
from tests.pages import Site

NOTICE = {"office": "town", "subject": "会议通知", "text": "3月6日开会"}


def test_a_system_learns_what_its_token_is(site: Site, town: Year) -> None:
    told = system(site, town).get("/me").json()
    assert told == {
        "name": "desk的系统", "office": "town", "person": "desk", "posts": ["desk"], "scopes": sorted(EVERYTHING),
        "expires_at": "2020-03-03T09:10:00+08:00",
    }  # fmt: skip


def test_years_and_units_are_told_in_official_order(site: Site, town: Year) -> None:
    calling = system(site, town, "obligations")
    assert [(each["year"], each["scheme"]) for each in calling.get("/years").json()] == [(2019, "tiny")]
    assert [each["code"] for each in calling.get("/units").json()] == ["leaders", "office", "farming"]


def test_obligations_are_told_page_by_page(site: Site, town: Year) -> None:
    calling = system(site, town, "obligations")
    whole = calling.get("/obligations").json()
    assert (len(whole["items"]) > 2, whole["next"]) == (True, None)
    page, pieces = calling.get("/obligations", limit=2).json(), []
    while page["next"] is not None:
        pieces += page["items"]
        page = calling.get("/obligations", limit=2, after=page["next"]).json()
    assert pieces + page["items"] == whole["items"]
    one = whole["items"][0]
    assert (one["unit"], one["kind"], one["kind_label"]) == ("farming", "breakdown", "指标分解")
    assert (one["due_at"], one["is_overdue"]) == ("2019-03-15T23:59:59.999999+08:00", False)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, lambda _: True),
        ({"unit": "farming"}, lambda each: each["unit"] == "farming"),
        ({"unit": "leaders"}, lambda each: each["unit"] == "leaders"),
        ({"kind": "breakdown"}, lambda each: each["kind"] == "breakdown"),
        ({"kind": "report"}, lambda each: each["kind"] == "report"),
        ({"due_from": "2019-03-15", "due_to": "2019-03-15"}, lambda each: each["due_at"][:10] == "2019-03-15"),
        ({"due_from": "2019-03-16"}, lambda each: each["due_at"][:10] >= "2019-03-16"),
        ({"due_to": "2019-03-14"}, lambda each: each["due_at"][:10] <= "2019-03-14"),
        ({"state": "settled"}, lambda each: each["settled_at"] is not None),
        ({"assessment": 999}, lambda each: each["assessment"] == 999),
    ],
    ids=["all", "unit", "leaders", "breakdowns", "reports", "one-day", "from", "until", "settled", "no-such-year"],
)
def test_obligations_are_found_by_what_is_asked(
    site: Site, town: Year, query: dict[str, object], wanted: Callable[[Any], bool]
) -> None:
    calling = system(site, town, "obligations")
    everything = calling.get("/obligations", state="all", limit=200).json()["items"]
    assert calling.get("/obligations", **query).json()["items"] == [each for each in everything if wanted(each)]


def test_overdue_is_a_reading_of_the_moment(site: Site, town: Year) -> None:
    calling = system(site, town, "obligations")
    site.at("2019-03-16 00:00")
    late = calling.get("/obligations", state="overdue").json()["items"]
    assert [(each["title"], each["is_overdue"]) for each in late] == [("新建高标准农田", True), ("农机安全检查", True)]


def test_reports_are_told_with_their_state(site: Site, town: Year) -> None:
    calling = system(site, town, "reports")
    told = calling.get("/reports", unit="farming", period="2019-03", state="not_open").json()["items"]
    assert [(each["indicator"], each["title"]) for each in told] == [("A1", "新建高标准农田"), ("A2", "农机安全检查")]
    assert calling.get("/reports", state="verified").json()["items"] == []


def test_a_system_sees_nothing_of_another_office(site: Site, town: Year) -> None:
    beside = scheme_text("tiny").replace("office: {code: town", "office: {code: beside")
    town.do("publish", None, "2019-03-04 09:00", text=beside)
    seat = {"office": "beside", "person": "stranger", "name": "陌生人", "post": "desk", "begins_on": "2019-01-01"}
    town.do("appoint", None, "2019-03-04 09:05", office="beside", people=[seat])
    told = {"office": "beside", "name": "x", "person": "stranger", "scopes": EVERYTHING}
    done = town.do("issue_token", None, "2019-03-04 09:10", **told)
    stranger = System(site.visitor().http, str(done.details["secret"]))
    public = _result(town, "published")
    desk = system(site, town)
    for path in ("/years", "/obligations", "/reports", "/results"):
        theirs, ours = (_numbers(calling.get(path).json()) for calling in (stranger, desk))
        assert ours, path
        assert not theirs & ours, path
    assert stranger.get(f"/results/{public}/scores").status_code == 404


def _numbers(told: Any) -> set[int]:
    return {each["id"] for each in (told if isinstance(told, list) else told["items"])}


def test_a_system_sees_what_its_person_sees(site: Site, town: Year) -> None:
    """What the filter lets through is proven beside it; here, that the list goes through it."""
    officer = system(site, town, "obligations", person="farming_officer")
    told = officer.get("/obligations").json()["items"]
    with town.database.read() as tx:
        directory = directory_of(tx, town.one(Unit, code="farming").office_id, day=site.now.date())
        actor = directory.actor(town.persons["farming_officer"])
        may_see = visible(scope(actor, SubjectKind.OBLIGATION), SubjectKind.OBLIGATION)
        seen = tx.scalars(select(Obligation.c.id).where(may_see, Obligation.c.settled_at.is_(None))).all()
    assert [each["id"] for each in told] == sorted(seen)


def test_a_list_asks_the_same_number_of_questions_whatever_its_length(site: Site, town: Year) -> None:
    calling = system(site, town)
    for path in ("/obligations", "/reports"):
        counts = []
        for limit in (1, 2):
            with site.queries() as asked:
                calling.get(path, limit=limit)
            counts.append(len(asked))
        assert counts[0] >= counts[1]


@pytest.mark.closes("O27")
def test_results_are_told_only_when_they_are_public(site: Site, town: Year) -> None:
    open_, public = (_result(town, state) for state in ("notice", "published"))
    calling = system(site, town)
    (told,) = calling.get("/results").json()["items"]
    assert (told["id"], told["version"], told["document_no"]) == (public, 2, "镇发〔2019〕9号")
    (score,) = calling.get(f"/results/{public}/scores").json()
    assert score == {
        "group": "towns", "unit": "farming", "points": "91.5", "place": 1, "grade": "优秀", "awards": ["先进单位"],
        "reasons": [],
    }  # fmt: skip
    for number in (open_, 999):
        refused = calling.get(f"/results/{number}/scores")
        assert (refused.status_code, refused.json()["title"]) == (404, "没有找到这个考核结果")


def _result(town: Year, state: str) -> int:
    """A result with two versions, the second of which is in force."""
    moment = at("2019-03-04 12:00")
    unit = town.rows(Unit, code="farming")[0]
    office = {"office_id": unit.office_id}
    with town.database.write() as tx:
        result = put(
            tx, Result, **office, assessment_id=town.assessment, period=state, title="考核结果", state=state,
            opened_at=moment, in_force=2, document_no="镇发〔2019〕9号", published_at=moment,
        )  # fmt: skip
        for number, points in ((1, "90"), (2, "91.5")):
            version = put(
                tx, ResultVersion, **office, result_id=result, number=number, sort="draft", scheme_hash="", digest="",
                known_at=moment, computed_at=moment,
            )  # fmt: skip
            put(
                tx, ResultLine, **office, version_id=version, unit_id=unit.id, position=0, result_code="towns",
                points=points, place=1, grade="优秀", awards=["先进单位"],
            )  # fmt: skip
    return result


def test_no_call_waits_for_its_use_to_be_noted(site: Site, town: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    calling = system(site, town)
    for module in ("turns", "database"):
        monkeypatch.setattr(f"models.{module}.BUSY_SECONDS", 0)
    with closing(sqlite3.connect(str(site.database.url.database))) as other:
        other.execute("BEGIN IMMEDIATE")
        assert calling.get("/years").status_code == 200
    assert town.one(ApiToken).last_used_at is None
    assert calling.get("/years").status_code == 200
    assert town.one(ApiToken).last_used_at == site.now


# Who may


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/obligations", "obligations"),
        ("GET", "/reports", "reports"),
        ("GET", "/results", "scores"),
        ("GET", "/results/1/scores", "scores"),
        ("POST", "/facts", "facts"),
        ("POST", "/findings", "findings"),
        ("GET", "/listeners", "events"),
        ("POST", "/listeners", "events"),
        ("POST", "/listeners/drop", "events"),
        ("POST", "/acts/announce", "act:announce"),
        ("POST", "/acts/record_facts", "facts"),
    ],
)
def test_each_thing_needs_its_scope(site: Site, town: Year, method: str, path: str, scope: str) -> None:
    calling = system(site, town, *({*EVERYTHING, "act:urge"} - {scope}))
    answer = calling.get(path) if method == "GET" else calling.post(path, {})
    assert (answer.status_code, answer.json()["reasons"]) == (403, [f"需要权限“{scope}”，请系统管理员发放"])
    assert answer.headers["content-type"] == "application/problem+json"


def test_every_route_needs_a_token(site: Site, town: Year) -> None:
    calling = system(site, town)
    for path, methods in calling.http.get("/api/v1/openapi.json").json()["paths"].items():
        for method in methods:
            for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {calling.secret}"}):
                answer = calling.http.request(method, f"/api{path}", headers=headers, json={})
                assert answer.status_code in (401, 429), (method, path)
    site.app.state.surroundings.limits._counted.storage.reset()
    assert calling.http.get("/api/v1/me").headers["www-authenticate"] == 'Bearer realm="kaohe"'


def test_a_session_of_a_browser_is_no_token(site: Site) -> None:
    assert site.signed_in("desk").http.get("/api/v1/me").status_code == 401


def test_who_guesses_tokens_is_soon_not_listened_to(site: Site, town: Year) -> None:
    calling = system(site, town)
    guesses = [calling.http.get("/api/v1/me", headers={"Authorization": f"Bearer {n}"}) for n in range(31)]
    assert [guess.status_code for guess in guesses] == [401] * 30 + [429]
    assert guesses[-1].headers["retry-after"] == "900"
    assert calling.get("/me").status_code == 200, "who has a token is not kept out by others"


@pytest.mark.parametrize("act", ["reset_password", "issue_token", "revoke_token", "end_sessions"])
def test_no_token_makes_another_or_opens_a_door(site: Site, town: Year, act: str) -> None:
    answer = system(site, town, person="keeper").post(f"/acts/{act}", {"office": "town", "person": "desk"})
    assert (answer.status_code, answer.json()["title"]) == (403, "外部系统不能办理")


# Bringing


def test_an_act_is_done_as_the_person_and_marked_as_a_systems(site: Site, town: Year) -> None:
    answer = system(site, town, "act:announce").post("/acts/announce", NOTICE)
    assert answer.status_code == 200, answer.text
    assert answer.json()["summary"].startswith("已发给1个单位")
    line = town.rows(Journal, act="announce")[-1]
    assert (line.person_id, line.marks) == (town.persons["desk"], ["by_system"])


def test_what_the_person_may_not_do_the_system_may_not_either(site: Site, town: Year) -> None:
    answer = system(site, town, "act:announce", person="farming_officer").post("/acts/announce", NOTICE)
    assert (answer.status_code, answer.json()["title"]) == (422, "暂不能向单位发通知")
    assert "可以办理的是" in answer.json()["reasons"][0]


def test_every_reason_is_told(site: Site, town: Year) -> None:
    answer = system(site, town).post("/facts", {"assessment": "x", "else": 1})
    told = answer.json()
    assert (answer.status_code, len(told["reasons"])) == (422, 3), told
    assert "没有这一项" in "".join(told["reasons"])


def test_facts_come_in_with_exact_numbers(site: Site, town: Year) -> None:
    """A number with a point is taken as it is written: 0.1 + 0.2 is nobody's figure."""
    calling = system(site, town)
    sent = b'{"assessment": 1, "facts": {"figures": [{"unit": "farming", "code": "x", "value": 0.30000000000000004}]}}'
    answer = calling.http.post(
        "/api/v1/facts", content=sent, headers={**calling.headers, "Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    assert "浮点" not in answer.text


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "application/json", 400),
        (b'{"a": ["\\ud800"]}', "application/json", 400),
        (b'{"\\udfff": 1}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
        (b'{"a": "' + b"x" * 5_000_000 + b'"}', "application/json", 413),
    ],
    ids=[
        "broken",
        "list",
        "nan",
        "deep",
        "deep enough",
        "half a letter",
        "half a name",
        "not utf-8",
        "plain",
        "none",
        "large",
    ],
)
def test_what_is_no_object_is_refused(site: Site, town: Year, sent: bytes, kind: str, status: int) -> None:
    calling = system(site, town)
    headers = {**calling.headers, **({"Content-Type": kind} if kind else {})}
    answer = calling.http.post("/api/v1/facts", content=sent, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("accepted", "language", "reason"),
    [
        ("en-GB,en;q=0.9,zh;q=0.4", "en", "“text” (text; it must be clear without opening a link) is not filled in"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", "“text”（正文，不看链接也要能看懂）没有填写"),
        ("fr", "zh-CN", "“text”（正文，不看链接也要能看懂）没有填写"),
        ("en;q=0", "zh-CN", "“text”（正文，不看链接也要能看懂）没有填写"),
    ],
)
def test_a_refusal_is_in_the_language_that_is_asked_for(
    site: Site, town: Year, accepted: str, language: str, reason: str
) -> None:
    calling = system(site, town, "act:announce")
    headers = {**calling.headers, "Accept-Language": accepted}
    answer = calling.http.post("/api/v1/acts/announce", json={"office": "town", "subject": "会议通知"}, headers=headers)
    assert (answer.status_code, answer.headers["content-language"]) == (422, language)
    assert answer.json()["reasons"] == [reason]


def test_the_same_key_does_it_once(site: Site, town: Year) -> None:
    calling = system(site, town, "act:announce")
    first, second = (calling.post("/acts/announce", NOTICE, key="notice-1") for _ in range(2))
    assert (first.status_code, first.json()) == (200, second.json())
    assert len(town.rows(Journal, act="announce")) == 1
    other = calling.post("/acts/announce", NOTICE | {"text": "改期"}, key="notice-1")
    assert (other.status_code, other.json()["title"]) == (409, "幂等编号已用过")
    assert len(town.rows(Journal, act="announce")) == 1


def test_a_refusal_is_repeated_too(site: Site, town: Year) -> None:
    calling = system(site, town, "act:announce")
    first, second = (calling.post("/acts/announce", {"office": "town"}, key="k") for _ in range(2))
    assert (first.status_code, first.json()) == (422, second.json())
    assert town.one(ApiAnswer).status == 422


def test_whether_a_broken_off_request_was_done_is_not_guessed(site: Site, town: Year) -> None:
    calling = system(site, town, "act:announce")
    calling.post("/acts/announce", NOTICE, key="k")
    with town.database.write() as tx:
        tx.execute(ApiAnswer.t.update().values(status=None, answer=None))
    answer = calling.post("/acts/announce", NOTICE, key="k")
    assert (answer.status_code, answer.json()["title"]) == (409, "前一次请求没有留下答复")


@pytest.mark.parametrize("key", ["", "空格 ", "x" * 101, "a b"])
def test_a_key_is_plain(site: Site, town: Year, key: str) -> None:
    calling = system(site, town, "act:announce")
    headers = {**calling.headers, "Idempotency-Key": key.encode()}
    answer = calling.http.post("/api/v1/acts/announce", json=NOTICE, headers=headers)
    assert (answer.status_code, answer.json()["reasons"]) == (400, ["“Idempotency-Key”写法不对"])


def test_a_listener_is_told_and_its_address_is_not(site: Site, town: Year) -> None:
    calling = system(site, town)
    target = "json://127.0.0.1:9/hook?secret=0123456789abcdef01234567"
    told = {"office": "town", "name": "大数据局", "target": target, "events": ["kaohe.report.*"]}
    assert calling.post("/listeners", told).status_code == 200
    answer = calling.get("/listeners")
    assert answer.json() == [{"name": "大数据局", "events": ["kaohe.report.*"]}]
    assert "0123456789abcdef" not in answer.text
    site.at("2019-03-05 10:00")
    calling.post("/listeners/drop", {"office": "town", "name": "大数据局"})
    assert calling.get("/listeners").json() == []


# The document


def test_the_document_is_whole(site: Site, town: Year) -> None:
    calling = system(site, town)
    document = calling.http.get("/api/v1/openapi.json").json()
    schemas = document["components"]["schemas"]
    references = {word.rpartition("/")[2] for word in _references(document)}
    assert references <= set(schemas)
    assert schemas["draft_findings"]["properties"]["findings"]["description"]
    assert "HTTPValidationError" not in json.dumps(document)
    answers = {status for path in document["paths"].values() for each in path.values() for status in each["responses"]}
    assert answers <= {"200", "400", "401", "403", "404", "409", "413", "415", "422", "429", "503"}
    assert calling.http.get("/api/v1/nowhere").json()["title"] == "没有这个接口"


def _references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [word for value in node.values() for word in _references(value)]
    return [word for value in node for word in _references(value)] if isinstance(node, list) else []
