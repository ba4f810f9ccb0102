"""The table of events for other systems."""

import pytest

from states.signals import DESCRIBED, RAISING, Signal, faults_of, signal_of, unknown_wishes, wants
from states.subjects import SubjectKind


def test_every_event_is_described() -> None:
    assert set(DESCRIBED) == set(Signal)
    assert all(signal.value.startswith("kaohe.") for signal in Signal)
    assert {one.signal for some in RAISING.values() for one in some} <= set(Signal)


@pytest.mark.parametrize(
    ("verb", "source", "dest", "raised"),
    [
        ("approve", "review:head", "submitted", Signal.REPORT_SUBMITTED),
        ("submit_nil", "filling", "nil", Signal.REPORT_SUBMITTED),
        ("abandon_correction", "correcting", "submitted", None),
        ("verify", "submitted", "verified", Signal.REPORT_VERIFIED),
        ("allow_correction", "verified", "verified", None),
        ("submit", "filling", "review:head", None),
    ],
)
def test_moves_of_a_report(verb: str, source: str, dest: str, raised: Signal | None) -> None:
    assert signal_of(SubjectKind.REPORT, verb=verb, source=source, dest=dest) is raised


def test_wishes() -> None:
    assert wants([], Signal.NOTICE_ISSUED)
    assert wants(["kaohe.report.*"], Signal.REPORT_OVERDUE)
    assert not wants(["kaohe.report.*"], Signal.OBLIGATION_OVERDUE)
    assert unknown_wishes(("kaohe.report.*", "kaohe.report.overdue", "kaohe.rep", "kaohe.nothing.*")) == (
        "kaohe.rep",
        "kaohe.nothing.*",
    )


def test_payload_that_is_not_as_described_is_named() -> None:
    payload = {"scheme": "tiny", "year": "2019", "person": "x"}

    assert faults_of(Signal.YEAR_PUBLISHED, payload) == ("person 不在说明之列", "缺 title", "year 应为 integer")
