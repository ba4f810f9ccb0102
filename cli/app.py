"""The frame that every command is put into, and the options that many of them share."""

from pathlib import Path
from typing import Annotated

import typer

from cli.groups import Group, GroupOrOne

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
evidence = typer.Typer(cls=Group, help="印证材料的文件：扫描病毒，清理没有用的", no_args_is_help=True)
app.add_typer(evidence, name="evidence", rich_help_panel=CARE)
template = typer.Typer(cls=Group, help="公文的 Word 模板：导出、在 WPS 里改、检查、启用", no_args_is_help=True)
app.add_typer(template, name="template", rich_help_panel=YEAR)
archive = typer.Typer(
    cls=GroupOrOne, help="一年一个归档文件：kaohe archive 方案 --to 文件；核对归档文件", no_args_is_help=True
)
app.add_typer(archive, name="archive", rich_help_panel=CARE)

Scheme = Annotated[str, typer.Argument(metavar="方案", help="随附方案的名称（如 shanxi-cjr-2019），或方案文件的路径")]
Json = Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象，供程序读取")]
Docx = Annotated[
    Path | None, typer.Option("--docx", metavar="文件", help="写成 Word 文件，可在 WPS 里修改；已有的不覆盖")
]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="文件", help="写成 PDF 文件；已有的不覆盖")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="时刻", help="当作这一时刻，如 2019-05-13T17:00；不写则为现在"),
]
