"""Do the units hang together: nobody above himself, nobody in charge twice?"""

from collections.abc import Iterator

from checks.doubt import Doubt, error
from config.scheme import Scheme


def doubts_of_units(scheme: Scheme) -> Iterator[Doubt]:
    parents = {unit.code: unit.parent for unit in scheme.units}
    for place, unit in enumerate(scheme.units):
        line = _line_upward(unit.code, parents)
        if line[-1] == unit.code and len(line) > 1:
            names = " → ".join(scheme.unit(code).name for code in line)
            yield error(f"/units/{place}/parent", f"单位的上下级绕成了圈：{names}", "改正其中一个 parent")


def _line_upward(code: str, parents: dict[str, str | None]) -> list[str]:
    """The units above one another from here on, ending at the top, or where the line meets itself."""
    line = [code]
    while (above := parents.get(line[-1])) is not None:
        line.append(above)
        if above in line[:-1]:
            break
    return line
