"""What the machine of an item is told."""

from decimal import Decimal
from typing import Any

from actions.carrying.booking import counted_already, sitting_points
from actions.carrying.papers import Paper, is_whole
from actions.carrying.sharing import worth_of
from actions.context import Act
from actions.facts import circumstances
from actions.negative.loading import latest_proposal, matter_of, units_of
from actions.subjects import Subject
from scoring.splitting import not_the_whole
from states.negative import NegativeFacts


def facts_of(act: Act, subject: Subject[NegativeFacts], *, words: str = "", **more: Any) -> NegativeFacts:
    return NegativeFacts(**circumstances(act, subject, words=words), **more)


def loss_facts(act: Act, subject: Subject[NegativeFacts], paper: Paper, *, words: str, corrects: bool) -> NegativeFacts:
    """Of what the superior took. A correction may leave nothing of it."""
    matter = matter_of(subject.row)
    return facts_of(
        act,
        subject,
        words=words,
        has_paper=is_whole(act, paper),
        takes_points=paper.points <= 0 if corrects else paper.points < 0,
        counted=counted_already(act, subject.place, paper, matter=matter),
    )


def proposal_facts(act: Act, subject: Subject[NegativeFacts], *, words: str) -> NegativeFacts:
    """Of the sharing out as it stands, against what the superior says now."""
    shares = shares_of(act, subject)
    points = sitting_points(act, subject.row.assessment_id, matter_of(subject.row))
    return facts_of(
        act,
        subject,
        words=words,
        has_shares=bool(shares),
        split_fault=(not_the_whole(points.points, shares) or "") if shares and points is not None else "",
        no_doubling=worth_of(subject.published.scheme, shares)[1],
    )


def shares_of(act: Act, subject: Subject[NegativeFacts]) -> dict[str, Decimal]:
    """The lead first."""
    proposal = latest_proposal(act, subject.row)
    shares = proposal.shares if proposal is not None else {}
    return {unit: Decimal(shares[unit]) for unit in units_of(act, subject) if unit in shares}
