"""会签: who has to agree in a step, who has, and whether that settles it."""

from dataclasses import dataclass, replace
from typing import Self

from config.chains import AtLeast, Together


@dataclass(frozen=True, slots=True)
class Vote:
    """One seat's word in this attempt. Advice asked for (加签) is no vote and never stands here (A24)."""

    post: str
    person: int | None
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The votes of one step in one attempt.

    A group is the posts of which any one speaks for the seat (one department's 正副职). `added` are posts that a
    reviewer called in (会签): each has to agree, whatever the mode. At least n means n persons, not n chairs of one.
    """

    mode: Together | AtLeast = Together.ONE
    groups: tuple[frozenset[str], ...] = ()
    added: frozenset[str] = frozenset()
    votes: tuple[Vote, ...] = ()

    def handed(self, old: str, new: str) -> Self:
        """转办: the seat of one post becomes another's, called-in seats too. In the order in which it happened."""
        groups = tuple(frozenset(new if post == old else post for post in group) for group in self.groups)
        return replace(self, groups=groups, added=frozenset(new if post == old else post for post in self.added))

    def with_vote(self, vote: Vote) -> Self:
        return replace(self, votes=(*self.votes, vote))

    @property
    def agreed(self) -> int:
        """How many of the seats agree."""
        posts = {vote.post for vote in self.votes if vote.agrees}
        persons = {vote.person for vote in self.votes if vote.agrees and vote.post not in self.added}
        groups = sum(not group.isdisjoint(posts) for group in self.groups)
        return min(groups, len(persons)) if isinstance(self.mode, AtLeast) else groups

    @property
    def refused(self) -> int:
        posts = {vote.post for vote in self.votes if not vote.agrees}
        return sum(not group.isdisjoint(posts) for group in self.groups)

    @property
    def needed(self) -> int:
        if isinstance(self.mode, AtLeast):
            return self.mode.at_least
        return 1 if self.mode is Together.ONE else len(self.groups)

    @property
    def has_passed(self) -> bool:
        agreeing = {vote.post for vote in self.votes if vote.agrees}
        return bool(self.groups) and self.agreed >= self.needed and self.added <= agreeing

    @property
    def has_failed(self) -> bool:
        """One refusal ends 会签 of all and a single decision; m of n ends only when n can no longer be reached."""
        refusing = {vote.post for vote in self.votes if not vote.agrees}
        if refusing & self.added:
            return True
        if isinstance(self.mode, AtLeast):
            return len(self.groups) - self.refused < self.needed
        return bool(refusing)

    @property
    def missing(self) -> int:
        """How many agreeing seats are still needed."""
        agreeing = {vote.post for vote in self.votes if vote.agrees}
        return max(self.needed - self.agreed, 0) + len(self.added - agreeing)

    def has_spoken(self, person: int | None) -> bool:
        return any(vote.person == person for vote in self.votes)
