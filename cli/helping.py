"""What `--help` shows, in Chinese."""

import os
import sys
from io import StringIO
from typing import Any

BROAD = 120


def help_page(command: Any, ctx: Any) -> str:
    # Rich is only wanted by who asks for help: every other command starts without it.
    from rich.console import Console  # noqa: PLC0415
    from rich.padding import Padding  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    written = StringIO()
    console = Console(file=written, force_terminal=sys.stdout.isatty(), width=width())
    console.print(Text("用法  ", style="bold") + Text(usage(command, ctx)))
    console.print()
    console.print(Padding(Text(_said(command.help)), (0, 2)))
    for title, rows in sections(command, ctx):
        table = Table.grid(padding=(0, 3), collapse_padding=True)
        table.add_column(no_wrap=True, style="cyan")
        for name, words in rows:
            table.add_row(Text(f"  {name}"), Text(words))
        console.print()
        console.print(Text(title, style="bold"))
        console.print(table)
    return "\n".join(line.rstrip() for line in written.getvalue().rstrip().splitlines()) + "\n"


def width() -> int | None:
    """Rich measures a terminal itself and obeys COLUMNS; what else goes into a file or a pipe gets a broad page."""
    return None if sys.stdout.isatty() or os.environ.get("COLUMNS") else BROAD


def usage(command: Any, ctx: Any) -> str:
    pieces = [ctx.command_path, *(_argument(each) for each in arguments(command))]
    if hasattr(command, "commands"):
        pieces.append("命令")
    return " ".join([*pieces, "[选项]"])


def sections(command: Any, ctx: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Commands by family, arguments, options: each with a line that says what it is for."""
    found = [(title, [(each.name, _short(each.help)) for each in family]) for title, family in families(command)]
    found.append(("参数", [(_argument(each), _help_of(each)) for each in arguments(command)]))
    found.append(("选项", [(_option(each), _help_of(each)) for each in options(command, ctx)]))
    return [(title, rows) for title, rows in found if rows]


def families(command: Any) -> list[tuple[str, list[Any]]]:
    """The commands of a group by the family that they were given to, in the order in which they were added."""
    found: dict[str, list[Any]] = {}
    for each in getattr(command, "commands", {}).values():
        if not each.hidden:
            family = getattr(each, "rich_help_panel", None)
            found.setdefault(family if isinstance(family, str) else "命令", []).append(each)
    return list(found.items())


def arguments(command: Any) -> list[Any]:
    return [each for each in command.params if each.param_type_name == "argument" and not each.hidden]


def options(command: Any, ctx: Any) -> list[Any]:
    return [each for each in command.get_params(ctx) if each.param_type_name == "option" and not each.hidden]


def _argument(param: Any) -> str:
    name = param.metavar or param.name.upper()
    return name if param.required else f"[{name}]"


def _option(param: Any) -> str:
    names = " / ".join([*param.opts, *param.secondary_opts])
    return names if param.is_flag else f"{names} {param.metavar or param.name.upper()}"


def _help_of(param: Any) -> str:
    return _said(param.help) + ("（必填）" if param.required and param.param_type_name == "option" else "")


def _said(text: str | None) -> str:
    return "\n".join(line.strip() for line in (text or "").strip().splitlines())


def _short(text: str | None) -> str:
    return _said(text).partition("\n")[0]
