"""One package: what it holds, what is to be done with it now, and what is written down of its way out and back."""

from typing import Any

from starlette.responses import Response

from actions.acts import Done, Refused
from actions.doors import Door
from actions.performing import Busy, perform
from actions.reviewing.codes import SheetOf
from documents.evidence import EvidenceRefused
from states.subjects import SubjectKind
from web.kernel.flashes import flash
from web.kernel.pages import Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.reviewing.packages import consolidated
from web.reviewing.reading import reviewed
from web.reviewing.returning import sent_back
from web.reviewing.scans import filled, kept_scan


def show(
    visit: Visit, number: int, *, refused: tuple[str, ...] = (), typed: Any = None, scan: int | None = None
) -> Response:
    """The page; after a refusal with what was typed, and the scan that has come already."""
    review = reviewed(visit, SubjectKind.PACKAGE, number)
    return visit.page(
        "unit_office/package.html",
        status=422 if refused else 200,
        review=review,
        package=consolidated(review.act, review.subject),
        sheet=SheetOf(SubjectKind.PACKAGE, number, review.round),
        back=sent_back(review.act, SubjectKind.PACKAGE, number) if review.subject.state == "returned" else None,
        refused=refused,
        typed=typed or {},
        scan=scan,
    )


def seal(visit: Visit, posted: Posted, number: int) -> Response:
    """用印: the scan is kept first, then named in the act."""
    scan = None
    try:
        scan = kept_scan(visit, posted, title="用印件")
        told = {name: value for name, value in filled(posted).items() if value}
        done = _perform(visit, "seal_package", {**told, "package": number, "scan": scan})
    except (Refused, EvidenceRefused, Busy) as refused:
        return show(visit, number, refused=reasons_of(refused), typed=filled(posted), scan=scan)
    return _home(visit, number, done)


def name_missing(visit: Visit, posted: Posted, number: int) -> Response:
    items = [int(each) for each in posted.all("item") if each.isdecimal()]
    if not items:
        return show(visit, number, refused=("请先勾选没有报来的各项",), typed=_ticked(posted))
    try:
        done = _perform(visit, "name_missing", {"package": number, "items": items, "words": posted.get("words")})
    except (Refused, Busy) as refused:
        return show(visit, number, refused=reasons_of(refused), typed=_ticked(posted))
    return _home(visit, number, done)


def superior_returned(visit: Visit, posted: Posted, number: int) -> Response:
    """上级退回: its words, and at once the items that go back to their units; each of those is answered."""
    reason = posted.get("reason")
    try:
        done = _perform(visit, "record_superior_return", {"package": number, "reason": reason})
    except (Refused, Busy) as refused:
        return show(visit, number, refused=reasons_of(refused), typed=_ticked(posted))
    kept: list[str] = []
    for item in (int(each) for each in posted.all("item") if each.isdecimal()):
        try:
            done = _perform(visit, "return_item", {"package": number, "item": item, "reason": reason})
        except (Refused, Busy) as refused:
            kept += reasons_of(refused)
    if kept:
        visit.tx.rollback()  # a read that began before the write would not see it
        return show(visit, number, refused=("已登记上级退回，下列各项没有退回：", *kept))
    return _home(visit, number, done)


def _perform(visit: Visit, act: str, data: dict[str, Any]) -> Done:
    return perform(visit.surroundings.database, act, data, door=Door(now=visit.now, by=visit.by))


def _ticked(posted: Posted) -> dict[str, Any]:
    """What was typed, and every box that was ticked."""
    return {**filled(posted), "items": posted.all("item")}


def _home(visit: Visit, number: int, done: Done) -> Response:
    return flash(visit.redirect(f"/unit-office/packages/{number}"), "success", visit.words(done.summary))
