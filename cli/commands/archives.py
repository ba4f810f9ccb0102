"""What leaves the house as a file, and whether it is still as it left."""

from pathlib import Path
from typing import Annotated

import typer

from cli.app import Json, Scheme, archive
from cli.groups import Command


@archive.command(cls=Command)
def year(
    scheme: Scheme,
    to: Annotated[Path, typer.Option("--to", metavar="文件", help="写到哪个文件；已有的不覆盖")],
    person: Annotated[str, typer.Option("--as", metavar="人员", help="谁取走：人员编码")],
    as_json: Json = False,
) -> None:
    """把一个年度存成一个文件：方案、各表数据、履历和封存链、印证材料、公文印本，附清单和校验值。

    取走记入履历。里面有只给考核办看的内容，请按内部材料保管。
    """
    from cli import archives  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(archives.year(scheme, to=to, person=person, as_json=as_json))


@archive.command(cls=Command)
def pack(
    scheme: Scheme,
    to: Annotated[Path, typer.Option("--to", metavar="文件", help="写到哪个 .zip 文件；已有的不覆盖")],
    person: Annotated[str, typer.Option("--as", metavar="人员", help="谁取走：人员编码")],
    indicator: Annotated[str | None, typer.Option(metavar="指标", help="一项指标：指标编号")] = None,
    unit: Annotated[str | None, typer.Option(metavar="单位", help="或者一个单位牵头的全部指标")] = None,
    as_json: Json = False,
) -> None:
    """迎检资料包：每项指标一个文件夹，封面、卷内目录、编好号的材料，缺什么列成清单；不装本程序也能打开。

    只装取走的人看得到的内容；纸质备查的只列存放地点。取走记入履历。
    """
    from cli import archives  # noqa: PLC0415 -- as for rehearse

    asked = archives.Asked(scheme=scheme, to=to, person=person, indicator=indicator, unit=unit)
    raise typer.Exit(archives.pack(asked, as_json=as_json))


@archive.command(cls=Command)
def catalogue(
    scheme: Scheme,
    to: Annotated[Path, typer.Option("--to", metavar="文件", help="写到哪个 .xlsx 文件；已有的不覆盖")],
    person: Annotated[str, typer.Option("--as", metavar="人员", help="以谁的权限看：人员编码")],
) -> None:
    """归档目录：一个年度按指标逐件列出序号、文号、责任者、题名、日期、页数、备注（xlsx）。"""
    from cli import archives  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(archives.catalogue(scheme, to=to, person=person))


@archive.command(cls=Command)
def verify(
    file: Annotated[Path, typer.Argument(metavar="文件", help="kaohe archive 存成的文件")],
    digest: Annotated[
        str | None, typer.Option("--digest", metavar="校验值", help="存档时登记的校验值：文件应当就是那一份")
    ] = None,
    as_json: Json = False,
) -> None:
    """核对归档文件：逐个成员的校验值、履历封存链、行数、印证材料是否齐全；不符的逐处说明，退出码为 1。

    不需要数据库，换一台电脑也能核对。
    """
    from cli import archives  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(archives.verify(file, digest=digest, as_json=as_json))
