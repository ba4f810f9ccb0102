"""Words that speak of time but name no deadline, and why."""

import re
from collections.abc import Callable, Mapping

from config.phrases.anchors import strange_event
from config.phrases.doubting import Doubt, doubtful
from config.phrases.scanning import Scanner
from config.phrases.text import Found


def _dotted(found: Found) -> tuple[str, ...]:
    return (f"{int(found['month'])}月{int(found['day'])}日",)


def _of_month(found: Found) -> tuple[str, ...]:
    return (f"当月{found['bare']}日", f"次月{found['bare']}日")


def _of_period(found: Found) -> tuple[str, ...]:
    sign, month, day = found["sign"], found["other"], found["its"]
    return (f"{sign}{month}月为当月{day}日", f"{sign}{month}月为次月{day}日")


NO_WORDS = "读不懂"
_NO_END = "只说了从何时起，没有说到何时止"
_NO_DAY = "没有说是哪一日"
_SOON = ("收到后1个工作日内", "收到后24小时内")

_STRANGE: tuple[tuple[re.Pattern[str], str, tuple[str, ...] | Callable[[Found], tuple[str, ...]]], ...] = (
    (
        re.compile(r"(?P<sign>[,;。、])(?P<other>\d{1,2})月(?P<its>\d{1,2})[日号](?:之?前|以前)?"),
        "没有说是哪个期次的期限",
        _of_period,
    ),
    (re.compile(r"(?P<month>\d{1,2})[./-](?P<day>\d{1,2})(?!\d)"), "要写明几月几日", _dotted),
    (re.compile(r"(?P<bare>\d{1,2})[日号](?=$|之?前|以前|内)"), "没有说是哪个月", _of_month),
    (
        re.compile(r"[每本当下次]?(?:周|星期|礼拜)[一二三四五六日天末]?"),
        "按周的期限没有规则",
        ("当月15日", "当月最后1个工作日"),
    ),
    (re.compile(r"[单双]月"), "要逐月写明", ("当月", "次月")),
    (re.compile(r"左右|前后|上下"), "不是确定的期限", ("前",)),
    (re.compile(r"原则上|一般|大约|约|力争|争取"), "不是确定的期限", ("",)),
    (re.compile(r"以?后|之后|以来"), _NO_END, ("前", "后3个工作日内")),
    (re.compile(r"起"), _NO_END, ("前",)),
    (
        re.compile(r"(?:元旦|春节|清明|五一|劳动节|端午|中秋|国庆|十一|暑期|寒假)节?"),
        "每年是哪几日要查工作日历，请写明日期",
        ("1月1日",),
    ),
    (re.compile(r"近期|尽快|尽早|及时|立即|即日|第一时间|适时|随时"), _NO_DAY, _SOON),
    (re.compile(r"今[日天]|明[日天]|后[日天]|本日|当[日天]"), _NO_DAY, _SOON),
    (re.compile(r"至少|不少于|不得少于"), "没有说多长时间里", ("全年至少", "每季度至少")),
    (re.compile(r"[xX×某]+年度?"), "没有写明哪一年", ("当年", "次年")),
    (re.compile(r"届时"), _NO_DAY, _SOON),
    (re.compile(r"[年月季]初"), "没有说几日", ("当月1日", "当年1月1日")),
)


def doubt_here(scanner: Scanner, events: Mapping[str, str]) -> Doubt:
    """Why the words that come next cannot be read."""
    if not scanner.rest:
        return Doubt(0, len(scanner.text), "没有说到何时止")
    for pattern, reason, instead in _STRANGE:
        if found := scanner.sees(pattern):
            words = instead(found) if callable(instead) else instead
            return doubtful(found, reason, *words)
    return strange_event(scanner, events) or Doubt(scanner.place, len(scanner.text), NO_WORDS)
