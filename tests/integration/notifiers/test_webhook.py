"""JSON to a real HTTP server on loopback."""

import base64
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from notifiers.adapter import AppriseNotifier
from notifiers.answers import Refused, Sent, Unsure
from notifiers.message import Attachment, Message
from tests.integration.notifiers.conftest import free_port

REMINDER = Message("请报送1—5月进展", "您有 4 项指标待填报。", key="reminder:12:kangfu")


def target(server: HTTPServer, path: str = "/hook", query: str = "") -> str:
    return f"json://127.0.0.1:{server.port}{path}{query}"


def test_webhook_carries_text_urgency_attachments_and_key(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/hook", method="POST").respond_with_data("收到")
    sheet = Attachment("分解表.xlsx", b"PK", "application/vnd.ms-excel")
    message = Message(REMINDER.subject, REMINDER.body, urgent=True, attachments=(sheet,), key="提醒:12")

    answer = notifier.send(message, target(httpserver))

    assert answer == Sent("200 收到")
    ((request, _),) = httpserver.log
    assert request.get_json() == {
        "version": "1.0",
        "title": "请报送1—5月进展",
        "message": "您有 4 项指标待填报。",
        "attachments": [
            {
                "filename": "分解表.xlsx",
                "base64": base64.b64encode(b"PK").decode(),
                "mimetype": "application/vnd.ms-excel",
            }
        ],
        "type": "warning",
        "urgent": True,
        "key": "提醒:12",
    }
    assert request.headers["Idempotency-Key"] == "%E6%8F%90%E9%86%92:12"


def test_webhook_understands_what_an_apprise_url_says(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/hook", method="PUT", query_string={"room": "7"}).respond_with_data("ok")
    query = "method=PUT&-room=7&+X-Token=abc&:message=text&:version=&:from=kaohe"
    url = f"json://office:geheim@127.0.0.1:{httpserver.port}/hook?{query}"

    assert notifier.send(REMINDER, url) == Sent("200 ok")

    ((request, _),) = httpserver.log
    assert request.authorization is not None
    assert {
        "password": request.authorization.password,
        "token": request.headers["X-Token"],
        "body": sorted(json.loads(request.data)),
    } == {
        "password": "geheim",
        "token": "abc",
        "body": ["attachments", "from", "key", "text", "title", "type", "urgent"],
    }


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (204, Sent("204")),
        (302, Refused("目标地址已改（302），不跟随转向，请改写通道地址", permanent=True)),
        (400, Refused("对方拒收：400 bad", permanent=True)),
        (404, Refused("对方拒收：404 bad", permanent=True)),
        (408, Refused("对方拒收：408 bad", permanent=False)),
        (429, Refused("对方拒收：429 bad（对方要求 120 后再试）", False, timedelta(seconds=120))),
        (500, Refused("对方拒收：500 bad", permanent=False)),
        (503, Refused("对方拒收：503 bad", permanent=False)),
    ],
)
def test_webhook_answers_truthfully(
    httpserver: HTTPServer, notifier: AppriseNotifier, status: int, answer: Sent | Refused
) -> None:
    headers = {"Retry-After": "120"} if status == 429 else {"Location": "/elsewhere"} if status == 302 else {}
    words = "" if status == 204 else "bad"
    httpserver.expect_request("/hook").respond_with_data(words, status=status, headers=headers)

    assert notifier.send(REMINDER, target(httpserver)) == answer
    assert len(httpserver.log) == 1


def test_webhook_refused_for_one_target_reaches_the_others(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/good").respond_with_data("ok")
    httpserver.expect_request("/bad").respond_with_data("no", status=500)

    answers = [notifier.send(REMINDER, target(httpserver, path)) for path in ("/good", "/bad", "/good")]

    assert [type(answer) for answer in answers] == [Sent, Refused, Sent]


def test_webhook_is_unsure_when_no_answer_comes_in_time(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    woken = threading.Event()

    def sleepy(_request: Request) -> Response:
        woken.wait(5)
        return Response("late")

    httpserver.expect_request("/hook").respond_with_handler(sleepy)
    started = time.monotonic()

    answer = notifier.send(REMINDER, target(httpserver, query="?rto=0.3"))

    waited = time.monotonic() - started
    woken.set()
    assert answer == Unsure("请求已发出，未等到答复：等待超时")
    assert waited < 2


def test_webhook_is_unsure_when_the_line_dies_after_the_request(notifier: AppriseNotifier) -> None:
    with scripted_server([b""]) as port:
        answer = notifier.send(REMINDER, f"json://127.0.0.1:{port}/hook")

    assert answer == Unsure("请求已发出，未等到答复：Remote end closed connection without response")


def test_webhook_goes_on_after_the_server_closed_the_kept_line(notifier: AppriseNotifier) -> None:
    ok = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    with scripted_server([ok, ok]) as port:
        answers = []
        for _ in range(2):
            answers.append(notifier.send(REMINDER, f"json://127.0.0.1:{port}/hook"))
            time.sleep(0.1)  # the server hangs up meanwhile

    assert answers == [Sent("200 ok"), Sent("200 ok")]


def test_webhook_keeps_its_line(notifier: AppriseNotifier) -> None:
    with keeping_server() as (port, lines):
        answers = [notifier.send(REMINDER, f"json://127.0.0.1:{port}/hook") for _ in range(5)]
        notifier.close()

    assert answers == [Sent("200 ok")] * 5
    assert lines == [5]


def test_webhook_that_cannot_be_reached_is_a_temporary_refusal(notifier: AppriseNotifier) -> None:
    port = free_port()

    answer = notifier.send(REMINDER, f"json://127.0.0.1:{port}/hook")

    assert answer == Refused(f"无法连接 127.0.0.1:{port}：[Errno 111] Connection refused", permanent=False)


def test_webhook_header_with_a_line_break_is_refused_for_good(
    httpserver: HTTPServer, notifier: AppriseNotifier
) -> None:
    answer = notifier.send(REMINDER, target(httpserver, query="?+X-Token=a%0D%0AX-Other:%20b"))

    assert isinstance(answer, Refused)
    assert answer.permanent
    assert httpserver.log == []


@contextmanager
def scripted_server(replies: list[bytes]) -> Iterator[int]:
    """Reads one request per connection, says the next reply, hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for reply in replies:
                connection, _ = listening.accept()
                with connection:
                    read_request(connection)
                    connection.sendall(reply)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(5)


@contextmanager
def keeping_server() -> Iterator[tuple[int, list[int]]]:
    """Never hangs up. The list holds, per connection, how many requests came over it."""
    lines: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            lines.append(0)
            with connection:
                while read_request(connection):
                    lines[-1] += 1
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1], lines
        thread.join(5)


def read_request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        if not (chunk := connection.recv(65536)):
            return b""
        received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    (length,) = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    while len(body) < length:
        body += connection.recv(65536)
    return received
