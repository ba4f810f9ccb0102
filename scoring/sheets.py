"""From a sheet of facts to facts. What does not belong to the scheme or is out of bounds is refused with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from config.pointers import pointer_of
from config.problems import Finding
from config.scheme import Scheme
from config.scoring import factsheet
from config.scoring.parts import parts_like
from config.scoring.pricing import Judgement
from config.walking import Steps
from scoring.awarding import check_nominations
from scoring.facts import (
    AnswerFact,
    ExemptFact,
    Facts,
    FigureFact,
    FindingFact,
    ImportedFact,
    JudgementFact,
    Known,
    MomentFact,
    RatingFact,
    ScoreGiven,
    TargetFact,
)
from scoring.pricing import out_of_bounds


def facts_of(sheet: factsheet.FactSheet, scheme: Scheme, *, name: str = "") -> tuple[Facts, tuple[Finding, ...]]:
    """The facts, and all that has to be refused, in the order of the sheet. `name` tells several sheets apart."""
    reading = _Reading(scheme, sheet.period or str(scheme.year), name)
    if sheet.scheme and sheet.scheme != scheme.scheme:
        reading.refuse(("scheme",), f"这些事实是方案“{sheet.scheme}”的，不是“{scheme.scheme}”的")
    facts = Facts(
        figures=(*reading.figures(sheet.figures), *reading.tables(sheet.tables)),
        targets=tuple(reading.targets(sheet.targets)),
        findings=tuple(reading.findings(sheet.findings)),
        answers=tuple(reading.answers(sheet.answers)),
        ratings=tuple(reading.ratings(sheet.ratings)),
        judgements=tuple(reading.judgements(sheet.judgements)),
        imported=tuple(reading.imported(sheet.imported)),
        moments=tuple(reading.moments(sheet.moments)),
        exempt=tuple(reading.exempt(sheet.exempt)),
        chosen=dict(sheet.chosen),
    )
    reading.nominations(sheet.nominations)
    return facts, tuple(reading.refused)


def units_by_name(scheme: Scheme) -> dict[str, str]:
    """Whatever a unit may be called in a sheet, and its code; a peer outside the scheme is its own name."""
    found: dict[str, str] = {}
    for unit in scheme.units:
        found |= dict.fromkeys((unit.code, unit.name, unit.short, *unit.aliases), unit.code)
    for group in scheme.scoring.groups:
        found |= {name: name for name in group.outside}
    found.pop("", None)
    return found


@dataclass
class _Reading:
    """One sheet being read. `period` is meant where none is written."""

    scheme: Scheme
    period: str
    name: str = ""
    refused: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._units = units_by_name(self.scheme)
        self._slots = {rule.slot: rule for _, rule in parts_like(Judgement, self.scheme.scoring)}

    def refuse(self, steps: Steps, sentence: str, suggestion: str = "") -> None:
        self.refused.append(Finding(pointer_of(steps), sentence, suggestion))

    def unit(self, written: str, steps: Steps) -> str:
        found = self._units.get(written)
        if found is None:
            near = get_close_matches(written, self._units, n=1, cutoff=0.5)
            self.refuse(steps, f"方案里没有单位“{written}”", f"是不是“{near[0]}”？" if near else "写方案里的编码或名称")
        return found or written

    def ref(self, part: str, place: int) -> str:
        """What a fact without a number of its own is called: where it stands."""
        return f"{self.name}{factsheet.FactSheet.model_fields[part].description}第{place + 1}条"

    def known(self, entry: factsheet.Fact, part: str, place: int) -> Known:
        return Known(
            recorded_at=entry.recorded_at,
            since=entry.since,
            evidence=entry.evidence,
            finder=entry.finder,
            verified_by=entry.verified_by,
            ref=entry.ref or self.ref(part, place),
        )

    def figures(self, entries: Sequence[factsheet.FigureEntry]) -> Iterable[FigureFact]:
        for place, entry in enumerate(entries):
            at = ("figures", place)
            self._within(entry.figure, entry.value, (*at, "value"))
            self._within(entry.figure, entry.reported, (*at, "reported"))
            yield FigureFact(
                self.unit(entry.unit, (*at, "unit")),
                entry.figure,
                entry.period or self.period,
                reported=exact(entry.reported),
                verified=exact(entry.value),
                absence=entry.absent,
                known=self.known(entry, "figures", place),
            )

    def tables(self, tables: Sequence[factsheet.FigureTable]) -> Iterable[FigureFact]:
        for place, table in enumerate(tables):
            for written, row in table.rows.items():
                at: Steps = ("tables", place, "rows", written)
                unit = self.unit(written, at)
                known = Known(recorded_at=table.recorded_at, verified_by=table.verified_by)
                for column, (figure, value) in enumerate(zip(table.figures, row, strict=True)):
                    if value is None:
                        continue
                    self._within(figure, value, (*at, column))
                    reported, verified = (value, None) if table.reported else (None, value)
                    yield FigureFact(
                        unit, figure, table.period or self.period, exact(reported), exact(verified), known=known
                    )

    def _within(self, figure: str, value: Decimal | None, at: Steps) -> None:
        bounds = self.scheme.scoring.bounds.get(figure)
        if bounds is None or value is None:
            return
        name = self.scheme.figure(figure).name
        if bounds.least is not None and value < bounds.least:
            self.refuse(at, f"“{name}”是 {value}，最少 {bounds.least}")
        if bounds.most is not None and value > bounds.most:
            self.refuse(at, f"“{name}”是 {value}，最多 {bounds.most}")
        exponent = value.normalize().as_tuple().exponent
        if bounds.decimals is not None and isinstance(exponent, int) and -exponent > bounds.decimals:
            self.refuse(at, f"“{name}”是 {value}，最多 {bounds.decimals} 位小数")

    def targets(self, entries: Sequence[factsheet.TargetEntry]) -> Iterable[TargetFact]:
        for place, entry in enumerate(entries):
            unit = self.unit(entry.unit, ("targets", place, "unit"))
            value = Fraction(entry.value)
            yield TargetFact(unit, entry.indicator, entry.target, value, self.known(entry, "targets", place))

    def findings(self, entries: Sequence[factsheet.FindingEntry]) -> Iterable[FindingFact]:
        kinds = {kind.code: kind for kind in self.scheme.scoring.findings}
        last = date(self.scheme.year, 12, 31)
        for place, entry in enumerate(entries):
            at = ("findings", place)
            kind = kinds[entry.finding]
            if entry.on > last:
                self.refuse((*at, "on"), f"“{kind.name}”发生在 {entry.on}，在考核年度 {self.scheme.year} 之后")
            for key, said in entry.attributes.items():
                self._attribute((*at, "attributes", key), kind.name, key, said, kind.attributes)
            yield FindingFact(
                entry.ref or self.ref("findings", place),
                self.unit(entry.unit, (*at, "unit")),
                entry.finding,
                entry.on,
                times=Fraction(entry.times),
                problem=entry.problem,
                person=entry.person,
                attributes=dict(entry.attributes),
                state=entry.state,
                is_excused=entry.excused,
                is_rectified=entry.rectified,
                known=self.known(entry, "findings", place),
            )

    def _attribute(self, at: Steps, name: str, key: str, said: str, known: dict[str, tuple[str, ...]]) -> None:
        if key not in known:
            self.refuse(at, f"“{name}”没有属性“{key}”", f"有：{'、'.join(known) or '（没有属性）'}")
        elif said not in known[key]:
            self.refuse(at, f"“{name}”的 {key} 没有“{said}”", f"有：{'、'.join(known[key])}")

    def answers(self, entries: Sequence[factsheet.AnswerEntry]) -> Iterable[AnswerFact]:
        known = {answer.code: answer for answer in self.scheme.scoring.answers}
        for place, entry in enumerate(entries):
            at = ("answers", place)
            answer = known[entry.answer]
            if entry.said not in answer.one_of:
                self.refuse((*at, "said"), f"“{answer.name}”没有“{entry.said}”", f"有：{'、'.join(answer.one_of)}")
            unit = self.unit(entry.unit, (*at, "unit"))
            yield AnswerFact(unit, entry.answer, entry.said, entry.period or "", self.known(entry, "answers", place))

    def ratings(self, entries: Sequence[factsheet.RatingEntry]) -> Iterable[RatingFact]:
        known = {rating.code: rating for rating in self.scheme.scoring.ratings}
        for place, entry in enumerate(entries):
            at = ("ratings", place)
            rating = known[entry.rating]
            scores: list[tuple[str, Decimal, Steps]] = [
                ("", score, (*at, "scores", n)) for n, score in enumerate(entry.scores)
            ]
            for group, given in entry.groups.items():
                scores += [(group, score, (*at, "groups", group, n)) for n, score in enumerate(given)]
            for _, score, where in scores:
                if not rating.least <= score <= rating.most:
                    self.refuse(where, f"“{rating.name}”打了 {score} 分，要在 {rating.least} 到 {rating.most} 之间")
            for group in (*entry.groups, *entry.ballots):
                if rating.groups and group not in rating.groups:
                    self.refuse(at, f"“{rating.name}”没有“{group}”这一组", f"有：{'、'.join(rating.groups)}")
            yield RatingFact(
                self.unit(entry.unit, (*at, "unit")),
                entry.rating,
                tuple(ScoreGiven(group, Fraction(score)) for group, score, _ in scores),
                votes={group: dict(cast.votes) for group, cast in entry.ballots.items()},
                invalid={group: cast.invalid for group, cast in entry.ballots.items()},
                abstained={group: cast.abstained for group, cast in entry.ballots.items()},
                shown_from=rating.ballots.shown_from if rating.ballots is not None else 0,
                known=self.known(entry, "ratings", place),
            )

    def judgements(self, entries: Sequence[factsheet.JudgementEntry]) -> Iterable[JudgementFact]:
        for place, entry in enumerate(entries):
            at, points = ("judgements", place), Fraction(entry.points)
            slot = self._slots.get(entry.slot)
            if slot is None:
                has = "、".join(f"{code}（{one.label}）" if one.label else code for code, one in self._slots.items())
                self.refuse((*at, "slot"), f"没有要人给分的“{entry.slot}”", f"有：{has or '（没有）'}")
            else:
                for reason in out_of_bounds(slot, points, slot.label or slot.slot):
                    self.refuse((*at, "points"), reason)
            unit = self.unit(entry.unit, (*at, "unit"))
            if entry.confirmed_by and self._units.get(entry.confirmed_by) == unit:
                self.refuse((*at, "confirmed_by"), f"“{entry.unit}”的分由它自己确认，要由其他单位确认")
            yield JudgementFact(
                unit,
                entry.slot,
                points,
                entry.reason,
                entry.proposed_by,
                entry.confirmed_by,
                entry.period or "",
                self.known(entry, "judgements", place),
            )

    def imported(self, entries: Sequence[factsheet.ImportedEntry]) -> Iterable[ImportedFact]:
        known = {source.code: source for source in self.scheme.scoring.sources}
        for place, entry in enumerate(entries):
            at = ("imported", place)
            source = known[entry.source]
            if source.least is not None and entry.value < source.least:
                self.refuse((*at, "value"), f"“{source.name}”是 {entry.value}，最少 {source.least}")
            if source.most is not None and entry.value > source.most:
                self.refuse((*at, "value"), f"“{source.name}”是 {entry.value}，最多 {source.most}")
            yield ImportedFact(
                self.unit(entry.unit, (*at, "unit")),
                entry.source,
                Fraction(entry.value),
                entry.version,
                entry.period or "",
                self.known(entry, "imported", place),
            )

    def moments(self, entries: Sequence[factsheet.MomentEntry]) -> Iterable[MomentFact]:
        for place, entry in enumerate(entries):
            unit = self.unit(entry.unit, ("moments", place, "unit"))
            yield MomentFact(unit, entry.moment, entry.due, entry.done, self.known(entry, "moments", place))

    def exempt(self, entries: Sequence[factsheet.ExemptEntry]) -> Iterable[ExemptFact]:
        for place, entry in enumerate(entries):
            unit = self.unit(entry.unit, ("exempt", place, "unit"))
            yield ExemptFact(unit, entry.indicator, entry.absent, self.known(entry, "exempt", place))

    def nominations(self, entries: Sequence[factsheet.NominationEntry]) -> None:
        """They are worth no points; more than the quota is refused, and fewer without a reason (R4.16, O36)."""
        known = {each.code: each for each in self.scheme.scoring.nominations}
        groups = {group.code: group.units for group in self.scheme.scoring.groups}
        names = {unit.code: unit.name for unit in self.scheme.units}
        for place, entry in enumerate(entries):
            at: Steps = ("nominations", place)
            unit, nomination = self.unit(entry.unit, (*at, "unit")), known.get(entry.nomination)
            if nomination is None:
                self.refuse(
                    (*at, "nomination"), f"没有推荐名额“{entry.nomination}”", f"有：{'、'.join(known) or '（没有）'}"
                )
                continue
            for reason in check_nominations(nomination, {unit: (entry.count, entry.waived)}, groups, names):
                self.refuse((*at, "count"), reason)


def exact(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)
