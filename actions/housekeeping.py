"""Is all well around the database? Its folder, its keys, the chain of the journal. `actions.health` asks the tables."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from actions.health import Finding, note, problem, well
from config.prefect_home import key_file
from config.settings import Settings
from models.anchors import UnreadableAnchors, kept_anchors
from models.database import Database
from models.sealing import verify

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


def examine_chain(database: Database, settings: Settings) -> Iterator[Finding]:
    """Every sealed row is read again: the longer the journal, the longer it takes."""
    try:
        anchors = kept_anchors(settings.seals, database=database.shown)
    except UnreadableAnchors as error:
        yield problem("chain", str(error), "从备份取回这个文件")
        anchors = ()
    with database.read() as connection:
        verified = verify(connection, anchors=anchors)
    if verified.ok:
        yield well("chain", f"封存链完好，已封存 {verified.sealed} 行")
    else:
        yield problem("chain", "履历被改动过", "kaohe audit verify 说明是哪一行；不要再写入，用备份对照")
