"""Official papers as files, and their Word templates."""

from pathlib import Path
from typing import Annotated

import typer

from cli.app import YEAR, AsOf, Docx, Pdf, app, template
from cli.groups import Command

Name = Annotated[str, typer.Argument(metavar="名称", help="文书名称，如 预警提示单；或版式：文、单、表")]


@app.command(cls=Command, rich_help_panel=YEAR)
def paper(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="文书", help="任务下达通知、目标责任书、工作日历挂图、考核结果、先进建议名单、得分明细、汇总"
        ),
    ],
    number: Annotated[
        int | None, typer.Option(metavar="编号", help="考核年度的编号，不写则最近的年度；汇总的写汇总编号")
    ] = None,
    unit: Annotated[str, typer.Option(metavar="单位", help="责任书、得分明细写哪个单位：编码或名称")] = "",
    period: Annotated[str, typer.Option(metavar="期次", help="考核结果的期次，不写则全年")] = "",
    person: Annotated[str | None, typer.Option("--as", metavar="人员", help="以谁的权限看；不写则不限")] = None,
    docx: Docx = None,
    pdf: Pdf = None,
    moment: AsOf = None,
) -> None:
    """把任务下达通知、责任书、考核结果等写成 Word、PDF 文件。"""
    from cli import making  # noqa: PLC0415 -- Word takes half a second that help can spare

    raise typer.Exit(
        making.run(kind, number=number, unit=unit, period=period, person=person, moment=moment, docx=docx, pdf=pdf)
    )


@template.command("list", cls=Command)
def listing() -> None:
    """列出每种文书用的是随附模板，还是本单位模板。"""
    from cli import papers  # noqa: PLC0415 -- Word takes half a second that help can spare

    raise typer.Exit(papers.listing())


@template.command(cls=Command)
def export(
    name: Name, to: Annotated[Path, typer.Argument(metavar="文件", help="写到哪个 .docx 文件；已有的不覆盖")]
) -> None:
    """导出现用的模板，在 WPS 里修改。"""
    from cli import papers  # noqa: PLC0415 -- as for list

    raise typer.Exit(papers.export(name, to))


@template.command(cls=Command)
def check(name: Name, file: Annotated[Path, typer.Argument(metavar="文件", help="改好的 .docx")]) -> None:
    """检查模板：哪个标记写错、文书没有的、漏掉的，逐条说明在哪一段。有错误时退出码为 1。"""
    from cli import papers  # noqa: PLC0415 -- as for list

    raise typer.Exit(papers.check(name, file))


@template.command(cls=Command)
def use(name: Name, file: Annotated[Path, typer.Argument(metavar="文件", help="改好的 .docx")]) -> None:
    """检查后启用：此后这种文书的 Word 文件按它来；有错误的不启用。"""
    from cli import papers  # noqa: PLC0415 -- as for list

    raise typer.Exit(papers.use(name, file))


@template.command(cls=Command)
def reset(name: Name) -> None:
    """改回随附模板；本单位的文件另存，不删除。"""
    from cli import papers  # noqa: PLC0415 -- as for list

    raise typer.Exit(papers.reset(name))
