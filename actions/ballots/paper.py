"""发放 and 收回: how many ballots went out to each group, how many came back, and in which bundles they lie."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import Field
from sqlalchemy import delete

from actions.acts import Data, Done, act
from actions.assignments.several import hear_all
from actions.ballots.loading import ballot_of, facts_of
from actions.context import Act
from actions.firing import fire
from actions.subjects import Subject
from config.entry import Count, Positive
from models.ballots import BallotBundle, BallotGroup
from models.writing import change_row, insert_rows
from states.balloting.facts import BallotFacts

WHOLE = "全体"
"""What a clerk calls the one group where whoever rates is not divided."""


class Issued(Data):
    """发出多少."""

    ballot: int = Field(description="投票、打分的编号")
    issued: dict[str, Count] = Field(min_length=1, description="组到发出的张数；不分组的写 全体")


class Returned(Data):
    """收回多少，分成几包."""

    ballot: int = Field(description="投票、打分的编号")
    returned: dict[str, Count] = Field(min_length=1, description="组到收回的张数；不分组的写 全体")
    bundles: dict[str, tuple[Positive, ...]] = Field(default_factory=dict, description="组到各包的张数；不写则一组一包")


@act("issue_ballots", label="发放", data=Issued)
def issue_ballots(act: Act, data: Issued) -> Done:
    """登记各组发出多少张；补发的，登记发出的总数。"""
    subject = ballot_of(act, data.ballot)
    told = _by_group(act, subject, data.issued)
    groups = tuple(replace(group, issued=told.get(group.name, group.issued)) for group in subject.place.counts())
    fewer = [
        f"{group.shown}已登记发出{group.issued}张，不能改少"
        for group in subject.place.counts()
        if group.issued is not None and told.get(group.name, group.issued) < group.issued
    ]
    facts = facts_of(act, subject, groups=groups)
    hear_all(act, subject, "issue_ballots", facts, fewer)
    fire(act, subject, "issue_ballots", facts)
    _change(act, subject, "issued", {group.name: group.issued for group in groups})
    total = sum(group.issued or 0 for group in groups)
    return Done(f"“{subject.title}”已发出{total}张", ids={"ballot": subject.id})


@act("register_returns", label="收回登记", data=Returned)
def register_returns(act: Act, data: Returned) -> Done:
    """登记各组收回多少张，分成几包、每包几张；收回的不得多于发出的。"""
    subject = ballot_of(act, data.ballot)
    told, bundles = _by_group(act, subject, data.returned), _by_group(act, subject, data.bundles)
    came_back = {group.name: told.get(group.name, group.returned) for group in subject.place.counts()}
    lots = {name: bundles.get(name) or ((count,) if count else ()) for name, count in came_back.items()}
    groups = tuple(
        replace(group, returned=came_back[group.name], bundled=sum(lots[group.name]))
        for group in subject.place.counts()
    )
    facts = facts_of(act, subject, groups=groups)
    hear_all(act, subject, "register_returns", facts, [])
    fire(act, subject, "register_returns", facts)
    _change(act, subject, "returned", came_back)
    count = _bundle(act, subject, lots)
    summary = f"“{subject.title}”收回{sum(group.returned or 0 for group in groups)}张，分{count}包，可以录票"
    return Done(summary, ids={"ballot": subject.id})


def _bundle(act: Act, subject: Subject[BallotFacts], lots: Mapping[str, Sequence[int]]) -> int:
    """Bundles as they lie now; nothing was typed of those before."""
    act.tx.execute(delete(BallotBundle.t).where(BallotBundle.c.round_id == subject.id))
    rows = [
        {"office_id": act.office_id, "round_id": subject.id, "group_id": group.id, "number": number, "ballots": ballots}
        for group in subject.place.groups
        for number, ballots in enumerate(lots[group.name], start=1)
    ]
    return len(insert_rows(act.tx, BallotBundle.t, rows))


def group_named(act: Act, subject: Subject[BallotFacts], name: str) -> str:
    """A group by its name; 全体 where there is one without."""
    names = [row.name for row in subject.place.groups]
    found = "" if name == WHOLE and "" in names else name
    if found not in names:
        raise act.refused(f"“{subject.title}”没有“{name}”这一组，有：{'、'.join(one or WHOLE for one in names)}")
    return found


def _by_group(act: Act, subject: Subject[BallotFacts], told: Mapping[str, Any]) -> dict[str, Any]:
    return {group_named(act, subject, name): value for name, value in told.items()}


def _change(act: Act, subject: Subject[BallotFacts], column: str, told: Mapping[str, int | None]) -> None:
    for row in subject.place.groups:
        change_row(act.tx, BallotGroup.t, row.id, version=row.version, values={column: told[row.name]})
