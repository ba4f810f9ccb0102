"""What a stored fact says, in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from config.scheme import Scheme
from config.scoring.stored import CHOSEN
from config.scoring.words import Absence
from config.zone import SHANGHAI
from web.facts.kinds import choices_of
from web.kernel.numbers import said_number
from web.kernel.words import Words
from web.listing.cells import said_moment

Content = Mapping[str, Any]


def said(sort: str, code: str, content: Content, scheme: Scheme, words: Words) -> str:
    """认定98.5%、达标、12人打分."""
    if sort == CHOSEN:
        return _option(scheme, code, content["option"])
    return SAYING[sort](content, _measured(scheme, sort, code), words)


def _option(scheme: Scheme, code: str, option: str) -> str:
    choice = choices_of(scheme).get(code)
    return next((each.label for each in choice.options if each.code == option), "") or option if choice else option


def _measured(scheme: Scheme, sort: str, code: str) -> str:
    if sort == "figures":
        return next((each.unit for each in scheme.figures if each.code == code), "")
    if sort == "imported":
        return next((each.unit for each in scheme.scoring.sources if each.code == code), "")
    return "个" if sort == "nominations" else "分" if sort == "judgements" else ""


def _number(value: Any, unit: str) -> str:
    return f"{said_number(Decimal(str(value)))}{unit}"


def _figure(content: Content, unit: str, words: Words) -> str:
    if "absent" in content:
        return words.say(Absence(content["absent"]).label)
    verified, reported = content.get("value"), content.get("reported")
    parts = (
        words("认定%(value)s", value=_number(verified, unit)) if verified is not None else "",
        words("上报%(value)s", value=_number(reported, unit)) if reported is not None else "",
    )
    return "；".join(filter(None, parts))


def _plain(name: str) -> Callable[[Content, str, Words], str]:
    return lambda content, unit, _words: _number(content[name], unit)


def _imported(content: Content, unit: str, _words: Words) -> str:
    version = content.get("version", "")
    return f"{_number(content['value'], unit)}{f'（{version}）' if version else ''}"


def _rating(content: Content, _unit: str, words: Words) -> str:
    """How many gave a mark or a vote; what each of them gave is for the working alone."""
    marks = len(content.get("scores", ())) + sum(len(some) for some in content.get("groups", {}).values())
    votes = sum(int(count) for group in content.get("ballots", {}).values() for count in group["votes"].values())
    return words("%(n)s人打分", n=marks) if marks else words("%(n)s票", n=votes)


def _moments(content: Content, _unit: str, words: Words) -> str:
    due = words("应在%(at)s前", at=_moment(content["due"], words))
    if not content.get("done"):
        return f"{due}；{words('还没有办')}"
    return f"{due}；{words('实际%(at)s', at=_moment(content['done'], words))}"


def _moment(text: str, words: Words) -> str:
    return said_moment(datetime.fromisoformat(text).astimezone(SHANGHAI), words)


def _nomination(content: Content, unit: str, _words: Words) -> str:
    waived = content.get("waived", "")
    return f"{_number(content['count'], unit)}{f'（{waived}）' if waived else ''}"


SAYING: Mapping[str, Callable[[Content, str, Words], str]] = {
    "figures": _figure,
    "targets": _plain("value"),
    "answers": lambda content, _unit, _words: str(content["said"]),
    "ratings": _rating,
    "judgements": _plain("points"),
    "imported": _imported,
    "moments": _moments,
    "exempt": lambda content, _unit, words: words.say(Absence(content["absent"]).label),
    "nominations": _nomination,
}
