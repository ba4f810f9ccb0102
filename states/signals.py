"""Signals (外发事件): what other systems may be told of, what each carries, and which moves raise one.

Units and posts are told by their codes, nobody by name: a payload leaves the house.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from config.labels import Labelled
from states.subjects import SubjectKind

PREFIX = "kaohe"


class Signal(Labelled):
    """What happened. The value is the name under which other systems know it."""

    YEAR_PUBLISHED = "kaohe.year.published", "年度方案已发布"
    REPORT_SUBMITTED = "kaohe.report.submitted", "进展报告已报送"
    REPORT_RETURNED = "kaohe.report.returned", "进展报告已退回"
    REPORT_VERIFIED = "kaohe.report.verified", "进展报告已核验"
    REPORT_OVERDUE = "kaohe.report.overdue", "进展报送逾期"
    OBLIGATION_OVERDUE = "kaohe.obligation.overdue", "其他应办事项逾期"
    OBLIGATION_SETTLED = "kaohe.obligation.settled", "应办事项已了结"
    PACKAGE_SENT = "kaohe.package.sent", "报送件已上报"
    NOTICE_ISSUED = "kaohe.notice.issued", "文书已签发"
    LETTER_ANSWERED = "kaohe.letter.answered", "文书已反馈"
    LETTER_CLOSED = "kaohe.letter.closed", "文书已解除、销号或办结"
    SHORTFALL_OPENED = "kaohe.shortfall.opened", "形成欠账"
    SHORTFALL_CLOSED = "kaohe.shortfall.closed", "欠账已了结"
    SUMMARY_PRESENTED = "kaohe.summary.presented", "汇总已呈报"
    RESULT_ANNOUNCED = "kaohe.result.announced", "考核结果已公布"
    RESULT_CORRECTED = "kaohe.result.corrected", "已公布的考核结果已更正"


Shape = Literal["string", "integer", "date-time"]
TYPES: Mapping[Shape, type] = MappingProxyType({"string": str, "integer": int, "date-time": str})


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a payload carries; `may_lack`: it is null where there is none."""

    name: str
    label: str
    shape: Shape = "string"
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Described:
    """When a signal is raised, what it is about, and its payload."""

    when: str
    about: SubjectKind
    parts: tuple[Part, ...]


UNIT = Part("unit", "单位编码")
STATE = Part("state", "现在的状态（代码）")
TITLE = Part("title", "事项名称；交办事项由人拟写，不外发", may_lack=True)
OWED = (
    UNIT,
    Part("post", "岗位编码"),
    Part("kind", "应办事项种类（代码）"),
    TITLE,
    Part("period", "期次；没有的为空"),
    Part("due_at", "到期时刻", "date-time", may_lack=True),
)
REPORTED = (UNIT, Part("title", "指标和期次"), STATE)
LETTER = (UNIT, Part("kind", "文书种类（代码）"), Part("number", "编号或发文字号；未编的为空"), STATE)
RESULT = (UNIT, Part("title", "哪个年度或时期的结果"), STATE)
BEHIND = (UNIT, Part("title", "指标或目标"), Part("period", "期次"))

DESCRIBED: Mapping[Signal, Described] = MappingProxyType(
    {
        Signal.YEAR_PUBLISHED: Described(
            "发布年度方案时",
            SubjectKind.ASSESSMENT,
            (Part("scheme", "方案编码"), Part("year", "年度", "integer"), Part("title", "方案名称")),
        ),
        Signal.REPORT_SUBMITTED: Described("审核通过、报送到考核办时，零报告也算", SubjectKind.REPORT, REPORTED),
        Signal.REPORT_RETURNED: Described("退回修改时", SubjectKind.REPORT, REPORTED),
        Signal.REPORT_VERIFIED: Described("核验，或者登记上级认定时", SubjectKind.REPORT, REPORTED),
        Signal.REPORT_OVERDUE: Described(
            "过了到期时刻，督办阶梯的第一级到点时；延期后再逾期，另发一次", SubjectKind.OBLIGATION, OWED
        ),
        Signal.OBLIGATION_OVERDUE: Described("同上，除进展报送以外的应办事项", SubjectKind.OBLIGATION, OWED),
        Signal.OBLIGATION_SETTLED: Described(
            "办结、免办、撤回、失效等，任何一种了结时",
            SubjectKind.OBLIGATION,
            (*OWED, Part("outcome", "怎样了结（代码）")),
        ),
        Signal.PACKAGE_SENT: Described("登记已上报时", SubjectKind.PACKAGE, (UNIT, Part("title", "报送件"), STATE)),
        Signal.NOTICE_ISSUED: Described("预警提示单、督办单、约谈通知、通报签发时", SubjectKind.LETTER, LETTER),
        Signal.LETTER_ANSWERED: Described("单位反馈时", SubjectKind.LETTER, LETTER),
        Signal.LETTER_CLOSED: Described("解除预警、销号、约谈办结时", SubjectKind.LETTER, LETTER),
        Signal.SHORTFALL_OPENED: Described("数据形成欠账时", SubjectKind.SHORTFALL, BEHIND),
        Signal.SHORTFALL_CLOSED: Described(
            "核验数赶上，或者目标调整、任务撤销、年度认定时",
            SubjectKind.SHORTFALL,
            (*BEHIND, Part("outcome", "怎样了结（代码）")),
        ),
        Signal.RESULT_ANNOUNCED: Described("印发公布时；得分和名次用 kaohe result 取", SubjectKind.RESULT, RESULT),
        Signal.RESULT_CORRECTED: Described("更正批准时；得分和名次用 kaohe result 取", SubjectKind.RESULT, RESULT),
        Signal.SUMMARY_PRESENTED: Described(
            "汇总呈报时", SubjectKind.OBLIGATION, (Part("kind", "汇总种类（代码）"), Part("period", "期次"))
        ),
    }
)


@dataclass(frozen=True, slots=True)
class _Raising:
    """A move into one of these states raises the signal, but for those verbs."""

    signal: Signal
    dests: frozenset[str]
    but: frozenset[str] = frozenset()


# a correction that is given up is no new report
BACK = frozenset({"abandon_correction", "recall"})
RAISING: Mapping[SubjectKind, tuple[_Raising, ...]] = MappingProxyType(
    {
        SubjectKind.REPORT: (
            _Raising(Signal.REPORT_SUBMITTED, frozenset({"submitted", "nil"}), BACK),
            _Raising(Signal.REPORT_RETURNED, frozenset({"returned"}), BACK),
            _Raising(Signal.REPORT_VERIFIED, frozenset({"verified"}), BACK),
        ),
        SubjectKind.PACKAGE: (_Raising(Signal.PACKAGE_SENT, frozenset({"sent"}), BACK),),
        SubjectKind.LETTER: (
            _Raising(Signal.NOTICE_ISSUED, frozenset({"issued"})),
            _Raising(Signal.LETTER_ANSWERED, frozenset({"replied"})),
            _Raising(Signal.LETTER_CLOSED, frozenset({"lifted", "closed_out", "closed"})),
        ),
        SubjectKind.RESULT: (
            _Raising(Signal.RESULT_ANNOUNCED, frozenset({"published"}), frozenset({"approve", "decline"})),
            _Raising(Signal.RESULT_CORRECTED, frozenset({"published"}), frozenset({"announce_result", "decline"})),
        ),
    }
)


def signal_of(kind: SubjectKind, *, verb: str, source: str, dest: str) -> Signal | None:
    """What a move raises, if anything: nothing where the state stays."""
    if source == dest:
        return None
    return next((one.signal for one in RAISING.get(kind, ()) if dest in one.dests and verb not in one.but), None)


def wants(wanted: list[str], signal: Signal) -> bool:
    """Whether who asked for these hears of this one; an empty list asks for all, `kaohe.report.*` for a family."""
    return not wanted or any(
        signal.value == each or (each.endswith(".*") and signal.value.startswith(each[:-1])) for each in wanted
    )


def unknown_wishes(wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in wanted if not any(wants([each], signal) for signal in Signal))


def faults_of(signal: Signal, payload: Mapping[str, Any]) -> tuple[str, ...]:
    """Where a payload is not as it is described."""
    parts = {part.name: part for part in DESCRIBED[signal].parts}
    extra = [f"{name} 不在说明之列" for name in payload if name not in parts]
    lacking = [f"缺 {name}" for name in parts if name not in payload]
    wrong = [
        f"{name} 应为 {parts[name].shape}"
        for name, value in payload.items()
        if name in parts and not _fits(parts[name], value)
    ]
    return (*extra, *lacking, *wrong)


def _fits(part: Part, value: object) -> bool:
    return part.may_lack if value is None else type(value) is TYPES[part.shape]
