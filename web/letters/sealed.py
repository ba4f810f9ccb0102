"""The sealed scan of a letter, page by page: what is shown and served from 用印 on (O04)."""

from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from actions.evidence.scanning import check_servable
from documents.letters.scans import UnreadableScan, count_pages, picture_of
from models.evidence import EvidenceVersion
from web.kernel.errors import not_found
from web.kernel.visit import Visit

PDF, IMAGES = "application/pdf", "image/"


def scan_shown(visit: Visit, version: int, *, address: str) -> list[str]:
    """Where the pictures of its pages are; none of a file that is neither a picture nor a PDF."""
    row = _row(visit, version)
    if row.media_type.startswith(IMAGES):
        return [f"/evidence/{version}"]
    if row.media_type != PDF:
        return []
    try:
        return [f"{address}/{number}.png" for number in range(1, count_pages(_content(visit, row)) + 1)]
    except UnreadableScan:
        return []


def scan_page(visit: Visit, version: int, number: int) -> Response:
    row = _row(visit, version)
    content = _content(visit, row)
    if row.media_type != PDF or not 1 <= number <= count_pages(content):
        raise not_found()
    return Response(picture_of(content, number), media_type="image/png", headers={"Cache-Control": "no-store"})


def _row(visit: Visit, version: int) -> Any:
    """Whoever may read the letter may read its scan."""
    return visit.tx.execute(select(EvidenceVersion.t).where(EvidenceVersion.c.id == version)).one()


def _content(visit: Visit, row: Any) -> bytes:
    store = visit.surroundings.store
    check_servable(visit.surroundings.database, store, store.scanner, row.hash, name=row.file_name, now=visit.now)
    with store.open(row.hash) as file:
        return file.read()
