"""Months that a deadline is said of: 6—8，10—12月; 9月的材料提前两个工作日."""

import re

from config.phrases.amounts import AMOUNT, amount_of
from config.phrases.doubting import doubtful
from config.phrases.drafts import MONTHS_IN_YEAR, Draft
from config.phrases.noise import AROUND
from config.phrases.scanning import Scanner
from config.phrases.text import Found

_ONE = r"\d{1,2}月?份?(?:[-至到]\d{1,2}月?份?)?"
_LIST = re.compile(rf"(?P<list>(?:{_ONE}[,、和及与])*{_ONE})(?<=[月份])(?![\d底末上中下内前之以后最第倒])")
_RUN = re.compile(r"(?P<first>\d{1,2})(?:[月份]*[-至到](?P<last>\d{1,2}))?")
_LEADING = re.compile(r"(?:则|应|要|须|改为|调整为|为|按|于|在|:)+")
_RELATIVE = re.compile(rf"(?:可|应|要|须)?(?:(?P<back>提前)|延后|推迟|推后){AMOUNT}")
_SHIFT = re.compile(r"(?:提前|延后|推迟|推后)")
_MOVABLE = ("on", "day_of_month", "last_workday", "end_of", "in_year", "offset")
_OWN = ("cutoff", "roll", "inclusive", "grace")


def take_months(scanner: Scanner) -> tuple[Found, tuple[int, ...]] | None:
    """The months listed here, and what is due in them."""
    found = scanner.take(_LIST)
    if found is None:
        return None
    months = tuple(month for run in _RUN.finditer(found["list"]) for month in _run(found, run))
    scanner.take(AROUND)
    scanner.take(_LEADING)
    return found, months


def _run(found: Found, run: Found) -> range:
    first = int(run["first"])
    last = int(run["last"] or first)
    if not 1 <= first <= MONTHS_IN_YEAR or not 1 <= last <= MONTHS_IN_YEAR:
        raise doubtful(found, f"不存在：一年只有{MONTHS_IN_YEAR}个月", f"{MONTHS_IN_YEAR}月")
    if last < first:
        both = (f"{last}-{first}月", f"1-{last}月、{first}-{MONTHS_IN_YEAR}月")
        raise doubtful(found, "月份倒着写：是跨年还是写反了说不准", *both)
    return range(first, last + 1)


def take_shift(scanner: Scanner, default: Draft) -> Draft | None:
    """提前两个工作日: so much before the general rule, with its hour and its other conditions."""
    found = scanner.take(_RELATIVE)
    if found is None:
        return None
    n, unit = amount_of(found)
    if default["kind"] not in _MOVABLE:
        raise doubtful(found, "没有说比哪一天提前或延后")
    own = {key: default[key] for key in _OWN if key in default}
    anchor = {key: value for key, value in default.items() if key not in own}
    direction = "before" if found["back"] else "after"
    shifted = {"kind": "offset", "n": n, "unit": unit, "direction": direction, "anchor": anchor}
    return shifted | own if unit != "hours" else {**shifted, "anchor": default}


def refuse_shift_alone(scanner: Scanner, listed: Found) -> None:
    """9月提前两天, and nobody said before what."""
    if scanner.sees(_SHIFT):
        bases = ("当月最后1个工作日前", "次月15日前", "当月末前")
        instead = tuple(f"{base};{listed[0]}" for base in bases)
        raise doubtful(listed, "没有说比哪一天提前或延后", *instead)
