"""Days counted from the period: 次月15日, 当月最后一个工作日, 每季度末, 年底, 每月前5个工作日."""

import re

from config.phrases.dated import END, NTH_WORKDAY, TENTH, TENTHS, doubtful_tenth
from config.phrases.doubting import doubtful
from config.phrases.drafts import LONGEST, Draft, before, nth_workday
from config.phrases.text import Found

_WORDS = {
    ("month", "this"): ("每个月", "每月", "当月", "本月", "该月", "各月", "月"),
    ("month", "next"): ("次月", "翌月", "下1个月", "下个月", "下月"),
    ("quarter", "this"): (
        *("每个季度", "每季度", "当季度", "本季度", "该季度", "各季度"),
        *("每季", "当季", "本季", "季度", "季"),
    ),
    ("quarter", "next"): ("次季度", "次季", "下1个季度", "下1季度", "下个季度", "下季度"),
    ("half_year", "this"): ("每半年", "当半年", "本半年", "半年度", "半年"),
    ("half_year", "next"): ("次半年", "下1个半年"),
    ("year", "this"): (
        *("每一会计年度", "会计年度", "考核年度", "当年度", "本年度", "该年度", "全年度", "每年度", "年度"),
        *("每年", "当年", "本年", "今年", "该年", "全年", "年"),
    ),
    ("year", "next"): ("次年度", "次年", "翌年", "明年", "来年", "下1年度", "下1年", "下年度"),
}
_READ = {word: span for span, words in _WORDS.items() for word in words}


def _one_of(*spans: str) -> str:
    words = sorted((word for word, (of, _) in _READ.items() if of in spans), key=len, reverse=True)
    return f"(?P<span>{'|'.join(words)})份?的?"


_MONTH, _QUARTER = _one_of("month"), _one_of("quarter")
_ANY, _LONG = _one_of("month", "quarter", "half_year", "year"), _one_of("quarter", "half_year", "year")
_DAY = r"(?P<day>\d{1,2})[日号]"


def _span(found: Found) -> Draft:
    of, which = _READ[found["span"]]
    return {"of": of} if which == "this" else {"of": of, "which": which}


def _is_next(found: Found) -> bool:
    return _READ[found["span"]][1] == "next"


def _end_of(found: Found) -> Draft:
    return {"kind": "end_of", **_span(found)}


def _last_workday(found: Found) -> Draft:
    return {"kind": "last_workday", **_span(found)}


def _counted_back(found: Found) -> Draft:
    return nth_workday(int(found["n"]), _end_of(found), direction="before")


def _day_of_month(found: Found) -> Draft:
    return _on_day(found, int(found["day"]), later=_is_next(found))


def _day_after_month(found: Found) -> Draft:
    """月后10日: in the month after the one reported."""
    return _on_day(found, int(found["day"]), later=True)


def _on_day(found: Found, day: int, *, later: bool) -> Draft:
    if not 1 <= day <= LONGEST:
        head = before(found, "day")
        raise doubtful(found, f"不存在：没有{day}日", f"{found['span']}末", f"{head}{str(day)[0]}日")
    return {"kind": "day_of_month", "day": day, **({"month": "next"} if later else {})}


def _day_after_quarter(found: Found) -> Draft:
    """季后15日: the 15th of the month that follows the quarter is so many days after its end."""
    anchor = {"kind": "end_of", "of": "quarter"}
    return {"kind": "offset", "n": int(found["day"]), "unit": "days", "direction": "after", "anchor": anchor}


def _first_workdays(found: Found) -> Draft:
    """次月第3个工作日, 每月前5个工作日: counted from the month's first day, which counts itself."""
    n = int(found["first"] or found["n"])
    if found["first"] and not _is_next(found) and "前" not in found[0]:
        span = found["span"]
        raise doubtful(found, "没有说从哪一日数起", f"{span}前{n}个工作日", f"{span}末后{n}个工作日")
    if _is_next(found):
        after = nth_workday(n, {"kind": "end_of", "of": "month"}, direction="after")
        return {**after, "count_from": "next_day"}
    return nth_workday(n, {"kind": "day_of_month", "day": 1}, direction="after")


def _tenth(found: Found) -> Draft:
    day = TENTHS[found["tenth"]]
    if not found["full"]:
        raise doubtful_tenth(found)
    if day == LONGEST:
        return {"kind": "end_of", **_span(found)}
    return _on_day(found, day, later=_is_next(found))


def _last_several(found: Found) -> Draft:
    span, n = found["span"], found["several"]
    raise doubtful(found, "没有说是其中哪一日", f"{span}最后1个工作日", f"{span}倒数第{n}个工作日")


def _day_of_quarter(found: Found) -> Draft:
    ends = ("季度末",) if found["at"] == "末" else ()
    raise doubtful(found, "按季度的期限不能这样说", *ends, f"季后{found['day']}日", f"当月{found['day']}日")


READERS = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_QUARTER}(?P<at>[首末次]|第\d个)月的?{_DAY}", _day_of_quarter),
        (rf"{_ANY}(?:[末底]的?)?最后1个工作日", _last_workday),
        (rf"{_ANY}(?:[末底]的?)?倒数第(?P<n>[1-9]\d{{0,2}})个工作日", _counted_back),
        (rf"{_ANY}最后(?P<several>[1-9]\d{{0,2}})个工作日", _last_several),
        (rf"{_MONTH}{_DAY}", _day_of_month),
        (rf"{_MONTH}后{_DAY}(?!内|以内|之内)", _day_after_month),
        (rf"{_QUARTER}后{_DAY}(?!内|以内|之内)", _day_after_quarter),
        (rf"{_MONTH}(?:前?(?P<first>[1-9]\d{{0,2}})个工作日|{NTH_WORKDAY})", _first_workdays),
        (rf"{_MONTH}{TENTH}", _tenth),
        (rf"{_ANY}(?:[月季年]?{END}|内|(?=[以之]?后第?\d))", _end_of),
    )
)
