"""Office files without the hour at which they were made: the same content gives the same bytes."""

import re
import zipfile
from io import BytesIO

from documents.archives.packing import STILL

_PROPERTIES = "docProps/core.xml"
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def still(content: bytes) -> bytes:
    """A docx or xlsx of our own making, packed again."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as made, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as again:
        for part in made.infolist():
            text = made.read(part)
            if part.filename == _PROPERTIES:
                text = _WHEN.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", text)
            info = zipfile.ZipInfo(part.filename, STILL)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            again.writestr(info, text)
    return kept.getvalue()
