"""What the clock does about one open obligation: look, and tell whom the ladder names.

The decision is `states.ladder.look`; here its answer becomes messages, a journal line and the next look.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.citing import say_basis, why_climbed, why_reminded
from actions.context import Act
from actions.deductions import propose
from actions.ladders import due_moment_of, hours_of, ladder_of, paused, standing_of
from actions.leaders import WAITS, keepers_of, with_liaison
from actions.pleas.lapsing import lapse
from actions.signalling import raise_overdue
from actions.telling import Told
from actions.wording import say_due, say_kind, say_lateness, say_request, say_urging, say_wait
from config.ladders import Ladder, Rung, RungAct
from config.obligations import ObligationKind
from config.roles import LEADERS, Role
from config.seats import SeatRef
from config.terms import speak
from models.obligations import record_looks
from states.ladder import Look, look
from states.manners import URGING_WORDS
from states.pleas import ANSWERS
from states.subjects import SubjectFacts, SubjectKind
from workdays.wording import say_day

CODES = {
    RungAct.URGE: "urge",
    RungAct.TELL_RESPONSIBLE: "tell_responsible",
    RungAct.PRESENT_TO_LEADER: "present_to_leader",
    RungAct.LIST_OVERDUE: "list_overdue",
    RungAct.PROPOSE_DEDUCTION: "propose_deduction",
}

PRESENTED = CODES[RungAct.PRESENT_TO_LEADER]

REMINDED = "提醒该单位"
TO_LEADERS = {RungAct.URGE: "提醒承办人", RungAct.LIST_OVERDUE: "列入未报名单"}
"""What was done, where its own name has a word that no leader is addressed with (O10)."""


@dataclass(frozen=True, slots=True)
class Climbed:
    """How many obligations were looked at, reminded of, and moved up a rung."""

    looked: int = 0
    reminded: int = 0
    climbed: int = 0


def climb(act: Act, rows: Sequence[Any]) -> Climbed:
    """Look at each of these due obligations of one office, and do what its ladder asks for."""
    looks = [(row, _look(act, row)) for row in rows]
    # who is no longer asked for an answer is not reminded of it in the same breath
    gone = {number for row, seen in looks if seen.lapsed for number in lapse(act, row)}
    for row, seen in looks:
        if row.id in gone:
            continue
        if seen.forgotten:
            _recall(act, row, seen)
        elif seen.reminder is not None:
            _remind(act, row)
        elif seen.rung is not None:
            _take(act, row, seen)
            if row.rung == 0:
                raise_overdue(act, row, occasion=str(seen.standing.round))
    record_looks(act.tx, [_change(row, seen) for row, seen in looks])
    return Climbed(
        looked=len(looks),
        reminded=sum(seen.reminder is not None or seen.forgotten for _, seen in looks),
        climbed=sum(seen.rung is not None for _, seen in looks),
    )


def _look(act: Act, row: Any) -> Look:
    return look(
        ladder_of(row),
        standing=paused(act, row, standing_of(row)),
        due=due_moment_of(row),
        now=act.now,
        calendar=act.calendar,
        hours=hours_of(act, row),
    )


def _change(row: Any, seen: Look) -> dict[str, Any]:
    return {
        "b_id": row.id,
        "b_version": row.version,
        "rung": seen.standing.rung,
        "rung_taken_at": seen.standing.rung_taken_at,
        "standing": seen.standing.as_json(),
        "next_look_at": seen.next_look_at,
    }


def _remind(act: Act, row: Any) -> None:
    words = {**_words(act, row), "due": say_request(row)}
    why = why_reminded(row, now=act.now, calendar=act.calendar)
    _tell(act, row, "reminder", (row.post_id,), words, key=f"reminder:{row.id}:{act.now:%Y%m%d%H}", why=why)


def _take(act: Act, row: Any, seen: Look) -> None:
    rung = seen.rung
    if rung is None or rung.act not in CODES:
        return
    if rung.act is RungAct.PROPOSE_DEDUCTION and not _deducts(act, row, seen):
        return
    ladder = ladder_of(row)
    words = {**_words(act, row), "due": say_due(row), "done": _done(row, ladder)}
    key = f"{rung.code}:{row.id}:{seen.standing.rung}:{seen.again}{_round(seen)}"
    why = why_climbed(row, ladder, rung, seen, now=act.now, calendar=act.calendar)
    _tell(act, row, CODES[rung.act], _audience(act, row, rung), words, key=key, why=why, urgent=rung.urgent)
    act.record(
        row.subject_kind,
        row.subject_id,
        act=f"ladder.{rung.act.value}",
        assessment_id=row.assessment_id,
        after={"obligation_id": row.id, "rung": rung.code, "again": seen.again},
        basis=ladder.basis.clause if ladder.basis else "",
    )


def _round(seen: Look) -> str:
    """What got a new date climbs anew, and is told of anew."""
    return f":{seen.standing.round}" if seen.standing.round else ""


def _deducts(act: Act, row: Any, seen: Look) -> bool:
    """A deduction is proposed once, without an amount (R2.8, E10); not for what was accepted as excused."""
    if seen.standing.excused:
        return False
    propose(act, row)
    return True


def _recall(act: Act, row: Any, seen: Look) -> None:
    """He said 知道了, and nothing came of it (A9)."""
    days = _quiet_days(act, row)
    words = {**_words(act, row), "due": say_request(row), "days": days}
    why = f"期限{say_due(row)}，答复“知道了”后第{days}天"
    _tell(act, row, "forgotten", (row.post_id,), words, key=f"forgotten:{row.id}:{seen.standing.acknowledged}", why=why)


def _quiet_days(act: Act, row: Any) -> int:
    return act.published(row.assessment_id).scheme.policy.acknowledged.days if row.assessment_id else 0


def _audience(act: Act, row: Any, rung: Rung) -> tuple[int, ...]:
    """What lies on one desk is brought back to mind there: whoever else the scheme names has it not in hand.

    What waits on a leader's own desk has no 承办人 to urge: whoever keeps the desk is reminded (O10).
    """
    posts = posts_of(act, rung.audience, unit=act.directory.units[row.unit_id].code)
    if rung.act is not RungAct.URGE:
        return posts
    if act.directory.posts[row.post_id].role in LEADERS:
        return tuple(dict.fromkeys((*posts, row.post_id)))
    return (row.post_id,) if ObligationKind(row.kind) in ANSWERS else posts


def posts_of(act: Act, seats: Iterable[SeatRef], *, unit: str) -> tuple[int, ...]:
    """The posts that sit in these seats, seen from a unit, in official order."""
    subject = SubjectFacts(kind=SubjectKind.OBLIGATION, office=act.office_id, lead_unit=unit)
    codes = {code for group in act.directory.seating.groups(seats, subject) for code in group}
    return tuple(post.id for post in act.directory.posts.values() if post.code in codes)


def _words(act: Act, row: Any) -> dict[str, Any]:
    return {
        "unit": act.directory.units[row.unit_id].shown,
        "what": _kind(act, row),
        "urging": say_urging(row),
        "subject": row.title,
        "lateness": say_lateness(row, now=act.now, calendar=act.calendar),
        "wait": say_wait(row, now=act.now, calendar=act.calendar),
        "basis": say_basis((row.deadline or {}).get("basis")),
    }


def _kind(act: Act, row: Any) -> str:
    own = act.published(row.assessment_id).own if row.assessment_id else ()
    return speak(say_kind(row), own)


def _done(row: Any, ladder: Ladder, *, to_leader: bool = False) -> str:
    """What was done before this rung: 已于5月21日（周二）催报。 A leader reads it in words for leaders (O10)."""
    if row.rung == 0 or row.rung_taken_at is None:
        return ""
    before = ladder.rungs[row.rung - 1]
    told = _plainly(before) if to_leader else before.label
    return f"已于{say_day(row.rung_taken_at.date(), year=False)}{told}。"


def _plainly(rung: Rung) -> str:
    """What the scheme calls it, unless it has a word that no leader is addressed with."""
    if rung.act is RungAct.URGE and not any(seat.role is Role.OFFICER for seat in rung.audience):
        return REMINDED
    urges = any(word in rung.label for word in URGING_WORDS)
    return TO_LEADERS.get(rung.act, rung.act.label if urges else rung.label)


def _tell(
    act: Act, row: Any, code: str, posts: Iterable[int], words: Mapping[str, Any], *, key: str, why: str,
    urgent: bool = False,
) -> None:  # fmt: skip
    texts = act.published(row.assessment_id).texts if row.assessment_id else {}
    for post_id in posts:
        desk, told = _desk(act, row, post_id, code)
        more = {"done": _done(row, ladder_of(row), to_leader=True)} if told == PRESENTED else {}
        for place in desk:
            act.tell(
                Told(
                    code=told,
                    key=key,
                    post_id=place,
                    words={**words, **more, "reader": act.directory.posts[post_id].title},
                    overrides=texts,
                    urgent=urgent,
                    wanted_while=row.id,
                    why=why,
                    due_at=row.due_at,
                )
            )


def _desk(act: Act, row: Any, post_id: int, code: str) -> tuple[tuple[int, ...], str]:
    """Where a message about a post goes, and as what.

    A leader is reported to in 呈阅, his 联络员 copied, whatever the rung does to others; what only waits on his own
    desk reminds whoever keeps it, not him (O10).
    """
    post = act.directory.posts[post_id]
    if post.role not in LEADERS:
        return (post_id,), code
    if post_id != row.post_id or code == PRESENTED:
        return with_liaison(act.directory, post_id), PRESENTED
    return keepers_of(act.directory, post), WAITS
