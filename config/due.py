"""A due moment as a scheme writes it: a rule, or simply a date with or without an hour."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from config.deadlines import DeadlineRule
from config.marks import AlsoText

_SHORT = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[ T]+(\d{1,2}[:：]\d{2}))?")


def written_due(value: Any) -> Any:
    """`2019-05-13 17:00` stands for `{kind: on, date: 2019-05-13, cutoff: "17:00"}`."""
    if not isinstance(value, str):
        return value
    parts = _SHORT.fullmatch(value.strip())
    if parts is None:
        return {"kind": "on", "date": value}
    written = {"kind": "on", "date": parts[1]}
    return written if parts[2] is None else {**written, "cutoff": parts[2]}


Due = Annotated[
    DeadlineRule,
    BeforeValidator(written_due),
    AlsoText("日期，可以带时刻：2019-05-13 17:00", pattern=f"^{_SHORT.pattern}$"),
]
