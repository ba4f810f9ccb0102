"""Whatever somebody types as a target: a channel, or one sentence that says why not."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifiers.channels import Service, channel_of
from notifiers.exchange import Reply
from notifiers.feishu import CODES as FEISHU
from notifiers.services import Said, heard
from notifiers.targets import BadTarget
from notifiers.wecom import CODES as WECOM
from states.transport import Refused, Unsure

OURS = st.sampled_from(["sms://", "smss://", "wechat://", "wecombot://", "dingtalk://", "feishu://", "lark://"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(schema=OURS, rest=st.text() | st.from_regex(r"[a-z0-9]{1,8}(:[a-z]+)?@?[a-z0-9:\[\]]*/@?[a-z]+\?[a-z=&{}:]*"))
def test_target_is_a_channel_or_says_why_not(schema: str, rest: str) -> None:
    with contextlib.suppress(BadTarget):
        assert not isinstance(channel_of(schema + rest), Service)


@given(body=JSON, status=st.sampled_from([200, 204, 302, 400, 429, 500]))
def test_only_a_zero_in_a_2xx_is_success(body: Any, status: int) -> None:
    answer = heard(Reply(status, json.dumps(body).encode()), WECOM)

    is_zero = isinstance(body, dict) and body.get("errcode") in (0, "0") and body["errcode"] is not False
    assert isinstance(answer, Said) == (is_zero and status in (200, 204))
    assert isinstance(answer, Said | Refused | Unsure)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"code": 0, "msg": "success"}, Said),
        ({"StatusCode": 0, "StatusMessage": "success"}, Said),
        ({"code": 0, "StatusCode": 7}, Said),
        ({"code": "0"}, Said),
        ({"code": 0.5}, Unsure),
        ({"code": False}, Unsure),
        ({"code": 9499, "msg": "too many request"}, Refused),
    ],
)
def test_code_of_feishu_is_read_in_both_its_forms(body: dict[str, Any], kind: type) -> None:
    assert isinstance(heard(Reply(200, json.dumps(body).encode()), FEISHU), kind)


def test_refusal_with_a_code_in_a_400_keeps_its_own_words() -> None:
    body = json.dumps({"code": 19001, "msg": "param invalid: incoming webhook access token invalid"})

    assert heard(Reply(400, body.encode()), FEISHU) == Refused(
        "飞书拒收：19001 param invalid: incoming webhook access token invalid", permanent=True
    )
