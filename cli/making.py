"""`kaohe paper`: a paper of a year, a result or a summary, as Word or PDF."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from actions.papers.results import ResultPaper, result_paper
from actions.papers.summaries import summary_paper
from actions.papers.years import YearPaper, year_paper
from actions.results.reading import read_result
from cli.clock import as_of
from cli.opening import opened
from cli.papers import written
from cli.people import person_named
from config.errors import KaoheError
from documents.letters.model import AnyLetter
from models.assessments import Assessment
from models.summaries import Summary

SUMMARY = "summary"


class NoSuchPaper(KaoheError):
    """What was asked for cannot be made; the message says what would be right."""


def run(
    kind: str, *, number: int | None, unit: str, period: str, person: str | None, moment: str | None,
    docx: Path | None, pdf: Path | None,
) -> int:  # fmt: skip
    if docx is None and pdf is None:
        raise NoSuchPaper("请写明 --docx 或 --pdf，写到哪个文件")
    now = as_of(moment)
    with opened() as database:
        person_id = person_named(database, person)
        with database.read() as tx:
            letter = _made(tx, kind, number, unit=unit, period=period, person_id=person_id, now=now)
    written(letter, docx=docx, pdf=pdf, at=now)
    return 0


def _made(
    tx: Connection, kind: str, number: int | None, *, unit: str, period: str, person_id: int | None, now: datetime
) -> AnyLetter:
    if kind in (SUMMARY, "汇总"):
        row = tx.execute(select(Summary.t).where(Summary.c.id == number)).one_or_none()
        if row is None:
            raise NoSuchPaper("请用 --number 写明哪一份汇总，编号见 kaohe summaries")
        return summary_paper(tx, row)
    year = number if number is not None else _newest(tx)
    for of_year in YearPaper:
        if kind in (of_year.value, of_year.label):
            return year_paper(tx, of_year, year, now=now, unit=unit)
    for of_result in ResultPaper:
        if kind in (of_result.value, of_result.label):
            view = read_result(tx, year, now=now, person_id=person_id, period=period)
            code = next((each.code for each in view.scheme.units if unit in (each.code, each.name, each.shown)), unit)
            return result_paper(view, of_result, unit=code)
    known = "、".join(f"{each.value} {each.label}" for each in (*YearPaper, *ResultPaper))
    raise NoSuchPaper(f"没有“{kind}”这种文书，可以写：{known}、{SUMMARY} 汇总")


def _newest(tx: Connection) -> int:
    found = tx.scalar(select(Assessment.c.id).order_by(Assessment.c.year.desc(), Assessment.c.id.desc()).limit(1))
    if found is None:
        raise NoSuchPaper("还没有发布过年度")
    return int(found)
