"""The store on a real disk, with files of every kind."""

import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.evidence import EvidenceHeld, EvidenceRefused, EvidenceStore, Kept
from documents.evidence_shelf import EvidenceMissing
from documents.gate.zips import Limits
from tests import containers
from tests.containers import shown
from tests.profiles import cases

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20
ALLOWED = "可以上传：pdf、ofd、doc、wps、docx、xls、et、xlsx、jpg、jpeg、png、txt、csv；每个文件不超过1MB"


def packed(*names: str) -> bytes:
    return containers.packed(dict.fromkeys(names, "<xml/>"))


def compound(*streams: str) -> bytes:
    return containers.compound(dict.fromkeys(streams, b""))


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence", limit=1 << 20)


def keep(store: EvidenceStore, content: bytes, name: str) -> Kept:
    return store.keep(io.BytesIO(content), name=name)


def files(store: EvidenceStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (PDF, "签到表.pdf", "application/pdf"),
        (b"\xef\xbb\xbf" + PDF, "签到表.PDF", "application/pdf"),
        (PDF, "没有扩展名", "application/pdf"),
        (PNG, "现场.png", "image/png"),
        (JPEG, "现场.jpg", "image/jpeg"),
        (PNG, "微信图片.jpg", "image/png"),
        (packed("[Content_Types].xml", "word/document.xml"), "报告.docx", DOCX_TYPE),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "台账.xlsx", XLSX_TYPE),
        (packed("OFD.xml", "Doc_0/Document.xml"), "红头文件.ofd", "application/ofd"),
        (compound("WordDocument"), "报告.wps", "application/msword"),
        (compound("Workbook"), "台账.et", "application/vnd.ms-excel"),
        ("单位,人数\n甲,6000".encode(), "人数.csv", "text/csv"),
        ("单位,人数\n康复部,6000".encode("gbk"), "人数.csv", "text/csv"),
        ("\ufeff说明".encode(), "说明.txt", "text/plain"),
    ],
    ids=shown,
)
def test_store_keeps_documents_by_their_content(
    store: EvidenceStore, content: bytes, name: str, media_type: str
) -> None:
    digest = hashlib.sha256(content).hexdigest()
    assert keep(store, content, name) == Kept(digest, len(content), media_type, name, is_new=True)
    with store.open(digest) as file:
        assert file.read() == content
    assert files(store) == [store.root / digest[:2] / digest[2:4] / digest]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "空.pdf", "文件是空的（0字节）"),
        (PDF + b" " * (1 << 20), "大.pdf", "文件过大"),
        (b"MZ\x90\x00", "安装.exe", "不是可以收取的文件类型"),
        (b"MZ\x90\x00", "签到表.pdf", "不是可以收取的文件类型"),
        (PNG, "签到表.pdf", "文件名以“.pdf”结尾，内容却是PNG图片，请核对文件"),
        (PDF, "报告.docx", "文件名以“.docx”结尾，内容却是PDF，请核对文件"),
        (PDF[:-8], "下载一半.pdf", "PDF文件不完整"),
        (PNG[:-8], "下载一半.png", "PNG图片不完整"),
        (packed("word/document.xml")[:-30], "报告.docx", "文件已损坏或不完整"),
        (packed("a.docx", "b.docx"), "材料.zip", "压缩包不能收取，请逐个上传里面的文件"),
        (packed("word/document.xml", "word/vbaProject.bin"), "报告.docx", "文件带有宏"),
        (compound("Workbook", "_VBA_PROJECT"), "台账.xls", "文件带有宏"),
        (compound("EncryptedPackage"), "台账.xlsx", "文件设了打开密码"),
        (compound("PowerPoint Document"), "汇报.doc", "不是可以收取的文件类型"),
        (b"<html><script>", "网页.html", "不是可以收取的文件类型"),
        (b"\x00\x01\x02", "说明.txt", "不是可以读的文本"),
        (b"\xff\xfe\x00\x00\xff", "说明.txt", "不是可以读的文本"),
    ],
    ids=shown,
)
def test_store_refuses_with_what_is_allowed_and_keeps_nothing(
    store: EvidenceStore, content: bytes, name: str, why: str
) -> None:
    with pytest.raises(EvidenceRefused) as caught:
        keep(store, content, name)
    assert str(caught.value).startswith(f"“{name}”没有保存：{why}")
    assert str(caught.value).endswith(f"。{ALLOWED}。")
    assert files(store) == []


def test_store_refuses_a_document_that_explodes(store: EvidenceStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.evidence_types.LIMITS", Limits(parts=1))
    with pytest.raises(EvidenceRefused, match="文件解开后过大"):
        keep(store, packed("word/document.xml", "word/media.xml"), "报告.docx")


def linked(kind: str, target: str) -> bytes:
    link = f'<Relationship Id="a" Type="x/{kind}" Target="{target}" TargetMode="External"/>'
    names = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    rels = f"<Relationships {names}>{link}</Relationships>"
    return containers.packed({"word/document.xml": "<x/>", "word/_rels/document.xml.rels": rels})


def test_document_that_fetches_a_template_from_afar_is_refused(store: EvidenceStore) -> None:
    for target in ("https://example.test/t.dotm", "\\\\server\\share\\t.dotm"):
        with pytest.raises(EvidenceRefused, match="一打开就要到外面取内容"):
            keep(store, linked("attachedTemplate", target), "报告.docx")
    for kind, target in (("attachedTemplate", "file:///C:/Normal.dotm"), ("image", "https://example.test/1.png")):
        assert keep(store, linked(kind, target), "报告.docx").is_new


def test_name_with_a_secret_mark_is_held_and_nothing_is_kept(store: EvidenceStore) -> None:
    with pytest.raises(EvidenceHeld, match=r"机密★.*未予保存.*严禁上传、处理涉密文件资料.*纸质备查") as caught:
        keep(store, PDF, "名单（机密★10年）.pdf")
    assert (caught.value.mark, files(store)) == ("机密★", [])


def test_same_bytes_are_kept_once(store: EvidenceStore) -> None:
    first = keep(store, PDF, "签到表.pdf")
    again = keep(store, PDF, "康复部签到表.pdf")
    assert (first.hash, first.is_new, again.is_new, len(files(store))) == (again.hash, True, False, 1)
    assert list(store.hashes()) == [first.hash]


class BreaksOff(io.RawIOBase):
    """A connection that is lost after the first piece."""

    def __init__(self) -> None:
        self.pieces = [PDF]

    def read(self, _size: int = -1) -> bytes:
        if not self.pieces:
            raise ConnectionResetError("the client went away")
        return self.pieces.pop()


def test_upload_that_breaks_off_leaves_nothing(store: EvidenceStore) -> None:
    with pytest.raises(ConnectionResetError):
        store.keep(BreaksOff(), name="签到表.pdf")  # type: ignore[arg-type]
    assert files(store) == []


def test_tidy_removes_only_old_leftovers(store: EvidenceStore) -> None:
    now = datetime(2019, 5, 13, 12, tzinfo=UTC)
    arrivals = store.root / "incoming"
    arrivals.mkdir(parents=True)
    for name, age in (("old", timedelta(days=2)), ("young", timedelta(hours=2))):
        (arrivals / name).write_bytes(b"half")
        moment = (now - age).timestamp()
        os.utime(arrivals / name, (moment, moment))
    assert (store.tidy(now=now), [path.name for path in files(store)]) == (1, ["young"])


def test_check_finds_bytes_that_were_changed_on_the_disk(store: EvidenceStore) -> None:
    kept = keep(store, PDF, "签到表.pdf")
    store.check(kept.hash)
    place = store.path(kept.hash)
    place.chmod(0o640)
    place.write_bytes(PDF.replace(b"1.4", b"1.5"))
    with pytest.raises(EvidenceMissing, match="已被改动或损坏"):
        store.check(kept.hash)
    place.unlink()
    with pytest.raises(EvidenceMissing, match="找不到文件"):
        store.check(kept.hash)


def test_file_cut_short_on_the_disk_is_mended_by_the_next_upload(store: EvidenceStore) -> None:
    kept = keep(store, PDF, "签到表.pdf")
    os.truncate(store.path(kept.hash), 3)
    assert keep(store, PDF, "签到表.pdf").is_new
    store.check(kept.hash)


@pytest.mark.parametrize("digest", ["../../etc/passwd", "ab", "A" * 64, ""])
def test_path_takes_only_a_hash(store: EvidenceStore, digest: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(digest)


def test_many_at_once_keep_each_file_once_and_whole(store: EvidenceStore) -> None:
    contents = [PDF + b"%d" % number for number in range(3)] * 8
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda content: keep(store, content, "签到表.pdf").hash, contents))
    assert len(kept) == 3
    assert sorted(path.name for path in files(store)) == sorted(kept)
    for digest in kept:
        store.check(digest)


@settings(max_examples=cases(60, full=2000), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.binary(max_size=300), st.text().map(str.encode), st.binary().map(lambda tail: PDF + tail)),
    st.sampled_from(["a.pdf", "a.docx", "a.xls", "a.png", "a.txt", "a"]),
)
def test_whatever_arrives_is_kept_whole_or_refused_in_words(store: EvidenceStore, content: bytes, name: str) -> None:
    outcome = kept_or_told(store, content, name)
    assert outcome == hashlib.sha256(content).hexdigest() or "没有保存" in outcome
    assert not list((store.root / "incoming").glob("*"))


def kept_or_told(store: EvidenceStore, content: bytes, name: str) -> str:
    try:
        kept = keep(store, content, name)
    except EvidenceRefused as refused:
        return str(refused)
    store.check(kept.hash)
    return kept.hash
