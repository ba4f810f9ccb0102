from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from models.database import Database
from models.evidence import Evidence, EvidenceUse, EvidenceVersion, freeze_evidence
from tests.office import NOON, lay_ground, put


def test_verification_pins_the_version_that_was_seen(database: Database) -> None:
    """W13: one document used by two reports; the one that is verified keeps the version of that day."""
    with database.write() as tx:
        ground = lay_ground(tx)
        evidence = put(tx, Evidence, office_id=ground.office, unit_id=ground.unit, title="签到表", created_at=NOON)
        version = {"office_id": ground.office, "evidence_id": evidence, "size": 1, "media_type": "application/pdf"}
        first = put(tx, EvidenceVersion, **version, number=1, hash="a", file_name="1.pdf", stored_at=NOON)
        use = {"office_id": ground.office, "evidence_id": evidence, "subject_kind": "report", "added_at": NOON}
        verified, open_ = put(tx, EvidenceUse, **use, subject_id=1), put(tx, EvidenceUse, **use, subject_id=2)

        assert freeze_evidence(tx, "report", 1, at=NOON) == 1
        assert freeze_evidence(tx, "report", 1, at=NOON + timedelta(days=1)) == 0
        second = put(tx, EvidenceVersion, **version, number=2, hash="b", file_name="2.pdf", stored_at=NOON)

        uses = select(EvidenceUse.c.id, EvidenceUse.c.evidence_version_id, EvidenceUse.c.frozen_at)
        versions = select(EvidenceVersion.c.id, EvidenceVersion.c.frozen_at).order_by(EvidenceVersion.c.id)
        assert tx.execute(uses.order_by(EvidenceUse.c.id)).all() == [(verified, first, NOON), (open_, None, None)]
        assert tx.execute(versions).all() == [(first, NOON), (second, None)]
        with pytest.raises(IntegrityError), tx.begin_nested():
            tx.execute(update(EvidenceUse.t).where(EvidenceUse.c.id == verified).values(removed_at=NOON))
        tx.execute(update(EvidenceUse.t).where(EvidenceUse.c.id == open_).values(removed_at=NOON))
