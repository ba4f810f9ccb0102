"""A file of evidence, as it was handed in."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from sqlalchemy import or_, select
from starlette.responses import FileResponse, Response, StreamingResponse

from actions.evidence.scanning import check_servable
from documents.evidence_shelf import EvidenceMissing
from models.evidence import Evidence, EvidenceVersion
from models.letters import Letter
from states.subjects import SubjectKind
from web.kernel.downloads import disposition
from web.kernel.errors import not_found
from web.kernel.visit import Visit

_PIECE = 1 << 16
SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif", "image/bmp", "image/webp"})
"""What a browser shows by itself, without running anything that the file brings along."""


def paper_of(visit: Visit, version: int) -> Any:
    """A version of a document that this person may read, or the sealed scan of a letter that he may."""
    if visit.desk is None:
        raise not_found("材料")
    readable = or_(
        EvidenceVersion.c.evidence_id.in_(select(Evidence.c.id).where(visit.sees(SubjectKind.EVIDENCE))),
        EvidenceVersion.c.id.in_(select(Letter.c.sealed_evidence_id).where(visit.sees(SubjectKind.LETTER))),
    )
    found = visit.tx.execute(select(EvidenceVersion.t).where(EvidenceVersion.c.id == version, readable)).one_or_none()
    if found is None:
        raise not_found("材料")
    return found


def sent_file(visit: Visit, version: Any) -> Response:
    """Under a name that no browser mistakes, whatever was stored of it; only what runs nothing is shown in the page."""
    store, shown = visit.surroundings.store, version.media_type in SHOWN and not visit.query.get("download")
    if not store.holds(version.hash):
        raise EvidenceMissing(f"材料库里找不到文件“{version.file_name}”，请从备份恢复。")
    database, now = visit.surroundings.database, visit.now
    check_servable(database, store, store.scanner, version.hash, name=version.file_name, now=now)
    headers = {
        "Content-Disposition": disposition(version.file_name, inline=shown),
        "Content-Security-Policy": "default-src 'none'; img-src 'self'; object-src 'self'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    if store.bucket is None:
        return FileResponse(store.path(version.hash), media_type=version.media_type, headers=headers)
    headers["Content-Length"] = str(version.size)
    return StreamingResponse(_pieces(store.open(version.hash)), media_type=version.media_type, headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
