"""`kaohe deadline`: what the words of a notice mean, as a rule and as moments of a year."""

from typing import Any

from rich.table import Table
from rich.text import Text

from checks.known_days import YEARS_AFTER, YEARS_BEFORE, calendar_for
from cli.calendar_pages import cut_off, how_it_moved
from cli.clock import read_clock
from cli.groups import WRONG
from cli.schemes import read_scheme
from cli.speaking import answer, page
from config.deadlines import DeadlineRule
from config.events import EVENT_NAMES
from config.scheme import Scheme
from config.windowing import under_policy
from workdays.calendar import WorkCalendar
from workdays.periods import Period
from workdays.phrases import (
    Closest,
    Falls,
    PhraseRefused,
    falls_in,
    periods_for,
    read_phrase,
    said_as_rule,
    say_rule,
)
from workdays.seed import seeded_calendar
from workdays.wording import say_deadline

SCHEMA = "kaohe.deadline/1"


def run(words: str, *, period: str | None, scheme: str | None, as_json: bool) -> int:
    typed = read_scheme(scheme).scheme if scheme else None
    asked = Period.parse(period) if period else None
    year = asked.end.year if asked else typed.year if typed else read_clock().year
    try:
        rule = read_phrase(words)
    except PhraseRefused as refused:
        return _refuse(refused, as_json=as_json)
    periods = (asked,) if asked and asked.kind != "year" else periods_for(rule, year)
    calendar = _calendar(typed, year)
    falls = falls_in(periods, under_policy(rule, typed.policy) if typed else rule, calendar=calendar)
    if as_json:
        answer(SCHEMA, {"phrase": words, **_told(rule), "year": year, "falls": [_fall_told(each) for each in falls]})
    else:
        _show(rule, falls, calendar)
    return 0


def _calendar(scheme: Scheme | None, year: int) -> WorkCalendar:
    known = seeded_calendar(year - YEARS_BEFORE, year + YEARS_AFTER)
    return calendar_for(scheme) if scheme and scheme.year == year else known


def _refuse(refused: PhraseRefused, *, as_json: bool) -> int:
    if as_json:
        why = {"part": refused.part, "place": refused.place, "reason": refused.reason}
        closest = [_told(each.rule) for each in refused.closest]
        answer(SCHEMA, {"phrase": refused.phrase, "refused": why, "closest": closest})
        return WRONG
    console = page()
    console.print(Text(refused.sentence), soft_wrap=True)
    if refused.closest:
        console.print(Text("最接近的读法："))
    for each in refused.closest:
        console.print(_offered(each), soft_wrap=True)
    return WRONG


def _offered(closest: Closest) -> Text:
    return Text(f"  {closest.phrase}\n").append(f"    {said_as_rule(closest.rule)}", style="dim")


def _told(rule: DeadlineRule) -> dict[str, Any]:
    return {"words": say_rule(rule, events=EVENT_NAMES), "rule": rule.model_dump(mode="json", exclude_none=True)}


def _fall_told(falls: Falls) -> dict[str, Any]:
    deadline = falls.deadline
    return {
        "period": falls.period.code,
        **deadline.as_json(),
        "status": deadline.status,
        "judged_on": deadline.judged_on,
        "remind_on": deadline.remind_on,
        "workday_of_month": falls.nth,
        "workdays_in_month": falls.of,
    }


def _show(rule: DeadlineRule, falls: tuple[Falls, ...], calendar: WorkCalendar) -> None:
    console = page()
    console.print(Text(say_rule(rule, events=EVENT_NAMES), style="bold"), soft_wrap=True)
    console.print(Text(said_as_rule(rule)), soft_wrap=True)
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("期次", "截止", "当月工作日", "说明"):
        table.add_column(heading, overflow="fold")
    for each in falls:
        table.add_row(*_row(each, calendar))
    console.print(table)


def _row(falls: Falls, calendar: WorkCalendar) -> tuple[Text, ...]:
    deadline = falls.deadline
    if not deadline.is_dated:
        return Text(falls.period.label), Text(say_deadline(deadline, events=EVENT_NAMES)), Text(), Text()
    count = f"第{falls.nth}个，共{falls.of}个" if falls.nth else f"共{falls.of}个"
    return Text(falls.period.label), _last_moment(falls, calendar), Text(count), Text(how_it_moved(deadline))


def _last_moment(falls: Falls, calendar: WorkCalendar) -> Text:
    """With its year, where that is not the period's."""
    day = falls.deadline.judged_on
    year = f"{day.year}年" if day and day.year != falls.period.end.year else ""
    return Text(year) + cut_off(falls.deadline, calendar)
