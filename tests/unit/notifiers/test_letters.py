from email import message_from_bytes, policy
from email.headerregistry import Address

from hypothesis import given
from hypothesis import strategies as st

from notifiers.letters import letter, message_id, one_line
from notifiers.message import Message

OFFICE = Address("县考核办", "office", "example.cn")
KANGFU = Address("康复部负责人", "kangfu", "example.cn")


@given(subject=st.text(min_size=1), name=st.text(min_size=1, max_size=40), body=st.text())
def test_letter_reads_back_as_written(subject: str, name: str, body: str) -> None:
    sender = Address(one_line(name), "office", "example.cn")

    raw = letter(Message(subject, body), sender=sender, to=KANGFU)

    read = message_from_bytes(raw, policy=policy.default)
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert read["To"].addresses == (KANGFU,)
    assert read["From"].addresses[0].addr_spec == "office@example.cn"
    assert read["Message-ID"].endswith("@example.cn>")


def test_letter_without_urgency_or_date_has_no_such_headers() -> None:
    read = message_from_bytes(letter(Message("请报送", "正文"), sender=OFFICE, to=KANGFU), policy=policy.default)

    assert {"Date", "Importance", "X-Priority"} & set(read.keys()) == set()
    assert read["Auto-Submitted"] == "auto-generated"


def test_letter_takes_extra_headers_on_one_line() -> None:
    raw = letter(Message("请报送", "正文"), sender=OFFICE, to=KANGFU, headers={"X-Office": "a\r\nBcc: b@example.cn"})

    read = message_from_bytes(raw, policy=policy.default)
    assert (read["X-Office"], read["Bcc"]) == ("a Bcc: b@example.cn", None)


def test_message_id_follows_the_key_and_the_mailbox() -> None:
    other = Address("", "jiaoyu", "example.cn")
    ids = {
        message_id(Message("甲", "乙", key="k"), sender=OFFICE, to=KANGFU),
        message_id(Message("甲改", "乙改", key="k"), sender=OFFICE, to=KANGFU),
        message_id(Message("甲", "乙", key="k2"), sender=OFFICE, to=KANGFU),
        message_id(Message("甲", "乙", key="k"), sender=OFFICE, to=other),
    }
    assert len(ids) == 3
