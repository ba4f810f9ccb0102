"""The messenger's flow."""

from dataclasses import asdict

from pydantic import AwareDatetime

from actions import delivering
from config.settings import read_settings
from flows.running import clock_flow, keep_table, office_database, read_clock
from notifiers.choosing import notifier_of

LABEL = "消息投递"
NAMES = {"sent": "已送出", "retried": "稍后再试", "failed": "未能送出", "unwanted": "已不需要"}


@clock_flow("deliver", label=LABEL)
def deliver(as_of: AwareDatetime | None = None) -> dict[str, int]:
    """消息投递：把该发的消息发出去，逐条如实登记，直到没有待发的为止。

    Safe to run twice, late, early or several at once. `as_of` stands for the clock.
    """
    now = as_of or read_clock()
    with office_database() as database:
        counts = asdict(delivering.deliver(database, notifier_of(read_settings(), clock=read_clock), now=now))
    keep_table("deliver", LABEL, counts, names=NAMES, now=now)
    return counts
