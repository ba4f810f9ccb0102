"""The Word templates of official papers."""

from pathlib import Path
from typing import Annotated

import typer

from cli.app import template
from cli.groups import Command

Name = Annotated[str, typer.Argument(metavar="名称", help="文书名称，如 预警提示单；或版式：文、单、表")]


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
