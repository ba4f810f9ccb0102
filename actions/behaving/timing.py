"""何时 in a behaviour file: a moment said in words, seen from the due moment of what is to be done."""

import re
from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from config.entry import Count, Entry
from config.faults import fault
from config.ladders import SpanUnit

_SPAN = r"\s*(?P<n>\d+)\s*(?P<unit>workdays?|days?|hours?)"
_SPAN_ZH = r"\s*(?P<n>\d+)\s*(?P<unit>个工作日|天|个?小时)"
_SAID = (
    ("late", re.compile(rf"\+?{_SPAN}(\s+late)?")),
    ("late", re.compile(rf"[晚迟]{_SPAN_ZH}")),
    ("early", re.compile(rf"-{_SPAN}(\s+early)?")),
    ("early", re.compile(rf"{_SPAN}\s+early")),
    ("early", re.compile(rf"(?:提前|早){_SPAN_ZH}")),
)
_UNITS = {
    "workday": SpanUnit.WORKDAYS,
    "day": SpanUnit.DAYS,
    "hour": SpanUnit.HOURS,
    "个工作日": SpanUnit.WORKDAYS,
    "天": SpanUnit.DAYS,
    "小时": SpanUnit.HOURS,
    "个小时": SpanUnit.HOURS,
}
_PLAIN = {"on-time": "on_time", "按时": "on_time", "从不": "never", "不办": "never", "催后": "after_urge"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WAYS = (
    "on_time（按时）、never（不办）、after_urge（催后）、+2 workdays late（晚2个工作日）、"
    "2 workdays early（提前2个工作日），或写日期，如 2019-09-18"
)


class Timing(Entry):
    """何时办。写成一句话即可：on_time、never、after_urge、+2 workdays late、2 workdays early、2019-09-18。"""

    kind: Literal["on_time", "never", "after_urge", "late", "early", "on"] = Field(description="怎样办")
    n: Count = Field(default=0, description="晚多少、早多少")
    unit: SpanUnit = Field(default=SpanUnit.WORKDAYS, description="时间单位")
    day: date | None = Field(default=None, description="哪一天")

    @model_validator(mode="before")
    @classmethod
    def _in_words(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        words = value.strip()
        if (kind := _PLAIN.get(words, words)) in ("on_time", "never", "after_urge"):
            return {"kind": kind}
        if _DAY.fullmatch(words):
            return {"kind": "on", "day": words}
        for kind, pattern in _SAID:
            if found := pattern.fullmatch(words):
                return {"kind": kind, "n": int(found["n"]), "unit": _UNITS[found["unit"].removesuffix("s")]}
        raise fault(f"看不懂“{value}”是何时办", suggestion=f"可以写：{WAYS}")


ON_TIMING = Timing(kind="on_time")
NEVER = Timing(kind="never")
