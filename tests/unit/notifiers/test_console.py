import io

from notifiers.answers import Refused, Sent
from notifiers.console import ConsoleNotifier
from notifiers.message import Message

REMINDER = Message("请报送", "您有 4 项指标待填报。", urgent=True)


def test_console_shows_the_message_without_keys() -> None:
    screen = io.StringIO()

    answer = ConsoleNotifier(screen).send(REMINDER, "mailto://office:topsecret@example.cn?to=kangfu@example.cn")

    assert answer == Sent("已显示")
    assert screen.getvalue() == "→ mailto://kangfu@example.cn 【紧急】请报送\n您有 4 项指标待填报。\n\n"


def test_console_that_is_gone_refuses() -> None:
    screen = io.StringIO()
    screen.close()

    assert isinstance(ConsoleNotifier(screen).send(REMINDER, "x://y"), Refused)
