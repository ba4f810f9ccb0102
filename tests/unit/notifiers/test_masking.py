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
        ("smss://user:secret@mas.example.cn:8443/send?to=861000000000", "smss://mas.example.cn/***"),
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
        (
            "dingtalk://SECabc@token/861000000000?server=http://10.0.0.8:8080&rto=5",
            "无法连接 10.0.0.8:8080 SECabc token 861000000000",
            "无法连接 10.0.0.8:8080 *** *** ***",
        ),
        (
            "sms://mas.example.cn/send?to=861000000000&:key=topkey&:c={text}&ok=code:0",
            "mas.example.cn: code topkey 861000000000",
            "mas.example.cn: code *** ***",
        ),
        ("export:///srv/outgoing?to=desk", "/srv/outgoing is full", "/srv/outgoing is full"),
        ("json://hook.example.cn/abcdef", "POST /abcdef at hook.example.cn", "POST /*** at hook.example.cn"),
    ],
)
def test_scrubbed_text_loses_the_keys_of_its_target(target: str, text: str, clean: str) -> None:
    assert scrubbed(text, target=target) == clean
