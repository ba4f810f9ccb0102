"""Messages: an act says whom to tell what; here the person is looked up and the text rendered and stored.

One outbox row per message and person. Its key is readable and unique, so telling the same thing again does nothing.
Leaders are reported to, never urged: what merely waits on a leader's desk reminds his 联络员 (O10).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from actions.directory import Directory, PersonEntry, PostEntry
from config.policy import Messages
from config.roles import Role
from documents.messages import compose
from models.outbox import OutboxMessage
from models.writing import insert_new
from states.messages import waking_moment
from states.subjects import SubjectKind

if TYPE_CHECKING:
    from actions.context import Act

LEADERS = frozenset({Role.LEADER_IN_CHARGE, Role.PRINCIPAL_LEADER, Role.COMMITTEE})
ORDINARY = Messages()
# told of the reports of one window together
GATHERED = frozenset({"to_review", "presented", "waiting_on_desk"})
# who is told when nobody holds the post, in this order
STAND_INS = (Role.DEPARTMENT_HEAD, Role.RESPONSIBLE_PERSON, Role.UNIT_OFFICE, Role.LIAISON, Role.ASSESSMENT_OFFICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing to tell to the holders of a post, or to a person.

    `key` names the occasion; the person is added to it. `wanted_while`: only while this obligation is open.
    """

    code: str
    key: str
    post_id: int | None = None
    person_id: int | None = None
    words: Mapping[str, Any] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)
    urgent: bool = False
    wanted_while: int | None = None
    send_after: datetime | None = None


def write_messages(act: "Act", told: Sequence[Told]) -> None:
    """Compose and store; what was told before under the same key stays as it was."""
    rows = [row for one in _together(told) for row in _rows(act, one)]
    insert_new(act.tx, OutboxMessage.t, rows, unique=("dedup_key",))


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
    """One message for several things; it is wanted whatever becomes of the first of them."""
    label = SubjectKind.REPORT.label
    whats = "、".join(str(one.words["what"]).removesuffix(label) for one in group)
    return replace(group[0], words={**group[0].words, "what": f"{whats}{label}"}, wanted_while=None)


def _rows(act: "Act", told: Told) -> list[dict[str, Any]]:
    directory = act.directory
    people, instead_of = _people(directory, told)
    return [_row(act, told, person, instead_of) for person in people]


def _people(directory: Directory, told: Told) -> tuple[tuple[PersonEntry, ...], PostEntry | None]:
    """Who is told, and the empty post in whose place they are told, if so."""
    if told.person_id is not None:
        return (directory.persons[told.person_id],), None
    if told.post_id is None:
        return (), None
    on_duty = directory.on_duty(told.post_id)
    post = directory.posts[told.post_id]
    return (on_duty, None) if on_duty else (_instead(directory, post), post)


def _instead(directory: Directory, post: PostEntry) -> tuple[PersonEntry, ...]:
    """Nobody on duty: the unit's own people first, then the organising office."""
    units = [post.unit_id] + ([directory.host.id] if directory.host else [])
    for unit_id in units:
        for role in STAND_INS:
            for other in directory.posts_of(unit_id, role):
                if people := directory.on_duty(other.id):
                    return people
    return ()


def _row(act: "Act", told: Told, person: PersonEntry, instead_of: PostEntry | None) -> dict[str, Any]:
    text = compose(told.code, overrides=told.overrides, office=act.directory.office_name, **told.words)
    body = text.body
    if instead_of is not None:
        body = f"（{instead_of.title}暂无人在岗，转请协调办理）{body}"
    return {
        "office_id": act.office_id,
        "dedup_key": f"{told.key}:{person.code}",
        "kind": told.code,
        "person_id": person.id,
        "subject": text.subject,
        "body": body,
        "urgent": told.urgent,
        "wanted_while_id": told.wanted_while,
        "state": "waiting",
        "created_at": act.now,
        "send_after": told.send_after or _leaves_at(act, told),
        "attempts": 0,
        "reason": "",
        "version": 0,
    }


def _leaves_at(act: "Act", told: Told) -> datetime:
    """What the clock does at night or on a rest day is told in the morning; what a person does is told at once."""
    if told.urgent or act.person_id is not None:
        return act.now
    return waking_moment(act.now, policy=ORDINARY, calendar=act.calendar)
