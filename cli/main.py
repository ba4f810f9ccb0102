"""`kaohe`: what may be typed. Each command imports its own module when it is called, so that help answers at once."""

from pathlib import Path
from typing import Annotated

import typer

from cli.groups import Command, Group

SCHEMES, YEAR, SERVICE, CARE = "考核方案", "办理年度考核", "运行", "查验和维护"

app = typer.Typer(
    name="kaohe",
    cls=Group,
    help="目标责任考核：下一步能办什么、谁在何时前欠什么、值多少分为什么。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
audit = typer.Typer(cls=Group, help="履历有没有被人改过", no_args_is_help=True)
app.add_typer(audit, name="audit", rich_help_panel=CARE)
notify = typer.Typer(cls=Group, help="消息渠道：有哪些，能不能送到", no_args_is_help=True)
app.add_typer(notify, name="notify", rich_help_panel=CARE)

Scheme = Annotated[str, typer.Argument(metavar="方案", help="随附方案的名称（如 shanxi-cjr-2019），或方案文件的路径")]
Json = Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象，供程序读取")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="时刻", help="当作这一时刻，如 2019-05-13T17:00；不写则为现在"),
]


@app.command(cls=Command, rich_help_panel=SCHEMES)
def check(scheme: Scheme, as_json: Json = False) -> None:
    """检查考核方案：列出每个错误和疑点，注明行、列和改法。

    有错误时退出码为 1；疑点由人判断，不影响退出码。
    """
    from cli import checking  # noqa: PLC0415 -- reading schemes takes pydantic and YAML, half a second that help can spare

    raise typer.Exit(checking.run(scheme, as_json=as_json))


@app.command(cls=Command, rich_help_panel=SCHEMES)
def calendar(scheme: Scheme, as_json: Json = False) -> None:
    """列出全年每个具体的截止时刻，注明星期、调休、暂定和依据原文。"""
    from cli import calendars  # noqa: PLC0415 -- as for check

    raise typer.Exit(calendars.run(scheme, as_json=as_json))


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


@app.command(cls=Command, rich_help_panel=YEAR)
def publish(
    scheme: Scheme,
    person: Annotated[
        str | None, typer.Option("--as", metavar="人员", help="由谁发布：人员编码；不写则由系统发布")
    ] = None,
    as_json: Json = False,
) -> None:
    """发布考核方案：下达指标，生成全年的应办事项。

    方案有错误时什么也不发布。数据库还没有建表时先建表。
    """
    from cli import publishing  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(publishing.run(scheme, person=person, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def todo(
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="谁的：人员编码；不写则所有人的")] = None,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """列出此刻的应办事项：何时前、办什么、谁来办，以及办理时要写的编号。"""
    from cli import todos  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(todos.run(person=person, moment=moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def lights(
    assessment: Annotated[int | None, typer.Option(metavar="编号", help="哪个考核年度；不写则所有运行中的年度")] = None,
    unit: Annotated[str | None, typer.Option(metavar="单位", help="只看一个单位：编码或名称")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="逐项说明为什么是这个灯")] = False,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """列出各项数值目标的绿黄红灯：完成多少、应完成多少、欠多少。

    空心的是单位上报、尚未核验的数。
    """
    # as for rehearse
    from cli import lights as page  # noqa: PLC0415

    raise typer.Exit(page.run(assessment=assessment, unit=unit, explain=explain, moment=moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def lists(
    kind: Annotated[str, typer.Argument(metavar="名单", help="circular 通报名单、study 研判名单、overdue 逾期名单")],
    month: Annotated[str | None, typer.Option(metavar="月份", help="哪个月，如 2019-09；不写则本月")] = None,
    as_json: Json = False,
) -> None:
    """列出一个月里列入名单的单位和事项，按规范序列，排名不分先后。"""
    from cli import lists as page  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(page.run(page.kind_of(kind), month=month, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def letters(
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="谁能看到的；不写则全部")] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="种类", help="warning 预警提示单、order 督办单、talk 约谈、circular 通报")
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help="只列还没有办结的")] = False,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """列出文书：预警提示单、督办单、约谈、通报。"""
    from cli import letters as pages  # noqa: PLC0415 -- as for rehearse

    wanted = pages.kind_named(kind)
    raise typer.Exit(pages.run(person=person, kind=wanted, only_open=only_open, moment=moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def letter(
    number: Annotated[int, typer.Argument(metavar="编号", help="文书编号，见 kaohe letters 的 letter 列")],
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="以谁的权限看；不写则不限")] = None,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """一份文书的全部：正文、签批、送达签收、反馈、各稿和经过。"""
    from cli import letters as pages  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(pages.show(number, person=person, moment=moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def summaries(
    number: Annotated[int | None, typer.Argument(metavar="编号", help="只看这一份的全文")] = None,
    draw: Annotated[bool, typer.Option("--draw", help="先把此刻该拟的汇总、通报拟好")] = False,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """列出月度汇总和季度通报：拟好的、呈报了的；给出编号则显示全文。"""
    from cli import summaries as drawn  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(drawn.run(number=number, draw=draw, moment=moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def act(
    name: Annotated[str | None, typer.Argument(metavar="事项", help="办理事项的名称，见 --list")] = None,
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="谁来办：人员编码")] = None,
    data: Annotated[
        str | None, typer.Option(metavar="文件", help="要填的内容，YAML 或 JSON；- 表示从标准输入读")
    ] = None,
    file: Annotated[
        str | None, typer.Option(metavar="材料", help="要交的印证材料文件：先存入材料库，再随事项登记")
    ] = None,
    show_list: Annotated[bool, typer.Option("--list", help="列出所有办理事项，或某一事项要填的内容")] = False,
    as_json: Json = False,
) -> None:
    """办理一件事：人能办的任何一件。

    不能办时说明每一条原因，什么也不改动，退出码为 1。
    """
    # as for rehearse
    from cli import act_pages, acting  # noqa: PLC0415

    if show_list:
        raise typer.Exit(act_pages.show(name, as_json=as_json))
    if name is None:
        raise typer.BadParameter("要写明办理哪一事项；kaohe act --list 列出全部")
    if person is None:
        raise typer.BadParameter("要写明由谁办：--as 人员编码")
    raise typer.Exit(acting.run(name, person=person, data=data, file=file, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def tick(moment: AsOf = None, as_json: Json = False) -> None:
    """办理此刻到点的事：开启填报、提醒、逐级催办、封存履历。

    重复运行无妨：到点的事只办一次。
    """
    from cli import ticking  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(ticking.tick(moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def deliver(moment: AsOf = None, as_json: Json = False) -> None:
    """发出发件箱里的消息，逐条记录答复，直到发完；夜间和休息日只发加急的。"""
    from cli import ticking  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(ticking.deliver(moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=SERVICE)
def run(
    demo: Annotated[bool, typer.Option("--demo", help="用样例年度试用；拒绝含有正式年度的数据库")] = False,
) -> None:
    """在一个进程树里启动全部：数据库、Prefect 服务和定时流程。"""
    from cli import running  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(running.run(demo=demo))


@app.command("serve-flows", cls=Command, rich_help_panel=SERVICE)
def serve_flows() -> None:
    """向 Prefect 服务提供定时流程，供多机部署。"""
    from cli import serving  # noqa: PLC0415 -- Prefect takes two seconds
    from config.settings import read_settings  # noqa: PLC0415 -- reading settings takes pydantic

    serving.prepare_environment(read_settings())
    serving.serve_here()


@app.command(cls=Command, rich_help_panel=SERVICE)
def migrate() -> None:
    """把数据库升级到本程序的版本；没有建表的先建表。升级失败时原样不动。"""
    from cli import opening  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(opening.migrate())


@audit.command("verify", cls=Command)
def audit_verify(as_json: Json = False) -> None:
    """核对封存链：履历有没有被改过、删过、插过，还有几行没有封存。"""
    from cli import auditing  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(auditing.run(as_json=as_json))


@notify.command("test", cls=Command)
def notify_test(
    to: Annotated[str, typer.Option("--to", metavar="人员或单位", help="发给谁：人员编码，或单位编码（单位的工作群）")],
    channel: Annotated[str | None, typer.Option(metavar="渠道", help="只试这个渠道；不写则逐个试")] = None,
    as_json: Json = False,
) -> None:
    """发一条测试消息，如实说明每个渠道怎样答复。

    有一个渠道没有送到，退出码就是 1。测试消息不进发件箱，也不记送达。
    """
    from cli import notifying  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(notifying.test(to, channel=channel, as_json=as_json))


@notify.command("channels", cls=Command)
def notify_channels(as_json: Json = False) -> None:
    """列出在用的消息渠道：谁的、什么渠道、发往哪里（口令和密钥不显示）、能不能识别。"""
    from cli import notifying  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(notifying.channels(as_json=as_json))


@app.command(cls=Command, rich_help_panel=CARE)
def doctor(as_json: Json = False) -> None:
    """是否一切正常；不正常时，每个问题怎么办。"""
    from cli import doctoring  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(doctoring.run(as_json=as_json))
