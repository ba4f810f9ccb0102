"""Messages: an act says whom to tell what; here the person is looked up and the text rendered and stored.

One outbox row per message and person. Its key is readable and unique, so telling the same thing again does nothing.
Whether it goes at once or with the digest of a morning is said by its kind (`states.manners`) and by the scheme.
Leaders are reported to, never urged: what merely waits on a leader's desk reminds his 联络员 (O10).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from actions.directory import Directory, PersonEntry, PostEntry
from actions.etiquette import policies_of
from actions.leaders import keepers_of
from config.manners import Manner
from config.policy import Messages
from config.roles import LEADERS, Role
from config.zone import SHANGHAI
from documents.messages import compose
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.types import Moment
from models.writing import insert_new
from states.manners import kind_of, manner_of
from states.messages import Leaving, Pending, leaving
from states.subjects import SubjectKind

if TYPE_CHECKING:
    from actions.context import Act

# told of the reports of one window together
GATHERED = frozenset({"to_review", "presented", "waiting_on_desk"})
# who is told when nobody holds the post, in this order
STAND_INS = (Role.DEPARTMENT_HEAD, Role.RESPONSIBLE_PERSON, Role.UNIT_OFFICE, Role.LIAISON, Role.ASSESSMENT_OFFICE)

_DUE = select(Obligation.c.id, Obligation.c.due_at).where(Obligation.c.id.in_(bindparam("b_matters", expanding=True)))
_TOLD = (
    select(OutboxMessage.c.person_id, OutboxMessage.c.kind)
    .where(
        OutboxMessage.c.person_id.in_(bindparam("b_people", expanding=True)),
        OutboxMessage.c.created_at >= bindparam("b_since", type_=Moment),
        OutboxMessage.c.together.is_(False),
    )
    .distinct()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing to tell to the holders of a post, or to a person.

    `key` names the occasion; the person is added to it. `wanted_while`: only while this obligation is open, or one of
    `or_while`. `why`: the rule by which it is told now, and its count of workdays; without one, the act says it.
    `due_at`: told only while this is the due moment of that obligation.
    """

    code: str
    key: str
    post_id: int | None = None
    person_id: int | None = None
    words: Mapping[str, Any] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)
    urgent: bool = False
    wanted_while: int | None = None
    or_while: tuple[int, ...] = ()
    why: str = ""
    due_at: datetime | None = None

    @property
    def matters(self) -> frozenset[int]:
        """The obligations for whose sake it is told; none where it is wanted in any case."""
        return frozenset() if self.wanted_while is None else frozenset({self.wanted_while, *self.or_while})


@dataclass(frozen=True, slots=True)
class _Addressed:
    """What one person is told; `preface`: in whose place, where it is not his own post."""

    told: Told
    person: PersonEntry
    preface: str


@dataclass(frozen=True, slots=True)
class _Habits:
    """How this office writes, when what is spoken of is due, and who heard of what kind of thing today."""

    policies: tuple[Messages, ...]
    dues: Mapping[int, datetime]
    heard: set[tuple[int | None, str]]


def write_messages(act: "Act", told: Sequence[Told]) -> None:
    """Compose and store; what was told before under the same key stays as it was."""
    addressed = [each for one in _together(told) for each in _addressed(act.directory, one)]
    habits = _Habits(policies_of(act.tx, act.office_id), _dues(act, told), _heard(act, addressed))
    rows = [_row(act, each, habits) for each in addressed]
    insert_new(act.tx, OutboxMessage.t, rows, unique=("dedup_key",))


def _dues(act: "Act", told: Sequence[Told]) -> dict[int, datetime]:
    matters = {one.wanted_while for one in told} - {None}
    if not matters:
        return {}
    rows = act.tx.execute(_DUE, {"b_matters": [*matters]}).tuples()
    return {number: due for number, due in rows if due is not None}


def _heard(act: "Act", addressed: Sequence[_Addressed]) -> set[tuple[int | None, str]]:
    """What was told them today by itself, in no digest."""
    people = {each.person.id for each in addressed}
    midnight = datetime.combine(act.now.date(), time.min, tzinfo=SHANGHAI)
    return set(act.tx.execute(_TOLD, {"b_people": [*people], "b_since": midnight}).tuples())


def _together(told: Sequence[Told]) -> Iterator[Told]:
    """Periods that were handed in at once are told of at once: 1月、2月、3月进展报告, not three times the same."""
    groups: dict[tuple[Any, ...], list[Told]] = {}
    for place, one in enumerate(told):
        same = tuple(sorted((name, str(word)) for name, word in one.words.items() if name != "what"))
        key = (one.code, one.post_id, one.person_id, same) if one.code in GATHERED else (place,)
        groups.setdefault(key, []).append(one)
    for group in groups.values():
        yield group[0] if len(group) == 1 else _gathered(group)


def _gathered(group: Sequence[Told]) -> Told:
    """One message for several things, wanted as long as one of them is."""
    label = SubjectKind.REPORT.label
    whats = "、".join(str(one.words["what"]).removesuffix(label) for one in group)
    others = tuple(one.wanted_while for one in group[1:] if one.wanted_while is not None)
    return replace(group[0], words={**group[0].words, "what": f"{whats}{label}"}, or_while=others)


def _addressed(directory: Directory, told: Told) -> list[_Addressed]:
    people, preface = _people(directory, told)
    return [_Addressed(told, person, preface) for person in people]


def _people(directory: Directory, told: Told) -> tuple[tuple[PersonEntry, ...], str]:
    """Who is told, and in whose place if so: of an empty post, or of a leader, whom nothing urges (O10)."""
    if told.person_id is not None:
        return (directory.persons[told.person_id],), ""
    if told.post_id is None:
        return (), ""
    post = directory.posts[told.post_id]
    if post.role in LEADERS and kind_of(told.code).urges:
        kept = (person for place in keepers_of(directory, post) for person in directory.on_duty(place))
        return tuple(dict.fromkeys(kept)), f"（{post.title}的事项，请协助呈送）"
    on_duty = directory.on_duty(told.post_id)
    return (on_duty, "") if on_duty else (_instead(directory, post), f"（{post.title}暂无人在岗，转请协调办理）")


def _instead(directory: Directory, post: PostEntry) -> tuple[PersonEntry, ...]:
    """Nobody on duty: the unit's own people first, then the organising office."""
    units = [post.unit_id] + ([directory.host.id] if directory.host else [])
    for unit_id in units:
        for role in STAND_INS:
            for other in directory.posts_of(unit_id, role):
                if people := directory.on_duty(other.id):
                    return people
    return ()


def _row(act: "Act", addressed: _Addressed, habits: _Habits) -> dict[str, Any]:
    told, person = addressed.told, addressed.person
    text = compose(told.code, overrides=told.overrides, office=act.directory.office_name, **told.words)
    leaves, urgent = _leaves(act, addressed, habits)
    holds = told.post_id is not None and person.id in act.directory.holders.get(told.post_id, ())
    return {
        "office_id": act.office_id,
        "dedup_key": f"{told.key}:{person.code}",
        "kind": told.code,
        "person_id": person.id,
        "post_id": told.post_id if holds else None,
        "subject": text.subject,
        "body": addressed.preface + text.body,
        "short": text.short,
        "line": text.line,
        "why": told.why or _why(act),
        "urgent": urgent,
        "together": leaves.together,
        "wanted_while_id": told.wanted_while,
        "or_while": list(told.or_while) or None,
        "due_at": told.due_at,
        "state": "waiting",
        "created_at": act.now,
        "send_after": leaves.at,
        "attempts": 0,
        "reason": "",
        "version": 0,
    }


def _why(act: "Act") -> str:
    """Where nobody says more: what was done just before."""
    by = act.by if act.door.author is not None else ""
    return f"{by}“{act.entry.label}”之后"


def _leaves(act: "Act", addressed: _Addressed, habits: _Habits) -> tuple[Leaving, bool]:
    """When it leaves, and whether it is urgent."""
    told, heard = addressed.told, (addressed.person.id, addressed.told.code)
    manner = Manner.URGENT if told.urgent else manner_of(told.code, policies=habits.policies)
    due_at = habits.dues.get(told.wanted_while) if told.wanted_while is not None else None
    pending = Pending(manner=manner, decided_at=act.now, due_at=due_at, is_first=heard not in habits.heard)
    leaves = leaving(pending, policies=habits.policies, calendar=act.calendar)
    if not leaves.together:
        habits.heard.add(heard)
    return leaves, manner is Manner.URGENT
