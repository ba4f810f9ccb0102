"""`python -m cli.docs` writes docs/cli.md, acts.md, events.md and lifecycle.md from what they describe.

`python -m cli.docs check` exits 1 when one of them is stale.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from actions.registry import registry
from cli.act_pages import lines_of
from cli.event_pages import events_page
from cli.helping import arguments, families, options, usage
from cli.lifecycle import lifecycle_pages
from cli.main import app

DOCS = Path(__file__).parents[1] / "docs"

OPENING = """\
# 命令行 · The command line

由 `make docs` 从命令本身写出。Written by `make docs` from the commands themselves.

方案是随附方案的名称或文件的路径。`KAOHE_DATABASE_URL` 指定数据库，`KAOHE_HOME` 指定其余文件所在的目录。
加 `--json` 时，答复是一个带 `schema` 的对象：时刻是本地时间（ISO 8601，`+08:00`）；期限是
`{due_on, cutoff, due_at, inclusive, whom, rule, basis, provisional}`，其中 `due_on` 是文件所写的日期，
`due_at` 是最后允许的时刻，`whom` 是由谁办。
退出码：0 办成；1 不能办，或发现错误；2 命令写错了；130 中断。
"""


ACTS = """\
# 办理事项 · The acts

由 `make docs` 从登记的事项本身写出。Written by `make docs` from the registry itself.

每一事项都可以用 `kaohe act 事项 --as 人员 --data 文件` 办理；`kaohe act 事项 --list` 说明每一项怎么填。
不能办时说明每一条原因，什么也不改动。
"""


def pages() -> dict[str, str]:
    return {"cli.md": commands_page(), "acts.md": acts_page(), "events.md": events_page(), **lifecycle_pages()}


def acts_page() -> str:
    rows = ["| 事项 | 名称 | 做什么 | 要填的（* 必填） |", "|---|---|---|---|"]
    for entry in sorted(registry().values(), key=lambda each: each.name):
        fields = "、".join(f"`{each.shown}`" for each in lines_of(entry.data) if each.depth == 0)
        rows.append(f"| `{entry.name}` | {entry.label} | {_cell(entry.purpose)} | {fields} |")
    return "\n".join([ACTS, *rows, ""])


def commands_page() -> str:
    """The whole page, ending in a newline."""
    root = typer.main.get_command(app)
    parts = [OPENING, _contents(root)]
    for title, commands in families(root):
        parts.append(f"## {title}\n")
        parts += [section for command in commands for section in _sections(command, "kaohe")]
    return "\n".join(parts).rstrip("\n") + "\n"


def _contents(root: Any) -> str:
    rows = [
        f"| `{path}` | {_first_line(command)} |"
        for _, commands in families(root)
        for each in commands
        for path, command in _leaves(each, "kaohe")
    ]
    return "\n".join(["| 命令 | 做什么 |", "|---|---|", *rows, ""])


def _leaves(command: Any, above: str) -> Iterator[tuple[str, Any]]:
    path = f"{above} {command.name}"
    inner = [each for _, commands in families(command) for each in commands]
    for each in inner:
        yield from _leaves(each, path)
    if not inner:
        yield path, command


def _sections(command: Any, above: str) -> Iterator[str]:
    for path, leaf in _leaves(command, above):
        ctx = typer.Context(leaf, info_name=path)
        lines = [f"### {path}\n", f"```text\n{usage(leaf, ctx)}\n```\n", f"{_said(leaf)}\n"]
        told = [(_name(each), each) for each in (*arguments(leaf), *options(leaf, ctx)) if "--help" not in each.opts]
        if told:
            lines.append("| 参数和选项 | 说明 |\n|---|---|")
            lines += [f"| `{name}` | {_cell(each.help)} |" for name, each in told]
            lines.append("")
        yield "\n".join(lines)


def _name(param: Any) -> str:
    shown = param.metavar or param.name.upper()
    if param.param_type_name == "argument":
        return shown if param.required else f"[{shown}]"
    return ", ".join(param.opts) if param.is_flag else f"{', '.join(param.opts)} {shown}"


def _said(command: Any) -> str:
    return "\n".join(line.strip() for line in (command.help or "").strip().splitlines())


def _first_line(command: Any) -> str:
    return _cell(_said(command).partition("\n")[0])


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


def main(what: str) -> int:
    fresh = pages()
    if what == "docs":
        for name, text in fresh.items():
            (DOCS / name).write_text(text, encoding="utf-8")
        return 0
    stale = [name for name, text in fresh.items() if not is_current(name, text)]
    for name in stale:
        sys.stderr.write(f"docs/{name} is out of date: run `make docs` and commit it.\n")
    return 1 if stale else 0


def is_current(name: str, text: str) -> bool:
    path = DOCS / name
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or ["docs"]))
