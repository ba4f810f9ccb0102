"""Where something stands in a book that came back, and what is wrong there."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell as people call it, rows and columns counted from 1; column 0 is the row, row 0 the sheet."""

    sheet: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        row = f" 第{self.row}行" if self.row else ""
        return f"{self.sheet}{row}" + (f" {get_column_letter(self.column)}列" if self.column else "")


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be taken as it stands."""

    spot: Spot
    message: str

    def __str__(self) -> str:
        return f"{self.spot}：{self.message}"
