"""`POST /office/many/{act}`: an act on what was ticked, and a page that answers for each (A30)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from starlette.responses import Response

from actions.acts import Done, Refused
from actions.doors import Door
from actions.performing import Busy, perform
from actions.registry import registry
from models.obligations import Obligation
from models.outbox import OutboxMessage
from states.subjects import SubjectKind
from web.kernel.errors import not_found
from web.kernel.local import local_path
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import reasons_of
from web.kernel.told import told
from web.kernel.visit import Visit
from web.office.seats import OFFICE

pages = Pages()
BACK: Mapping[str, str] = {
    "urge_obligations": "/office/reports",
    "resend_messages": "/office/messages",
    "verify_reports": "/office/verify",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one ticked thing. Without reasons it was done."""

    title: str
    reasons: Sequence[str] = ()


@pages.post("/office/many/{act}", access=OFFICE)
def many(visit: Visit, posted: Posted, act: str) -> Response:
    """Done as far as it may be; what was not done says why, and stays as it was."""
    if act not in BACK:
        raise not_found("批量办理事项")
    entry, back = registry()[act], local_path(posted.get("_back")) or BACK[act]
    try:
        data = told(posted.inputs, entry.data, label=entry.label)
        done = perform(visit.surroundings.database, act, data, door=Door(now=visit.now, by=visit.by))
    except (Refused, Busy) as refused:
        reasons = reasons_of(refused)
        said = visit.words("一件也没有办成")
        shown = {"entry": entry, "summary": said, "refused": reasons, "lines": (), "back": back}
        return visit.page("office/many.html", status=422, **shown)
    lines = _lines(visit, act, done)
    return visit.page("office/many.html", entry=entry, summary=done.summary, refused=(), lines=lines, back=back)


def _lines(visit: Visit, act: str, done: Done) -> list[Answered]:
    """Those that were not done come first."""
    if act == "verify_reports":
        found = [Answered(each["title"], () if each["ok"] else each["reasons"]) for each in done.details["results"]]
    elif act == "urge_obligations":
        found = _named(_owed(visit, done), done.details["urged"], done.details["not_urged"])
    else:
        found = _named(_sent(visit, done), done.details["resent"], done.details["not_resent"])
    return sorted(found, key=lambda each: not each.reasons)


def _named(titles: Mapping[int, str], ids: Sequence[int], kept: Mapping[str, Sequence[str]]) -> list[Answered]:
    left = [Answered(titles.get(int(number), number), reasons) for number, reasons in kept.items()]
    return [*left, *(Answered(titles.get(number, str(number))) for number in ids)]


def _numbers(done: Done, did: str, kept: str) -> list[int]:
    return [*done.details[did], *map(int, done.details[kept])]


def _owed(visit: Visit, done: Done) -> dict[int, str]:
    wanted = _numbers(done, "urged", "not_urged")
    query = select(Obligation.c.id, Obligation.c.unit_id, Obligation.c.title).where(
        Obligation.c.id.in_(wanted), visit.sees(SubjectKind.OBLIGATION)
    )
    units = visit.directory.units
    return {row.id: f"{units[row.unit_id].shown} {row.title}" for row in visit.tx.execute(query)}


def _sent(visit: Visit, done: Done) -> dict[int, str]:
    wanted = _numbers(done, "resent", "not_resent")
    query = select(OutboxMessage.c.id, OutboxMessage.c.subject).where(
        OutboxMessage.c.id.in_(wanted), visit.sees(SubjectKind.MESSAGE)
    )
    return dict(visit.tx.execute(query).tuples().all())
