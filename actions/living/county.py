"""The county of the demonstration: one scheme, moved to the year before and to the present one.

The county began to use the product in November of last year (O25): what was due before is let off, its last months are
played like this year's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from actions.behaviours import Behaviour, read_behaviour
from actions.living.moving import moved
from actions.living.script import Script, read_script
from config.loading import load_scheme
from config.rolling import roll
from config.sample import Sample, load_sample
from config.scheme import Scheme
from config.schemes import DEMONSTRATION
from config.zone import SHANGHAI
from workdays.seed import seeded_calendar

CODE = "linxi"
CONDUCT, SCRIPT = f"{CODE}-conduct.yaml", f"{CODE}-script.yaml"
WRITTEN_FOR = 2025
BEGAN = (11, 10)
"""Month and day from which on the county worked with the product in its first year."""


@dataclass(frozen=True, slots=True)
class CountyYear:
    """One year of the county, ready to be played."""

    text: str
    scheme: Scheme
    sample: Sample
    behaviour: Behaviour
    script: Script


def county_years(now: datetime) -> Iterator[CountyYear]:
    """Last year's and this year's."""
    year = now.astimezone(SHANGHAI).year
    yield _in_year(year - 1, published_on=date(year - 1, *BEGAN))
    yield _in_year(year)


def _in_year(year: int, *, published_on: date | None = None) -> CountyYear:
    text = _scheme_text(year)
    scheme = load_scheme(text).scheme
    sample = load_sample(DEMONSTRATION / f"{CODE}-sample.yaml", year=year)
    day = seeded_calendar(year, year + 1).on_or_after(published_on or sample.published_on)
    return CountyYear(
        text=text,
        scheme=scheme,
        sample=sample.model_copy(update={"published_on": day}),
        behaviour=read_behaviour(moved(CONDUCT, year, own=WRITTEN_FOR), scheme, name=CONDUCT),
        script=read_script(moved(SCRIPT, year, own=WRITTEN_FOR), name=SCRIPT),
    )


@lru_cache(maxsize=4)
def _scheme_text(year: int) -> str:
    return roll((DEMONSTRATION / f"{CODE}.yaml").read_text(encoding="utf-8"), year=year)
