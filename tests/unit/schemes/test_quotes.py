"""Every quote of a scheme stands literally in the document that it was written from."""

import re
from pathlib import Path

import pytest

from config.basis import Basis
from config.scheme import Scheme
from config.schemes import HERE, shipped
from tests.unit.schemes.reading import FIXTURES, SOURCES, bases_of, fixture_scheme, normalised, shipped_scheme
from tests.unit.schemes.simplified import simplified

LONGEST = 60
SOURCE_OF = {
    "shanxi-cjr-2019": "000",
    "sanming-2022": "001",
    "ningshan-2019": "002",
    "city-county": "003",
    "minsheng": "004",
}
READ_FIRST = {"004": simplified}
"""What is done to a source before it can be quoted, beside taking the spaces out."""

# A breakdown must be reviewed by somebody, but nothing in these documents says by whom: their comments say so.
NOT_STATED = {
    "city-county": {"arranging"},
    "sanming-2022": {"arranging", "innovation", "selecting"},
}

OWN = [
    pytest.param(fixture_scheme(name), FIXTURES / "seeds" / f"{name}.txt", id=name) for name in ("tiny", "five-steps")
]
FOUND = [
    pytest.param(shipped_scheme(name), source, id=name)
    for name, number in SOURCE_OF.items()
    for source in sorted(SOURCES.glob(f"{number}_*.txt"))
]


def astray(scheme: Scheme, text: str) -> list[str]:
    """The places whose quote is not in the text."""
    whole = normalised(text)
    return [pointer for pointer, basis in bases_of(scheme) if normalised(basis.quote) not in whole]


@pytest.mark.parametrize(("scheme", "source"), [*OWN, *FOUND])
def test_quotes_stand_literally_in_the_source(scheme: Scheme, source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert astray(scheme, READ_FIRST.get(source.name[:3], str)(text)) == []


def test_every_shipped_scheme_has_its_source() -> None:
    assert sorted(SOURCE_OF) == shipped()


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("1、“組織實施6分。", "1、“组织实施6分。"),
        ("每差 2%扣減該項指標(biāo)基木分值的 5%", "每差2%扣减该项指标基本分值的5%"),
        ("己獲得綜合先 進(jìn)的不 重復(fù)評單項先進(jìn)", "已获得综合先进的不重复评单项先进"),
    ],
)
def test_a_scan_is_read_before_it_is_quoted(read: str, meant: str) -> None:
    assert simplified(read) == meant


def test_a_quote_that_the_source_does_not_have_is_found() -> None:
    tiny = fixture_scheme("tiny")
    wrong = Basis(document="notice", clause="第一条", quote="于2019年3月16日前")
    changed = tiny.model_copy(update={"chains": {"report": tiny.chains["report"].model_copy(update={"basis": wrong})}})
    text = (FIXTURES / "seeds" / "tiny.txt").read_text(encoding="utf-8")
    assert astray(changed, text) == ["/chains/report/basis"]


@pytest.mark.parametrize("name", shipped())
def test_every_basis_names_its_document_and_clause_and_quotes_briefly(name: str) -> None:
    scheme = shipped_scheme(name)
    documents = {document.code for document in scheme.documents}
    odd = [
        pointer
        for pointer, basis in bases_of(scheme)
        if basis.document not in documents or not basis.clause or not 0 < len(basis.quote) <= LONGEST
    ]
    assert odd == []


@pytest.mark.parametrize("name", shipped())
def test_every_rule_that_comes_from_a_notice_has_a_basis(name: str) -> None:
    scheme, silent = shipped_scheme(name), NOT_STATED.get(name, set())
    without = [
        *(code for code, kind in scheme.kinds.items() if kind.basis is None),
        *(code for code, chain in scheme.chains.items() if chain.basis is None and code not in silent),
        *(window.code for window in scheme.windows if window.basis is None),
        *(duty.code for duty in scheme.duties if duty.basis is None),
        *(pointer for pointer, part in _indicators(scheme) if part is None),
    ]
    assert without == []


def _indicators(scheme: Scheme) -> list[tuple[str, Basis | None]]:
    waiting = list(scheme.indicators)
    found: list[tuple[str, Basis | None]] = []
    while waiting:
        indicator = waiting.pop()
        found.append((indicator.code, indicator.basis))
        found.extend((segment.code, segment.basis) for segment in indicator.segments)
        waiting.extend(indicator.children)
    return found


@pytest.mark.parametrize("path", sorted(HERE.rglob("*.yaml")), ids=lambda path: str(path.relative_to(HERE)))
def test_no_shipped_file_holds_a_telephone_number_or_a_mailbox(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"1\d{10}|[\w.]+@[\w.]+", text) == []
