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
