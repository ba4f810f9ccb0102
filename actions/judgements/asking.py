"""布置: for which units somebody is to give points, and by when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.judgements.loading import machine_for, slot_named, subject_facts, title_of
from actions.judgements.slots import Slot, slot_of, slots_of
from actions.obligating import Owed
from actions.published import Published
from actions.telling import Told
from actions.wording import say_last_moment
from config.obligations import ObligationKind
from config.readings import ladder_for
from config.scoring.factsheet import Period
from models.judgements import Judgement
from models.obligations import OPEN, Obligation
from models.writing import insert_new, lock_rows
from states.judgement import JudgementState
from states.subjects import SubjectFacts, SubjectKind
from workdays.deadline import due_at


class Asking(Data):
    """布置酌定打分."""

    assessment: int = Field(description="考核年度编号")
    slot: str = Field(description="哪一项酌定（编码）")
    units: tuple[str, ...] = Field(default=(), description="给哪些单位打分（编码）；不写则该指标考核的全部单位")
    period: Period | None = Field(default=None, description="哪一期；不写则全年")
    due_on: date = Field(description="哪天以前提出")


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one post has to do."""

    post: int
    obligations: tuple[int, ...]


@act("ask_judgements", label="布置酌定打分", data=Asking)
def ask_judgements(act: Act, data: Asking) -> Done:
    """请方案指定的岗位在期限以前，对一批单位提出酌定的分。"""
    published = act.published(data.assessment)
    decision = allow(act, "ask_judgements", SubjectFacts(kind=SubjectKind.ASSESSMENT, office=act.office_id))
    slot = slot_named(act, published, data.slot)
    units = data.units or slot.units
    if reasons := list(_wrong(act, data, slot, units)):
        raise act.refused(*dict.fromkeys(reasons))
    ids = open_judgements(act, published, slot.rule.slot, units, data.period or "")
    desks = _owe(act, published, slot, ids, due_at(data.due_on))
    if not desks:
        raise act.refused(f"“{slot.name}”已经全部布置过，或者没有可以提出的岗位")
    _tell(act, published, slot, desks, due_at(data.due_on))
    act.record(
        SubjectKind.ASSESSMENT.value,
        data.assessment,
        assessment_id=data.assessment,
        after={"slot": data.slot, "units": list(units), "due_on": data.due_on},
        decision=decision,
    )
    count = sum(len(desk.obligations) for desk in desks)
    return Done(f"已布置“{slot.name}”打分{count}项", ids={"assessment": data.assessment}, details={"judgements": ids})


def ask_named(act: Act, published: Published, due: datetime) -> None:
    """考评打分 has begun: whoever the scheme names for a slot is asked for what nobody has proposed yet.

    Not for what counts without anybody (`default`), and not for 自评, which comes with a unit's own papers.
    """
    for rule in slots_of(published.scheme).values():
        if rule.proposes is None or rule.default is not None or rule.lateness or rule.is_self_mark:
            continue
        slot = slot_of(published.scheme, rule)
        units = [code for code in slot.units if code in act.directory.unit_ids]
        ids = open_judgements(act, published, rule.slot, units, "")
        _tell(act, published, slot, _owe(act, published, slot, ids, due), due)


def _wrong(act: Act, data: Asking, slot: Slot, units: Sequence[str]) -> Iterable[str]:
    if slot.rule.lateness:
        yield f"“{slot.name}”由考核办核定迟报的扣分，不另外提出"
    if not units:
        yield f"请写明给哪些单位打“{slot.name}”的分"
    if data.due_on < act.now.date():
        yield "期限早于今天"
    yield from strangers(act, slot, units)


def strangers(act: Act, slot: Slot, units: Iterable[str]) -> Iterator[str]:
    """Units that there are not, and those to which nobody gives these points."""
    for code in units:
        if code not in act.directory.unit_ids:
            yield f"没有编码为“{code}”的单位"
        elif slot.units and code not in slot.units:
            yield f"“{slot.name}”不考{act.directory.unit(code).shown}"


def open_judgements(act: Act, published: Published, slot: str, units: Iterable[str], period: str) -> dict[str, int]:
    """A judgement for each of these units, new or as it stands; its number by the unit's code."""
    ids = act.directory.unit_ids
    wanted = {ids[code]: code for code in units}
    rows = [
        {
            "office_id": act.office_id,
            "assessment_id": published.assessment_id,
            "slot": slot,
            "unit_id": unit,
            "period": period,
            "state": JudgementState.AWAITED.value,
            "came_from": "",
            "returned_by": "",
            "opened_at": act.now,
            "version": 0,
        }
        for unit in wanted
    ]
    insert_new(act.tx, Judgement.t, rows, unique=("assessment_id", "slot", "unit_id", "period"))
    query = select(Judgement.c.unit_id, Judgement.c.id).where(
        Judgement.c.assessment_id == published.assessment_id,
        Judgement.c.slot == slot,
        Judgement.c.period == period,
        Judgement.c.unit_id.in_([*wanted]),
    )
    found = dict(act.tx.execute(query).tuples().all())
    return {code: found[unit] for unit, code in wanted.items()}


def _owe(act: Act, published: Published, slot: Slot, ids: Mapping[str, int], due: datetime) -> list[_Desk]:
    """What nobody has proposed yet, and nobody owes already, is owed from now on."""
    machine = machine_for(published, slot)
    asked = _asked(act, ids.values())
    rows = [row for row in lock_rows(act.tx, Judgement.t, ids.values()).values() if row.id not in asked]
    owed = [
        Owed(
            kind=ObligationKind.SCORE,
            unit_id=act.directory.post(code).unit_id,
            post_id=act.directory.post(code).id,
            subject_kind=SubjectKind.JUDGEMENT.value,
            subject_id=row.id,
            title=title_of(act, row, slot),
            due_at=due,
            assessment_id=published.assessment_id,
            ladder=ladder_for(published.scheme, ObligationKind.SCORE),
        )
        for row in rows
        if row.state == JudgementState.AWAITED
        for code in sorted(subject_facts(act, row, machine).awaited_posts)
    ]
    by_post: dict[int, list[int]] = defaultdict(list)
    for one, opened in zip(owed, act.obligations.open(owed), strict=True):
        by_post[one.post_id].append(opened)
    return [_Desk(post, tuple(opened)) for post, opened in by_post.items()]


def _asked(act: Act, ids: Iterable[int]) -> frozenset[int]:
    query = select(Obligation.c.subject_id).where(
        OPEN, Obligation.c.subject_kind == SubjectKind.JUDGEMENT.value, Obligation.c.subject_id.in_(sorted(ids))
    )
    return frozenset(act.tx.scalars(query))


def _tell(act: Act, published: Published, slot: Slot, desks: Iterable[_Desk], due: datetime) -> None:
    """One message to each post, whatever the number of units."""
    rule = slot.rule
    bounds = f"{rule.least}至{rule.most}分" + (f"，以{rule.step}分为一级" if rule.step is not None else "")
    for desk in desks:
        act.tell(
            Told(
                code="judgement_asked",
                key=f"judgement_asked:{desk.obligations[0]}:{desk.post}",
                post_id=desk.post,
                words={
                    "subject": slot.name,
                    "count": len(desk.obligations),
                    "bounds": bounds,
                    "due": say_last_moment(due),
                },
                overrides=published.texts,
                wanted_while=desk.obligations[0],
                or_while=desk.obligations[1:],
            )
        )
