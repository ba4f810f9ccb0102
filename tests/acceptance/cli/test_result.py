"""`kaohe result`: a year's result by the console, from the first step to the page of one unit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.opening import vault_of
from config.settings import Settings
from models.database import Database
from tests.acceptance.cli.conftest import Shell
from tests.integration.results.office import Office, ready, text_2019


@pytest.fixture
def office(shell: Shell, tmp_path: Path) -> Iterator[Office]:
    """In the database that the commands of this test work on; its scheme lies beside as 方案.yaml."""
    settings = Settings(home=shell.home)
    settings.prepare()
    database = Database(settings.database, vault=vault_of(settings))
    shell.write("方案.yaml", text_2019())
    try:
        database.migrate()
        yield ready(database, tmp_path)
    finally:
        database.close()


@pytest.mark.closes("O27", "W5")
def test_each_reads_what_is_his_and_after_publication_everybody_all(shell: Shell, office: Office) -> None:
    office.until_noticed()
    own = shell("result", "方案.yaml", "--as", "d_head", "--as-of", "2020-01-21").out
    assert "丁县  46.2" in own
    assert [name for name in ("甲县", "乙县", "丙县", "开发区") if name in own] == []
    assert "公布前只看得到本单位的得分" in own
    office.year.tick("2020-02-05 09:00")
    office.do("announce_result", "2020-02-05 10:00", document_no="市考办发〔2020〕2号")
    words = ("result", "方案.yaml", "--as", "d_head", "--as-of", "2020-02-06", "--plain")
    assert shell(*words).out.splitlines() == [
        "2019年度考核结果（市考办发〔2020〕2号）　目标管理年度考评得分（按得分排序）",
        "名次\t单位\t得分\t等次\t评定\t说明",
        "1\t甲县\t48.9\t—\t综合先进\t",
        "2\t乙县\t47.4\t—\t就业和创业工作先进\t有工作指标未完成任务，不达标",
        "3\t丁县\t46.2\t—\t综合先进\t",
        "4\t丙县\t45.4\t—\t—\t有工作指标未完成任务，不达标",
        "5\t开发区\t40\t—\t末位\t有工作指标未完成任务，不达标",
    ]
    page = shell("result", "方案.yaml", "--unit", "丙县", "--as-of", "2020-02-06").out
    for line in (
        "丙县　2019年度考核结果",
        "目标管理年度考评得分：45.4分　第4名",
        "  1. 保障性住房　扣分：扣1.2分",
        "；市考评办工作岗核验",
        "综合先进：有工作指标未完成任务，不达标",
    ):
        assert line in page


def test_the_office_reads_what_a_result_waits_for(shell: Shell, office: Office) -> None:
    office.until_marked()
    office.do("pass_on_result", "2020-01-10 09:00")
    office.do("confirm_score", "2020-01-13 09:00", by="a_head")
    reply = office.do("dispute_score", "2020-01-13 10:00", by="c_head", words="保障房已验收").ids["reply"]
    said = shell("result", "方案.yaml", "--as-of", "2020-01-14").out
    assert "现在：得分反馈核对，2020-01-15止；第1稿（result=1）" in said
    assert "  得分反馈核对　甲县　已答复（" in said
    assert f"  得分反馈核对　丙县　有异议：保障房已验收（reply={reply}）" in said
    assert "  得分反馈核对　乙县　没有答复（" in said
