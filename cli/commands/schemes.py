"""What a scheme says, before it is published."""

from pathlib import Path
from typing import Annotated

import typer

from cli.app import SCHEMES, Json, Scheme, app
from cli.groups import Command


@app.command(cls=Command, rich_help_panel=SCHEMES)
def check(scheme: Scheme, as_json: Json = False) -> None:
    """检查考核方案：列出每个错误和疑点，注明行、列和改法。

    有错误时退出码为 1；疑点由人判断，不影响退出码。
    """
    from cli import checking  # noqa: PLC0415 -- reading schemes takes pydantic and YAML, half a second that help can spare

    raise typer.Exit(checking.run(scheme, as_json=as_json))


@app.command(cls=Command, rich_help_panel=SCHEMES)
def read(
    file: Annotated[
        Path, typer.Argument(metavar="文件", help="通知：docx、xlsx、xls、et、有文字的 pdf、txt", dir_okay=False)
    ],
    draft: Annotated[
        Path | None, typer.Option(metavar="文件", help="把读出的方案草稿写到这个文件（YAML）；已有的不覆盖")
    ] = None,
    as_json: Json = False,
) -> None:
    """读入一份考核通知：读出了什么，哪里有疑点，哪些没有读懂；每一处都注明在原文的哪里。

    只读不存；文件里的宏不运行，外部链接不打开。疑点由人判断，不影响退出码。
    """
    from cli import notices  # noqa: PLC0415 -- as for check

    raise typer.Exit(notices.run(file, draft=draft, as_json=as_json))


@app.command(cls=Command, rich_help_panel=SCHEMES)
def calendar(
    scheme: Scheme,
    running: Annotated[
        bool, typer.Option("--running", help="看数据库里正在执行的：含调整过的日历、变更过的方案和已起算的期限")
    ] = False,
    months: Annotated[bool, typer.Option("--months", help="按月历显示：休、班和截止日，周一在前")] = False,
    chart: Annotated[
        Path | None,
        typer.Option(metavar="文件", help="另存一张 A3 挂图：.html 可直接打印，.svg 供排版；已有的不覆盖"),
    ] = None,
    as_json: Json = False,
) -> None:
    """列出全年每个具体的截止时刻，注明星期、调休、暂定和依据原文。"""
    from cli import calendars  # noqa: PLC0415 -- as for check

    raise typer.Exit(calendars.run(scheme, running=running, months=months, chart=chart, as_json=as_json))


@app.command(cls=Command, rich_help_panel=SCHEMES)
def copy(
    scheme: Scheme,
    year: Annotated[int, typer.Option(metavar="年份", help="复制到哪一年")],
    to: Annotated[Path, typer.Option(metavar="文件", help="写到哪个文件；已有的不覆盖")],
) -> None:
    """复制去年的考核方案：日期按年份平移，注释和次序不变。"""
    from cli import comparing  # noqa: PLC0415 -- as for check

    raise typer.Exit(comparing.copy(scheme, year=year, to=to))


@app.command(cls=Command, rich_help_panel=SCHEMES)
def compare(
    old: Annotated[str, typer.Argument(metavar="原方案", help="已有方案的名称，或文件路径")],
    new: Annotated[
        str | None, typer.Argument(metavar="新方案", help="与它相比；不写则把原方案与正在执行的版本相比")
    ] = None,
    as_json: Json = False,
) -> None:
    """比较两个考核方案：哪里增加、删除、改动了。年份不同的，先按年份平移再比。"""
    from cli import comparing  # noqa: PLC0415 -- as for check

    raise typer.Exit(comparing.run(old, new, as_json=as_json))


@app.command(cls=Command, rich_help_panel=SCHEMES)
def deadline(
    words: Annotated[str, typer.Argument(metavar="词句", help="通知里的期限，如 当月最后一个工作日前")],
    period: Annotated[
        str | None, typer.Option(metavar="期次", help="哪一年或哪一期，如 2019、2019-09；不写则为方案的年度，或今年")
    ] = None,
    scheme: Annotated[str | None, typer.Option(metavar="方案", help="按哪个考核方案的工作日历和节假日规则算")] = None,
    as_json: Json = False,
) -> None:
    """读出通知里的一句期限：写成规则，列出一年里每个具体的截止时刻。

    读不准的不猜：指出是哪几个字，给出最接近的读法，退出码为 1。
    """
    from cli import deadlines  # noqa: PLC0415 -- as for check

    raise typer.Exit(deadlines.run(words, period=period, scheme=scheme, as_json=as_json))


@app.command(cls=Command, rich_help_panel=SCHEMES)
def rehearse(
    scheme: Scheme,
    behaviour: Annotated[
        str, typer.Option(metavar="表现", help="on-time 都按时、silent 都不报，或写明各单位表现的文件")
    ] = "on-time",
    as_json: Json = False,
) -> None:
    """在草稿库里拨动时钟，全年模拟运行：什么时候会告诉谁什么。

    用的是真实的办理、阶梯和文字，不碰正式数据，一条消息也不会发出。
    """
    from cli import rehearsal  # noqa: PLC0415 -- loads the acts and the database, over a second

    raise typer.Exit(rehearsal.run(scheme, behaviour=behaviour, as_json=as_json))


@app.command(cls=Command, rich_help_panel=SCHEMES)
def score(
    scheme: Scheme,
    facts: Annotated[
        Path | None,
        typer.Option(
            metavar="文件",
            help="事实文件（.yaml、.json 或 .xlsx）；写随附方案的编码，用它的示例事实；不写则用数据库里登记的",
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="时刻", help="只用这一时刻以前登记的事实，重算当时的分")
    ] = None,
    effective: Annotated[
        str | None, typer.Option("--effective", metavar="日期", help="按这一天有效的规则和事实")
    ] = None,
    what_if: Annotated[
        Path | None, typer.Option("--what-if", metavar="文件", help="得分测算：假如再有这些事实，分和名次怎么变")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="时刻", help="与这一时刻的分比：哪些分变了，因为什么")
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="单位", help="只看一个单位：编码或名称")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="逐项说明每个分数怎么来的")] = False,
    template: Annotated[
        Path | None,
        typer.Option(metavar="文件", help="不评分，写一个空的事实工作簿（.xlsx）：单位按规范序列，带下拉选项"),
    ] = None,
    as_json: Json = False,
) -> None:
    """按考核方案评分：得分、名次、等次、评先，每个数都说得出来由。

    写了 --facts 的只用文件，不用数据库。有单位不能评分时退出码为 1，并说明缺什么、要先定什么。
    """
    from cli import fact_files, scoring  # noqa: PLC0415 -- as for check

    if template is not None:
        raise typer.Exit(fact_files.write_template(scheme, template, as_json=as_json))
    asked = scoring.Asked(scheme, facts, as_of, effective, what_if, since, unit, explain)
    raise typer.Exit(scoring.run(asked, as_json=as_json))
