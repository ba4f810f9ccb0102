"""Rules of every kind, as hypothesis makes them up."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from config.deadlines import LONGEST_MONTH, DeadlineRule
from config.events import EVENT_NAMES

RULE: TypeAdapter[DeadlineRule] = TypeAdapter(DeadlineRule)
Written = dict[str, Any]

SPAN = st.sampled_from(["month", "quarter", "half_year", "year"])
WHICH = st.sampled_from(["this", "next"])
ROLL = st.sampled_from([None, "none", "forward", "back"])
GRACE = st.none() | st.fixed_dictionaries(
    {"n": st.integers(1, 366), "unit": st.sampled_from(["workdays", "days", "hours"])}
)
CUTOFF = st.none() | st.just("24:00") | st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
CONDITIONS: Mapping[str, st.SearchStrategy[Any]] = {
    "cutoff": CUTOFF,
    "roll": ROLL,
    "inclusive": st.booleans(),
    "grace": GRACE,
}


def kind(name: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Written]:
    return st.fixed_dictionaries({"kind": st.just(name), **fields, **CONDITIONS})


ON = kind("on", date=st.dates().map(lambda day: day.isoformat()))
DAY_OF_MONTH = kind("day_of_month", day=st.integers(1, 31), month=WHICH)
LAST_WORKDAY = kind("last_workday", of=SPAN, which=WHICH)
END_OF = kind("end_of", of=SPAN, which=WHICH)
IN_YEAR = st.integers(1, 12).flatmap(
    lambda month: kind("in_year", month=st.just(month), day=st.integers(1, LONGEST_MONTH[month - 1]), year=WHICH)
)
DAYS = ON | DAY_OF_MONTH | LAST_WORKDAY | END_OF | IN_YEAR
EVENT = st.sampled_from([*EVENT_NAMES, "hearing-held", "A.1"]).map(lambda code: {"event": code})


def offsets(anchor: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    common = {"n": st.integers(0, 3660), "direction": st.sampled_from(["before", "after"]), "anchor": anchor}
    in_days = kind(
        "offset",
        unit=st.sampled_from(["workdays", "days", "months"]),
        count_from=st.sampled_from(["same_day", "next_day"]),
        **common,
    )
    hours = st.fixed_dictionaries(
        {"kind": st.just("offset"), "unit": st.just("hours"), "roll": st.sampled_from([None, "none"]), "grace": GRACE}
        | common
    )
    return in_days | hours


OFFSET = offsets(DAYS | EVENT) | offsets(offsets(DAYS))
AT_ISSUE = kind("at_issue")
AT_LEAST = kind("at_least", times=st.integers(1, 400), per=SPAN)
WHY = st.sampled_from(["待上级通知", "待市上认定", "另行通知", "待考核办法修订后确定", "省里 9月 再定，见通知（一）"])
ANY_WHY = st.text(st.characters(exclude_characters='；;“”「」"', exclude_categories=["C", "Z"]), min_size=1)
UNKNOWN = kind("unknown", why=WHY | ANY_WHY)
PLAIN = st.one_of(ON, DAY_OF_MONTH, LAST_WORKDAY, END_OF, IN_YEAR, OFFSET, AT_ISSUE, AT_LEAST, UNKNOWN)
BY_MONTH = kind("by_month", default=PLAIN, months=st.dictionaries(st.integers(1, 12), PLAIN, min_size=1, max_size=4))
EVERY_KIND = {
    "on": ON,
    "day_of_month": DAY_OF_MONTH,
    "last_workday": LAST_WORKDAY,
    "end_of": END_OF,
    "in_year": IN_YEAR,
    "offset": OFFSET,
    "at_issue": AT_ISSUE,
    "unknown": UNKNOWN,
    "at_least": AT_LEAST,
    "by_month": BY_MONTH,
}


def typed(written: Written) -> DeadlineRule:
    return RULE.validate_python(written)
