"""岗位人员名册: who holds which post, to read; new appointments, to be written in below."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from actions.acts import Refused
from actions.books.base import About, EditData, Kind, Result, attempt
from actions.context import Act
from actions.directory import PostEntry
from actions.guarding import allow
from actions.people import Appointments, appoint
from documents.books.comparing import Edit
from documents.books.forms import Book, Column, Holds, Line, Sheet
from documents.books.places import Fault
from models.persons import Holding, Person
from states.books import BookKind
from states.subjects import SubjectFacts, SubjectKind

SPARE = 40
OPEN = frozenset({"post", "person", "name", "begins_on", "ends_on", "document_no"})
REMARKS = (
    "已经任职的只供查看；新任职的写在空行里，一人一岗一行。离任、交接在“人员”页面办理，不在本表删改。",
    "人员编码是登录名，一人一个，用过的不再给别人。",
)


def build(act: Act, about: About, lines: frozenset[str] | None = None) -> Book:
    """Every post with who holds it, in official order; the vacant ones are prepared to be filled."""
    directory, named = act.directory, titles(act)
    seats: list[Line] = []
    for number, cells in _holdings(act, lines):
        seats.append(Line(f"holding:{number}", cells, OPEN))
    vacant = [post for post in directory.standing if not directory.holders.get(post.id)] if lines is None else []
    seats += [Line("", {"unit": directory.units[post.unit_id].shown, "post": named[post.id]}) for post in vacant]
    sheet = Sheet(
        f"roster:{about['office']}",
        "名册",
        f"{directory.office_name}岗位人员名册",
        tuple(_columns(tuple(named.values()))),
        tuple(seats),
        spare=SPARE,
        given=("post",),
        year=act.now.year,
        remarks=REMARKS,
    )
    return Book(BookKind.ROSTER, sheet.heading, (sheet,))


def titles(act: Act) -> dict[int, str]:
    """What each post is called in a list: by its title, with its unit where several are called so."""
    posts, units = act.directory.standing, act.directory.units
    seen: dict[str, int] = {}
    for post in posts:
        seen[post.title] = seen.get(post.title, 0) + 1

    def said(post: PostEntry) -> str:
        return post.title if seen[post.title] == 1 else f"{post.title}（{units[post.unit_id].shown} {post.code}）"

    return {post.id: said(post) for post in posts}


def _columns(posts: tuple[str, ...]) -> Iterator[Column]:
    yield Column("place", "序号", width=6)
    yield Column("unit", "单位", width=18)
    yield Column("post", "岗位", width=26, is_open=True, is_required=True, words=posts, only_words=True)
    yield Column("role", "角色", width=14)
    yield Column("person", "人员编码", width=16, is_open=True, is_required=True)
    yield Column("name", "姓名", width=12, is_open=True, is_required=True)
    yield Column("begins_on", "何日起任", Holds.DAY, 13, is_open=True, is_required=True)
    yield Column("ends_on", "何日止", Holds.DAY, 13, is_open=True, hint="在任的不写")
    yield Column("document_no", "任职文号", width=22, is_open=True)


def _holdings(act: Act, lines: frozenset[str] | None) -> Iterator[tuple[int, dict[str, str]]]:
    """In the order of the posts; of what was asked for alone where that is named."""
    directory, named = act.directory, titles(act)
    query = (
        select(Holding.t, Person.c.code, Person.c.name)
        .join(Person.t, Person.c.id == Holding.c.person_id)
        .where(Holding.c.office_id == act.office_id)
        .order_by(Holding.c.id)
    )
    if lines is not None:
        query = query.where(Holding.c.id.in_([int(line.partition(":")[2]) for line in lines]))
    order = {post: place for place, post in enumerate(directory.posts)}
    rows = sorted(act.tx.execute(query), key=lambda row: (order[row.post_id], row.begins_on, row.id))
    for place, row in enumerate((row for row in rows if row.post_id in named), start=1):
        post = directory.posts[row.post_id]
        yield (
            row.id,
            {
                "place": str(place),
                "unit": directory.units[post.unit_id].shown,
                "post": named[post.id],
                "role": post.role.label,
                "person": row.code,
                "name": row.name,
                "begins_on": row.begins_on.isoformat(),
                "ends_on": row.ends_on.isoformat() if row.ends_on else "",
                "document_no": row.document_no,
            },
        )


def objections(act: Act, _about: About, edits: Sequence[Edit]) -> Iterator[Fault]:
    """Codes that another bears; terms that end before they begin; whoever may not appoint at all."""
    try:
        allow(act, "manage_people", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    except Refused as refused:
        yield from (Fault(edits[0].spot, reason) for reason in refused.reasons)
    codes = {edit.after["person"] for edit in edits}
    names = dict(act.tx.execute(select(Person.c.code, Person.c.name).where(Person.c.code.in_(codes))).tuples().all())
    for edit in edits:
        code, name = edit.after["person"].strip(), edit.after["name"].strip()
        if names.setdefault(code, name) != name:
            yield Fault(edit.at("person"), f"人员编码“{code}”已用于“{names[code]}”，请换一个编码")
        if edit.after.get("ends_on") and edit.after["ends_on"] < edit.after["begins_on"]:
            yield Fault(edit.at("ends_on"), "任职的止日早于起日")


def write(act: Act, _about: About, book: Book, edits: Sequence[EditData]) -> list[Result]:
    """All of them at once: a roster is taken whole or not at all."""
    office, posts = act.directory.office_code, {title: number for number, title in titles(act).items()}
    people = [_appointment(act, office, posts, edit.after) for edit in edits]
    told = {"office": office, "people": people}
    return [attempt(act, book.title, len(people), lambda: appoint(act, Appointments.model_validate(told)))]


def _appointment(act: Act, office: str, posts: Mapping[str, int], after: Mapping[str, str]) -> dict[str, Any]:
    post = act.directory.posts.get(posts.get(after["post"], 0))
    return {
        "office": office,
        "person": after["person"].strip(),
        "name": after["name"].strip(),
        "post": post.code if post is not None else after["post"],
        "begins_on": after["begins_on"],
        "ends_on": after.get("ends_on") or None,
        "document_no": after.get("document_no", ""),
    }


ROSTER = Kind(BookKind.ROSTER, build, objections, write, at_once=200)
