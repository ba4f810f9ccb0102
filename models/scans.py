"""What the virus scanner said of the bytes that are kept."""

from datetime import datetime

from sqlmodel import Field

from models.base import Row, key, moment, one_of


class EvidenceScan(Row, table=True):
    """病毒扫描: one row for the bytes of a hash, whoever brought them. `words`: the virus, or why nobody looked yet."""

    __table_args__ = (one_of("finding", ("clean", "infected", "waiting")),)

    id: int = key()
    hash: str = Field(unique=True)
    finding: str
    words: str = ""
    scanned_at: datetime = moment()
    times: int = 1
