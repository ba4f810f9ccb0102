"""What the machine of a ballot is told, and what it asks before it lets it go on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from config.labels import Labelled
from states.facts import ReviewFacts
from states.rules import Guard


class BallotState(Labelled):
    """一轮投票、打分到了哪一步。"""

    DRAFTING = "drafting", "拟定"
    ROSTERED = "rostered", "名册定稿"
    ISSUING = "issuing", "发放中"
    RETURNED = "returned", "收回登记"
    CHECKING = "checking", "双录核对"
    AGREED = "agreed", "待监票"
    WITNESSED = "witnessed", "已监票"
    SEALED = "sealed", "已封存"
    VOIDED = "voided", "已作废"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """One group of raters: how many there are, how many ballots went out and came back, how many lie in bundles.

    `avoids`: of how many members each unit has to be avoided; `avoided`: on how many ballots it was.
    """

    name: str
    roster: int = 0
    issued: int | None = None
    returned: int | None = None
    bundled: int = 0
    avoids: dict[str, int] = field(default_factory=dict)
    avoided: dict[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        return self.name or "全体"


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotFacts(ReviewFacts):
    """The facts of one round.

    `entered`: bundles that somebody has begun to type. `typists`: who typed any of them. `unfinished` and `disputed`:
    bundles that lack an entry, or whose two entries differ with nobody having looked at the paper yet.
    `completes`: with what is told now, nothing of the sort is left.
    """

    has_units: bool = True
    groups: tuple[GroupCount, ...] = ()
    returned_share: Decimal | None = None
    entered: int = 0
    typists: frozenset[int] = frozenset()
    unfinished: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    completes: bool = False


# Guards


def units_are_named(facts: BallotFacts) -> str | None:
    return None if facts.has_units else "还没有写评哪些单位"


def rosters_are_whole(facts: BallotFacts) -> str | None:
    if not facts.groups:
        return "还没有写由谁来评：各组的名册人数"
    empty = [group.shown for group in facts.groups if group.roster <= 0]
    return f"{'、'.join(empty)}的名册是空的" if empty else None


def avoiding_fits(facts: BallotFacts) -> str | None:
    over = [
        f"{group.shown}名册{group.roster}人，回避“{unit}”的写了{count}人"
        for group in facts.groups
        for unit, count in group.avoids.items()
        if not 0 <= count <= group.roster
    ]
    return "；".join(over) or None


def issued_fit(facts: BallotFacts) -> str | None:
    """Nobody gets two, and nobody is left out unseen."""
    return "；".join(_issued_faults(facts)) or None


def _issued_faults(facts: BallotFacts) -> Iterator[str]:
    for group in facts.groups:
        if group.issued is None:
            yield f"没有登记{group.shown}发出多少张"
        elif group.issued > group.roster:
            yield f"{group.shown}发出{group.issued}张，多于名册{group.roster}人"


def returned_fit(facts: BallotFacts) -> str | None:
    return "；".join(_returned_faults(facts)) or None


def _returned_faults(facts: BallotFacts) -> Iterator[str]:
    for group in facts.groups:
        if group.returned is None:
            yield f"没有登记{group.shown}收回多少张"
            continue
        if group.returned > (group.issued or 0):
            yield f"{group.shown}收回{group.returned}张，多于发出{group.issued or 0}张，先查清；查不清的，本轮作废重来"
        if group.bundled != group.returned:
            yield f"{group.shown}各包合计{group.bundled}张，收回{group.returned}张"


def nothing_is_entered(facts: BallotFacts) -> str | None:
    return "已经开始录票，收回的张数和分包不再改动；要改的，先退回重录" if facts.entered else None


def more_is_to_come(facts: BallotFacts) -> str | None:
    return "这是最后一包" if facts.completes else None


def nothing_is_left(facts: BallotFacts) -> str | None:
    return None if facts.completes else "还有没有录完、核定的包"


def entries_agree(facts: BallotFacts) -> str | None:
    left = [*(f"{name}没有录满两遍" for name in facts.unfinished), *(f"{name}两遍不一致" for name in facts.disputed)]
    return "；".join(left) or None


def avoided_as_listed(facts: BallotFacts) -> str | None:
    """Of the members who have to avoid a unit only those can be missing whose ballots did not come back."""
    return "；".join(_avoiding_faults(facts)) or None


def _avoiding_faults(facts: BallotFacts) -> Iterator[str]:
    for group in facts.groups:
        missing = group.roster - (group.returned or 0)
        for unit in dict.fromkeys((*group.avoids, *group.avoided)):
            listed, found = group.avoids.get(unit, 0), group.avoided.get(unit, 0)
            if not listed - missing <= found <= listed:
                yield f"{group.shown}应回避“{unit}”的{listed}人，票上回避的{found}张"


def enough_came_back(facts: BallotFacts) -> str | None:
    """Of all that went out: where too few came back, the round is void by the scheme's own rule."""
    if facts.returned_share is None:
        return None
    issued = sum(group.issued or 0 for group in facts.groups)
    returned = sum(group.returned or 0 for group in facts.groups)
    if issued and Fraction(returned, issued) * 100 >= Fraction(facts.returned_share):
        return None
    return f"发出{issued}张，收回{returned}张，不到方案规定的{facts.returned_share}%，本轮无效，应当作废重来"


def witness_typed_nothing(facts: BallotFacts) -> str | None:
    return "您录过本轮的票，监票要由没有录过票的人办理" if facts.actor.person_id in facts.typists else None


WHOLE: tuple[Guard[BallotFacts], ...] = (units_are_named, rosters_are_whole, avoiding_fits)
COUNTED: tuple[Guard[BallotFacts], ...] = (entries_agree, avoided_as_listed, enough_came_back)
