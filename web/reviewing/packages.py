"""What a package holds (汇总): each item with its content, how it stands, and what changed since the last version."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from actions.assignments.contents import breakdowns_of
from actions.context import Act
from actions.packages.loading import Gathered, items_of
from actions.subjects import Subject
from models.assignments import Assignment
from models.packages import PackageItem
from models.snapshots import Snapshot
from states.chain import step_of
from states.package import PackageState
from states.subjects import SubjectKind
from web.reviewing.breakdowns import ShownBreakdown, shown
from web.reviewing.reports import ShownReport, reports_shown

REPORT, ASSIGNMENT = SubjectKind.REPORT.value, SubjectKind.ASSIGNMENT.value


@dataclass(frozen=True, slots=True)
class Entry:
    """One item. `standing`: in, out (sent back), missing (缺报) or awaited. `changed`: since it was last presented."""

    item: Gathered
    unit: str
    standing: str
    words: str
    changed: bool
    breakdown: ShownBreakdown | None = None
    star: bool = False
    report: ShownReport | None = None

    @property
    def href(self) -> str:
        return f"/review/{self.item.subject_kind}/{self.item.subject_id}"


@dataclass(frozen=True, slots=True)
class Consolidated:
    """All of a package in the order in which it was drawn up."""

    entries: tuple[Entry, ...]
    was_presented: bool

    @property
    def reports(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if each.report is not None)

    @property
    def breakdowns(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if each.breakdown is not None)

    @property
    def counts(self) -> Mapping[str, int]:
        """应收 and, of them, how many are in, sent back, named as 缺报, still awaited; how many changed."""
        standings = [each.standing for each in self.entries]
        told = {name: standings.count(name) for name in ("in", "out", "missing", "awaited")}
        return {"all": len(standings), **told, "changed": sum(each.changed for each in self.entries)}

    @property
    def missing_by_unit(self) -> Mapping[str, int]:
        """缺报: how many of each unit."""
        return Counter(each.unit for each in self.entries if each.standing == "missing")

    def awaited(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if each.standing == "awaited")


def consolidated(act: Act, subject: Subject[Any]) -> Consolidated:
    """The items with what is in them, in a number of queries that does not grow with them."""
    items = items_of(act, subject.id)
    seen_at = _last_presented(act, subject)
    words = dict(
        act.tx.execute(select(PackageItem.c.id, PackageItem.c.words).where(PackageItem.c.package_id == subject.id))
        .tuples()
        .all()
    )
    reports = _reports(act, subject, items, seen_at)
    breakdowns = _breakdowns(act, subject, items)
    before = _carried(act, subject, seen_at)
    return Consolidated(
        entries=tuple(
            Entry(
                item=item,
                unit=act.directory.units[item.unit_id].shown,
                standing=standing_of(item),
                words=words[item.id],
                changed=before is not None and before.get(item.title) != item.subject_version,
                **(breakdowns.get(item.subject_id, {}) if item.subject_kind == ASSIGNMENT else {}),
                report=reports.get(item.subject_id) if item.subject_kind == REPORT else None,
            )
            for item in items
        ),
        was_presented=before is not None,
    )


def standing_of(item: Gathered) -> str:
    if item.is_in:
        return "in"
    if item.is_out:
        return "out"
    return "missing" if item.is_named_missing else "awaited"


def _last_presented(act: Act, subject: Subject[Any]) -> Any:
    """The version against which changes are shown: while it is being approved, the one before this presentation."""
    query = select(Snapshot.c.taken_at, Snapshot.c.content).where(
        Snapshot.c.subject_kind == SubjectKind.PACKAGE.value, Snapshot.c.subject_id == subject.id
    )
    kept = act.tx.execute(query.order_by(Snapshot.c.version.desc()).limit(2)).all()
    settled = step_of(subject.state) or subject.state in (PackageState.APPROVED, PackageState.SEALED)
    return next(iter(kept[1:] if settled else kept), None)


def _carried(_act: Act, _subject: Subject[Any], seen: Any) -> Mapping[str, int] | None:
    if seen is None:
        return None
    return {item["title"]: item["version"] for item in seen.content["items"]}


def _reports(act: Act, subject: Subject[Any], items: Iterable[Gathered], seen: Any) -> dict[int, ShownReport]:
    ids = [item.subject_id for item in items if item.subject_kind == REPORT]
    if not ids:
        return {}
    before = _kept_by_then(act, ids, seen.taken_at) if seen is not None else None
    return reports_shown(act.tx, subject.published.scheme, ids, before=before)


def _kept_by_then(act: Act, ids: Sequence[int], moment: Any) -> dict[int, Any]:
    """Each report as it had been handed in last by that moment."""
    query = select(Snapshot.c.subject_id, Snapshot.c.content).where(
        Snapshot.c.subject_kind == REPORT, Snapshot.c.subject_id.in_(ids), Snapshot.c.taken_at <= moment
    )
    return dict(act.tx.execute(query.order_by(Snapshot.c.version)).tuples().all())


def _breakdowns(act: Act, subject: Subject[Any], items: Iterable[Gathered]) -> dict[int, dict[str, Any]]:
    ids = [item.subject_id for item in items if item.subject_kind == ASSIGNMENT]
    rows = act.tx.execute(select(Assignment.t).where(Assignment.c.id.in_(ids))).all() if ids else []
    required = subject.published.scheme.stages.breakdown.requires
    found = breakdowns_of(act.tx, rows) if rows else []
    return {
        each.assignment.id: {
            "breakdown": shown(each, act.directory, required=required),
            "star": each.indicator.star,
        }
        for each in found
    }
