"""What the office does without owing it to anybody: events that start clocks are recorded on their day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from actions.playing.hours import GATHERING, at, next_working
from actions.playing.stage import Stage
from config.roles import Role

HAPPENED = time(9)
CLERKS = (Role.ASSESSMENT_OFFICE, Role.UNIT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD)


@dataclass(frozen=True, slots=True)
class Errand:
    """One act that a post of the organising office does at its moment."""

    at: datetime
    post: str
    act: str
    data: dict[str, Any]


def errands_of(stage: Stage) -> tuple[Errand, ...]:
    """All of the year, in order of time."""
    return tuple(sorted(_events(stage), key=lambda each: each.at))


def _events(stage: Stage) -> Iterator[Errand]:
    """登记事件: 市上评估反馈 and its like (D09), the same morning."""
    clerk = _clerk(stage)
    for each in stage.sample.events:
        happened = at(each.on, HAPPENED)
        data = {
            "assessment": stage.assessment_id,
            "event": each.event,
            "period": each.period,
            "happened_at": happened,
        }
        moment = next_working(happened, GATHERING, calendar=stage.calendar)
        yield Errand(moment, clerk, "record_event", data)


def _clerk(stage: Stage) -> str:
    """The post of the organising office that keeps its books."""
    host = stage.scheme.office.unit
    posts = {post.role: post.code for post in reversed(stage.scheme.posts) if post.unit == host}
    return next(posts[role] for role in CLERKS if role in posts)
