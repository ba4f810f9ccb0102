"""Every machine that the tests ask: those of the two shipped years, and those of a chain of five steps."""

from functools import cache
from itertools import product
from typing import Any

from config.chains import Chain
from config.letters import LetterKind
from config.loading import load_scheme
from config.packages import SealKind
from config.scheme import Scheme
from config.schemes import find_scheme
from config.scoring.objecting import Objecting, Silence
from config.seats import SeatRef
from states import assignment, finding, negative, package, problem, report, veto
from states.assignment import AssignmentTerms
from states.finding import FindingTerms
from states.judgement import JudgementTerms
from states.kit import Machine, machine_of
from states.letters.definitions import definition as letter_definition
from states.letters.facts import LetterTerms
from states.negative import NegativeTerms
from states.package import PackageTerms
from states.report import ReportTerms
from states.veto import VetoTerms
from states.year import YearMachines, machines_of
from tests.unit.states.office import FIVE_STEPS

SHIPPED = ("shanxi-cjr-2019", "ningshan-2019")


@cache
def scheme(name: str) -> Scheme:
    return load_scheme(find_scheme(name)).scheme


def year(name: str) -> YearMachines:
    return machines_of(scheme(name), scheme_hash=name)


@cache
def three_chains() -> dict[str, Chain]:
    """Seed 000's, seed 002's (with a 会签 of all), and one of five steps with 会签 of all and two of three."""
    return {
        "shanxi": scheme("shanxi-cjr-2019").chains["breakdown"],
        "ningshan": scheme("ningshan-2019").chains["county_consent"],
        "five": FIVE_STEPS,
    }


@cache
def all_machines() -> dict[str, Machine[Any]]:
    found: dict[str, Machine[Any]] = {}
    for name in SHIPPED:
        of_year = year(name)
        found |= {f"{name}/assignment": of_year.assignment, "window": of_year.window, "assessment": of_year.assessment}
        found |= {f"{name}/report/{code}": machine for code, machine in of_year.reports.items()}
        stages = scheme(name).stages
        rules = [stages.breakdown.package, *(window.package for window in scheme(name).windows)]
        found |= {f"{name}/package/{place}": of_year.package(rule) for place, rule in enumerate(rules) if rule}
        found |= {f"{name}/{kind.value}": machine for kind, machine in of_year.letters.items()}
        found |= {f"{name}/result": of_year.result}
        found |= {f"{name}/reexamination": machine for machine in (of_year.reexamination,) if machine}
        found |= {"ballot": of_year.ballot}
        found |= {
            f"{name}/judgement/{own}": of_year.judgement(judgement_terms(is_self_mark=own)) for own in (False, True)
        }
    return found | _of_findings() | _of_five_steps()


def _of_findings() -> dict[str, Machine[Any]]:
    found: dict[str, Machine[Any]] = {"problem": machine_of(problem.definition())}
    for silence, evidence in product(Silence, (False, True)):
        terms = FindingTerms.of(Objecting(silence=silence), evidence=evidence)
        found[f"finding/{silence.value}-{evidence}"] = machine_of(finding.definition(terms))
    return found


def judgement_terms(*, is_self_mark: bool) -> JudgementTerms:
    proposer = SeatRef.model_validate("responsible_person" if is_self_mark else "supervision")
    confirmer = SeatRef.model_validate("assessment_office")
    return JudgementTerms(proposers=(proposer,), confirmers=(confirmer,), is_self_mark=is_self_mark)


def letter_terms(chain: Chain, seal: SealKind, *, evidence: bool = True) -> LetterTerms:
    reviewers = (SeatRef.model_validate("supervision"),)
    days = {"receipt_days": 1, "issue_days": 2, "review_days": 3}
    return LetterTerms(chain=chain, seal=seal, issuer="", reviewers=reviewers, evidence=evidence, **days)


@cache
def negative_machines() -> tuple[Machine[Any], Machine[Any], Machine[Any]]:
    """An item of the negative list, its putting right, a veto."""
    reviewers = (SeatRef.model_validate("assessment_office"),)
    terms = NegativeTerms(apportion_days=3, confirm_days=3, review_days=3, reviewers=reviewers)
    heard = VetoTerms(tell_days=2, statement_days=5, decide_days=5)
    item, mended = machine_of(negative.definition(terms)), machine_of(negative.rectification(terms))
    return item, mended, machine_of(veto.definition(heard))


def _of_five_steps() -> dict[str, Machine[Any]]:
    found: dict[str, Machine[Any]] = {}
    for signed, packaged, above in product((False, True), repeat=3):
        terms = AssignmentTerms(signed=signed, packaged=packaged, judged_above=above)
        found[f"five/assignment/{signed}-{packaged}-{above}"] = machine_of(assignment.definition(FIVE_STEPS, terms))
    for above in (False, True):
        found[f"five/report/{above}"] = machine_of(report.definition(FIVE_STEPS, ReportTerms(judged_above=above)))
    for seal, upward, chain in product(SealKind, (False, True), (FIVE_STEPS, None)):
        terms_of_package = PackageTerms(seal=seal, upward=upward)
        name = f"{'five' if chain else 'none'}/package/{seal.value}-{upward}"
        found[name] = machine_of(package.definition(chain, terms_of_package))
    found["five/negative"], found["five/rectification"], found["five/veto"] = negative_machines()
    for kind, seal in product(LetterKind, SealKind):
        found[f"five/{kind.value}/{seal.value}"] = machine_of(letter_definition(kind, letter_terms(FIVE_STEPS, seal)))
    return found
