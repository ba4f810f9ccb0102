"""`kaohe amend` at the console: refused with every reason, looked at, done; the answer for programs."""

from tests.acceptance.cli.conftest import Shell

ROSTER = """\
office: town
people:
  - {office: town, person: desk, name: 党政办考核岗, post: desk, begins_on: 2019-01-01}
"""


def test_change_is_refused_looked_at_and_done(shell: Shell, tiny: str) -> None:
    file = shell.write("year.yaml", tiny)
    shell("publish", file)
    shell("act", "appoint", "--as", "clock", "--data", shell.write("roster.yaml", ROSTER))
    words = ("--from", "2019-12-01", "--as", "desk", "--basis", "镇政〔2019〕9号")

    shell.write("year.yaml", tiny.replace("seat: assessor", "seat: assessor\nterms: {lead_unit: 责任站所}"))
    refused = shell("amend", file, *words)
    shell.write("year.yaml", tiny.replace("revision: 1", "revision: 2").replace("value: 800", "value: 900"))
    seen = shell("amend", file, *words, "--dry-run", "--json").told
    done = shell("amend", file, *words, "--json").told
    again = shell("amend", file, *words)

    assert (refused.code, refused.err) == (
        1,
        "暂不能变更年度方案：第8行：现行的是第1版，变更后的方案还写着第1版；把 revision 改为 2\n",
    )
    assert (seen["schema"], seen["applied"], done["applied"]) == ("kaohe.amend/1", False, True)
    assert seen["details"] == done["details"]
    assert done["details"]["targets"] == ["“新建高标准农田”的“建成面积”由800亩改为900亩"]
    assert (again.code, again.out) == (0, "与现行方案相同，没有可以变更的\n")
