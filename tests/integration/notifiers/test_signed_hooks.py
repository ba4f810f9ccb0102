"""Events over signed web hooks and to Prefect's API, against real HTTP servers on loopback."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request

from notifiers.adapter import AppriseNotifier
from notifiers.answers import Refused, Sent
from notifiers.message import Message
from notifiers.signing import key_of

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 -- of a test
DATA = {
    "id": "2b7c0a52-54a5-5a0e-a9f0-6a0a5e1f3d11",
    "event": "kaohe.report.overdue",
    "occurred": "2019-05-14T09:00:00+08:00",
    "resource": {"id": "kaohe.obligation.12", "name": "进展报送“2019年4月”"},
    "related": [{"id": "kaohe.unit.3", "role": "unit", "name": "人事部"}],
    "payload": {"unit": "personnel"},
}
EVENT = Message("进展报送逾期", "kaohe.report.overdue", key="signal:1", data=DATA)


def verified(request: Request) -> Any:
    """As any library of Standard Webhooks does it."""
    secret = base64.b64decode(SECRET.removeprefix("whsec_"))
    told = request.headers
    signed = f"{told['webhook-id']}.{told['webhook-timestamp']}.".encode() + request.get_data()
    digest = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert told["webhook-signature"] == f"v1,{digest}"
    return json.loads(request.get_data())


def test_event_goes_as_it_is_and_is_signed(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/bus", method="POST").respond_with_data("", status=204)

    answer = notifier.send(EVENT, f"json://127.0.0.1:{httpserver.port}/bus?secret={SECRET}")

    assert answer == Sent("204")
    ((request, _),) = httpserver.log
    assert verified(request) == DATA
    assert request.headers["webhook-id"] == request.headers["Idempotency-Key"] == DATA["id"]
    assert request.query_string == b""


def test_secret_is_shown_to_nobody(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/bus").respond_with_data(f"no {SECRET}", status=500)

    answer = notifier.send(EVENT, f"json://127.0.0.1:{httpserver.port}/bus?secret={SECRET}")

    assert isinstance(answer, Refused)
    assert SECRET not in answer.reason


def test_secret_without_the_prefix_is_taken_as_it_is() -> None:
    assert key_of("一句只有双方知道的话") == "一句只有双方知道的话".encode()
    assert key_of("whsec_%%%") == b"whsec_%%%"


@pytest.fixture
def api(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{httpserver.port}/api")
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "office:geheim")
    return httpserver


def settings_read_again() -> Any:
    from prefect.context import SettingsContext  # noqa: PLC0415 -- Prefect takes two seconds
    from prefect.settings import Profile, Settings  # noqa: PLC0415 -- the same

    return SettingsContext(profile=Profile(name="test", settings={}), settings=Settings())


def test_prefect_is_told_in_its_own_words(api: HTTPServer, notifier: AppriseNotifier) -> None:
    api.expect_request("/api/events", method="POST").respond_with_data("", status=204)

    with settings_read_again():
        answer = notifier.send(EVENT, "prefect://")

    assert answer == Sent("204")
    ((request, _),) = api.log
    assert request.authorization is not None
    assert (request.authorization.username, request.authorization.password) == ("office", "geheim")
    (event,) = json.loads(request.get_data())
    assert event == {
        "id": DATA["id"],
        "event": "kaohe.report.overdue",
        "occurred": DATA["occurred"],
        "resource": {
            "prefect.resource.id": "kaohe.obligation.12",
            "prefect.resource.name": "进展报送“2019年4月”",
        },
        "related": [
            {
                "prefect.resource.id": "kaohe.unit.3",
                "prefect.resource.role": "unit",
                "prefect.resource.name": "人事部",
            }
        ],
        "payload": {"unit": "personnel"},
    }


@pytest.mark.parametrize(("status", "permanent"), [(401, False), (503, False), (422, True)])
def test_prefect_that_refuses_is_asked_again_unless_the_event_is_wrong(
    api: HTTPServer, notifier: AppriseNotifier, status: int, permanent: bool
) -> None:
    api.expect_request("/api/events").respond_with_data("no", status=status)

    with settings_read_again():
        answer = notifier.send(EVENT, "prefect://")

    assert isinstance(answer, Refused)
    assert answer.permanent is permanent


def test_prefect_takes_no_messages_for_people(notifier: AppriseNotifier) -> None:
    answer = notifier.send(Message("提醒", "请报送"), "prefect://")

    assert answer == Refused("prefect:// 只收外发事件，不收消息", permanent=True)
