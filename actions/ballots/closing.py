"""监票, 封存, 作废: from two like entries to totals that nobody changes any more."""

from collections.abc import Collection
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.ballots.book import content_of
from actions.ballots.loading import ballot_of, facts_of
from actions.ballots.planning import One
from actions.ballots.showing import shown
from actions.context import Act
from actions.firing import fire
from actions.guarding import decide
from actions.subjects import Subject
from models.ballots import BallotTotal, BallotUnit
from models.writing import insert_rows
from states.balloting.facts import BallotFacts


class Witnessed(Data):
    """监票."""

    ballot: int = Field(description="投票、打分的编号")
    words: str = Field(min_length=1, description="监票情况，如 抽查3包，票面与录入一致")


class Voided(Data):
    """作废."""

    ballot: int = Field(description="投票、打分的编号")
    words: str = Field(min_length=1, description="为什么作废")


@act("witness_ballot", label="监票", data=Witnessed)
def witness_ballot(act: Act, data: Witnessed) -> Done:
    """没有录过票、也不在被评单位的人对照纸质票监票。"""
    subject = ballot_of(act, data.ballot)
    seat = decide(act, "witness_ballot", subject.facts).seat
    values = {
        "witnessed_at": act.now,
        "witnessed_by": act.person_id,
        "witnessed_by_unit_id": act.directory.unit_ids[seat.unit] if seat is not None else None,
    }
    fire(
        act, subject, "witness_ballot", facts_of(act, subject, words=data.words), values=values, words={"what": "封存"}
    )
    return Done(f"“{subject.title}”已监票，可以封存", ids={"ballot": subject.id})


@act("seal_ballot", label="封存", data=One)
def seal_ballot(act: Act, data: One) -> Done:
    """按两遍一致或按纸质票核定的数汇总、封存；从此参与评分。"""
    subject = ballot_of(act, data.ballot)
    values = {"sealed_at": act.now}
    fire(act, subject, "seal_ballot", facts_of(act, subject, words=data.words), values=values)
    insert_rows(act.tx, BallotTotal.t, _totals(act, subject))
    return Done(f"“{subject.title}”已封存", ids={"ballot": subject.id}, details={"totals": said_of(act, subject)})


@act("void_ballot", label="作废", data=Voided)
def void_ballot(act: Act, data: Voided) -> Done:
    """一轮投票、打分作废，写明理由；已封存的从此不再参与评分，记录留存。"""
    subject = ballot_of(act, data.ballot)
    fire(act, subject, "void", facts_of(act, subject, words=data.words))
    act.tx.execute(
        update(BallotTotal.t)
        .where(BallotTotal.c.round_id == subject.id, BallotTotal.c.replaced_at.is_(None))
        .values(replaced_at=act.now)
    )
    act.tx.execute(update(BallotUnit.t).where(BallotUnit.c.round_id == subject.id).values(voided_at=act.now))
    return Done(f"“{subject.title}”已作废", ids={"ballot": subject.id})


def said_of(act: Act, subject: Subject[BallotFacts], *, units: Collection[str] | None = None) -> list[str]:
    """What may be told of it; of these units, where not all."""
    book, directory = subject.place, act.directory.units
    totals = {group.name: book.totals(group.id) for group in book.groups}
    by_unit = {
        directory[row.unit_id].shown: {name: tallies[row.code] for name, tallies in totals.items()}
        for row in book.units
        if units is None or row.code in units
    }
    scheme, rating = subject.published.scheme, subject.row.rating
    return [line.said for line in shown(scheme, rating, by_unit, shown_from=book.rule.shown_from)]


def _totals(act: Act, subject: Subject[BallotFacts]) -> list[dict[str, Any]]:
    book = subject.place
    ids = {row.code: row.unit_id for row in book.units}
    return [
        {
            "office_id": act.office_id,
            "assessment_id": subject.row.assessment_id,
            "round_id": subject.id,
            "group_id": group.id,
            "unit_id": ids[code],
            "content": content_of(tally),
            "recorded_at": act.now,
        }
        for group in book.groups
        for code, tally in book.totals(group.id).items()
    ]
