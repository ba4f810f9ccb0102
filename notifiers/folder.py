"""Messages as files in a local folder: nothing leaves the machine."""

import hashlib
import re
from email.headerregistry import Address
from pathlib import Path

from notifiers.letters import letter, one_line
from notifiers.masking import MAIL, mail_address, masked, schema_of
from states.transport import Answer, Message, Refused, Sent

UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
LONGEST_NAME = 60
SENDER = Address(display_name="目标责任考核", username="kaohe", domain="localhost")


class FolderNotifier:
    """Mail targets become `.eml`, which every mail program opens; others `.txt`. The same message to the same target
    is the same file, so that sending twice leaves one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message, target: str) -> Answer:
        try:
            name, content = _file(message, target)
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(name, content)
        except (OSError, ValueError) as error:
            return Refused(f"无法写入文件夹 {self._folder}：{one_line(str(error))}", permanent=False)
        return Sent(name)

    def _write(self, name: str, content: bytes) -> None:
        """Whoever watches the folder never reads half a file."""
        unfinished = self._folder / f".{name}.part"
        unfinished.write_bytes(content)
        unfinished.replace(self._folder / name)


def _file(message: Message, target: str) -> tuple[str, bytes]:
    stem = f"{_fit(message.subject)}-{_digest(message, target)}"
    to = mail_address(target) if schema_of(target) in MAIL else ""
    if to:
        return f"{stem}.eml", letter(message, sender=SENDER, to=Address(addr_spec=to))
    return f"{stem}.txt", _text(message, target).encode()


def _text(message: Message, target: str) -> str:
    lines = [f"收件：{masked(target)}", f"主题：{one_line(message.subject)}"]
    if message.dated is not None:
        lines.append(f"时间：{message.dated.isoformat(sep=' ', timespec='minutes')}")
    if message.urgent:
        lines.append("紧急")
    lines.extend(f"附件：{attachment.name}（{len(attachment.content)} 字节）" for attachment in message.attachments)
    return "\n".join([*lines, "", message.body, ""])


def _fit(subject: str) -> str:
    return UNFIT.sub("_", one_line(subject))[:LONGEST_NAME].strip(". ") or "无题"


def _digest(message: Message, target: str) -> str:
    named = message.key or f"{message.subject}\n{message.body}"
    return hashlib.sha256(f"{named}\n{target}".encode()).hexdigest()[:10]
