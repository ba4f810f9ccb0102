"""The frame of every command: help in Chinese, one sentence instead of a traceback, and the right exit code.

0 done · 1 refused, or something is wrong · 2 mistyped · 130 interrupted.
"""

import errno
import os
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from cli.helping import help_page
from config.errors import KaoheError

WRONG, MISTYPED, INTERRUPTED = 1, 2, 130

TROUBLE = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
}

# Typer carries a copy of click, and once imported the real one: its own subclass leads to whichever is in use.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]


class ReaderLeft(Exception):
    """Whoever read our output has seen enough: `kaohe calendar … | head`."""


class Command(TyperCommand):
    def get_help_option(self, ctx: Any) -> Any:
        return _in_chinese(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_page(self, ctx))


class Group(TyperGroup):
    """A group that suggests what was meant, and says in Chinese what went wrong anywhere below it."""

    def get_help_option(self, ctx: Any) -> Any:
        return _in_chinese(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_page(self, ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            meant = _listed(get_close_matches(args[0], list(self.commands)))
            raise typer.BadParameter(f"没有“{args[0]}”这个命令{meant}", ctx=ctx)
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *_: Any, standalone_mode: bool = True, **more: Any) -> Any:
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **more)
        never_choke_on_a_letter()
        try:
            code = super().main(args, standalone_mode=False, **more)
            sys.stdout.flush()
        except UsageError as error:
            code = _mistyped(error)
        except KaoheError as error:
            code = fail(str(error))
        except OSError as error:
            code = fail(say_trouble(error))
        except (KeyboardInterrupt, typer.Abort):
            code = INTERRUPTED
        except ReaderLeft:
            # What Python still holds back must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        sys.exit(code if isinstance(code, int) else 0)


class GroupOrOne(Group):
    """What is no command of the group is for its first one: `kaohe archive 方案` is `kaohe archive year 方案`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and self.get_command(ctx, args[0]) is None:
            args = [next(iter(self.commands)), *args]
        return super().resolve_command(ctx, args)


def never_choke_on_a_letter() -> None:
    """A terminal that is not UTF-8 gets escapes for what it cannot show, never an exception."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def fail(sentence: str) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"{sentence}\n")
    return WRONG


def say_trouble(error: OSError) -> str:
    """A folder that may not be written, a disk that is full: nothing of ours is wrong, so no traceback."""
    place = f" {error.filename}" if error.filename else ""
    return f"读写{place} 失败：{TROUBLE.get(error.errno or 0, error.strerror or str(error))}"


def _mistyped(error: Any) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stdout.write(f"{error}\n")
        return MISTYPED
    sys.stderr.write(f"{say_usage(error)}\n")
    if error.ctx is not None:
        sys.stderr.write(f"用法见 {error.ctx.command_path} --help\n")
    return MISTYPED


def say_usage(error: Any) -> str:
    """What was mistyped, in Chinese; the library's own sentence where it is a rare one."""
    match type(error).__name__:
        case "NoSuchOption":
            return f"没有选项 {error.option_name}{_listed(error.possibilities or ())}"
        case "MissingParameter":
            return f"缺少{_named(error.param)}"
        case "BadParameter" if error.param:
            return f"{_named(error.param)}不对：{error.message}"
        case "BadOptionUsage":
            return f"选项 {error.option_name} 后面要写一个值"
    said = str(error.message)
    if "extra argument" in said:
        return f"多写了内容：{said.rpartition('(')[2].rstrip(')')}"
    return "后面要写一个命令" if said == "Missing command." else said


def _named(param: Any) -> str:
    if param.param_type_name == "option":
        return f"选项 {param.opts[0]}"
    return f"参数 {param.metavar or param.name.upper()}"


def _listed(names: Iterable[str]) -> str:
    said = " 或 ".join(sorted(names))
    return f"，是不是要写 {said}" if said else ""


def _in_chinese(option: Any) -> Any:
    if option is not None:
        option.help = "显示本说明"
    return option
