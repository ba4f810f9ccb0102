"""What the doctor looks at beside database and home: the Prefect server, the channels' addresses, the fonts."""

import http.client
import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from sqlalchemy import Connection

from actions.health import SHOWN, Finding, note, problem, well
from cli.embedded import address_of
from cli.prefect_api import QUICK, NoAnswer, schedules
from cli.site import HEALTH, site_of
from config.settings import Settings
from documents.letters.faces import draws_chinese, folders, found_faces, said_missing
from documents.letters.printing import Printer
from models.contacts import channels_in_use
from models.vault import Vault, WrongKey, vault_of
from notifiers.targets import BadTarget

FACES_REMEDY = "把有使用权的字体文件放进一个文件夹，用 KAOHE_FONTS 写明；Word 文件不受影响"


def examine_prefect(settings: Settings) -> Iterator[Finding]:
    """Without a server the clock is somebody else's duty: `kaohe tick` in a crontab, say."""
    address = address_of(settings.prefect_home)
    if address is None:
        yield _elsewhere(os.environ.get("PREFECT_API_URL"))
        return
    try:
        found = schedules(address)
    except NoAnswer as error:
        yield problem("prefect", str(error), "kaohe run 没有正常退出：重新启动它")
        return
    paused = [each.flow for each in found if not each.active]
    if paused or not found:
        yield problem("prefect", f"定时任务没有在运行：{'、'.join(paused) or '一个也没有'}", "重新启动 kaohe run")
    else:
        yield well("prefect", f"Prefect 服务 {address.site}，定时任务：{'、'.join(each.flow for each in found)}")


def examine_site(settings: Settings) -> Iterator[Finding]:
    """Whether the pages that were started in this home answer."""
    address = site_of(settings.home)
    if address is None:
        yield note("site", "本机没有提供网页", "kaohe run 启动；另外部署的用 kaohe web")
    elif answers(f"{address.site}{HEALTH}"):
        yield well("site", f"网页 {address.site}")
    else:
        yield problem("site", f"网页 {address.site} 没有应答", "重新启动 kaohe run 或 kaohe web")


def _elsewhere(api: str | None) -> Finding:
    """A server on another machine, if the environment names one."""
    if not api:
        without = "kaohe run 启动；不用 Prefect 的，定时运行 kaohe tick 和 kaohe deliver"
        return note("prefect", "本机没有运行 Prefect 服务", without)
    if answers(f"{api.rstrip('/')}/health"):
        return well("prefect", f"Prefect 服务 {api}")
    return problem("prefect", f"Prefect 服务 {api} 没有应答", "检查 PREFECT_API_URL 和那台机器上的服务")


def answers(address: str) -> bool:
    where = urlsplit(address)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    connection = kind(where.hostname or "", where.port, timeout=QUICK)
    try:
        connection.request("GET", where.path)
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def examine_channels(connection: Connection) -> Iterator[Finding]:
    """Addresses that no message can go to, by whose they are; the address itself is a secret."""
    contacts, vault = channels_in_use(connection), vault_of(connection)
    wrong = [f"{row.code}的{row.channel}（{why}）" for row in contacts if (why := why_not(vault, row.target))]
    if wrong:
        words = f"{len(wrong)} 个渠道地址用不了：{'、'.join(wrong[:SHOWN])}"
        yield problem("addresses", words, "用 kaohe act set_channel 更正")
    elif contacts:
        yield well("addresses", f"{len(contacts)} 个渠道地址都能识别")


def why_not(vault: Vault, closed: str) -> str:
    """What is wrong with an address; nothing when it is a channel."""
    # Apprise takes a third of a second; an installation without channels does without it.
    from notifiers.channels import channel_of  # noqa: PLC0415

    try:
        channel_of(vault.open(closed))
    except (BadTarget, WrongKey) as bad:
        return str(bad)
    return ""


def examine_faces(settings: Settings) -> Iterator[Finding]:
    """Which faces draw official papers as PDF; those of Word are of the machine on which it is opened."""
    families = Printer(folders(settings.fonts)).families()
    if not draws_chinese(families):
        yield problem("faces", "没有找到中文字体，公文的 PDF 和预览排不出来", FACES_REMEDY)
        return
    found = found_faces(families)
    named = "、".join(f"{each.face.label}（{each.family}）" for each in found if each.is_own)
    if missing := said_missing(found):
        yield note("faces", f"公文字体不全：{missing}{f'；已有 {named}' if named else ''}", FACES_REMEDY)
    else:
        yield well("faces", f"公文字体齐全：{named}")
