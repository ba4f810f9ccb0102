"""Scanned before it is served: what the scanner says of kept bytes is put on record, and asked again where it did not
answer.
"""

from datetime import datetime

from sqlalchemy import Connection, select

from config.errors import KaoheError
from documents.evidence import EvidenceStore
from documents.evidence_scanning import Finding, Scanner, Verdict
from models.database import Database
from models.evidence import EvidenceVersion
from models.scans import EvidenceScan
from models.writing import INSERT


class Withheld(KaoheError):
    """A file that nobody gets: a virus was found in it, or nobody could look yet."""


def verdict_on(database: Database, store: EvidenceStore, scanner: Scanner, digest: str, *, now: datetime) -> Verdict:
    """As recorded; a file that waits, or was never looked at, is looked at now. No transaction is open meanwhile."""
    with database.read() as tx:
        known = _known(tx, digest)
    if known is not None and known.finding is not Finding.WAITING:
        return known
    with store.open(digest) as file:
        verdict = scanner.scan(file)
    with database.write() as tx:
        record_verdict(tx, digest, verdict, now=now)
    return verdict


def check_servable(
    database: Database, store: EvidenceStore, scanner: Scanner | None, digest: str, *, name: str, now: datetime
) -> None:
    """Nothing, or `Withheld` with what to do. An installation without a scanner serves what it keeps."""
    if scanner is None:
        return
    verdict = verdict_on(database, store, scanner, digest, now=now)
    if verdict.finding is Finding.INFECTED:
        raise Withheld(
            f"“{name}”里发现病毒（{verdict.words}），不能打开；文件原样封存，请联系系统管理员，并请提供单位重新提交。"
        )
    if verdict.finding is Finding.WAITING:
        remedy = "文件没有丢，扫描通过后就能打开，请稍后再试"
        raise Withheld(f"“{name}”还没有通过病毒扫描（{verdict.words}），{remedy}。")


def record_verdict(tx: Connection, digest: str, verdict: Verdict, *, now: datetime) -> None:
    told = {"finding": verdict.finding.value, "words": verdict.words, "scanned_at": now}
    insert = INSERT[tx.dialect.name](EvidenceScan.t).values(hash=digest, times=1, **told)
    again = insert.on_conflict_do_update(index_elements=["hash"], set_={**told, "times": EvidenceScan.c.times + 1})
    tx.execute(again)


def _known(tx: Connection, digest: str) -> Verdict | None:
    query = select(EvidenceScan.c.finding, EvidenceScan.c.words).where(EvidenceScan.c.hash == digest)
    row = tx.execute(query).one_or_none()
    return Verdict(Finding(row.finding), row.words) if row else None


def unscanned(tx: Connection) -> list[str]:
    """Of what is on record as evidence, the bytes that nobody has looked at, or that still wait."""
    settled = select(EvidenceScan.c.hash).where(EvidenceScan.c.finding != Finding.WAITING.value)
    query = select(EvidenceVersion.c.hash).where(EvidenceVersion.c.hash.not_in(settled)).distinct()
    return sorted(tx.scalars(query))
