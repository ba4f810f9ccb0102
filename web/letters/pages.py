"""`/office/letters`: the board; `/letters/{letter}`: one letter, for everybody who may read it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import case
from starlette.responses import Response

from actions.context import Act
from actions.evidence.shelves import shelf_of
from actions.letters.dossier import Dossier, dossier_of
from actions.letters.reading import versions_of
from actions.letters.wording import whole_text
from actions.looking import look, looked_at, offers_for
from actions.reviewing.moving import Held
from config.letters import LetterKind
from config.roles import LEADERS
from models.reports import Report
from states.subjects import SubjectKind
from web.kernel.access import About
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.paging import paged
from web.kernel.visit import Visit
from web.letters.offers import ACTS, buttons_of, may_edit, recorded, typed_for
from web.letters.reading import board, count_ended, ended, related, turns
from web.office.seats import DESKS, OFFICE
from web.things.reviewed import verified

pages = Pages(
    navigation=[
        nav("督查文书", "/office/letters", *DESKS, group=Group.SUPERVISING, waits=waits_for(SubjectKind.LETTER))
    ]
)
PAGE, PAPERS = 50, 30
DELIVERED, SERVED = "deliver", frozenset({"number_letter", "seal"})


@pages.get("/office/letters", access=OFFICE)
def letters(visit: Visit) -> Response:
    """From 拟稿 to 销号, stage by stage; what is over stands on its own list."""
    kind = next((each for each in LetterKind if each.value == visit.query.get("kind")), None)
    count = count_ended(visit, kind)
    shared: dict[str, Any] = {"kind": kind, "kinds": tuple(LetterKind), "over": count}
    if visit.query.get("over") == "1":
        page, last = paged(visit, count, PAGE)
        found = ended(visit, kind, limit=PAGE, offset=(page - 1) * PAGE)
        return visit.page("letters/over.html", found=found, page=page, last=last, **shared)
    return visit.page("letters/board.html", columns=board(visit, kind), **shared)


@pages.get("/letters/{letter:int}", access=About(SubjectKind.LETTER, "letter"))
def letter(visit: Visit, letter: int) -> Response:
    """Its text as it will be printed, who has to do what next, answers and evidence, and what was done."""
    act = look(visit.tx, by=visit.by, now=visit.now)
    holding = looked_at(act, SubjectKind.LETTER, letter)
    row = holding.subject.row
    version = versions_of(act, letter)[-1]
    offers = offers_for(holding)
    verbs = [each.verb for each in offers if each.verb in ACTS]
    facts: Any = holding.facts
    return visit.page(
        "letters/letter.html",
        dossier=_as_seen(holding, dossier_of(visit.tx, letter, now=visit.now, person_id=visit.by)),
        row=row,
        version=version,
        printed=row.issued_text or _as_signed(visit, act, holding, version),
        buttons=buttons_of(holding, offers),
        for_units=typed_for(holding, open_verbs=verbs),
        on_paper=recorded(holding, signs=facts.signs, open_verbs=verbs),
        edits=may_edit(holding) and not row.issued_text,
        turns=turns(visit, letter),
        related=related(visit, row),
        choices=_choices(visit, holding),
    )


def _as_seen(holding: Held, dossier: Dossier) -> Dossier:
    """Whom it is addressed to sees it from its delivery on; how it was written and signed is the issuer's own."""
    subject, own = holding.facts.subject, {seat.unit for seat in holding.facts.actor.seats}
    if own - subject.addressees or subject.issuer_unit in own:
        return dossier
    acts = [each["act"] for each in dossier.life]
    reached = acts.index(DELIVERED) if DELIVERED in acts else len(acts)
    seen = tuple(each for place, each in enumerate(dossier.life) if place >= reached or each["act"] in SERVED)
    return replace(dossier, life=seen, versions=(), signatures=(), sheets=())


def _as_signed(visit: Visit, act: Act, holding: Held, version: Any) -> str:
    """What it would be if it were signed now; a number of our own is taken only then."""
    facts: Any = holding.facts
    number = holding.subject.row.number or ("" if facts.lacks_number else visit.words("（编号签发时取）"))
    return whole_text(act, holding.subject, version, number=number, signed_at=visit.now)


def _choices(visit: Visit, holding: Held) -> dict[str, Any]:
    """What fields of forms are chosen from: documents of the reader's own units, posts, leaders, the unit's people."""
    directory = visit.directory
    units = {directory.unit_ids[seat.unit] for seat in visit.actor.seats}
    pieces = [each.piece for each in shelf_of(visit.tx, units, most=PAPERS)]
    addressed = {directory.unit_ids[code] for code in holding.facts.subject.addressees}
    posts = directory.standing
    return {
        "versions": [(piece.version, piece.title) for piece in pieces if piece.version is not None],
        "papers": [(piece.id, piece.title) for piece in pieces],
        "posts": [(post.code, f"{directory.units[post.unit_id].shown} {post.title}") for post in posts],
        "leaders": _people(visit, [post for post in posts if _signs(post, holding)]),
        "reports": _verified(visit, holding),
        "addressed": _people(visit, [post for post in posts if post.unit_id in addressed]),
    }


def _verified(visit: Visit, holding: Held) -> list[tuple[str, str]]:
    """Verified reports on which an ending may rest: those of the letter's unit, of the same task before the others."""
    row = holding.subject.row
    query = verified(visit).where(Report.c.unit_id == row.unit_id)
    same = case((Report.c.assignment_id == row.assignment_id, 0), else_=1)
    found = visit.tx.execute(query.order_by(same, Report.c.verified_at.desc(), Report.c.id.desc()).limit(PAPERS))
    return [(str(each.id), f"{each.title} {each.period}") for each in found]


def _signs(post: Any, holding: Held) -> bool:
    """Whose pen counts: leaders, heads, and whoever is awaited here."""
    return post.role in LEADERS or post.code in holding.facts.subject.awaited_posts or post.role.value.endswith("_head")


def _people(visit: Visit, posts: list[Any]) -> list[tuple[str, str]]:
    """Holders by their codes, as the acts ask for them."""
    people, holders = visit.directory.persons, visit.directory.holders
    return [
        (people[one].code, f"{post.title} {people[one].name}") for post in posts for one in holders.get(post.id, ())
    ]
