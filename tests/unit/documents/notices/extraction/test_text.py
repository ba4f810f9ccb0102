"""Plain text and what is no notice at all: read for certain, or refused with file, reason and remedy."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.notices.extraction.reading import paper_of, pasted
from documents.notices.extraction.refusing import Unreadable
from documents.notices.paper import Place
from tests.containers import compound, packed, shown
from tests.unit.documents.notices.extraction.letters import R, letter, package, par

NOTICE = "关于下达2019年度目标任务的通知\n各县（市、区）残联：\n一、任务完成（88分）〔2019〕5号 ①②③—★\n"
JAPANESE = "テスト".encode("shift-jis")
TRADITIONAL = "關於下達二零一九年度目標任務的通知\n各縣殘疾人聯合會：請認真貫徹執行，按時報送進展情況\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("text", [NOTICE, TRADITIONAL], ids=["simplified", "traditional"])
def test_encodings_of_offices_are_told_apart(encoding: str, text: str) -> None:
    paper = paper_of(text.replace("\n", "\r\n").encode(encoding), name="通知.txt")
    assert paper.text == text
    assert [each.place for each in paper.stretches] == [Place(line=at) for at in range(1, text.count("\n") + 1)]


@pytest.mark.parametrize(
    "content",
    [
        TRADITIONAL.encode("big5"),
        NOTICE.encode("utf-16")[2:],
        NOTICE.encode("utf-32"),
        JAPANESE,
        b"\x80",
    ],
    ids=["big5", "utf-16 without its mark", "utf-32", "shift-jis", "half a letter"],
)
def test_encoding_that_is_not_certain_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"“通知\.txt”没有读入：.*UTF-8"):
        paper_of(content, name="通知.txt")


def test_pasted_text_is_read_line_by_line() -> None:
    paper = pasted("标题\x0b副标题\r\n\x02正文")
    assert (paper.text, paper.file_name) == ("标题\n副标题\n正文\n", "粘贴的文字")
    assert [str(each) for each in paper.remarks] == ["粘贴的文字里有1个看不见的控制字符，没有读入"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",), exclude_characters="\u2028\u2029")))
def test_whatever_is_pasted_stays_letter_for_letter(text: str) -> None:
    if text.strip():
        assert pasted(text).text == f"{text}\n"
    else:
        with pytest.raises(Unreadable, match="没有文字"):
            pasted(text)


def test_content_decides_and_the_name_is_remarked_upon() -> None:
    paper = paper_of(letter(par("通知")), name="C:\\桌面\\通知.doc")
    assert (paper.text, paper.file_name) == ("通知\n", "通知.doc")
    assert [str(each) for each in paper.remarks] == ["文件名以“.doc”结尾，内容却是Word文档，已按Word文档读入"]


def test_macros_and_outer_links_are_told_and_never_followed() -> None:
    link = (
        f'<Relationship Id="t" Type="{R}/attachedTemplate" Target="https://example.test/t.dotm" TargetMode="External"/>'
    )
    body = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>通知</w:t></w:r></w:p></w:body></w:document>'
    paper = paper_of(package(body, link, {"word/vbaProject.bin": "x"}), name="通知.docm")
    assert [str(each) for each in paper.remarks] == [
        "文件带有宏，没有运行",
        "文件引用了1处外部内容，没有去取，如 https://example.test/t.dotm",
    ]


DEEP = "<w:p>" + "<w:r>" * 300 + "</w:r>" * 300 + "</w:p>"


@pytest.mark.parametrize(
    ("content", "why", "remedy"),
    [
        (b"", "空的（0字节）", "重新取得"),
        (letter(par("通知"))[:-40], "已损坏或不完整", "重新取得"),
        (letter(DEEP), "已损坏或不完整", "重新取得"),
        (letter("<w:p/>" * 1_600_000), "解开后过大", "另存"),
        (package('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'), "外部实体", "另存"),
        (package("<w/>", parts={"../../x": ""}), "指向别处", "另存"),
        (package("<w/>"), "没有正文", "重新取得"),
        (letter(par()), "没有文字", "粘贴"),
        (letter(par('<w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r>')), "只有图片", "粘贴"),
        (packed({"word/document.xml": bytes(30_000_000)}), "解开后过大", "另存"),
        (packed({"word/document.xml": "x"}, method=zipfile.ZIP_LZMA), "不常见的压缩方式", "另存"),
        (packed({"a.docx": "x"}), "压缩包", "解压"),
        (packed({"OFD.xml": "x"}), "OFD", "粘贴"),
        (compound({"WordDocument": b"\xec\xa5"}), "旧格式的Word或WPS文档", "另存为 .docx"),
        (compound({"EncryptedPackage": b""}), "打开密码", "去掉打开密码"),
        (b"{\\rtf1 }", "RTF", "另存为 .docx"),
        (b"<html><body>x</body></html>", "网页", "粘贴"),
        (b"\x89PNG\r\n\x1a\n", "图片", "粘贴"),
        (b"MZ\x00\x00", "程序", "核对来文"),
        (b"a\x00b", "控制字符", "UTF-8"),
        (b" \n", "没有文字", "重新取得"),
    ],
    ids=shown,
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_remedy(content: bytes, why: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        paper_of(content, name="来文.docx")
    assert str(caught.value).startswith("“来文.docx”没有读入：")
    assert (why in str(caught.value), remedy in str(caught.value)) == (True, True)
