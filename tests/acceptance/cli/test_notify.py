"""`kaohe notify`: the real adapters, against services on loopback that say no in a 200."""

import json
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import select

from actions.doors import Door
from actions.performing import perform
from models.database import Database
from models.outbox import Delivery
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.cli.test_year import at, database, homes, year

__all__ = ["database", "homes", "year"]  # fixtures


@pytest.fixture
def robot(httpserver: HTTPServer) -> HTTPServer:
    """A WeCom robot: one key is good, one is not, and one writes too often."""
    path = "/cgi-bin/webhook/send"
    for key, code, words in (("good-key-0", 0, "ok"), ("gone-key-0", 93000, "invalid webhook url gone-key-0"),
                             ("busy-key-0", 45009, "api freq out of limit")):  # fmt: skip
        body = {"errcode": code, "errmsg": words}
        httpserver.expect_request(path, query_string={"key": key}).respond_with_json(body)
    return httpserver


def give(year: Database, robot: HTTPServer, key: str, *, channel: str, priority: int = 0, **whose: str) -> None:
    target = f"wecombot://{key}?server=http://127.0.0.1:{robot.port}"
    told: dict[str, Any] = {"office": "town", "channel": channel, "target": target, "priority": priority, **whose}
    perform(year, "set_channel", told, door=Door(now=at("2019-03-05T09:00")))


def test_every_channel_is_tried_and_answers_truthfully(shell: Shell, year: Database, robot: HTTPServer) -> None:
    give(year, robot, "good-key-0", channel="first", priority=1, person="desk")
    give(year, robot, "gone-key-0", channel="second", priority=2, person="desk")
    give(year, robot, "busy-key-0", channel="third", priority=3, person="desk")

    said = shell("notify", "test", "--to", "desk", "--json")

    told = said.told
    assert (said.code, told["schema"], told["ok"]) == (1, "kaohe.notify-test/1", False)
    assert told["to"] == {"kind": "person", "code": "desk", "name": "desk甲"}
    shown = {"target": "wecombot://***"}
    assert told["results"] == [
        {"channel": "first", **shown, "result": "sent", "permanent": False, "again_after_seconds": None,
         "words": "0 ok"},
        {"channel": "second", **shown, "result": "refused", "permanent": True, "again_after_seconds": None,
         "words": "企业微信拒收：93000 invalid webhook url ***"},
        {"channel": "third", **shown, "result": "refused", "permanent": False, "again_after_seconds": 60,
         "words": "企业微信拒收：45009 api freq out of limit"},
    ]  # fmt: skip
    assert "key-0" not in said.out + said.err


def test_group_of_a_unit_is_tried_by_one_channel(shell: Shell, year: Database, robot: HTTPServer) -> None:
    give(year, robot, "good-key-0", channel="group", unit="farming")
    give(year, robot, "gone-key-0", channel="old", unit="farming")

    said = shell("notify", "test", "--to", "farming", "--channel", "group")

    assert (said.code, said.out) == (0, "✓ group（wecombot://***）：已送出，对方答复 0 ok\n")
    ((request, _),) = robot.log
    assert "“group”渠道的测试消息" in request.get_data(as_text=True)


def test_folder_delivery_sends_nothing_out(shell: Shell, year: Database, robot: HTTPServer) -> None:
    give(year, robot, "good-key-0", channel="group", unit="farming")

    said = shell("notify", "test", "--to", "farming", environment={"KAOHE_DELIVERY": "folder"})

    assert (said.code, "没有经过渠道" in said.out, robot.log) == (0, True, [])
    assert len(list((shell.home / "outbox").iterdir())) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--to", "dask"], "没有编码为“dask”的人员或单位登记过消息渠道，是不是 desk\n"),
        (["--to", "desk", "--channel", "sms"], "“desk”没有渠道“sms”，登记的有：first\n"),
    ],
)
def test_whom_nothing_is_registered_for_is_said(
    shell: Shell, year: Database, robot: HTTPServer, words: list[str], sentence: str
) -> None:
    give(year, robot, "good-key-0", channel="first", person="desk")

    said = shell("notify", "test", *words)

    assert (said.code, said.out, said.err) == (1, "", sentence)


def test_list_shows_whose_and_where_but_no_key(shell: Shell, year: Database, robot: HTTPServer) -> None:
    give(year, robot, "good-key-0", channel="group", unit="farming")
    told = {"office": "town", "person": "desk", "channel": "email",
            "target": "mailto://desk:topsecret-0@mail.example.test"}  # fmt: skip
    perform(year, "set_channel", told, door=Door(now=at("2019-03-05T09:00")))

    said, listed = shell("notify", "channels", "--json"), shell("notify", "channels")

    assert (said.code, said.told["schema"]) == (0, "kaohe.notify-channels/1")
    assert [(item["kind"], item["code"], item["channel"], item["target"]) for item in said.told["items"]] == [
        ("person", "desk", "email", "mailto://desk@mail.example.test"),
        ("unit", "farming", "group", "wecombot://***"),
    ]
    assert "secret-0" not in said.out + listed.out
    assert "key-0" not in said.out + listed.out


def test_addresses_that_another_key_closed_are_told(shell: Shell, year: Database, robot: HTTPServer) -> None:
    give(year, robot, "good-key-0", channel="group", unit="farming")
    (shell.home / "secret.key").write_text("ab" * 32, encoding="ascii")

    said, tried = shell("notify", "channels"), shell("notify", "test", "--to", "farming")

    assert (said.code, tried.code) == (1, 1)
    assert "secret.key" in said.out.replace("\n", "")
    assert "请取回原来的 secret.key" in tried.out


@pytest.mark.closes("A34")
def test_task_to_fill_in_reaches_the_phone_complete_without_a_link(
    shell: Shell, year: Database, robot: HTTPServer
) -> None:
    """The first channel refuses for good in a 200; the ledger says so, and the second one takes it."""
    give(year, robot, "gone-key-0", channel="old", priority=1, person="farming_officer")
    give(year, robot, "good-key-0", channel="phone", priority=2, person="farming_officer")

    assert shell("tick", "--as-of", "2019-03-20T09:00").code == 0
    assert shell("deliver", "--as-of", "2019-03-20T09:10").code == 0

    texts = [json.loads(request.data)["text"]["content"] for request, _ in robot.log]
    assert any("2019-03-29" in text or "3月29日" in text for text in texts)
    assert [text for text in texts if "http" in text] == []
    with year.read() as connection:
        rows = connection.execute(
            select(Delivery.c.channel, Delivery.c.target, Delivery.c.result, Delivery.c.is_permanent, Delivery.c.reason)
            .where(Delivery.c.channel.in_(["old", "phone"]))
            .order_by(Delivery.c.id)
        ).all()
    assert set(map(tuple, rows)) == {
        ("old", "wecombot://***", "refused", True, "企业微信拒收：93000 invalid webhook url ***"),
        ("phone", "wecombot://***", "sent", False, "0 ok"),
    }
