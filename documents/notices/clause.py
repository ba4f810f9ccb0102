"""One scoring clause, as it was read."""

from dataclasses import dataclass
from decimal import Decimal

from config.labels import Labelled
from documents.notices.bands import FoundBand
from documents.notices.passages import Told


class ClauseKind(Labelled):
    """评分条款怎么算。"""

    OCCURRENCE = "occurrence", "按次加扣"
    FLAT = "flat", "有此情形即加扣"
    GRADED = "graded", "按轻重分别加扣"
    STEP = "step", "按差额加扣"
    BANDS = "bands", "分档"
    ITEM = "item", "逐条给分"
    CAP = "cap", "封顶"
    FLOOR = "floor", "扣完为止"
    VETO = "veto", "一票否决"
    DOUBLE = "double", "加倍"
    HIGHEST = "highest", "同一问题取高"
    OUTSIDE = "outside", "按另外的结果给分"
    FORMULA = "formula", "按公式"
    JUDGEMENT = "judgement", "由人给分"


@dataclass(frozen=True, slots=True)
class Clause:
    """`words` is the whole clause. What the kind does not have is None or empty."""

    kind: ClauseKind
    words: Told[str]
    what: Told[str] | None = None
    per: Told[str] | None = None
    points: tuple[Told[Decimal], ...] = ()
    cases: tuple[Told[str], ...] = ()
    each: Told[Decimal] | None = None
    each_unit: str = ""
    is_share: bool = False
    adds: bool = False
    most: Told[Decimal] | None = None
    bands: tuple[FoundBand, ...] = ()
    needs_more: bool = False
    from_nothing: bool = False

    @property
    def earns(self) -> bool:
        """得3分 counts from nothing; 加3分 is beside the points, 扣3分 is taken from them."""
        return self.bands[0].earns if self.bands else self.from_nothing
