import pytest

from notifiers.masking import mail_address, masked, scrubbed


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("mailto://office:secret@smtp.example.cn?to=kangfu@example.cn", "mailto://kangfu@example.cn"),
        ("mailtos://office:secret@example.cn", "mailtos://office@example.cn"),
        ("mailto://127.0.0.1:25/kangfu@example.cn?from=office@example.cn", "mailto://kangfu@example.cn"),
        ("jsons://user:secret@hook.example.cn:8443/token?+X-Key=secret", "jsons://hook.example.cn/***"),
        ("wechat://corp:secret@1000002/@zhang", "wechat://***"),
        ("folder:///srv/kaohe", "folder://***"),
        ("no url at all, secret", "***"),
        ("mailto://[broken", "mailto://***"),
    ],
)
def test_masked_target_shows_where_and_no_key(target: str, shown: str) -> None:
    assert masked(target) == shown


def test_mail_address_prefers_the_named_recipient() -> None:
    assert mail_address("mailto://office:pw@example.cn?to=kangfu@example.cn") == "kangfu@example.cn"


@pytest.mark.parametrize(
    ("target", "text", "clean"),
    [
        (
            "mailto://office:p%40ssword@smtp.example.cn?to=kangfu@example.cn",
            "login office p@ssword p%40ssword at smtp.example.cn for kangfu@example.cn",
            "login office *** *** at smtp.example.cn for kangfu@example.cn",
        ),
        (
            "wechat://corpid:corpsecret@1000002/@zhang",
            "errcode 40013 for corpid, corpsecret",
            "errcode 40013 for ***, ***",
        ),
        ("json://hook.example.cn/abcdef", "POST /abcdef at hook.example.cn", "POST /*** at hook.example.cn"),
    ],
)
def test_scrubbed_text_loses_the_keys_of_its_target(target: str, text: str, clean: str) -> None:
    assert scrubbed(text, target=target) == clean
