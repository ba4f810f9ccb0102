"""The year as people read it: a table for each month, then what has no date yet."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from rich.table import Table
from rich.text import Text

from checks.doubt import Doubt
from checks.planned import Planned
from cli.speaking import cut_off_hour, page
from config.basis import Basis
from config.events import EVENT_NAMES
from config.scheme import Scheme
from workdays.calendar import WorkCalendar
from workdays.days import DayKind
from workdays.deadline import Deadline, last_day
from workdays.periods import Period
from workdays.phrases import say_rule
from workdays.spans import month_end
from workdays.wording import PROVISIONAL, say_deadline

WEEKDAYS = "一二三四五六日"
HOLIDAY, MAKEUP = "red", "magenta"
PROVISIONAL_STYLE = "yellow"
WIDEST_DATE = 34


def show(scheme: Scheme, plan: Sequence[Planned], calendar: WorkCalendar, doubts: Sequence[Doubt]) -> None:
    console = page()
    console.print(Text(f"{scheme.title}：全年截止时刻", style="bold"))
    if banner := provisional_banner(plan):
        console.print(Text(banner, style=PROVISIONAL_STYLE))
    dated = [each for each in plan if each.deadline.judged_on]
    for first, due in groupby(dated, key=_month):
        console.print()
        console.print(Text(f"{first.year}年{first.month}月", style="bold"), days_off(first, calendar), sep="　")
        console.print(
            _table(("截止", "事项", "谁来办", "开始", "依据"), (_row(each, scheme, calendar) for each in due))
        )
    if undated := [each for each in plan if not each.deadline.judged_on]:
        console.print()
        console.print(Text("还没有日期", style="bold"))
        console.print(_table(("期限", "事项", "谁来办", "依据"), (_undated_row(each, scheme) for each in undated)))
    if doubts:
        console.print()
        console.print(Text("日期存疑", style="bold"))
    for doubt in doubts:
        console.print(Text(f"{doubt.severity.label}：{doubt.sentence}", style=PROVISIONAL_STYLE), soft_wrap=True)


def provisional_banner(plan: Sequence[Planned]) -> str:
    days = [each.deadline.judged_on for each in plan if each.deadline.provisional]
    years = "、".join(map(str, sorted({day.year for day in days if day})))
    said = f"{years}年放假安排尚未公布：标“{PROVISIONAL}”的日期只按周末和固定节日推算，公布后重新核对。"
    return said if years else ""


def _month(planned: Planned) -> date:
    day = planned.deadline.judged_on
    return day.replace(day=1) if day else date.max


def days_off(first: date, calendar: WorkCalendar) -> Text:
    """放假：1—4日劳动节　调休上班：5日（周日）."""
    days = [first + timedelta(days=n) for n in range(month_end(first).day)]
    told = Text()
    for (kind, name), group in groupby(days, key=lambda day: _kind_and_name(calendar, day)):
        run = list(group)
        if kind is DayKind.HOLIDAY:
            told.append(f"放假 {_span(run)} {name}　", style=HOLIDAY)
        elif kind is DayKind.MAKEUP_WORKDAY:
            weekdays = "、".join(f"周{_weekday(day)}" for day in run)
            told.append(f"调休上班 {_span(run)}（{weekdays}）　", style=MAKEUP)
    return told


def _kind_and_name(calendar: WorkCalendar, day: date) -> tuple[DayKind, str]:
    row = calendar.row(day)
    return row.kind, row.name


def _span(run: Sequence[date]) -> str:
    return f"{run[0].day}日" if len(run) == 1 else f"{run[0].day}—{run[-1].day}日"


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def _table(headings: Sequence[str], rows: Iterator[Sequence[Text]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for place, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", max_width=WIDEST_DATE if place == 0 else None)
    for row in rows:
        table.add_row(*row)
    return table


def _row(planned: Planned, scheme: Scheme, calendar: WorkCalendar) -> Sequence[Text]:
    return (
        cut_off(planned.deadline, calendar),
        _title(planned),
        Text(planned.whom),
        Text(_opens(planned.opens_at)),
        _basis(planned, scheme),
    )


def cut_off(deadline: Deadline, calendar: WorkCalendar) -> Text:
    """The last permitted moment, to the minute: a day without an hour ends at 24:00, whatever the reminder says."""
    if deadline.judged_on is None or deadline.due_at is None:
        return Text()
    day = deadline.judged_on
    told = Text(f"{day.month}月{day.day}日 周{_weekday(day)} {cut_off_hour(deadline.due_at)}")
    kind = calendar.kind(day)
    if kind is DayKind.MAKEUP_WORKDAY:
        told.append(f" {kind.label}", style=MAKEUP)
    elif not kind.is_working:
        told.append(f" {calendar.row(day).name or kind.label}", style=HOLIDAY)
    if deadline.provisional:
        told.append(f" {PROVISIONAL}", style=PROVISIONAL_STYLE)
    return told


def _title(planned: Planned) -> Text:
    told = Text(planned.title)
    if partial := [each.label for each in planned.periods if each.is_partial and not planned.is_package]:
        told.append(f"\n{'、'.join(partial)}未完，写明截至何日", style="dim")
    if planned.completes:
        told.append(f"\n补全{'、'.join(Period.parse(code).label for code in planned.completes)}", style="dim")
    return told


def _opens(moment: datetime | None) -> str:
    if moment is None:
        return ""
    hour = f" {moment:%H:%M}" if moment.time() != time.min else ""
    return f"{moment.month}月{moment.day}日{hour}"


def _basis(planned: Planned, scheme: Scheme) -> Text:
    told = Text()
    if moved := how_it_moved(planned.deadline):
        told.append(f"{moved}\n", style=PROVISIONAL_STYLE)
    return told + quoted(planned.basis, scheme)


def how_it_moved(deadline: Deadline) -> str:
    """9月15日遇休息日，9月16日截止，9月12日提醒."""
    if deadline.due_on is None or deadline.judged_on is None or deadline.remind_on is None:
        return ""
    named = last_day(deadline.due_on, inclusive=deadline.inclusive)
    if deadline.judged_on == named:
        return ""
    days = (f"{day.month}月{day.day}日" for day in (named, deadline.judged_on, deadline.remind_on))
    if deadline.rule.grace:
        return "{}到期，宽限至{}，按{}提醒".format(*days)
    return "{}遇休息日，{}截止，按{}提醒".format(*days)


def quoted(basis: Basis | None, scheme: Scheme) -> Text:
    if basis is None:
        return Text("文件没有写明", style="dim")
    numbers = {each.code: each.no for each in scheme.documents}
    # A blank would be the only place where a line may break.
    return Text(f"{numbers.get(basis.document, '')}{basis.clause}“{basis.quote}”", style="dim")


def _undated_row(planned: Planned, scheme: Scheme) -> Sequence[Text]:
    waiting = planned.deadline.status == "waiting_event"
    said = say_rule(planned.deadline.rule, events=EVENT_NAMES) if waiting else ""
    why = say_deadline(planned.deadline, events=EVENT_NAMES)
    return Text(f"{said}，{why}" if said else why), _title(planned), Text(planned.whom), quoted(planned.basis, scheme)
