"""The closed sets of words in scoring rules. Each names a reading that the texts leave open."""

from config.labels import Labelled


class StepMode(Labelled):
    """不足一档怎么算（每差2%扣5%，差了9%算几档）。"""

    WHOLE = "whole", "满一档才算，不足一档的舍去"
    STARTED = "started", "不足一档的按一档算"
    PROPORTIONAL = "proportional", "按比例算，可以有半档"


class InUnits(Labelled):
    """按数量还是按百分比。"""

    AMOUNT = "amount", "数量"
    PERCENT = "percent", "百分比（1 就是 1%）"


class Direction(Labelled):
    """往哪边算。"""

    SHORT = "short", "只算不足的，够了就是 0"
    OVER = "over", "只算超出的，没有超出就是 0"
    BOTH = "both", "不足为负、超出为正"


class Better(Labelled):
    """高好还是低好。"""

    HIGHER = "higher", "越高越好"
    LOWER = "lower", "越低越好"


class Gap(Labelled):
    """数落在两档之间的空当里怎么办。"""

    REFUSE = "refuse", "不评分，指出空当"
    LOWER = "lower", "按数小的那一档"
    UPPER = "upper", "按数大的那一档"


class Overlap(Labelled):
    """数同时落在几档里怎么办。"""

    REFUSE = "refuse", "不评分，指出重叠"
    FIRST = "first", "按写在前面的"
    HIGHEST = "highest", "按分多的"
    LOWEST = "lowest", "按分少的"


class Slope(Labelled):
    """分段计分时，各段怎么算。"""

    MARGINAL = "marginal", "各段只算自己那一段"
    WHOLE = "whole", "落在哪一段，全部按那一段算"


class PlaceTies(Labelled):
    """并列怎么排。"""

    BETTER = "better", "并列的都取靠前的名次，后面空出来（1、2、2、4）"
    WORSE = "worse", "并列的都取靠后的名次（1、3、3、4）"
    DENSE = "dense", "并列的同一名次，后面不空（1、2、2、3）"
    SHARED = "shared", "并列的平分所占名次的分"
    REFUSE = "refuse", "不排，由人定"


class AllEqual(Labelled):
    """各家都一样时，与同类比怎么给分。"""

    FULL = "full", "都给满分"
    NONE = "none", "都不给分"
    REFUSE = "refuse", "不评分，由人定"


class SameProblem(Labelled):
    """同一问题有几条怎么算（O11）。"""

    EACH = "each", "各算各的"
    HIGHEST_ACROSS_SIDES = "highest_across_sides", "几方（如班子与成员）都有的取最高一条，只有一方的各算各的"
    HIGHEST = "highest", "一律只取最高一条"
    HIGHER_SIDE = "higher_side", "各方先各自相加，取多的一方"


class Stacking(Labelled):
    """几个加倍的情形同时有怎么算。"""

    MULTIPLY = "multiply", "连乘"
    HIGHEST = "highest", "取最高的一个"
    ADD = "add", "各自加上去（两个加倍是三倍）"


class Beyond(Labelled):
    """超出次数以后怎么算。"""

    REPLACES = "replaces", "超出的按超出的标准"
    ADDS = "adds", "超出的在原标准上再加"


class Missing(Labelled):
    """有的没有数怎么办。"""

    REFUSE = "refuse", "不评分，指出缺什么"
    ZERO = "zero", "按 0 分"
    FULL = "full", "按满分"
    RESCALE = "rescale", "其余的按比例放大到原来的总数"
    PEER_MEAN = "peer_mean", "取同组有数的各家的平均"
    LEAST = "least", "取同组有数的各家的最低"
    FIXED = "fixed", "按写明的分"


class Absence(Labelled):
    """为什么没有数。"""

    NO_DATA = "no_data", "没有报数"
    NO_TASK = "no_task", "没有这项任务"
    NOT_APPLICABLE = "not_applicable", "不适用"
    EXEMPT = "exempt", "经批准不考"


class RoundMode(Labelled):
    """小数怎么取。"""

    HALF_UP = "half_up", "四舍五入"
    HALF_EVEN = "half_even", "四舍六入五成双"
    DOWN = "down", "舍去"
    UP = "up", "进一位"


class PeriodLength(Labelled):
    """多长一期。"""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"


class LateIn(Labelled):
    """迟了多少按什么算。"""

    HOURS = "hours", "小时"
    DAYS = "days", "自然日"
    WORKDAYS = "workdays", "工作日"
    MONTHS = "months", "月"


class Reference(Labelled):
    """与什么比。"""

    LAST_YEAR = "last_year", "上年同期"
    BASE_YEAR = "base_year", "写明的基年"
    MEAN_OF_YEARS = "mean_of_years", "前几年平均"
    LOWER_OF_LAST_AND_MEAN = "lower_of_last_and_mean", "上年与前几年平均中较低的"
    HIGHER_OF_LAST_AND_MEAN = "higher_of_last_and_mean", "上年与前几年平均中较高的"


class Peers(Labelled):
    """从同组各家的数里取什么。"""

    MEAN = "mean", "平均"
    HIGHEST = "highest", "最高"
    LOWEST = "lowest", "最低"
    BEST = "best", "最好"
    SUM = "sum", "合计"
    COUNT = "count", "家数"
    RANK = "rank", "本单位的名次"
    RANK_FROM_BOTTOM = "rank_from_bottom", "本单位倒数第几"
    RANK_CHANGE = "rank_change", "名次比上年进了几位（退步为负）"


class CountOf(Labelled):
    """事项按什么数。"""

    TIMES = "times", "次、件次、人次：登记的数"
    FINDINGS = "findings", "条：一条登记算一"
    PROBLEMS = "problems", "问题：同一问题算一"
    PERSONS = "persons", "人：同一人算一"


class Series(Labelled):
    """从各期的数里取什么。"""

    LONGEST_RUN = "longest_run", "最长连续几期符合"
    CURRENT_RUN = "current_run", "到最近一期为止连续几期符合"
    PERIODS = "periods", "共几期符合"
    SUM = "sum", "各期合计"
    MEAN = "mean", "各期平均"
    FIRST = "first", "第一期"
    LAST = "last", "最近一期"
    RISE = "rise", "最近一期减第一期"


class Normalise(Labelled):
    """与同组比，怎么折分。"""

    TO_BEST = "to_best", "与最好的比：本单位÷最好"
    MIN_MAX = "min_max", "在最低与最高之间：（本单位－最低）÷（最高－最低）"
    TO_MEAN = "to_mean", "与平均比：本单位÷平均"


class Purse(Labelled):
    """一项怎么分给几家。"""

    EQUAL = "equal", "平分"
    WEIGHTS = "weights", "按写明的份额"


class FindingState(Labelled):
    """加减分事项到了哪一步。只有已确认、已变更的计分。"""

    DRAFTED = "drafted", "拟定"
    TOLD = "told", "已告知"
    DISPUTED = "disputed", "异议复核中"
    CONFIRMED = "confirmed", "已确认"
    CHANGED = "changed", "已变更"
    REVOKED = "revoked", "已撤销"


class Recusal(Labelled):
    """投票、打分时谁要回避（O30）。"""

    NONE = "none", "不回避"
    OWN_LINE = "own_line", "领导不评自己分管的单位"


class BlankBallot(Labelled):
    """票上某个单位的一栏没有填，算什么。"""

    ABSTAINED = "abstained", "弃权"
    INVALID = "invalid", "无效"
