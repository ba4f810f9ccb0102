import time

from notifiers.outages import Outages


def test_outage_is_remembered_for_its_server_only() -> None:
    outages = Outages(pause_seconds=60)
    outages.note("a", "连接不上")

    assert (outages.reason("a"), outages.reason("b")) == ("连接不上", None)


def test_outage_passes() -> None:
    outages = Outages(pause_seconds=0.01)
    outages.note("a", "连接不上")
    time.sleep(0.02)

    assert outages.reason("a") is None


def test_outage_ends_when_the_server_answers() -> None:
    outages = Outages(pause_seconds=60)
    outages.note("a", "连接不上")
    outages.clear("a")

    assert outages.reason("a") is None
