"""What the pages are given at the start: the database, the settings, and the clock, which is read once per request."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from config.settings import Settings
from config.zone import SHANGHAI
from documents.evidence import EvidenceStore
from documents.evidence_stores import store_of
from models.database import Database
from web.kernel.limiting import Limits


def read_clock() -> datetime:
    return datetime.now(SHANGHAI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`settings.demo`: the sign-in page lists the personas of the sample years."""

    database: Database
    settings: Settings
    clock: Callable[[], datetime] = read_clock
    limits: Limits = field(default_factory=Limits)

    @property
    def store(self) -> EvidenceStore:
        return store_of(self.settings)
