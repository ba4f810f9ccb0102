"""The rehearsal of a year, from publication until nothing is left to look at."""

import tempfile
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

from actions.behaviours import ON_TIME, SILENT, Behaviour
from actions.doors import Door
from actions.playing.agenda import Agenda
from actions.playing.cast import give_channels
from actions.playing.clockwork import Clockwork
from actions.playing.hours import at
from actions.playing.improvising import improvise
from actions.playing.mounting import begins_at, mount
from actions.rehearsing.recalling import recall
from actions.rehearsing.rehearsal import Advance, Played, Rehearsal
from actions.rehearsing.silence import cost_of
from config.loading import load_scheme
from config.sample import Sample
from models.database import Database

Watch = Callable[[Advance], None]


def rehearse(
    scheme_text: str,
    *,
    behaviour: Behaviour,
    sample: Sample | None = None,
    progress: Watch | None = None,
) -> Rehearsal:
    """Play the whole year of a scheme in a database that is thrown away. Twice played, it answers the same.

    What silence would cost is told with a year that goes to plan, from the same year played by nobody. Raises
    `SchemeErrors` for a scheme that cannot be read, `Refused` where it cannot be published.
    """
    played = play(scheme_text, behaviour=behaviour, sample=sample, progress=progress)
    silent = played if behaviour.is_silent else None
    if behaviour == ON_TIME:
        silent = play(scheme_text, behaviour=SILENT, sample=sample, progress=progress)
    return Rehearsal(
        **{each.name: getattr(played, each.name) for each in fields(played)},
        silence=cost_of(silent, units=_units(scheme_text)) if silent is not None else None,
    )


def _units(scheme_text: str) -> list[str]:
    """As lists show them, in official order."""
    return [unit.shown for unit in load_scheme(scheme_text).scheme.units]


def play(scheme_text: str, *, behaviour: Behaviour, sample: Sample | None, progress: Watch | None) -> Played:
    """One year, one behaviour."""
    scheme = load_scheme(scheme_text).scheme
    start = begins_at(scheme, sample)
    given = sample or improvise(scheme, published_on=start.date())
    with Database.scratch() as database, tempfile.TemporaryDirectory(prefix="kaohe-") as folder:
        stage = mount(
            database, scheme, scheme_text, given, evidence=Path(folder), now=start, holidays=behaviour.holidays
        )
        give_channels(database, scheme, stage.cast, door=Door(now=start))
        clockwork = Clockwork(database, [Agenda(stage, behaviour)])
        end = clockwork.run(start, watch=_watcher(clockwork, start, behaviour, progress))
        return recall(stage, clockwork.book, behaviour=behaviour.name, begins_at=start, ends_at=end)


def _watcher(
    clockwork: Clockwork, start: datetime, behaviour: Behaviour, progress: Watch | None
) -> Callable[[datetime], None]:
    ends = at(date(start.year + 1, 1, 31), start.timetz().replace(tzinfo=None))

    def watch(now: datetime) -> None:
        if progress is not None:
            progress(Advance(now, start, max(ends, now), len(clockwork.book), behaviour.name))

    return watch
