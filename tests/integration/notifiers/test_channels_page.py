"""Every address that docs/channels.md shows is a channel."""

from pathlib import Path

import pytest

from actions.channels import Channel
from cli.data import read_data
from notifiers.channels import Service, channel_of
from notifiers.masking import masked, schema_of
from tests.house import ROOT
from tests.markdown import blocks

BLOCKS = blocks((ROOT / "docs" / "channels.md").read_text(encoding="utf-8"))
TARGETS = [line for each in BLOCKS if each.language == "target" for line in each.body.splitlines()]


@pytest.mark.parametrize("target", TARGETS, ids=masked)
def test_address_of_the_page_is_a_channel_of_ours(target: str) -> None:
    assert not isinstance(channel_of(target), Service)


@pytest.mark.parametrize("target", TARGETS, ids=masked)
def test_channel_that_is_printed_shows_no_key(target: str) -> None:
    hidden = ("password", "Secret", "SEC0", "0123456789abcdef0123", "0123abcd-", "693a91f6", "KEY", "TOKEN", "861000")

    assert [key for key in hidden if key in repr(channel_of(target))] == []


def test_page_shows_every_kind() -> None:
    assert {schema_of(target) for target in TARGETS} == {
        *("mailtos", "wechat", "wecombot", "dingtalk", "feishu", "smss", "jsons", "export", "folder"),
    }


def test_example_of_an_act_is_what_the_act_takes(tmp_path: Path) -> None:
    (told,) = [each.body for each in BLOCKS if each.language == "yaml"]
    (tmp_path / "data.yaml").write_text(told, encoding="utf-8")

    channel = Channel.model_validate(read_data(str(tmp_path / "data.yaml")))

    assert (channel.person, schema_of(channel.target)) == ("desk", "wechat")
