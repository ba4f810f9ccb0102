"""Where a thing stands: its machine with the present state lit, the way there, and what may come next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from config.zone import SHANGHAI
from states.picture import UNDRAWN, Lit, lit_picture
from states.rules import Definition
from web.charts.chart import Chart, Table
from web.kernel.words import Words
from web.listing.cells import said_moment


@dataclass(frozen=True, slots=True)
class Step:
    """One move of its history: what was done, by whom, and the state that it led to."""

    state: str
    at: datetime
    what: str
    who: str = ""


def standing_chart(
    definition: Definition[Any], state: str, steps: Sequence[Step], *, title: str, name: str, words: Words
) -> Chart:
    """`name` tells several of them on one page apart: letters and digits."""
    labels = {each.code: words.say(each.label) for each in definition.states}
    been = {step.state: words.say(_short(step.at)) for step in steps}
    if state != definition.initial:
        been.setdefault(definition.initial, "")  # with nobody's act, it was there to begin with
    lit = Lit(now=state, been=been, says_now=words("现在"), say=words.say)
    return Chart(
        title=title,
        says=_says(definition, state, labels, words),
        table=Table(
            (words("时间"), words("办理"), words("由谁"), words("之后")),
            tuple(
                (_said(step.at, words), words.say(step.what), words.say(step.who) or "—", labels.get(step.state, ""))
                for step in steps
            ),
        ),
        drawing=Markup(lit_picture(title, definition, lit, name=name)),  # noqa: S704 -- every word in it is escaped
    )


def _row(step: Step, labels: dict[str, str], words: Words) -> tuple[str, ...]:
    return _said(step.at, words), words.say(step.what), words.say(step.who) or "—", labels.get(step.state, "")


def _says(definition: Definition[Any], state: str, labels: dict[str, str], words: Words) -> str:
    told = words("现在：%(state)s。", state=labels.get(state, state))
    ways: dict[str, None] = {}
    for rule in definition.rules:
        if rule.source == state != rule.dest and rule.verb not in UNDRAWN:
            ways[words.say(rule.label) + words("（到“%(state)s”）", state=labels[rule.dest])] = None
    return told + words("之后可能：%(ways)s。", ways=words("、").join(ways)) if ways else told


def _short(at: datetime) -> str:
    local = at.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日"


def _said(at: datetime, words: Words) -> str:
    return said_moment(at.astimezone(SHANGHAI), words)
