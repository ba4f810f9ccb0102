"""What is done without being owed to anybody: events that start clocks are recorded, leave is approved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Any

from actions.playing.cast import Player
from actions.playing.hours import GATHERING, at, next_working
from actions.playing.stage import Stage
from config.roles import Role

HAPPENED = time(9)
CLERKS = (Role.ASSESSMENT_OFFICE, Role.UNIT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD)

Work = Callable[[Player, datetime], object]


@dataclass(frozen=True, slots=True)
class Errand:
    """What a post does at its moment."""

    at: datetime
    post: str
    work: Work


def events_of(stage: Stage) -> Iterator[Errand]:
    """登记事件: 市上评估反馈 and its like (D09), the same morning."""
    clerk = clerks(stage)[0]
    for each in stage.sample.events:
        happened = at(each.on, HAPPENED)
        data = {
            "assessment": stage.assessment_id,
            "event": each.event,
            "period": each.period,
            "happened_at": happened,
        }
        moment = next_working(happened, GATHERING, calendar=stage.calendar)
        yield Errand(moment, clerk, partial(_record, stage, data))


def _record(stage: Stage, data: dict[str, Any], by: Player, now: datetime) -> None:
    stage.do("record_event", data, by=by, now=now)


def clerks(stage: Stage) -> list[str]:
    """The posts of the organising office that keep its books, the first one first."""
    host = stage.scheme.office.unit
    return [post.code for role in CLERKS for post in stage.scheme.posts if (post.role, post.unit) == (role, host)]
