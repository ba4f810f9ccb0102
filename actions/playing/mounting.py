"""Putting a year on the stage: published by the real act at its own moment, everybody seated."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from actions.behaving.written import LateHoliday
from actions.doors import Door
from actions.performing import perform
from actions.playing.announcing import tell_the_days_before
from actions.playing.cast import find_everybody, seat_everybody
from actions.playing.hours import at
from actions.playing.stage import Stage
from config.sample import Sample
from config.scheme import Scheme
from documents.evidence import EvidenceStore
from models.database import Database
from workdays.seed import seeded_calendar

PUBLISHED_AT = time(9)


def begins_at(scheme: Scheme, sample: Sample | None = None) -> datetime:
    """Nine o'clock on the sample's day, else on the first workday from the latest document of the year on."""
    if sample is not None:
        return at(sample.published_on, PUBLISHED_AT)
    days = [day for each in scheme.documents for day in (each.dated, each.issued, each.received)]
    latest = max((day for day in days if day is not None and day.year == scheme.year), default=date(scheme.year, 1, 1))
    return at(seeded_calendar(scheme.year, scheme.year + 1).on_or_after(latest), PUBLISHED_AT)


def mount(
    database: Database, scheme: Scheme, text: str, sample: Sample, *, evidence: Path, now: datetime, prefix: str = "",
    holidays: Sequence[LateHoliday] = (),
) -> Stage:  # fmt: skip
    """Publish at this moment and seat everybody who does not sit yet. `holidays` are not announced yet.

    Raises `Refused` where the scheme cannot be published.
    """
    door = Door(now=now)
    if holidays:
        tell_the_days_before(database, scheme, holidays, now=now)
    ids = perform(database, "publish", {"text": text, "name": f"{scheme.scheme}.yaml"}, door=door).ids
    people = tuple(sample.roster(scheme))
    cast = find_everybody(database, people, prefix=prefix) or seat_everybody(
        database, scheme, people, door=door, prefix=prefix
    )
    return Stage(
        database=database,
        scheme=scheme,
        sample=sample,
        store=EvidenceStore(evidence, durable=False),
        office_id=ids["office"],
        assessment_id=ids["assessment"],
        cast=cast,
        begins_at=now,
    )
