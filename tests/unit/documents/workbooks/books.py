"""Workbooks as people fill them in, made cell by cell."""

from pathlib import Path
from typing import Any

import openpyxl

from config.loading import Loaded
from config.scoring.factsheet import FactSheet
from documents.workbooks.reading import read_workbook
from documents.workbooks.writing import empty_workbook

Rows = list[list[Any]]


def book_of(folder: Path, **sheets: Rows) -> Path:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / "事实.xlsx"
    book.save(path)
    return path


def read(path: Path, loaded: Loaded) -> FactSheet:
    return read_workbook(path, loaded).sheet


class Filled:
    """The template of a scheme while somebody fills it in."""

    def __init__(self, loaded: Loaded) -> None:
        self.book = empty_workbook(loaded)

    def table(self, **columns: dict[str, Any]) -> None:
        """{figure: {unit: number}} into the rows that are there already."""
        sheet = self.book["各单位一行的表"]
        top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "单位")
        names = {sheet.cell(top, column).value: column for column in range(2, sheet.max_column + 1)}
        for figure, numbers in columns.items():
            for row in range(top + 1, sheet.max_row + 1):
                if (unit := sheet.cell(row, 1).value) in numbers:
                    sheet.cell(row, names[figure], numbers[unit])

    def said(self, title: str, said: Any) -> None:
        """Beside a heading above the table."""
        sheet = self.book["各单位一行的表"]
        row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == title)
        sheet.cell(row, 2, said)

    def row(self, sheet: str, **said: Any) -> None:
        """Into the row that the template gives for the first two, or into the next empty one."""
        page = self.book[sheet]
        places = {page.cell(1, column).value: column for column in range(1, page.max_column + 1)}
        wanted = [*list(said.items())[:2], *[(key, None) for key in list(said)[2:]]]
        rows = range(2, page.max_row + 1)
        fitting = [row for row in rows if all(page.cell(row, places[key]).value == value for key, value in wanted)]
        row = fitting[0] if fitting else page.max_row + 1
        for key, value in said.items():
            page.cell(row, places[key], value)

    def save(self, folder: Path) -> Path:
        path = folder / "填好.xlsx"
        self.book.save(path)
        return path
