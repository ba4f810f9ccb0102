"""函: to every body that was asked and has not answered yet, with the slip to send back (会签回执)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from actions.results.reading import Replied, View, read_result
from actions.wording import say_last_moment
from config.result_process import Silence
from config.zone import SHANGHAI
from documents.messages import Text, compose
from states.results.facts import ResultState
from workdays.wording import say_date


@dataclass(frozen=True, slots=True)
class OpinionLetter:
    """To whom it goes, and what it says."""

    asked: Replied
    text: Text


def letters_to(tx: Connection, year: int, view: View, *, now: datetime, period: str) -> list[OpinionLetter]:
    """What this reader may hold in his hands: the office all letters, a body that was asked its own."""
    own = {each.reply for each in asked_still(view)}
    if not own:
        return []
    whole = view if view.sight.everything else read_result(tx, year, now=now, period=period)
    return [letter for letter in opinion_letters(whole) if letter.asked.reply in own]


def opinion_letters(view: View) -> Iterator[OpinionLetter]:
    """Only for who sees everything: a letter names those who are to get an award."""
    opinions = view.scheme.result_process.opinions
    if opinions is None or not view.sight.everything:
        return
    about = {body.name: body.about for body in opinions.bodies}
    about |= {view.scheme.unit(body.unit).shown: body.about for body in opinions.bodies if body.unit is not None}
    for each in asked_still(view):
        said = about.get(each.body, "")
        text = compose(
            "result_opinion_letter",
            overrides=view.scheme.texts,
            title=view.title,
            body=each.body,
            about=f"（{said}）" if said else "",
            units=_units(view),
            due=say_last_moment(view.due_at) if view.due_at is not None else "近日",
            silence=Silence(opinions.silence).label,
            office=view.scheme.office.name,
            date=say_date(each.asked_at.astimezone(SHANGHAI).date()),
        )
        yield OpinionLetter(each, text)


def asked_still(view: View) -> list[Replied]:
    """Of what the reader sees: the bodies that have not answered, while they are asked."""
    if view.state != ResultState.OPINIONS.label:
        return []
    last = max((each.round for each in view.replies), default=0)
    asked = (each for each in view.replies if each.step == ResultState.OPINIONS.label)
    return [each for each in asked if each.round == last and each.replied_at is None]


def _units(view: View) -> str:
    """Who is to get what; where nothing is awarded, everybody who is ranked, in the official order (O19)."""
    lines = []
    for awarded in view.outcome.awards.values():
        if awarded.winners and not awarded.award.from_bottom:
            names = "、".join(one.name for one in view.scheme.units if one.code in awarded.winners)
            lines.append(f"拟评{awarded.award.name}：{names}")
    if lines:
        return "\n".join([*lines, "（同一奖项内排名不分先后）"])
    ranked = {unit for totals in view.outcome.results.values() for unit in totals}
    return "、".join(one.name for one in view.scheme.units if one.code in ranked) + "（排名不分先后）"
