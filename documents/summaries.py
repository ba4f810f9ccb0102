"""The text of a summary (月度汇总、季度通报): the whole first, then unit by unit, then what is late and what lags."""

from collections.abc import Iterable, Mapping

from documents.messages import Text, compose
from states.summary import Contents, Lit, Overdue, SummaryKind, UnitLine
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


def _counted(line: UnitLine, named: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{word}{getattr(line, name)}" for name, word in named if getattr(line, name)]


def _listed(sentences: Iterable[str]) -> str:
    told = "".join(f"\n{number}. {sentence}" for number, sentence in enumerate(sentences, start=1))
    return told or f"\n{NONE}"
