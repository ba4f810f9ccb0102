"""A day that somebody chose, as a deadline: when a talk is held, by when it has to be put right."""

from datetime import date, datetime

from actions.context import Act
from actions.subjects import Subject
from config.deadlines import OnDate
from config.zone import SHANGHAI
from states.letters.facts import LetterFacts
from states.timing import in_workdays
from workdays.deadline import Deadline
from workdays.resolving import resolve


def dated(act: Act, subject: Subject[LetterFacts], when: datetime | date) -> Deadline:
    """A chosen day is meant as it stands: no rest day moves it."""
    whom = act.directory.units[subject.row.unit_id].name
    if isinstance(when, datetime):
        local = when.astimezone(SHANGHAI)
        rule = OnDate(kind="on", date=local.date(), cutoff=f"{local:%H:%M}", roll="none")
    else:
        rule = OnDate(kind="on", date=when, roll="none")
    return resolve(rule, calendar=act.calendar, whom=whom)


def put_right_by(act: Act, subject: Subject[LetterFacts], chosen: date | None) -> Deadline:
    """限期整改: the day that was chosen, else the days that the scheme gives for a revision."""
    if chosen is not None and chosen < act.now.date():
        raise act.refused("期限早于今天")
    days = subject.published.scheme.policy.revision_days
    return dated(act, subject, chosen or in_workdays(act.now, days, calendar=act.calendar).date())
