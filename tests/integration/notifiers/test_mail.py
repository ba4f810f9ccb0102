"""E-mail against a real SMTP server on loopback."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from config.zone import SHANGHAI
from notifiers.adapter import AppriseNotifier
from notifiers.answers import Refused, Sent, Unsure
from notifiers.message import Attachment, Message
from tests.integration.notifiers.conftest import MailServer, PostOffice, free_port, mail_server_of, opened_by

REMINDER = Message(
    subject="请于5月13日17:00前报送1—5月进展",
    body="您有 4 项指标待填报，其中 1 项落后序时进度。\n.以点开头的一行\n",
    key="reminder:12:zhang",
    dated=datetime(2019, 5, 9, 9, 0, tzinfo=SHANGHAI),
)


def test_mail_arrives_with_chinese_names_subject_and_attachment(
    mail_server: MailServer, notifier: AppriseNotifier
) -> None:
    sheet = Attachment("分解表.xlsx", b"PK\x03\x04", "application/vnd.ms-excel")
    message = Message(REMINDER.subject, REMINDER.body, urgent=True, attachments=(sheet,), dated=REMINDER.dated)

    answer = notifier.send(message, mail_server.target("kangfu", name="考核办"))

    assert answer == Sent("250 taken as 1")
    ((to, letter),) = mail_server.office.letters
    body = letter.get_body()
    (attached,) = letter.iter_attachments()
    assert body is not None
    assert {
        "to": to,
        "from": str(letter["From"]),
        "subject": letter["Subject"],
        "date": letter["Date"].datetime,
        "importance": letter["Importance"],
        "body": body.get_content().replace("\r\n", "\n"),
        "attachment": (attached.get_filename(), attached.get_content()),
    } == {
        "to": "kangfu@example.cn",
        "from": "考核办 <office@example.cn>",
        "subject": REMINDER.subject,
        "date": REMINDER.dated,
        "importance": "high",
        "body": REMINDER.body,
        "attachment": ("分解表.xlsx", b"PK\x03\x04"),
    }


def test_mail_without_a_sender_name_comes_from_the_assessment(
    mail_server: MailServer, notifier: AppriseNotifier
) -> None:
    target = f"mailto://{mail_server.address}/kangfu@example.cn?from=office@example.cn"

    notifier.send(REMINDER, target)

    ((_, letter),) = mail_server.office.letters
    assert str(letter["From"]) == "目标责任考核 <office@example.cn>"


def test_mail_bytes_have_no_bare_line_feed(mail_server: MailServer, notifier: AppriseNotifier) -> None:
    long = Message("长" * 200, "很长的一行" * 1000 + "\n" * 5)

    assert notifier.send(long, mail_server.target("kangfu")) == Sent("250 taken as 1")

    (raw,) = mail_server.office.raw
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_mail_repeated_keeps_its_message_id(mail_server: MailServer, notifier: AppriseNotifier) -> None:
    for name in ("kangfu", "kangfu", "jiaoyu"):
        notifier.send(REMINDER, mail_server.target(name))

    first, again, other = [letter["Message-ID"] for _, letter in mail_server.office.letters]
    assert first == again
    assert first != other


def test_mail_refused_for_one_recipient_reaches_the_others(mail_server: MailServer, notifier: AppriseNotifier) -> None:
    mail_server.office.refused = {"gone": "550 5.1.1 no such mailbox", "full": "452 4.2.2 mailbox full"}

    answers = {name: notifier.send(REMINDER, mail_server.target(name)) for name in ("kangfu", "gone", "full", "jiaoyu")}

    assert answers == {
        "kangfu": Sent("250 taken as 1"),
        "gone": Refused("邮件服务器拒收：550 5.1.1 no such mailbox", permanent=True),
        "full": Refused("邮件服务器拒收：452 4.2.2 mailbox full", permanent=False),
        "jiaoyu": Sent("250 taken as 2"),
    }
    assert mail_server.office.connections == 1


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("554 5.7.1 spam", Refused("邮件服务器拒收：554 5.7.1 spam", permanent=True)),
        ("451 4.3.0 try later", Refused("邮件服务器拒收：451 4.3.0 try later", permanent=False)),
    ],
)
def test_mail_refused_after_reading_is_told_apart(
    mail_server: MailServer, notifier: AppriseNotifier, said: str, answer: Refused
) -> None:
    mail_server.office.refused = {"kangfu": f"DATA {said}"}

    assert notifier.send(REMINDER, mail_server.target("kangfu")) == answer
    assert notifier.send(REMINDER, mail_server.target("jiaoyu")) == Sent("250 taken as 1")


def test_mail_is_unsure_when_the_line_dies_after_the_letter(mail_server: MailServer, notifier: AppriseNotifier) -> None:
    answer = notifier.send(REMINDER, mail_server.target("quiet"))

    assert answer == Unsure("信件已发出，服务器未答复即断开：Connection unexpectedly closed")
    assert notifier.send(REMINDER, mail_server.target("jiaoyu")) == Sent("250 taken as 2")


def test_mail_is_unsure_when_no_answer_comes_in_time(mail_server: MailServer, notifier: AppriseNotifier) -> None:
    assert notifier.send(REMINDER, mail_server.target("slow", rto="0.3")) == Unsure(
        "信件已发出，服务器未答复即断开：等待超时"
    )


def test_mail_server_that_does_not_answer_in_time_is_left_alone_for_a_while(
    mail_server: MailServer, notifier: AppriseNotifier
) -> None:
    answers = [notifier.send(REMINDER, mail_server.target(name, rto="0.3")) for name in ("slow", "kangfu")]

    assert [type(answer) for answer in answers] == [Unsure, Refused]
    assert answers[1] == Refused("邮件服务器刚才没有及时答复，稍后再试", permanent=False)


def test_mail_goes_on_after_the_server_closed_the_kept_line(notifier: AppriseNotifier) -> None:
    server = mail_server_of(PostOffice())
    target = server.target("kangfu")
    assert notifier.send(REMINDER, target) == Sent("250 taken as 1")
    server.stop()

    again = mail_server_of(server.office, port=server.controller.port)
    try:
        assert notifier.send(REMINDER, target) == Sent("250 taken as 2")
    finally:
        again.stop()
    assert server.office.connections == 2


def test_mail_server_that_cannot_be_reached_is_a_temporary_refusal(notifier: AppriseNotifier) -> None:
    port = free_port()
    target = f"mailto://127.0.0.1:{port}?from=office@example.cn&to=kangfu@example.cn"

    answer = notifier.send(REMINDER, target)

    assert answer == Refused(f"无法使用邮件服务器 127.0.0.1:{port}：[Errno 111] Connection refused", permanent=False)


def test_mail_server_that_says_nothing_costs_one_wait_for_the_whole_batch(notifier: AppriseNotifier) -> None:
    with silent_server() as (port, met):
        target = f"mailto://127.0.0.1:{port}?from=office@example.cn&to=kangfu@example.cn&cto=0.5"
        answers = {notifier.send(REMINDER, target) for _ in range(50)}

    assert answers == {Refused(f"无法使用邮件服务器 127.0.0.1:{port}：等待超时", permanent=False)}
    assert met == [1]


@contextmanager
def silent_server() -> Iterator[tuple[int, list[int]]]:
    """Takes connections and never speaks. The list counts them."""
    met = [0]
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held = []

        def accept() -> None:
            while True:
                try:
                    held.append(listening.accept()[0])
                except OSError:
                    return
                met[0] += 1

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield listening.getsockname()[1], met
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
        for connection in held:
            connection.close()


def test_mail_over_starttls_with_a_password(server_tls: ssl.SSLContext, notifier: AppriseNotifier) -> None:
    server = mail_server_of(
        PostOffice(),
        tls_context=server_tls,
        require_starttls=True,
        authenticator=opened_by("office", "correct-horse"),
        auth_required=True,
    )
    rest = f"@{server.address}?mode=starttls&verify=no&from=office@example.cn&to=kangfu@example.cn"
    try:
        wrong = notifier.send(REMINDER, f"mailtos://office:wrong-pass{rest}")
        right = notifier.send(REMINDER, f"mailtos://office:correct-horse{rest}")
    finally:
        server.stop()

    assert right == Sent("250 taken as 1")
    assert wrong == Refused(
        f"无法使用邮件服务器 {server.address}：535 5.7.8 Authentication credentials invalid", permanent=False
    )


def test_mail_over_implicit_tls(server_tls: ssl.SSLContext, notifier: AppriseNotifier) -> None:
    server = mail_server_of(PostOffice(), ssl_context=server_tls)
    target = f"mailtos://{server.address}?mode=ssl&from=office@example.cn&to=kangfu@example.cn"
    try:
        trusting = notifier.send(REMINDER, f"{target}&verify=no")
        checking = notifier.send(REMINDER, target)
    finally:
        server.stop()

    assert trusting == Sent("250 taken as 1")
    assert isinstance(checking, Refused)
    assert "CERTIFICATE_VERIFY_FAILED" in checking.reason
    assert not checking.permanent


def test_mail_channel_has_one_recipient(mail_server: MailServer, notifier: AppriseNotifier) -> None:
    target = mail_server.target("kangfu,jiaoyu")

    answer = notifier.send(REMINDER, f"{target},jiaoyu@example.cn")

    assert isinstance(answer, Refused)
    assert answer.permanent
    assert mail_server.office.letters == []


def test_mail_subject_cannot_smuggle_a_header(mail_server: MailServer, notifier: AppriseNotifier) -> None:
    notifier.send(Message("提醒\r\nBcc: other@example.cn", "正文"), mail_server.target("kangfu"))

    ((_, letter),) = mail_server.office.letters
    assert letter["Subject"] == "提醒 Bcc: other@example.cn"
    assert letter["Bcc"] is None


def test_mail_from_two_threads_uses_two_lines(mail_server: MailServer, notifier: AppriseNotifier) -> None:
    answers: list[object] = []

    def post() -> None:
        answers.extend(notifier.send(REMINDER, mail_server.target(f"p{n}")) for n in range(20))
        notifier.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [type(answer) for answer in answers] == [Sent] * 40
    assert len(mail_server.office.letters) == 40
    assert mail_server.office.connections == 2
