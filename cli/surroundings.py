"""What the doctor looks at outside the database: folders, keys, the Prefect server, the channels' addresses."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from actions.health import Finding, note, problem, well
from cli.embedded import address_of, key_file
from cli.prefect_api import NoAnswer, schedules
from config.settings import Settings

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine_home(settings: Settings) -> Iterator[Finding]:
    if not settings.home.is_dir():
        yield note("home", f"还没有数据目录 {settings.home}", "第一次运行 kaohe publish 或 kaohe run 时会建立")
        return
    if not os.access(settings.home, os.W_OK):
        yield problem("home", f"数据目录 {settings.home} 不可写", "改为运行 kaohe 的账户所有")
    else:
        yield well("home", f"数据目录 {settings.home}")
    yield from _keys((settings.secret_file, key_file(settings.prefect_home)))


def _keys(files: Sequence[Path]) -> Iterator[Finding]:
    """A key that others can read is no secret."""
    there = [file for file in files if file.exists()]
    for file in there:
        if file.stat().st_mode & OTHERS:
            yield problem("keys", f"密钥 {file} 别人也能读写", f"chmod 600 {file}")
    if there and not any(file.stat().st_mode & OTHERS for file in there):
        yield well("keys", "密钥只有本账户能读")


def examine_prefect(settings: Settings) -> Iterator[Finding]:
    """Without a server the clock is somebody else's duty: `kaohe tick` in a crontab, say."""
    address = address_of(settings.prefect_home)
    if address is None:
        yield note(
            "prefect",
            "本机没有运行 Prefect 服务",
            "kaohe run 启动；不用 Prefect 的，定时运行 kaohe tick 和 kaohe deliver",
        )
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
