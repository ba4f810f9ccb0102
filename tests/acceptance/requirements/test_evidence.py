"""Evidence: used by many, kept by content, frozen once something was verified upon it; and what may not come in."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from actions.doors import Door
from actions.evidence.taking import add_file
from actions.performing import perform
from documents.evidence import EvidenceHeld
from models.evidence import EvidenceUse, EvidenceVersion
from models.journal import Journal
from models.outbox import OutboxMessage
from models.reports import Report
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.requirements.asking import refusal
from tests.integration.actions.year import Year, at
from tests.pdfs import Text, pdf
from tests.unit.documents.notices.extraction.letters import letter, par

OFFICER = "farming_officer"
FIRST, SECOND = "验收单：812亩\n".encode(), "验收单：812.5亩（更正）\n".encode()
TITLES = ("新建高标准农田", "农机安全检查")


@pytest.fixture
def reports(town: Year) -> tuple[int, ...]:
    """The March reports of both tasks of the one unit, filled in but for their evidence."""
    town.tick("2019-03-20 09:00")
    numbers = tuple(int(town.report(title, "2019-03").id) for title in TITLES)
    for number, figure in zip(numbers, ({"cumulative": "812"}, {}), strict=True):
        line = {"progress": "已完成并验收", **figure}
        town.do("fill_report", OFFICER, "2019-03-21 09:00", report=number, lines=[line])
    return numbers


def brought(year: Year, content: bytes, *, report: int) -> int:
    told = {"office": year.office, "unit": "farming", "title": "验收单", "report": report}
    door = Door(now=at("2019-03-21 10:00"), by=year.persons[OFFICER])
    return add_file(year.database, year.store, io.BytesIO(content), name="验收单.txt", told=told, door=door).ids[
        "evidence"
    ]


def replaced(year: Year, content: bytes, *, evidence: int) -> str:
    kept = year.store.keep(io.BytesIO(content), name="验收单（更正）.txt")
    file = {"hash": kept.hash, "size": kept.size, "media_type": kept.media_type, "file_name": kept.file_name}
    door = Door(now=at("2019-03-26 09:00"), by=year.persons[OFFICER])
    told = {"evidence": evidence, **file, "reason": "面积更正"}
    return perform(year.database, "replace_evidence", told, door=door).summary


@pytest.mark.closes("W13")
def test_evidence_is_used_many_times_and_frozen_when_it_was_verified_upon(town: Year, reports: tuple[int, ...]) -> None:
    farmland, safety = reports
    evidence = brought(town, FIRST, report=farmland)
    town.do("attach_evidence", OFFICER, "2019-03-21 11:00", evidence=evidence, report=safety)
    for title in TITLES:
        town.do("submit_report", OFFICER, "2019-03-22 09:00", assignment=town.assignment(title), window="march")
    town.do("approve", "farming_head", "2019-03-22 10:00", kind="report", id=farmland)
    town.do("verify_report", "desk", "2019-03-25 09:00", report=farmland)

    assert replaced(town, SECOND, evidence=evidence) == "已更换“验收单”，第2版"

    versions = town.rows(EvidenceVersion)
    frozen = at("2019-03-25 09:00")
    assert [(row.hash, row.frozen_at) for row in versions] == [
        (hashlib.sha256(FIRST).hexdigest(), frozen),
        (hashlib.sha256(SECOND).hexdigest(), None),
    ]
    assert [(row.subject_id, row.evidence_version_id, row.frozen_at) for row in town.rows(EvidenceUse)] == [
        (farmland, versions[0].id, frozen),
        (safety, None, None),
    ]
    with town.store.open(versions[0].hash) as file:
        assert file.read() == FIRST
    (reason,) = refusal(town, "detach_evidence", OFFICER, "2019-03-26 10:00", evidence=evidence, report=farmland)
    assert reason == "进展报告在现在的状态下不能办理“撤下印证材料”"


def test_paper_that_may_not_be_uploaded_stands_in_with_its_place(town: Year, reports: tuple[int, ...]) -> None:
    """O13, as far as it goes: title, number and where it is kept."""
    farmland, _ = reports
    told: dict[str, Any] = {"assignment": town.assignment(TITLES[0]), "window": "march"}
    assert refusal(town, "submit_report", OFFICER, "2019-03-21 10:00", **told) == ("2019年3月进展报告：缺印证材料1份",)

    paper = {"title": "权属调查底册", "document_no": "镇农〔2019〕3号", "kept_at": "镇档案室3柜2格"}
    add: dict[str, Any] = {"office": town.office, "unit": "farming", "report": farmland, **paper}
    done = town.do("add_paper_evidence", OFFICER, "2019-03-21 10:10", **add)
    town.do("submit_report", OFFICER, "2019-03-21 10:20", **told)

    assert done.summary == "已登记纸质备查“权属调查底册”"
    assert town.one(Report, id=farmland).state == "review:head"


@pytest.mark.closes("O13")
def test_name_that_bears_a_mark_of_secrecy_is_held_and_the_office_is_told(
    town: Year, shell: Shell, tmp_path: Path
) -> None:
    """Nothing of the file is kept, nor its name."""
    (tmp_path / "机密★5年 测绘成果.pdf").write_bytes(b"%PDF-1.4\n")
    told = json.dumps({"office": town.office, "unit": "farming", "title": "测绘成果"})
    database = {"KAOHE_DATABASE_URL": str(town.database.shown)}
    words = ("act", "add_evidence", "--as", OFFICER, "--file", "机密★5年 测绘成果.pdf", "--data", "-")

    said = shell(*words, stdin=told, environment=database)

    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "文件名带有“机密★”，未予保存。严禁上传、处理涉密文件资料；"
        "确需作为印证材料的，请改为纸质备查，登记题名、文号和存放地点。\n"
    )
    assert [path for path in shell.home.rglob("*") if path.is_file()] == []
    (line,) = [row for row in town.rows(Journal) if row.act == "note_withheld"]
    assert line.after == {"unit": "farming", "withheld": "机密★"}
    told_of = [row for row in town.rows(OutboxMessage) if row.kind == "material_withheld"]
    assert {row.subject for row in told_of} == {"【涉密提醒】农业站上传的一份文件带有“机密★”标志，未予保存"}
    assert not any("测绘成果" in row.subject + row.body for row in told_of)


LETTERHEAD = {
    "秘密.txt": "秘密★3年\n关于做好测绘工作的通知\n".encode(),
    "通知.docx": letter(par("秘密 ★ 3年") + par("关于做好测绘工作的通知")),
    "通知.pdf": pdf([Text(72, 780, "秘密★3年"), Text(72, 700, "关于做好测绘工作的通知")]),
}


@pytest.mark.parametrize("name", LETTERHEAD)
def test_file_that_bears_a_mark_at_its_head_is_held(town: Year, name: str) -> None:
    with pytest.raises(EvidenceHeld, match="文件上标有“秘密★”，未予保存"):
        town.store.keep(io.BytesIO(LETTERHEAD[name]), name=name)
    assert list(town.store.hashes()) == []


def test_sentence_that_speaks_of_secrets_bears_no_mark(town: Year) -> None:
    spoken = letter(
        par("保密工作要点") + par("对标注秘密★等密级的文件，各单位要按规定登记、传阅、清退、销毁，专人负责。")
    )
    assert town.store.keep(io.BytesIO(spoken), name="要点.docx").is_new
