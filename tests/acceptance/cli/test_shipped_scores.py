"""Each shipped scheme is scored from the example that comes with it: `kaohe score NAME --facts NAME`."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from config.schemes import shipped
from tests.acceptance.cli.conftest import Shell

Scored = Callable[..., "Told"]


class Told:
    """What the command said of one scheme, with every explanation."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told

    def unit(self, name: str, result: str = "total") -> dict[str, Any]:
        (found,) = (each for each in self.told["results"][result] if each["name"] == name)
        return found  # type: ignore[no-any-return]

    def points(self, name: str, *labels: str, result: str = "total") -> str:
        """The value of the first part that bears the last label, below parts that bear the others in their order."""
        node = self.unit(name, result)["explanation"]
        for label in labels:
            node = next(each for each in _parts(node) if each.get("label") == label)
        return str(node["value"])

    def award(self, code: str) -> tuple[list[str], list[str]]:
        """Who got it, and why others were passed over or nobody got it."""
        award = self.told["awards"][code]
        names = {each["unit"]: each["name"] for each in award["considered"]}
        because = [each["because"] for each in award["considered"] if not each["given"]]
        return [names[unit] for unit in award["winners"]], [*because, *award["refused"]]


def _parts(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for part in node.get("parts", ()):
        yield part
        yield from _parts(part)


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory, warm_console: str) -> Scored:
    """`supposed` are more facts, in the words of a file for --what-if."""
    folder = tmp_path_factory.mktemp("scored")
    shell = Shell(folder, folder / "home", warm_console)

    @cache
    def run(name: str, supposed: str = "") -> Told:
        more = ("--what-if", shell.write(f"{len(list(folder.iterdir()))}.yaml", supposed)) if supposed else ()
        said = shell("score", name, "--facts", name, "--explain", "--json", *more)
        assert (said.code, said.err) == (0, "")
        return Told(said.told)

    return run


@pytest.mark.parametrize("name", shipped())
def test_a_newcomer_scores_what_is_shipped(scored: Scored, name: str) -> None:
    told = scored(name).told
    points = [each["points"] for totals in told["results"].values() for each in totals]
    assert (told["scheme"], points.count(None), told["refused"]) == (name, 0, {})


BUREAU = "市退役军人事务局"
WEIGHTED = "chosen: {composition: weighted}\n"


@pytest.mark.closes("R1.5", "R1.9", "R1.10", "R1.11", "R1.13", "R1.14", "E01", "E02", "E03", "E05", "E06")
def test_five_instruments_stand_beside_the_hundred_points(scored: Scored) -> None:
    told = scored("sanming-2022", WEIGHTED)
    assert told.points(BUREAU, "领导评价") == "90.4"
    assert told.points(BUREAU, "公众评议") == "87"
    assert told.points(BUREAU, "正向激励") == "5"
    assert told.points(BUREAU, "全省排名加减分") == "-0.5"
    assert told.points(BUREAU, "全省改革创新评审") == "0.3"


@pytest.mark.closes("R1.2", "E07")
def test_blocks_of_a_hundred_add_up(scored: Scored) -> None:
    told = scored("sanming-2022")
    assert told.points(BUREAU, "自身建设", result="hundred") == "42.5"
    assert told.unit(BUREAU, "hundred")["points"] == "94.2"


@pytest.mark.closes("R1.12", "E04")
def test_site_inspection_takes_no_more_than_ten(scored: Scored) -> None:
    """Eight findings of 1.5, beside the two of the example."""
    finding = f"{{unit: {BUREAU}, finding: 典型问题, on: 2022-09-01, times: 1.5, attributes: {{found_by: 效能督查}}}}"
    supposed = "findings:\n" + f"  - {finding}\n" * 8
    assert scored("sanming-2022", supposed).points(BUREAU, "察访核验") == "-10"


@pytest.mark.closes("R1.15")
def test_how_the_total_is_composed_is_the_offices_choice(scored: Scored) -> None:
    """94.2 + 5 − 2 − 0.5 + 0.3; or 60 % of it, 20 % of 90.4 and 20 % of 87 with the same beside it."""
    assert scored("sanming-2022").unit(BUREAU)["points"] == "97"
    assert scored("sanming-2022", WEIGHTED).unit(BUREAU)["points"] == "94.8"


@pytest.mark.closes("R2.23", "R2.24", "E08")
def test_what_the_city_takes_or_gives_counts_double(scored: Scored) -> None:
    told = scored("ningshan-2019")
    assert told.points("市生态环境局宁陕分局", "双倍加减分", result="carried") == "-1"
    assert told.points("县文旅局（示例）", "双倍加减分", result="carried") == "0.6"


@pytest.mark.closes("R2.8", "E09")
def test_only_who_was_late_is_asked_about(scored: Scored) -> None:
    told = scored("ningshan-2019")
    assert told.points("县发改局（示例）", "逾期提供扣分", result="carried") == "0"
    assert told.points("县人社局（示例）", "逾期提供扣分", result="carried") == "0.2"


@pytest.mark.closes("E10")
def test_late_without_an_amount_is_not_scored(shell: Shell) -> None:
    late = "{unit: 县人社局（示例）, finding: 逾期提供完成情况, on: 2019-09-17}"
    facts = shell.write("迟报.yaml", f"findings:\n  - {late}\n")
    said = shell("score", "ningshan-2019", "--facts", facts, "--unit", "县人社局（示例）")
    assert said.code == 1
    assert "县人社局（示例）不能评分：县人社局（示例）“逾期提供，根据情节扣分”还没有人给分" in said.out


@pytest.mark.closes("R3.1", "R3.3", "E11", "E12", "E13", "E14", "E15", "E16", "E17", "E18", "E19")
@pytest.mark.parametrize(
    ("unit", "labels", "points"),
    [
        ("丁园区（示例）", ("落实重大决策部署",), "0"),
        ("丁园区（示例）", ("办理交办事项",), "1"),
        ("丁园区（示例）", ("信息工作",), "0"),
        ("甲县（示例）", ("信息工作", "信息目标完成情况"), "0.2"),
        ("甲县（示例）", ("信息工作",), "1.45"),
        ("丙区（示例）", ("信息工作",), "1.4"),
        ("甲县（示例）", ("文件管理情况",), "0"),
        ("甲县（示例）", ("公文报送情况",), "0.1"),
        ("甲县（示例）", ("规范性文件报送备案情况",), "0.24"),
        ("甲县（示例）", ("办事办文效能",), "0.34"),
        ("丁园区（示例）", ("值班工作",), "0"),
    ],
)
def test_orders_are_scored_clause_by_clause(scored: Scored, unit: str, labels: tuple[str, ...], points: str) -> None:
    assert scored("city-county").points(unit, *labels) == points


@pytest.mark.closes("E20", "E21", "E22", "E23", "E24", "E25", "E26")
@pytest.mark.parametrize(
    ("unit", "labels", "points"),
    [
        ("甲县（示例）", ("推动责任落实情况",), "3.7"),
        ("甲县（示例）", ("监督检查常态化",), "1"),
        ("乙县（示例）", ("监督检查常态化",), "0.5"),
        ("丙区（示例）", ("监督检查常态化",), "1"),
        ("丁园区（示例）", ("监督检查常态化",), "0"),
        ("丙区（示例）", ("遵纪守法情况",), "1.75"),
        ("乙县（示例）", ("开展执纪监督工作情况",), "2.93"),
        ("甲县（示例）", ("上级调训任务",), "0.2"),
        ("乙县（示例）", ("上级调训任务",), "0.1"),
        ("丙区（示例）", ("上级调训任务",), "0.1"),
        ("丁园区（示例）", ("上级调训任务",), "0"),
        ("乙县（示例）", ("专业评价",), "0.87"),
        ("丁园区（示例）", ("社会评价情况",), "5.4"),
    ],
)
def test_integrity_and_building_are_scored_clause_by_clause(
    scored: Scored, unit: str, labels: tuple[str, ...], points: str
) -> None:
    assert scored("city-county").points(unit, *labels) == points


@pytest.mark.closes("O11", "O36")
@pytest.mark.parametrize(
    ("chosen", "responsibility", "task"),
    [("highest", "3.75", "2"), ("higher_side", "3.65", "1.5")],
)
def test_the_office_chooses_among_the_readings(scored: Scored, chosen: str, responsibility: str, task: str) -> None:
    same_task = "highest" if chosen == "highest" else "each"
    told = scored("city-county", f"chosen: {{same_problem: {chosen}, same_task: {same_task}}}\n")
    assert told.points("甲县（示例）", "推动责任落实情况") == responsibility
    assert told.points("乙县（示例）", "办理交办事项") == task


@pytest.mark.closes("R4.1", "R4.3", "R4.4", "R4.5", "R4.6", "R4.7", "R4.8", "R4.9")
@pytest.mark.closes("E27", "E28", "E30", "E31", "E33")
@pytest.mark.parametrize(
    ("unit", "label", "points"),
    [
        ("甲县（示例）", "社会保险", "8"),
        ("乙县（示例）", "就业和创业", "14.4"),
        ("甲县（示例）", "就业和创业", "13.2"),
        ("经济开发区", "就业和创业", "12"),
        ("戊县（示例）", "就业和创业", "9.6"),
        ("戊县（示例）", "生产生活水平", "4.8"),
        ("甲县（示例）", "新农保", "2"),
        ("丁县（示例）", "新农保", "1.8"),
        ("丙县（示例）", "处分扣分", "3"),
    ],
)
def test_projects_are_scored_by_their_formulas(scored: Scored, unit: str, label: str, points: str) -> None:
    assert scored("minsheng").points(unit, label) == points


@pytest.mark.closes("R4.12", "R4.13", "R4.14", "E35", "E36")
def test_awards_pass_over_and_slide(scored: Scored) -> None:
    told = scored("minsheng")
    assert told.award("overall") == (
        ["甲县（示例）", "丁县（示例）", "经济开发区"],
        ["有工作指标未完成任务，不达标，名次顺移，由下一名递补"],
    )
    assert told.award("best_funds") == (
        ["丙县（示例）"],
        ["已得综合先进单位（县、开发区），不重复，名次顺移，由下一名递补"],
    )
    assert told.award("best_jobs") == (["乙县（示例）"], [])
    assert told.award("bottom") == (["戊县（示例）"], [])
    assert len(told.award("overall_departments")[0]) == 8


FINISHED = """\
tables:
  - {figures: [保障性住房完成率, 就业和创业完成率, 生产生活水平完成率], rows: {乙县（示例）: [100, 160, 108]}}
  - {figures: [医疗保障完成率（卫生）, 就业和创业完成率, 生产生活水平完成率], rows: {戊县（示例）: [100, 100, 100]}}
"""


@pytest.mark.closes("R4.15", "E37")
def test_no_last_place_when_all_have_finished(scored: Scored) -> None:
    assert scored("minsheng", FINISHED).award("bottom") == ([], ["不设：各县、开发区都完成了任务"])


@pytest.mark.closes("R4.16", "E38")
def test_nominations_beside_the_quota_are_refused(shell: Shell) -> None:
    """Thirty-nine in the example; one more, one fewer without a reason, and fewer with one."""
    counts = {"市人保部门": "count: 4", "经济开发区": "count: 1", "市财政部门": "count: 1, waived: 只有一人符合"}
    rows = "".join(f"  - {{nomination: people, unit: {unit}, {count}}}\n" for unit, count in counts.items())
    said = shell("score", "minsheng", "--facts", shell.write("推荐.yaml", f"nominations:\n{rows}"))
    assert said.code == 1
    assert "推荐.yaml:2:46: “先进个人”市人保部门推荐了 4 个，名额 3 个，多报不收" in said.err
    assert "“先进个人”经济开发区推荐了 1 个，名额 2 个，少报要写放弃的理由" in said.err
    assert "市财政部门" not in said.err


@pytest.mark.closes("R4.10")
def test_a_departments_own_mark_says_who_proposed_it(scored: Scored) -> None:
    told = scored("minsheng")
    assert told.points("市财政部门", "任务完成") == "88"
    mark = next(each for each in _parts(told.unit("市财政部门")["explanation"]) if "自评" in each.get("label", ""))
    assert mark["value"] == "88"


@pytest.mark.closes("O37")
def test_what_does_not_seem_right_in_the_source_is_said(shell: Shell) -> None:
    told = shell("check", "minsheng", "--json").told
    (doubt,) = (each for each in told["doubts"] if "名额" in each["message"])
    assert doubt["message"] == "“综合先进单位（市直）”名额 8 个，参加评选的正好 8 家：家家都能得"


def test_the_provinces_points_are_added_up(scored: Scored) -> None:
    told = scored("shanxi-cjr-2019")
    assert told.points("山西省残疾人联合会", "共性考核指标") == "39.2"
    assert told.unit("山西省残疾人联合会")["points"] == "99"
