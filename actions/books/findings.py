"""加减分台账: every finding that its reader may see; drafts may be said better, new ones written in below."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from actions.books.base import About, EditData, Kind, Result, attempt
from actions.context import Act
from actions.findings.drafting import Drafting, Editing, draft_findings, edit_finding
from actions.findings.listing import Listed, listed_findings
from actions.published import Published
from config.scoring.finders import finding_kind, recorded_elsewhere
from config.scoring.words import FindingState
from documents.books.comparing import Edit
from documents.books.forms import Book, Column, Holds, Line, Paper, Sheet
from documents.books.places import Fault
from models.findings import findings_known
from scoring.sheets import units_by_name
from states.books import BookKind

SPARE = 30
OPEN = ("unit", "kind", "on", "times", "matter", "basis", "attributes", "person")
REMARK = "拟定的可以修改，告知以后的只供查看；新的写在空行里。属性一行一个，如 情节：一般。人员写代号，不写姓名。"


def build(act: Act, about: About, lines: frozenset[str] | None = None) -> Book:
    """The ledger of a year, in the order of its registration."""
    published = act.published(about["assessment"])
    wanted, said = _wanted(act, about["assessment"], lines)
    rows = tuple(_line(each, said[each.id], place) for place, each in enumerate(wanted, start=1))
    title = f"{published.scheme.title}加减分台账"
    sheet = Sheet(
        f"findings:{about['assessment']}",
        "加减分台账",
        title,
        tuple(_columns(published)),
        rows,
        spare=SPARE,
        given=("times",),
        year=published.scheme.year,
        remarks=(REMARK,),
        paper=Paper.A3,
    )
    return Book(BookKind.FINDINGS, title, (sheet,))


def _wanted(act: Act, assessment: int, lines: frozenset[str] | None) -> tuple[list[Listed], dict[int, Any]]:
    """What is asked for of what may be seen, and the version of each that stands. Of nothing nothing is read."""
    if lines is not None and not lines:
        return [], {}
    listed = listed_findings(act.tx, assessment, now=act.now, person_id=act.person_id)
    said = {row.id: row for row in findings_known(act.tx, assessment)}
    return [each for each in listed if lines is None or f"finding:{each.id}" in lines], said


def _columns(published: Published) -> Iterator[Column]:
    scheme, elsewhere = published.scheme, recorded_elsewhere(published.scheme)
    units = tuple(unit.name for unit in scheme.units)
    kinds = tuple(kind.name for kind in scheme.scoring.findings if kind.code not in elsewhere)
    fill: dict[str, Any] = {"is_open": True, "is_required": True}
    yield Column("place", "序号", width=6)
    yield Column("number", "编号", width=7)
    yield Column("state", "状态", width=11)
    yield Column("unit", "单位", width=18, words=units, only_words=True, **fill)
    yield Column("kind", "事项", width=22, words=kinds, only_words=True, **fill)
    yield Column("on", "发生日期", Holds.DAY, 12, **fill)
    yield Column("times", "次数", Holds.NUMBER, 7, is_open=True, hint="几次（件、人次、项、起）；不写按1次")
    yield Column("matter", "事由", width=40, **fill)
    yield Column("basis", "依据", width=24, is_open=True)
    yield Column("attributes", "属性", width=18, is_open=True, hint="一行一个，如 情节：一般")
    yield Column("person", "人员代号", width=12, is_open=True)
    yield Column("issuer", "登记单位", width=16)


def _line(each: Listed, said: Any, place: int) -> Line:
    cells = {
        "place": str(place),
        "number": str(each.number or ""),
        "state": each.state.label,
        "unit": each.unit,
        "kind": each.name,
        "on": each.happened_on.isoformat(),
        "times": f"{each.times:f}",
        "matter": each.matter,
        "basis": said.basis,
        "attributes": "\n".join(f"{name}：{value}" for name, value in each.attributes.items()),
        "person": said.person,
        "issuer": each.issuer,
    }
    is_draft = each.state is FindingState.DRAFTED and each.is_inside
    return Line(f"finding:{each.id}", cells, frozenset({"unit", "kind"} if is_draft else OPEN))


def objections(act: Act, about: About, edits: Sequence[Edit]) -> Iterator[Fault]:
    """Days that have not come, attributes that cannot be told apart, kinds that ask for some."""
    scheme = act.published(about["assessment"]).scheme
    for edit in edits:
        if edit.after.get("on", "") > act.now.date().isoformat():
            yield Fault(edit.at("on"), "发生日期晚于今天")
        found = _attributes(edit.after.get("attributes", ""))
        if found is None:
            yield Fault(edit.at("attributes"), "属性一行写一个，写作 名称：内容")
        kind = finding_kind(scheme, edit.after["kind"]) if edit.is_new else None
        lacking = [name for name in (kind.attributes if kind else ()) if name not in (found or {})]
        if lacking:
            yield Fault(edit.at("attributes"), f"“{edit.after['kind']}”要写明属性：{'、'.join(lacking)}")


def _attributes(text: str) -> dict[str, str] | None:
    parts = [line.replace("：", ":").partition(":") for line in text.splitlines() if line.strip()]
    if not all(colon and name.strip() and value.strip() for name, colon, value in parts):
        return None
    return {name.strip(): value.strip() for name, _, value in parts}


def write(act: Act, about: About, _book: Book, edits: Sequence[EditData]) -> list[Result]:
    """Each line is a finding of its own."""
    named = units_by_name(act.published(about["assessment"]).scheme)
    return [attempt(act, edit.place, 1, partial(_one, act, about, named, edit)) for edit in edits]


def _one(act: Act, about: About, named: Mapping[str, str], edit: EditData) -> None:
    told = _told(edit.after)
    if edit.line:
        number = int(edit.line.partition(":")[2])
        edit_finding(act, Editing.model_validate({"finding": number, **told, "reason": "按导入的台账修改"}))
        return
    unit, kind = edit.after["unit"], edit.after["kind"]
    entry = {**told, "unit": named.get(unit, unit), "kind": kind}
    draft_findings(act, Drafting.model_validate({"assessment": about["assessment"], "findings": [entry]}))


def _told(after: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {name: after[name] for name in ("on", "matter", "basis", "person") if name in after}
    if after.get("times"):
        told["times"] = after["times"]
    if "attributes" in after:
        told["attributes"] = _attributes(after["attributes"]) or {}
    return told


FINDINGS = Kind(BookKind.FINDINGS, build, objections, write, at_once=200)
