"""`kaohe findings` and `kaohe finding`: the ledger, and one finding whole, as far as somebody may see them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from rich.table import Table
from rich.text import Text
from sqlalchemy import select

from actions.findings.dossier import Dossier, finding_dossier
from actions.findings.listing import Listed, listed_findings
from cli.clock import as_of
from cli.opening import opened
from cli.people import person_named
from cli.speaking import Page, answer, page
from config.zone import SHANGHAI
from models.assessments import Assessment

SCHEMA, ONE_SCHEMA = "kaohe.findings/1", "kaohe.finding/1"
HEADINGS = ("号", "单位", "事项", "日期", "次数", "状态", "异议期到", "事由", "finding")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed."""

    person: str | None
    assessment: int | None
    unit: str | None
    moment: str | None


def run(wanted: Wanted, *, as_json: bool) -> int:
    now = as_of(wanted.moment)
    with opened() as database:
        person_id = person_named(database, wanted.person)
        with database.read() as connection:
            years = connection.scalars(select(Assessment.c.id).order_by(Assessment.c.id)).all()
            asked = [number for number in years if wanted.assessment in (None, number)]
            found = [line for year in asked for line in listed_findings(connection, year, now=now, person_id=person_id)]
    shown = [line for line in found if wanted.unit in (None, line.unit, line.unit_code)]
    if as_json:
        items = [{**asdict(line), "state_label": line.state.label} for line in shown]
        answer(SCHEMA, {"items": items})
    else:
        _show(shown)
    return 0


def show(number: int, *, person: str | None, moment: str | None, as_json: bool) -> int:
    now = as_of(moment)
    with opened() as database:
        person_id = person_named(database, person)
        with database.read() as connection:
            found = finding_dossier(connection, number, now=now, person_id=person_id)
    if as_json:
        answer(ONE_SCHEMA, {**asdict(found), "state_label": found.finding.state.label})
    else:
        _show_one(page(), found)
    return 0


def _show_one(console: Page, found: Dossier) -> None:
    line = found.finding
    number = f"第{line.number}号" if line.number is not None else "（没有告知）"
    console.print(f"{line.unit}　{line.name}　{number}　{line.state.label}")
    inside = [f"登记人：{line.drafted_by}"] if line.drafted_by else []
    inside += [f"线索来源：{line.informant}"] if line.informant else []
    console.print("　".join([f"登记单位：{line.issuer}", *inside]))
    if line.problem is not None:
        console.print(f"依据：第{line.problem}号问题" + (f"；再计的理由：{found.again}" if found.again else ""))
    for each in found.versions:
        console.print(f"\n{_moment(each.recorded_at)} {each.state.label}：{each.reason}")
        notes = [*each.attributes.values(), *([f"{each.excused_by}批准免责"] if each.excused_by else [])]
        notes += [f"{each.rectified_on}整改到位"] if each.rectified_on else []
        more = f"（{'、'.join(notes)}）" if notes else ""
        console.print(f"  {each.happened_on} 计{each.times}{more}：{each.matter}")
    for objection in found.objections:
        console.print(f"\n{_moment(objection.objected_at)} 异议：{objection.words}")
        if objection.decided_at is not None:
            console.print(f"  {_moment(objection.decided_at)} {objection.decision}：{objection.decided_words}")
    if found.evidence:
        console.print(f"\n印证材料：{'、'.join(found.evidence)}")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _show(found: Sequence[Listed]) -> None:
    console = page()
    if not found:
        console.print("没有加减分事项。")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold", no_wrap=heading in ("号", "日期", "状态", "finding"))
    for line in found:
        table.add_row(*map(Text, _words(line)))
    console.print(table)


def _words(line: Listed) -> tuple[str, ...]:
    ends = line.window_ends_at.astimezone(SHANGHAI).date().isoformat() if line.window_ends_at else "—"
    return (
        str(line.number or "—"),
        line.unit,
        line.name,
        line.happened_on.isoformat(),
        f"{line.times.normalize():f}",
        line.state.label + ("（免责）" if line.excused else ""),
        ends,
        line.matter,
        str(line.id),
    )
