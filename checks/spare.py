"""What a scheme defines and nobody uses: usually a slip of the pen somewhere else."""

from collections.abc import Iterator

from checks.doubt import Doubt, note, warning
from config.pointers import pointer_of
from config.references import Reference
from config.scheme import Scheme
from config.walking import visits


def doubts_of_spare(scheme: Scheme) -> Iterator[Doubt]:
    used = _used(scheme)
    for code, chain in scheme.chains.items():
        if code not in used["chains"]:
            yield warning(
                pointer_of(("chains", code)), f"审核流程“{chain.label}”没有用到", "删去它，或在用它的地方写明 chain"
            )
    for code, kind in scheme.kinds.items():
        if code not in used["kinds"]:
            yield note(pointer_of(("kinds", code)), f"指标类别“{kind.label}”没有用到", "删去它，或在指标的 kind 里写明")
    for place, figure in enumerate(scheme.figures):
        if figure.code not in used["figures"]:
            yield warning(f"/figures/{place}", f"数据项“{figure.name}”没有用到", "删去它，或在目标的 figure 里写明")
    for place, document in enumerate(scheme.documents):
        if document.code not in used["documents"]:
            yield note(f"/documents/{place}", f"没有哪一条规则以“{document.title}”为依据", "给相应的规则写 basis")
    yield from _units(scheme, used)


def _units(scheme: Scheme, used: dict[str, set[str]]) -> Iterator[Doubt]:
    for place, unit in enumerate(scheme.units):
        if unit.code not in used["units"]:
            yield note(f"/units/{place}", f"单位“{unit.name}”没有岗位，也没有任何指标", "删去它，或写明它的岗位和任务")


def _used(scheme: Scheme) -> dict[str, set[str]]:
    used: dict[str, set[str]] = {target: set() for target in ("units", "chains", "kinds", "figures", "documents")}
    data = scheme.model_dump(mode="json", exclude_none=True)
    for visit in visits(Scheme, data):
        for mark in visit.marks:
            if isinstance(mark, Reference) and mark.target in used and isinstance(visit.data, str):
                used[mark.target].add(visit.data)
    return used
