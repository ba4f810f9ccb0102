"""`kaohe evidence`: the files of the store, scanned and swept."""

from collections import Counter

from actions.evidence.scanning import unscanned, verdict_on
from actions.evidence.sweeping import Swept, sweep
from cli.clock import read_clock
from cli.groups import WRONG, fail
from cli.opening import opened
from cli.speaking import answer, page, progress
from config.settings import read_settings
from documents.evidence_scanning import Finding, Verdict
from documents.evidence_stores import store_of

SWEEP, SCAN = "kaohe.evidence.sweep/1", "kaohe.evidence.scan/1"
SHOWN = 20


def sweep_up(*, dry_run: bool, as_json: bool) -> int:
    settings = read_settings()
    with opened(settings) as database, progress("查看材料库"):
        swept = sweep(database, store_of(settings), now=read_clock(), dry_run=dry_run)
    if as_json:
        files = [{"hash": each.digest, "size": each.size, "since": each.since} for each in swept.removed]
        told = {"dry_run": dry_run, "removed": files, "kept": swept.kept, "leftovers": swept.leftovers}
        answer(SWEEP, told)
    else:
        page().print("\n".join(_said(swept, dry_run=dry_run)), soft_wrap=True)
    return 0


def _said(swept: Swept, *, dry_run: bool) -> list[str]:
    count, size = len(swept.removed), f"{swept.size / 1_000_000:.1f}MB"
    if not count:
        return [f"没有可清理的文件；在用的 {swept.kept} 个。"]
    done = "会清理" if dry_run else "已清理"
    listed = [f"  {each.digest}　{each.size} 字节　{each.since:%Y-%m-%d}" for each in swept.removed[:SHOWN]]
    more = [f"  …… 共 {count} 个"] if count > SHOWN else []
    return [f"{done} {count} 个没有用的文件，{size}；在用的 {swept.kept} 个不动。", *listed, *more]


def scan(*, as_json: bool) -> int:
    settings, now = read_settings(), read_clock()
    store = store_of(settings)
    if store.scanner is None:
        return fail("没有设置病毒扫描：用 KAOHE_SCANNER 写明 clamd 的地址或一条命令。")
    with opened(settings) as database, progress("扫描印证材料"):
        with database.read() as tx:
            waiting = unscanned(tx)
        found = {
            digest: verdict_on(database, store, store.scanner, digest, now=now)
            for digest in waiting
            if store.holds(digest)
        }
    if as_json:
        files = [{"hash": each, "finding": one.finding, "words": one.words} for each, one in found.items()]
        answer(SCAN, {"files": files, "missing": [each for each in waiting if each not in found]})
    else:
        page().print("\n".join(_scanned(found)), soft_wrap=True)
    return WRONG if any(one.finding is not Finding.CLEAN for one in found.values()) else 0


def _scanned(found: dict[str, Verdict]) -> list[str]:
    if not found:
        return ["都扫描过了。"]
    counts = Counter(one.finding for one in found.values())
    listed = [f"  {digest}　{one.finding.label}　{one.words}" for digest, one in found.items() if one.words]
    return ["，".join(f"{finding.label} {count} 个" for finding, count in counts.items()) + "。", *listed]
