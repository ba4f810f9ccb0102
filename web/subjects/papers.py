"""A file of evidence, as it was handed in."""

from typing import Any

from sqlalchemy import or_, select
from starlette.responses import FileResponse, Response

from documents.evidence import EvidenceMissing
from models.evidence import Evidence, EvidenceVersion
from models.letters import Letter
from states.subjects import SubjectKind
from web.kernel.errors import not_found
from web.kernel.visit import Visit

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
    store, shown = visit.surroundings.store, version.media_type in SHOWN and not visit.query.get("download")
    if not store.holds(version.hash):
        raise EvidenceMissing(f"材料库里找不到文件“{version.file_name}”，请从备份恢复。")
    return FileResponse(
        store.path(version.hash),
        media_type=version.media_type,
        filename=version.file_name,
        content_disposition_type="inline" if shown else "attachment",
        headers={"Content-Security-Policy": "default-src 'none'; img-src 'self'; object-src 'self'; sandbox"},
    )
