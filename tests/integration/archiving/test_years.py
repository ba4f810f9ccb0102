"""A year as one file: what is in it, who may take it, and that a change of any byte is found."""

import json
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.acts import Refused
from actions.archiving.handing_out import AlreadyThere, hand_out_year
from actions.archiving.years import write_year
from actions.doors import Door
from actions.evidence.sweeping import HOLDERS
from documents.archives.manifest import NAME, manifest_of, read_manifest
from documents.archives.opening import Fault
from documents.archives.packing import Packer
from documents.archives.verifying import Verified, verify_year
from documents.archives.years import HASHES
from models.assignments import Assignment
from models.database import Database
from models.evidence import EvidenceVersion
from models.journal import Journal
from models.tables import METADATA
from models.yearly import LEFT_OUT, as_stored, kept_tables, of_year
from tests.integration.actions.year import Year, at, published, scheme_text
from tests.profiles import cases

WHEN = "2019-04-02 09:00"


@pytest.fixture
def year(database: Database, tmp_path: Path) -> Year:
    return sealed(database, tmp_path)


@pytest.fixture
def local(sqlite_database: Database, tmp_path: Path) -> Year:
    """The same, where it is the file that is looked at."""
    return sealed(sqlite_database, tmp_path)


def sealed(database: Database, folder: Path) -> Year:
    """A town's year with one report upon a file, sealed by the clock."""
    year = published(database, "tiny", when="2019-03-04 09:00", folder=folder)
    year.tick("2019-03-20 09:00")
    report = year.report("新建高标准农田", "2019-03").id
    line = {"cumulative": "120.50", "progress": "已完成选址和勘界"}
    year.do("fill_report", "farming_officer", "2019-03-21 10:00", report=report, lines=[line])
    year.attach("farming_officer", "2019-03-21 11:00", report=report, unit="farming")
    year.tick("2019-03-21 12:00")
    return year


def door(year: Year, by: str, when: str = WHEN) -> Door:
    return Door(now=at(when), by=year.persons[by])


def handed(year: Year, path: Path) -> Path:
    hand_out_year(year.database, year.store, year.assessment, path, door=door(year, "desk"))
    return path


def lines(path: Path, member: str) -> list[Any]:
    with zipfile.ZipFile(path) as opened:
        return [json.loads(line) for line in opened.read(member).splitlines()]


def rewritten(path: Path, member: str, before: str, after: str) -> Path:
    """As somebody would forge it who knows how archives are made: the list and all digests are made anew."""
    with zipfile.ZipFile(path) as opened:
        contents = {name: opened.read(name) for name in opened.namelist()}
    manifest = read_manifest(contents.pop(NAME))
    assert before.encode() in contents[member]
    contents[member] = contents[member].replace(before.encode(), after.encode(), 1)
    forged = BytesIO()
    packer = Packer(forged)
    for name, content in contents.items():
        packer.put(name, content)
    listed = {each.name: each for each in manifest.members}
    anew = [listed[each.name].model_copy(update={"size": each.size, "sha256": each.sha256}) for each in packer.members]
    packer.put(NAME, manifest_of(manifest.head, anew, []).text())
    packer.close()
    copy = path.with_name("改过的.zip")
    copy.write_bytes(forged.getvalue())
    return copy


def told(found: Verified) -> list[str]:
    return [str(fault) for fault in found.faults]


def test_archive_holds_the_year_with_its_scheme_journal_and_files_and_verifies(year: Year, tmp_path: Path) -> None:
    path = handed(year, tmp_path / "2019.zip")
    found = verify_year(path)
    assert (told(found), found.files) == ([], 1)
    assert found.chain is not None
    assert (found.chain.rows, found.chain.unsealed) == (len(year.rows(Journal)) - 1, 0)  # the taking came after
    (version,) = year.rows(EvidenceVersion)
    with zipfile.ZipFile(path) as opened:
        assert opened.read(f"files/{version.hash[:2]}/{version.hash}") == "完成情况台账：第1期\n".encode()
        assert opened.read("scheme/tiny-1.yaml").decode() == lines(path, "data/scheme_version.jsonl")[0]["text"]
    with zipfile.ZipFile(path) as opened:
        members = set(opened.namelist())
    assert not members & {f"data/{name}.jsonl" for name in LEFT_OUT}
    with year.database.read() as tx:
        for table in kept_tables():
            mine = of_year(table, office_id=1, assessment_id=year.assessment)
            stored = [row._asdict() for row in tx.execute(table.select().where(mine).order_by(table.c.id))]
            assert len(as_stored(table)) == len(table.c)
            expected = [row["id"] for row in stored if table.name != "journal" or row["act"] != "take_archive"]
            assert [row["id"] for row in lines(path, f"data/{table.name}.jsonl")] == expected


def test_taking_is_on_record_with_the_digest(year: Year, tmp_path: Path) -> None:
    path = handed(year, tmp_path / "2019.zip")
    row = year.one(Journal, act="take_archive")
    assert (row.person_id, row.recorded_at) == (year.persons["desk"], at(WHEN))
    assert row.after["digest"] == path.read_bytes()[-64:].decode()
    assert row.after["files"] == 1


def test_who_may_not_take_it_gets_no_file_and_nothing_is_recorded(local: Year, tmp_path: Path) -> None:
    before = local.dump()
    with pytest.raises(Refused, match="暂不能取走年度归档文件：您现在的岗位不能办理"):
        hand_out_year(
            local.database, local.store, local.assessment, tmp_path / "2019.zip", door=door(local, "farming_officer")
        )
    assert (local.dump(), list(tmp_path.glob("*.zip"))) == (before, [])


def test_file_that_is_there_is_not_written_over(local: Year, tmp_path: Path) -> None:
    path = tmp_path / "2019.zip"
    path.write_text("别的文件", encoding="utf-8")
    with pytest.raises(AlreadyThere, match="没有覆盖"):
        handed(local, path)
    assert (path.read_text(encoding="utf-8"), local.rows(Journal, act="take_archive")) == ("别的文件", [])


def test_same_state_gives_the_same_bytes(local: Year) -> None:
    made = []
    for _ in range(2):
        into = BytesIO()
        write_year(local.database, local.store, local.assessment, into, now=at(WHEN))
        made.append(into.getvalue())
    assert made[0] == made[1]


def test_other_years_stay_at_home_and_the_chain_still_holds(year: Year, tmp_path: Path) -> None:
    text = scheme_text("tiny").replace("scheme: tiny\n", "scheme: later\n")
    later = year.do("publish", None, "2019-03-22 09:00", text=text).ids["assessment"]
    year.tick("2019-03-22 10:00")
    path = handed(year, tmp_path / "2019.zip")
    assert later != year.assessment
    assert told(verify_year(path)) == []
    assert {row["id"] for row in lines(path, "data/assessment.jsonl")} == {year.assessment}
    mine = {row.id for row in year.rows(Assignment, assessment_id=year.assessment)}
    assert {row["id"] for row in lines(path, "data/assignment.jsonl")} == mine
    assert {row["assessment_id"] for row in lines(path, "data/journal.jsonl")} <= {None, year.assessment}


def test_file_that_the_store_lost_is_named(local: Year, tmp_path: Path) -> None:
    (version,) = local.rows(EvidenceVersion)
    local.store.remove(version.hash)
    found = verify_year(handed(local, tmp_path / "2019.zip"))
    assert told(found) == [
        f"files/{version.hash[:2]}/{version.hash}：生成归档时材料库里就没有这个文件（evidence_version 第 1 行）"
    ]


@pytest.mark.parametrize(
    ("member", "before", "after", "said"),
    [
        ("data/journal.jsonl", '"id":3,', '"id":3,"note":1,', "履历第 3 行：记录内容与封存时不同"),
        ("data/seal.jsonl", '"prev_hash":"0', '"prev_hash":"1', "封存链第 1 号封存：封存记录与链上前后不符"),
        ("scheme/tiny-1.yaml", "某镇", "某县", "scheme/tiny-1.yaml：方案原文与登记的不一致"),
        ("data/evidence_version.jsonl", '"hash":"', '"hash":"0', "所指的文件"),
        ("data/report.jsonl", "\n", "\n{}\n", "data/report.jsonl：清单说"),
        ("data/journal.jsonl", '{"act"', '"act"', "data/journal.jsonl：有内容不合格式，核对不下去"),
    ],
)
def test_forgery_with_all_digests_made_anew_is_found_where_it_is(
    local: Year, tmp_path: Path, member: str, before: str, after: str, said: str
) -> None:
    forged = rewritten(handed(local, tmp_path / "2019.zip"), member, before, after)
    assert any(said in each for each in told(verify_year(forged)))


def test_every_changed_byte_is_found_and_its_member_named(local: Year, tmp_path: Path) -> None:
    whole = handed(local, tmp_path / "2019.zip").read_bytes()
    copy = tmp_path / "改过的.zip"
    with zipfile.ZipFile(BytesIO(whole)) as opened:
        inside = [(part.header_offset + 200, part.filename) for part in opened.infolist() if part.compress_size > 4000]

    def faults_at(place: int, by: int) -> tuple[Fault, ...]:
        copy.write_bytes(whole[:place] + bytes([whole[place] ^ by]) + whole[place + 1 :])
        return verify_year(copy).faults

    @settings(max_examples=cases(12, full=400), suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(0, len(whole) - 1), st.integers(1, 255))
    def found(place: int, by: int) -> None:
        assert faults_at(place, by)[0].where in ("整个文件", "压缩包")

    found()
    for place, name in inside:
        assert name in {fault.where for fault in faults_at(place, 1)}


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"not a zip at all" * 10])
def test_what_is_no_archive_is_told_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "不是.zip"
    path.write_bytes(content)
    found = verify_year(path)
    assert not found.ok
    assert found.manifest is None


def test_member_that_leads_elsewhere_is_stopped_at_the_gate(tmp_path: Path) -> None:
    path = tmp_path / "敌意.zip"
    with path.open("wb") as file:
        packer = Packer(file)
        packer.put("../../etc/passwd", b"x")
        packer.close()
    assert "压缩包：文件里部件的名字指向别处（如“../”），不能收取" in told(verify_year(path))


def test_every_table_belongs_to_a_year_in_one_way() -> None:
    assert set(LEFT_OUT) <= set(METADATA.tables)
    for table in kept_tables():
        of_year(table, office_id=1, assessment_id=1)  # raises for a table that nothing ties to a year


def test_year_that_breaks_off_leaves_no_file_and_no_record(local: Year, tmp_path: Path) -> None:
    (version,) = local.rows(EvidenceVersion)
    place = local.store.path(version.hash)
    place.unlink()
    place.mkdir()  # the disk answers with an error, not with the file's absence
    with pytest.raises(IsADirectoryError):
        handed(local, tmp_path / "2019.zip")
    assert [*tmp_path.glob("*.zip"), *tmp_path.glob(".*.zip*")] == []
    assert local.rows(Journal, act="take_archive") == []


def test_every_column_that_names_bytes_of_the_store_is_followed() -> None:
    followed = {(table, column) for table, columns in HASHES.items() for column in columns}
    kept = {(column.table.name, column.name) for column in HOLDERS}
    assert kept - followed == {("letter_print", "template_hash")}  # a template lies in its folder


def test_moments_and_documents_go_in_as_they_were_sealed(local: Year, tmp_path: Path) -> None:
    path = handed(local, tmp_path / "2019.zip")
    first = lines(path, "data/journal.jsonl")[0]
    row = local.rows(Journal)[0]
    assert datetime.fromisoformat(first["recorded_at"]) == row.recorded_at
    assert json.loads(first["after"]) == row.after
