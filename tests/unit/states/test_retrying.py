"""Which channel is asked next, and when a message is given up."""

from datetime import datetime, timedelta

import pytest

from config.zone import SHANGHAI
from states.retrying import MAX_ATTEMPTS, PATIENCE, Past, Verdict, channels_now, turns_to_another, verdict_on
from states.transport import Answer, Refused, Sent, Unsure

NOW = datetime(2019, 3, 5, 9, 0, tzinfo=SHANGHAI)
BUSY, GONE, LOST = Refused("忙", permanent=False), Refused("查无此人", permanent=True), Unsure("断线")
THREE = ("wecom", "mail", "sms")


@pytest.mark.parametrize(
    ("record", "asked"),
    [
        ({}, ["wecom", "mail", "sms"]),
        ({"wecom": Past(1)}, ["wecom", "mail", "sms"]),
        ({"wecom": Past(PATIENCE)}, ["mail", "sms"]),
        ({"wecom": Past(1, is_closed=True)}, ["mail", "sms"]),
        ({"wecom": Past(PATIENCE), "mail": Past(1, is_closed=True), "sms": Past(PATIENCE)}, ["sms"]),
        ({"wecom": Past(PATIENCE), "mail": Past(1, is_closed=True), "sms": Past(1, is_closed=True)}, ["wecom"]),
        (dict.fromkeys(THREE, Past(1, is_closed=True)), ["wecom", "mail", "sms"]),
    ],
)
def test_channel_that_keeps_refusing_gives_way_to_those_behind_it(record: dict[str, Past], asked: list[str]) -> None:
    assert list(channels_now(THREE, record)) == asked


@pytest.mark.parametrize(
    ("answer", "tries", "urgent", "turns"),
    [
        (Sent("收到"), 1, True, False),
        (GONE, 1, False, True),
        (BUSY, 1, False, False),
        (BUSY, PATIENCE, False, True),
        (BUSY, 1, True, True),
        (LOST, 1, True, False),
        (LOST, PATIENCE, False, True),
    ],
)
def test_next_channel_is_tried_when_the_one_before_has_failed(
    answer: Answer, tries: int, urgent: bool, turns: bool
) -> None:
    assert turns_to_another(answer, Past(tries - 1).after(answer), urgent=urgent) is turns


def verdict(*answers: Answer, attempts: int = 1, is_hopeless: bool = False) -> Verdict:
    return verdict_on(answers, attempts=attempts, now=NOW, is_hopeless=is_hopeless)


def test_message_without_channels_is_sent_by_the_inbox_alone() -> None:
    assert verdict() == Verdict("sent")


def test_message_that_one_channel_took_is_sent() -> None:
    assert verdict(GONE, Sent("收到")) == Verdict("sent")


def test_message_that_every_channel_refuses_for_good_has_failed() -> None:
    assert verdict(GONE, is_hopeless=True) == Verdict("failed", "查无此人")


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (4, 8), (MAX_ATTEMPTS - 1, 64)])
def test_message_waits_ever_longer(attempts: int, minutes: int) -> None:
    assert verdict(BUSY, attempts=attempts) == Verdict("waiting", "忙", NOW + timedelta(minutes=minutes))


def test_service_that_names_its_pause_is_not_asked_earlier() -> None:
    limited = Refused("太快", permanent=False, again_after=timedelta(minutes=10))

    assert verdict(limited) == Verdict("waiting", "太快", NOW + timedelta(minutes=10))
    assert verdict(limited, attempts=6).again_at == NOW + timedelta(minutes=32)


def test_message_is_given_up_after_the_last_attempt() -> None:
    assert verdict(LOST, attempts=MAX_ATTEMPTS) == Verdict("failed", f"已试{MAX_ATTEMPTS}次，不再发送：断线")
