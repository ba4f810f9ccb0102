"""The text of a summary, a list or a meeting's material: the whole, unit by unit, what is late, what lags."""

from collections.abc import Iterable, Iterator, Mapping

from documents.messages import Text, compose
from states.summary import Contents, Decided, Late, Lit, Overdue, SummaryKind, UnitLine
from workdays.wording import say_day

NONE = "无"
REPORTS = (("on_time", "按时"), ("late", "迟报"), ("missing", "未报"))
LIGHTS = (("green", "绿灯"), ("yellow", "黄灯"), ("red", "红灯"), ("unlit", "尚无数据"))


def compose_summary(
    kind: SummaryKind, contents: Contents, *, period: str, overrides: Mapping[str, str], office: str
) -> Text:
    """Everything that the summary tells, complete without a link."""
    as_of = contents.as_of
    return compose(
        kind.value,
        overrides=overrides,
        office=office,
        period=period,
        as_of=f"{say_day(as_of.date())}{as_of:%H:%M}",
        overview=say_overview(contents.total),
        lines=_listed(say_line(line) for line in contents.lines),
        overdue=_listed(say_overdue(each) for each in contents.overdue),
        lagging=_listed(say_lagging(each) for each in contents.lagging),
        late=_listed(say_late(each) for each in contents.late),
        late_count=len(contents.late),
        came_late=_listed(say_overdue(each) for each in contents.overdue if each.came),
        decided=say_decided(contents),
        proposals=_listed(proposals(contents)),
    )


def say_overview(total: UnitLine) -> str:
    """应报30项，其中按时27项、迟报2项、未报1项；…"""
    reports = "、".join(f"{word}{getattr(total, name)}项" for name, word in REPORTS)
    lights = "、".join(f"{word}{getattr(total, name)}个" for name, word in LIGHTS)
    return f"应报{total.owed}项，其中{reports}；定量指标{lights}；未销欠账{total.shortfalls}项；催办{total.urged}次"


def say_line(line: UnitLine) -> str:
    """One unit on one line of a phone; what is nought is left out."""
    counted = [f"应报{line.owed}", *_counted(line, REPORTS)] if line.owed else []
    lights = _counted(line, LIGHTS)
    rest = [f"欠账{line.shortfalls}"] if line.shortfalls else []
    rest += [f"催办{line.urged}"] if line.urged else []
    return f"{line.unit}：" + "；".join("、".join(part) for part in (counted, lights, rest) if part)


def say_overdue(each: Overdue) -> str:
    days = f"{each.workdays}个工作日" if each.workdays else "不足1个工作日"
    return f"{each.unit}　{each.title}：" + (f"迟{days}报送" if each.came else f"尚未报送，已过{days}")


def say_lagging(each: Lit) -> str:
    return f"{each.unit}　{each.title}：{each.sentence}"


def say_late(each: Late) -> str:
    taken = f"，已{each.taken}" if each.taken else ""
    return f"{each.unit}　{each.what}：已过{each.workdays}个工作日{taken}"


def say_decided(contents: Contents) -> str:
    if not contents.meeting:
        return f"\n{NONE}"
    named = f"\n{contents.meeting}议定{len(contents.decided)}件："
    return named + _listed(say_decision(each) for each in contents.decided)


def say_decision(each: Decided) -> str:
    state = "已办结" if each.is_done else ("逾期未办" if each.is_late else "正在办理")
    return f"{each.unit}　{each.what}（{each.due}前）：{state}"


def proposals(contents: Contents) -> Iterator[str]:
    """What the counts themselves ask a meeting to look at; who is to answer for it, people decide."""
    if lagging := _units(each.unit for each in contents.lagging):
        yield f"听取{lagging}关于滞后和欠账指标的原因和赶上的措施"
    if late := _units(each.unit for each in contents.late):
        yield f"逐件明确{late}逾期未办事项的办结时限"
    if left := [each for each in contents.decided if not each.is_done]:
        yield f"上次议定的{len(left)}件尚未办结，由{_units(each.unit for each in left)}说明情况"


def _units(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(names))


def _counted(line: UnitLine, named: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{word}{getattr(line, name)}" for name, word in named if getattr(line, name)]


def _listed(sentences: Iterable[str]) -> str:
    told = "".join(f"\n{number}. {sentence}" for number, sentence in enumerate(sentences, start=1))
    return told or f"\n{NONE}"
