"""`POST /do/{act}`: the one door by which pages do acts, the same acts as everywhere else.

On success the visitor is sent on with the act's own sentence. A refusal shows every reason and keeps what was typed.
`_then` is where to go (`/letters/{letter}` takes the act's ids), `_back` where the form stood, `_for` for whom it was
typed (代录).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from actions.acts import Done, Refused, Registered
from actions.doors import Door
from actions.evidence.taking import take_in
from actions.performing import Busy, find_act, perform
from actions.registry import registry
from documents.evidence import EvidenceRefused
from models.persons import Person
from web.kernel.access import SignedIn
from web.kernel.errors import Turned, not_found
from web.kernel.flashes import flash
from web.kernel.forms import form_of
from web.kernel.known import FIND, known
from web.kernel.local import local_path
from web.kernel.own_pages import own_page
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import worded
from web.kernel.told import told, typed
from web.kernel.visit import Visit
from web.things.about import about

pages = Pages()
STORING = "add_evidence"
FILE = ("hash", "size", "media_type", "file_name")
SLOT = re.compile(r"\{(\w+)\}")
SHOWN_ONCE = {"reset_password": "/password/reset", "issue_token": "/connections"}
"""Acts that answer with a secret, and the pages that show it; sent on from here it would stand in a cookie."""


@pages.post("/do/{act}", access=SignedIn())
def do(visit: Visit, posted: Posted, act: str) -> Response:
    """Do a registered act as the person who signed in."""
    entry = registry().get(act)
    if entry is None:
        raise not_found("办理事项")
    if act in SHOWN_ONCE:
        raise Turned(422, f"暂不能{entry.label}", (f"这件事在专门的页面办理：{SHOWN_ONCE[act]}",))
    try:
        done = _done(visit, entry, posted)
    except (Refused, EvidenceRefused, Busy) as refused:
        return refusal(visit, entry, posted, refused)
    return sent_on(visit, done, posted)


def _done(visit: Visit, entry: Registered, posted: Posted) -> Done:
    data = told(posted.inputs, entry.data, label=entry.label)
    door = Door(now=visit.now, by=visit.by, entered_for=_entered_for(visit, entry, posted.get("_for")))
    database = visit.surroundings.database
    brought, files = _sorted(entry, posted)
    data = {**data, **_stored(visit, entry, brought, data)}
    if not files:
        return perform(database, entry.name, data, door=door)
    if any(name not in entry.data.model_fields for name in FILE):
        raise Refused(entry.label, ("这一事项不收材料文件",))
    done = [perform(database, entry.name, {**data, **_kept(visit, entry, data, file)}, door=door) for file in files]
    return done[-1] if len(done) == 1 else Done("；".join(each.summary for each in done), ids=done[-1].ids)


Brought = Sequence[tuple[str, Any]]


def _sorted(entry: Registered, posted: Posted) -> tuple[Brought, list[Any]]:
    """Files that stand in a field of the act which names a document, and those that are the act's own."""
    files = [(name, file) for name, file in posted.files if file.filename]
    named = [(name, file) for name, file in files if name in entry.data.model_fields]
    return named, [file for name, file in files if name not in entry.data.model_fields]


def _stored(visit: Visit, entry: Registered, brought: Brought, data: dict[str, Any]) -> dict[str, Any]:
    """A document that comes along with the form is first put into the store of the desk's unit, as anything else.

    An act that is then refused leaves it there, to be chosen: nobody uploads a scan twice. A list of documents takes
    their numbers, a single one is named by its version, as the acts ask for it.
    """
    several = {field.name.removesuffix("[]") for field in form_of(entry.data, {}) if field.kind == "several"}
    found: dict[str, Any] = {}
    for name, file in brought:
        if visit.desk is None:
            raise Refused(entry.label, ("您目前没有岗位，不能上传材料",))
        whose = {"office": visit.desk.office_code, "unit": visit.desk.unit_code}
        told = {**whose, **_kept(visit, find_act(STORING), {}, file)}
        ids = perform(visit.surroundings.database, STORING, told, door=Door(now=visit.now, by=visit.by)).ids
        if name in several:
            found[name] = [*found.get(name, data.get(name, ())), ids["evidence"]]
        else:
            found[name] = ids["version"]
    return found


def _kept(visit: Visit, entry: Registered, data: dict[str, Any], file: Any) -> dict[str, Any]:
    """The bytes are kept first; what the act is told of them is what the store found.

    Where it asks for a title and nobody gave one, the file's name is it.
    """
    whose = {"office": visit.desk.office_code, "unit": visit.desk.unit_code} if visit.desk else {}
    surroundings, door = visit.surroundings, Door(now=visit.now, by=visit.by)
    kept = take_in(surroundings.database, surroundings.store, file.file, name=file.filename, whose=whose, door=door)
    if data.get("title") or "title" not in entry.data.model_fields:
        return kept
    return {"title": kept["file_name"].rpartition(".")[0] or kept["file_name"], **kept}


def _entered_for(visit: Visit, entry: Registered, code: str) -> int | None:
    if not code:
        return None
    person: int | None = visit.tx.scalar(select(Person.c.id).where(Person.c.code == code))
    if person is None:
        raise Refused(entry.label, (f"没有编码为“{code}”的人员",))
    return person


def sent_on(visit: Visit, done: Done, posted: Posted) -> Response:
    """Where the form says; htmx is told to go there itself."""
    path = local_path(_filled(posted.get("_then"), done)) or local_path(posted.get("_back")) or "/"
    if visit.wants_part:
        response = Response(status_code=204, headers={"HX-Redirect": path})
    else:
        response = RedirectResponse(path, status_code=303)
    return flash(response, "success", visit.words(done.summary))


def _filled(path: str, done: Done) -> str:
    return SLOT.sub(lambda slot: str(done.ids.get(slot.group(1), "")), path)


def refusal(visit: Visit, entry: Registered, posted: Posted, refused: Refused | EvidenceRefused | Busy) -> Response:
    """Every reason: beside the form where htmx asks, else on a page with the form as it was filled in."""
    turned = _turned(entry, refused)
    if visit.wants_part:
        return visit.page("kernel/refusal.html", status=turned.status, turned=turned)
    return visit.page(
        "kernel/refused.html",
        status=turned.status,
        turned=turned,
        entry=entry,
        about=about(visit, entry.data, typed(posted.inputs)),
        form=known(visit, form_of(entry.data, typed(posted.inputs)), given=typed(posted.inputs)),
        back=local_path(posted.get("_back")),
        then=posted.get("_then"),
        entered_for=posted.get("_for"),
    )


def _turned(entry: Registered, refused: Refused | EvidenceRefused | Busy) -> Turned:
    if isinstance(refused, Refused):
        return Turned(422, f"暂不能{refused.act}", tuple(worded(entry.data, each) for each in refused.reasons))
    return Turned(422 if isinstance(refused, EvidenceRefused) else 503, f"暂不能{entry.label}", (str(refused),))


@pages.get("/act/{act}", access=SignedIn())
def ask(visit: Visit, act: str) -> Response:
    """The form of any registered act, made from what the act is told; values of the query are filled in."""
    entry = registry().get(act)
    if entry is None:
        raise not_found("办理事项")
    if act in SHOWN_ONCE:
        return visit.redirect(SHOWN_ONCE[act])
    filled = typed(visit.request.query_params.multi_items())
    if (elsewhere := own_page(act, filled)) is not None:
        return visit.redirect(elsewhere)
    return _form_page(visit, entry, filled, back=visit.query.get("_back"), then=visit.query.get("_then", ""))


@pages.post("/act/{act}", access=SignedIn())
def ask_again(visit: Visit, posted: Posted, act: str) -> Response:
    """The same form as it was filled in, when a word looks for what is not listed (`_find`). Nothing is done."""
    entry = registry().get(act)
    if entry is None or act in SHOWN_ONCE:
        raise not_found("办理事项")
    return _form_page(visit, entry, typed(posted.inputs), back=posted.get("_back"), then=posted.get("_then"),
                      find=posted.get(FIND))  # fmt: skip


def _form_page(
    visit: Visit, entry: Registered, filled: Mapping[str, Sequence[str]], *, back: str | None, then: str, find: str = ""
) -> Response:
    find = (find or visit.query.get(FIND, "")).strip()
    return visit.page(
        "kernel/act.html",
        entry=entry,
        about=about(visit, entry.data, filled),
        form=known(visit, form_of(entry.data, filled), given=filled, find=find),
        find=find,
        back=local_path(back),
        then=then,
    )
