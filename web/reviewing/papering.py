"""呈批单 and 线下签批补录 (O03): the sheet to print, and what came back on it in two fields and one photo."""

from typing import Any

from starlette.responses import Response

from actions.acts import Refused
from actions.doors import Door
from actions.performing import perform
from actions.reviewing.codes import SheetOf
from documents.evidence import EvidenceRefused
from states.subjects import SubjectKind
from web.kernel.flashes import flash
from web.kernel.pages import Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.reviewing.reading import Reviewed, reviewed
from web.reviewing.scans import filled, kept_scan
from web.reviewing.showing import shown_in


def sheet_page(visit: Visit, kind: SubjectKind, number: int) -> Response:
    """One page of A4 with the gist, the code and a box for each who signs."""
    review = reviewed(visit, kind, number)
    return visit.page(
        "reviewing/sheet.html", review=review, sheet=SheetOf(kind, number, review.round), **shown_in(review)
    )


def signers_of(review: Reviewed) -> list[tuple[str, str]]:
    """Who may have signed: whoever is asked in this step, by code and as he is called."""
    directory = review.act.directory
    found: dict[str, str] = {}
    for code in sorted(review.subject.facts.awaited_posts, key=lambda code: directory.post(code).position):
        post = directory.post(code)
        found |= {person.code: f"{post.title}（{person.name}）" for person in directory.on_duty(post.id)}
    return list(found.items())


def paper_page(
    visit: Visit, kind: SubjectKind, number: int, *, status: int = 200, refused: Any = None, typed: Any = None,
    scan: int | None = None,
) -> Response:  # fmt: skip
    review = reviewed(visit, kind, number)
    return visit.page(
        "reviewing/paper.html",
        status=status,
        review=review,
        signers=signers_of(review),
        sheet=SheetOf(kind, number, review.round),
        refused=refused,
        typed=typed or {},
        scan=scan,
    )


def recorded(visit: Visit, posted: Posted, kind: SubjectKind, number: int) -> Response:
    """Kept and recorded; a refusal shows the form as it was filled in, the photo included."""
    scan = None
    try:
        scan = kept_scan(visit, posted, title=f"签批件 {posted.get('code')}".strip())
        told = {name: value for name, value in filled(posted).items() if value}
        data = {**told, "kind": kind.value, "id": number, "scan": scan}
        door = Door(now=visit.now, by=visit.by)
        done = perform(visit.surroundings.database, "record_paper_decision", data, door=door)
    except (Refused, EvidenceRefused) as refused:
        reasons = reasons_of(refused)
        return paper_page(visit, kind, number, status=422, refused=reasons, typed=filled(posted), scan=scan)
    return flash(visit.redirect(f"/review/{kind.value}/{number}"), "success", visit.words(done.summary))
