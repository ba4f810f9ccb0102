"""A letter as PDF (PDF/A-2b) and as pictures of its pages. The compiler is made once: what costs is its first time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from config.errors import KaoheError
from documents.letters.faces import chosen, draws_chinese
from documents.letters.model import LETTERS, AnyLetter
from documents.letters.titles import turned

STANDARD = "a-2b"
SHEET_CHARACTERS = 36
UNDRAWN = "could not be displayed"
FIXED = timezone(timedelta(hours=8))
SCREEN = 110
"""Pixels per inch of a page that is looked at."""


class CannotPrint(KaoheError):
    """No page came of it; the message says why and what to do."""


class _Undrawn(CannotPrint):
    """A character that none of the installed fonts has."""


@dataclass(frozen=True, slots=True)
class Printer:
    """Draws letters with the fonts of the system and of these folders."""

    fonts: tuple[Path, ...] = ()

    def pdf(self, letter: AnyLetter, *, now: datetime) -> bytes:
        """The same letter at the same moment gives the same bytes."""
        how = {"format": "pdf", "timestamp": now.astimezone(FIXED).replace(microsecond=0)}
        try:
            (found,) = self._made(letter, pdf_standards=[STANDARD], **how)
        except _Undrawn:  # PDF/A holds no character that no font here can draw; the letter has to be read all the same
            (found,) = self._made(letter, **how)
        return found

    def pictures(self, letter: AnyLetter, *, resolution: int = SCREEN) -> list[bytes]:
        """Each page as PNG: what the paper will look like, for any browser."""
        return self._made(letter, format="png", ppi=float(resolution))

    def families(self) -> tuple[str, ...]:
        """Every family of fonts that is found."""
        return _machine(self.fonts).families

    def _made(self, letter: AnyLetter, **how: Any) -> list[bytes]:
        machine = _machine(self.fonts)
        if not draws_chinese(machine.families):
            raise CannotPrint("没有找到任何中文字体，请安装字体，或在 KAOHE_FONTS 里写明字体文件夹")
        return machine.made(letter, how)


class _Machine:
    """One compiler with its fonts; it does one letter at a time."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        fonts = typst.Fonts(include_embedded_fonts=False, font_paths=[str(folder) for folder in folders])
        self.families = tuple(fonts.families())
        self._source = files("documents.letters").joinpath("layouts", "letter.typ").read_bytes()
        nowhere = "/nonexistent"  # packages are never looked for, let alone fetched
        self._compiler = typst.Compiler(font_paths=fonts, package_path=nowhere, package_cache_path=nowhere)
        self._faces = json.dumps(chosen(self.families), ensure_ascii=False)
        self._lock = Lock()

    def made(self, letter: AnyLetter, how: Mapping[str, Any]) -> list[bytes]:
        told = json.dumps(told_of(letter), ensure_ascii=False)
        with self._lock:
            try:
                made = self._compiler.compile(self._source, sys_inputs={"letter": told, "faces": self._faces}, **how)
            except typst.TypstError as error:
                if UNDRAWN in error.message:
                    raise _Undrawn(error.message) from error
                raise CannotPrint(f"“{letter.name}”排不出版面：{error.message}") from error
        return [page for page in (made if isinstance(made, list) else [made]) if page is not None]


@cache
def _machine(folders: tuple[Path, ...]) -> _Machine:
    return _Machine(folders)


def told_of(letter: AnyLetter) -> dict[str, Any]:
    """The letter as plain data, its title turned into lines."""
    told: dict[str, Any] = LETTERS.dump_python(letter, mode="json")
    width = {} if letter.layout == "document" else {"width": SHEET_CHARACTERS}
    return told | {"lines": list(turned(told.get("title") or letter.name, **width))}
