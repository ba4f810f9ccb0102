"""Reading in a process of its own, with bounded memory and time: a file that breaks a library breaks nothing else.

Run as a module it is that process: it takes the bytes from its input and answers in JSON.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from config.settings import CHECKOUT
from documents.evidence_names import clean_name
from documents.notices.extraction.reading import paper_of
from documents.notices.extraction.refusing import AGAIN, Unreadable
from documents.notices.paper import Cell, Paper, Place, Remark, Role, Stretch, Table

MEMORY = 2 << 30
SECONDS = 90
_FULL = 3


def read_apart(content: bytes, *, name: str, memory: int = MEMORY, seconds: float = SECONDS) -> Paper:
    """The paper, or `Unreadable`, whatever the file does to the libraries that read it."""
    name = clean_name(name)
    command = [sys.executable, "-m", __name__, name, str(memory), str(int(seconds))]
    # Secrets of this installation are no business of a process that opens strangers' files.
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("KAOHE_")}
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter and module; the name is an argument, not a command
            command, input=content, capture_output=True, timeout=seconds, cwd=CHECKOUT, env=surroundings, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(name, f"读了{seconds:g}秒还没有读完", _SMALLER) from error
    if done.returncode == _FULL:
        raise Unreadable(name, "读它要占用过多内存", _SMALLER)
    if done.returncode != 0:
        raise Unreadable(name, "内容异常，读取中断", AGAIN)
    answer = json.loads(done.stdout)
    if "why" in answer:
        raise Unreadable(answer["name"], answer["why"], answer["remedy"])
    return unpacked(answer)


_SMALLER = "请只留通知正文和附表，另存后再读，或复制全文粘贴"


def packed(paper: Paper) -> dict[str, Any]:
    return asdict(paper)


def unpacked(answer: dict[str, Any]) -> Paper:
    return Paper(
        file_name=answer["file_name"],
        sha256=answer["sha256"],
        text=answer["text"],
        stretches=tuple(_stretch(each) for each in answer["stretches"]),
        tables=tuple(
            Table(tuple(Cell(**cell) for cell in each["cells"]), each["start"], each["end"])
            for each in answer["tables"]
        ),
        remarks=tuple(Remark(each["sentence"], Place(**each["place"])) for each in answer["remarks"]),
    )


def _stretch(each: dict[str, Any]) -> Stretch:
    return Stretch(each["start"], each["end"], Place(**each["place"]), Role(each["role"]))


def _table(each: dict[str, Any]) -> Table:
    return Table(tuple(Cell(**cell) for cell in each["cells"]), each["start"], each["end"])


def main(name: str, memory: int, seconds: int) -> int:
    _confine(memory, seconds)
    try:
        answer = packed(paper_of(sys.stdin.buffer.read(), name=name))
    except Unreadable as refused:
        answer = {"name": refused.name, "why": refused.why, "remedy": refused.remedy}
    except MemoryError:
        return _FULL
    json.dump(answer, sys.stdout)
    return 0


def _confine(memory: int, seconds: int) -> None:
    """Where the system knows such limits; elsewhere the one who waits puts an end to it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- not there on Windows

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
