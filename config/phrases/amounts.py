"""How long: 3个工作日, 15个自然日, 24小时, 5个月. Days whose kind is not said are doubtful."""

from config.deadlines import OffsetUnit
from config.phrases.doubting import doubtful
from config.phrases.text import Found

AMOUNT = (
    r"(?P<amount>(?P<n>\d{1,6}|半)(?P<many>个?)"
    r"(?P<unit>工作日|自然[日天]|日历[日天]|小时|月|年|[日天](?:\((?:工作|自然)日\))?|周|星期|礼拜|分钟))"
)
_SURE: dict[str, OffsetUnit] = {
    "工作日": "workdays",
    "日(工作日)": "workdays",
    "天(工作日)": "workdays",
    "自然日": "days",
    "自然天": "days",
    "日历日": "days",
    "日历天": "days",
    "日(自然日)": "days",
    "天(自然日)": "days",
    "小时": "hours",
}
_IN_WEEK, _WORKED_IN_WEEK, _IN_YEAR = 7, 5, 12


def amount_of(found: Found) -> tuple[int, OffsetUnit]:
    n, unit = found["n"], found["unit"]
    if unit in _SURE and n != "半":
        return int(n), _SURE[unit]
    if unit == "月" and found["many"] and n != "半":
        return int(n), "months"
    if unit == "年":
        return (_IN_YEAR // 2 if n == "半" else int(n) * _IN_YEAR), "months"
    reason, instead = _doubtful(n, unit)
    raise doubtful(found, reason, *instead, part="amount")


def _doubtful(n: str, unit: str) -> tuple[str, tuple[str, ...]]:
    if n == "半":
        return "没有说是多少日", ("15个自然日", "10个工作日") if unit == "月" else ("1个工作日", "12小时")
    if unit in ("周", "星期", "礼拜"):
        return "没有说是工作日还是自然日", (
            f"{int(n) * _IN_WEEK}个自然日",
            f"{int(n) * _WORKED_IN_WEEK}个工作日",
        )
    if unit == "月":
        return "没有说是几月还是几个月", (f"{n}个月",)
    if unit == "分钟":
        return "太短：期限最短按小时计", ("1小时",)
    return "没有说是工作日还是自然日", (f"{n}个工作日", f"{n}个自然日")
