"""Routine work: done, and written down as done."""

from datetime import datetime
from typing import Any

from actions.playing.outcome import Outcome, told
from actions.playing.stage import Stage
from config.obligations import ObligationKind

WORDS = {
    ObligationKind.DUTY: "已办结，材料存办公室备查。",
    ObligationKind.MILESTONE: "已按要求完成。",
    ObligationKind.TASK: "已按会议要求办结。",
}


CHECKED = "已逐项自查，进度正常。"


def sign_self_check(stage: Stage, row: Any, now: datetime) -> Outcome:
    data = {"obligation": row.id, "checked": CHECKED, "finding": "clean"}
    return told(stage.do("sign_self_check", data, by=stage.player(row.post_id), now=now))


def settle_duty(stage: Stage, row: Any, now: datetime) -> Outcome:
    words = WORDS[ObligationKind(row.kind)]
    data = {"obligation": row.id, "words": words}
    return told(stage.do("settle_duty", data, by=stage.player(row.post_id), now=now))
