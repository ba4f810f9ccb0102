import pytest

from actions.entrance.strength import weaknesses

GOOD = ("kzpm-4t7w-hq2d", "三月桃花开得早啊今年", "correct horse battery", "Zhuo zi 17 deng", "春风又绿江南岸-2019")


@pytest.mark.parametrize("password", GOOD)
def test_a_long_and_unusual_password_will_do(password: str) -> None:
    assert list(weaknesses(password, code="kangfu-officer", name="康复部承办人")) == []


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short1!", "密码至少要有10个字符，现在只有7个"),
        ("kzpm-4t7" * 26, "密码最多200个字符"),
        ("20190304097", "密码不能只用数字"),
        ("２０１９０３０４０９７", "密码不能只用数字"),
        ("abababababab", "密码里不同的字符太少，至少要有5个"),
        ("my-Kangfu-Officer-9", "密码里不能含有本人的编码或者姓名"),
        ("我是康复部承办人2019", "密码里不能含有本人的编码或者姓名"),
        ("P@ssw0rd2019!", "这是人人会先试的密码（常用词、键盘次序），请换一个"),
        ("qwertyuiop123", "这是人人会先试的密码（常用词、键盘次序），请换一个"),
        ("1qaz2wsx3edc", "这是人人会先试的密码（常用词、键盘次序），请换一个"),
        ("abcdefgh1234", "这是人人会先试的密码（常用词、键盘次序），请换一个"),
        ("9876543210a", "这是人人会先试的密码（常用词、键盘次序），请换一个"),
        ("kaohe20192019", "这是人人会先试的密码（常用词、键盘次序），请换一个"),
    ],
)
def test_a_weak_password_is_told_why(password: str, why: str) -> None:
    assert list(weaknesses(password, code="kangfu-officer", name="康复部承办人")) == [why]


def test_every_weakness_is_told_at_once() -> None:
    assert list(weaknesses("1111", code="x9", name="")) == [
        "密码至少要有10个字符，现在只有4个",
        "密码不能只用数字",
        "密码里不同的字符太少，至少要有5个",
    ]
