"""Files of facts: a text or a workbook, read; an empty workbook, written."""

from collections.abc import Callable, Sequence
from pathlib import Path

from cli.schemes import WouldOverwrite, read_scheme
from cli.speaking import answer, page
from config.errors import KaoheError
from config.loading import Loaded, SchemeErrors, load_facts, problem_of
from config.problems import Finding
from config.schemes import find_facts
from config.scoring.factsheet import FactSheet
from documents.workbooks.reading import read_workbook
from documents.workbooks.writing import empty_workbook
from scoring.facts import Facts
from scoring.sheets import facts_of

TEMPLATE = "kaohe.facts-template/1"
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".et")
Refusing = Callable[[Sequence[Finding]], KaoheError]
"""From what is refused to errors that name its place in the file."""


class NoFacts(KaoheError):
    """The file of facts is not there, or would have no name of a workbook."""


def read_facts(path: Path, loaded: Loaded, *, name: str = "") -> tuple[Facts, str]:
    """The facts and the period they speak of. Raises SchemeErrors or WorkbookErrors with all that is refused."""
    path = find_facts(path)
    if not path.is_file():
        raise NoFacts(f"没有事实文件 {path}")
    sheet, refusing = _workbook(path, loaded) if path.suffix.lower() in WORKBOOKS else _text(path, loaded)
    facts, refused = facts_of(sheet, loaded.scheme, name=name)
    if refused:
        raise refusing(refused)
    return facts, sheet.period or str(loaded.scheme.year)


def _text(path: Path, loaded: Loaded) -> tuple[FactSheet, Refusing]:
    sheet, source = load_facts(path, loaded)
    return sheet, lambda refused: SchemeErrors([problem_of(source, finding) for finding in refused])


def _workbook(path: Path, loaded: Loaded) -> tuple[FactSheet, Refusing]:
    book = read_workbook(path, loaded)
    return book.sheet, book.refusing


def write_template(scheme: str, path: Path, *, as_json: bool) -> int:
    """An empty workbook; nothing that is there already is overwritten."""
    if path.suffix.lower() != ".xlsx":
        raise NoFacts(f"{path} 要以 .xlsx 结尾")
    if path.exists():
        raise WouldOverwrite(f"{path} 已经存在，没有覆盖；请换一个文件名")
    book = empty_workbook(read_scheme(scheme))
    book.save(path)
    if as_json:
        answer(TEMPLATE, {"file": str(path), "sheets": book.sheetnames})
    else:
        page().print(f"已写出 {path}：填好后用 --facts {path} 评分。表：{'、'.join(book.sheetnames)}", soft_wrap=True)
    return 0
