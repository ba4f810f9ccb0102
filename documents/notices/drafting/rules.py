"""The scoring rules of the draft: clauses that are certain as rules, the rest as judgement slots with their text."""

from dataclasses import dataclass, field
from typing import Any

from documents.notices.bands import FoundBand, settled
from documents.notices.clause import Clause, ClauseKind
from documents.notices.drafting.draft import Pen
from documents.notices.drafting.tree import Coded
from documents.notices.indicators import ReadIndicator
from documents.notices.passages import Told

_LABEL = 60
_SAID = ("落实", "未落实")
_PRICED = (ClauseKind.OCCURRENCE, ClauseKind.FLAT, ClauseKind.GRADED)


@dataclass
class Rules:
    """What the drafted rules need besides themselves: kinds of findings, answers, figures."""

    pen: Pen
    codes: Coded
    findings: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    _slots: int = 0

    def add(self, read: ReadIndicator) -> None:
        """The rule of one indicator; without points there is nothing to reckon with."""
        if not read.clauses or read.worth is None:
            return
        at = ("scoring", "indicators", len(self.indicators))
        rule = self._base(read) if read.item_points is None else self._checklist(read)
        self.indicators.append({"indicator": self.codes[id(read)], "of": rule})
        self.pen.cite(at, read.words)

    def _checklist(self, read: ReadIndicator) -> dict[str, Any]:
        parts = [self._part(read, clause) for clause in read.clauses if clause.kind is not ClauseKind.FLOOR]
        return {"kind": "sum", "parts": parts}

    def _part(self, read: ReadIndicator, clause: Clause) -> dict[str, Any]:
        if clause.kind is ClauseKind.ITEM and clause.what is not None:
            code = f"{self.codes[id(read)]}-a{len(self.answers) + 1}"
            self.pen.cite(("scoring", "answers", len(self.answers)), clause.words)
            self.answers.append(
                {
                    "code": code,
                    "name": clause.what.value[:_LABEL],
                    "one_of": list(_SAID),
                    "basis": self.pen.basis(clause.words),
                }
            )
            points = clause.points[0].value
            return {"kind": "lookup", "answer": code, "table": {_SAID[0]: points, _SAID[1]: 0}}
        if clause.kind is ClauseKind.BANDS:
            return self._bands(read, clause)
        return self._slot(read, clause.words)

    def _base(self, read: ReadIndicator) -> dict[str, Any]:
        """得3分 is where the reckoning begins; without it the points are, from which 扣 takes and to which 加 adds."""
        certain = [clause for clause in read.clauses if not self._is_uncertain(read, clause)]
        uncertain = [clause for clause in read.clauses if clause not in certain and clause.kind is not ClauseKind.FLOOR]
        earned = self._terms(read, [clause for clause in certain if clause.earns])
        taken = self._terms(read, [clause for clause in certain if not clause.earns and not _adds(clause)])
        added = self._terms(read, [clause for clause in certain if not clause.earns and _adds(clause)])
        if not (earned or taken or added):
            return self._slot(read, uncertain[0].words if uncertain else read.words)
        taken += [self._slot(read, clause.words) for clause in uncertain]
        points = (
            {"kind": "points"} if not earned else earned[0] if len(earned) == 1 else {"kind": "sum", "parts": earned}
        )
        if earned and not (taken or added):
            return points
        sides = {key: terms for key, terms in (("deductions", taken), ("bonuses", added)) if terms}
        return {"kind": "base", "points": points, **sides}

    def _is_uncertain(self, read: ReadIndicator, clause: Clause) -> bool:
        if clause.kind in _PRICED or clause.kind is ClauseKind.BANDS:
            return clause.needs_more
        if clause.kind is ClauseKind.STEP:
            return not _has_one_target(read, clause)
        return clause.kind is not ClauseKind.FLOOR

    def _terms(self, read: ReadIndicator, clauses: list[Clause]) -> list[dict[str, Any]]:
        prices = [price for clause in clauses if clause.kind in _PRICED for price in self._prices(read, clause)]
        terms: list[dict[str, Any]] = [{"kind": "events", "prices": prices}] if prices else []
        for clause in clauses:
            if clause.kind is ClauseKind.BANDS:
                terms.append(self._bands(read, clause))
            elif clause.kind is ClauseKind.STEP and _has_one_target(read, clause):
                terms.append(self._steps(clause))
        return terms

    def _prices(self, read: ReadIndicator, clause: Clause) -> list[dict[str, Any]]:
        if clause.needs_more or clause.what is None:
            return []
        code = f"{self.codes[id(read)]}-f{len(self.findings) + 1}"
        self.pen.cite(("scoring", "findings", len(self.findings)), clause.words)
        finding: dict[str, Any] = {"code": code, "name": clause.what.value}
        if clause.per is not None:
            finding["unit"] = clause.per.value
        if clause.adds:
            finding["side"] = "plus"
        if clause.cases:
            finding["attributes"] = {"level": [case.value for case in clause.cases]}
        self.findings.append({**finding, "basis": self.pen.basis(clause.words)})
        most = {"most": clause.most.value} if clause.most else {}
        if not clause.cases:
            return [{"match": {"finding": code}, "each": clause.points[0].value, **most}]
        return [
            {"match": {"finding": code, "attributes": {"level": case.value}}, "each": points.value, **most}
            for case, points in zip(clause.cases, clause.points, strict=True)
        ]

    def _bands(self, read: ReadIndicator, clause: Clause) -> dict[str, Any]:
        name = clause.what.value if clause.what else read.title.value
        unit = next((band.unit for band in clause.bands if band.unit), "%")
        figure = self._figure(read, name, unit, clause.what or read.title)
        bands = [_band(band) for band in settled(clause.bands)]
        return {"kind": "bands", "of": figure, "bands": bands, "basis": self.pen.basis(clause.words)}

    def _steps(self, clause: Clause) -> dict[str, Any]:
        each = clause.each.value if clause.each else 1
        return {
            "kind": "steps",
            "of": {"kind": "gap", "actual": {"kind": "figure"}, "target": {"kind": "target"}, "measure": "amount"},
            "each": each,
            "points": clause.points[0].value,
            "basis": self.pen.basis(clause.words),
        }

    def _figure(self, read: ReadIndicator, name: str, unit: str, told: Told[str]) -> str:
        code = f"{self.codes[id(read)]}-n{len(self.figures) + 1}"
        self.pen.cite(("figures", len(self.figures), "name"), told)
        self.figures.append({"code": code, "name": name, "unit": unit})
        return code

    def linked(self, read: ReadIndicator, data: dict[str, Any]) -> None:
        """每少一次扣0.25分 looks at the figure of the indicator's only target: it needs one."""
        if any(clause.kind is ClauseKind.STEP and _has_one_target(read, clause) for clause in read.clauses):
            target = read.targets[0]
            data["targets"][0]["figure"] = self._figure(read, target.name.value, target.unit.value, target.name)

    def _slot(self, read: ReadIndicator, words: Told[str]) -> dict[str, Any]:
        self._slots += 1
        return {
            "kind": "judgement",
            "slot": f"{self.codes[id(read)]}-s{self._slots}",
            "label": words.value[:_LABEL],
            "least": 0,
            "most": read.worth,
            "basis": self.pen.basis(words),
        }


def _adds(clause: Clause) -> bool:
    return clause.bands[0].adds if clause.bands else clause.adds


def _has_one_target(read: ReadIndicator, clause: Clause) -> bool:
    """A shortfall in the target's own unit; a share (每差2%扣5%) is reckoned in several ways, so a person decides."""
    return (
        len(read.targets) == 1
        and not clause.is_share
        and not clause.adds
        and clause.each_unit == read.targets[0].unit.value
        and clause.per is not None
        and clause.per.value in ("少", "差", "缺", "缺少", "减少", "欠")
    )


def _band(band: FoundBand) -> dict[str, Any]:
    """以上 and 以下 include the number unless the text says otherwise (民法典 §1259)."""
    drafted: dict[str, Any] = {}
    if band.low is not None:
        drafted["above" if band.has_low is False else "at_least"] = band.low.value
    if band.high is not None:
        drafted["below" if band.has_high is False else "at_most"] = band.high.value
    return {**drafted, "points": band.points.value}
