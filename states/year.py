"""The machines of one year: its scheme unrolled once and kept, one set for each scheme version."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from config.chains import Chain
from config.letters import LetterKind
from config.packages import PackageRule
from config.policy import Resubmission
from config.readings import reports_verified_by, verified_by
from config.scheme import Scheme
from config.scoring.finders import finders_of
from config.stages import By
from config.windows import OwedBy, Window
from states import assessment, assignment, finding, negative, package, problem, report, veto, window
from states.assessment import AssessmentFacts
from states.assignment import AssignmentFacts, AssignmentTerms
from states.balloting.facts import BallotFacts
from states.balloting.machine import definition as ballot_definition
from states.engine import Machine, machine_of
from states.facts import Circumstances
from states.finding import FindingFacts, FindingTerms
from states.judgement import JudgementFacts, JudgementTerms
from states.judgement import definition as judgement_definition
from states.letters.definitions import definition as letter_definition
from states.letters.facts import LetterFacts, LetterTerms
from states.negative import NegativeFacts, NegativeTerms, RectificationFacts
from states.obligations import ObligationKind
from states.package import PackageFacts, PackageTerms
from states.problem import ProblemFacts
from states.report import ReportFacts, ReportTerms
from states.results import definition as result
from states.results import request
from states.results.facts import ResultFacts
from states.results.request import RequestFacts
from states.veto import VetoFacts, VetoTerms

KEPT = 32
_KEPT: "OrderedDict[str, YearMachines]" = OrderedDict()


def machines_of(scheme: Scheme, *, scheme_hash: str) -> "YearMachines":
    """The machines of a scheme version, built at the first asking. The hash is that of the published text."""
    found = _KEPT.get(scheme_hash)
    if found is None:
        found = _KEPT[scheme_hash] = YearMachines(scheme)
        while len(_KEPT) > KEPT:
            _KEPT.popitem(last=False)
    return found


@dataclass(frozen=True)
class YearMachines:
    """Built lazily: a tick that only looks at reports needs no package."""

    scheme: Scheme

    @property
    def judged_above(self) -> bool:
        """The year: 上级认定、本单位登记."""
        return verified_by(self.scheme) is By.SUPERIOR

    @property
    def ask_again(self) -> bool:
        return self.scheme.policy.resubmission is Resubmission.ASK_AGAIN

    @cached_property
    def assignment(self) -> Machine[AssignmentFacts]:
        stages = self.scheme.stages
        terms = AssignmentTerms(
            signed=stages.issue.sign,
            packaged=stages.breakdown.package is not None,
            judged_above=self.judged_above,
            ask_again=self.ask_again,
            revision_days=self.scheme.policy.revision_days,
            decision_days=self.scheme.policy.decision_days,
        )
        return machine_of(assignment.definition(self._chain(stages.breakdown.chain), terms))

    @cached_property
    def reports(self) -> dict[str, Machine[ReportFacts]]:
        """By the code of the window as the scheme writes it; windows that are alike share one machine."""
        built: dict[tuple[str, ReportTerms], Machine[ReportFacts]] = {}
        found = {}
        for each in self.scheme.windows:
            wanted = (each.chain, self._report_terms(each))
            if wanted not in built:
                built[wanted] = machine_of(report.definition(self._chain(each.chain), wanted[1]))
            found[each.code] = built[wanted]
        return found

    def _report_terms(self, rule: Window) -> ReportTerms:
        return ReportTerms(
            judged_above=reports_verified_by(self.scheme) is By.SUPERIOR,
            ask_again=self.ask_again,
            revision_days=self.scheme.policy.revision_days,
            verification_days=self.scheme.stages.verification.days,
            # what the source of a figure owes is the figure that others wait for (O21)
            owed=ObligationKind.FIGURE if rule.owed_by is OwedBy.SOURCE else ObligationKind.REPORT,
        )

    def package(self, rule: PackageRule) -> Machine[PackageFacts]:
        """The machine of one kind of package: the breakdown's, or a window's."""
        wanted = (
            rule.chain,
            PackageTerms(
                seal=rule.seal,
                upward=rule.upward,
                ask_again=self.ask_again,
                revision_days=self.scheme.policy.revision_days,
            ),
        )
        if wanted not in self._packages:
            chain = self._chain(rule.chain) if rule.chain is not None else None
            self._packages[wanted] = machine_of(package.definition(chain, wanted[1]))
        return self._packages[wanted]

    @cached_property
    def _packages(self) -> dict[tuple[str | None, PackageTerms], Machine[PackageFacts]]:
        return {}

    @cached_property
    def letters(self) -> dict[LetterKind, Machine[LetterFacts]]:
        return {kind: machine_of(letter_definition(kind, self._letter_terms(kind))) for kind in LetterKind}

    def _letter_terms(self, kind: LetterKind) -> LetterTerms:
        rule, issuer = self.scheme.letters.rule(kind), self.scheme.issuer(kind)
        return LetterTerms(
            chain=self.scheme.signing(kind),
            seal=rule.seal,
            issuer="" if issuer == self.scheme.office.unit else issuer,
            reviewers=self.scheme.letters.reviewers(kind),
            receipt_days=rule.receipt_days,
            issue_days=rule.issue_days,
            review_days=rule.review_days,
            evidence=self.scheme.letters.wants_evidence(kind),
        )

    @cached_property
    def negative(self) -> Machine[NegativeFacts]:
        return machine_of(negative.definition(self._negative_terms))

    @cached_property
    def rectification(self) -> Machine[RectificationFacts]:
        return machine_of(negative.rectification(self._negative_terms))

    @property
    def _negative_terms(self) -> NegativeTerms:
        rule = self.scheme.negative_list
        return NegativeTerms(
            apportion_days=rule.apportion_days,
            confirm_days=rule.confirm_days,
            review_days=rule.review_days,
            reviewers=rule.reviewers,
        )

    @cached_property
    def veto(self) -> Machine[VetoFacts] | None:
        """None where the scheme has no veto."""
        rule = self.scheme.vetoes
        if rule is None:
            return None
        terms = VetoTerms(tell_days=rule.tell_days, statement_days=rule.statement_days, decide_days=rule.decide_days)
        return machine_of(veto.definition(terms))

    @cached_property
    def result(self) -> Machine[ResultFacts]:
        return machine_of(result.definition(self.scheme.result_process))

    @cached_property
    def reexamination(self) -> Machine[RequestFacts] | None:
        """None where the scheme has no 复核."""
        terms = self.scheme.result_process.reexamination
        return machine_of(request.definition(terms)) if terms is not None else None

    def judgement(self, terms: JudgementTerms) -> Machine[JudgementFacts]:
        """The machine of one slot; slots that are alike share it."""
        if terms not in self._judgements:
            self._judgements[terms] = machine_of(judgement_definition(terms))
        return self._judgements[terms]

    @cached_property
    def _judgements(self) -> dict[JudgementTerms, Machine[JudgementFacts]]:
        return {}

    @property
    def ballot(self) -> Machine[BallotFacts]:
        return BALLOT

    def finding(self, kind: str) -> Machine[FindingFacts] | None:
        """The machine of one kind of finding; none where the scheme has no such kind."""
        found = next((each for each in self.scheme.scoring.findings if each.code == kind), None)
        if found is None:
            return None
        objecting = found.objections or self.scheme.scoring.objections
        terms = FindingTerms.of(objecting, evidence=found.evidence)
        if terms not in self._findings:
            self._findings[terms] = machine_of(finding.definition(terms))
        return self._findings[terms]

    @cached_property
    def finders(self) -> dict[str, tuple[str, ...]]:
        """Which units may register each kind of finding."""
        return {kind.code: finders_of(self.scheme, kind) for kind in self.scheme.scoring.findings}

    @cached_property
    def _findings(self) -> dict[FindingTerms, Machine[FindingFacts]]:
        return {}

    @property
    def problem(self) -> Machine[ProblemFacts]:
        return PROBLEM

    @property
    def window(self) -> Machine[Circumstances]:
        return WINDOW

    @property
    def assessment(self) -> Machine[AssessmentFacts]:
        return ASSESSMENT

    def _chain(self, code: str) -> Chain:
        return self.scheme.chains[code]


WINDOW = machine_of(window.definition())
PROBLEM = machine_of(problem.definition())
ASSESSMENT = machine_of(assessment.definition())
BALLOT = machine_of(ballot_definition())
