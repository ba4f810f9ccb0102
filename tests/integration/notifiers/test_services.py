"""WeCom, DingTalk, Feishu and a gateway for short messages: each answer is told as it was meant."""

import io
import json
import logging
import time
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from notifiers.adapter import AppriseNotifier
from notifiers.answers import Answer, Refused, Sent, Unsure
from notifiers.message import Attachment, Message
from notifiers.services import CUT, Tokens
from tests.integration.notifiers.conftest import free_port
from tests.integration.notifiers.imitations import SECRETS, SERVICES, Imitation, WeComApp, said, told_by

REMINDER = Message("请报送", "您有 4 项指标待填报，截至3月29日17:00。", key="reminder:12")
WHOLE = "请报送\n您有 4 项指标待填报，截至3月29日17:00。"
ERROR, LIMITED, FINAL = "error", "limited", "final"
CODES = {
    "wechat": {ERROR: 60020, LIMITED: 45009, FINAL: 81013},
    "wecombot": {ERROR: -1, LIMITED: 45009, FINAL: 93000},
    "dingtalk": {ERROR: -1, LIMITED: 130101, FINAL: 300005},
    "feishu": {ERROR: 19099, LIMITED: 9499, FINAL: 19001},
    "sms": {ERROR: 105, LIMITED: 108, FINAL: 107},
}


@pytest.fixture(params=SERVICES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def service(name: str, httpserver: HTTPServer) -> Imitation:
    service = SERVICES[name](server=httpserver)
    service.open()
    return service


@pytest.fixture(autouse=True)
def no_secret_anywhere() -> Iterator[None]:
    """Whatever a test of this file lets happen, nothing that is written holds a key."""
    written = io.StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    handler.addFilter(lambda record: record.name != "werkzeug")  # the imitation's own log
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield
    root.setLevel(level)
    root.removeHandler(handler)
    assert [secret for secret in SECRETS if secret in written.getvalue()] == []


def send(notifier: AppriseNotifier, target: str, message: Message = REMINDER) -> Answer:
    """Sends, and looks whether the answer gives anything away."""
    answer = notifier.send(message, target)
    assert [secret for secret in SECRETS if secret in repr(answer)] == []
    return answer


def test_message_is_taken_as_documented(name: str, service: Imitation, notifier: AppriseNotifier) -> None:
    answer = send(notifier, service.target())

    assert isinstance(answer, Sent), answer
    assert service.texts == ["【考核办】您有 4 项指标待填报，截至3月29日17:00。" if name == "sms" else WHOLE]


@pytest.mark.parametrize(
    ("kind", "permanent", "pause"),
    [(ERROR, False, False), (LIMITED, False, True), (FINAL, True, False)],
)
def test_code_in_a_200_is_a_refusal_in_the_service_s_own_words(
    name: str, service: Imitation, notifier: AppriseNotifier, kind: str, permanent: bool, pause: bool
) -> None:
    code = CODES[name][kind]
    repeated = " ".join(secret for secret in SECRETS if secret in service.target())
    service.mood = said(told_by(name, code, f"本次不予受理 {repeated} {'长' * 280} {repeated}"))

    answer = send(notifier, service.target())

    assert isinstance(answer, Refused)
    assert f"{code} 本次不予受理" in answer.reason
    assert (answer.permanent, answer.again_after is not None) == (permanent, pause)
    assert not pause or (answer.again_after or timedelta()) >= timedelta(minutes=1)


def test_429_is_a_refusal_until_the_moment_that_is_asked_for(service: Imitation, notifier: AppriseNotifier) -> None:
    service.mood = said("slow down", status=429, Retry_After="120")

    answer = send(notifier, service.target())

    assert answer == Refused("对方拒收：429 slow down（对方要求 120 后再试）", False, timedelta(seconds=120))


@pytest.mark.parametrize("name", ["wecombot"])
def test_service_that_wants_to_be_left_alone_is_left_alone(service: Imitation, notifier: AppriseNotifier) -> None:
    service.mood = said("slow down", status=429, Retry_After="1")

    first, second = send(notifier, service.target()), send(notifier, service.target())
    service.mood = None
    time.sleep(1.05)
    third = send(notifier, service.target())

    assert isinstance(second, Refused)
    assert second == Refused(f"应对方要求暂停发送，这条没有发出。上次答复：{first.reason}", False, timedelta(seconds=1))  # type: ignore[union-attr]
    assert isinstance(third, Sent)
    assert len(service.requests) == 2


def test_trouble_of_the_server_may_pass(service: Imitation, notifier: AppriseNotifier) -> None:
    service.mood = said("oops", status=502)

    assert send(notifier, service.target()) == Refused("对方拒收：502 oops", permanent=False)


@pytest.mark.parametrize(
    "garbage", ["<html>请先登录</html>", "", "[]", '{"errcode": null}', '{"ok": true}', "{" * 5000]
)
def test_answer_that_nobody_understands_is_no_success(
    service: Imitation, notifier: AppriseNotifier, garbage: str
) -> None:
    service.mood = said(garbage)

    assert isinstance(send(notifier, service.target()), Unsure)


def test_redirection_is_not_followed(service: Imitation, notifier: AppriseNotifier) -> None:
    service.mood = said("", status=302, Location=f"{service.site}/elsewhere")

    answer = send(notifier, service.target())

    assert answer == Refused("目标地址已改（302），不跟随转向，请改写通道地址", permanent=True)
    assert len(service.requests) == 1


def test_time_out_after_the_request_leaves_it_open(service: Imitation, notifier: AppriseNotifier) -> None:
    with service.silent():
        answer = send(notifier, service.target("&rto=0.3"))

    assert answer == Unsure("请求已发出，未等到答复：等待超时")


def test_service_that_cannot_be_reached_was_told_nothing(
    name: str, service: Imitation, notifier: AppriseNotifier
) -> None:
    target = service.target().replace(str(service.server.port), str(free_port()))

    answer = send(notifier, target)

    assert isinstance(answer, Refused)
    assert (answer.permanent, "无法连接 127.0.0.1" in answer.reason) == (False, True)


def test_messages_follow_each_other_without_a_pause(service: Imitation, notifier: AppriseNotifier) -> None:
    answers = [send(notifier, service.target()) for _ in range(20)]

    assert {type(answer) for answer in answers} == {Sent}
    assert len(service.texts) == 20


@pytest.mark.parametrize("name", ["wechat", "wecombot"])
def test_long_text_is_cut_and_says_so(service: Imitation, notifier: AppriseNotifier) -> None:
    sheet = Attachment("分解表.xlsx", b"PK")

    assert isinstance(send(notifier, service.target(), Message("题", "很长" * 900, attachments=(sheet,))), Sent)

    (text,) = service.texts
    assert text.endswith(CUT)
    assert 2030 < len(text.encode()) <= 2048


@pytest.mark.parametrize("name", ["dingtalk", "feishu"])
def test_wrong_signature_is_refused_for_good(name: str, service: Imitation, notifier: AppriseNotifier) -> None:
    answer = send(notifier, service.target().replace("secret0@", "secret1@"))

    assert isinstance(answer, Refused)
    assert (answer.permanent, "sign" in answer.reason, service.texts) == (True, True, [])


# WeCom's token


@pytest.fixture
def wecom(httpserver: HTTPServer) -> WeComApp:
    service = WeComApp(server=httpserver)
    service.open()
    return service


def test_token_is_fetched_once(wecom: WeComApp, notifier: AppriseNotifier) -> None:
    for _ in range(3):
        send(notifier, wecom.target())

    assert wecom.tokens == ["token-1"]


def test_token_taken_back_is_fetched_again(wecom: WeComApp, notifier: AppriseNotifier) -> None:
    send(notifier, wecom.target())
    wecom.withdrawn = True

    assert isinstance(send(notifier, wecom.target()), Sent)
    assert wecom.tokens == ["token-1", "token-2"]


@pytest.mark.parametrize("code", [40014, 42001])
def test_token_that_is_never_good_is_tried_twice(wecom: WeComApp, notifier: AppriseNotifier, code: int) -> None:

    def expired() -> Response:
        return said({"errcode": code, "errmsg": f"access_token expired {wecom.tokens[-1]}"})()

    wecom.mood = expired

    answer = send(notifier, wecom.target())

    assert answer == Refused(f"企业微信拒收：{code} access_token expired ***", permanent=False)
    assert wecom.tokens == ["token-1", "token-2"]


def test_wrong_secret_is_refused_for_good_before_anything_is_sent(wecom: WeComApp, notifier: AppriseNotifier) -> None:
    answer = send(notifier, wecom.target().replace("corp-secret-0", "wrong-secret"))

    assert answer == Refused("未能取得 access_token：企业微信拒收：40001 invalid credential ***", permanent=True)
    assert wecom.requests == []


@pytest.mark.parametrize(
    ("lending", "permanent"),
    [
        (said("<html>"), False),
        (said({"errcode": 0, "errmsg": "ok"}), False),
        (said({"errcode": 45009, "errmsg": "api freq out of limit"}), False),
        (said({"errcode": 40013, "errmsg": "invalid corpid"}), True),
    ],
)
def test_message_has_not_left_without_a_token(
    wecom: WeComApp, notifier: AppriseNotifier, lending: object, permanent: bool
) -> None:
    wecom.lending = lending  # type: ignore[assignment]

    answer = send(notifier, wecom.target())

    assert isinstance(answer, Refused)
    assert (answer.permanent, answer.reason.partition("：")[0]) == (permanent, "未能取得 access_token")
    assert wecom.requests == []


def test_zero_that_names_a_lost_member_is_a_refusal(wecom: WeComApp, notifier: AppriseNotifier) -> None:
    wecom.mood = said({"errcode": 0, "errmsg": "ok", "invaliduser": "zhang"})

    assert send(notifier, wecom.target()) == Refused("企业微信拒收：成员无效", permanent=True)


def test_lent_token_ends() -> None:
    tokens = Tokens()
    tokens.keep("corp", "a", seconds=60)
    tokens.keep("other", "b", seconds=0)
    assert (tokens.get("corp"), tokens.get("other")) == ("a", None)
    tokens.drop("corp", "older")
    assert tokens.get("corp") == "a"
    tokens.drop("corp", "a")
    assert tokens.get("corp") is None


# Short messages


SHORT = "sms://127.0.0.1:{port}/send?to=861000000000&ok=code:0"


def test_json_template_keeps_any_text_inside_its_place(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/send", method="PUT").respond_with_json({"code": 0})
    body = quote(json.dumps({"phones": ["{to}"], "params": {"text": "{text}", "n": 1}}), safe="")
    target = SHORT.format(port=httpserver.port) + f"&method=put&body={body}&+X-Key=header-key"

    assert isinstance(send(notifier, target, Message("题", '他说"{to}"')), Sent)

    ((request, _),) = httpserver.log
    assert json.loads(request.data) == {"phones": ["861000000000"], "params": {"text": '他说"{to}"', "n": 1}}
    assert request.headers["X-Key"] == "header-key"


def test_query_template_and_plain_answer_in_gbk(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/send").respond_with_data("OK:20190329")
    target = f"sms://127.0.0.1:{httpserver.port}/send?to=861000000000&as=query&charset=gbk&:m={{to}}&:c={{text}}&ok=:OK"

    assert send(notifier, target, Message("", "请报送")) == Sent("OK:20190329")

    ((request, _),) = httpserver.log
    assert request.method == "GET"
    assert request.query_string == b"m=861000000000&c=%C7%EB%B1%A8%CB%CD"


def test_plain_answer_that_does_not_begin_as_agreed_is_a_refusal(
    httpserver: HTTPServer, notifier: AppriseNotifier
) -> None:
    httpserver.expect_request("/send").respond_with_data("ERR 余额不足")
    target = f"sms://127.0.0.1:{httpserver.port}/send?to=861000000000&:m={{to}}&:c={{text}}&ok=:OK"

    assert send(notifier, target) == Refused("短信网关拒收：ERR 余额不足", permanent=False)


def test_short_message_is_counted(httpserver: HTTPServer, notifier: AppriseNotifier) -> None:
    httpserver.expect_request("/send").respond_with_json({"code": 0})
    target = SHORT.format(port=httpserver.port) + "&:m={to}&:c={text}&sign=考核办"
    fits, subject = "长" * 65, "请报送"

    answers = [
        send(notifier, target, Message(subject, fits)),
        send(notifier, target, Message(subject, f"{fits}长")),
        send(notifier, target, Message("题" * 66, f"{fits}长")),
    ]

    assert [type(answer) for answer in answers] == [Sent, Sent, Refused]
    assert answers[2] == Refused("短信限 70 字，这条 71 字", permanent=True)
    assert [request.form["c"] for request, _ in httpserver.log] == [f"【考核办】{fits}", f"【考核办】{subject}"]


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("sms://host/send?:m={to}&:c={text}&ok=code:0", "to= 应是一个手机号码"),
        ("sms://host/send?to=861000000000&:m={to}&:c={text}", "没有写怎样才算成功"),
        ("sms://host/send?to=861000000000&:c={text}&ok=code:0", "模板里没有 {to}"),
        ("sms://host/send?to=861000000000&body={nojson&ok=code:0", "body= 不是 JSON"),
        ("sms://host/send?to=861000000000&:m={to}&:c={text}&ok=code:0&charset=klingon", "charset="),
        ("sms:///send?to=861000000000&:m={to}&:c={text}&ok=code:0", "没有写网关的主机名"),
        ("wechat://corp:secretword@1000002", "只写一位成员"),
        ("wechat://corp:secretword@1000002/@a/@b", "只写一位成员"),
        ("wecombot://key?server=ftp://x", "server= 应是网址"),
        ("wecom://secret-token", "不是企业微信"),
    ],
)
def test_target_that_is_no_channel_says_what_is_wrong(notifier: AppriseNotifier, target: str, fault: str) -> None:
    answer = send(notifier, target)

    assert isinstance(answer, Refused)
    assert (answer.permanent, fault in answer.reason, "secret" in answer.reason) == (True, True, False)
