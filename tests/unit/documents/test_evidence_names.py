import pytest

from documents.evidence_names import LONGEST, clean_name, extension_of, secret_mark


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("培训签到表.pdf", "培训签到表.pdf"),
        ("C:\\Users\\office\\签到表.pdf", "签到表.pdf"),
        ("../../etc/passwd", "passwd"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("a\x00b\n.pdf ", "ab.pdf"),
        ("", ""),
    ],
)
def test_clean_name_keeps_what_can_be_seen(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_clean_name_of_great_length_keeps_its_extension() -> None:
    kept = clean_name("长" * 500 + ".xlsx")
    assert (len(kept), extension_of(kept)) == (LONGEST, "xlsx")


@pytest.mark.parametrize(
    ("name", "extension"), [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), (".pdf", ""), ("a.", "")]
)
def test_extension_is_what_follows_the_last_dot(name: str, extension: str) -> None:
    assert extension_of(name) == extension


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("会议纪要（机密★10年）.pdf", "机密★"),
        ("秘密 ★ 通知.docx", "秘密★"),
        ("★绝密 名单.xls", "★绝密"),
        ("絕密★名单.xls", "绝密★"),
        ("机\u200b密★.pdf", "机密★"),
        ("【内部资料】讲话.docx", "内部资料"),
        ("內部資料.docx", "内部资料"),
        ("内 部 资 料.docx", "内部资料"),
    ],
)
def test_secret_mark_is_seen_through_blanks_and_old_characters(name: str, mark: str) -> None:
    assert secret_mark(name) == mark


@pytest.mark.parametrize(
    "name", ["保守秘密承诺书.pdf", "保密机关建设.docx", "五★服务窗口.jpg", "机关内部管理资料.docx"]
)
def test_usual_titles_bear_no_secret_mark(name: str) -> None:
    assert secret_mark(name) is None
