"""Last year's scheme is copied, changed and compared, at the console."""

from tests.acceptance.cli.conftest import Shell


def test_last_year_is_copied_and_the_difference_shown(shell: Shell) -> None:
    copied = shell("copy", "shanxi-cjr-2019", "--year", "2020", "--to", "next.yaml")
    same = shell("compare", "shanxi-cjr-2019", "next.yaml")
    text = (shell.folder / "next.yaml").read_text(encoding="utf-8")
    (shell.folder / "next.yaml").write_text(text.replace("value: 50000", "value: 60000"), encoding="utf-8")
    changed = shell("compare", "shanxi-cjr-2019", "next.yaml")
    again = shell("copy", "shanxi-cjr-2019", "--year", "2020", "--to", "next.yaml")

    assert copied.out.startswith("已写出 next.yaml：2020年的考核方案，日期按年份平移。")
    assert same.out.splitlines()[-1] == "没有不同。"
    assert changed.out.splitlines()[-1].endswith("　目标　“服务人数”　目标值：50000 → 60000")
    assert (again.code, again.err) == (1, "next.yaml 已经存在，没有覆盖；请换一个文件名\n")


def test_scheme_is_compared_with_the_version_that_runs(shell: Shell, tiny: str) -> None:
    file = shell.write("year.yaml", tiny)
    before = shell("compare", file)
    assert shell("publish", file).code == 0
    shell.write("year.yaml", tiny.replace("title: 新建高标准农田", "title: 改建高标准农田"))

    now = shell("compare", file, "--json").told

    assert before.code == 1
    assert [(item["before"], item["after"]) for item in now["items"]] == [("新建高标准农田", "改建高标准农田")]
