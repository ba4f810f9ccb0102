"""Does somebody above allow it (O15)? 一票否决 and 责任状 need a superior's document behind them."""

from collections.abc import Iterator

from checks.doubt import Doubt, warning
from config.basis import Basis
from config.indicators import Strategy
from config.pointers import pointer_of
from config.readings import indicators_of
from config.scheme import Scheme


def doubts_of_authority(scheme: Scheme) -> Iterator[Doubt]:
    superior = {document.code for document in scheme.documents if document.superior}
    for code, kind in scheme.kinds.items():
        if kind.strategy is Strategy.VETO:
            yield from _asked(pointer_of(("kinds", code)), f"“{kind.label}”类指标", kind.basis, superior)
    vetoing = {code for code, kind in scheme.kinds.items() if kind.strategy is Strategy.VETO}
    for placed in indicators_of(scheme):
        if placed.indicator.kind in vetoing and placed.indicator.basis is None:
            yield warning(placed.pointer, f"一票否决事项“{placed.indicator.title}”没有写依据", "写明 basis（O15）")
    yield from _of_vetoes(scheme, superior)
    issue = scheme.stages.issue
    if issue.sign:
        yield from _asked("/stages/issue", "签订责任书", issue.basis, superior)


def _of_vetoes(scheme: Scheme, superior: set[str]) -> Iterator[Doubt]:
    """A matter has a basis of its own, or that of them all."""
    vetoes = scheme.vetoes
    if vetoes is None:
        return
    if any(matter.basis is None for matter in vetoes.matters):
        yield from _asked("/vetoes", "一票否决", vetoes.basis, superior)
    for place, matter in enumerate(vetoes.matters):
        if matter.basis is not None:
            pointer = pointer_of(("vetoes", "matters", place))
            yield from _asked(pointer, f"一票否决事项“{matter.name}”", matter.basis, superior)


def _asked(pointer: str, what: str, basis: Basis | None, superior: set[str]) -> Iterator[Doubt]:
    if basis is None:
        yield warning(pointer, f"{what}没有写依据", "写明上级文件的条款（basis）；没有上级依据的不宜设（O15）")
    elif basis.document not in superior:
        yield warning(
            f"{pointer}/basis/document",
            f"{what}的依据不是上级文件",
            "依据确是上级文件的，在 documents 里给它写 superior: true；没有上级依据的不宜设（O15）",
            basis,
        )
