"""Workbooks of old (xls, et): Calamine reads the values, the gate's look at the records tells how they are shown."""

import math
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from documents.gate.compound import inspect_compound
from documents.gate.old_sheets import OldSheet
from documents.notices.extraction.laying import Laying, TooMuch
from documents.notices.extraction.refusing import AS_XLSX, Unfit
from documents.notices.extraction.sheets import HIDDEN_SHEET, MOST_SHEETS, SeenSheet, lay_sheet, shown
from documents.notices.paper import Place


def read_old_sheets(file: IO[bytes], laying: Laying) -> None:
    looks = inspect_compound(file).book
    file.seek(0)
    try:
        with CalamineWorkbook.from_filelike(file) as book:
            known = book.sheets_metadata
            if len(known) > MOST_SHEETS:
                raise TooMuch(f"工作表有{len(known)}张")
            for at, each in enumerate(known):
                if each.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if each.visible is not SheetVisibleEnum.Visible:
                    laying.remark(HIDDEN_SHEET, Place(sheet=each.name))
                    continue
                look = looks.sheets[at] if looks and at < len(looks.sheets) else OldSheet()
                lay_sheet(_seen(each.name, book.get_sheet_by_index(at), look), laying)
    except (CalamineError, OSError, ValueError) as error:
        raise Unfit("旧格式的工作簿打不开，可能已损坏", AS_XLSX) from error


def _seen(title: str, sheet: Any, look: OldSheet) -> SeenSheet:
    cells = {}
    for row, line in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(line):
            text = _shown(value, is_percent=(row, column) in look.percents)
            if text.strip():
                cells[row + 1, column + 1] = text
    merged = [
        (top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return SeenSheet(
        title,
        cells,
        merged,
        frozenset(row + 1 for row in look.hidden_rows),
        frozenset(column + 1 for column in look.hidden_columns),
    )


def _shown(value: Any, *, is_percent: bool) -> str:
    if isinstance(value, float) and math.isfinite(value):
        return shown(value, "0%" if is_percent else "General")
    if isinstance(value, datetime | date | time | timedelta):
        return shown(value, "yyyy-mm-dd")
    return shown(value, "General")
