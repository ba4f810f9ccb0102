"""Days with a month of their own: 2019年5月13日, 次年1月15日, 6月底, 三季度末, 9月最后一个工作日."""

import re
from datetime import date

from config.deadlines import LONGEST_MONTH
from config.phrases.doubting import Doubt, doubtful
from config.phrases.drafts import MONTHS_IN_YEAR, Draft, before, group, last_of_month, nth_workday, which
from config.phrases.text import Found

THIS_YEAR = r"(?:(?:考核|[本当今该每全])年度?|考核年度)"
NEXT_YEAR = r"(?:[次翌明来]年度?|下1?个?年度?|第2年)"
END = r"(?:最后1[日天]|[底末]|(?:终了|结束|届满)(?=之日|以?后|之后|以?前|之前))"
NTH_WORKDAY = r"(?:最后1个工作日|(?P<back>倒数)?第(?P<n>[1-9]\d{0,2})个工作日)"
TENTH = r"(?P<tenth>[上中下]旬)(?P<full>底|末|内|结束|期间)?"
_FOUR = r"(?!0000)\d{4}"
_YEAR = rf"(?:(?P<year>{_FOUR})年?度?|{THIS_YEAR}|(?P<next>{NEXT_YEAR}))的?"
_MONTH = rf"(?:{_YEAR})?(?P<month>\d{{1,2}})月份?的?"
_PART = rf"(?:{_YEAR})?(?:第?(?P<quarter>[1-4])季度?|(?P<half>[上下])半年度?)的?"

TENTHS = {"上旬": 10, "中旬": 20, "下旬": 31}
TENTH_STARTS = {"上旬": 1, "中旬": 11, "下旬": 21}


def _written(found: Found) -> Draft:
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    return _in_year(found, month, day, year=year)


def _on_day(found: Found) -> Draft:
    return _dated(found, int(found["day"]))


def _dated(found: Found, day: int | None = None) -> Draft:
    """The day of the month, or its last, in the year that is written or, without one, in the assessed year."""
    year = group(found, "year")
    return _in_year(found, int(found["month"]), day, year=int(year) if year else None)


def _in_year(found: Found, month: int, day: int | None, *, year: int | None) -> Draft:
    head, tail = before(found, "month"), found[0][found.end("month") - found.start() :]
    if not 1 <= month <= MONTHS_IN_YEAR:
        raise doubtful(found, f"不存在：没有{month}月", f"{head}{MONTHS_IN_YEAR}{tail}", f"{head}1{tail}")
    last = last_of_month(year, month) if year else LONGEST_MONTH[month - 1]
    day = last if day is None else day
    if not 1 <= day <= last:
        instead = [f"{head}{month}月{last if day else 1}日"]
        if day and month < MONTHS_IN_YEAR:
            instead.append(f"{head}{month + 1}月1日")
        raise doubtful(found, f"不存在：{month}月没有{day}日", *instead)
    if year:
        return {"kind": "on", "date": date(year, month, day)}
    return {"kind": "in_year", "month": month, "day": day, **which(found, "year")}


def _month_end(found: Found) -> Draft:
    return _dated(found)


def _tenth(found: Found) -> Draft:
    if not found["full"]:
        raise doubtful_tenth(found)
    day = TENTHS[found["tenth"]]
    return _dated(found, None if day == max(LONGEST_MONTH) else day)


def doubtful_tenth(found: Found) -> Doubt:
    first = f"{before(found, 'tenth')}{TENTH_STARTS[found['tenth']]}日"
    return doubtful(found, "是一段日子，没有说是旬初还是旬末", f"{found[0]}末", first)


def _workday_of_month(found: Found) -> Draft:
    """Counted back from the end of that month, or on from its first day."""
    if group(found, "n") and not found["back"]:
        return nth_workday(int(found["n"]), _dated(found, 1), direction="after")
    return nth_workday(int(found["n"] or 1), _dated(found), direction="before")


def _bare_month(found: Found) -> Draft:
    head, month = before(found, "month"), int(found["month"])
    earlier = (f"{head}{month - 1}月末",) if month > 1 else ()
    raise doubtful(found, "没有说几日", f"{head}{month}月末", *earlier, f"{head}{month}月1日")


def _year_end(found: Found) -> Draft:
    return {"kind": "on", "date": date(int(found["year"]), MONTHS_IN_YEAR, 31)}


def _workday_of_year(found: Found) -> Draft:
    return nth_workday(int(found["n"] or 1), _year_end(found), direction="before")


def _bare_year(found: Found) -> Draft:
    raise doubtful(found, "没有说是年初还是年末", f"{found[0]}末", f"{found[0]}1月1日")


def _part_end(found: Found) -> Draft:
    quarter = group(found, "quarter")
    month = int(quarter) * 3 if quarter else 6 if found["half"] == "上" else MONTHS_IN_YEAR
    if year := group(found, "year"):
        return {"kind": "on", "date": date(int(year), month, last_of_month(int(year), month))}
    return {"kind": "in_year", "month": month, "day": LONGEST_MONTH[month - 1], **which(found, "year")}


def _workday_of_part(found: Found) -> Draft:
    return nth_workday(int(group(found, "n") or 1), _part_end(found), direction="before")


def _bare_part(found: Found) -> Draft:
    raise doubtful(found, "没有说是开始还是结束", f"{found[0]}末")


_BACKWARDS = r"(?:最后1个工作日|(?P<back>倒数)第(?P<n>[1-9]\d{0,2})个工作日)"
_AFTERWARDS = r"(?=[以之]?后第?\d)"
_YEAR_4 = rf"(?P<year>{_FOUR})年度?的?"
READERS = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            r"(?P<year>(?!0000)\d{4})(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{2}(?=\d{1,2}:)|\d{1,2}(?!\d))日?",
            _written,
        ),
        (rf"{_MONTH}(?P<day>\d{{1,2}})[日号]", _on_day),
        (rf"{_MONTH}{NTH_WORKDAY}", _workday_of_month),
        (rf"{_MONTH}(?:{END}|份?内|{_AFTERWARDS})", _month_end),
        (rf"{_MONTH}{TENTH}", _tenth),
        (rf"{_MONTH}(?!\d)", _bare_month),
        (rf"{_PART}{_BACKWARDS}", _workday_of_part),
        (rf"{_PART}(?:{END}|内|{_AFTERWARDS})", _part_end),
        (_PART, _bare_part),
        (rf"{_YEAR_4}{_BACKWARDS}", _workday_of_year),
        (rf"{_YEAR_4}(?:年?{END}|内|{_AFTERWARDS})", _year_end),
        (_YEAR_4, _bare_year),
    )
)
