"""How an act comes in: who asks, at which moment, by which door."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSignature:
    """线下签批补录 (O03): the leader decided on paper, a clerk records it with the scan.

    `code` is the short code printed on the 呈批单; `signed_at` is aware and becomes the act's `effective_at`.
    """

    leader: int
    signed_at: datetime
    words: str
    code: str = ""
    scan: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One knock.

    `now` is aware and was read once, at the edge. `by` is the person who sits at the keyboard, None for the clock.
    `paper`: the act is the leader's, recorded by `by`. `entered_for`: the act is that person's, typed by `by` (代录).
    `received_at`: when what is typed for him came to the office, by mail or on paper. `is_system`: another system does
    it in his name.
    """

    now: datetime
    by: int | None = None
    paper: PaperSignature | None = None
    entered_for: int | None = None
    received_at: datetime | None = None
    is_system: bool = False

    @property
    def author(self) -> int | None:
        """Whose act it is."""
        if self.paper is not None:
            return self.paper.leader
        return self.by if self.entered_for is None else self.entered_for

    @property
    def is_typed(self) -> bool:
        """代录: somebody types for another. Who types for himself simply acts."""
        return self.paper is None and self.entered_for not in (None, self.by)

    @property
    def recorded_by(self) -> int | None:
        """Who typed it, when that is somebody else; who recorded a sheet, always."""
        return self.by if self.paper is not None or self.is_typed else None

    @property
    def effective_at(self) -> datetime:
        """When it took effect: the date signed, on paper; what came by mail, when it came."""
        if self.paper is not None:
            return self.paper.signed_at
        return self.received_at if self.is_typed and self.received_at is not None else self.now
