"""迎检资料包: folders as inspectors look for them, nothing that the asker may not see, and what is missing told."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from actions.acts import Refused
from actions.archiving.handing_out import hand_out_pack
from actions.archiving.packs import NothingToPack, Packed, Wanted, tasks_of, write_catalogue, write_pack
from actions.doors import Door
from models.database import Database
from models.evidence import EvidenceVersion
from models.journal import Journal
from tests.integration.actions.year import Year, at, published

WHEN = "2019-04-02 09:00"


@pytest.fixture
def year(database: Database, tmp_path: Path) -> Year:
    return reported(database, tmp_path)


@pytest.fixture
def local(sqlite_database: Database, tmp_path: Path) -> Year:
    return reported(sqlite_database, tmp_path)


def reported(database: Database, folder: Path) -> Year:
    """One report handed in and approved upon a file and a paper."""
    year = published(database, "tiny", when="2019-03-04 09:00", folder=folder)
    year.tick("2019-03-20 09:00")
    report = year.report("新建高标准农田", "2019-03").id
    line = {"cumulative": "120.50", "progress": "已完成选址和勘界"}
    year.do("fill_report", "farming_officer", "2019-03-21 10:00", report=report, lines=[line])
    year.attach("farming_officer", "2019-03-21 11:00", report=report, unit="farming", title="=选址/台账")
    year.do(
        "add_paper_evidence", "farming_officer", "2019-03-21 11:10", office="town", unit="farming", report=report,
        title="勘界图", document_no="镇农〔2019〕3号", kept_at="档案室3号柜",
    )  # fmt: skip
    about = {"assignment": year.assignment("新建高标准农田"), "window": "march"}
    year.do("submit_report", "farming_officer", "2019-03-22 10:00", **about)
    year.do("approve", "farming_head", "2019-03-22 15:00", kind="report", id=report, words="数字属实")
    return year


def wanted(year: Year) -> Wanted:
    return Wanted(assessment=year.assessment, unit="farming")


def door(year: Year, by: str) -> Door:
    return Door(now=at(WHEN), by=year.persons[by])


def packed(year: Year, by: str, asked: Wanted | None = None) -> tuple[Packed, zipfile.ZipFile]:
    into = BytesIO()
    made = write_pack(year.database, year.store, asked or wanted(year), into, door=door(year, by))
    return made, zipfile.ZipFile(into)


def text_of(opened: zipfile.ZipFile, name: str) -> str:
    docx = Document(BytesIO(opened.read(name)))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in docx.paragraphs), *cells])


@pytest.mark.closes("O14", "O13")
def test_unit_takes_its_own_package_with_cover_list_files_and_what_is_missing(year: Year, tmp_path: Path) -> None:
    path = tmp_path / "迎检.zip"
    made = hand_out_pack(year.database, year.store, wanted(year), path, door=door(year, "farming_officer"))
    with zipfile.ZipFile(path) as opened:
        folder = opened.namelist()[0].partition("/")[0]
        names = [name.removeprefix(f"{folder}/") for name in opened.namelist() if name.startswith(folder)]
        assert names == ["001-=选址 台账.txt", "00-卷内目录.xlsx", "00-封面及卷内目录.docx"]
        assert opened.read(f"{folder}/001-=选址 台账.txt").decode().startswith("=选址/台账")
        sheet = load_workbook(BytesIO(opened.read(f"{folder}/00-卷内目录.xlsx"))).active
        assert sheet is not None
        rows = list(sheet.iter_rows(min_row=3, values_only=True))
        assert [row[3] for row in rows] == ["=选址/台账", "勘界图"]
        assert [cell.data_type for row in sheet.iter_rows(min_row=3) for cell in row if cell.value] == ["s"] * 11
        assert rows[1][1] == "镇农〔2019〕3号"
        assert "纸质备查，存放于档案室3号柜" in str(rows[1][6])
        cover = text_of(opened, f"{folder}/00-封面及卷内目录.docx")
        for said in ("考核内容", "120.5", "已完成选址和勘界", "同意：数字属实", "还没有得分"):
            assert said in cover
        assert "还没有得分" in text_of(opened, "00-封面和缺项清单.docx")
    assert (made.volumes, made.files) == (2, 1)
    assert "还没有得分" in [what for _, what in made.missing]
    row = year.one(Journal, act="take_pack")
    assert (row.person_id, row.after["unit"], row.after["digest"]) == (
        year.persons["farming_officer"],
        "farming",
        made.digest,
    )


def test_other_units_get_nothing_and_no_file_is_left(local: Year, tmp_path: Path) -> None:
    asked = Wanted(assessment=local.assessment, unit="leaders")
    with pytest.raises(Refused, match="暂不能取走迎检资料包"):
        hand_out_pack(local.database, local.store, asked, tmp_path / "迎检.zip", door=door(local, "farming_officer"))
    with pytest.raises(NothingToPack):
        packed(local, "desk", asked)
    assert (list(tmp_path.glob("*.zip")), local.rows(Journal, act="take_pack")) == ([], [])


def test_indicator_is_asked_for_by_its_code_and_the_same_state_gives_the_same_bytes(local: Year) -> None:
    with local.database.read() as tx:
        tasks = tasks_of(tx, local.assessment, "A1")
        with pytest.raises(NothingToPack, match=r"没有编号为“9\.9”的指标任务"):
            tasks_of(tx, local.assessment, "9.9")
    asked = Wanted(assessment=local.assessment, assignments=tasks)
    first, second = (packed(local, "desk", asked)[0] for _ in range(2))
    assert (first, first.volumes) == (second, 1)


def test_file_that_the_store_lost_is_on_the_list_of_what_is_missing(local: Year) -> None:
    (version,) = local.rows(EvidenceVersion)
    local.store.remove(version.hash)
    made, opened = packed(local, "desk")
    assert (made.files, [name for name in opened.namelist() if name.endswith(".txt")]) == (0, [])
    assert any("“=选址/台账”没有附上：材料库里找不到文件" in what for _, what in made.missing)


@pytest.mark.closes("O14")
def test_catalogue_lists_a_year_piece_by_piece(local: Year) -> None:
    content = write_catalogue(local.database, local.store, local.assessment, door=door(local, "desk"))
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1] == ("序号", "文号", "责任者", "题名", "日期", "页数", "备注")
    head, *pieces = [(row[0], row[3]) for row in rows[2:]]
    assert head == ("A1　新建高标准农田", None)
    assert pieces == [("1", "=选址/台账"), ("2", "勘界图")]
