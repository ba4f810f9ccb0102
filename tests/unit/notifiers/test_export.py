import contextlib
import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from config.zone import SHANGHAI
from notifiers.export import ExportNotifier
from states.transport import Attachment, Message, Refused, Sent

REMINDER = Message(
    "请报送",
    "您有 4 项指标待填报。",
    urgent=True,
    attachments=(Attachment("台账.txt", b"abc", "text/plain"),),
    key="reminder:12",
    dated=datetime(2019, 5, 9, 9, 0, tzinfo=SHANGHAI),
)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def told(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_message_is_one_numbered_file_whose_name_proves_its_content(tmp_path: Path) -> None:
    answer = ExportNotifier(tmp_path / "out").send(REMINDER, "desk")

    (path,) = files(tmp_path / "out")
    assert answer == Sent(path.name)
    assert path.name == f"00000001-{hashlib.sha256(path.read_bytes()).hexdigest()}.json"
    assert told(path) == {
        "schema": "kaohe.export/1",
        "number": 1,
        "to": "desk",
        "subject": "请报送",
        "body": "您有 4 项指标待填报。",
        "urgent": True,
        "key": "reminder:12",
        "dated": "2019-05-09T09:00:00+08:00",
        "attachments": [{"name": "台账.txt", "media_type": "text/plain", "base64": "YWJj"}],
    }


def test_numbers_go_on_after_files_were_taken_away(tmp_path: Path) -> None:
    for _ in range(3):
        ExportNotifier(tmp_path).send(REMINDER, "desk")
        for path in files(tmp_path):
            if path.name.startswith("00000002"):
                path.unlink()

    assert [told(path)["number"] for path in files(tmp_path)] == [1, 3]


def test_numbers_of_many_writers_have_no_gap(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: ExportNotifier(tmp_path).send(REMINDER, "desk"), range(24)))

    assert [told(path)["number"] for path in files(tmp_path)] == list(range(1, 25))


@pytest.mark.parametrize("step", range(1, 8))
def test_writer_that_dies_leaves_neither_a_gap_nor_half_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The power goes before the n-th change of the folder: writing, syncing or renaming."""
    ExportNotifier(tmp_path).send(REMINDER, "desk")
    left = iter(range(1, step))

    def or_dies(work: Any) -> Any:
        def once(*args: Any) -> Any:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return work(*args)

        return once

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", or_dies(os.fsync))
        patch.setattr(Path, "replace", or_dies(Path.replace))
        with contextlib.suppress(KeyboardInterrupt):
            ExportNotifier(tmp_path).send(REMINDER, "desk")
    ExportNotifier(tmp_path).send(REMINDER, "desk")

    found = files(tmp_path)
    assert [told(path)["number"] for path in found] == list(range(1, len(found) + 1))
    assert all(path.name.split("-")[1] == f"{hashlib.sha256(path.read_bytes()).hexdigest()}.json" for path in found)
    assert not list(tmp_path.glob(".*-*.part"))


def test_folder_that_cannot_be_written_may_be_mended(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    answer = ExportNotifier(tmp_path / "file").send(REMINDER, "desk")

    assert isinstance(answer, Refused)
    assert not answer.permanent
