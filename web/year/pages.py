"""`/year`: the years of the office, its drafts, and the editor of one of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from starlette.responses import Response

from actions.acts import Conflict, Done, Refused
from actions.doors import Door
from actions.drafts.loading import heading_of
from actions.performing import perform
from config.patching import Edit
from config.schemes import find_scheme, shipped
from config.tree import plain
from states.subjects import SubjectKind
from web.kernel.errors import badly_asked
from web.kernel.flashes import flash
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.year.access import OFFICE, SETTERS, allowed, demand
from web.year.dates import dated, read
from web.year.editing import above_name, edits_of, new_name
from web.year.naming import names_of
from web.year.reading import Draft, draft_of, drafts_of, texts_of, whole, years_of
from web.year.sections import BY_CODE, SECTIONS, Row, Section, Table

pages = Pages(navigation=[nav("年度设置", "/year", *SETTERS[:3], group=Group.SETTINGS, home=True)])
LONGEST = 2_000_000


@pages.get("/year", access=OFFICE)
def years(visit: Visit) -> Response:
    demand(visit, "draft_scheme")
    found = years_of(visit)
    return visit.page(
        "year/years.html",
        years=found,
        drafts=drafts_of(visit),
        shipped=_shipped(),
        next_year=max([each.year for each in found] or [visit.now.year - 1]) + 1,
        may_amend=allowed(visit, "amend", SubjectKind.ASSESSMENT),
        may_archive=allowed(visit, "take_archive", SubjectKind.ASSESSMENT),
    )


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[str, str], ...]:
    """What comes with the product, by name and title."""
    return tuple((name, heading_of(find_scheme(name).read_text(encoding="utf-8"))[0]) for name in shipped())


@pages.post("/year/upload", access=OFFICE)
def upload(visit: Visit, posted: Posted) -> Response:
    """A file that was chosen, or a text that was pasted, becomes a draft."""
    demand(visit, "draft_scheme")
    text, name = posted.get("text"), ""
    for key, file in posted.files:
        if key == "file" and file.filename:
            text, name = _decoded(file.file.read(4 * LONGEST + 1)), file.filename
    if not text.strip():
        raise badly_asked("请选择一个方案文件（YAML），或者把方案全文贴进来")
    told = {"office": visit.at.office_code, "text": text, "name": name}
    done = perform(visit.surroundings.database, "begin_draft", told, door=Door(now=visit.now, by=visit.by))
    return flash(visit.redirect(f"/year/drafts/{done.ids['draft']}"), "success", done.summary)


def _decoded(raw: bytes) -> str:
    """Chinese files that were never told their coding are GBK."""
    for coding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    raise badly_asked("文件的编码认不出来，请另存为 UTF-8 再上传")


@dataclass(frozen=True, slots=True)
class Shown:
    """The editor as it is drawn: one section as forms, with what was typed before, and why it was not saved."""

    section: Section
    tables: tuple[Table, ...]
    typed: dict[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


@pages.get("/year/drafts/{draft:int}", access=OFFICE)
def edit(visit: Visit, draft: int) -> Response:
    """Forms and text side by side, the check-up beside them."""
    found = draft_of(visit, draft)
    return _editor(visit, found, _section(visit.query.get("part", "")))


def _section(code: str) -> Section:
    return BY_CODE.get(code, SECTIONS[0])


def _editor(visit: Visit, draft: Draft, section: Section, *, typed: dict[str, str] | None = None,
            reasons: Iterable[str] = (), status: int = 200) -> Response:  # fmt: skip
    data = data_of(draft)
    tables = tuple(section.tables(data)) if data is not None else ()
    lines = {row.pointer: draft.line(row.pointer) for table in tables for row in table.rows}
    dates = dated(draft.loaded and draft.loaded.scheme, data) if section.code == "dates" and data is not None else ()
    return visit.page(
        "year/editor.html",
        status=status,
        draft=draft,
        sections=SECTIONS,
        shown=Shown(section, tables, typed or {}, tuple(reasons)),
        readable=data is not None,
        lines=lines,
        dates=dates,
        names=names_of(data or {}),
        texts=texts_of(visit, draft.id),
        new_name=new_name,
        above_name=above_name,
    )


def data_of(draft: Draft) -> dict[str, Any] | None:
    """What the text says, also where it is no valid scheme yet; nothing where it is no tree at all."""
    found = draft.source
    return plain(found.root) if found is not None else None


@pages.post("/year/drafts/{draft:int}", access=OFFICE)
def save(visit: Visit, posted: Posted, draft: int) -> Response:
    """The forms of a section, saved as changes of the text at their places; nothing typed is lost by a refusal."""
    found, section = draft_of(visit, draft), _section(posted.get("_part"))
    data = data_of(found)
    typed = {name: value for name, value in posted.inputs if not name.startswith("_")}
    if data is None:
        return _editor(visit, found, section, typed=typed, reasons=("方案读不懂，请先改好右边的 YAML",), status=422)
    edits = edits_of(posted, _tables(section, data), data)
    back = f"{found.href}?part={section.code}"
    if not edits:
        return flash(visit.redirect(back), "info", visit.words("没有改动"))
    try:
        done = _patch(visit, found, posted, edits, visit.words(section.label.text))
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _editor(visit, found, section, typed=typed, reasons=reasons_of(refused), status=status)
    return flash(visit.redirect(back), "success", done.summary)


def _tables(section: Section, data: dict[str, Any]) -> list[Table]:
    if section.code != "dates":
        return [*section.tables(data)]
    return [Table((), tuple(Row(each.cell.pointer, (each.cell,)) for each in dated(None, data)))]


def _patch(visit: Visit, draft: Draft, posted: Posted, edits: list[Edit], words: str) -> Done:
    told = {
        "draft": draft.id,
        "number": whole(posted.get("_number")),
        "words": words,
        "edits": [{"pointer": each.pointer, "op": each.op, "value": each.value} for each in edits],
    }
    return perform(visit.surroundings.database, "patch_draft", told, door=Door(now=visit.now, by=visit.by))


@pages.get("/year/drafts/{draft:int}/phrase", access=OFFICE)
def phrase(visit: Visit, draft: int) -> Response:
    """What the words of a deadline mean in this year: a part beside the input."""
    found = draft_of(visit, draft)
    name = next((each for each in visit.query if each.startswith("/")), "")
    scheme = found.loaded.scheme if found.loaded else None
    reading = read(visit.query.get(name, "").strip(), scheme=scheme, year=found.year or visit.now.year)
    return visit.page("year/phrase.html", reading=reading)


@pages.get("/year/drafts/{draft:int}/text", access=OFFICE)
def text(visit: Visit, draft: int) -> Response:
    """The text as a file."""
    found = draft_of(visit, draft)
    name = f"draft-{found.id}-{found.number}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(found.text, media_type="application/yaml", headers=headers)
