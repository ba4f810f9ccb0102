"""What happens in a year: publishing, duties, letters, acts, the clock."""

from typing import Annotated

import typer

from cli.app import YEAR, AsOf, Docx, Json, Pdf, Scheme, app
from cli.groups import Command


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
def amend(
    scheme: Scheme,
    since: Annotated[str, typer.Option("--from", metavar="日期", help="自何日起执行，如 2019-10-01；此前到期的照旧")],
    person: Annotated[str, typer.Option("--as", metavar="人员", help="由谁变更：人员编码")],
    basis: Annotated[str, typer.Option(metavar="依据", help="依据的文号或会议")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看影响，什么也不改")] = False,
    as_json: Json = False,
) -> None:
    """变更正在执行的方案：列出哪些事改期、新增、不再办理，告知有关单位。

    已办的不变，已经开始的阶梯照旧。不能变更时逐条说明原因和办法，什么也不改动，退出码为 1。
    """
    from cli import amending  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(amending.run(scheme, since=since, person=person, basis=basis, dry_run=dry_run, as_json=as_json))


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
def burden(
    month: Annotated[str | None, typer.Option(metavar="月份", help="哪个月，如 2019-09；不写则本月")] = None,
    unit: Annotated[str | None, typer.Option(metavar="单位", help="只看一个单位，逐件列出：编码或名称")] = None,
    as_json: Json = False,
) -> None:
    """列出一个月里向各单位要了什么、谁要的、要了几次，与上月、去年同月相比，超过的注明经谁同意。"""
    from cli import burden as page  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(page.run(month=month, unit=unit, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def forward_text(
    window: Annotated[
        str | None, typer.Option(metavar="报送", help="哪次报送还有谁没报：编码/期次，如 monthly/2019-06")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="种类", help="哪种应办事项还有谁没办，如 breakdown 或 指标分解")
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="已过期限还没有办结的")] = False,
    unit: Annotated[str | None, typer.Option(metavar="单位", help="只说一个单位；单独写则列出它的全部待办")] = None,
    letter: Annotated[int | None, typer.Option(metavar="编号", help="一份已送达的文书，见 kaohe letters")] = None,
    notice: Annotated[bool, typer.Option("--notice", help="最近一次向单位发的通知")] = False,
    dates: Annotated[bool, typer.Option("--dates", help="最近一次工作日历调整改变的时限")] = False,
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="以谁的权限看；不写则不限")] = None,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """写好一段可以贴到工作群里的话（转发稿）：还有谁没报、何时前、还有几个工作日；不发送，也不记录。

    涉密或内部的、只与一家有关的、在领导处的、正在申请延期的不写进去，另行说明。
    """
    from cli import forwarding  # noqa: PLC0415 -- as for rehearse

    what = forwarding.Asked(
        kind=kind, window=window, overdue=overdue, letter=letter, notice=notice, dates=dates, unit=unit
    )
    raise typer.Exit(forwarding.run(what, person=person, moment=moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def findings(
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="谁能看到的；不写则全部")] = None,
    assessment: Annotated[int | None, typer.Option(metavar="编号", help="哪个考核年度；不写则所有年度")] = None,
    unit: Annotated[str | None, typer.Option(metavar="单位", help="只看一个单位：编码或名称")] = None,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """列出加减分台账：各单位的加减分事项到了哪一步，异议期到哪天。

    告知以前，被考核单位的人看不到；登记人和线索来源只有考核办和登记单位看得到。
    """
    from cli import findings as page  # noqa: PLC0415 -- as for rehearse

    wanted = page.Wanted(person=person, assessment=assessment, unit=unit, moment=moment)
    raise typer.Exit(page.run(wanted, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def finding(
    number: Annotated[int, typer.Argument(metavar="编号", help="加减分事项编号（系统内），见 kaohe findings")],
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="谁来看；不写则看全部")] = None,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """列出一条加减分事项的全部：每一版内容，异议和答复，印证材料。"""
    from cli import findings as page  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(page.show(number, person=person, moment=moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def letters(
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="谁能看到的；不写则全部")] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="种类", help="warning 预警提示单、order 督办单、talk 约谈、circular 通报")
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help="只列还没有办结的")] = False,
    by_number: Annotated[
        bool, typer.Option("--numbers", help="编号登记簿：逐号列出，有没有缺号，哪些作废；有缺号时退出码为 1")
    ] = False,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """列出文书：预警提示单、督办单、约谈、通报。"""
    from cli import letters as pages  # noqa: PLC0415 -- as for rehearse
    from cli import numbers  # noqa: PLC0415 -- as for rehearse

    wanted = pages.kind_named(kind)
    if by_number:
        raise typer.Exit(numbers.run(person=person, kind=wanted, moment=moment, as_json=as_json))
    raise typer.Exit(pages.run(person=person, kind=wanted, only_open=only_open, moment=moment, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def letter(
    number: Annotated[int, typer.Argument(metavar="编号", help="文书编号，见 kaohe letters 的 letter 列")],
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="以谁的权限看；不写则不限")] = None,
    docx: Docx = None,
    pdf: Pdf = None,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """一份文书的全部：正文、签批、送达签收、反馈、各稿和经过；或者写成 Word、PDF 文件。"""
    from cli import letters as pages  # noqa: PLC0415 -- as for rehearse

    if docx is not None or pdf is not None:
        raise typer.Exit(pages.write(number, person=person, moment=moment, docx=docx, pdf=pdf))
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
def result(
    scheme: Scheme,
    person: Annotated[
        str | None,
        typer.Option("--as", metavar="人员", help="以谁的权限看：单位的人公布前只看得到本单位的；不写则不限"),
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="单位", help="一个单位的得分明细：扣在哪里、依据哪一条")] = None,
    period: Annotated[str, typer.Option(metavar="时期", help="哪个时期，如 2019-Q1；不写则全年")] = "",
    version: Annotated[int | None, typer.Option(metavar="稿次", help="第几稿；不写则现行的")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="时刻", help="与这一时刻的分比：哪些变了，因为什么")
    ] = None,
    in_order: Annotated[bool, typer.Option("--in-order", help="按规范序列列，不列名次；不写则按得分排序")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="只要表，各栏用制表符隔开，可以贴进表格")] = False,
    letters: Annotated[
        bool, typer.Option("--letters", help="征求意见函：还没有回复的部门一家一份，附会签回执")
    ] = False,
    moment: AsOf = None,
    as_json: Json = False,
) -> None:
    """一个年度的考核结果：办到哪一步、谁还没有答复、得分和名次；写了单位的是它的得分明细。"""
    from cli import results  # noqa: PLC0415 -- as for rehearse

    asked = results.Asked(
        scheme=scheme, person=person, period=period, unit=unit, version=version, since=since,
        by_points=not in_order, plain=plain, letters=letters, moment=moment,
    )  # fmt: skip
    raise typer.Exit(results.run(asked, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def export(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="表", help="breakdown 指标分解表、report 进展填报表、roster 名册、findings 台账、scores 打分表"
        ),
    ],
    person: Annotated[str, typer.Option("--as", metavar="人员", help="谁来导出：人员编码")],
    assessment: Annotated[int | None, typer.Option(metavar="编号", help="哪个考核年度")] = None,
    window: Annotated[str | None, typer.Option(metavar="报送", help="哪次报送：编号，或 编码/期次")] = None,
    unit: Annotated[str | None, typer.Option(metavar="单位", help="哪个单位：编码或名称")] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="文件", help="写到哪个文件；不写则按表名")
    ] = None,
    as_json: Json = False,
) -> None:
    """导出可以在 WPS、Excel 里填写再导回的表：只有该填的格能填，带版本戳。"""
    from cli import books  # noqa: PLC0415 -- as for rehearse

    asked = books.Asking(kind=kind, assessment=assessment, window=window, unit=unit, output=output)
    raise typer.Exit(books.export(asked, person=person, as_json=as_json))


@app.command(cls=Command, rich_help_panel=YEAR)
def superior_table(
    template: Annotated[str, typer.Argument(metavar="空表", help="上级发来的 xlsx 表")],
    table: Annotated[str, typer.Option(metavar="编码", help="方案 superior.tables 里的哪一张：编码或名称")],
    window: Annotated[str, typer.Option(metavar="报送", help="填哪次报送的数：编号，或 编码/期次")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="文件", help="写到哪个文件")],
    person: Annotated[str, typer.Option("--as", metavar="人员", help="谁来填：人员编码")],
    as_json: Json = False,
) -> None:
    """上级口径导出：把上报的数填进上级的表，其余原样不动，填不了的逐处说明。"""
    from cli import books  # noqa: PLC0415 -- as for rehearse

    asked = books.Upward(template=template, table=table, window=window, output=output)
    raise typer.Exit(books.fill_upward(asked, person=person, as_json=as_json))


@app.command("import", cls=Command, rich_help_panel=YEAR)
def import_(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="填好的表，可以一次写几个")],
    person: Annotated[str, typer.Option("--as", metavar="人员", help="谁来导入：人员编码")],
    writer: Annotated[
        str | None, typer.Option("--for", metavar="人员", help="替谁填写（代录）；不写则单位的承办人")
    ] = None,
    received: Annotated[
        str | None, typer.Option(metavar="时刻", help="何时收到，如 2019-05-13T17:00；不写则现在")
    ] = None,
    take: Annotated[
        list[str] | None, typer.Option(metavar="问题=选项", help="两边都改过的用哪一个，见 --dry-run；可以写几次")
    ] = None,
    marked: Annotated[str | None, typer.Option(metavar="文件夹", help="把标注了错误的表写到这里")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看有哪些变化，什么也不导入")] = False,
    submit: Annotated[bool, typer.Option("--submit", help="填报表导入后一并报送")] = False,
    as_json: Json = False,
) -> None:
    """导入填好的表：先比对有哪些变化，有错的逐格说明；几个文件各有各的结果。

    有一个文件没有导入时，退出码为 1。
    """
    from cli import books  # noqa: PLC0415 -- as for rehearse

    asked = books.Bringing(
        files=files,
        received=received,
        writer=writer,
        answers=take or (),
        marked=marked,
        dry_run=dry_run,
        hands_in=submit,
    )
    raise typer.Exit(books.bring(asked, person=person, as_json=as_json))


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
