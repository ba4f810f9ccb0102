from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.anchors import UnreadableAnchors, keep_anchor, kept_anchors
from models.sealing import Anchor

EVENING = datetime(2019, 5, 13, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
OURS = "sqlite:////kaohe.db"


def test_one_seal_a_day_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "home" / "seals.jsonl"
    kept = [
        keep_anchor(path, Anchor(1, "aa"), database=OURS, now=EVENING),
        keep_anchor(path, Anchor(2, "bb"), database=OURS, now=EVENING),
        keep_anchor(path, Anchor(3, "cc"), database=OURS, now=EVENING + timedelta(minutes=1)),
    ]
    assert kept == [True, False, True]
    assert kept_anchors(path, database=OURS) == (Anchor(1, "aa"), Anchor(3, "cc"))


def test_seals_of_another_database_are_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "seals.jsonl"
    keep_anchor(path, Anchor(1, "aa"), database="sqlite:////other.db", now=EVENING)
    assert keep_anchor(path, Anchor(9, "ff"), database=OURS, now=EVENING)
    assert kept_anchors(path, database=OURS) == (Anchor(9, "ff"),)


def test_nothing_is_kept_yet(tmp_path: Path) -> None:
    assert kept_anchors(tmp_path / "seals.jsonl", database=OURS) == ()


@pytest.mark.parametrize("line", ["no json", "{}", '{"day": "2019-05-13", "seal": "x", "hash": "", "database": ""}'])
def test_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "seals.jsonl"
    keep_anchor(path, Anchor(1, "aa"), database=OURS, now=EVENING)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(UnreadableAnchors, match=r"seals\.jsonl 第 2 行"):
        kept_anchors(path, database=OURS)
