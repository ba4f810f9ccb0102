"""The door to Apprise: what it makes of targets that are wrong, secret, or served by Apprise itself."""

import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from notifiers.adapter import AppriseNotifier
from notifiers.answers import Refused, Sent, Unsure
from notifiers.message import Message
from tests.integration.notifiers.conftest import noon

REMINDER = Message("请报送", "您有 4 项指标待填报。", key="reminder:12")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("", "通道地址无法识别：***"),
        ("考核办", "通道地址无法识别：***"),
        ("nosuch://user:topsecret@host", "通道地址无法识别：nosuch://***"),
        ("mailto://", "通道地址无法识别：mailto://***"),
        ("json://", "通道地址无法识别：json://***/***"),
        ("mailto://[::1?to=x", "通道地址无法识别：mailto://***"),
    ],
)
def test_target_that_is_no_channel_is_refused_for_good(notifier: AppriseNotifier, target: str, reason: str) -> None:
    assert notifier.send(REMINDER, target) == Refused(reason, permanent=True)


@pytest.mark.parametrize("schema", ["schan", "pushdeer", "synology"])
def test_service_that_hides_its_refusals_is_not_believed(notifier: AppriseNotifier, schema: str) -> None:
    answer = notifier.send(REMINDER, f"{schema}://abcdefabcdefabcdef")

    assert isinstance(answer, Refused)
    assert answer.permanent
    assert "拒收时也答“成功”" in answer.reason


def test_relay_of_strangers_is_shut_unless_it_is_allowed(notifier: AppriseNotifier) -> None:
    answer = notifier.send(REMINDER, "pushplus://0123456789abcdef0123456789abcdef")

    assert answer == Refused(
        "PushPlus是个人转发服务，消息会经过外人的服务器；确要使用，设 KAOHE_RELAYS=true", permanent=True
    )


def test_service_of_apprise_is_sent_and_refused_truthfully(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/good").respond_with_data("ok")
    httpserver.expect_request("/bad").respond_with_data("no", status=500)

    good = notifier.send(REMINDER, f"form://127.0.0.1:{httpserver.port}/good")
    bad = notifier.send(REMINDER, f"form://127.0.0.1:{httpserver.port}/bad")

    assert good == Sent("form://***")
    assert isinstance(bad, Refused)
    assert not bad.permanent
    assert "error=500" in bad.reason


def test_service_of_apprise_follows_no_redirection(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/moved").respond_with_data("", status=302, headers={"Location": "/elsewhere"})
    httpserver.expect_request("/elsewhere").respond_with_data("ok")

    answer = notifier.send(REMINDER, f"form://127.0.0.1:{httpserver.port}/moved")

    assert isinstance(answer, Refused)
    assert [request.path for request, _ in httpserver.log] == ["/moved"]


def test_service_of_apprise_is_not_held_up_by_its_throttle(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/ntfy", method="POST").respond_with_json({})
    target = f"ntfy://127.0.0.1:{httpserver.port}/ntfy"
    channel = notifier._channels.channel_of(target)

    assert getattr(channel, "plugin").request_rate_per_sec == 0  # noqa: B009


def test_folder_schema_is_ours(notifier: AppriseNotifier, tmp_path: Path) -> None:
    answer = notifier.send(REMINDER, f"folder://{tmp_path}/发件")

    assert isinstance(answer, Sent)
    (written,) = (tmp_path / "发件").iterdir()
    assert written.name == answer.receipt
    assert written.read_text(encoding="utf-8") == "收件：folder://***\n主题：请报送\n\n您有 4 项指标待填报。\n"


def test_no_secret_is_logged_or_told(
    httpserver: HTTPServer, notifier: AppriseNotifier, root_log: io.StringIO, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    # the service knows its own address, and may log it
    monkeypatch.setattr(logging.getLogger("werkzeug"), "disabled", True)
    httpserver.expect_request("/topsecret-a").respond_with_data("ok")
    targets = [
        "mailto://office:topsecret2@127.0.0.1:1?from=office@example.cn&to=kangfu@example.cn",
        "mailto://office:topsecret3@[::1",
        "nosuch://office:topsecret4@host",
        "json://office:topsecret5@127.0.0.1:1/topsecret6?+X-Token=topsecret7",
        "form://127.0.0.1:1/topsecret8",
        "dingtalk://topsecret9?server=http://127.0.0.1:1",
        "json://:topsecret0",
        f"form://127.0.0.1:{httpserver.port}/topsecret-a",
    ]

    answers = [notifier.send(REMINDER, target) for target in targets]

    assert "topsecret" not in root_log.getvalue() + repr(answers) + "".join(capfd.readouterr())
    assert [type(answer) for answer in answers] == [*[Refused] * 4, Unsure, Refused, Refused, Sent]
    assert "Refused: json://127.0.0.1/***" in root_log.getvalue()


@pytest.fixture
def root_log() -> Iterator[io.StringIO]:
    """All that reaches the root logger at DEBUG. (pytest's caplog listens even to loggers that pass nothing on.)"""
    written = io.StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    handler.addFilter(lambda record: record.name != "werkzeug")  # the server's own log, not ours
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


@given(target=st.text(), schema=st.sampled_from(["", "folder-", "mailto://", "json://", "nosuch://", "schan://"]))
def test_send_never_raises_whatever_the_target(target: str, schema: str) -> None:
    answer = AppriseNotifier(clock=noon).send(REMINDER, schema + target.replace(".", ""))

    assert isinstance(answer, Refused | Unsure)


@given(subject=st.text(), body=st.text(), key=st.text())
def test_send_never_raises_whatever_the_message(folder: Path, subject: str, body: str, key: str) -> None:
    message = Message(subject, body, key=key)

    answers = [
        AppriseNotifier(clock=noon).send(message, f"folder://{folder}"),
        AppriseNotifier(clock=noon).send(message, "json://127.0.0.1:1"),
    ]

    assert isinstance(answers[0], Sent)
    assert isinstance(answers[1], Refused)


@given(subject=st.text(), body=st.text())
def test_letter_holds_any_text(folder: Path, subject: str, body: str) -> None:
    sent = AppriseNotifier(clock=noon).send(Message(subject, body), f"folder://{folder}/x")
    assert isinstance(sent, Sent)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outgoing")


def test_importing_the_adapter_does_not_import_apprise() -> None:
    script = "import sys, notifiers.adapter; sys.exit('apprise' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
