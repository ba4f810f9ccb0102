"""The sample years for `kaohe run --demo`, played by the real acts.

Two shipped years run in their own 2019, on one clock; a copy of the first is rolled to the present year and played up
to now, and so is a living county, with the last months of its year before.
What was loaded before is found. A year that is nobody's sample stops everything before a row is written.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from actions.behaviours import ON_TIME, Behaviour, read_behaviour
from actions.living.county import CODE as COUNTY
from actions.living.county import county_years
from actions.living.evening import evening_before, spend
from actions.living.moving import moved
from actions.living.personas import Persona, seated
from actions.living.script import Performance, Script
from actions.living.summing_up import summaries_of
from actions.playing.agenda import Agenda
from actions.playing.clockwork import Clockwork
from actions.playing.errands import Errand
from actions.playing.mounting import begins_at, mount
from actions.playing.stage import Stage
from actions.rehearsing.rehearsal import Advance
from config.errors import KaoheError
from config.loading import load_scheme
from config.rolling import roll
from config.sample import Sample, load_sample
from config.scheme import Scheme
from config.schemes import find_sample, find_scheme
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.care import Beat, record_beat
from models.database import Database

SAMPLES = ("shanxi-cjr-2019", "ningshan-2019")
ROLLED = "shanxi-cjr-2019"
ROLLED_FROM, ROLLED_CONDUCT = 2019, "shanxi-cjr-conduct.yaml"
COUNTY_PREFIX = f"{COUNTY}-"
BEAT = "demonstration"

Watch = Callable[[Advance], None]


@dataclass(frozen=True, slots=True)
class LoadedYear:
    """One year of the demonstration. `is_new`: it was loaded now, not found."""

    scheme: str
    title: str
    year: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demonstration holds, and as whom to look at it."""

    years: tuple[LoadedYear, ...]
    personas: tuple[Persona, ...]


class RealYearStands(KaoheError):
    """The database holds a year that is no sample: nothing was loaded."""


class HalfLoaded(KaoheError):
    """An earlier loading was broken off: what stands is neither whole nor anybody's own."""


@dataclass(frozen=True, slots=True)
class _Script:
    """One year to be played: its text, its data, whose codes its people bear, when it begins, how people behave."""

    text: str
    scheme: Scheme
    sample: Sample
    prefix: str
    begins_at: datetime
    behaviour: Behaviour = ON_TIME
    script: Script | None = None


def load_demonstration(
    database: Database, *, evidence: Path, now: datetime, progress: Watch | None = None, history: bool = True
) -> Loaded:
    """Load the years up to `now`; what is already there is found, not loaded again. Without `history`, no year of 2019.

    Raises `RealYearStands` for a database with a year of somebody's own, `HalfLoaded` after an interrupted loading.
    """
    samples = [_sample(name) for name in SAMPLES] if history else []
    scripts = [*samples, _rolled(now), *_county(now)]
    standing = _standing(database)
    fresh = [script for script in scripts if (script.scheme.scheme, script.scheme.year) not in standing]
    if fresh:
        _play(database, fresh, evidence=evidence, now=now, progress=progress)
    years = tuple(
        LoadedYear(each.scheme.scheme, each.scheme.title, each.scheme.year, is_new=each in fresh) for each in scripts
    )
    with database.read() as tx:
        return Loaded(years, personas(tx))


def _sample(name: str) -> _Script:
    path = find_sample(name)
    if path is None:
        raise KaoheError(f"随附方案“{name}”没有样例数据")
    return _script(find_scheme(name).read_text(encoding="utf-8"), load_sample(path), prefix=_prefix(name))


def _rolled(now: datetime) -> _Script:
    """The first sample in the present year; before its notice would have come, it is published now."""
    year = now.astimezone(SHANGHAI).year
    path = find_sample(ROLLED)
    if path is None:
        raise KaoheError(f"随附方案“{ROLLED}”没有样例数据")
    text = roll(find_scheme(ROLLED).read_text(encoding="utf-8"), year=year)
    return _script(text, load_sample(path, year=year), prefix=_prefix(ROLLED), latest=now)


def _county(now: datetime) -> Iterator[_Script]:
    """Last year's end and this year, whose notice comes in January: before it would have come, it is published now."""
    for each in county_years(now):
        begins = min(begins_at(each.scheme, each.sample), now)
        yield _Script(each.text, each.scheme, each.sample, COUNTY_PREFIX, begins, each.behaviour, each.script)


def _script(text: str, sample: Sample, *, prefix: str, latest: datetime | None = None) -> _Script:
    scheme = load_scheme(text).scheme
    begins = begins_at(scheme, sample)
    behaviour = _conduct(scheme) if prefix == _prefix(ROLLED) else ON_TIME
    return _Script(text, scheme, sample, prefix, min(begins, latest) if latest is not None else begins, behaviour)


def _conduct(scheme: Scheme) -> Behaviour:
    """On time, but not always through the page: a book comes by mail, a sheet comes back signed."""
    return read_behaviour(moved(ROLLED_CONDUCT, scheme.year, own=ROLLED_FROM), scheme, name=ROLLED_CONDUCT)


def _prefix(name: str) -> str:
    """People of the first sample bear the codes of their posts alone; others are told apart by their scheme."""
    return "" if name == ROLLED else f"{name.partition('-')[0]}-"


def is_demonstration(tx: Connection) -> bool:
    """Whether the samples were loaded to the end, and nothing of anybody's own stands beside them."""
    found = _years(tx)
    return bool(found) and _is_whole(tx) and not _own(found)


def personas(tx: Connection) -> tuple[Persona, ...]:
    """As whom a visitor may look around, one for each kind of desk; nobody where this is no demonstration."""
    return tuple(seated(tx)) if is_demonstration(tx) else ()


def _years(tx: Connection) -> set[tuple[str, int]]:
    return set(tx.execute(select(Assessment.c.scheme_code, Assessment.c.year)).tuples())


def _is_whole(tx: Connection) -> bool:
    return tx.execute(select(Beat.c.finished_at).where(Beat.c.name == BEAT)).scalar() is not None


def _own(found: Iterable[tuple[str, int]]) -> list[str]:
    """Codes of years that are no samples."""
    stems = "|".join(re.escape(name) for name in (*(name.rpartition("-")[0] for name in SAMPLES), COUNTY))
    return sorted(code for code, _ in found if not re.fullmatch(rf"(?:{stems})-\d{{4}}", code))


def _standing(database: Database) -> set[tuple[str, int]]:
    """The years that are there. Sample years are recognised by their codes, and by a loading that came to its end."""
    with database.read() as tx:
        found, is_whole = _years(tx), _is_whole(tx)
    own = _own(found)
    if own:
        raise RealYearStands(
            f"数据库里已有自己的年度（{'、'.join(own)}），不装入样例。请换一个 KAOHE_HOME 看演示，或不带 --demo 启动"
        )
    if found and not is_whole:
        raise HalfLoaded("样例年度上次没有装完，或者库里的年度不是演示装入的。请换一个空的 KAOHE_HOME 再看演示")
    return found


def _play(
    database: Database, scripts: Iterable[_Script], *, evidence: Path, now: datetime, progress: Watch | None
) -> None:
    """On one clock, each from its own first day. The database goes without syncing: a sample can be made again."""
    waiting = sorted(scripts, key=lambda script: script.begins_at)
    quick = Database(database.url, durable=False, vault=database.vault)
    try:
        with quick.write() as tx:
            record_beat(tx, BEAT, started_at=now, finished_at=None, counts={}, machine="")
        _let_run(quick, waiting, evidence=evidence, now=now, progress=progress)
        with quick.write() as tx:
            record_beat(tx, BEAT, started_at=now, finished_at=now, counts={}, machine="")
    finally:
        quick.close()


def _let_run(
    database: Database, scripts: Sequence[_Script], *, evidence: Path, now: datetime, progress: Watch | None
) -> None:
    """Up to the evening before, when the last things are done in the county; what begins later is only published."""
    clockwork = Clockwork(database, [])
    begun, ends = scripts[0].begins_at, evening_before(now)
    county: list[Stage] = []
    early = [script for script in scripts if script.begins_at < ends]
    for place, script in enumerate(early):
        stage = _mounted(database, script, evidence=evidence)
        errands = _errands(stage, script)
        clockwork.agendas.append(Agenda(stage, script.behaviour, errands))
        county += [stage] if script.prefix == COUNTY_PREFIX else []
        following = early[place + 1].begins_at if place + 1 < len(early) else ends
        clockwork.run(script.begins_at, until=following, watch=_watch(clockwork, begun, now, progress))
    spend(county, now=ends)
    for script in scripts[len(early) :]:
        _mounted(database, script, evidence=evidence)
    Clockwork(database, []).run(now, until=now)  # this morning's tick and delivery


def _errands(stage: Stage, script: _Script) -> tuple[Errand, ...]:
    """Only the county does more than it owes."""
    if script.script is None:
        return ()
    return (*Performance(stage, script.script).errands(), *summaries_of(stage))


def _mounted(database: Database, script: _Script, *, evidence: Path) -> Stage:
    return mount(
        database, script.scheme, script.text, script.sample, evidence=evidence, now=script.begins_at,
        prefix=script.prefix,
    )  # fmt: skip


def _watch(
    clockwork: Clockwork, begins: datetime, ends: datetime, progress: Watch | None
) -> Callable[[datetime], None]:
    def watch(moment: datetime) -> None:
        if progress is not None:
            progress(Advance(moment, begins, ends, len(clockwork.book), ON_TIME.name))

    return watch
