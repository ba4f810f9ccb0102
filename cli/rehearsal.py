"""`kaohe rehearse`: a whole year on a moved clock, before anybody is really told anything."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Any

from rich.table import Table
from rich.text import Text

from actions.behaviours import find_behaviour
from actions.rehearsing.rehearsal import Advance, Arrival, Counted, Rehearsal, RungTaken, SentMessage
from actions.rehearsing.rehearsing import rehearse
from cli.schemes import path_of, read_scheme
from cli.speaking import Page, Step, answer, page, progress
from config.sample import load_sample
from config.schemes import find_sample

SCHEMA = "kaohe.rehearse/1"


def run(name: str, *, behaviour: str, as_json: bool) -> int:
    loaded = read_scheme(name)
    sample = find_sample(path_of(name).stem)
    with progress(f"模拟运行 {loaded.scheme.year} 年") as step:
        played = rehearse(
            loaded.source.text,
            behaviour=find_behaviour(behaviour, loaded.scheme),
            sample=load_sample(sample) if sample else None,
            progress=lambda advance: _step(step, advance),
        )
    if as_json:
        answer(SCHEMA, told(played))
    else:
        show(played)
    return 0


def _step(step: Step, advance: Advance) -> None:
    done, total = advance.now - advance.begins_at, advance.ends_at - advance.begins_at
    step(done.days, total.days, f"{advance.now:%Y年%m月%d日}，消息 {advance.messages} 条")


def told(played: Rehearsal) -> dict[str, Any]:
    return asdict(played)


def show(played: Rehearsal) -> None:
    console = page()
    console.print(Text(f"{played.title}：全年模拟运行（{played.behaviour}）", style="bold"))
    console.print(
        f"{_day(played.begins_at)}至{_day(played.ends_at)}，用时间推着走，一条消息也没有发出。", soft_wrap=True
    )
    _show_messages(console, played.messages)
    _show_arrivals(console, played.messages, played.arrivals)
    _show_rungs(console, played.rungs)
    _show_refusals(console, played)
    console.print()
    for line in summary(played):
        console.print(line, soft_wrap=True)


def _show_messages(console: Page, messages: Sequence[SentMessage]) -> None:
    for (year, month), sent in groupby(messages, key=lambda each: (each.at.year, each.at.month)):
        console.print()
        console.print(Text(f"{year}年{month}月的消息", style="bold"))
        table = _table("何时", "告诉谁", "什么事", "为什么这时")
        for each in sent:
            subject = Text(("【急】" if each.urgent else "") + each.subject)
            table.add_row(_moment(each.at), Text(recipient(each)), subject, Text(each.why))
        console.print(table)


def _show_arrivals(console: Page, messages: Sequence[SentMessage], arrivals: Sequence[Arrival]) -> None:
    """What reaches a person's telephone, beside what was decided for him."""
    decided = Counter(each.person for each in messages)
    arrived = Counter(each.person for each in arrivals)
    console.print()
    console.print(Text("各人收到几条", style="bold"))
    table = _table("谁", "消息", "送达", "一天最多")
    for person, number in decided.items():
        days = Counter(each.at.date() for each in arrivals if each.person == person)
        table.add_row(Text(person), str(number), str(arrived[person]), str(max(days.values())))
    console.print(table)


def recipient(message: SentMessage) -> str:
    """The post, and the person where he is not called after it."""
    posts = "、".join(message.posts)
    return posts if message.person in (posts, "") else f"{message.person}（{posts}）" if posts else message.person


def _show_rungs(console: Page, rungs: Sequence[RungTaken]) -> None:
    if not rungs:
        return
    console.print()
    console.print(Text("督办阶梯", style="bold"))
    table = _table("何时", "哪一级", "哪个单位", "什么事")
    for each in rungs:
        again = f"（第 {each.again + 1} 次）" if each.again else ""
        table.add_row(
            _moment(each.at), Text(f"{each.label}{again}"), Text(each.unit), Text(f"{each.what}：{each.title}")
        )
    console.print(table)


def _show_refusals(console: Page, played: Rehearsal) -> None:
    if not played.refusals:
        return
    console.print()
    console.print(Text("办不成的", style="bold yellow"))
    table = _table("何时", "谁", "办什么", "为什么")
    for each in played.refusals:
        table.add_row(_moment(each.at), Text(each.person), Text(each.label), Text("；".join(each.reasons)))
    console.print(table)


def summary(played: Rehearsal) -> list[str]:
    silence = played.silence
    lines = [
        f"共 {len(played.messages)} 条消息，并成 {len(played.arrivals)} 条送达（每人每天最多 {_busiest(played)} 条），"
        f"办理 {len(played.acts)} 件，督办 {len(played.rungs)} 级，年末未办结 {len(played.open)} 项。",
    ]
    if silence is None:
        return lines
    lines.append(
        f"如果都不报：{silence.obligations} 项逾期，{silence.messages} 条消息，并成 {silence.arrivals} 条，"
        f"阶梯：{_counts(silence.rungs) or '一级也没有'}。"
    )
    if silence.units:
        lines.append(f"　　各单位：{_counts(silence.units)}。")
    return lines


def _busiest(played: Rehearsal) -> int:
    """The most that arrived with one person on one day."""
    return max(Counter((each.person, each.at.date()) for each in played.arrivals).values(), default=0)


def _counts(counted: Iterable[Counted]) -> str:
    return "、".join(f"{each.name} {each.count}" for each in counted)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for place, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", no_wrap=place == 0)
    return table


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _moment(moment: datetime) -> Text:
    return Text(f"{moment:%m-%d %H:%M}")
