"""`kaohe audit verify`: has anybody edited the journal?"""

from typing import Any

from cli.groups import WRONG
from cli.opening import opened
from cli.speaking import answer, page, progress
from config.settings import read_settings
from models.anchors import kept_anchors
from models.sealing import Bad, Verified, verify

SCHEMA = "kaohe.audit/1"


def run(*, as_json: bool) -> int:
    settings = read_settings()
    with opened(settings) as database, database.read() as connection, progress("核对封存链"):
        anchors = kept_anchors(settings.seals, database=database.shown)
        verified = verify(connection, anchors=anchors)
    if as_json:
        answer(SCHEMA, {**_told(verified), "anchors": len(anchors)})
    else:
        page().print("\n".join(sentences(verified, anchors=len(anchors))), soft_wrap=True)
    return 0 if verified.ok else WRONG


def sentences(verified: Verified, *, anchors: int) -> list[str]:
    said = [
        f"已封存 {verified.sealed} 行，逐行核对{'无误' if verified.ok else '到出错处'}；未封存 {verified.unsealed} 行。"
    ]
    if verified.first_bad:
        said.append(f"履历被改动：{_where(verified.first_bad)}{verified.first_bad.what}。")
        said.append("请保留现场，不要再写入，用改动之前的备份对照。")
    elif verified.unsealed:
        said.append("未封存的由下一次 tick 封存。")
    said.append(f"与库外留存的 {anchors} 个封存点核对。" if anchors else "库外还没有留存封存点。")
    if verified.last:
        said.append(f"最后封存点：第 {verified.last.seal_id} 号 {verified.last.hash}")
    return said


def _where(bad: Bad) -> str:
    row = f"第 {bad.journal_id} 行，" if bad.journal_id is not None else ""
    seal = f"第 {bad.seal_id} 号封存，" if bad.seal_id is not None else ""
    return row + seal


def _told(verified: Verified) -> dict[str, Any]:
    bad, last = verified.first_bad, verified.last
    return {
        "ok": verified.ok,
        "sealed": verified.sealed,
        "unsealed": verified.unsealed,
        "first_bad": bad and {"what": bad.what, "journal_id": bad.journal_id, "seal_id": bad.seal_id},
        "last_seal": last and {"seal_id": last.seal_id, "hash": last.hash},
    }
