"""An indicator that has no rule of its own: the sum of what is below it (C1), and what is missing below (C8)."""

from collections.abc import Sequence
from fractions import Fraction

from config.indicators import Indicator, Segment
from config.scoring.words import Missing
from scoring.asking import Ask, Case
from scoring.refusals import NoData, Unscored, together
from scoring.worked import Worked, clause, total

Part = Indicator | Segment


def sum_of_parts(title: str, parts: Sequence[Part], ask: Ask, case: Case) -> Worked:
    """Raises with every reason at once where a part has no points and the scheme does not say what then."""
    found: list[tuple[Part, Worked]] = []
    absent: list[NoData] = []
    refused: list[Unscored] = []
    for part in parts:
        try:
            found.append((part, ask.score(part.code, case)))
        except NoData as refusal:
            absent.append(refusal)
        except Unscored as refusal:
            refused.append(refusal)
    missing = ask.scoring.missing
    if refused or not found or (absent and missing not in (Missing.ZERO, Missing.FULL, Missing.RESCALE)):
        raise together([*refused, *absent])
    summed = total([worked for _, worked in found])
    if not absent or missing is Missing.ZERO:
        return summed
    said = "；".join(str(refusal) for refusal in absent)
    here = {part.code for part, _ in found}
    if missing is Missing.FULL:
        rest = [clause(_points(part, title), f"{part.title}按满分") for part in parts if part.code not in here]
        return total((summed, *rest)).noted(said)
    whole = clause(sum((_points(part, title) for part in parts), Fraction(0)), "各项分值合计")
    left = clause(sum((_points(part, title) for part, _ in found), Fraction(0)), "有分的分值合计")
    if left.value == 0:
        raise Unscored([f"“{title}”有分的下级分值都是 0，不能按比例算"])
    return (summed * (whole / left)).noted(f"不算在内：{said}")


def _points(part: Part, title: str) -> Fraction:
    if part.points is None:
        raise Unscored([f"“{title}”的下级“{part.title}”没有写分值，不能按满分或按比例算"])
    return Fraction(part.points)
