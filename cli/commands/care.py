"""Trust and care: the record, the channels, the health of the whole."""

from typing import Annotated

import typer

from cli.app import CARE, Json, app, audit, evidence, notify
from cli.groups import Command


@audit.command("verify", cls=Command)
def audit_verify(as_json: Json = False) -> None:
    """核对封存链：履历有没有被改过、删过、插过，还有几行没有封存。"""
    from cli import auditing  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(auditing.run(as_json=as_json))


@notify.command("test", cls=Command)
def notify_test(
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="人员或单位", help="发给谁：人员编码，单位编码（单位的工作群），或事件接收方的名称"
        ),
    ],
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


@app.command(cls=Command, rich_help_panel=CARE)
def password(
    person: Annotated[str, typer.Argument(metavar="人员", help="给谁：人员编码，或者不重名的姓名")],
    as_json: Json = False,
) -> None:
    """给一个人设一次性密码，只显示这一次：第一位管理员由此登录，忘记密码的也由此重来。

    7天内有效，登录后必须改成本人的密码；此前的登录全部失效，办理记入履历。
    """
    from cli import passwords  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(passwords.run(person, as_json=as_json))


@evidence.command("sweep", cls=Command)
def evidence_sweep(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出会清理什么，不动文件")] = False,
    as_json: Json = False,
) -> None:
    """清理没有用的文件：上传后没有办成、7天以上没有人用的。

    登记过的材料、履历里提到的、公文印本，一概不动。
    """
    from cli import evidence as files  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(files.sweep_up(dry_run=dry_run, as_json=as_json))


@evidence.command("scan", cls=Command)
def evidence_scan(as_json: Json = False) -> None:
    """扫描还没有扫描过的印证材料；发现病毒的，逐个列出，退出码就是 1。"""
    from cli import evidence as files  # noqa: PLC0415 -- as for rehearse

    raise typer.Exit(files.scan(as_json=as_json))
