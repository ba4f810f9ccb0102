"""A published year: the rules that it runs under, typed, shared by all acts of the same version."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from actions.acts import Refused
from config.readings import assignments_of
from config.scheme import Scheme
from config.terms import Own, own_words, speak
from documents.messages import shipped_templates
from models.amendments import Amendment
from models.assessments import Assessment
from models.schemes import SchemeVersion
from models.types import Key
from states.assessment import AssessmentState


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a year's rules, and the day from which it counts; none for the one that the year began with."""

    scheme_hash: str
    scheme: Scheme
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A year and its scheme: the version in effect, among all that it has had or is to have, the oldest first."""

    assessment_id: int
    office_id: int
    year: int
    scheme_hash: str
    scheme: Scheme
    editions: tuple[Edition, ...]

    @property
    def latest_first(self) -> Iterator[Edition]:
        """The version in effect, then those before it, then those to come: where to look for what is gone."""
        place = next(number for number, each in enumerate(self.editions) if each.scheme_hash == self.scheme_hash)
        yield from reversed(self.editions[: place + 1])
        yield from self.editions[place + 1 :]

    @property
    def own(self) -> Own:
        """What the office calls otherwise (O38)."""
        return own_words(self.scheme.terms)

    @property
    def texts(self) -> Mapping[str, str]:
        """The template of every message as this office words it: its own text, else ours in its own terms."""
        return {**_worded(self.own), **self.scheme.texts}


@lru_cache(maxsize=16)
def _worded(own: Own) -> Mapping[str, str]:
    return {code: speak(template, own) for code, template in shipped_templates().items()}


_TYPED: OrderedDict[str, Scheme] = OrderedDict()
_KEPT = 64  # years that run, with the versions that each has had


_EDITIONS = (
    select(
        Assessment.c.office_id,
        Assessment.c.year,
        Amendment.c.effective_on,
        SchemeVersion.c.id.label("version_id"),
        SchemeVersion.c.hash,
    )
    .outerjoin(Amendment.t, Amendment.c.assessment_id == Assessment.c.id)
    .join(
        SchemeVersion.t,
        or_(SchemeVersion.c.id == Amendment.c.scheme_version_id, SchemeVersion.c.id == Assessment.c.scheme_version_id),
    )
    .where(Assessment.c.id == bindparam("b_year", type_=Key))
    .order_by(Amendment.c.ordinal, SchemeVersion.c.revision)
)


def published_of(tx: Connection, assessment_id: int, *, day: date | None = None) -> Published:
    """The rules of a year as they stand on a day; without a day, the newest. Raises `Refused` when there is no year."""
    rows = tx.execute(_EDITIONS, {"b_year": assessment_id}).all()
    if not rows:
        raise Refused("办理", (f"没有编号为 {assessment_id} 的考核年度",))
    editions = tuple(_editions(tx, rows))
    now = next(each for each in reversed(editions) if day is None or each.since is None or each.since <= day)
    return Published(assessment_id, rows[0].office_id, rows[0].year, now.scheme_hash, now.scheme, editions)


_STANDING = (
    select(Assessment.c.id)
    .where(Assessment.c.state.in_((AssessmentState.PUBLISHED.value, AssessmentState.RUNNING.value)))
    .order_by(Assessment.c.year.desc(), Assessment.c.id)
    .limit(_KEPT)
)


def learn_rules(tx: Connection) -> None:
    """Types and reads the rules of the years that run, so that nobody waits for it who only wants a page."""
    for year in tx.scalars(_STANDING).all():
        with suppress(ValueError):  # one that does not hold any more is told of where it is asked for
            assignments_of(published_of(tx, year).scheme)


def _editions(tx: Connection, rows: Sequence[Any]) -> Iterator[Edition]:
    """Every row of an amendment brings the first version with it: it is told once."""
    told: set[int] = set()
    for row in rows:
        if row.version_id not in told:
            since = row.effective_on if told else None
            told.add(row.version_id)
            yield Edition(row.hash, _typed(tx, row.version_id, row.hash), since)


def _typed(tx: Connection, version_id: int, scheme_hash: str) -> Scheme:
    """Typing a scheme takes longer than most acts: each version is typed once in a process."""
    if scheme_hash not in _TYPED:
        content = tx.execute(select(SchemeVersion.c.content).where(SchemeVersion.c.id == version_id)).scalar_one()
        while len(_TYPED) >= _KEPT:
            _TYPED.popitem(last=False)
        _TYPED[scheme_hash] = Scheme.model_validate(content)
    return _TYPED[scheme_hash]
