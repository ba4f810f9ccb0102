"""人员: who holds which post, who is away and who stands in; rosters, hand-overs, channels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from actions.acts import Refused
from actions.delivering import masked
from actions.departing import held_by, open_duties
from actions.directory import PersonEntry, PostEntry
from actions.doors import Door
from actions.performing import perform
from models.contacts import contacts_of
from models.leaves import Leave
from models.outbox import Delivery
from models.persons import Holding, Person, Substitution
from models.vault import Vault, WrongKey, vault_of
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind
from web.kernel.errors import badly_asked, not_found
from web.kernel.flashes import flash
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.listing.names import Names
from web.year.access import PEOPLE, SEATERS, demand
from web.year.roster import RosterFault, roster_of

pages = Pages(navigation=[nav("人员", "/people", *SEATERS, group=Group.SETTINGS, home=True)])
SHOWN = 20
"""How many attempts of deliveries a person's page shows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of the directory."""

    person: PersonEntry
    posts: tuple[PostEntry, ...]
    units: str
    away: bool
    stands_in: tuple[str, ...]


@pages.get("/people", access=PEOPLE)
def people(visit: Visit) -> Response:
    """Everybody who holds a post or stands in for somebody, in 规范序列; found by name, post, unit, also in 拼音."""
    demand(visit, "manage_people")
    asked = visit.query.get("q", "").strip()[:100]
    found = _everybody(visit)
    if asked:
        named = Names.of((each.person.id, _words(each)) for each in found)
        meant = set(named.meant_by(asked))
        found = [each for each in found if each.person.id in meant]
    held = {post for each in found for post in (one.id for one in each.posts)}
    vacant = [post for post in visit.directory.standing if not visit.directory.holders.get(post.id)]
    return visit.page("year/people.html", found=found, asked=asked, vacant=() if asked else vacant, held=held)


def _words(each: Listed) -> tuple[str, ...]:
    return (each.person.name, each.person.code, each.units, *(post.title for post in each.posts))


def _everybody(visit: Visit) -> list[Listed]:
    directory = visit.directory
    posts: dict[int, list[PostEntry]] = {}
    for post in directory.standing:
        for holder in directory.holders.get(post.id, ()):
            posts.setdefault(holder, []).append(post)
    order = {person: place for place, person in enumerate(posts)}
    stand_ins = _stand_ins(visit)
    return [
        Listed(
            person,
            tuple(posts.get(number, ())),
            "、".join(dict.fromkeys(directory.units[post.unit_id].shown for post in posts.get(number, ()))),
            any(begins <= visit.now < ends for begins, ends in directory.leaves.get(number, ())),
            tuple(stand_ins.get(number, ())),
        )
        for number, person in sorted(directory.persons.items(), key=lambda one: order.get(one[0], len(order)))
    ]


def _stand_ins(visit: Visit) -> dict[int, list[str]]:
    """Who stands in today, by whom."""
    directory, found = visit.directory, dict[int, list[str]]()
    for (person, _), substitutes in directory.substitutes.items():
        for one in substitutes:
            name = directory.persons[one].name
            if name not in found.setdefault(person, []):
                found[person].append(name)
    return found


@dataclass(frozen=True, slots=True)
class Channel:
    """How a person, or a unit, is reached; the address stays closed."""

    name: str
    address: str
    priority: int
    unit: int | None = None


def channels_of(visit: Visit, **whose: Sequence[int]) -> list[Channel]:
    vault = vault_of(visit.tx)
    rows = contacts_of(visit.tx, **whose)
    return [Channel(row.channel, masked_address(vault, row.target), row.priority, row.unit_id) for row in rows]


def masked_address(vault: Vault, target: str) -> str:
    """What may be shown of an address; of one that does not open any more, nothing."""
    try:
        return masked(vault.open(target))
    except WrongKey:
        return "***"


@pages.get("/people/{person:int}", access=PEOPLE)
def person(visit: Visit, person: int) -> Response:
    """One person: posts from–to, what is open, leave, substitutes, channels."""
    who = _person_of(visit, person)
    held = held_by(visit.directory, person)
    return visit.page(
        "year/person.html",
        who=who,
        duties=open_duties(visit.tx, visit.directory, person, held),
        terms=_terms(visit, person),
        leaves=_leaves(visit, person),
        substitutes=_substitutions(visit, person),
        channels=channels_of(visit, people=[person]),
        deliveries=_deliveries(visit, person),
        everybody=[each for each in visit.directory.persons.values() if each.id != person],
        may_edit=may(visit.actor, "edit", _about(visit, person)).ok,
        may_approve=may(visit.actor, "approve_leave", _about(visit, person)).ok,
    )


def _about(visit: Visit, person: int) -> SubjectFacts:
    return SubjectFacts(kind=SubjectKind.PERSON, office=visit.at.office_id, person=person)


def _person_of(visit: Visit, number: int) -> Any:
    """Somebody of this office; the row, for he may have left."""
    demand(visit, "manage_people")
    row = visit.tx.execute(select(Person.t).where(Person.c.id == number)).one_or_none()
    if row is None or number not in visit.directory.persons:
        raise not_found("人员")
    return row


def _terms(visit: Visit, person: int) -> Sequence[Any]:
    query = select(Holding.t).where(Holding.c.person_id == person, Holding.c.office_id == visit.at.office_id)
    rows = visit.tx.execute(query.order_by(Holding.c.begins_on.desc(), Holding.c.id.desc())).all()
    return [(visit.directory.posts[row.post_id], row) for row in rows if row.post_id in visit.directory.posts]


def _leaves(visit: Visit, person: int) -> Sequence[Any]:
    query = select(Leave.t).where(Leave.c.person_id == person, Leave.c.office_id == visit.at.office_id)
    return visit.tx.execute(query.order_by(Leave.c.begins_on.desc()).limit(SHOWN)).all()


def _substitutions(visit: Visit, person: int) -> Sequence[Any]:
    query = (
        select(Substitution.t, Person.c.name)
        .join(Person.t, Person.c.id == Substitution.c.substitute_id)
        .where(Substitution.c.person_id == person, Substitution.c.office_id == visit.at.office_id)
    )
    return visit.tx.execute(query.order_by(Substitution.c.begins_on.desc()).limit(SHOWN)).all()


def _deliveries(visit: Visit, person: int) -> Sequence[Any]:
    query = select(Delivery.t).where(Delivery.c.person_id == person).order_by(Delivery.c.id.desc())
    return visit.tx.execute(query.limit(SHOWN)).all()


@pages.get("/people/{person:int}/hand-over", access=PEOPLE)
def handing(visit: Visit, person: int) -> Response:
    return _handing(visit, _person_of(visit, person))


def _handing(visit: Visit, who: Any, *, typed: Posted | None = None, refused: Refused | None = None) -> Response:
    """Every open duty by kind, post by post, and who goes on."""
    held = held_by(visit.directory, who.id)
    return visit.page(
        "year/hand_over.html",
        status=422 if refused else 200,
        who=who,
        duties=open_duties(visit.tx, visit.directory, who.id, held),
        posts={post: visit.directory.posts[post] for post in held},
        everybody=[each for each in visit.directory.persons.values() if each.id != who.id],
        typed=typed,
        refused=refused,
        today=visit.day,
    )


@pages.post("/people/{person:int}/hand-over", access=PEOPLE)
def hand_over(visit: Visit, posted: Posted, person: int) -> Response:
    who = _person_of(visit, person)
    told = {
        "office": visit.at.office_code,
        "person": who.code,
        "effective_on": posted.get("effective_on"),
        "leaves": posted.get("leaves") == "true",
        "document_no": posted.get("document_no"),
        "moves": [*_moves(visit, who.id, posted)],
    }
    try:
        done = perform(visit.surroundings.database, "hand_over", told, door=Door(now=visit.now, by=visit.by))
    except Refused as refused:
        return _handing(visit, who, typed=posted, refused=refused)
    return flash(visit.redirect("/people"), "success", done.summary)


def _moves(visit: Visit, person: int, posted: Posted) -> Iterator[dict[str, str]]:
    """Posts for which somebody is named; a new name says a new person."""
    for post in held_by(visit.directory, person):
        to, name = posted.get(f"to.{post}").strip(), posted.get(f"name.{post}").strip()
        if to:
            yield {"post": visit.directory.posts[post].code, "to": to, "name": name}


@pages.get("/people/roster", access=PEOPLE)
def roster(visit: Visit) -> Response:
    demand(visit, "manage_people")
    return _roster(visit, "")


def _roster(visit: Visit, typed: str, *, reasons: Sequence[str] = (), seen: Any = None) -> Response:
    posts = visit.directory.standing
    return visit.page(
        "year/roster.html", status=422 if reasons else 200, typed=typed, reasons=reasons, seen=seen, posts=posts
    )


@pages.post("/people/roster", access=PEOPLE)
def upload_roster(visit: Visit, posted: Posted) -> Response:
    """First looked at, then registered: all or nothing."""
    demand(visit, "manage_people")
    typed = _typed_roster(posted)
    try:
        found = roster_of(typed, visit.directory, today=visit.day)
    except RosterFault as fault:
        return _roster(visit, typed, reasons=fault.reasons)
    if posted.get("apply") != "true":
        return _roster(visit, typed, seen=found)
    told = {"office": visit.at.office_code, "people": found}
    try:
        done = perform(visit.surroundings.database, "appoint", told, door=Door(now=visit.now, by=visit.by))
    except Refused as refused:
        return _roster(visit, typed, reasons=reasons_of(refused))
    return flash(visit.redirect("/people"), "success", done.summary)


def _typed_roster(posted: Posted) -> str:
    for name, file in posted.files:
        if name == "file" and file.filename:
            try:
                return file.file.read(2_000_000).decode("utf-8-sig")
            except UnicodeDecodeError:
                raise badly_asked("文件不是 UTF-8 编码的文字；Excel 表请复制后粘贴") from None
    return posted.get("text")
