"""A message carries its link only where the pages can be reached (O12)."""

from pathlib import Path

from config.settings import Settings
from notifiers.choosing import notifier_of
from states.transport import Message
from tests.integration.actions.year import at

MESSAGE = Message(
    "3月进展情况：4项", "康复部：3月进展情况填报期已到。", key="opened:1", short="康复部：请报送。", link="/m/12"
)


def sent(home: Path, public_url: str) -> str:
    settings = Settings(home=home, delivery="folder", public_url=public_url)
    notifier_of(settings, clock=lambda: at("2019-03-20 09:00")).send(MESSAGE, "folder://kangfu")
    return "".join(path.read_text(encoding="utf-8") for path in settings.outbox.rglob("*") if path.is_file())


def test_link_leads_to_the_page_where_pages_are_reached(tmp_path: Path) -> None:
    assert "办理：https://kaohe.example.test/m/12" in sent(tmp_path, "https://kaohe.example.test")


def test_message_is_complete_without_a_link(tmp_path: Path) -> None:
    told = sent(tmp_path, "")
    assert "填报期已到" in told
    assert "/m/12" not in told
