"""函: to every body that was asked and has not answered yet, with the slip to send back (会签回执)."""

from collections.abc import Iterator

from actions.results.reading import View
from actions.wording import say_last_moment
from config.result_process import Silence
from config.zone import SHANGHAI
from documents.messages import Text, compose
from states.results.facts import ResultState
from workdays.wording import say_day


def opinion_letters(view: View) -> Iterator[Text]:
    """Only for who sees everything: a letter names those who are to get an award."""
    opinions = view.scheme.result_process.opinions
    if opinions is None or not view.sight.everything:
        return
    about = {body.name: body.about for body in opinions.bodies}
    about |= {view.scheme.unit(body.unit).shown: body.about for body in opinions.bodies if body.unit is not None}
    last = max((each.round for each in view.replies), default=0)
    for each in view.replies:
        if each.step == ResultState.OPINIONS.label and each.round == last and each.replied_at is None:
            said = about.get(each.body, "")
            yield compose(
                "result_opinion_letter",
                overrides=view.scheme.texts,
                title=view.title,
                body=each.body,
                about=f"（{said}）" if said else "",
                units=_units(view),
                due=say_last_moment(view.due_at) if view.due_at is not None else "近日",
                silence=Silence(opinions.silence).label,
                office=view.scheme.office.name,
                date=say_day(view.worked_at.astimezone(SHANGHAI).date()),
            )


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
