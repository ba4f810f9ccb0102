"""民主测评 of three units by two groups, step by step: what the tests of ballots stand on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.acts import Done
from actions.scoring.reckoning import Reckoned, reckon
from tests.integration.actions.year import Year, at

BEGINS = "2019-02-01 09:00"
DAY = "2019-12-02"
UNITS = ("qu", "yuanqu", "jiaoyu")
CADRES, SERVED = "干部代表", "服务对象"
ROSTER = [{"name": CADRES, "roster": 12}, {"name": SERVED, "roster": 6}]

Votes = Mapping[str, int]


def line(votes: Votes, *, invalid: int = 0, abstained: int = 0) -> dict[str, Any]:
    return {"votes": dict(votes), "invalid": invalid, "abstained": abstained}


SIX = {
    "qu": line({"优秀": 4, "称职": 2}),
    "yuanqu": line({"优秀": 3, "称职": 2}, invalid=1),
    "jiaoyu": line({"优秀": 1, "称职": 4}, abstained=1),
}
FOUR = {
    "qu": line({"优秀": 4}),
    "yuanqu": line({"优秀": 2, "不称职": 2}),
    "jiaoyu": line({"称职": 3}, invalid=1),
}
FIVE = {
    "qu": line({"优秀": 5}),
    "yuanqu": line({"称职": 5}),
    "jiaoyu": line({"优秀": 1, "称职": 4}),
}
BUNDLES = ((CADRES, 1, SIX), (CADRES, 2, FOUR), (SERVED, 1, FIVE))


def planned(year: Year, *, rating: str = "democracy", groups: Any = None, units: Any = UNITS) -> int:
    told = {"title": "2019年度民主测评", "units": units, "groups": groups or ROSTER, "held_on": DAY}
    return year.do("plan_ballot", "kaohe_desk", f"{DAY} 08:00", assessment=year.assessment, rating=rating, **told).ids[
        "ballot"
    ]


def returned(year: Year) -> int:
    """Up to the paper that came back: ten of twelve cadres in two bundles, five of six whom they serve."""
    number = planned(year)
    year.do("settle_roster", "kaohe_desk", f"{DAY} 08:30", ballot=number)
    year.do("issue_ballots", "kaohe_desk", f"{DAY} 09:00", ballot=number, issued={CADRES: 12, SERVED: 6})
    counts: dict[str, Any] = {"returned": {CADRES: 10, SERVED: 5}, "bundles": {CADRES: (6, 4)}}
    year.do("register_returns", "kaohe_desk", f"{DAY} 10:00", ballot=number, **counts)
    return number


def typed(year: Year, number: int, by: str, group: str, bundle: int, lines: Any, minute: int = 0) -> Done:
    when = f"{DAY} 11:{minute:02}"
    return year.do("enter_bundle", by, when, ballot=number, group=group, bundle=bundle, lines=lines)


def agreed(year: Year) -> int:
    """Every bundle typed twice, alike."""
    number = returned(year)
    for place, (group, bundle, lines) in enumerate(BUNDLES):
        typed(year, number, "kaohe_desk", group, bundle, lines, minute=place)
    for place, (group, bundle, lines) in enumerate(BUNDLES):
        typed(year, number, "kaohe_second", group, bundle, lines, minute=30 + place)
    return number


def closed(year: Year, number: int) -> None:
    year.do("witness_ballot", "ducha_desk", f"{DAY} 15:00", ballot=number, words="抽查两包，票面与录入一致")
    year.do("seal_ballot", "kaohe_head", f"{DAY} 16:00", ballot=number)


def reckoned(year: Year, as_of: str | None = None) -> Reckoned:
    with year.database.read() as tx:
        moment = at(as_of) if as_of else None
        return reckon(tx, year.assessment, today=date(2019, 12, 31), as_of=moment)
