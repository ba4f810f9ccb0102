"""Slots that a person fills: said alike wherever they are used, and with somebody to propose and another to confirm."""

from collections.abc import Iterator
from dataclasses import replace

from checks.doubt import Doubt, error, warning
from checks.seats import directory_of
from config.pointers import pointer_of
from config.scheme import Scheme
from config.scoring.parts import parts_like
from config.scoring.pricing import Judgement
from config.scoring.reach import rules_using, units_scored
from config.seats import SeatOf, SeatRef
from states.seating import Directory
from states.subjects import SubjectFacts, SubjectKind

SAME = ("least", "most", "step", "evidence", "proposes", "confirms", "lateness", "default")
"""What has to be said alike: it is one number that a person gives, wherever it is used."""


def doubts_of_slots(scheme: Scheme) -> Iterator[Doubt]:
    first: dict[str, Judgement] = {}
    directory = directory_of(scheme)
    for steps, rule in parts_like(Judgement, scheme.scoring, ("scoring",)):
        before = first.setdefault(rule.slot, rule)
        differing = [name for name in SAME if getattr(before, name) != getattr(rule, name)]
        if differing:
            yield error(
                pointer_of((*steps, differing[0])),
                f"“{rule.slot}”写了几处，{'、'.join(differing)} 不一样",
                "写成一样，或用另一个编码",
                rule.basis,
            )
        elif before is rule:
            yield from _of_seats(scheme, directory, rule, pointer_of(steps))


def _of_seats(scheme: Scheme, directory: Directory, rule: Judgement, pointer: str) -> Iterator[Doubt]:
    subjects = _subjects(scheme, rule.slot)
    name = rule.label or rule.slot
    for key, ref, what in (("proposes", rule.proposes, "提出"), ("confirms", rule.confirms, "确认")):
        empty = [each for each in subjects if ref is not None and not directory.groups((ref,), each)]
        if ref is not None and empty:
            whose = scheme.unit(empty[0].lead_unit).name if ref.of is SeatOf.LEAD and empty[0].lead_unit else ""
            sentence = f"没有岗位可以{what}{whose}“{name}”的分"
            yield warning(f"{pointer}/{key}", sentence, "在 posts 里补上，或另写席位", rule.basis)
    proposing, confirming = (_posts(directory, ref, subjects[0]) for ref in (rule.proposes, rule.confirms))
    if proposing and proposing == confirming:
        sentence = f"“{name}”由同样的岗位提出和确认：同一个人提出的，要由另一个人确认"
        yield warning(f"{pointer}/confirms", sentence, "确认的另写席位", rule.basis)


def _subjects(scheme: Scheme, slot: str) -> list[SubjectFacts]:
    """Those to whom it is given; where nobody can tell, nobody in particular."""
    bare = SubjectFacts(kind=SubjectKind.JUDGEMENT, office=0)
    units = dict.fromkeys(unit for rule in rules_using(scheme, slot) for unit in units_scored(scheme, rule))
    return [replace(bare, lead_unit=unit) for unit in units] or [bare]


def _posts(directory: Directory, ref: SeatRef | None, subject: SubjectFacts) -> frozenset[str]:
    refs = (ref,) if ref is not None else ()
    return frozenset(post for group in directory.groups(refs, subject) for post in group)
