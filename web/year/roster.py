"""A roster as offices have it: rows copied from a table, or the YAML of the manual, turned into appointments."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from actions.directory import Directory
from config.errors import KaoheError
from config.loading import read_source
from config.tree import plain

COLUMNS = ("person", "name", "post", "begins_on", "ends_on", "document_no")
HEADINGS = ("人员编码", "姓名", "岗位", "何日起任", "何日止", "任职文号")
DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


class RosterFault(KaoheError):
    """What is wrong with the roster, row by row."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("；".join(reasons))


def roster_of(text: str, directory: Directory, *, today: date) -> list[dict[str, Any]]:
    """Appointments, as the act is told them. Raises `RosterFault` with everything that is wrong."""
    if not text.strip():
        raise RosterFault(("请粘贴名册，或者选择文件",))
    rows = _yaml(text) if re.search(r"^people\s*:", text, re.MULTILINE) else [*_table(text)]
    titles = {post.title: post.code for post in directory.standing}
    codes = {post.code for post in directory.standing}
    faults: list[str] = []
    found = [_row(row, place, directory, codes, titles, today, faults) for place, row in enumerate(rows, start=1)]
    if not rows:
        faults.append("名册里没有人")
    if faults:
        raise RosterFault(faults)
    return found


def _yaml(text: str) -> list[dict[str, str]]:
    source, _ = read_source(text, name="名册")
    people = plain(source.root).get("people")
    rows = people if isinstance(people, list) else []
    return [{key: str(value) for key, value in row.items()} for row in rows if isinstance(row, dict)]


def _table(text: str) -> Iterator[dict[str, str]]:
    """Tabs as a spreadsheet copies them, or commas; a first row of headings is left out."""
    separator = "\t" if "\t" in text else ","
    for cells in csv.reader(io.StringIO(text.replace("，", ",") if separator == "," else text), delimiter=separator):
        told = [cell.strip() for cell in cells]
        if not any(told) or told[0] in (HEADINGS[0], "person"):
            continue
        yield dict(zip(COLUMNS, told, strict=False))


def _row(
    row: dict[str, str], place: int, directory: Directory, codes: set[str], titles: dict[str, str], today: date,
    faults: list[str],
) -> dict[str, Any]:  # fmt: skip
    post = row.get("post", "")
    post = post if post in codes else titles.get(post, post)
    faults += [f"第{place}行：缺{label}" for key, label in zip(COLUMNS[:3], HEADINGS, strict=False) if not row.get(key)]
    if post and post not in codes:
        faults.append(f"第{place}行：没有叫“{post}”的岗位，写岗位编码或者名称")
    told = {"office": directory.office_code, "person": row.get("person", ""), "name": row.get("name", ""), "post": post}
    days = {key: _day(row.get(key, ""), place, faults) for key in ("begins_on", "ends_on")}
    return {
        **told,
        "begins_on": days["begins_on"] or today.isoformat(),
        "ends_on": days["ends_on"],
        "document_no": row.get("document_no", ""),
    }


def _day(text: str, place: int, faults: list[str]) -> str | None:
    if text in ("", "None"):
        return None
    found = DAY.fullmatch(text)
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        pass
    faults.append(f"第{place}行：日期“{text}”看不懂，写成 2026-01-01 的样子")
    return None
