"""Looking for viruses before a file is handed to anybody: clamd by its socket, or a command of the office's choice."""

import shlex
import socket
import subprocess
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit

from config.errors import KaoheError
from config.labels import Labelled

_CHUNK = 1 << 16
_SECONDS = 60
_LONGEST_ANSWER = 4096


class Finding(Labelled):
    """What a scanner says of a file."""

    CLEAN = "clean", "未发现病毒"
    INFECTED = "infected", "发现病毒"
    WAITING = "waiting", "等待病毒扫描"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`words`: the name of the virus, or why the scanner could not look."""

    finding: Finding
    words: str = ""


class ScannerMisnamed(KaoheError):
    """The setting names no scanner."""


class Scanner(Protocol):
    def scan(self, file: BinaryIO) -> Verdict:
        """A scanner that is away or confused answers WAITING: a file is held then, not lost."""
        ...


@dataclass(frozen=True, slots=True)
class Clamd:
    """The daemon of ClamAV, asked by INSTREAM: it needs no access to our files. `place`: a socket, or host and port."""

    place: str | tuple[str, int]

    def scan(self, file: BinaryIO) -> Verdict:
        try:
            answer = self._asked(file)
        except OSError as error:
            return Verdict(Finding.WAITING, f"病毒扫描服务没有答复（{error}）")
        said = answer.decode("utf-8", "replace").strip("\x00\r\n ").removeprefix("stream: ")
        if said == "OK":
            return Verdict(Finding.CLEAN)
        if said.endswith(" FOUND"):
            return Verdict(Finding.INFECTED, said.removesuffix(" FOUND"))
        return Verdict(Finding.WAITING, f"病毒扫描服务答复“{said[:100]}”")

    def _asked(self, file: BinaryIO) -> bytes:
        family = socket.AF_UNIX if isinstance(self.place, str) else socket.AF_INET
        with closing(socket.socket(family, socket.SOCK_STREAM)) as line:
            line.settimeout(_SECONDS)
            line.connect(self.place)
            line.sendall(b"zINSTREAM\x00")
            while piece := file.read(_CHUNK):
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
            answer = b""
            while len(answer) < _LONGEST_ANSWER and (piece := line.recv(_LONGEST_ANSWER)):
                answer += piece
            return answer


@dataclass(frozen=True, slots=True)
class Command:
    """Reads the file from its input; 0 is clean, 1 is infected with the virus on its output, as clamscan does it."""

    words: tuple[str, ...]

    def scan(self, file: BinaryIO) -> Verdict:
        try:
            done = subprocess.run(  # noqa: S603 -- the operator's own command from the settings
                self.words, stdin=file, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            return Verdict(Finding.WAITING, f"病毒扫描命令没有运行成（{str(error)[:100]}）")
        said = " ".join(done.stdout.decode("utf-8", "replace").split())[:200]
        if done.returncode == 0:
            return Verdict(Finding.CLEAN)
        if done.returncode == 1:
            return Verdict(Finding.INFECTED, said)
        return Verdict(Finding.WAITING, f"病毒扫描命令以 {done.returncode} 退出")


def scanner_of(setting: str) -> Scanner | None:
    """Nothing where the installation has none."""
    if not setting.strip():
        return None
    if setting.startswith("clamd:"):
        address = urlsplit(setting)
        try:
            place = (address.hostname, address.port or 3310) if address.hostname else address.path
        except ValueError as error:
            raise ScannerMisnamed(f"KAOHE_SCANNER“{setting}”里的端口不对") from error
        return Clamd(place) if not isinstance(place, tuple) else Clamd((str(place[0]), place[1]))
    try:
        return Command(tuple(shlex.split(setting)))
    except ValueError as error:
        raise ScannerMisnamed(f"KAOHE_SCANNER“{setting}”不是一条完整的命令：引号没有成对") from error
