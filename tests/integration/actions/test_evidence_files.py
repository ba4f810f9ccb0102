"""The bytes of evidence: scanned before they are served, swept only when nothing on record needs them."""

import io
import os
import socketserver
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from actions.evidence.scanning import Withheld, check_servable, unscanned
from actions.evidence.sweeping import HOLDERS, sweep
from documents.evidence import EvidenceRefused, EvidenceStore
from documents.evidence_scanning import Clamd, Command, Scanner, scanner_of
from models.database import Database
from models.evidence import Evidence, EvidenceVersion
from models.journal import Journal
from models.scans import EvidenceScan
from models.tables import METADATA
from tests.office import NOON, Ground, lay_ground, put
from tests.profiles import cases

NOW = datetime(2019, 5, 13, 12, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
VIRUS = PDF + b"X5O!P%@AP"


class _Asked(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\x00"
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar-Test FOUND\x00" if b"X5O!" in content else b"stream: OK\x00")


@contextmanager
def clamd() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Asked) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"clamd://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def command() -> Command:
    looks = (
        "import sys; found = b'X5O!' in sys.stdin.buffer.read(); print('Eicar-Test' if found else ''); sys.exit(found)"
    )
    return Command((sys.executable, "-c", looks))


AWAY: tuple[Scanner, ...] = (
    Clamd("/nowhere/clamd.ctl"),
    Command(("/nowhere/scan",)),
    Command((sys.executable, "-c", "exit(2)")),
)


@pytest.mark.parametrize("kind", ["clamd", "command"])
def test_virus_is_turned_away_at_the_door_and_nothing_is_kept(kind: str, tmp_path: Path) -> None:
    with clamd() as address:
        scanner = scanner_of(address) if kind == "clamd" else command()
        store = EvidenceStore(tmp_path, scanner=scanner)
        clean = store.keep(io.BytesIO(PDF), name="签到表.pdf").hash
        with pytest.raises(EvidenceRefused, match=r"“签到表\.pdf”没有保存：病毒扫描发现Eicar-Test"):
            store.keep(io.BytesIO(VIRUS), name="签到表.pdf")
        assert list(store.hashes()) == [clean]


def kept(database: Database, store: EvidenceStore, content: bytes) -> str:
    digest = store.keep(io.BytesIO(content), name="签到表.pdf").hash
    with database.write() as tx:
        register(tx, lay_ground(tx), digest)
    return digest


def register(tx: Connection, ground: Ground, digest: str) -> None:
    evidence = put(tx, Evidence, office_id=ground.office, unit_id=ground.unit, title="签到表", created_at=NOON)
    about = {"office_id": ground.office, "evidence_id": evidence, "size": 1, "media_type": "application/pdf"}
    put(tx, EvidenceVersion, **about, number=1, hash=digest, file_name="1.pdf", stored_at=NOON)


def test_file_is_scanned_before_it_is_served_and_the_result_stays_on_record(database: Database, tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    clean, infected = kept(database, store, PDF), store.keep(io.BytesIO(VIRUS), name="签到表.pdf").hash
    with database.read() as tx:
        assert unscanned(tx) == [clean]
    check_servable(database, store, None, infected, name="签到表.pdf", now=NOW)

    check_servable(database, store, command(), clean, name="签到表.pdf", now=NOW)
    for _ in range(2):
        with pytest.raises(Withheld, match=r"“签到表\.pdf”里发现病毒（Eicar-Test），不能打开"):
            check_servable(database, store, command(), infected, name="签到表.pdf", now=NOW)

    with database.read() as tx:
        assert unscanned(tx) == []
        recorded = tx.execute(EvidenceScan.t.select().order_by(EvidenceScan.c.id)).all()
    assert [(row.hash, row.finding, row.words, row.scanned_at, row.times) for row in recorded] == [
        (clean, "clean", "", NOW, 1),
        (infected, "infected", "Eicar-Test", NOW, 1),
    ]


def test_file_waits_while_the_scanner_is_away_and_is_served_when_it_is_back(database: Database, tmp_path: Path) -> None:
    for scanner in AWAY:
        store = EvidenceStore(tmp_path, scanner=scanner)
        digest = store.keep(io.BytesIO(PDF), name="签到表.pdf").hash
        with pytest.raises(Withheld, match=r"还没有通过病毒扫描（.*），文件没有丢"):
            check_servable(database, store, scanner, digest, name="签到表.pdf", now=NOW)
    check_servable(database, store, command(), digest, name="签到表.pdf", now=NOW)
    with database.read() as tx:
        (row,) = tx.execute(EvidenceScan.t.select()).all()
    assert (row.finding, row.times) == ("clean", len(AWAY) + 1)


def test_setting_names_the_scanner() -> None:
    assert scanner_of(" ") is None
    assert scanner_of("clamd:///run/clamav/clamd.ctl") == Clamd("/run/clamav/clamd.ctl")
    assert scanner_of("clamd://scan.example.test") == Clamd(("scan.example.test", 3310))
    assert scanner_of("clamdscan --no-summary -") == Command(("clamdscan", "--no-summary", "-"))


def test_every_column_that_names_bytes_of_the_store_is_asked() -> None:
    """A hash of something else says here what it is of."""
    others = {
        "credential.password_hash": "a password",
        "web_session.secret_hash": "a session's secret",
        "api_token.token_hash": "a token",
        "scheme_draft.hash": "a draft's text",
        "scheme_version.hash": "a scheme's text",
        "result_version.scheme_hash": "the same",
        "seal.hash": "the chain of the journal",
        "seal.prev_hash": "the same",
        "letter_print.text_hash": "a letter's text",
        "letter_print.content_hash": "the same",
        "evidence_scan.hash": "bytes that may be gone: the verdict stays true",
    }
    columns = {f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.c}
    named = {name for name in columns if "hash" in name.partition(".")[2]}
    assert named - set(others) == {f"{column.table.name}.{column.name}" for column in HOLDERS}


WAYS = st.lists(st.sampled_from(["registered", "cited", "nothing", "young"]), min_size=1, max_size=6)
LINE = {"act": "x", "subject_kind": "evidence", "effective_at": NOW, "recorded_at": NOW, "basis": "", "reason": ""}


def brought(tx: Connection, store: EvidenceStore, way: str, number: int) -> str:
    """A file that was brought a while ago, and what became of it."""
    digest = store.keep(io.BytesIO(PDF + os.urandom(8)), name="a.pdf").hash
    moment = (NOW - timedelta(days=6 if way == "young" else 8)).timestamp()
    os.utime(store.path(digest), (moment, moment))
    if way == "registered":
        register(tx, lay_ground(tx, code=digest[:12]), digest)
    elif way == "cited":
        said = [{"after": {"hash": digest}}, {"before": {"file": {"sha": digest}}}, {"reason": f"见{digest}"}]
        tx.execute(insert(Journal.t), [{**LINE, **said[number % 3]}])
    return digest


@settings(max_examples=cases(8, full=200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ways=WAYS)
def test_nothing_is_swept_that_is_registered_or_cited_or_young(
    database: Database, tmp_path: Path, ways: list[str]
) -> None:
    store = EvidenceStore(Path(tempfile.mkdtemp(dir=tmp_path)), durable=False)
    with database.write() as tx:
        wanted = {brought(tx, store, way, number): way != "nothing" for number, way in enumerate(ways)}
    tried = sweep(database, store, now=NOW, dry_run=True)
    assert set(store.hashes()) == set(wanted)
    swept = sweep(database, store, now=NOW, dry_run=False)
    assert {each.digest for each in swept.removed} == {digest for digest, is_wanted in wanted.items() if not is_wanted}
    assert (tried.removed, set(store.hashes())) == (swept.removed, {each for each in wanted if wanted[each]})
