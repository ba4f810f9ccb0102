"""`kaohe burden`: what units were asked for, as a page and for programs."""

import pytest

from tests.acceptance.cli.conftest import FIXTURES, Shell

ROSTER = """
office: town
people:
  - {office: town, person: desk, name: 考核岗, post: desk, begins_on: 2019-01-01}
  - {office: town, person: head, name: 站长, post: farming_head, begins_on: 2019-01-01}
"""
ASKED = "{assessment: 1, units: [farming], title: 农机台账, due_on: 2099-03-22, reason: 县里要}"


@pytest.mark.closes("W15", "R2.28")
def test_office_head_reads_the_burden_of_a_month(shell: Shell) -> None:
    shell("publish", str(FIXTURES / "tiny.yaml"))
    shell("act", "appoint", "--as", "clock", "--data", shell.write("roster.yaml", ROSTER))
    done = shell("act", "ask_units", "--as", "desk", "--data", shell.write("asked.yaml", ASKED))
    assert done.out == "已向1个单位要“农机台账”\nrequest=1\n"

    told = shell("burden", "--month", "2099-03", "--json").told
    assert (told["schema"], told["month"], told["label"]) == ("kaohe.burden/1", "2099-03", "2099年3月")
    (farming,) = told["items"]
    assert (farming["unit"], farming["requests"], farming["over"], farming["cap"]) == ("farming", 1, False, None)
    assert farming["asked"] == [{"title": "农机台账", "by": "党政办考核岗", "due": "3月22日（周日）下班前"}]
    assert (farming["obligations"], farming["last_month"]["requests"], farming["last_year"]["owed"]) == (
        {"task": 1}, 0, 0,
    )  # fmt: skip

    lines = shell("burden", "--month", "2099-03", "--unit", "农业站").out.splitlines()
    assert lines[:4] == [
        "农业站　2099年3月",
        "要求（次数/上限）：1次",
        "　1. “农机台账”（党政办考核岗，3月22日（周日）下班前）",
        "应办：交办事项1件",
    ]
    assert lines[-1] == (
        "2099年以来少发催报0条：提醒、催报、催办按每件事、每一级、每个人各一条计，应发0条；0条并入0次摘要，少发0条；"
        "0条到发送时已办结、期限已变或当天已单独告知，没有再发。"
    )
    assert told["spared"] == [
        {"office": "某镇人民政府", "year": "2099", "urged": 0, "alone": 0, "carried": 0, "digests": 0, "held": 0,
         "merged": 0, "others": 0, "count": 0},
    ]  # fmt: skip
    wrong = shell("burden", "--unit", "农机站")
    assert (wrong.code, wrong.err) == (1, "没有编码或名称为“农机站”的责任单位，是不是 农业站\n")
