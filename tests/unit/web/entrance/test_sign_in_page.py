"""docs/sign-in.md says what the settings and the limits are."""

import re

from actions.entrance.credentials import FAILURES, LOCKED
from actions.entrance.resetting import GOOD_FOR
from actions.entrance.strength import SHORTEST
from config.settings import Settings
from tests.house import ROOT
from web.kernel.limiting import FAILURES_BY_ADDRESS, TRIES_BY_ADDRESS

PAGE = (ROOT / "docs" / "sign-in.md").read_text(encoding="utf-8")
OF_THE_DOOR = ("public_url", "hosts", "proxies", "idle_minutes", "session_hours", "single_session", "oidc_")


def test_every_setting_of_the_door_is_told_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(KAOHE_\w+)` \|.*\| ([^|]*) \|$", PAGE, re.MULTILINE))
    fields = {name: field for name, field in Settings.model_fields.items() if name.startswith(OF_THE_DOOR)}
    assert sorted(rows) == sorted(f"KAOHE_{name.upper()}" for name in fields)
    for name, field in fields.items():
        said = rows[f"KAOHE_{name.upper()}"].strip()
        assert said in (str(field.default).lower(), str(field.default)) or field.default == "", name


def test_the_limits_are_those_that_hold() -> None:
    assert f"至少{SHORTEST}个字符" in PAGE
    assert f"连续{FAILURES}次，{LOCKED.seconds // 60}分钟内不能登录" in PAGE
    assert f"{GOOD_FOR.days}天内有效，只能用来改密码" in PAGE
    failures, tries = FAILURES_BY_ADDRESS, TRIES_BY_ADDRESS
    assert f"{failures.multiples}分钟内失败{failures.amount}次，或者{tries.multiples}分钟内试{tries.amount}次" in PAGE
