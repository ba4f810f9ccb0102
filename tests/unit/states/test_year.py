"""The machines of the two shipped years, and the window that holds five reports."""

from states.obligations import ObligationKind
from states.report import ReportState
from states.window import is_settled
from states.year import machines_of
from tests.unit.states.machines import scheme, year


def test_machines_are_built_once_for_a_scheme_version() -> None:
    shanxi = scheme("shanxi-cjr-2019")
    assert machines_of(shanxi, scheme_hash="a") is machines_of(shanxi, scheme_hash="a")
    assert machines_of(shanxi, scheme_hash="a") is not machines_of(shanxi, scheme_hash="b")


def test_windows_that_are_alike_share_one_machine() -> None:
    reports = year("shanxi-cjr-2019").reports
    assert reports["jan-may"] is reports["monthly"]


def test_shanxi_walks_its_own_chain() -> None:
    """R0.15: 部室 → 分管会领导 → 办公室 → 上报; the province judges."""
    machine = year("shanxi-cjr-2019").assignment
    forward = ("start_breakdown", "submit_breakdown", "approve", "approve", "send_up", "begin", "conclude")
    state, seen = machine.definition.initial, []
    for trigger in forward:
        state = machine.table[trigger, state].dest
        seen.append(machine.states[state].label)
    assert seen == ["分解中", "待部门负责人审核", "待分管会领导审阅", "待办公室汇总", "已报送", "执行中", "待认定"]
    assert ("record_verdict", "awaiting_verdict") in machine.table
    assert ("verify", "awaiting_verdict") not in machine.table


def test_monthly_report_of_shanxi_has_no_leader_in_it() -> None:
    """R0.15, O02: no 分管审阅 is stated for the monthly report."""
    machine = year("shanxi-cjr-2019").reports["monthly"]
    assert [state for state in machine.states if state.startswith("review:")] == ["review:head"]


def test_formal_file_of_ningshan_needs_both_organs() -> None:
    """R2.7b: 经县委、县政府同意."""
    rule = scheme("ningshan-2019").stages.breakdown.package
    assert rule is not None
    machine = year("ningshan-2019").package(rule)
    awaits = machine.states["review:consent"].awaits
    assert awaits is not None
    assert (awaits.kind, awaits.each, [seat.unit for seat in awaits.seats]) == (
        ObligationKind.REVIEW,
        True,
        ["party", "government"],
    )
    assert machine is year("ningshan-2019").package(rule)


def test_statistics_owe_a_figure() -> None:
    """O21: 统计部门 owes the number, the lead the narrative."""
    reports = year("ningshan-2019").reports
    kinds = {}
    for code in ("statistics", "monthly"):
        awaits = reports[code].states["filling"].awaits
        kinds[code] = awaits.kind if awaits else None
    assert kinds == {"statistics": ObligationKind.FIGURE, "monthly": ObligationKind.REPORT}


def test_window_is_met_when_every_report_has_left_the_desk() -> None:
    """The January–May window: one obligation, five reports; one that comes back is a revision of its own."""
    left = [ReportState.SUBMITTED, ReportState.VERIFIED, ReportState.RETURNED, "review:head", ReportState.NIL]
    assert is_settled(left)
    assert not is_settled([*left, ReportState.FILLING])
    assert not is_settled([*left, ReportState.NOT_OPEN])
