from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from config.zone import SHANGHAI
from notifiers.answers import Refused, Sent
from notifiers.folder import FolderNotifier
from notifiers.message import Attachment, Message

REMINDER = Message(
    "请于5月13日17:00前报送：1—5月",
    "您有 4 项指标待填报。",
    urgent=True,
    attachments=(Attachment("分解表.xlsx", b"PK"),),
    key="reminder:12",
    dated=datetime(2019, 5, 9, 9, 0, tzinfo=SHANGHAI),
)


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_folder_keeps_a_mail_as_eml(tmp_path: Path) -> None:
    answer = FolderNotifier(tmp_path / "发件").send(REMINDER, "mailto://x:y@example.cn?to=kangfu@example.cn")

    path = only_file(tmp_path / "发件")
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(letter, EmailMessage)
    assert answer == Sent(path.name)
    assert path.suffix == ".eml"
    assert (letter["To"], letter["Subject"]) == ("kangfu@example.cn", REMINDER.subject)
    assert [part.get_filename() for part in letter.iter_attachments()] == ["分解表.xlsx"]


def test_folder_keeps_others_as_text_without_their_keys(tmp_path: Path) -> None:
    FolderNotifier(tmp_path).send(REMINDER, "wechat://corp:topsecret@1000002/@zhang")

    path = only_file(tmp_path)
    assert path.name.startswith("请于5月13日17_00前报送：1—5月-")
    assert path.read_text(encoding="utf-8") == (
        "收件：wechat://***\n主题：请于5月13日17:00前报送：1—5月\n时间：2019-05-09 09:00+08:00\n紧急\n"
        "附件：分解表.xlsx（2 字节）\n\n您有 4 项指标待填报。\n"
    )


def test_folder_holds_a_repeated_message_once(tmp_path: Path) -> None:
    folder = FolderNotifier(tmp_path)
    targets = ["wechat://a@b/@zhang", "wechat://a@b/@zhang", "wechat://a@b/@li"]

    assert [type(folder.send(REMINDER, target)) for target in targets] == [Sent] * 3
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("subject", ["", "../../etc/passwd", "a/b\\c", "..", "CON\x00\x1f", "长" * 500])
def test_folder_stays_inside_itself(tmp_path: Path, subject: str) -> None:
    folder = tmp_path / "outgoing"

    assert isinstance(FolderNotifier(folder).send(Message(subject, "正文"), "qq://x"), Sent)
    assert [path.name for path in tmp_path.iterdir()] == ["outgoing"]
    assert only_file(folder).parent == folder


def test_folder_that_cannot_be_written_refuses_for_now(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file stands where the folder should be")

    answer = FolderNotifier(tmp_path / "taken").send(REMINDER, "qq://x")

    assert isinstance(answer, Refused)
    assert not answer.permanent
    assert answer.reason.startswith(f"无法写入文件夹 {tmp_path / 'taken'}：")
