"""责任书: signed by the head before anything is broken down."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.doors import PaperSignature
from models.database import Database
from tests.integration.actions.breakdowns import TOWN_ITEM, desks, save, state
from tests.integration.actions.year import Year, at, published

Refusing = Callable[..., tuple[str, ...]]
SIGNED = {"stages:\n": "stages:\n  issue: {sign: true, days: 3}\n"}


@pytest.fixture
def signing(database: Database, tmp_path: Path) -> Year:
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=SIGNED)


def test_head_signs_and_the_breakdown_is_owed_by_its_own_date(signing: Year, refused: Refusing) -> None:
    assert (state(signing, 1), desks(signing, 1, "sign")) == ("signing", ["farming_head"])
    assert refused(signing, "sign", "farming_officer", "2019-03-05 09:00", assignment=1)[0].startswith("您现在的岗位")
    assert refused(
        signing, "save_breakdown", "farming_officer", "2019-03-05 09:00", assignment=1, items=[TOWN_ITEM]
    )  # fmt: skip

    signing.do("sign", "farming_head", "2019-03-05 10:00", assignment=1)

    assert (state(signing, 1), desks(signing, 1, "sign")) == ("breaking_down", [])
    (owed,) = signing.owed(kind="breakdown", subject_id=1)
    assert owed.due_at == at("2019-03-15 23:59:59.999999")
    assert save(signing, "2019-03-05 11:00", TOWN_ITEM).summary == "已保存“新建高标准农田”的分解，共1项"


def test_letter_signed_by_pen_is_recorded_with_its_scan(signing: Year, refused: Refusing) -> None:
    """A head's letter on paper comes in by the same door as a leader's."""
    head = signing.persons["farming_head"]
    scan = signing.attach_loose("desk", "2019-03-06 09:00", unit="office", title="责任书")
    paper = {"leader": head, "signed_at": at("2019-03-05 15:00"), "words": ""}

    assert refused(signing, "sign", "desk", "2019-03-06 09:30", assignment=1, paper=PaperSignature(**paper)) == (
        "请附签批件扫描件或照片",
    )
    signing.do("sign", "desk", "2019-03-06 09:30", assignment=1, paper=PaperSignature(**paper, scan=scan))
    assert state(signing, 1) == "breaking_down"
