"""The store in a bucket: the same promises as in a folder, over HTTP to a store that speaks S3."""

import hashlib
import io
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import Settings
from documents.evidence import EvidenceRefused, EvidenceStore
from documents.evidence_shelf import EvidenceMissing, ShelfUnreachable
from documents.evidence_stores import BucketMisnamed, store_of
from tests.s3 import Objects, serving

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
DIGEST = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def objects() -> Iterator[Objects]:
    with serving("kaohe", "key") as objects:
        yield objects


def store_at(endpoint: str, home: Path, url: str = "s3://kaohe/印证材料") -> EvidenceStore:
    told = {"evidence_url": url, "s3_endpoint": endpoint, "s3_key_id": "key", "s3_secret": "secret"}
    return store_of(Settings(home=home, **told))


def keep(store: EvidenceStore, content: bytes = PDF, name: str = "签到表.pdf") -> tuple[str, bool]:
    kept = store.keep(io.BytesIO(content), name=name)
    return kept.hash, kept.is_new


def test_bytes_are_kept_once_in_the_bucket_and_nothing_stays_at_home(objects: Objects, tmp_path: Path) -> None:
    store = store_at(objects.address, tmp_path)
    assert (keep(store), keep(store)) == ((DIGEST, True), (DIGEST, False))
    assert list(objects.found) == [f"印证材料/{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    store.check(DIGEST)
    with store.open(DIGEST) as file:
        assert file.read() == PDF
    assert [(each.digest, each.size) for each in store.lying()] == [(DIGEST, len(PDF))]


def test_file_is_at_hand_under_a_path_for_a_day(objects: Objects, tmp_path: Path) -> None:
    store = store_at(objects.address, tmp_path)
    keep(store)
    path = store.at_hand(DIGEST)
    assert (path.read_bytes(), store.at_hand(DIGEST)) == (PDF, path)
    os.utime(path, (0, 0))
    assert (store.tidy(now=datetime(2019, 5, 13, tzinfo=UTC)), path.exists()) == (1, False)


def test_large_file_goes_in_parts_and_comes_back_whole(objects: Objects, tmp_path: Path) -> None:
    store, content = store_at(objects.address, tmp_path), PDF[:-7] + bytes(12_000_000) + b"%%EOF\n"
    digest, _ = keep(store, content)
    store.check(digest)


def test_what_is_refused_never_reaches_the_bucket(objects: Objects, tmp_path: Path) -> None:
    with pytest.raises(EvidenceRefused):
        keep(store_at(objects.address, tmp_path), b"MZ\x00")
    assert objects.found == {}


def test_what_is_gone_or_damaged_is_found(objects: Objects, tmp_path: Path) -> None:
    store = store_at(objects.address, tmp_path)
    keep(store)
    (key,) = objects.found
    objects.found[key] = (PDF.replace(b"1.4", b"1.5"), objects.found[key][1])
    with pytest.raises(EvidenceMissing, match="已被改动或损坏"):
        store.check(DIGEST)
    store.remove(DIGEST)
    assert not store.holds(DIGEST)
    with pytest.raises(EvidenceMissing, match="找不到文件"):
        store.open(DIGEST)


def test_store_that_refuses_or_is_away_is_told_in_words(objects: Objects, tmp_path: Path) -> None:
    store = store_at(objects.address, tmp_path)
    objects.fails = True
    with pytest.raises(ShelfUnreachable, match="对象存储没有答复或拒绝了"):
        keep(store)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = store_at(f"http://127.0.0.1:{free.getsockname()[1]}", tmp_path)
        with pytest.raises(ShelfUnreachable, match="请系统管理员核对"):
            nobody.holds(DIGEST)


@pytest.mark.parametrize("url", ["kaohe", "http://kaohe/x", "s3:///x"])
def test_address_that_is_none_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(BucketMisnamed, match="应如 s3://桶名/前缀"):
        store_at("", tmp_path, url)
