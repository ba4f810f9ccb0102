"""From a phrase to its rule; what is not certain raises Doubt.

A phrase is a deadline, then the months that differ, then what holds in every month:
当月最后一个工作日17:00前；9月为当月20日前；各月遇休息日提前.
"""

import re
from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from config.deadlines import DeadlineRule
from config.phrases.anchors import sees_phrase, take_event, unknown_event
from config.phrases.conditions import take_condition, take_conditions
from config.phrases.counting import take_count
from config.phrases.days import take_day
from config.phrases.doubting import Doubt, doubtful
from config.phrases.drafts import Draft
from config.phrases.hours import take_hour
from config.phrases.months import refuse_shift_alone, take_months, take_shift
from config.phrases.noise import AROUND, LEAD
from config.phrases.scanning import Scanner
from config.phrases.strange import NO_WORDS, doubt_here
from config.phrases.text import Found, Wording, wording_of
from config.phrases.undated import take_undated

Events = Mapping[str, str]

_RULE: TypeAdapter[DeadlineRule] = TypeAdapter(DeadlineRule)
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"\((?:星期|周)[一二三四五六日天]\)")
_SAME_DAY = re.compile(r"当[日天](?=[^起内])")
_BY = re.compile(r"(?:之前|以前|前|为止|止|截止|以内|之内|内)")
_EARLIER = re.compile(r"\(?上1?个?(?P<span>月|季|年|半年)度?份?\)?")
_BREAK = re.compile(r"[,;。、]+(?:其中|但是?)?")
_DUE = re.compile(f",?{AROUND.pattern}")
_EVERY = re.compile(r"各月(?:份?均?|都)?:?")
_MORE = re.compile(r"[,、]")
_STOP = re.compile(r"[。;,]+$")
_YEAR_AHEAD = re.compile(rf"(?:{LEAD.pattern})?(\d{{4}}年|[次翌明]年)")
_MONTH_DAY = re.compile(r"\d{1,2}月")
_BETWEEN = ",;。、-至到和及与或"
_NEXT_OF = {"day_of_month": "month", "last_workday": "which", "end_of": "which"}


def read_wording(wording: Wording, events: Events) -> DeadlineRule:
    scanner = Scanner(wording)
    draft = _whole(scanner, events)
    scanner.take(_STOP)
    if scanner.rest:
        doubt = doubt_here(scanner, events)
        raise (_two_said(scanner, events) or doubt) if doubt.reason == NO_WORDS else doubt
    return _typed(draft, scanner)


def _two_said(scanner: Scanner, events: Events) -> Doubt | None:
    """5月13日至20日, 每月10日前和25日前: either could be meant."""
    tail = scanner.rest.lstrip(_BETWEEN)
    year = _YEAR_AHEAD.match(scanner.text)
    second = Scanner(wording_of(year[1] + tail if year and _MONTH_DAY.match(tail) else tail))
    try:
        _whole(second, events)
    except Doubt:
        return None
    both = (scanner.text[: scanner.place], second.text)
    return None if second.rest else Doubt(0, len(scanner.text), "说了不止一个日子", instead=both)


def _typed(draft: Draft, scanner: Scanner) -> DeadlineRule:
    try:
        return _RULE.validate_python(draft)
    except ValidationError as error:
        context = error.errors(include_url=False)[0].get("ctx", {})
        beyond = f"数目不得大于{context['le']}" if "le" in context else "数目太小"
        raise Doubt(0, len(scanner.text), context.get("sentence", beyond)) from error


def _whole(scanner: Scanner, events: Events) -> Draft:
    scanner.take(LEAD)
    if scope := take_months(scanner):
        refuse_shift_alone(scanner, scope[0])
    default = _plain(scanner, events)
    taken = set(scope[1]) if scope else set()
    months: dict[int, Draft] = {}
    outer: Draft = {}
    while part := _part(scanner, events, default):
        listed, numbers, draft = part
        if listed is None:
            outer |= draft
        elif taken & set(numbers):
            raise doubtful(listed, "前面已经说过")
        else:
            taken |= set(numbers)
            months |= dict.fromkeys(numbers, draft)
    if outer and not months:
        return outer | default
    return {"kind": "by_month", "default": default, "months": months, **outer} if months else default


def _part(scanner: Scanner, events: Events, default: Draft) -> tuple[Found | None, tuple[int, ...], Draft] | None:
    """An exception, or what holds in every month; None where the phrase ends."""
    start = scanner.place
    if scanner.take(_BREAK):
        if scanner.take(_EVERY):
            return None, (), _conditions_of_all(scanner, events)
        if found := take_months(scanner):
            return *found, _shifted(scanner, default) or _plain(scanner, events)
    scanner.place = start
    return None


def _shifted(scanner: Scanner, default: Draft) -> Draft | None:
    draft = take_shift(scanner, default)
    if draft is not None:
        scanner.take(AROUND)
        draft |= take_conditions(scanner)
    return draft


def _conditions_of_all(scanner: Scanner, events: Events) -> Draft:
    draft: Draft = {}
    while (more := take_condition(scanner)) is not None:
        draft |= more
        if not scanner.take(_MORE):
            return draft
    raise doubt_here(scanner, events)


def _plain(scanner: Scanner, events: Events) -> Draft:
    start = scanner.place
    scanner.take(LEAD)
    undated = take_undated(scanner)
    draft = undated or _counted_or_day(scanner, events)
    if draft is None:
        raise doubt_here(scanner, events)
    draft |= take_conditions(scanner)
    if undated is None:
        draft = _with_what_is_due(scanner, draft, scanner.text[start])
    return draft


def _counted_or_day(scanner: Scanner, events: Events) -> Draft | None:
    draft = _from_words(scanner, events) or _from_day(scanner)
    if draft is None:
        return None
    if draft["kind"] == "offset" and "cutoff" not in draft and (hour := take_hour(scanner)):
        draft |= {"cutoff": hour.cutoff}
    scanner.take(_BY)
    return draft


def _from_day(scanner: Scanner) -> Draft | None:
    day = take_day(scanner)
    if day is None:
        return None
    _check_weekday(scanner, day)
    scanner.take(_SAME_DAY)
    if hour := take_hour(scanner):
        day |= {"cutoff": hour.cutoff}
    day |= take_conditions(scanner)
    return take_count(scanner, day, is_event=False) or day


def _check_weekday(scanner: Scanner, day: Draft) -> None:
    """5月13日（星期一）: what is said twice must agree; without a year there is nothing to compare."""
    found = scanner.take(_WEEKDAY)
    if found and day["kind"] == "on" and _WEEKDAYS[day["date"].weekday()] not in found[0].replace("天", "日"):
        right = _WEEKDAYS[day["date"].weekday()]
        raise doubtful(found, f"与日期不符：那一天是星期{right}", f"(星期{right})")


def _from_words(scanner: Scanner, events: Events) -> Draft | None:
    """A count from an event, or from a deadline in quotes."""
    if found := sees_phrase(scanner, events):
        rule = _inner(found, events)
        scanner.place = found.end()
        anchor: Draft = rule.model_dump(exclude_unset=True)
    else:
        event = take_event(scanner, events)
        if event is None:
            return None
        anchor = {"event": event}
    counted = take_count(scanner, anchor, is_event="event" in anchor)
    if counted is None:
        raise doubt_here(scanner, events)
    return counted


def _inner(found: Found, events: Events) -> DeadlineRule:
    try:
        return read_wording(wording_of(found["name"]), events)
    except Doubt as doubt:
        raise unknown_event(found.span(), found["name"], events) from doubt


def _with_what_is_due(scanner: Scanner, draft: Draft, first: str) -> Draft:
    """Skips what is due, but for 上月: 每月15日前提供上月情况 speaks of the month after the one reported."""
    while True:
        scanner.take(_DUE)
        found = scanner.take(_EARLIER)
        if found is None:
            return draft | take_conditions(scanner)
        key = _NEXT_OF.get(draft["kind"])
        if key is None or found["span"] != "月" or draft.get("of", "month") != "month":
            raise doubtful(found, "与前面的日子合起来，说不准是哪个期次之后的日子", "")
        if draft.get(key) != "next" and first not in "每各":
            raise doubtful(found, "与前面的“当月”说的不是同一个月", "")
        draft = {**draft, key: "next"}
