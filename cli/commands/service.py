"""What keeps running."""

from typing import Annotated

import typer

from cli.app import SERVICE, app
from cli.groups import Command


@app.command(cls=Command, rich_help_panel=SERVICE)
def run(
    demo: Annotated[bool, typer.Option("--demo", help="用样例年度试用；拒绝含有正式年度的数据库")] = False,
) -> None:
    """在一个进程树里启动全部：数据库、网页、Prefect 服务和定时流程。"""
    from cli import running  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(running.run(demo=demo))


@app.command(cls=Command, rich_help_panel=SERVICE)
def web(
    host: Annotated[str, typer.Option("--host", metavar="地址", help="在哪个地址应答；只供本机的不写")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="端口", min=1, max=65535, help="端口")] = 8000,
    workers: Annotated[int, typer.Option("--workers", metavar="几个", min=1, max=64, help="几个进程")] = 1,
) -> None:
    """提供网页，供多机部署；一台机器用 kaohe run 即可。"""
    from cli import site  # noqa: PLC0415 -- the pages take a second
    from config.settings import read_settings  # noqa: PLC0415 -- reading settings takes pydantic

    site.serve_site(read_settings(), site.SiteAddress(host, port), workers=workers)


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
