"""`kaohe findings`: the ledger of findings, as far as somebody may see it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.table import Table
from rich.text import Text
from sqlalchemy import select

from actions.findings.listing import Listed, listed_findings
from cli.clock import as_of
from cli.opening import opened
from cli.people import person_named
from cli.speaking import answer, page
from config.zone import SHANGHAI
from models.assessments import Assessment

SCHEMA = "kaohe.findings/1"
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
