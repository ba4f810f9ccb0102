"""单向导出: messages as numbered files in a folder, for a network with no way out but a one-way gate.

One file per message: `00000012-<sha256 of the file>.json`. Numbers run without a gap, so that the other side sees what
is missing; the name proves the content. Whoever watches the folder never sees half a file, and may take files away.
"""

import base64
import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from notifiers.letters import one_line
from states.transport import Answer, Message, Refused, Sent

SCHEMA = "kaohe.export/1"
COUNTER, LOCK = ".number", ".lock"
UNFINISHED = re.compile(r"\.(?P<name>(?P<number>\d{8})-(?P<digest>[0-9a-f]{64})\.json)\.part")


class ExportNotifier:
    """Safe for several processes on one machine. A message that goes again is another file with the same `key`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message, to: str) -> Answer:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._alone():
                return Sent(self._write(message, to))
        except (OSError, ValueError) as error:
            return Refused(f"无法写入导出文件夹 {self._folder}：{one_line(str(error))}", permanent=False)

    def _write(self, message: Message, to: str) -> str:
        """Content, then number, then name: a number is counted only once its file is whole on the disk, and a file
        that has its number is given its name by the next writer if this one dies."""
        last = self._counted()
        self._finish(last)
        number = last + 1
        content = _content(message, to, number)
        name = f"{number:08d}-{hashlib.sha256(content).hexdigest()}.json"
        unfinished = self._folder / f".{name}.part"
        _write_through(unfinished, content)
        fresh = self._folder / f"{COUNTER}.part"
        _write_through(fresh, str(number).encode())
        fresh.replace(self._folder / COUNTER)
        unfinished.replace(self._folder / name)
        _settle(self._folder)
        return name

    def _counted(self) -> int:
        try:
            return int((self._folder / COUNTER).read_text(encoding="ascii"))
        except FileNotFoundError:
            return 0

    def _finish(self, last: int) -> None:
        for path in self._folder.glob(".*.part"):
            found = UNFINISHED.fullmatch(path.name)
            if found is None:
                continue
            if int(found["number"]) == last and hashlib.sha256(path.read_bytes()).hexdigest() == found["digest"]:
                path.replace(self._folder / found["name"])
            else:
                path.unlink()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self._folder / LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _content(message: Message, to: str, number: int) -> bytes:
    told = {
        "schema": SCHEMA,
        "number": number,
        "to": to,
        "subject": message.subject,
        "body": message.body,
        "urgent": message.urgent,
        "key": message.key,
        "dated": message.dated.isoformat() if message.dated is not None else None,
        "attachments": [
            {"name": each.name, "media_type": each.media_type, "base64": base64.b64encode(each.content).decode()}
            for each in message.attachments
        ],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace")


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """The names, too, survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
