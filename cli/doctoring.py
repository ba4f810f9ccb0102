"""`kaohe doctor`: is all well, and if not, what to do."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text

from actions.health import Finding, Level, examine, problem, well
from actions.housekeeping import examine_chain, examine_home
from actions.shortfalls.sampling import examine_lights
from cli.clock import read_clock
from cli.groups import WRONG
from cli.opening import opened
from cli.speaking import answer, page, progress
from cli.surroundings import examine_channels, examine_faces, examine_prefect, examine_site
from config.settings import Settings, read_settings
from models.database import DatabaseUnreachable
from models.schema import HEAD, SchemaError

SCHEMA = "kaohe.doctor/1"
MARKS = {Level.WELL: ("✓", "green"), Level.NOTE: ("·", "cyan"), Level.PROBLEM: ("✗", "bold red")}


def run(*, as_json: bool) -> int:
    now, settings = read_clock(), read_settings()
    with progress("检查各项"):
        findings = tuple(look(settings, now=now))
    problems = [each for each in findings if each.level is Level.PROBLEM]
    if as_json:
        told = [
            {"check": each.check, "level": each.level.value, "words": each.words, "remedy": each.remedy}
            for each in findings
        ]
        answer(SCHEMA, {"ok": not problems, "at": now, "findings": told})
    else:
        show(findings)
    return WRONG if problems else 0


def look(settings: Settings, *, now: datetime) -> Iterator[Finding]:
    yield from examine_home(settings)
    try:
        with opened(settings) as database:
            yield well("database", f"数据库 {database.shown}，版本 {HEAD}")
            yield from examine_chain(database, settings)
            with database.read() as connection:
                yield from examine(connection, now=now)
                yield from examine_lights(connection, now=now)
                yield from examine_channels(connection)
    except DatabaseUnreachable as error:
        yield problem("database", str(error), "检查 KAOHE_DATABASE_URL 和 KAOHE_HOME")
    except SchemaError as error:
        yield problem("database", str(error), "kaohe migrate")
    yield from examine_faces(settings)
    yield from examine_prefect(settings)
    yield from examine_site(settings)


def show(findings: Sequence[Finding]) -> None:
    console = page()
    for finding in findings:
        mark, style = MARKS[finding.level]
        console.print(Text(mark, style=style), Text(finding.words), soft_wrap=True)
        if finding.remedy:
            console.print(
                f"  → {finding.remedy}", style="dim" if finding.level is Level.NOTE else "bold", soft_wrap=True
            )
    problems = sum(each.level is Level.PROBLEM for each in findings)
    console.print(f"\n{problems} 个问题。" if problems else "\n一切正常。")
